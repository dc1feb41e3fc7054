"""Writes many rows at once from plain values, without making a record of each."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

from django.db import connection, models

from afterround.data.keys import new_key

Row = dict[str, Any]
"""A row by its columns' names, as fields call them ("round_id"); what is not named has the field's default."""

VALUES = 999
"""The most values of one statement that every SQLite takes."""


def insert(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Insert rows; a missing key is made. Raises DatabaseError as any writing does."""
    if not rows:
        return
    fields = model._meta.concrete_fields
    values = list(zip(*(_column(field, rows) for field in fields), strict=True))
    many = VALUES // len(fields)
    whole = len(values) - len(values) % many
    together = [list(chain.from_iterable(values[at : at + many])) for at in range(0, whole, many)]
    with connection.cursor() as cursor:
        for number, some in ((many, together), (1, values[whole:])):
            if some:
                cursor.executemany(_statement(model, number), some)


def _statement(model: type[models.Model], rows: int) -> str:
    """The SQL that inserts so many rows. SQLite prepares what a table's checks compare with once for each statement,
    which takes as long as writing a row does."""
    fields = model._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    table = connection.ops.quote_name(model._meta.db_table)
    return f"insert into {table} ({columns}) values {', '.join([row] * rows)}"


def _column(field: "models.Field[Any, Any]", rows: Sequence[Row]) -> Iterable[Any]:
    """The values of one column, as the database takes them."""
    name, write = field.attname, _writer(field)
    if field.primary_key:
        return [write(row[name] if name in row else new_key()) for row in rows]
    default = field.get_default()
    values = [row.get(name, default) for row in rows]
    return values if write is _same else [write(value) for value in values]


def _writer(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    """How a value of a field is handed to the database: the field's own way, made quick where it is simple."""
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, models.UUIDField):
        return _same if connection.features.has_native_uuid_field else _digits
    if isinstance(target, (models.CharField, models.TextField)):
        return str
    if isinstance(target, (models.BooleanField, models.IntegerField)):
        return _same
    known: dict[Any, Any] = {}

    def write(value: Any) -> Any:
        try:
            key = tuple(value.items()) if isinstance(value, dict) else value
            if key not in known:
                known[key] = target.get_db_prep_save(value, connection)
            return known[key]
        except TypeError:  # it holds what can be no key
            return target.get_db_prep_save(value, connection)

    return write


def _same(value: Any) -> Any:
    return value


def _digits(value: Any) -> Any:
    return value.hex if value is not None else None
