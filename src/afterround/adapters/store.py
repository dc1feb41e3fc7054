"""Where the store lies, how durable it is, and which schema it has: decided here for jot and Django alike.

Imported by the quick path, so it imports next to nothing itself.
"""

import os
import sqlite3
import sys

SCHEMA = 9
"""The number of the newest migration, kept in the store as SQLite's `user_version`."""

STORE_NAME = "afterround.sqlite3"
SPOOL_NAME = "spool"

DEMO = "AFTERROUND_DEMO"
"""The environment variable under which the program works on the demo and not on a person's own data."""

DEMO_FOLDER = "demo"
DEMO_NOTE = "DEMO.txt"
"""The file that marks a data folder as the demo's, for the program and for whoever finds it."""


def home() -> str:
    """The data folder: a person's own, or the demo's inside it."""
    own = _own_home()
    if os.environ.get(DEMO) and not os.path.exists(os.path.join(own, DEMO_NOTE)):  # noqa: PTH110, PTH118
        return os.path.join(own, DEMO_FOLDER)  # noqa: PTH118
    return own


def is_demo() -> bool:
    """Whether the program works on the demo: it was told to, or the data folder is the demo's."""
    return bool(os.environ.get(DEMO)) or os.path.exists(os.path.join(home(), DEMO_NOTE))  # noqa: PTH110, PTH118


def choose_demo() -> None:
    """Work on the demo from now on; before Django is set up, which reads the place once."""
    os.environ[DEMO] = "yes"


def program() -> str:
    """How the program is called in a terminal for this store."""
    return "afterround --demo" if is_demo() else "afterround"


def _own_home() -> str:
    """`AFTERROUND_HOME`, else the platform's folder for a user's data."""
    chosen = os.environ.get("AFTERROUND_HOME")
    if chosen:
        return os.path.abspath(os.path.expanduser(chosen))  # noqa: PTH100, PTH111 (pathlib costs 6 ms)
    if sys.platform.startswith("linux"):  # what platformdirs answers here, without the cost of importing it
        data = os.environ.get("XDG_DATA_HOME", "").strip() or "~/.local/share"
        return os.path.join(os.path.expanduser(data), "afterround")  # noqa: PTH111, PTH118
    import platformdirs

    return platformdirs.user_data_dir("afterround", appauthor=False)


def store_path() -> str:
    """The SQLite file that holds everything."""
    return os.path.join(home(), STORE_NAME)  # noqa: PTH118


def spool_path() -> str:
    """The folder of spool files: jots that could not reach the store yet."""
    return os.path.join(home(), SPOOL_NAME)  # noqa: PTH118


def database_url() -> str:
    """The PostgreSQL address in `AFTERROUND_DATABASE`, or "" for the embedded store, which the demo always has."""
    return "" if is_demo() else os.environ.get("AFTERROUND_DATABASE", "")


def has_wal_reset_bug(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite can lose a committed transaction when two connections write and checkpoint together.

    The bug entered with WAL in 3.7.0 and was fixed in 3.51.3, 3.50.7 and 3.44.6.
    """
    fixed = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    return version >= (3, 7, 0) and not fixed


def journal_mode(version: tuple[int, int, int] | None = None) -> str:
    """The journal mode for this engine: "wal" where it is sound, else "truncate"."""
    return "truncate" if has_wal_reset_bug(version or sqlite3.sqlite_version_info) else "wal"


def configure(connection: sqlite3.Connection) -> None:
    """Set journal mode and durability on an open connection; acknowledged writes then survive a power cut.

    The mode is set each time, since TRUNCATE is not remembered by the file. Raises sqlite3.OperationalError
    where a store left in WAL by a sound engine cannot be converted, because another program has it open.
    """
    wanted = journal_mode()
    got = connection.execute(f"pragma journal_mode={wanted}").fetchone()[0]
    if got not in (wanted, "memory"):
        raise sqlite3.OperationalError(
            f"the store is in journal mode {got} and another program holds it; stop that program "
            "(afterround doctor names it) and try again"
        )
    connection.execute("pragma synchronous=full")
    connection.execute("pragma foreign_keys=on")
    connection.execute("pragma mmap_size=0")
    connection.execute("pragma secure_delete=on")  # what is purged must not stay behind in free pages
    if sys.platform == "darwin":
        connection.execute("pragma fullfsync=on")


def schema_of(connection: sqlite3.Connection) -> int:
    """The schema version the store says it has; 0 for a new file."""
    return int(connection.execute("pragma user_version").fetchone()[0])
