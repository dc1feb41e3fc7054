"""Why a drill is planned: true sentences about the rounds, words, feedback and dates that led to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from afterround.core.catalogue import Catalogue, Family, Pattern, name_key
from afterround.core.drills import Ahead, Decided, DrillKind, Heard, Standing, Task
from afterround.core.feedback import REASON_WORDS, Reason
from afterround.core.rounds import KIND_WORDS
from afterround.core.spacing import RATING_WORDS, Memory

LATEST = 5
"""Of so many latest rounds a sentence speaks, so that it is about now."""

QUOTED = 80
"""The most characters of somebody's words in a sentence."""

HEARD_FOR = timedelta(days=90)
"""So long a confirmed reason raises what it is about."""

REASON_AREAS: dict[Reason, frozenset[str]] = {
    Reason.SPEED: frozenset({"time"}),
    Reason.CORRECTNESS: frozenset({"coding", "testing", "algo", "complexity"}),
    Reason.COMMUNICATION: frozenset({"communication"}),
    Reason.PROBLEM_SOLVING: frozenset({"problem", "algo"}),
    Reason.DESIGN: frozenset({"sysdesign"}),
    Reason.KNOWLEDGE: frozenset({"knowledge"}),
    Reason.FIT: frozenset({"behavioural"}),
}
"""The areas of themes that each coded reason may be about; the reasons left out are about no area."""

Names = tuple[tuple[str, Pattern | Family], ...]
"""Names as words, each with what it names."""


@dataclass(frozen=True)
class Because:
    """One true sentence part about why a drill is planned. `round_id` or `theme` names what it is about, or is ""."""

    words: str
    round_id: str = ""
    theme: str = ""


def sentence(because: Iterable[Because]) -> str:
    """The parts as one sentence: "because ..., and ..."; "" where there are none."""
    parts = [part.words for part in because]
    return f"because {', and '.join(parts)}" if parts else ""


def subject_names(catalogue: Catalogue) -> Names:
    """Every name of the catalogue's families and patterns, each as its words, with what it names."""
    every: list[Pattern | Family] = []
    for family in catalogue.families:
        every += [family, *family.patterns]
    return tuple((_worded(name), one) for one in every for name in (one.name, *one.also))


def subjects_in(text: str, names: Names, catalogue: Catalogue) -> tuple[Pattern | Family, ...]:
    """The patterns and families that a text names, in the catalogue's order; where it is a known problem's title and
    names none, the patterns of that problem."""
    said = _worded(text)
    found = dict.fromkeys(one for name, one in names if name in said)
    known = catalogue.by_name.get(name_key(text))
    if known is not None and not found:
        return tuple(catalogue.patterns[slug] for slug in known.patterns)
    return tuple(found)


def _worded(text: str) -> str:
    """A text as its words alone, with a blank around each, so that a name is found whole."""
    return f" {' '.join(''.join(c if c.isalnum() else ' ' for c in text.casefold()).split())} "


def subject_slugs(subjects: Iterable[Pattern | Family]) -> frozenset[str]:
    """The slugs of the patterns that are named; where only families are, those of all their patterns."""
    named = list(subjects)
    patterns = {one.slug for one in named if isinstance(one, Pattern)}
    return frozenset(
        patterns or {one.slug for family in named if isinstance(family, Family) for one in family.patterns}
    )


def concerns(heard: Heard, standing: Standing, task: Task) -> bool:
    """Whether a reason that was heard is about a drill against a theme.

    The theme must lie in an area that the reason can be about. Where the words or the round's questions name a
    subject, the drill must belong to it, or be no pattern and its theme shaky in that round or known from what was
    heard alone. Where they name none, the theme must have been shaky in that round, or be the reason's own.
    """
    if standing.theme.area not in REASON_AREAS.get(heard.reason, frozenset()):
        return False
    was_shaky = any(one.round_id == heard.round_id for one in standing.shaky)
    if heard.subjects:
        return bool(heard.subjects & task.subjects) if task.subjects else was_shaky or not standing.shaky
    return was_shaky or standing.theme.slug == heard.reason


def still_heard(heard: Iterable[Heard], now: datetime) -> tuple[Heard, ...]:
    """The reasons of the last ninety days, the latest first."""
    recent = [one for one in heard if now - one.at <= HEARD_FOR]
    return tuple(sorted(recent, key=lambda one: one.at, reverse=True))


def about_rounds(standing: Standing) -> Because | None:
    """How often the theme came up: "DP state definition came up in 3 of your last 5 coding rounds".

    Speaks of the last five rounds in which it could have; where it was shaky in none of them, of all. Mocks are
    spoken of where it was shaky in no other round.
    """
    real = [one for one in standing.seen if not one.is_mock]
    is_mock = not any(one.is_shaky for one in real)
    every = [one for one in standing.seen if one.is_mock] if is_mock else real
    latest = every[-LATEST:] if any(one.is_shaky for one in every[-LATEST:]) else every
    shaky = [one for one in latest if one.is_shaky]
    if not shaky:
        return None
    kinds = {one.kind for one in latest}
    kind = f"{KIND_WORDS[next(iter(kinds))]} " if len(kinds) == 1 else ""
    noun = f"{kind}{'mocks' if is_mock else 'rounds'}"
    if len(latest) == 1:
        where = f"in {shaky[0].title}"
    elif len(latest) < len(every):
        where = f"in {len(shaky)} of your last {len(latest)} {noun}"
    elif len(shaky) == len(latest) == 2:
        where = f"in both {noun} you have looked back on"
    else:
        where = f"in {len(shaky)} of the {len(latest)} {noun} you have looked back on"
    return Because(f"{standing.theme.name} came up {where}", theme=standing.theme.slug)


def about_feedback(heard: Heard) -> Because:
    """What was said: "correctness on dynamic programming was named after Acme, coding (“the recurrence was wrong”)".

    A subject that only the round's questions name is told as such: "..., where dynamic programming was asked".
    """
    reason = REASON_WORDS[heard.reason]
    on = f" on {heard.subject}" if heard.subject and heard.is_said else ""
    asked = f", where {heard.subject} was asked" if heard.subject and not heard.is_said else ""
    words = f" (“{shortened(heard.words)}”)" if heard.words else ""
    return Because(f"{reason}{on} was named after {heard.title}{asked}{words}", round_id=heard.round_id)


def about_ahead(ahead: Ahead, now: datetime, zone: tzinfo) -> Because:
    """The round that lies ahead: "Globex is in 6 days"."""
    days = ahead.days_from(now, zone)
    when = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    return Because(f"{ahead.title} is {when}", round_id=ahead.round_id)


def about_decision(decided: Decided) -> Because:
    """Who decided it: "you decided it after Acme, coding"."""
    done = "" if decided.is_open else " and have ticked it"
    return Because(f"you decided it after {decided.title}{done}", round_id=decided.round_id)


def about_memory(memory: Memory, now: datetime, zone: tzinfo) -> Because:
    """When it was last done: "you last did it 9 days ago, with effort"."""
    return Because(
        f"you last did it {days_ago(memory.last.at, now, zone)}, {RATING_WORDS[memory.last.rating]}"
    )


def about_leech(task: Task, memory: Memory) -> Because:
    """Why something else comes first: "Interval DP did not work three times of the last five"."""
    times = len([one for one in memory.lately if one == "again"])
    said = {3: "three", 4: "four", 5: "five"}[times]
    of = f" of the last {({4: 'four', 5: 'five'})[len(memory.lately)]}" if len(memory.lately) > times else ""
    return Because(f"{task.name} did not work {said} times{of}, so something else comes first")


def days_ago(then: datetime, now: datetime, zone: tzinfo) -> str:
    """How long ago by the calendar: "today", "yesterday", "9 days ago"."""
    days = (now.astimezone(zone).date() - then.astimezone(zone).date()).days
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def shortened(words: str) -> str:
    """Somebody's words on one line, cut at QUOTED characters."""
    said = " ".join(words.split())
    return said if len(said) <= QUOTED else f"{said[: QUOTED - 1].rstrip()}…"


def is_own_kind(task: Task) -> bool:
    """Whether a drill comes from the person and not from a theme."""
    return task.kind in (DrillKind.ACTION, DrillKind.PROBLEM)
