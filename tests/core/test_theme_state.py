"""A theme's state follows from the order of its rounds, and a decline is called one only where chance is unlikely."""

from itertools import combinations

import pytest

from afterround.core.theme_state import (
    LOOKED_AT,
    State,
    chance_of_order,
    declines,
    state_of,
    trend_of,
)


def marks(text: str) -> list[bool]:
    """Rounds, oldest first: x where it was shaky, . where not."""
    return [sign == "x" for sign in text]


def test_the_chance_of_an_order_counts_all_orders() -> None:
    said = marks("xx.x...")
    orders = list(combinations(range(1, 8), 3))
    as_early = [order for order in orders if sum(order) <= 1 + 2 + 4]
    assert chance_of_order(said) == pytest.approx(len(as_early) / len(orders))


def test_four_of_four_and_then_none_of_six_happens_once_in_210() -> None:
    assert chance_of_order(marks("xxxx......")) == pytest.approx(1 / 210)


def test_an_order_without_shaky_rounds_says_nothing() -> None:
    assert chance_of_order(marks(".....")) == chance_of_order([]) == 1


def test_a_long_search_is_read_from_its_latest_rounds() -> None:
    assert chance_of_order(marks("x" * 500 + "." * LOOKED_AT)) == 1


def test_of_many_themes_one_must_stand_out_more_to_be_called_a_decline() -> None:
    assert declines({"a": 0.04}) == {"a"}
    assert declines({"a": 0.04, **{str(n): 0.5 for n in range(9)}}) == set()
    assert declines({"a": 0.04, "b": 0.05, "c": 0.9}) == {"a", "b"}
    assert declines({}) == set()


@pytest.mark.parametrize(
    ("rounds", "is_decline", "state"),
    [
        ("....", False, None),
        ("x.x.", True, State.TOO_EARLY),
        ("x.....", False, State.TOO_EARLY),
        ("......x.", False, State.NEW),
        (".....xxx", False, State.NEW),
        ("..x.x", False, State.RECURRING),
        ("x.x..x.x", False, State.RECURRING),
        ("xxxx......", True, State.QUIET),
        ("xxxx......", False, State.RECURRING),
        ("xxx.x.x..x...", True, State.FADING),
        ("xxxx.........x", False, State.RELAPSED),
        ("xxxx......x....", True, State.QUIET),
        ("x....x", False, State.RECURRING),
    ],
)
def test_the_state_of_a_theme(rounds: str, is_decline: bool, state: State | None) -> None:
    assert state_of(marks(rounds), is_decline=is_decline) is state


def test_a_trend_is_cut_at_a_long_silence_or_in_the_middle() -> None:
    quiet, steady = trend_of(marks("xxxx......"), 0.1), trend_of(marks("x.xx.xx"), 0.5)
    assert quiet is not None
    assert (quiet.before, quiet.before_n, quiet.after, quiet.after_n) == (4, 4, 0, 6)
    assert steady is not None
    assert (steady.before, steady.before_n, steady.after, steady.after_n) == (3, 4, 2, 3)
    assert trend_of(marks("xxxx"), 1) is None
