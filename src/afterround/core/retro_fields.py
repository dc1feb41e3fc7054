"""The fields of a retrospective: which there are, what they may hold, and how two edits of one field meet."""

from dataclasses import dataclass
from enum import StrEnum

from afterround.core.retro import ActionKind, ActionState, Response, Section
from afterround.core.rounds import Result

TEXT_LIMIT = 50_000
"""The most characters one field holds; more than any note seen, less than what would stall a page."""

RETRO = "retro"
"""Stands for the retrospective itself where a line's key stands otherwise."""

RETRO_FIELDS = ("stress", "mindset", "prediction", "lesson", "outside")

LINE_FIELDS: dict[Section, tuple[str, ...]] = {
    Section.WENT_WELL: ("text",),
    Section.SHAKY: ("text",),
    Section.QUESTIONS: ("text", "approach", "time", "space", "rating"),
    Section.HINTS: ("text", "response", "question"),
    Section.ACTIONS: ("kind", "text", "problems", "state"),
    Section.NEXT_STEPS: ("text",),
}
"""The fields of the lines of each section; every line has "deleted" and "section" besides."""

_RANGES = {"stress": (1, 5), "prediction": (0, 100), "rating": (1, 4)}
_CODES: dict[str, tuple[str, ...]] = {
    "response": tuple(Response),
    "kind": tuple(ActionKind),
    "state": tuple(ActionState),
    "deleted": ("yes",),
    "section": tuple(Section),
}


class Meeting(StrEnum):
    """What comes of a change: nothing new, taken, or two texts that both have to be kept."""

    UNCHANGED = "unchanged"
    TAKEN = "taken"
    CLASH = "clash"


@dataclass(frozen=True)
class FieldChange:
    """A wish to write `value` into a field, made by somebody who read it at `read_version`.

    `line` is the line's key or RETRO. `section` is needed for a line that does not exist yet. Values travel as
    text; "" stands for nothing.
    """

    line: str
    field: str
    value: str
    read_version: int
    section: str = ""


def meet(*, current: str, version: int, value: str, read_version: int, read_value: str | None) -> Meeting:
    """Decide how a change meets what stands in the field now.

    `read_value` is what stood there at `read_version`, None where that is not known. A change that repeats
    what was read is none, so a whole form may be sent; a change on top of another's change clashes.
    """
    if value in (current, read_value):
        return Meeting.UNCHANGED
    return Meeting.TAKEN if version == read_version else Meeting.CLASH


def problem_with(field: str, value: str) -> str:
    """What is wrong with a field's value, with what to do; "" where nothing is."""
    if not value:
        return ""
    if "\0" in value:
        return "This holds a character that cannot be stored (NUL). Take it out."
    if field in _RANGES:
        low, high = _RANGES[field]
        good = value.isascii() and value.isdigit() and len(value) <= 3 and low <= int(value) <= high
        return "" if good else f"Give a whole number from {low} to {high}."
    if field in _CODES:
        return "" if value in _CODES[field] else f"This can be: {', '.join(_CODES[field])}."
    if len(value) > TEXT_LIMIT:
        return f"This holds at most {TEXT_LIMIT:,} characters; it has {len(value):,}. Split it into several lines."
    return ""


def is_typed_on(before: str, after: str) -> bool:
    """Whether a text only goes on from an earlier one, which then need not be shown as a version of its own."""
    return after.startswith(before)


def is_prediction_frozen(result: Result, *, has_feedback: bool = False) -> bool:
    """Whether the guess must stay as it is: once a result or any feedback exists (product rule 5)."""
    return result is not Result.PENDING or has_feedback
