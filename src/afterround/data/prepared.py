"""Queries that are put together once and asked often, with other values each time.

Django writes the SQL of a query anew whenever it is asked, which takes several times as long as the database needs
to answer a small one.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from typing import Any

from django.db import connection
from django.db.models import CharField, DateTimeField, Expression, Field, Model, QuerySet, UUIDField

KEY: "UUIDField[Any, Any]" = UUIDField()
MOMENT: "DateTimeField[Any, Any]" = DateTimeField()
TEXT: "CharField[Any, Any]" = CharField()
"""What a value may be that comes later."""

Row = tuple[Any, ...]


class Given(Expression):
    """The place of a value that comes with the asking: filter(owner=Given("owner", KEY))."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A parameter, in whose place this stands until there is a value."""
        return "%s", (self,)

    def among(self, values: dict[str, Any]) -> Any:
        """Its value, as the database takes it; a record counts as its key."""
        value = values[self.name]
        return self.output_field.get_db_prep_value(
            value.pk if isinstance(value, Model) else value, connection
        )


def prepared(build: Callable[[], "QuerySet[Any, Any]"]) -> Callable[..., list[Row]]:
    """Make of a function that gives a `values_list` with places one that takes the values and gives the rows."""

    @lru_cache
    def put_together(_vendor: str) -> tuple[str, Sequence[Any], list[tuple[int, Any, Any]]]:
        compiler = build().query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        read = compiler.get_converters([column for column, *_ in compiler.select])
        return sql, parameters, [(at, *how) for at, how in read.items()]

    @wraps(build)
    def ask(**values: Any) -> list[Row]:
        sql, parameters, read = put_together(connection.vendor)
        with connection.cursor() as cursor:
            cursor.execute(sql, [p.among(values) if isinstance(p, Given) else p for p in parameters])
            rows = [list(row) for row in cursor.fetchall()]
        for row in rows:
            for at, steps, expression in read:
                for step in steps:
                    row[at] = step(row[at], expression, connection)
        return [tuple(row) for row in rows]

    return ask
