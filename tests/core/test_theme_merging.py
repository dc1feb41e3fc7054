"""Which names of themes are proposed as one."""

import pytest

from afterround.adapters.matching.recogniser import built_in_recogniser
from afterround.adapters.matching.taxonomy import built_in_taxonomy
from afterround.core.theme_merging import Merge, propose_merges


def proposed(*names: str) -> tuple[Merge, ...]:
    return propose_merges(names, built_in_recogniser(), built_in_taxonomy())


def test_three_ways_of_saying_coded_before_planning_are_one() -> None:
    found = proposed("jumped into code without a plan", "coded before planning", "started coding too early")
    assert len(found) == 3
    assert {merge.reason for merge in found} == {"Both read like “Plan before code”."}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Edge case missed", "Missed edge cases"),
        ("DP state definition", "defining the DP state"),
        ("Zebra stories", "the zebra story"),
        ("Nerves", "nervous at the start"),
        ("Ran out of time", "not enough time"),
    ],
)
def test_the_same_in_other_words_is_proposed(a: str, b: str) -> None:
    (merge,) = proposed(a, b)
    assert (merge.a, merge.b) == (a, b) and merge.reason


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Time complexity", "Space complexity"),
        ("Missed edge cases", "Missed hints"),
        ("Binary search", "Binary trees"),
        ("Questions for them", "Clarifying questions"),
        ("Linked lists", "LinkedIn profile"),
        ("Story structure", "Data structure"),
        ("Ran out of time", "Time zone mix-up"),
        ("Spoke too fast", "Coded too slowly"),
        ("Zebra", "Giraffe"),
    ],
)
def test_what_only_sounds_alike_is_not(a: str, b: str) -> None:
    assert proposed(a, b) == ()


def test_a_name_given_twice_is_not_merged_with_itself() -> None:
    assert proposed("Nerves", "Nerves") == ()
