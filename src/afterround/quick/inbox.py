"""Writes a jot into `jot_inbox` with nothing but sqlite3; where it cannot, into the spool."""

import os
import sqlite3
import time

from afterround.adapters import store
from afterround.core.keys import uuid7

BUSY_MS = 2000
"""How long the store may be locked before the jot goes to the spool."""

INSERT = "insert into jot_inbox (id, lane, text, at, round_ref) values (?, ?, ?, ?, ?)"


def unix_now() -> float:
    """This instant as Unix time in seconds; `AFTERROUND_NOW` sets it, as it does in `adapters.clock`."""
    fixed = os.environ.get("AFTERROUND_NOW")
    if not fixed:
        return time.time()
    from datetime import datetime

    return datetime.fromisoformat(fixed).timestamp()


def stored(moment: float) -> str:
    """An instant (Unix time in seconds) in the form in which Django stores it, so that texts compare as times."""
    seconds, microseconds = divmod(round(moment * 1_000_000), 1_000_000)
    fraction = f".{microseconds:06d}" if microseconds else ""
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(seconds)) + fraction


def new_row(lane: str, text: str, round_ref: str) -> tuple[str, str, str, str, str]:
    """A row of `jot_inbox` as Django would store it: the key without dashes, the instant in UTC."""
    now = unix_now()
    return uuid7(int(now * 1000), os.urandom(10)).replace("-", ""), lane, text, stored(now), round_ref


def keep(row: tuple[str, str, str, str, str]) -> tuple[sqlite3.Connection | None, str]:
    """Keep a row durably: in the store, returning its open connection, else in the spool, returning why.

    Raises OSError where the spool cannot take it either.
    """
    try:
        connection = open_store()
        connection.execute(INSERT, row)
    except sqlite3.Error as error:
        _spool(row)
        return None, str(error)
    return connection, ""


def open_store() -> sqlite3.Connection:
    """The store, configured and of a known schema. Raises sqlite3.Error where it cannot be used."""
    if store.database_url():
        raise sqlite3.OperationalError("the store is a PostgreSQL database")
    path = store.store_path()
    if not os.path.exists(path):  # noqa: PTH110 (pathlib costs 6 ms)
        raise sqlite3.OperationalError("there is no store yet")
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_MS / 1000)
    store.configure(connection)
    schema = store.schema_of(connection)
    if not 1 <= schema <= store.SCHEMA:
        raise sqlite3.OperationalError(
            f"the store has schema {schema}, this program knows 1 to {store.SCHEMA}"
        )
    return connection


def _spool(row: tuple[str, str, str, str, str]) -> None:
    """Write the row to a spool file of its own and wait until file and name are on the disk."""
    import json

    home, folder = store.home(), store.spool_path()
    _refuse_checkout(home)
    os.makedirs(home, mode=0o700, exist_ok=True)  # noqa: PTH103
    os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103
    name = os.path.join(folder, row[0])  # noqa: PTH118
    line = json.dumps(dict(zip(("id", "lane", "text", "at", "round_ref"), row, strict=True)))
    try:
        with open(name + ".part", "x", encoding="utf-8", opener=_private) as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError:  # a full disk: the words are said back, and no half file is left to be looked into
        if os.path.exists(name + ".part"):  # noqa: PTH110
            os.unlink(name + ".part")  # noqa: PTH108
        raise
    os.rename(name + ".part", name + ".json")  # noqa: PTH104
    _sync_folder(folder)
    _sync_folder(home)
    _sync_folders_above(home)


def _refuse_checkout(home: str) -> None:
    """Keep jots out of a code checkout, where they could be committed by mistake. Raises OSError."""
    from afterround.adapters.home import checkout_around
    from afterround.adapters.home import home as data_folder

    around = checkout_around(data_folder())
    if around is not None:
        raise OSError(
            f"the data folder {home} lies inside the checkout {around}; set AFTERROUND_HOME elsewhere"
        )


def _private(path: str, flags: int) -> int:
    """Open a file that only its owner may read."""
    return os.open(path, flags, 0o600)


def _sync_folders_above(path: str) -> None:
    """Do the same for the folders above, any of which the first jot may have made; some cannot be synced."""
    above = os.path.dirname(path)  # noqa: PTH120
    while above != path:
        try:
            _sync_folder(above)
        except OSError:
            return
        path, above = above, os.path.dirname(above)  # noqa: PTH120


def _sync_folder(path: str) -> None:
    """Make the names in a folder durable; Windows has no such call."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
