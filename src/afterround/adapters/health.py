"""What is well and what is not with the data folder and the store in it, and what to do about it."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from afterround.adapters import store
from afterround.adapters.home import checkout_around, home

LITTLE_SPACE = 200 * 1024 * 1024
"""Bytes of free disk below which a warning is due."""

NOT_PRIVATE = 0o077


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `advice` says what to do where it is not well."""

    name: str
    text: str
    advice: str = ""

    @property
    def is_well(self) -> bool:
        """Whether there is nothing to do."""
        return not self.advice


def folder_findings() -> Iterator[Finding]:
    """The data folder: where it is, who may read it, what waits in it, how much room there is."""
    folder = home()
    around = checkout_around(folder)
    advice = f"It lies inside the checkout {around}. Move it and set AFTERROUND_HOME." if around else ""
    if not folder.exists():
        yield Finding("data", f"{folder} (not made yet; the first command makes it)", advice)
        return
    if not folder.is_dir():
        yield Finding("data", f"{folder} is no folder", "Move it away, or set AFTERROUND_HOME to a folder.")
        return
    yield Finding("data", str(folder), advice)
    yield from _read_only(folder)
    yield _modes(folder)
    yield _spool(Path(store.spool_path()))
    yield from _drafts(folder / "drafts")
    copies = sorted((folder / "copies").glob("*.sqlite3"))
    latest = (
        f"{len(copies)}, the latest {copies[-1].name}"
        if copies
        else "none yet; one is made before each migration"
    )
    yield Finding("copies", latest)
    free = shutil.disk_usage(folder).free
    advice = "Make room: with a full disk nothing can be kept." if free < LITTLE_SPACE else ""
    yield Finding("disk", f"{free // 1024**2:,} MB free", advice)


def _read_only(folder: Path) -> Iterator[Finding]:
    """What should take new words and cannot be written."""
    for path in (folder, Path(store.store_path()), Path(store.spool_path())):
        wanted = os.R_OK | os.W_OK | (os.X_OK if path.is_dir() else 0)
        if path.exists() and not os.access(path, wanted):
            advice = "Give your user its rights back (chmod -R u+rwX), or make the disk writable."
            yield Finding("writing", f"{path} cannot be written", f"Nothing can be kept there. {advice}")
            return


def _modes(folder: Path) -> Finding:
    """Whether the owner alone can read what is there."""
    if sys.platform == "win32":
        return Finding("modes", "left to the user's profile")
    found = [path for path in (folder, *folder.rglob("*")) if _is_open(path)]
    if not found:
        return Finding("modes", "only you can read it")
    return Finding("modes", f"others can read {found[0]}", f"chmod -R go-rwx {folder}")


def _is_open(path: Path) -> bool:
    with suppress(OSError):
        facts = path.lstat()
        return bool(facts.st_mode & NOT_PRIVATE) and (facts.st_size > 0 or path.is_dir())
    return False


def _spool(folder: Path) -> Finding:
    """Jots that could not reach the store yet."""
    waiting = len(list(folder.glob("*.json")))
    unread = [*folder.glob("*.unreadable"), *folder.glob("*.part")]
    text = f"{waiting} waiting for the next start" if waiting else "empty"
    if unread:
        return Finding("spool", f"{text}; {len(unread)} unreadable", f"Look into {unread[0]} and remove it.")
    return Finding("spool", text)


def _drafts(folder: Path) -> Iterator[Finding]:
    """Texts from an editor that were not saved."""
    drafts = sorted(folder.glob("*.md"))
    if drafts:
        advice = f"Take over what you need from {drafts[-1]}, then remove it."
        yield Finding("drafts", f"{len(drafts)} not saved", advice)


def store_findings() -> Iterator[Finding]:
    """The embedded store: engine, journal mode and why, schema, integrity."""
    path = Path(store.store_path())
    yield Finding("engine", f"SQLite {sqlite3.sqlite_version}")
    if not path.exists():
        yield Finding("store", f"{path} (not made yet)")
        return
    yield Finding("store", f"{path}, {path.stat().st_size // 1024:,} KB")
    try:
        with closing(sqlite3.connect(path, timeout=2)) as opened:
            yield _journal(opened, path)
            yield _schema(opened)
            yield _integrity(opened)
    except sqlite3.Error as error:
        yield Finding("store", f"it cannot be read: {error}", _restore_advice())


def _journal(opened: sqlite3.Connection, path: Path) -> Finding:
    """The journal mode the program uses, and why."""
    bug = store.has_wal_reset_bug(sqlite3.sqlite_version_info)
    why = (
        "this SQLite can lose a committed change in WAL mode; 3.51.3, 3.50.7 and 3.44.6 are mended"
        if bug
        else "this SQLite is sound in WAL mode"
    )
    try:
        store.configure(opened)
    except sqlite3.OperationalError as error:  # a damaged store raises another error
        holders = ", ".join(holders_of(path)) or "it could not be found out which"
        advice = f"Stop the program that holds the store ({holders}), then run any command here."
        return Finding("journal mode", str(error), advice)
    return Finding("journal mode", f"{store.journal_mode()}, synchronous full: {why}")


def holders_of(path: Path) -> list[str]:
    """The programs that have the store open, as "name (process 123)"; none where that cannot be seen."""
    wanted = {str(path.resolve()) + ending for ending in ("", "-wal", "-shm")}
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            names = {str(handle.readlink()) for handle in (process / "fd").iterdir()}
            if names & wanted and process.name != str(Path("/proc/self").readlink()):
                command = (
                    (process / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
                )
                found.append(f"{command[:80]} (process {process.name})")
    return found


def _schema(opened: sqlite3.Connection) -> Finding:
    schema = store.schema_of(opened)
    if schema == store.SCHEMA:
        return Finding("schema", f"{schema}, as this program expects")
    if schema > store.SCHEMA:
        return Finding("schema", f"{schema}; this program knows {store.SCHEMA}", "Update the program.")
    return Finding("schema", f"{schema}; the next command brings it to {store.SCHEMA}")


def _integrity(opened: sqlite3.Connection) -> Finding:
    verdict = opened.execute("pragma integrity_check(1)").fetchone()[0]
    if verdict != "ok":
        return Finding("integrity", str(verdict), _restore_advice())
    if opened.execute("pragma foreign_key_check").fetchone():
        return Finding("integrity", "a record points at one that is gone", _restore_advice())
    return Finding("integrity", "ok")


def _restore_advice() -> str:
    copies = sorted((home() / "copies").glob("*.sqlite3"))
    latest = f" The latest copy is {copies[-1]}." if copies else ""
    return f"Stop Afterround and keep a copy of {store.store_path()} before anything else.{latest}"
