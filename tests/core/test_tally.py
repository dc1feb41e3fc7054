"""The tally counts a theme once a round, over the rounds that could have asked it, and says how sure it is."""

from dataclasses import replace

import pytest

from afterround.core.rounds import UNDATED, RoundKind
from afterround.core.tally import Counts, Mark, NotedRound, ThemeTally, estimate, tally
from afterround.core.theme_state import State
from afterround.core.themes import Polarity
from tests.searches import a_mention, a_noted_round, a_theme

DESIGN = RoundKind.SYSTEM_DESIGN
THEME = a_theme("dp-state")


def counted(said: str, rounds: list[NotedRound] | None = None) -> ThemeTally:
    """The tally of one theme in rounds: x shaky, o well, . neither."""
    held = rounds or [a_noted_round(number) for number in range(len(said))]
    polarity = {"x": Polarity.SHAKY, "o": Polarity.WELL}
    mentions = [
        a_mention("dp-state", found, polarity[sign])
        for found, sign in zip(held, said, strict=True)
        if sign != "."
    ]
    return tally([THEME], held, mentions)[0]


def test_a_round_counts_once_and_shaky_once_is_shaky() -> None:
    held = a_noted_round(0)
    said = (Polarity.WELL, Polarity.SHAKY, Polarity.WELL, Polarity.SHAKY)
    found = tally([THEME], [held], [a_mention("dp-state", held, one) for one in said])[0]
    assert found.counts == Counts(1, 1, 0)
    assert [dot.mark for dot in found.dots] == [Mark.SHAKY]


def test_only_rounds_that_could_have_asked_it_are_in_the_count() -> None:
    held = [a_noted_round(0), a_noted_round(1, DESIGN), a_noted_round(2)]
    found = counted("x.o", held)
    assert found.counts == Counts(2, 1, 1)
    assert [dot.round for dot in found.dots] == [held[0], held[2]]


def test_what_was_seen_elsewhere_stands_beside_the_count() -> None:
    held, unfinished = [a_noted_round(0), a_noted_round(1, DESIGN)], a_noted_round(2)
    mentions = [a_mention("dp-state", one) for one in (*held, unfinished)]
    found = tally([THEME], held, mentions)[0]
    assert (found.counts, found.beside) == (Counts(1, 1, 0), 2)


def test_mocks_are_counted_apart() -> None:
    held = [a_noted_round(0), a_noted_round(1, is_mock=True), a_noted_round(2, is_mock=True)]
    found = counted("xx.", held)
    assert (found.counts, found.mocks) == (Counts(1, 1, 0), Counts(2, 1, 0))
    assert [dot.round.is_mock for dot in found.dots] == [False, True, True]


def test_a_place_that_says_neither_counts_as_nothing() -> None:
    held = [a_noted_round(0)]
    found = tally([THEME], held, [a_mention("dp-state", held[0], None)])[0]
    assert found.counts == Counts(1, 0, 0)
    assert found.state is None


def test_below_five_rounds_there_are_counts_and_no_rate() -> None:
    few, enough = counted("xxx."), counted("xxx..")
    assert (few.rate, few.low, few.high, few.state) == (None, None, None, State.TOO_EARLY)
    assert enough.rate is not None
    assert enough.low is not None
    assert enough.high is not None
    assert enough.low < enough.rate < enough.high


def test_a_rate_is_drawn_towards_the_mean_of_its_area() -> None:
    calm, shaky = estimate([True] * 3 + [False] * 3, 0.1), estimate([True] * 3 + [False] * 3, 0.6)
    assert calm.rate < shaky.rate < 0.6


def test_the_mean_of_an_area_is_one_over_its_confirmed_themes() -> None:
    held = [a_noted_round(number) for number in range(6)]
    mentions = [a_mention("dp-state", one) for one in held]
    well = [a_mention(f"other-{n}", held[0], Polarity.WELL) for n in range(9)]
    alone = tally([THEME, a_theme("never")], held, mentions)[0].posterior.rate
    among = tally([THEME, *(a_theme(f"other-{n}") for n in range(9))], held, [*mentions, *well])[0]
    apart = tally([THEME, *(a_theme(f"other-{n}", "coding") for n in range(9))], held, [*mentions, *well])[0]
    assert among.posterior.rate < alone == apart.posterior.rate


def test_a_later_round_weighs_more_than_an_earlier_one() -> None:
    assert estimate([False] * 8 + [True], 0.2).rate > estimate([True] + [False] * 8, 0.2).rate


def test_a_round_eight_rounds_back_weighs_half() -> None:
    marks = [True] + [False] * 8
    weights = [0.5 ** (back / 8) for back in range(9)]
    n, hits = sum(weights) ** 2 / sum(weight**2 for weight in weights), 0.5 / sum(weights)
    found = estimate(marks, 0.25)
    assert found.effective_n == pytest.approx(n)
    assert found.rate == pytest.approx((1 + n * hits) / (4 + n))


def test_many_rounds_are_worth_at_most_some_23_equal_ones() -> None:
    assert estimate([False] * 500, 0.2).effective_n == pytest.approx(23, abs=0.2)


def test_the_shakiest_theme_comes_first_and_those_without_a_rate_last() -> None:
    held = [a_noted_round(number) for number in range(6)]
    early = a_noted_round(7, DESIGN)
    mentions = [a_mention("often", one) for one in held[:4]] + [a_mention("once", held[0])]
    themes = [a_theme("once"), a_theme("design", "design", [DESIGN]), a_theme("often")]
    found = tally(themes, [*held, early], [*mentions, a_mention("design", early)])
    assert [one.theme.slug for one in found] == ["often", "once", "design"]


def test_strength_is_estimated_beside_weakness() -> None:
    found = counted("oooox.")
    assert found.strength is not None
    assert found.strength.rate > found.posterior.rate
    assert found.last_well is not None
    assert found.last_shaky is not None
    assert found.last_well.round.ended_at < found.last_shaky.round.ended_at


def test_a_theme_that_was_never_confirmed_is_in_no_tally() -> None:
    assert tally([THEME], [a_noted_round(0)], []) == []


def undated(*numbers: int) -> list[NotedRound]:
    return [replace(a_noted_round(number), ended_at=UNDATED) for number in numbers]


def test_rounds_without_a_date_are_counted_and_show_no_course() -> None:
    dated = [a_noted_round(number) for number in range(6)]
    found = counted("xxxxxxxx......", [*undated(*range(10, 18)), *dated])
    assert (found.counts, found.state, found.trend) == (Counts(14, 8, 0), State.TOO_EARLY, None)
    assert counted("xxxxxxxx......").state is State.QUIET


def test_rounds_without_a_date_weigh_alike_and_no_more_than_the_others() -> None:
    marks = [True, False, False, False]
    assert estimate(marks, 0.2, undated=4) == estimate(marks[::-1], 0.2, undated=4)
    assert estimate(marks, 0.2, undated=4).effective_n == pytest.approx(4)
    assert estimate(marks, 0.2, undated=3).rate < estimate(marks[::-1], 0.2, undated=3).rate
