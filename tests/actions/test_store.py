"""The store made ready at every start: private, copied before a migration, refused when newer, whole after a crash."""

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connections

from afterround.actions import store as deeds
from afterround.actions.store import copy_store, prepare_store
from afterround.adapters import store
from afterround.core.errors import StoreUnavailable
from afterround.queries.rounds import all_rounds
from tests.browser import environment
from tests.cast import a_round

pytestmark = pytest.mark.embedded


def query(path: Path, sql: str) -> object:
    with closing(sqlite3.connect(path)) as opened:
        found = opened.execute(sql).fetchone()
        opened.commit()
    return found and found[0]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_first_start_makes_a_private_store_of_this_schema(home: Path, now: datetime) -> None:
    owner = prepare_store(now=now)
    assert owner.username == "local"
    assert (mode(home), mode(home / store.STORE_NAME), mode(home / "key")) == (0o700, 0o600, 0o600)
    assert query(home / store.STORE_NAME, "pragma user_version") == store.SCHEMA
    assert not (home / "copies").exists()


def test_a_later_start_changes_nothing(home: Path, now: datetime) -> None:
    owner = prepare_store(now=now)
    before = {path.name: path.read_bytes() for path in home.iterdir() if path.suffix != ".lock"}
    assert prepare_store(now=now).id == owner.id
    assert {path.name: path.read_bytes() for path in home.iterdir() if path.suffix != ".lock"} == before


def test_an_open_data_folder_is_made_private(home: Path, now: datetime) -> None:
    home.mkdir(mode=0o755)
    prepare_store(now=now)
    assert mode(home) == 0o700


def test_a_data_folder_inside_a_checkout_is_refused_and_not_made(home: Path, now: datetime) -> None:
    (home.parent / ".git").mkdir()
    with pytest.raises(StoreUnavailable, match="AFTERROUND_HOME"):
        prepare_store(now=now)
    assert not home.exists()


def test_a_data_folder_that_cannot_be_made_is_said(home: Path, now: datetime) -> None:
    home.write_text("a file")
    with pytest.raises(StoreUnavailable, match="cannot be used"):
        prepare_store(now=now)


def test_a_copy_is_taken_and_opened_before_a_later_migration(
    home: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_round(prepare_store(now=now))
    monkeypatch.setattr(store, "SCHEMA", store.SCHEMA + 1)
    owner = prepare_store(now=now)
    (copy,) = (home / "copies").iterdir()
    assert (mode(copy.parent), mode(copy)) == (0o700, 0o600)
    assert query(copy, "select count(*) from round") == 1
    assert query(copy, "pragma user_version") == store.SCHEMA - 1
    assert query(home / store.STORE_NAME, "pragma user_version") == store.SCHEMA
    assert len(all_rounds(owner, now)) == 1


def test_a_copy_that_is_not_whole_stops_the_migration(
    home: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare_store(now=now)
    monkeypatch.setattr(store, "SCHEMA", store.SCHEMA + 1)
    monkeypatch.setattr(deeds, "copy_store", refuse_copy)
    with pytest.raises(StoreUnavailable, match="not whole"):
        prepare_store(now=now)
    assert query(home / store.STORE_NAME, "pragma user_version") == store.SCHEMA - 1


def refuse_copy(source: Path, target: Path) -> Path:
    """A copy on a full or broken disk."""
    raise StoreUnavailable(f"The copy {target} of {source} is not whole.")


def test_the_last_five_copies_are_kept(home: Path, now: datetime) -> None:
    prepare_store(now=now)
    for day in range(7):
        name = f"before-0002-{now + timedelta(days=day):%Y%m%dT%H%M%S}.sqlite3"
        copy_store(home / store.STORE_NAME, home / "copies" / name)
    kept = sorted(path.name for path in (home / "copies").iterdir())
    assert [name[18:20] for name in kept] == ["13", "14", "15", "16", "17"]


@pytest.mark.parametrize("journal", ["truncate", "wal"])
def test_a_newer_store_is_refused_untouched(home: Path, now: datetime, journal: str) -> None:
    home.mkdir()
    path = home / store.STORE_NAME
    query(path, f"pragma journal_mode={journal}")
    query(path, f"pragma user_version={store.SCHEMA + 1}")
    query(path, "create table later (id)")
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable, match="newer Afterround"):
        prepare_store(now=now)
    assert path.read_bytes() == before


def test_a_damaged_store_is_refused_untouched(home: Path, now: datetime) -> None:
    home.mkdir()
    (home / store.STORE_NAME).write_bytes(b"not a store\n" * 100)
    with pytest.raises(StoreUnavailable, match="afterround doctor"):
        prepare_store(now=now)
    assert (home / store.STORE_NAME).read_bytes() == b"not a store\n" * 100


def test_every_connection_of_django_is_durable(home: Path, now: datetime) -> None:
    prepare_store(now=now)
    with connections["default"].cursor() as cursor:
        found = [
            cursor.execute(f"pragma {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == [store.journal_mode(), 2, 1]


INTERRUPTED = """
import os, sys
import django
django.setup()
from django.db import connection
from afterround.actions.store import prepare_store
from afterround.adapters.clock import now

count, last = 0, int(sys.argv[1])

def interrupt(execute, sql, params, many, context):
    global count
    count += 1
    if count == last:
        os._exit(9)
    return execute(sql, params, many, context)

with connection.execute_wrapper(interrupt):
    prepare_store(now=now())
print(count)
"""


def start(home: Path, last: int) -> "subprocess.CompletedProcess[str]":
    env = environment(home, DJANGO_SETTINGS_MODULE="afterround.settings")
    command = [sys.executable, "-c", INTERRUPTED, str(last)]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)


def test_a_start_killed_at_any_statement_of_its_migration_opens_again(tmp_path: Path) -> None:
    whole = start(tmp_path / "whole", 0)
    statements = int(whole.stdout)
    expected = query(tmp_path / "whole" / store.STORE_NAME, "select group_concat(sql) from sqlite_master")
    for last in (2, statements // 2, statements - 1):
        home = tmp_path / str(last)
        assert start(home, last).returncode == 9
        again = start(home, 0)
        assert again.returncode == 0, again.stderr
        path = home / store.STORE_NAME
        assert query(path, "select group_concat(sql) from sqlite_master") == expected
        assert query(path, "pragma user_version") == store.SCHEMA


def test_two_starts_at_once_make_one_store(tmp_path: Path) -> None:
    home = tmp_path / "home"
    env = environment(home, DJANGO_SETTINGS_MODULE="afterround.settings")
    command = [sys.executable, "-c", INTERRUPTED, "0"]
    starts = [subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait(timeout=60) for process in starts] == [0, 0]
    assert query(home / store.STORE_NAME, "select count(*) from owner") == 1
    assert not (home / "copies").exists()
