"""The row `jot` writes is the row the program itself would write, in the store of every released migration."""

import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from afterround.actions.cooldown import NewJot, record_jots, take_in_jots
from afterround.adapters import store
from afterround.core.cooldown import Lane
from afterround.data.models import Jot, JotInbox
from afterround.queries.owners import Owner
from afterround.quick.inbox import INSERT, new_row, stored
from tests.cast import NOW, a_round
from tests.cli.terminal import Terminal

pytestmark = pytest.mark.embedded

RELEASED = [path.stem for path in sorted((Path(store.__file__).parents[1] / "data/migrations").glob("0*.py"))]


def raw_row(table: str, key: uuid.UUID) -> tuple[Any, ...]:
    with connections["default"].cursor() as cursor:
        cursor.execute(f"select id, lane, text, at || '', round_ref from {table} where id = %s", [key.hex])
        return tuple(cursor.fetchone())


@pytest.mark.parametrize("microsecond", [0, 1, 120_000, 999_999])
def test_an_instant_is_stored_as_django_stores_it(ann: Owner, microsecond: int) -> None:
    at = NOW.replace(microsecond=microsecond)
    row = JotInbox.objects.create(id=uuid.uuid4(), lane="well", text="x", at=at)
    assert raw_row("jot_inbox", row.id)[3] == stored(at.timestamp())


def test_the_row_is_the_one_django_would_write(ann: Owner) -> None:
    ours = new_row("stumbled", "lost the DP state", "Acme")
    with connections["default"].cursor() as cursor:
        cursor.execute(INSERT.replace("?", "%s"), list(ours))
    theirs = JotInbox.objects.create(
        id=uuid.uuid4(), lane=Lane.STUMBLED, text="lost the DP state", at=NOW, round_ref="Acme"
    )
    assert raw_row("jot_inbox", uuid.UUID(ours[0]))[1:] == raw_row("jot_inbox", theirs.id)[1:]


def test_a_jot_of_the_quick_path_becomes_what_record_jots_writes(ann: Owner, now: datetime) -> None:
    a_round(ann)
    quick = new_row("stumbled", "lost the DP state", "")
    with connections["default"].cursor() as cursor:
        cursor.execute(INSERT.replace("?", "%s"), list(quick))
    take_in_jots(ann, now=now)
    key = uuid.uuid4()
    record_jots(ann, [NewJot(key, "lost the DP state", Lane.STUMBLED, now, "terminal")], now=now)
    ours, theirs = (Jot.objects.filter(id=i).values().get() for i in (uuid.UUID(quick[0]), key))
    assert {**ours, "id": None} == {**theirs, "id": None}


@pytest.fixture
def migrated_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Terminal]:
    """Make a terminal whose store is as an earlier release has left it."""

    def make(migration: str) -> Terminal:
        terminal = Terminal(tmp_path / "home")
        terminal.home.mkdir(mode=0o700)
        path = terminal.home / store.STORE_NAME
        code = (
            "import django; django.setup()\n"
            "from django.core.management import call_command\n"
            f"call_command('migrate', 'data', {migration!r}, verbosity=0)"
        )
        env = {**terminal.env, "DJANGO_SETTINGS_MODULE": "afterround.settings"}
        subprocess.run([sys.executable, "-c", code], env=env, check=True)
        with closing(sqlite3.connect(path)) as opened:
            opened.execute(f"pragma user_version={RELEASED.index(migration) + 1}")
        return terminal

    return make


@pytest.mark.parametrize("migration", RELEASED)
def test_jot_writes_into_the_store_of_every_release(
    migrated_to: Callable[[str], Terminal], migration: str
) -> None:
    terminal = migrated_to(migration)
    terminal.ok("jot", "--well", "still works")
    assert terminal.rows("select text from jot_inbox") == [("still works",)]
    assert [jot["text"] for jot in terminal.json("jots")] == ["still works"]


def test_the_schema_number_counts_the_migrations() -> None:
    assert len(RELEASED) == store.SCHEMA
