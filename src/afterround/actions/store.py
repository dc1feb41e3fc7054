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
from afterround.adapters.home import copies, home, keep_secret_key, locked, prepare_home
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


def remove_copies() -> int:
    """Remove the copies of the store from before migrations; returns how many there were.

    Raises StoreUnavailable where one cannot be removed.
    """
    found = copies()
    try:
        for path in found:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise StoreUnavailable(f"{error.filename} could not be removed: {error.strerror}.") from error
    return len(found)


def clear_free_space() -> bool:
    """Write the store anew without its free space, where older words could still be read; returns whether that
    was possible. A mark is left until it was, so that the next start of the program tries again.

    A server's database is left to its operator.
    """
    if store.database_url():
        return True
    _to_clear().touch(mode=0o600)
    try:
        with connection.cursor() as cursor:
            cursor.execute("vacuum")
            cursor.execute("pragma wal_checkpoint(truncate)")
            is_busy = bool(cursor.fetchone()[0])
    except DatabaseError:
        return False
    if not is_busy:
        _to_clear().unlink(missing_ok=True)
    return not is_busy


def clear_free_space_if_due() -> None:
    """Try again what an earlier attempt could not do."""
    if _to_clear().exists():
        clear_free_space()


def _to_clear() -> Path:
    return home() / "free-space-to-clear"
