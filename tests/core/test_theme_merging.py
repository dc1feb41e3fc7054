"""Which names of themes are proposed as one."""

import pytest

from afterround.adapters.matching.recogniser import built_in_recogniser
from afterround.adapters.matching.taxonomy import built_in_taxonomy
from afterround.core.theme_merging import Offer, offer_merges
from afterround.core.themes import OwnTheme


def proposed(*names: str) -> tuple[Offer, ...]:
    """Which of these own themes are offered as one, by their names alone."""
    taxonomy = built_in_taxonomy()
    own = [OwnTheme(name, name) for name in names]
    return offer_merges(own, built_in_recogniser(), taxonomy, hidden=tuple(taxonomy.themes))


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
    assert (merge.keep, merge.other) == (a, b) and merge.reason


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


def offered(*own: OwnTheme, hidden: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    found = offer_merges(own, built_in_recogniser(), built_in_taxonomy(), hidden=hidden)
    assert all(isinstance(offer, Offer) and offer.reason for offer in found)
    return [(offer.keep, offer.other) for offer in found]


def test_an_own_theme_is_offered_to_the_built_in_one_it_reads_like() -> None:
    assert offered(OwnTheme("mine", "Coded before planning")) == [("planning", "mine")]


def test_of_two_own_themes_the_first_is_kept() -> None:
    assert offered(OwnTheme("one", "Zebra crossing"), OwnTheme("two", "the zebra crossings")) == [
        ("one", "two")
    ]


def test_an_alias_is_a_name_too() -> None:
    assert offered(
        OwnTheme("one", "Giraffe", ("Zebra crossing",)), OwnTheme("two", "the zebra crossings")
    ) == [("one", "two")]


def test_a_hidden_theme_is_offered_nothing() -> None:
    assert offered(OwnTheme("mine", "Coded before planning"), hidden=("planning",)) == []


def test_own_themes_that_say_different_things_are_not_offered() -> None:
    assert offered(OwnTheme("mine", "Brakes analogy"), OwnTheme("other", "Giraffe")) == []
