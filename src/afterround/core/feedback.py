"""Feedback: who said it, the reasons it may hold, and how verbatim words and reasons hang together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from afterround.core.rounds import Result

FEEDBACK_LENGTH = 20_000
"""The most characters of one record; more than any letter that was ever seen."""

SILENT_AFTER = timedelta(days=5)
"""A rejection without a word is called silence once it is this old; words may still be on their way before."""


class FeedbackSource(StrEnum):
    """Whose words they are. UNKNOWN is for what a file calls feedback without saying whose."""

    RECRUITER = "recruiter"
    INTERVIEWER = "interviewer"
    OBSERVER = "observer"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """What a decision, or a finding about one, may rest on."""

    SPEED = "speed"
    CORRECTNESS = "correctness"
    COMMUNICATION = "communication"
    PROBLEM_SOLVING = "problem_solving"
    DESIGN = "design"
    KNOWLEDGE = "knowledge"
    LEVEL = "level"
    FIT = "fit"
    OTHER = "other"


class Polarity(StrEnum):
    """Whether something went well or felt shaky."""

    WELL = "well"
    SHAKY = "shaky"


class ReasonState(StrEnum):
    """What the person said to a reason. Only a confirmed one counts; a declined one is not proposed again."""

    CONFIRMED = "confirmed"
    DECLINED = "declined"


REASON_WORDS: dict[Reason, str] = {
    Reason.SPEED: "speed",
    Reason.CORRECTNESS: "correctness",
    Reason.COMMUNICATION: "communication",
    Reason.PROBLEM_SOLVING: "problem solving",
    Reason.DESIGN: "design",
    Reason.KNOWLEDGE: "knowledge",
    Reason.LEVEL: "level",
    Reason.FIT: "fit",
    Reason.OTHER: "other",
}
"""Each reason as a person says it."""

SOURCE_WORDS: dict[FeedbackSource, str] = {
    FeedbackSource.RECRUITER: "recruiter",
    FeedbackSource.INTERVIEWER: "interviewer",
    FeedbackSource.OBSERVER: "observer",
    FeedbackSource.UNKNOWN: "not said who",
}

POLARITY_WORDS: dict[Polarity, str] = {Polarity.WELL: "went well", Polarity.SHAKY: "shaky"}


@dataclass(frozen=True)
class ReadReason:
    """A reason tied to the words it was read from: the characters `start` to `end` (exclusive) of the text."""

    reason: Reason
    polarity: Polarity
    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, and the numbers (from 1) of the spans that cover it and of those that end with it."""

    text: str
    covered: tuple[int, ...] = ()
    ending: tuple[int, ...] = ()


def pieces_of(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """Cut a text where spans begin and end, so that each can be marked, whatever overlaps; joined, they are the text.

    Spans are (start, end) in characters, within the text.
    """
    cuts = sorted({0, len(text), *(place for span in spans for place in span)})
    found = []
    for start, end in pairwise(cuts):
        covered = tuple(n for n, span in enumerate(spans, 1) if span[0] <= start and end <= span[1])
        ending = tuple(n for n in covered if spans[n - 1][1] == end)
        found.append(Piece(text[start:end], covered, ending))
    return tuple(found)


def place_of(text: str, words: str) -> tuple[int, int] | None:
    """Where words stand in a text, as (start, end): as they are typed, else whatever their case and spaces.

    None where they do not stand there, or where they are none.
    """
    said = words.split()
    if not said:
        return None
    exact = text.find(words.strip())
    if exact >= 0:
        return exact, exact + len(words.strip())
    loose = re.search(r"\s+".join(re.escape(word) for word in said), text, re.IGNORECASE)
    return loose.span() if loose else None


def clause_of(text: str, start: int, end: int) -> str:
    """The part of a sentence in which text[start:end] stands, up to the nearest comma, stop or line end."""
    before, after = _BREAK.split(text[:start])[-1], _BREAK.split(text[end:])[0]
    return f"{before}{text[start:end]}{after}".strip()


_BREAK = re.compile(r"[,.;:!?\n]")


def is_silent(result: Result, *, since: datetime | None, has_words: bool, now: datetime) -> bool:
    """Whether a round ended without a word: rejected or never answered, no feedback with words, and SILENT_AFTER gone
    by `since` (when the result was noted; None where that is not known, which is long ago)."""
    if has_words or result not in (Result.REJECTED, Result.NO_ANSWER):
        return False
    return since is None or now - since >= SILENT_AFTER
