from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoAssertNumQueries

from afterround.actions.attachments import remove_attachment
from afterround.actions.companies import decline_merge, merge_companies
from afterround.actions.cooldown import place_jot, strike_jot
from afterround.actions.drills import NewAttempt, rate_drill
from afterround.actions.feedback import add_reason
from afterround.actions.observers import hand_in, make_link, rate_self
from afterround.actions.own_problems import NewProblem, add_problems
from afterround.core.cooldown import Lane
from afterround.core.feedback import Polarity, Reason
from afterround.core.findings import FindingState
from afterround.core.retro import Section
from afterround.core.spacing import Rating
from afterround.data.models import FindingDecision, Owner
from afterround.formats.archive import archive_document, markdown_files
from afterround.formats.markdown import parse
from afterround.queries.archive import get_archive, get_archive_files
from afterround.queries.attachments import file_of, get_attachment
from afterround.queries.companies import find_company
from afterround.queries.retro import get_documents
from tests.cast import a_feedback, a_form, a_jot, a_memo, a_mock, a_photo, a_retro, a_round

pytestmark = pytest.mark.usefixtures("own_home")


def _fill(owner: Owner, now: datetime, rounds: int) -> None:
    for number in range(rounds):
        key = a_round(owner, f"Company {number}", ended_ago=timedelta(days=number), stage="Onsite")
        jot = a_jot(owner, f"jot {number}", round_id=key)
        place_jot(owner, jot, lane=Lane.WELL, now=now)
        strike_jot(owner, jot, now=now)
        a_retro(owner, key, {Section.SHAKY: [f"line {number}"]})
        a_photo(owner, f"photo {number}.jpg", round_id=key, caption="The tree")


@pytest.mark.parametrize("rounds", [1, 12])
def test_an_archive_takes_the_same_queries_whatever_there_is(
    ann: Owner, now: datetime, rounds: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _fill(ann, now, rounds)
    with django_assert_num_queries(40):
        archive = get_archive(ann)
    assert (
        len(archive.rounds)
        == len(archive.jots)
        == len(archive.placements)
        == len(archive.attachments)
        == rounds
    )


def test_rows_stand_inside_what_they_belong_to(ann: Owner, now: datetime) -> None:
    _fill(ann, now, 2)
    document = archive_document(get_archive(ann), at=now)
    assert document["exported_at"] == "2026-06-11T15:49:00Z"
    assert [jot["placements"][0]["lane"] for jot in document["jots"]] == ["well", "well"]
    assert [retro["lines"][0]["text"] for retro in document["retros"]] == ["line 0", "line 1"]
    assert document["applications"][0]["stages"][0]["name"] == "Onsite"
    assert "owner_id" not in str(document)


def test_attempts_stand_inside_their_drill(ann: Owner, now: datetime) -> None:
    rate_drill(ann, "pattern", "dp-linear", NewAttempt(Rating.HARD, "the base case"), now=now, zone=UTC)
    add_problems(ann, [NewProblem("Stones in a row")], now=now)
    document = archive_document(get_archive(ann), at=now)
    (drill,), (problem,) = document["drills"], document["own_problems"]
    assert (drill["item"], drill["attempts"][0]["note"]) == ("dp-linear", "the base case")
    assert (problem["name"], "drill_id" in str(drill)) == ("Stones in a row", False)


def test_the_spellings_of_a_company_stand_inside_it(ann: Owner, now: datetime) -> None:
    a_round(ann, "Acme"), a_round(ann, "Acme, Inc."), a_round(ann, "Acme Labs")
    acme, inc, labs = (find_company(ann, name, now).id for name in ("Acme", "Acme, Inc.", "Acme Labs"))
    merge_companies(ann, acme, inc, now=now)
    decline_merge(ann, acme, labs, now=now)
    document = archive_document(get_archive(ann), at=now)
    kept, merged, other = document["companies"]
    assert [(alias["name"], alias["merged_id"]) for alias in kept["aliases"]] == [("Acme, Inc.", str(inc))]
    assert (merged["name"], merged["merged_at"], other["aliases"]) == (
        "Acme, Inc.",
        "2026-06-11T15:49:00Z",
        [],
    )
    assert {document["declined_merges"][0][name] for name in ("one_id", "other_id")} == {str(acme), str(labs)}


def test_feedback_stands_with_its_reasons_and_a_finding_with_its_round(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    said = a_feedback(ann, key, "Too slow.", told_on=now.date())
    add_reason(ann, said, Reason.SPEED, Polarity.SHAKY, "slow", now=now)
    FindingDecision.objects.create(
        owner=ann, round_id=key, reason=Reason.DESIGN, state=FindingState.REFUTED, at=now
    )
    document = archive_document(get_archive(ann), at=now)
    told = document["feedback"][0]
    assert (told["text"], told["told_on"], told["round_id"]) == ("Too slow.", "2026-06-11", str(key))
    assert (told["feedback_reasons"][0]["start"], told["feedback_reasons"][0]["end"]) == (4, 8)
    assert document["rounds"][0]["finding_decisions"][0]["state"] == "refuted"


def test_what_observers_said_is_in_it_whole_and_no_token(ann: Owner, now: datetime) -> None:
    mock = a_mock(ann)
    hand_in(ann, mock, a_form(mock), now=now)
    rate_self(ann, mock, {Reason.SPEED: 4}, now=now)
    make_link(ann, mock, "A mock", now=now)
    document = archive_document(get_archive(ann), at=now)
    (seen,), (held,) = document["observations"], document["rounds"]
    assert [line["text"] for line in seen["observed_lines"] if line["heading"] == "hints"] == [
        "what does a cell hold?"
    ]
    assert [one["rating"] for one in held["self_ratings"]] == [4]
    assert [link["title"] for link in held["observer_links"]] == ["A mock"]
    assert "token" not in str(document)


def test_an_archive_holds_one_owners_words_only(ann: Owner, cleo: Owner, now: datetime) -> None:
    _fill(ann, now, 2)
    document = archive_document(get_archive(cleo), at=now)
    assert not [name for name, rows in document.items() if isinstance(rows, list) and rows]


def test_rounds_of_one_name_get_files_of_their_own(ann: Owner, now: datetime) -> None:
    for _ in range(2):
        a_round(ann, "Acme/../Ünïcode", ended_ago=timedelta(days=1))
    names = [name for name, _ in markdown_files(retro for _, retro in get_documents(ann, now))]
    assert names == ["2026-06-10-acme-ünïcode-coding.md", "2026-06-10-acme-ünïcode-coding-2.md"]


@pytest.mark.parametrize("rounds", [1, 12])
def test_files_take_the_same_queries_whatever_there_is(
    ann: Owner, now: datetime, rounds: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _fill(ann, now, rounds)
    with django_assert_max_num_queries(7):
        files = get_archive_files(ann, now, UTC)
    assert len(files.texts) == len(files.attached) == rounds


def test_what_is_attached_is_named_for_a_person_and_in_the_markdown_of_its_round(
    ann: Owner, now: datetime
) -> None:
    key = a_round(ann)
    for _ in range(2):
        a_photo(ann, round_id=key, caption="The tree/..\\x")
    a_memo(ann, jot_id=a_jot(ann, round_id=key))
    a_photo(ann, "loose.jpg", at=now - timedelta(days=900))
    files = get_archive_files(ann, now, ZoneInfo("Europe/Berlin"))
    assert sorted(files.attached) == [
        "attachments/2023-12-24-1649-photo.jpg",
        "attachments/2026-06-11-acme-coding-1749-the-tree-x-2.jpg",
        "attachments/2026-06-11-acme-coding-1749-the-tree-x.jpg",
        "attachments/2026-06-11-acme-coding-1749-voice-memo.wav",
    ]
    text = files.texts["2026-06-11-acme-coding.md"]
    assert [f"attachment: {name}\n" in text for name in sorted(files.attached)] == [False, True, True, True]
    assert not parse(text).problems


def test_removed_ones_stay_behind_and_missing_ones_are_named(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    remove_attachment(ann, a_photo(ann, "a", round_id=key), now=now)
    gone = a_photo(ann, "bb", round_id=key)
    file_of(get_attachment(ann, gone)).unlink()
    files = get_archive_files(ann, now, UTC)
    assert (dict(files.attached), files.missing) == (
        {},
        ("attachments/2026-06-11-acme-coding-1549-photo.jpg",),
    )
