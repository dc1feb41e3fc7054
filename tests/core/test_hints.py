from random import Random

import pytest

from afterround.core.hints import Change, Responses, got_by, topic_key, trend, trend_words
from afterround.core.retro import Response

USED, MORE, MISSED = Response.USED, Response.NEEDED_MORE, Response.MISSED
ALONE: Responses = []
STUCK: Responses = [USED, MORE]


@pytest.mark.parametrize(
    ("responses", "expected"),
    [
        ([], True),
        ([USED, USED], True),
        ([USED, MORE], False),
        ([MISSED], False),
        ([None, MISSED], False),
        ([None], None),
        ([USED, None], None),
    ],
)
def test_one_got_by_without_a_hint_or_with_each_used_at_once(
    responses: Responses, expected: bool | None
) -> None:
    assert got_by(responses) is expected


@pytest.mark.parametrize(
    ("rounds", "change"),
    [
        ([STUCK] * 4 + [ALONE] * 5, Change.TOO_EARLY),
        ([STUCK] * 5 + [ALONE] * 5, Change.MORE),
        ([ALONE] * 5 + [STUCK] * 5, Change.LESS),
        ([STUCK] * 4 + [ALONE] * 6, Change.MORE),
        ([STUCK] * 3 + [ALONE] * 7, Change.NONE),
        ([ALONE] * 20, Change.NONE),
        ([STUCK] * 5 + [[None]] * 20 + [ALONE] * 5, Change.MORE),
        ([STUCK] * 5 + [[None]] * 20, Change.TOO_EARLY),
    ],
)
def test_a_change_is_said_only_where_chance_would_rarely_give_it(
    rounds: list[Responses], change: Change
) -> None:
    assert trend(rounds).change is change


def test_the_round_in_the_middle_is_left_out() -> None:
    found = trend([STUCK] * 5 + [ALONE] * 6)
    assert (found.rounds, found.half, found.earlier, found.later) == (11, 5, 0, 5)


@pytest.mark.parametrize("rounds", [10, 25, 40])
@pytest.mark.parametrize("p", [0.2, 0.5, 0.8])
def test_a_history_of_chance_is_called_independent_at_most_once_in_twenty(rounds: int, p: float) -> None:
    chance = Random(17)
    histories = ([ALONE if chance.random() < p else STUCK for _ in range(rounds)] for _ in range(2000))
    called = sum(trend(history).change is Change.MORE for history in histories)
    assert called / 2000 <= 0.06


def test_somebody_who_really_gets_by_is_told_so() -> None:
    chance = Random(17)
    histories = (
        [ALONE if chance.random() < (n >= 20) * 0.7 + 0.1 else STUCK for n in range(40)] for _ in range(200)
    )
    assert sum(trend(history).change is Change.MORE for history in histories) > 180


@pytest.mark.parametrize(
    ("rounds", "words"),
    [
        ([], "Too early to say: it takes 10 rounds of which it is known how you took the hints; 0 are."),
        ([ALONE], "Too early to say: it takes 10 rounds of which it is known how you took the hints; 1 is."),
        ([ALONE] * 10, "No clear change: you got by in 5 of the earlier 5 rounds and in 5 of the later 5."),
        ([STUCK] * 5 + [ALONE] * 5, "You get by more often on your own: you got by in 0 of the earlier 5"),
        ([ALONE] * 5 + [STUCK] * 5, "You get by less often on your own"),
    ],
)  # fmt: skip
def test_it_is_said_with_its_counts(rounds: list[Responses], words: str) -> None:
    said = trend_words(trend(rounds))
    assert said.startswith(words)
    assert "%" not in said


def test_two_spellings_of_a_topic_are_one() -> None:
    assert topic_key(" LRU  Cache") == topic_key("lru cache")
