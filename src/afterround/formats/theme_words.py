"""What the tally says in words: counts of rounds, a rate with its range, a course, and how surely it is one."""

from collections.abc import Iterable

from afterround.core.rounds import KIND_WORDS, RoundKind
from afterround.core.tally import Counts, Estimate, Mark, ThemeTally
from afterround.core.theme_state import State, Trend
from afterround.formats.words import count

MARK_WORDS: dict[Mark, str] = {
    Mark.SHAKY: "felt shaky",
    Mark.WELL: "went well",
    Mark.NONE: "did not come up",
}

STATE_WORDS: dict[State, str] = {
    State.TOO_EARLY: "Too early",
    State.NEW: "New",
    State.RECURRING: "Recurring",
    State.FADING: "Fading",
    State.QUIET: "Quiet",
    State.RELAPSED: "Back again",
}

SIGNS: dict[Mark, str] = {Mark.SHAKY: "●", Mark.WELL: "○", Mark.NONE: "–"}
"""A round as one sign, for a terminal."""

NAMED_KINDS = 2
"""More kinds of round than these are just called rounds."""


def rounds_words(hits: int, counts: Counts, kinds: Iterable[RoundKind]) -> str:
    """How many of the rounds that could have asked it: "5 of 7 coding rounds", "1 of 1 behavioural round"."""
    named = [KIND_WORDS[kind] for kind in RoundKind if kind in set(kinds)]
    said = f"{' and '.join(named)} " if 0 < len(named) <= NAMED_KINDS else ""
    return f"{hits} of {counts.n} {said}{'round' if counts.n == 1 else 'rounds'}"


def beside_words(found: ThemeTally, mark: Mark = Mark.SHAKY) -> str:
    """What stands beside the count: mocks, and rounds that are not in it; "" where there is nothing."""
    mocks = found.mocks.shaky if mark is Mark.SHAKY else found.mocks.well
    parts = []
    if found.mocks.n and mocks:
        parts.append(f"{mocks} of {found.mocks.n} {'mock' if found.mocks.n == 1 else 'mocks'}")
    if found.beside:
        parts.append(f"{count(found.beside, 'round')} not counted")
    return ", ".join(parts)


def percent(rate: float) -> int:
    """A rate in whole percent."""
    return round(100 * rate)


def range_words(found: Estimate, n: int) -> str:
    """A rate with its range: "54 %, likely 35 to 73, n = 7"."""
    return f"{percent(found.rate)} %, {likely_words(found, n)}"


def likely_words(found: Estimate, n: int) -> str:
    """The range alone: "likely 35 to 73, n = 7"."""
    return f"likely {percent(found.low)} to {percent(found.high)}, n = {n}"


def course_words(found: ThemeTally) -> str:
    """The state of a theme in a sentence with what it rests on; where a change is not shown, that is said."""
    trend = found.trend
    if found.state is None:
        return "Shaky in mocks only so far." if found.mocks.shaky else "Not shaky in a round that counts."
    if trend is None:
        return "Too early to see a change."
    parts = parts_words(trend, are_some_undated=not all(dot.round.is_dated for dot in found.dots))
    match found.state:
        case State.TOO_EARLY:
            return f"Seen once so far, too early to say whether it recurs: {parts}."
        case State.NEW:
            return f"New: {parts}."
        case State.FADING | State.QUIET:
            name = STATE_WORDS[found.state]
            return f"{name}: {parts}. Chance alone would do this about {odds_words(trend.chance)}."
        case State.RELAPSED:
            return f"Back again after a silence: {parts}."
        case State.RECURRING:
            return f"No clear change: {parts}."


def parts_words(trend: Trend, *, are_some_undated: bool = False) -> str:
    """The two parts of a course: "4 of the first 4, then none of 6"; where rounds without a date are left out of it,
    "4 of the first 4 with a date, then none of 6"."""
    before, after = (str(n) if n else "none" for n in (trend.before, trend.after))
    first = f"{before} of the first {trend.before_n}{' with a date' if are_some_undated else ''}"
    return f"{first}, then {after} of {trend.after_n}" if trend.after_n else first


def odds_words(chance: float) -> str:
    """How often chance alone does something: "once in 210"."""
    return f"once in {max(1, round(1 / chance))}" if chance > 0 else "never"
