"""The retrospective: its sections, its values, and the rules about what may change and how two edits meet."""

from dataclasses import dataclass
from enum import StrEnum

OPEN_ACTIONS = 3
"""At most this many follow-up actions of one retro are open; the rest are parked (product rule 7)."""


class Section(StrEnum):
    """The chapter's sections that hold lines, in the chapter's order."""

    WENT_WELL = "went_well"
    SHAKY = "shaky"
    QUESTIONS = "questions"
    HINTS = "hints"
    ACTIONS = "actions"
    NEXT_STEPS = "next_steps"


class Response(StrEnum):
    """How one responded to a hint."""

    USED = "used_it"
    NEEDED_MORE = "needed_more"
    MISSED = "missed_it"


class ActionKind(StrEnum):
    """What a follow-up action asks for."""

    GAP = "gap"
    PATTERN = "pattern"
    OTHER = "other"


class ActionState(StrEnum):
    """Where a follow-up action stands."""

    OPEN = "open"
    PARKED = "parked"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Line:
    """One item of a list section. `id` survives edits; it is "" where a text gave none."""

    text: str
    id: str = ""


@dataclass(frozen=True)
class Question:
    """A question that was asked: its topic, the approach taken, its complexity, and one's own rating 1 to 4."""

    topic: str
    approach: str = ""
    time: str = ""
    space: str = ""
    rating: int | None = None
    id: str = ""


@dataclass(frozen=True)
class Hint:
    """A hint and the response to it. `question` is the number of the question it belongs to, from 1."""

    text: str
    response: Response | None = None
    question: int | None = None
    id: str = ""


@dataclass(frozen=True)
class Action:
    """A follow-up action. `problems` belongs to the kind PATTERN and is "" for the others."""

    text: str
    kind: ActionKind = ActionKind.OTHER
    problems: str = ""
    state: ActionState = ActionState.OPEN
    id: str = ""


def action_words(kind: ActionKind | str, text: str, problems: str = "") -> str:
    """A follow-up action as the chapter words it."""
    if kind == ActionKind.GAP:
        return f"Fill knowledge gap on {text}"
    if kind == ActionKind.PATTERN:
        return f"Practise pattern {text}" + (f" with problems {problems}" if problems else "")
    return text


@dataclass(frozen=True)
class Outside:
    """Text that stands outside the template's sections, kept byte for byte.

    `after` is the heading it follows: "" for the text before the first heading, else one of "header",
    the values of `Section`, or "check_in".
    """

    after: str
    text: str


@dataclass(frozen=True)
class Retro:
    """A retrospective as a document: everything the Markdown form carries."""

    date: str = ""
    company: str = ""
    round: str = ""
    went_well: tuple[Line, ...] = ()
    shaky: tuple[Line, ...] = ()
    questions: tuple[Question, ...] = ()
    hints: tuple[Hint, ...] = ()
    actions: tuple[Action, ...] = ()
    stress: int | None = None
    mindset: str = ""
    next_steps: tuple[Line, ...] = ()
    lesson: str = ""
    prediction: int | None = None
    outside: tuple[Outside, ...] = ()
    id: str = ""
    round_id: str = ""
