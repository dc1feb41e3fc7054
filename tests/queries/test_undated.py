"""A round whose time is not known to the minute: no clock runs for it, and none is shown."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from afterround.actions.rounds import RoundFacts, edit_round, end_round
from afterround.core.imports import FoundDate
from afterround.core.rounds import Precision, RoundKind, RoundState
from afterround.data.models import Owner, Round
from afterround.queries.cooldown import loose_jots, recent_jots
from afterround.queries.retro import get_document
from afterround.queries.rounds import get_round
from afterround.queries.today import get_today
from tests.brought import BERLIN, a_file, bring, found_round
from tests.cast import NOW, a_jot

SignedIn = Callable[[Owner], Client]


def _page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_jot_does_not_go_to_a_round_of_a_day(ann: Owner, now: datetime) -> None:
    bring(ann, a_file(found_round(date="2026-06-11")))
    a_jot(ann, "where does this belong")
    assert [jot.text for jot in loose_jots(ann)] == ["where does this belong"]


def test_a_jot_of_such_a_round_says_no_minutes(ann: Owner, now: datetime) -> None:
    key = bring(ann, a_file(found_round(date="2026-06-11"))).rounds[0]
    a_jot(ann, round_id=key)
    assert [jot.minutes_after_end for jot in recent_jots(ann)] == [None]


@pytest.mark.parametrize(
    ("said", "shown"), [("2026-06-11", "11 June 2026"), ("", "no date"), ("Oct 12", "“Oct 12”")]
)
def test_its_pages_show_no_clock_and_no_date_that_was_made_up(
    signed_in: SignedIn, ann: Owner, now: datetime, said: str, shown: str
) -> None:
    one = found_round(date="2026-06-11") if said.startswith("2026") else found_round(date="")
    if said == "Oct 12":
        one = replace(one, date=FoundDate(None, said))
    key = bring(ann, a_file(one), are_finished=False).rounds[0]
    client = signed_in(ann)
    for address in ("", "edit/", "retro/", "cooldown/"):
        page = re.sub(
            r"(?s)<select.*?</select>|<datalist.*?</datalist>", "", _page(client, f"/rounds/{key}/{address}")
        )
        assert shown.lower() in page.lower(), address
        assert "12:00" not in page and "1900" not in page, address
    assert "1900" not in _page(client, "/rounds/") + _page(client, "/")


def test_an_edit_that_gives_no_time_leaves_it_so_and_one_that_does_makes_it_exact(
    signed_in: SignedIn, ann: Owner, now: datetime
) -> None:
    key = bring(ann, a_file(found_round(date=""))).rounds[0]
    client = signed_in(ann)
    sent = {
        "company": "Acme",
        "kind": "coding",
        "time_zone": "Europe/Berlin",
        "notes": "Tea.",
        "version": "1",
    }
    assert client.post(f"/rounds/{key}/edit/", sent).status_code == 303
    assert get_round(ann, key, now).precision is Precision.UNKNOWN
    client.post(f"/rounds/{key}/edit/", {**sent, "version": "2", "ends_at": "2026-06-01T14:00"})
    assert get_round(ann, key, now).precision is Precision.MINUTE


def test_a_day_stays_a_day_where_no_time_is_given(ann: Owner, signed_in: SignedIn, now: datetime) -> None:
    key = bring(ann, a_file(found_round(date="2026-06-01"))).rounds[0]
    before = get_round(ann, key, now)
    sent = {"company": "Acme", "kind": "coding", "time_zone": "Europe/Berlin", "version": "1"}
    signed_in(ann).post(f"/rounds/{key}/edit/", sent)
    after = get_round(ann, key, now)
    assert (after.ends_at, after.precision, after.date_text) == (before.ends_at, Precision.DAY, "2026-06-01")


def test_a_coming_day_that_has_just_ended_is_exact_from_then_on(ann: Owner, now: datetime) -> None:
    key = bring(ann, a_file(found_round(date="2026-06-12"))).rounds[0]
    assert [view.id for view in get_today(ann, now).coming] == [key]
    end_round(ann, key, now=now)
    view = get_round(ann, key, now)
    assert (view.state, view.precision) == (RoundState.COOLING, Precision.MINUTE)


def test_today_shows_the_day_of_a_coming_round_and_no_clock(
    signed_in: SignedIn, ann: Owner, now: datetime
) -> None:
    bring(ann, a_file(found_round(date="2026-06-12")))
    page = _page(signed_in(ann), "/")
    assert "12 June 2026" in page and "23:59" not in page


def test_the_database_keeps_a_round_without_a_date_apart_from_every_other(ann: Owner, now: datetime) -> None:
    bring(ann, a_file(found_round(date="")))
    for values in ({"precision": "day"}, {"ends_at": NOW}, {"starts_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Round.objects.update(**values)


def test_its_document_has_the_words_of_its_date(ann: Owner, now: datetime) -> None:
    key = bring(ann, a_file(found_round(date=""))).rounds[0]
    assert get_document(ann, key, now).date == ""
    view = get_round(ann, key, now)
    facts = RoundFacts(RoundKind.CODING, "Europe/Berlin", precision=Precision.UNKNOWN, date_text="Oct 12")
    edit_round(ann, key, facts, version=view.version, now=now)
    assert get_document(ann, key, now).date == "Oct 12"


def test_no_cooldown_is_open_at_the_noon_of_a_day(ann: Owner, now: datetime) -> None:
    noon = datetime(2026, 6, 10, 12, tzinfo=BERLIN)
    key = bring(ann, a_file(found_round(date="2026-06-10")), are_finished=False).rounds[0]
    assert get_round(ann, key, noon + timedelta(minutes=5)).state is RoundState.TO_REFLECT
