"""Tracker files that nobody on this project wrote; what they hold was counted by reading them."""

from pathlib import Path

import pytest

from afterround.core.imports import FoundFile
from tests.formats.tables.guessed import find_in_tables

COUNTS = {
    "1hella": (3, 3, 0, {}),
    "JustinHurley": (12, 12, 0, {"no_answer": 3, "rejected": 4, "open": 1}),
    "PrometheusEC": (0, 0, 0, {}),
    "RawPhoenix": (3, 3, 0, {"open": 2, "rejected": 1}),
    "SuryaHarikrishnan": (0, 0, 0, {}),
    "TANO234": (14, 14, 0, {"open": 3, "no_answer": 6, "rejected": 3, "offer": 2}),
    "hemangsharma": (1, 1, 0, {"open": 1}),
    "jelaniwoods__interviews": (0, 0, 7, {}),
    "jelaniwoods__job": (8, 0, 0, {"open": 5, "rejected": 1}),
}
"""By the beginning of a file's name: applications, those with a company, rounds, and outcomes."""


@pytest.fixture
def trackers(shared: Path) -> dict[str, FoundFile]:
    """What each file was read to hold, by its name."""
    files = sorted((shared / "realdata/trackers").iterdir())
    return {file.name: find_in_tables(file.read_bytes(), file.name) for file in files}


def test_the_applications_rounds_and_outcomes_are_those_one_reads(trackers: dict[str, FoundFile]) -> None:
    read = {}
    for start in COUNTS:
        (file,) = [one for name, one in trackers.items() if name.startswith(start)]
        outcomes = [str(one.outcome) for one in file.applications if one.outcome]
        counted = {outcome: outcomes.count(outcome) for outcome in outcomes}
        named = sum(one.company is not None for one in file.applications)
        read[start] = (len(file.applications), named, len(file.rounds), counted)
    assert read == COUNTS


def test_every_day_of_a_round_is_read(trackers: dict[str, FoundFile]) -> None:
    (file,) = [one for name, one in trackers.items() if "interviews" in name]
    assert all(one.date and one.date.iso and one.date.text.startswith(one.date.iso) for one in file.rounds)


def test_nothing_is_a_problem(trackers: dict[str, FoundFile]) -> None:
    assert [file.problems for file in trackers.values() if file.problems] == []
