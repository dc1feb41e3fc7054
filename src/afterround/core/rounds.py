"""A round: its kinds and results, how long it lasts, and the list it belongs to at a moment."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum


class RoundKind(StrEnum):
    """What sort of interview a round is."""

    RECRUITER_SCREEN = "recruiter_screen"
    CODING = "coding"
    SYSTEM_DESIGN = "system_design"
    BEHAVIOURAL = "behavioural"
    ONLINE_ASSESSMENT = "online_assessment"
    TAKE_HOME = "take_home"
    HIRING_MANAGER = "hiring_manager"
    OTHER = "other"


class Result(StrEnum):
    """What came of a round."""

    PENDING = "pending"
    PASSED = "passed"
    REJECTED = "rejected"
    WITHDREW = "withdrew"
    NO_ANSWER = "no_answer"


class Outcome(StrEnum):
    """What came of an application."""

    OPEN = "open"
    OFFER = "offer"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REJECTED = "rejected"
    WITHDREW = "withdrew"
    NO_ANSWER = "no_answer"


class Part(StrEnum):
    """The part a person plays in a round."""

    INTERVIEWER = "interviewer"
    RECRUITER = "recruiter"
    OBSERVER = "observer"
    REFERRER = "referrer"


class Precision(StrEnum):
    """How exactly the time of a round is known."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


UNDATED = datetime(1900, 1, 1, tzinfo=UTC)
"""The end of a round of which no date is known, and of no other one: before every round that can be, so that it
stands last and is never cooling, due or near. It is shown nowhere; see `Precision.UNKNOWN`."""


class RoundState(StrEnum):
    """The list a round stands in."""

    COMING = "coming"
    RUNNING = "running"
    COOLING = "cooling"
    TO_REFLECT = "to_reflect"
    REFLECTED = "reflected"
    CLOSED = "closed"


KIND_WORDS: dict[RoundKind, str] = {
    RoundKind.RECRUITER_SCREEN: "recruiter screen",
    RoundKind.CODING: "coding",
    RoundKind.SYSTEM_DESIGN: "system design",
    RoundKind.BEHAVIOURAL: "behavioural",
    RoundKind.ONLINE_ASSESSMENT: "online assessment",
    RoundKind.TAKE_HOME: "take-home",
    RoundKind.HIRING_MANAGER: "hiring manager",
    RoundKind.OTHER: "other",
}
"""Each kind as a person says it."""

RESULT_WORDS: dict[Result, str] = {
    Result.PENDING: "no result yet",
    Result.PASSED: "passed",
    Result.REJECTED: "rejected",
    Result.WITHDREW: "withdrew",
    Result.NO_ANSWER: "no answer",
}

STATE_WORDS: dict[RoundState, str] = {
    RoundState.COMING: "Coming",
    RoundState.RUNNING: "Running",
    RoundState.COOLING: "Cooling down",
    RoundState.TO_REFLECT: "To reflect on",
    RoundState.REFLECTED: "Reflected",
    RoundState.CLOSED: "Closed",
}

_MINUTES: dict[RoundKind, int] = {
    RoundKind.RECRUITER_SCREEN: 30,
    RoundKind.ONLINE_ASSESSMENT: 90,
}


def usual_length(kind: RoundKind) -> timedelta:
    """How long a round of this kind is taken to last when nobody said so: 30, 60 or 90 minutes."""
    return timedelta(minutes=_MINUTES.get(kind, 60))


YEARS = range(1950, 2200)
"""The years in which an interview can be; another one is a slip of the hand, and near the ends of the calendar
no clock of another zone could show it."""


@dataclass(frozen=True)
class RoundTimes:
    """The facts that place a round in time. Instants are aware; `starts_at` may be unknown."""

    starts_at: datetime | None
    ends_at: datetime
    is_cooling: bool = False
    is_reflected: bool = False
    result: Result = Result.PENDING
    is_put_aside: bool = False


def state_of(times: RoundTimes, now: datetime) -> RoundState:
    """Say which list a round belongs to at `now`.

    A cooldown comes before everything, since an early result does not end it; after that a known result or
    being put aside closes a round.
    """
    now = now.astimezone(UTC)  # two instants in one zone would be compared by the clock on the wall
    if now < times.ends_at and times.result is Result.PENDING and not times.is_put_aside:
        started = times.starts_at is not None and times.starts_at <= now
        return RoundState.RUNNING if started else RoundState.COMING
    if times.is_cooling:
        return RoundState.COOLING
    if times.result is not Result.PENDING or times.is_put_aside:
        return RoundState.CLOSED
    return RoundState.REFLECTED if times.is_reflected else RoundState.TO_REFLECT


def times_from(
    kind: RoundKind, starts_at: datetime | None, ends_at: datetime | None
) -> tuple[datetime | None, datetime] | None:
    """Complete a round's start and end: a missing end follows from the start and the kind's usual length.

    Returns None where neither is known. Raises ValueError where the end lies before the start.
    """
    if ends_at is None:
        return None if starts_at is None else (starts_at, starts_at.astimezone(UTC) + usual_length(kind))
    if starts_at is not None and ends_at.astimezone(UTC) < starts_at:
        raise ValueError("a round cannot end before it starts")
    return starts_at, ends_at


def company_key(name: str) -> str:
    """The form under which two spellings of a company's name are the same: folded case, single spaces.

    Characters that look alike (an accent typed apart, full width) count as the same.
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
