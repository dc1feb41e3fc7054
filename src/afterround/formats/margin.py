"""The note above a retrospective in an editor: what waits, and what the person decides there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from afterround.core.errors import Problem
from afterround.core.retro import ActionState, Section

FIRST = "<!-- Afterround: what waits. Decide with a letter between the brackets; this note is not kept."
LAST = "-->"

ACTION_LETTERS = {"d": ActionState.DONE, "p": ActionState.PARKED, "x": ActionState.DROPPED}
PLACE_LETTERS = {
    "w": Section.WENT_WELL,
    "s": Section.SHAKY,
    "q": Section.QUESTIONS,
    "h": Section.HINTS,
    "a": Section.ACTIONS,
    "n": Section.NEXT_STEPS,
}

_ACTIONS = "Open actions of earlier retrospectives: d done, p park, x drop"
_JOTS = "Jots not placed yet: w went well, s felt shaky, q question, h hint, a action, n next step"
_PREDICTION = "How likely is it that you passed, from 0 to 100? It is frozen once the result is known."
_KEYS = (
    'What else can stand below: "lesson: ..." as the last line; "rating: 1" to 4 under a question;',
    '"response: used_it", needed_more or missed_it, and "question: 1" under a hint; "stress: 1" to 5 and',
    '"mindset: ..." below the check-in.',
)
_ITEM = re.compile(r"\[(.*?)\] *([0-9a-f]+)")
_GIVEN = re.compile(r"prediction: *(.*)", re.IGNORECASE)


@dataclass(frozen=True)
class Waiting:
    """What waits: actions and jots as (key, words), and the prediction; None where it is frozen."""

    actions: tuple[tuple[str, str], ...] = ()
    jots: tuple[tuple[str, str], ...] = ()
    prediction: str | None = None


@dataclass(frozen=True)
class Decided:
    """What was decided: states by an action's key, sections by a jot's, and the prediction where it is given."""

    actions: dict[str, ActionState] = field(default_factory=dict)
    jots: dict[str, Section] = field(default_factory=dict)
    prediction: str | None = None
    problems: tuple[Problem, ...] = ()


def write_margin(waiting: Waiting) -> str:
    """The note above the document. Keys and words must each be on one line."""
    parts = [_list(_ACTIONS, waiting.actions), _list(_JOTS, waiting.jots)]
    if waiting.prediction is not None:
        parts.append(f"\n{_PREDICTION}\nprediction: {waiting.prediction}\n")
    return "".join([FIRST, "\n", *parts, "\n", *(f"{line}\n" for line in _KEYS), LAST, "\n"])


def _list(heading: str, items: Iterable[tuple[str, str]]) -> str:
    lines = "".join(f"[ ] {key}  {words}\n" for key, words in items)
    return f"\n{heading}\n{lines}" if lines else ""


def read_margin(text: str) -> tuple[Decided, str]:
    """What the note at the head of `text` decides, and the text behind it. Never raises.

    Where the note was taken out nothing is decided; what is not understood in it is listed as a problem.
    """
    lines = re.split(r"(?<=\n)", text)
    ends = [number for number, line in enumerate(lines) if line.strip() == LAST]
    if lines[0].strip() != FIRST or not ends:
        return Decided(), text
    actions: dict[str, ActionState] = {}
    jots: dict[str, Section] = {}
    prediction, problems, letters = None, [], ""
    for number, line in enumerate(lines[1 : ends[0]], start=2):
        words = line.strip()
        given, item = _GIVEN.match(words), _ITEM.match(words)
        if words in (_ACTIONS, _JOTS):
            letters = words
        elif given:
            prediction = given[1].strip().removesuffix("%").strip()
        elif item and item[1].strip():
            letter, key = item[1].strip().lower(), item[2]
            if letters == _ACTIONS and letter in ACTION_LETTERS:
                actions[key] = ACTION_LETTERS[letter]
            elif letters == _JOTS and letter in PLACE_LETTERS:
                jots[key] = PLACE_LETTERS[letter]
            else:
                problems.append(Problem(number, f'"{item[1]}" is none of the letters above: {words}'))
        elif words not in ("", _PREDICTION, *_KEYS) and not item:
            problems.append(
                Problem(number, f"This stands in the note, which is not kept; write it below: {words}")
            )
    return Decided(actions, jots, prediction, tuple(problems)), "".join(lines[ends[0] + 1 :])
