"""After a purge the words are in no file of the data folder: not in free pages, not in a journal, not in a draft."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from afterround.actions import purge as deeds
from afterround.actions.purge import purge_round
from afterround.actions.retro import save_retro
from afterround.actions.rounds import delete_round
from afterround.actions.store import (
    clear_free_space,
    clear_free_space_if_due,
    copy_store,
    prepare_store,
    remove_copies,
)
from afterround.adapters import store
from afterround.core.retro import Section
from afterround.core.retro_fields import FieldChange
from afterround.core.rounds import Part
from tests.cast import a_jot, a_line, a_photo, a_retro, a_round

pytestmark = pytest.mark.embedded

WORDS = (
    "Vandelay",
    "Quibbled over heaps",
    "Zebra stripes lesson",
    "Ottoline Raman",
    "first wording of it",
    "plinth",
)


def fill(home: Path, now: datetime) -> Any:
    """A store with two rounds; the words stand in every table that holds words of the first."""
    owner = prepare_store(now=now)
    a_round(owner, "Globex", ended_ago=timedelta(days=2))
    key = a_round(owner, WORDS[0], people=((WORDS[3], Part.OBSERVER),))
    for number in range(40):
        a_jot(owner, f"{WORDS[1]} {number} " + "filling " * 60, round_id=key)
    a_retro(owner, key, lesson=WORDS[2])
    line = a_line(owner, key, Section.SHAKY, WORDS[4])
    save_retro(owner, key, [FieldChange(str(line), "text", "second wording", 1)], now=now)
    a_photo(owner, round_id=key, caption=WORDS[5])
    return owner, key


def found(home: Path) -> list[str]:
    """The words that stand in any file of the data folder."""
    held = b"".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())
    return [word for word in WORDS if word.encode() in held]


@pytest.mark.parametrize("journal", ["truncate", "wal"])
def test_the_words_are_in_no_file_afterwards(
    home: Path, now: datetime, monkeypatch: pytest.MonkeyPatch, journal: str
) -> None:
    monkeypatch.setattr(store, "journal_mode", lambda version=None: journal)
    owner, key = fill(home, now)
    assert found(home) == list(WORDS)
    delete_round(owner, key, now=now)
    assert purge_round(owner, key, now=now).left == ()
    assert found(home) == []
    assert not (home / "free-space-to-clear").exists()
    with closing(sqlite3.connect(home / store.STORE_NAME)) as opened:
        assert opened.execute("pragma integrity_check").fetchone()[0] == "ok"
        assert opened.execute("pragma user_version").fetchone()[0] == store.SCHEMA
        assert opened.execute("select count(*) from round").fetchone()[0] == 1


@pytest.mark.parametrize("guard", ["secure_delete", "clear_free_space"])
def test_either_guard_alone_clears_what_was_deleted(
    home: Path, now: datetime, monkeypatch: pytest.MonkeyPatch, guard: str
) -> None:
    if guard == "secure_delete":
        monkeypatch.setattr(deeds, "clear_free_space", lambda: True)
    else:
        monkeypatch.setattr(store, "configure", careless(store.configure))
    owner, key = fill(home, now)
    delete_round(owner, key, now=now)
    purge_round(owner, key, now=now)
    assert found(home) == []


def test_without_both_guards_the_words_would_stay(
    home: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deeds, "clear_free_space", lambda: True)
    monkeypatch.setattr(store, "configure", careless(store.configure))
    owner, key = fill(home, now)
    delete_round(owner, key, now=now)
    purge_round(owner, key, now=now)
    assert len(found(home)) >= 3


def careless(configure: Callable[[sqlite3.Connection], None]) -> Callable[[sqlite3.Connection], None]:
    """A connection that leaves deleted words where they are."""

    def without_secure_delete(connection: sqlite3.Connection) -> None:
        configure(connection)
        connection.execute("pragma secure_delete=off")

    return without_secure_delete


def test_a_store_in_use_is_cleared_at_the_next_start(home: Path, now: datetime) -> None:
    prepare_store(now=now)
    connection.cursor().execute("pragma busy_timeout=100")
    with closing(sqlite3.connect(home / store.STORE_NAME, isolation_level=None)) as other:
        other.execute("begin immediate")
        assert clear_free_space() is False
        other.execute("rollback")
    assert (home / "free-space-to-clear").exists()
    clear_free_space_if_due()
    assert not (home / "free-space-to-clear").exists()


def test_older_copies_go_by_a_deed_of_their_own(home: Path, now: datetime) -> None:
    owner, key = fill(home, now)
    copy_store(home / store.STORE_NAME, home / "copies" / "before-0009-x.sqlite3")
    delete_round(owner, key, now=now)
    assert purge_round(owner, key, now=now).gone.copies == 1
    assert found(home) != []
    assert remove_copies() == 1
    assert found(home) == []
