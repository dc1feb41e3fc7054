"""The kept plan: read once while nothing changes, and read anew after any change, whoever makes it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from afterround.actions.drills import NewAttempt, rate_drill, undo_attempt
from afterround.actions.owners import remember
from afterround.core.spacing import Rating
from afterround.data.content import content_mark
from afterround.data.models import Owner
from afterround.queries.day_plan import day_plan
from tests.core.practising import refs


def queries(owner: Owner, now: datetime) -> int:
    with CaptureQueriesContext(connection) as made:
        day_plan(owner, now, UTC)
    return sum("pg_current_snapshot" not in one["sql"] for one in made)


@pytest.mark.django_db(transaction=True)
def test_a_plan_is_read_once_while_nothing_changes(ann: Owner, now: datetime) -> None:
    assert queries(ann, now) > 10
    assert queries(ann, now + timedelta(seconds=50)) == 0
    assert queries(ann, now + timedelta(seconds=61)) > 10


def test_whatever_changes_it_is_seen_at_once(ann: Owner, bo: Owner, now: datetime) -> None:
    assert day_plan(ann, now, UTC).every == ()
    key = rate_drill(ann, "behaviour", "clarify-first", NewAttempt(Rating.GOOD), now=now, zone=UTC)
    assert refs(day_plan(ann, now, UTC).later) == ["behaviour/clarify-first"]
    assert day_plan(bo, now, UTC).every == ()
    undo_attempt(ann, key, now=now)
    assert day_plan(ann, now, UTC).every == ()


@pytest.mark.django_db(transaction=True)
def test_what_another_connection_commits_changes_the_mark(ann: Owner) -> None:
    other = connections.create_connection("default")
    before = content_mark()
    assert content_mark() == before
    try:
        with other.cursor() as cursor:
            cursor.execute("update owner set username = %s where id = %s", ["ann", ann.id.hex])
    finally:
        other.close()
    assert content_mark() != before


def test_what_this_connection_writes_changes_the_mark(ann: Owner) -> None:
    before = content_mark()
    remember(ann, "drill_budget", 30)
    assert content_mark() != before


@pytest.mark.django_db(transaction=True)
def test_what_a_transaction_takes_back_is_in_no_plan(ann: Owner, now: datetime) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        rate_drill(ann, "behaviour", "clarify-first", NewAttempt(Rating.GOOD), now=now, zone=UTC)
        assert len(day_plan(ann, now, UTC).every) == 1
        raise ZeroDivisionError
    assert day_plan(ann, now, UTC).every == ()
