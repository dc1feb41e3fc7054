"""Whether a theme is new, recurring, fading, quiet or back again: what the order of its rounds says, and how surely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import comb
from typing import TypeVar

ENOUGH = 5
"""Below so many rounds there are counts, never rates (product rule 4)."""

RECENT = 4
"""So many rounds are the latest ones, and so many without a theme are a silence."""

LOOKED_AT = 40
"""A course is read from so many latest rounds; what lies before them says little about now."""

SLOT = 40
FULL_SLOT = (1 << SLOT) - 1
"""Bits that hold any number of sets of places among LOOKED_AT rounds."""

FALSE_ALARMS = 0.1
"""Of the declines that are called one, at most this share is chance."""

Name = TypeVar("Name")


class State(StrEnum):
    """Where a theme stands, judged over the rounds in which it could have come up, mocks left out."""

    TOO_EARLY = "too_early"
    NEW = "new"
    RECURRING = "recurring"
    FADING = "fading"
    QUIET = "quiet"
    RELAPSED = "relapsed"


@dataclass(frozen=True)
class Trend:
    """Shaky rounds in an earlier part and in a later one, and the `chance` of so early an order without any change."""

    before: int
    before_n: int
    after: int
    after_n: int
    chance: float


def chance_of_order(marks: Sequence[bool]) -> float:
    """The probability that shaky rounds stand so early, or earlier, where nothing has changed; 1 where there is none.
    At most LOOKED_AT rounds are taken.

    If every order is equally likely, the sum of the places of k shaky rounds among n has the distribution of
    Wilcoxon's rank sum (Wilcoxon 1945, Biometrics Bulletin 1:80); counted exactly, for it is used on few rounds.
    """
    marks = marks[-LOOKED_AT:]
    places = [place for place, is_shaky in enumerate(marks, 1) if is_shaky]
    k, ways = len(places), [1] + [0] * len(places)
    for place in range(
        1, len(marks) + 1
    ):  # ways[k] holds, SLOT bits each, how many sets of k places have each sum
        for taken in range(min(k, place), 0, -1):
            ways[taken] += ways[taken - 1] << SLOT * place
    as_early = sum(ways[k] >> SLOT * total & FULL_SLOT for total in range(sum(places) + 1))
    return as_early / comb(len(marks), k)


def declines(chances: Mapping[Name, float]) -> frozenset[Name]:
    """The themes whose order is called a decline, by the chance of each.

    Many themes are looked at together and the worst stand first, so some seem to improve by mere regression to the
    mean. The procedure of Benjamini and Hochberg (1995, JRSS B 57:289) keeps the share of chance among what is called
    a decline at FALSE_ALARMS; where no theme has changed, the probability of calling any so is as small.
    """
    ordered = sorted(chances.items(), key=lambda item: item[1])
    most = FALSE_ALARMS / len(ordered) if ordered else 0.0
    last = max((rank for rank, (_, chance) in enumerate(ordered, 1) if chance <= rank * most), default=0)
    return frozenset(name for name, _ in ordered[:last])


def state_of(marks: Sequence[bool], *, is_decline: bool, elsewhere: int = 0) -> State | None:
    """The state of a theme from its rounds, oldest first, True where it was shaky; None where it never was.

    Judged from the latest LOOKED_AT rounds. `elsewhere` is in how many rounds that stand nowhere in time it was shaky
    as well: it is then neither new nor seen in a single one.

    Too early: fewer than five rounds, or seen in a single one and not new.
    New: seen for the first time in the latest four rounds, after at least four without it.
    Relapsed: seen in the latest four rounds, after a silence of at least four that was unlikely (at most 1 in 10) to
    come by chance after the rounds before it.
    Quiet: a decline, and not seen in the latest four rounds.
    Fading: a decline, and still seen in the latest four rounds.
    Recurring: seen in several rounds, and no decline is shown.
    """
    marks = marks[-LOOKED_AT:]
    places = [place for place, is_shaky in enumerate(marks) if is_shaky]
    if not places:
        return State.TOO_EARLY if elsewhere else None
    if len(marks) < ENOUGH:
        return State.TOO_EARLY
    latest = len(marks) - RECENT
    if places[0] >= max(latest, RECENT) and not elsewhere:
        return State.NEW
    if any(place >= latest and _follows_silence(places, place) for place in places):
        return State.RELAPSED
    if is_decline:
        return State.QUIET if places[-1] < latest else State.FADING
    return State.RECURRING if len(places) + elsewhere > 1 else State.TOO_EARLY


def _follows_silence(places: Sequence[int], place: int) -> bool:
    """Whether so long a silence came before a round that it was no chance: the k shaky rounds before it all stand
    before the silence, which by chance happens in C(n - silence, k) of C(n, k) orders."""
    before = [earlier for earlier in places if earlier < place]
    if not before:
        return False
    silence = place - before[-1] - 1
    by_chance = comb(place - silence, len(before)) / comb(place, len(before))
    return silence >= RECENT and by_chance <= FALSE_ALARMS


def trend_of(marks: Sequence[bool], chance: float) -> Trend | None:
    """The two parts of a theme's rounds that show its course: up to its last round and the silence after it, where
    that is long, else two halves. None below five rounds and where it was never shaky. `chance` is their order's."""
    marks = marks[-LOOKED_AT:]
    places = [place for place, is_shaky in enumerate(marks, 1) if is_shaky]
    if len(marks) < ENOUGH or not places:
        return None
    silence = len(marks) - places[-1]
    cut = places[-1] if silence >= RECENT else (len(marks) + 1) // 2
    before, after = marks[:cut], marks[cut:]
    return Trend(sum(before), len(before), sum(after), len(after), chance)
