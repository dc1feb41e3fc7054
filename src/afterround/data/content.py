"""Tells whether the store has changed since it was last read, without reading it."""

from typing import Any

from django.db import connection

Mark = tuple[Any, ...]


def content_mark() -> Mark:
    """A mark that is equal to an earlier one only while this connection would read the same.

    SQLite counts the rows this connection has changed, and has a number that changes with what others commit
    (`data_version`). PostgreSQL names the transactions whose rows are seen. Neither tells what a running transaction
    has written and may yet take back: within one no two marks are equal. The connection stands in the mark itself, so
    that no later one can be taken for it.
    """
    if connection.in_atomic_block:
        return (object(),)
    connection.ensure_connection()
    raw: Any = connection.connection
    if connection.vendor == "sqlite":
        (version,) = raw.execute("pragma data_version").fetchone()
        return (raw, raw.total_changes, version)
    with connection.cursor() as cursor:
        cursor.execute("select pg_current_snapshot()::text")
        return (raw, cursor.fetchone()[0])
