from dataclasses import replace
from typing import Any

import pytest

from afterround.core.import_matching import (
    Choice,
    Known,
    Match,
    Matcher,
    Standing,
    default_choice,
    file_key,
    is_same_file,
    print_of,
)
from afterround.core.imports import Found, FoundRound
from tests.brought import found_round

ACME = found_round("Acme", "2026-05-04", shaky=["heaps"])


def _known(found: FoundRound, key: str = "1", file: str = "log.md", **others: bool) -> Known:
    return Known(print_of(found, file=file), key, **others)


def _match(found: FoundRound, *known: Known, file: str = "log.md") -> Match:
    return Matcher(known).match([print_of(found, file=file)])[0]


def test_the_same_words_are_the_same_round_wherever_they_stand() -> None:
    moved = replace(ACME, first_line=7, last_line=9, shaky=(Found("heaps", 8, is_sure=False),))
    assert _match(moved, _known(ACME), file="other.md").standing is Standing.UNCHANGED


def test_the_same_text_is_the_same_round_even_to_a_reader_that_reads_more() -> None:
    lines = ["## Acme", "heaps were  hard"]
    before, after = (replace(found, first_line=1, last_line=2) for found in (found_round(), ACME))
    known = Known(print_of(before, lines=lines), "1")
    other = print_of(after, lines=["## Acme", "graphs"])
    assert Matcher([known]).match([other])[0].standing is not Standing.UNCHANGED
    again = replace(after, first_line=2, last_line=3)
    found = Matcher([known]).match([print_of(again, lines=["", "## Acme", "heaps were hard"])])
    assert found[0].standing is Standing.UNCHANGED


@pytest.mark.parametrize(
    ("changes", "standing", "is_sure"),
    [
        ({"notes": "Tea."}, Standing.CHANGED, True),
        ({"date": None}, Standing.CHANGED, True),
        ({"company": Found("Globex")}, Standing.CHANGED, False),
        ({"company": Found("Globex"), "label": Found("final")}, Standing.NEW, True),
    ],
)
def test_other_words_are_the_round_they_are_called_after(
    changes: dict[str, Any], standing: Standing, is_sure: bool
) -> None:
    match = _match(replace(ACME, **changes), _known(ACME))
    assert (match.standing, match.is_sure) == (standing, is_sure)


def test_a_guess_needs_to_be_the_only_one() -> None:
    moved = found_round("Acme", "2026-05-11")
    matcher = Matcher([_known(ACME)])
    found = matcher.match([print_of(one, file="log.md") for one in (moved, replace(moved, date=None))])
    assert Standing.NEW in {match.standing for match in found}


def test_what_was_left_out_or_deleted_is_not_new() -> None:
    left_out = Known(print_of(ACME), None)
    for known in (left_out, _known(ACME, is_deleted=True)):
        assert _match(ACME, known).standing is Standing.LEFT_OUT


@pytest.mark.parametrize(
    ("known", "is_edited", "choice"),
    [
        (_known(ACME), False, Choice.REPLACE),
        (_known(ACME), True, Choice.LATER),
        (_known(ACME, is_own=True), False, Choice.LATER),
        (_known(ACME, is_stored=False), False, Choice.ADD),
    ],
)
def test_nothing_that_a_person_wrote_is_overwritten_unasked(
    known: Known, is_edited: bool, choice: Choice
) -> None:
    assert default_choice(Match(Standing.CHANGED, known), is_edited=is_edited) is choice


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("notes/log.md", "./Notes/log.md", True),
        ("log.md", "C:\\notes\\log.md", True),
        ("2025/README.md", "2026/README.md", False),
        ("blog.md", "log.md", False),
        ("", "", False),
    ],
)
def test_a_file_is_known_by_its_name_and_its_folders(one: str, other: str, same: bool) -> None:
    assert is_same_file(file_key(one), file_key(other)) is same
