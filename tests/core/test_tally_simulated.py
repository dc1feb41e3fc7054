"""The tally against searches of which the truth is known: what is planted, how often, and that nothing has changed."""

from collections import Counter
from math import sqrt
from random import Random

from afterround.core.tally import ThemeTally
from afterround.core.theme_state import FALSE_ALARMS, State
from tests.searches import a_theme, as_areas_are, searched, some_themes, with_planted

SEARCHES = 200
CLAIMED = 0.8
PLANTED = ("algorithms-1", "communication-2", "design-0")
IMPROVED = (State.FADING, State.QUIET)


def slip(share: float, number: int) -> float:
    """Three standard errors of a share of so many."""
    return 3 * sqrt(share * (1 - share) / number)


def improved(found: list[ThemeTally]) -> set[str]:
    """The themes that a tally calls improved."""
    return {one.theme.slug for one in found if one.state in IMPROVED}


def test_planted_themes_head_the_tally() -> None:
    rng = Random(4)
    tallies = [searched(rng, some_themes(6), with_planted(rng, PLANTED)).tally() for _ in range(60)]
    first = [{one.theme.slug for one in found[: len(PLANTED)]} for found in tallies]
    assert sum(set(PLANTED) == slugs for slugs in first) > 0.75 * len(first)
    assert sum(len(slugs & set(PLANTED)) for slugs in first) > 0.9 * len(PLANTED) * len(first)


def test_intervals_hold_the_truth_as_often_as_they_claim() -> None:
    rng = Random(11)
    held = [hit for _ in range(SEARCHES) for hit in searched(rng, some_themes(4), as_areas_are(rng)).covers()]
    assert len(held) > 1500
    assert abs(sum(held) / len(held) - CLAIMED) < slip(CLAIMED, SEARCHES)


def test_intervals_hold_the_truth_beside_planted_themes_too() -> None:
    rng = Random(12)
    drawn = (searched(rng, some_themes(4), with_planted(rng, PLANTED)) for _ in range(SEARCHES // 2))
    held = [hit for search in drawn for hit in search.covers()]
    assert abs(sum(held) / len(held) - CLAIMED) < slip(CLAIMED, SEARCHES // 2)


def test_where_nothing_changes_the_worst_start_is_not_called_improved() -> None:
    rng, called_worst, called_any, singly = Random(20), 0, 0, 0
    for _ in range(SEARCHES):
        search = searched(rng, [a_theme(f"equal-{n}") for n in range(20)], lambda theme: 0.25, rounds=40)
        start = {found.id for found in [one for one in search.rounds if one.kind == "coding"][:8]}
        at_first = Counter(mention.theme for mention in search.mentions if mention.round.id in start)
        found = search.tally()
        called = improved(found)
        singly += any(one.trend is not None and one.trend.chance <= FALSE_ALARMS for one in found)
        called_worst += at_first.most_common(1)[0][0] in called
        called_any += bool(called)
    assert called_worst <= called_any
    assert singly / SEARCHES > 0.5, "judged one by one, some theme nearly always seems improved"
    assert called_any / SEARCHES <= FALSE_ALARMS + slip(FALSE_ALARMS, SEARCHES)


def test_a_theme_that_was_overcome_is_called_so() -> None:
    rng, seen = Random(30), 0
    for _ in range(60):
        search = searched(rng, some_themes(4), with_planted(rng, PLANTED), rounds=40)
        later = {found.id for found in search.rounds[20:]}
        kept = [m for m in search.mentions if m.theme != "communication-2" or m.round.id not in later]
        changed = type(search)(search.themes, search.rates, search.rounds, tuple(kept))
        seen += "communication-2" in improved(changed.tally())
    assert seen > 0.8 * 60
