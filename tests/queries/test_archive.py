from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from afterround.actions.cooldown import place_jot, strike_jot
from afterround.core.cooldown import Lane
from afterround.core.retro import Section
from afterround.data.models import Owner
from afterround.formats.archive import archive_document, markdown_files
from afterround.queries.archive import get_archive
from afterround.queries.retro import get_documents
from tests.cast import a_jot, a_retro, a_round


def _fill(owner: Owner, now: datetime, rounds: int) -> None:
    for number in range(rounds):
        key = a_round(owner, f"Company {number}", ended_ago=timedelta(days=number), stage="Onsite")
        jot = a_jot(owner, f"jot {number}", round_id=key)
        place_jot(owner, jot, lane=Lane.WELL, now=now)
        strike_jot(owner, jot, now=now)
        a_retro(owner, key, {Section.SHAKY: [f"line {number}"]})


@pytest.mark.parametrize("rounds", [1, 12])
def test_an_archive_takes_the_same_queries_whatever_there_is(
    ann: Owner, now: datetime, rounds: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _fill(ann, now, rounds)
    with django_assert_num_queries(18):
        archive = get_archive(ann)
    assert len(archive.rounds) == len(archive.jots) == len(archive.placements) == rounds


def test_rows_stand_inside_what_they_belong_to(ann: Owner, now: datetime) -> None:
    _fill(ann, now, 2)
    document = archive_document(get_archive(ann), at=now)
    assert document["exported_at"] == "2026-06-11T15:49:00Z"
    assert [jot["placements"][0]["lane"] for jot in document["jots"]] == ["well", "well"]
    assert [retro["lines"][0]["text"] for retro in document["retros"]] == ["line 0", "line 1"]
    assert document["applications"][0]["stages"][0]["name"] == "Onsite"
    assert "owner_id" not in str(document)


def test_an_archive_holds_one_owners_words_only(ann: Owner, cleo: Owner, now: datetime) -> None:
    _fill(ann, now, 2)
    document = archive_document(get_archive(cleo), at=now)
    assert not [name for name, rows in document.items() if isinstance(rows, list) and rows]


def test_rounds_of_one_name_get_files_of_their_own(ann: Owner, now: datetime) -> None:
    for _ in range(2):
        a_round(ann, "Acme/../Ünïcode", ended_ago=timedelta(days=1))
    names = [name for name, _ in markdown_files(retro for _, retro in get_documents(ann, now))]
    assert names == ["2026-06-10-acme-ünïcode-coding.md", "2026-06-10-acme-ünïcode-coding-2.md"]
