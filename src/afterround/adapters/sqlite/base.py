"""A database backend that opens every connection as `adapters.store` decides."""

import sqlite3
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

from afterround.adapters import store


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own SQLite backend; only the opening of a connection, and when it is let go, differ."""

    _opened: tuple[int, int] | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Open a connection and set its journal mode and durability."""
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        name = str(self.settings_dict["NAME"])
        self._opened = None if ":memory:" in name or "mode=memory" in name else self._identity()
        try:
            store.configure(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def close_if_unusable_or_obsolete(self) -> None:
        """At the start and the end of a request: let go of a store file that another one has taken the place of.

        Connections are kept for long; without this, what is acknowledged would go into a file nobody finds.
        """
        if self.connection is not None and not self.in_atomic_block and self._is_replaced():
            self.close()
        super().close_if_unusable_or_obsolete()

    def _is_replaced(self) -> bool:
        """Whether the name leads to another file than the one that is open."""
        try:
            return self._opened is not None and self._identity() != self._opened
        except OSError:
            return True

    def _identity(self) -> tuple[int, int]:
        found = Path(self.settings_dict["NAME"]).stat()
        return found.st_dev, found.st_ino
