"""What somebody who watched a mock round says of it, and when it may stand beside what one said oneself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from afterround.core.feedback import REASON_WORDS, Reason
from afterround.core.retro import Line
from afterround.core.rounds import KIND_WORDS, RoundKind

RATINGS = range(1, 5)
"""What may be given under a reason: 1 to 4, as for a question of one's own."""

RATING_WORDS: dict[int, str] = {1: "shaky", 2: "rather shaky", 3: "rather solid", 4: "solid"}

APART = 2
"""Two ratings that lie so far apart are pointed out."""

FORM_SIZE = 128 * 1024
"""The most bytes of a form; one that was filled in within five minutes has a fiftieth of them."""

LINE_LENGTH = 1_000
LINES = 30
"""The most characters of a line, and the most lines under one heading."""

OBSERVER_LENGTH = 200
TITLE_LENGTH = 200
"""The most characters of an observer's name, and of what a form says it is about."""

LINK_LIFE = timedelta(days=14)


class Heading(StrEnum):
    """Where a line of an observer's form stands."""

    RATED = "rated"
    WENT_WELL = "went_well"
    SHAKY = "shaky"
    HINTS = "hints"


class FormSource(StrEnum):
    """How a form came back."""

    FILE = "file"
    LINK = "link"


LOOK_AT: dict[Reason, str] = {
    Reason.SPEED: "Was the time enough, and well spent?",
    Reason.CORRECTNESS: "Was the answer right, edge cases too?",
    Reason.COMMUNICATION: "Could you follow the thinking all the way?",
    Reason.PROBLEM_SOLVING: "Did they find a way in, and weigh it before they took it?",
    Reason.DESIGN: "Did the parts and the trade-offs hold together?",
    Reason.KNOWLEDGE: "Did they know what the task asks for?",
    Reason.LEVEL: "Did it sound like the level they aim at?",
    Reason.FIT: "Would you like to work with them?",
    Reason.OTHER: "Anything else you would rate.",
}
"""What an observer looks at under each reason, in the order of the form."""

LINES_ASKED: dict[Heading, str] = {
    Heading.WENT_WELL: "What went well",
    Heading.SHAKY: "What was shaky",
    Heading.HINTS: "Hints they needed",
}


@dataclass(frozen=True)
class Rating:
    """What was seen under a reason: 1 to 4, or None for not seen, and a line about it. `id` is "" where it is new."""

    reason: Reason
    rating: int | None
    line: str = ""
    id: str = ""


@dataclass(frozen=True)
class ObserverForm:
    """A form as it was filled in. `key` is the form's own, made where it was filled in, so that one which is handed
    in twice is known; `round` is the key of the round it was made for, "" where it names none."""

    key: str
    round: str = ""
    observer: str = ""
    ratings: tuple[Rating, ...] = ()
    went_well: tuple[str, ...] = ()
    shaky: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing of the round."""
        said = any(one.rating or one.line for one in self.ratings)
        return not (said or self.went_well or self.shaky or self.hints)


@dataclass(frozen=True)
class Observation:
    """A form that was handed in, with keys that findings and themes may point at. `at` is when it came."""

    id: str
    observer: str
    at: datetime
    ratings: tuple[Rating, ...] = ()
    went_well: tuple[Line, ...] = ()
    shaky: tuple[Line, ...] = ()
    hints: tuple[Line, ...] = ()

    @property
    def name(self) -> str:
        """What the observer is called in a sentence."""
        return self.observer or "your mock partner"


@dataclass(frozen=True)
class Compared:
    """One reason, rated by both sides; None for a side that did not rate it. `id` is that of the observer's line."""

    reason: Reason
    own: int | None
    theirs: int | None
    line: str = ""
    id: str = ""

    @property
    def is_apart(self) -> bool:
        """Whether both rated it and differ by 2 or more."""
        return self.own is not None and self.theirs is not None and abs(self.own - self.theirs) >= APART


def form_title(kind: RoundKind) -> str:
    """What a form says it is about, until the candidate says it otherwise: the kind of the round, and nothing else.

    A round's own label may hold anything, and is not for the observer's eyes unasked.
    """
    return "Mock interview" if kind is RoundKind.OTHER else f"Mock interview: {KIND_WORDS[kind]}"


def is_open(own: Mapping[Reason, int], forms: int, *, is_cooling: bool = False) -> bool:
    """Whether the two sides may be shown: once both have rated, and the round's cooldown is over.

    Until then neither colours the other, and nothing an observer wrote comes before one's own impressions.
    """
    return bool(own) and forms > 0 and not is_cooling


def compare(own: Mapping[Reason, int], observation: Observation) -> tuple[Compared, ...]:
    """Both sides under every reason that one of them rated or wrote about, in the order of the form."""
    theirs = {one.reason: one for one in observation.ratings}
    seen = [
        theirs.get(reason, Rating(reason, None)) for reason in Reason if reason in theirs or reason in own
    ]
    return tuple(Compared(one.reason, own.get(one.reason), one.rating, one.line, one.id) for one in seen)


def apart_words(compared: Compared, name: str) -> str:
    """A difference in a sentence: "Speed: you said 4 (solid), Dan Okafor said 2 (rather shaky)."; the two must be
    apart."""
    assert compared.own is not None and compared.theirs is not None
    what = REASON_WORDS[compared.reason]
    own, theirs = (f"{n} ({RATING_WORDS[n]})" for n in (compared.own, compared.theirs))
    return f"{what[:1].upper()}{what[1:]}: you said {own}, {name} said {theirs}."
