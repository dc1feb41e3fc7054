"""Makes the store ready at every start: the folder, a copy before a migration, the migrations, the owner."""

import sqlite3
from contextlib import closing
from datetime import datetime
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, connection

from afterround.actions.owners import ensure_local_owner
from afterround.adapters import store
from afterround.adapters.home import home, keep_secret_key, locked, prepare_home
from afterround.core.errors import StoreUnavailable
from afterround.data.models import Owner

COPIES = 5
"""So many copies from before migrations are kept."""


def prepare_store(*, now: datetime) -> Owner:
    """Bring the store to this program's schema and return the local owner; quick where nothing is to be done.

    Raises StoreUnavailable where the store is newer than the program, damaged, or cannot be opened.
    """
    if store.database_url():
        call_command("migrate", verbosity=0, stdout=StringIO())
        return ensure_local_owner(now=now)
    prepare_home()
    keep_secret_key()
    path = Path(store.store_path())
    try:
        if not path.exists() or _schema(path) != store.SCHEMA:
            with locked("starting.lock"):
                _migrate(path, now)
        return ensure_local_owner(now=now)
    except (sqlite3.Error, DatabaseError) as error:
        raise StoreUnavailable(
            f"The store {path} cannot be opened: {error}. See afterround doctor."
        ) from error


def _schema(path: Path) -> int:
    """The schema of the store on disk, read without a change to it: not even of its journal mode."""
    with closing(sqlite3.connect(path, timeout=20)) as opened:
        return store.schema_of(opened)


def _migrate(path: Path, now: datetime) -> None:
    """Copy the store, migrate it, and note the schema it has now."""
    had = _schema(path) if path.exists() else 0
    if had == store.SCHEMA:  # another start was faster
        return
    if had > store.SCHEMA:
        raise StoreUnavailable(
            f"The store {path} was written by a newer Afterround (schema {had}, this one knows {store.SCHEMA}). "
            "Update the program; nothing was changed."
        )
    if had:
        copy_store(path, home() / "copies" / f"before-{store.SCHEMA:04d}-{now:%Y%m%dT%H%M%S}.sqlite3")
    call_command("migrate", verbosity=0, stdout=StringIO())
    path.chmod(0o600)
    with connection.cursor() as cursor:
        cursor.execute(f"pragma user_version={store.SCHEMA}")


def copy_store(source: Path, target: Path) -> Path:
    """Copy the store consistently while it may be in use, open the copy, and check it.

    Raises StoreUnavailable where the copy is not whole.
    """
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
    target.chmod(0o600)
    with closing(sqlite3.connect(f"file:{target}?mode=ro", uri=True)) as copy:
        verdict = copy.execute("pragma integrity_check").fetchone()[0]
    if verdict != "ok":
        raise StoreUnavailable(f"The copy {target} is not whole: {verdict}. Nothing was changed.")
    for old_copy in sorted(target.parent.glob("before-*.sqlite3"))[:-COPIES]:
        old_copy.unlink()
    return target
