"""`afterround due`: what waits, in words, as JSON, as a count for a prompt; and that its SQL keeps core's rules."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from afterround.actions.cooldown import skip_cooldown
from afterround.actions.retro import finish_retro
from afterround.actions.rounds import delete_round, put_aside, record_result
from afterround.core.cooldown import Cooldown
from afterround.core.due import retro_due
from afterround.core.rounds import KIND_WORDS, Result, RoundKind
from afterround.queries.owners import Owner
from afterround.queries.rounds import get_round
from afterround.quick.due import waiting
from afterround.quick.output import kind_in_words
from tests.cast import a_round
from tests.cli.terminal import Terminal

pytestmark = pytest.mark.embedded


def test_an_empty_store_has_nothing_due(terminal: Terminal) -> None:
    assert terminal.ok("due") == "Nothing is due.\n"
    assert terminal.json("due") == []
    assert terminal.ok("due", "--count") == ""


def test_without_a_store_nothing_is_due_and_none_is_made(fresh: Terminal) -> None:
    assert fresh.ok("due") == "Nothing is due.\n"
    assert not fresh.home.exists()


def test_an_open_cooldown_is_said_with_its_minutes(terminal: Terminal) -> None:
    terminal.ok("round", "add", "Acme, coding, ended 4 min ago")
    assert terminal.ok("due") == "Cooldown: Acme, coding, 26 min left\n"


def test_a_retro_is_due_after_the_cooldown_and_overdue_after_a_day(terminal: Terminal) -> None:
    terminal.ok("round", "add", "Acme, coding, ended 2 hours ago")
    assert terminal.ok("due") == "Retrospective: Acme, coding\n"
    late = terminal.run("due", AFTERROUND_NOW="2026-06-12T15:49:00+00:00")
    assert (late.returncode, late.stdout) == (1, "Retrospective: Acme, coding, overdue\n")


def test_the_count_is_bare_and_keeps_the_exit_status(terminal: Terminal) -> None:
    terminal.ok("round", "add", "Acme, coding, ended 2 hours ago")
    terminal.ok("round", "add", "Globex, coding, ended 1 hour ago")
    late = terminal.run("due", "--count", AFTERROUND_NOW="2026-06-12T14:00:00+00:00")
    assert (late.returncode, late.stdout) == (1, "2")


def test_json_says_everything_a_program_needs(terminal: Terminal) -> None:
    terminal.ok("round", "add", "mock with Sam, coding, ended 4 min ago")
    assert terminal.json("due") == [
        {
            "kind": "cooldown",
            "round": terminal.json("round", "show")["id"],
            "company": None,
            "round_kind": "coding",
            "label": None,
            "mock": True,
            "ended_at": "2026-06-11T15:45:00+00:00",
            "overdue": False,
            "minutes_left": 26,
        }
    ]


@pytest.mark.parametrize("args", [["--all"], ["--json", "--count"], ["Acme"]])
def test_wrong_usage_is_refused(terminal: Terminal, args: list[str]) -> None:
    done = terminal.run("due", *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--json or --count" in done.stderr


def test_a_store_that_is_no_store_is_named(terminal: Terminal) -> None:
    (terminal.home / "afterround.sqlite3").write_bytes(
        b"not a database at all, but long enough to look at" * 50
    )
    done = terminal.run("due")
    assert done.returncode == 2
    assert "afterround doctor" in done.stderr


def test_a_postgresql_store_is_left_to_the_whole_program(fresh: Terminal) -> None:
    done = fresh.run("due", AFTERROUND_DATABASE="postgresql://nowhere/x")
    assert done.returncode == 2
    assert "round list --state to_reflect" in done.stderr


MINUTE = timedelta(minutes=1)
AGO = [0, 1, 29.99, 30, 31, 24 * 60 - 1, 24 * 60, 14 * 24 * 60 - 1, 14 * 24 * 60]
"""Minutes since the end at which something changes, and their neighbours."""


def by_core(owner: Owner, key: UUID, now: datetime) -> tuple[str, bool, int | None] | None:
    """What core says is due about a round: kind, overdue, minutes left."""
    view = get_round(owner, key, now)
    cooldown: Cooldown = view.cooldown
    if cooldown.is_open(now):
        return "cooldown", False, cooldown.minutes_left(now)
    if view.result is not Result.PENDING or view.put_aside_at or view.retro_finished_at:
        return None
    over = cooldown.allows_analysis(now)
    state = retro_due((now - view.ends_at).total_seconds(), cooldown_over=over)
    return ("retro", state == "overdue", None) if state else None


def by_sql(key: UUID, now: datetime) -> tuple[Any, ...] | None:
    """What the quick path says."""
    connection = connections["default"]
    connection.ensure_connection()
    items = {item["round"]: item for item in waiting(connection.connection, now.timestamp())}
    found = items.get(str(key))
    return (found["kind"], found["overdue"], found["minutes_left"]) if found else None


@pytest.mark.parametrize("microsecond", [0, 250_000])
@pytest.mark.parametrize("minutes", AGO)
def test_sql_agrees_with_core_on_time(ann: Owner, now: datetime, minutes: float, microsecond: int) -> None:
    at = now.replace(microsecond=microsecond)
    key = a_round(ann, ended_ago=minutes * MINUTE, now=at)
    for later in (timedelta(), timedelta(microseconds=1), -timedelta(microseconds=1), MINUTE):
        assert by_sql(key, at + later) == by_core(ann, key, at + later)


@pytest.mark.parametrize("gap", [0, 5, 29, 30, 45])
@pytest.mark.parametrize("minutes", [3, 10, 40])
def test_sql_agrees_with_core_on_a_following_round(ann: Owner, now: datetime, gap: int, minutes: int) -> None:
    key = a_round(ann, ended_ago=minutes * MINUTE)
    a_round(ann, "Globex", starts_in=(gap - minutes) * MINUTE)
    assert by_sql(key, now) == by_core(ann, key, now)


@pytest.mark.parametrize("minutes", [3, 40, 3000])
@pytest.mark.parametrize("deed", ["result", "aside", "finished", "skipped"])
def test_sql_agrees_with_core_on_deeds(ann: Owner, now: datetime, deed: str, minutes: int) -> None:
    key = a_round(ann, ended_ago=minutes * MINUTE)
    deeds: dict[str, Any] = {
        "result": lambda: record_result(ann, key, Result.PASSED, now=now),
        "aside": lambda: put_aside(ann, key, now=now),
        "finished": lambda: finish_retro(ann, key, now=now),
        "skipped": lambda: skip_cooldown(ann, key, now=now - MINUTE) if minutes == 3 else None,
    }
    deeds[deed]()
    assert by_sql(key, now) == by_core(ann, key, now)


def test_a_deleted_round_is_not_due(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    delete_round(ann, key, now=now)
    assert by_sql(key, now) is None


def test_a_round_is_called_by_its_own_label(terminal: Terminal) -> None:
    terminal.ok("round", "add", "--company", "Acme", "--label", "Values chat", "--end", "2 hours ago")
    assert terminal.ok("due") == "Retrospective: Acme, Values chat\n"
    assert "for Acme, Values chat" in terminal.ok("jot", "kind people")


@pytest.mark.parametrize("kind", list(RoundKind))
def test_a_kind_is_said_as_everywhere(kind: RoundKind) -> None:
    assert kind_in_words(kind, "") == KIND_WORDS[kind]
