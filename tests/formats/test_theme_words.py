"""The tally in words: what is counted, how often, how surely, and no change claimed that is not shown."""

from dataclasses import replace

import pytest

from afterround.core.rounds import UNDATED, RoundKind
from afterround.core.tally import Counts, Estimate, Mark, ThemeTally, tally
from afterround.core.theme_state import Trend
from afterround.core.themes import Polarity
from afterround.formats.theme_words import (
    beside_words,
    course_words,
    odds_words,
    parts_words,
    range_words,
    rounds_words,
)
from tests.searches import a_mention, a_noted_round, a_theme

CODING, DESIGN, SCREEN = RoundKind.CODING, RoundKind.SYSTEM_DESIGN, RoundKind.RECRUITER_SCREEN


def counted(said: str, mocks: str = "", undated: int = 0) -> ThemeTally:
    """The tally of one theme: x shaky, o well, . neither, in real rounds, the first ones without a date, and in mocks
    after them."""
    whole = said + mocks
    rounds = [a_noted_round(number, is_mock=number >= len(said)) for number in range(len(whole))]
    rounds = [*(replace(one, ended_at=UNDATED) for one in rounds[:undated]), *rounds[undated:]]
    polarity = {"x": Polarity.SHAKY, "o": Polarity.WELL}
    mentions = [a_mention("t", rounds[n], polarity[sign]) for n, sign in enumerate(whole) if sign != "."]
    return tally([a_theme("t")], rounds, mentions)[0]


@pytest.mark.parametrize(
    ("counts", "kinds", "words"),
    [
        (Counts(7, 5, 0), [CODING], "5 of 7 coding rounds"),
        (Counts(1, 1, 0), [CODING], "1 of 1 coding round"),
        (Counts(4, 2, 0), [DESIGN, CODING, CODING], "2 of 4 coding and system design rounds"),
        (Counts(9, 2, 0), [DESIGN, CODING, SCREEN], "2 of 9 rounds"),
        (Counts(0, 0, 0), [], "0 of 0 rounds"),
    ],
)
def test_rounds_are_named_by_their_kinds(counts: Counts, kinds: list[RoundKind], words: str) -> None:
    assert rounds_words(counts.shaky, counts, kinds) == words


def test_a_rate_comes_with_its_range_and_n() -> None:
    assert range_words(Estimate(0.542, 0.351, 0.728, 6.6), 7) == "54 %, likely 35 to 73, n = 7"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("xx", "Too early to see a change."),
        ("x.....", "Seen once so far, too early to say whether it recurs: 1 of the first 1, then none of 5."),
        (".......x", "New: none of the first 4, then 1 of 4."),
        ("xx.x.xx", "No clear change: 3 of the first 4, then 2 of 3."),
        (
            "xxxx......",
            "Quiet: 4 of the first 4, then none of 6. Chance alone would do this about once in 210.",
        ),
        ("xxxx......x", "Back again after a silence: 4 of the first 6, then 1 of 5."),
        ("o.o..", "Not shaky in a round that counts."),
    ],
)
def test_a_course_says_what_it_rests_on(said: str, words: str) -> None:
    assert course_words(counted(said)) == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("xx......", "Too early to see a change."),
        ("x.......x", "No clear change: none of the first 4 with a date, then 1 of 3."),
        (
            "..x.....",
            "Seen once so far, too early to say whether it recurs: 1 of the first 1 with a date, then none of 5.",
        ),
    ],
)
def test_a_course_leaves_out_what_stands_nowhere_in_time(said: str, words: str) -> None:
    assert course_words(counted(said, undated=2)) == words


def test_what_is_shaky_in_mocks_alone_is_said_so() -> None:
    found = counted(".....", mocks="x.")
    assert course_words(found) == "Shaky in mocks only so far."
    assert (beside_words(found), beside_words(found, Mark.WELL)) == ("1 of 2 mocks", "")


def test_the_parts_and_the_odds_of_a_course() -> None:
    assert parts_words(Trend(0, 4, 2, 3, 1.0)) == "none of the first 4, then 2 of 3"
    assert odds_words(1 / 210) == "once in 210"
