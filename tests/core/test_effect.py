"""Did it help: a random history is seldom called better, a real large fall is, and the words follow the evidence."""

from collections.abc import Sequence
from functools import cache
from math import comb
from random import Random

import pytest

from afterround.core.effect import SURE, Count, Effect, Observed, Verdict, effect_of

HISTORIES = 100
"""In each setting. The true rate of false praise is about 0.05, so that luck alone brings more than 1 in 10 of 100
about once in 60 settings, and more than 1 in 10 of 500 less than once in 10,000 runs; the seeds are fixed anyway."""

SETTINGS = {
    "twenty equal themes": ([0.3] * 20, 8, 8, 1),
    "often shaky": ([0.5] * 8, 15, 15, 1),
    "seldom shaky": ([0.15] * 16, 10, 20, 1),
    "unequal themes": ([0.1, 0.1, 0.2, 0.2, 0.3, 0.3, 0.4, 0.5] * 2, 12, 12, 1),
    "three drilled": ([0.1, 0.1, 0.2, 0.2, 0.3, 0.3, 0.4, 0.5] * 2, 10, 10, 3),
}


def a_round(rates: Sequence[float], chance: Random) -> Observed:
    """A round in which each theme is shaky with its own probability. In three of ten only half of them can be."""
    every = range(0, len(rates), 2) if chance.random() < 0.3 else range(len(rates))
    shaky = [place for place in every if chance.random() < rates[place]]
    return Observed(named(every), named(shaky))


def named(places: Sequence[int] | range) -> frozenset[str]:
    return frozenset(f"theme {place:02}" for place in places)


def count(theme: str, rounds: Sequence[Observed]) -> Count:
    return Count(sum(theme in one.shaky for one in rounds), sum(theme in one.eligible for one in rounds))


def worst(rounds: Sequence[Observed], number: int) -> list[str]:
    """The themes with the highest share of shaky rounds, as a person would pick them."""
    counts = {theme: count(theme, rounds) for theme in sorted(set().union(*(one.eligible for one in rounds)))}
    often = [theme for theme, found in counts.items() if found.rounds >= 5]
    return sorted(often, key=lambda theme: -counts[theme].shaky / counts[theme].rounds)[:number]


def judged(rounds: Sequence[Observed], cut: int, drilled: Sequence[str]) -> list[Effect]:
    first = dict.fromkeys(drilled, cut)
    return [effect_of(theme, rounds, first, Random(7).sample) for theme in drilled]


def exact_test(before: Count, after: Count) -> float:
    """Fisher's one-sided test of two counts, which knows nothing of how the theme was picked."""
    shaky, rounds = before.shaky + after.shaky, before.rounds + after.rounds
    ways = sum(
        comb(before.rounds, first) * comb(after.rounds, shaky - first)
        for first in range(before.shaky, min(shaky, before.rounds) + 1)
    )
    return ways / comb(rounds, shaky)


@cache
def called_better(setting: str) -> tuple[int, int]:
    """In how many of the random histories of a setting a drilled theme is called better: by us, by the plain test."""
    rates, before, after, number = SETTINGS[setting]
    chance = Random(setting)
    ours = plain = 0
    for _ in range(HISTORIES):
        rounds = [a_round(rates, chance) for _ in range(before + after)]
        effects = judged(rounds, before, worst(rounds[:before], number))
        ours += any(effect.verdict is Verdict.FELL for effect in effects)
        plain += any(exact_test(effect.before, effect.after) <= SURE for effect in effects)
    return ours, plain


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_random_history_is_called_better_at_most_once_in_ten(setting: str) -> None:
    assert called_better(setting)[0] <= HISTORIES / 10


def test_a_plain_comparison_of_before_and_after_praises_chance() -> None:
    ours, plain = (sum(called_better(setting)[side] for setting in SETTINGS) for side in (0, 1))
    assert ours <= HISTORIES * len(SETTINGS) / 10 < plain


def test_a_drill_is_not_praised_for_a_search_that_gets_better_as_a_whole() -> None:
    chance = Random(11)
    rates = SETTINGS["unequal themes"][0]
    praised = plain = 0
    for _ in range(HISTORIES):
        rounds = [a_round(rates, chance) for _ in range(12)]
        rounds += [a_round([rate / 2 for rate in rates], chance) for _ in range(12)]
        (effect,) = judged(rounds, 12, worst(rounds[:12], 1))
        praised += effect.verdict is Verdict.FELL
        plain += exact_test(effect.before, effect.after) <= SURE
    assert praised <= HISTORIES / 10 < plain


def test_a_theme_that_was_picked_for_no_reason_is_seldom_called_better_or_worse() -> None:
    chance = Random(12)
    rates = SETTINGS["unequal themes"][0]
    changed = 0
    for _ in range(HISTORIES):
        rounds = [a_round(rates, chance) for _ in range(24)]
        changed += judged(rounds, 12, ["theme 04"])[0].verdict is not Verdict.NO_CHANGE
    assert changed <= HISTORIES / 10


@pytest.mark.parametrize(("rounds", "least"), [(15, 0.45), (25, 0.8)])
def test_a_large_fall_is_seen_with_enough_rounds(rounds: int, least: float) -> None:
    chance = Random(rounds)
    seen = 0
    for _ in range(30):
        history = [a_round([0.6] + [0.2] * 15, chance) for _ in range(rounds)]
        history += [a_round([0.1] + [0.2] * 15, chance) for _ in range(rounds)]
        seen += judged(history, rounds, ["theme 00"])[0].verdict is Verdict.FELL
    assert seen / 30 >= least


def a_history(before: Sequence[bool], after: Sequence[bool]) -> list[Observed]:
    """Rounds in which one theme is as given, and five others are shaky in turn."""
    others = [f"other {place}" for place in range(5)]
    eligible = frozenset([*others, "dp-state"])
    return [
        Observed(eligible, frozenset([others[place % 5], *(["dp-state"] if is_shaky else [])]))
        for place, is_shaky in enumerate([*before, *after])
    ]


def effect(before: Sequence[bool], after: Sequence[bool]) -> Effect:
    return judged(a_history(before, after), len(before), ["dp-state"])[0]


def test_a_theme_that_vanishes_is_said_to_have_fallen_with_its_counts() -> None:
    found = effect([True] * 10, [False] * 10)
    assert found.verdict is Verdict.FELL
    assert found.sentence == (
        "Shaky in 10 of 10 rounds before the first drill, in 0 of 10 after it. Beside it, 5 themes that no drill "
        "was mainly for went from 10 of 50 to 10 of 50. Luck and having picked a bad one seldom explain such a fall; "
        "it fits that the drills helped."
    )


def test_a_middling_fall_is_compatible_with_no_change() -> None:
    found = effect([True, True, True, False, False, False], [True, False, False, False, False, False])
    assert found.verdict is Verdict.NO_CHANGE and found.chance is not None and found.chance > SURE
    assert found.sentence.endswith("That is compatible with no change.")


def test_a_theme_that_comes_up_ever_more_is_said_to_have_risen() -> None:
    found = effect([False] * 12, [True] * 12)
    assert found.verdict is Verdict.ROSE
    assert "another kind of drill" in found.sentence


def test_with_few_rounds_it_is_too_early_and_only_counts_are_said() -> None:
    found = effect([True] * 9, [False] * 4)
    assert (found.verdict, found.chance) == (Verdict.TOO_EARLY, None)
    assert found.sentence == (
        "Shaky in 9 of 9 rounds before the first drill, in 0 of 4 after it. "
        "Too early to say: that takes 5 rounds before and 5 after."
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (1, 0, "Shaky in 1 of 1 round before the first drill; none came after it. "),
        (
            0,
            2,
            "No round in which it could come up stands before the first drill; shaky in 0 of 2 after it. ",
        ),
        (0, 0, "No round in which it could come up stands before the first drill or after it. "),
    ],
)
def test_no_count_is_made_of_no_rounds(before: int, after: int, said: str) -> None:
    assert effect([True] * before, [False] * after).sentence.startswith(said)


def test_without_others_to_compare_with_nothing_is_said() -> None:
    rounds = a_history([True] * 8, [False] * 8)
    first = {"dp-state": 8, "other 0": 3, "other 1": 4, "other 2": 5}
    found = effect_of("dp-state", rounds, first, Random(7).sample)
    assert found.verdict is Verdict.TOO_EARLY
    assert found.sentence.endswith("Too few themes that no drill was mainly for to compare it with.")


def test_a_drilled_theme_is_no_control() -> None:
    rounds = a_history([True] * 8, [False] * 8)
    found = effect_of("dp-state", rounds, {"dp-state": 8, "other 0": 12}, Random(7).sample)
    assert found.controls == 4


def test_a_round_that_cannot_ask_a_theme_does_not_count_for_it() -> None:
    rounds = a_history([True] * 8, [False] * 8)
    rounds[0] = Observed(frozenset(["other 0"]), frozenset(["other 0", "dp-state"]))
    found = judged(rounds, 8, ["dp-state"])[0]
    assert (found.before, found.after) == (Count(7, 7), Count(0, 8))


def test_the_same_rounds_and_the_same_chance_give_the_same_answer() -> None:
    assert effect([True, False] * 6, [False, False, True] * 4) == effect(
        [True, False] * 6, [False, False, True] * 4
    )


def test_a_theme_that_was_never_drilled_has_no_effect_to_ask_for() -> None:
    with pytest.raises(KeyError):
        effect_of("dp-state", a_history([True] * 8, [False] * 8), {}, Random(7).sample)


def test_before_any_round_it_is_too_early() -> None:
    assert effect_of("dp-state", [], {"dp-state": 0}, Random(7).sample).verdict is Verdict.TOO_EARLY
