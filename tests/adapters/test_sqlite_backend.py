"""The backend lets go of a store file that another one has taken the place of."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.backends.utils import CursorWrapper
from pytest_django import DjangoDbBlocker

from afterround.adapters import store
from afterround.adapters.sqlite.base import DatabaseWrapper

pytestmark = pytest.mark.embedded


def make_store(path: Path, word: str) -> Path:
    """A store with one word in it."""
    with sqlite3.connect(path) as opened:
        opened.execute("create table said (word text)")
        opened.execute("insert into said values (?)", (word,))
    opened.close()
    return path


@pytest.fixture
def wrapper(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[DatabaseWrapper]:
    from django.db import connections

    name = str(make_store(tmp_path / "store.sqlite3", "old"))
    kept = {**connections.settings["default"], "NAME": name, "CONN_MAX_AGE": None, "OPTIONS": {}}
    with django_db_blocker.unblock():
        yield DatabaseWrapper(kept)


def word_in(cursor: CursorWrapper) -> str:
    cursor.execute("select word from said")
    return str(cursor.fetchone()[0])


def test_a_kept_connection_follows_a_store_that_was_put_back(
    wrapper: DatabaseWrapper, tmp_path: Path
) -> None:
    with wrapper.cursor() as cursor:
        assert word_in(cursor) == "old"
    make_store(tmp_path / "copy.sqlite3", "new").replace(tmp_path / "store.sqlite3")
    wrapper.close_if_unusable_or_obsolete()
    with wrapper.cursor() as cursor:
        assert word_in(cursor) == "new"
    wrapper.close()


def test_a_store_that_stays_keeps_its_connection(wrapper: DatabaseWrapper) -> None:
    wrapper.ensure_connection()
    opened = wrapper.connection
    wrapper.close_if_unusable_or_obsolete()
    assert wrapper.connection is opened
    wrapper.close()


def test_every_connection_has_the_decided_durability(wrapper: DatabaseWrapper) -> None:
    with wrapper.cursor() as cursor:
        assert cursor.execute("pragma journal_mode").fetchone()[0] == store.journal_mode()
        assert cursor.execute("pragma synchronous").fetchone()[0] == 2
        assert cursor.execute("pragma foreign_keys").fetchone()[0] == 1
    wrapper.close()
