"""Hints over time: whether one gets by with fewer of them, by a rule that does not see change in chance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import comb

from afterround.core.retro import Response
from afterround.core.rounds import RoundKind

Responses = Sequence[Response | None]
"""How one took the hints of a round, in their order; None where it was not said."""

HALF = 5
"""So many rounds stand on each side at least before the two are compared."""

BY_CHANCE = 0.05
"""What chance alone would give less often than this is called a change."""

HINTED_KINDS = frozenset({RoundKind.CODING, RoundKind.SYSTEM_DESIGN})
"""Kinds in which somebody who sees one stuck gives hints; a finished retrospective without any then says: none."""

RESPONSE_WORDS: dict[Response | None, str] = {
    Response.USED: "used it",
    Response.NEEDED_MORE: "needed more",
    Response.MISSED: "missed it",
    None: "not said",
}


class Change(StrEnum):
    """What can be said of the way one takes hints."""

    TOO_EARLY = "too_early"
    NONE = "no_clear_change"
    MORE = "more_independent"
    LESS = "less_independent"


@dataclass(frozen=True)
class Trend:
    """A comparison of the earlier half of `rounds` rounds with the later one: in how many one got by."""

    change: Change
    rounds: int
    half: int = 0
    earlier: int = 0
    later: int = 0


def got_by(responses: Responses) -> bool | None:
    """Whether one got by in a round: without a hint, or with each of them used at once.

    One hint that needed more or was missed is enough for a no. None where it was not said of some, and of none
    that it failed.
    """
    if Response.NEEDED_MORE in responses or Response.MISSED in responses:
        return False
    return None if None in responses else True


def trend(rounds: Iterable[Responses]) -> Trend:
    """Compare the earlier half of the rounds with the later one; earliest first.

    Each round is one yes or no (`got_by`), so that a long round with many hints does not weigh more than another;
    rounds of which it is not known are left out, and with an odd number the one in the middle. Below ten rounds it
    is too early. The two halves are compared by Fisher's exact test, once in each direction (Fisher 1935, The
    Design of Experiments, section 21.1): a change is called so where chance alone would part the same yeses and
    noes at least as unevenly in less than 1 of 20 cases. A history that is all chance is therefore called
    independent by mistake at most once in twenty looks; whoever looks after every round looks more often than
    that, and interviewers differ in how freely they help. Both are reasons to read the rounds behind it.
    """
    known = [said for said in map(got_by, rounds) if said is not None]
    half = len(known) // 2
    if half < HALF:
        return Trend(Change.TOO_EARLY, len(known))
    earlier, later = sum(known[:half]), sum(known[-half:])
    if _chance(later, earlier, half) < BY_CHANCE:
        change = Change.MORE
    elif _chance(earlier, later, half) < BY_CHANCE:
        change = Change.LESS
    else:
        change = Change.NONE
    return Trend(change, len(known), half, earlier, later)


def trend_words(found: Trend) -> str:
    """A comparison in words, with its counts."""
    if found.change is Change.TOO_EARLY:
        known = f"{found.rounds} are" if found.rounds != 1 else "1 is"
        return f"Too early to say: it takes {2 * HALF} rounds of which it is known how you took the hints; {known}."
    counts = (
        f"you got by in {found.earlier} of the earlier {found.half} rounds "
        f"and in {found.later} of the later {found.half}"
    )
    if found.change is Change.NONE:
        return f"No clear change: {counts}. Chance alone gives such a difference often enough."
    which = "more" if found.change is Change.MORE else "less"
    return (
        f"You get by {which} often on your own: {counts}. Chance alone gives that less than once in twenty."
    )


def topic_key(topic: str) -> str:
    """The form under which two spellings of a question's topic are the same."""
    return " ".join(topic.casefold().split())


def _chance(many: int, few: int, half: int) -> float:
    """How often chance puts at least `many` of all the yeses into one of two halves of equal size."""
    yeses = many + few
    ways = sum(comb(half, k) * comb(half, yeses - k) for k in range(many, min(half, yeses) + 1))
    return ways / comb(2 * half, yeses)
