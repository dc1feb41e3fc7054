"""Which store this is, where it lies, and how durable it is."""

import hashlib
import sqlite3
from dataclasses import dataclass

from django.db import connection

from afterround.adapters import store
from afterround.queries.owners import local_owner


@dataclass(frozen=True)
class StoreFacts:
    """Where the data is and what keeps it. `mode` and `why` are "" for PostgreSQL, which decides by itself."""

    place: str
    engine: str
    mode: str
    why: str


def store_key() -> str:
    """Sixteen digits that tell this store from every other; they say nothing about what it holds."""
    return hashlib.sha256(f"store {local_owner().id}".encode()).hexdigest()[:16]


def store_facts() -> StoreFacts:
    """Where this store lies, its engine and journal mode, and why it has that mode."""
    if store.database_url():
        held = connection.settings_dict
        place = f"{held['NAME']} on {held['HOST'] or 'this computer'}"
        with connection.cursor() as cursor:
            cursor.execute("show server_version")
            version = cursor.fetchone()[0]
        return StoreFacts(place, f"PostgreSQL {version}", "", "")
    with connection.cursor() as cursor:
        cursor.execute("pragma journal_mode")
        mode = str(cursor.fetchone()[0])
    return StoreFacts(store.store_path(), f"SQLite {sqlite3.sqlite_version}", mode, _why(mode))


def _why(mode: str) -> str:
    """Why the store is in its journal mode."""
    if mode == "wal":
        return "This SQLite is sound in WAL mode: a saved word survives a power cut."
    if store.has_wal_reset_bug(sqlite3.sqlite_version_info):
        return (
            "This SQLite could lose a word in WAL mode (mended in 3.51.3, 3.50.7 and 3.44.6), so the safe mode "
            "is used: a saved word survives a power cut."
        )
    return "A saved word survives a power cut."
