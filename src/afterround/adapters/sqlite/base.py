"""A database backend that opens every connection as `adapters.store` decides."""

import sqlite3
from typing import Any

from django.db.backends.sqlite3 import base

from afterround.adapters import store


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own SQLite backend; only the opening of a connection differs."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Open a connection and set its journal mode and durability."""
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        try:
            store.configure(connection)
        except BaseException:
            connection.close()
            raise
        return connection
