"""How a filled-in template was read: the round its header speaks of, and the whole as JSON."""

import re
from dataclasses import dataclass
from typing import Any

from afterround.core.errors import Problem
from afterround.core.retro import Retro, action_words
from afterround.core.rounds import KIND_WORDS, RoundKind
from afterround.formats.dates import read_date
from afterround.formats.markdown import Parsed
from afterround.formats.pieces import KIND_ENDS, KINDS

_MOCK = re.compile(r"[\s,;/|–—-]*[(\[]?\bmock(?: interview)?\b[)\]]?[\s,;/|–—-]*", re.IGNORECASE)
_SHAPES = tuple(
    (kind, re.compile(rf"(?<![\w-])(?:{shape}){KIND_ENDS}(?![\w-])", re.IGNORECASE)) for kind, shape in KINDS
)


@dataclass(frozen=True)
class RoundNamed:
    """A round by its words. `label` holds them where the kind alone would say less."""

    kind: RoundKind
    label: str
    is_mock: bool


def read_round_name(words: str) -> RoundNamed:
    """The kind of round that words such as "2nd technical, mock" name; OTHER where they name none.

    Of several kinds the one named first counts, and the longer of two at one place; "onsite" and its like
    only where no kind is named beside them.
    """
    is_mock = bool(_MOCK.search(words))
    said = " ".join(_MOCK.sub(" ", words).split())
    spaced = said.replace("_", " ")
    hits = [(kind, hit) for kind, shape in _SHAPES if (hit := shape.search(spaced))]
    if not hits:
        return RoundNamed(RoundKind.OTHER, said, is_mock)
    kind, _ = min(hits, key=lambda found: (found[0] is RoundKind.OTHER, found[1].start(), -len(found[1][0])))
    plain = {KIND_WORDS[kind].casefold(), str(kind), f"{KIND_WORDS[kind]} interview".casefold()}
    return RoundNamed(kind, "" if said.casefold() in plain and kind is not RoundKind.OTHER else said, is_mock)


def reading_of(file: str, parsed: Parsed) -> dict[str, Any]:
    """How a text was read, in the shape that `afterround import --dry-run --json` prints for each file."""
    retro = parsed.retro
    has_round = parsed.has_sections
    return {
        "file": file,
        "applications": [_application(retro)] if has_round and retro.company else [],
        "rounds": [_round(retro)] if has_round else [],
        "unplaced": [chunk.text.strip() for chunk in retro.outside],
        "problems": [_problem(problem) for problem in parsed.problems],
    }


def _application(retro: Retro) -> dict[str, Any]:
    return {"company": retro.company, "role": None, "outcome": None, "outcome_text": None}


def _problem(problem: Problem) -> dict[str, Any]:
    return {"line": problem.line, "message": problem.message}


def _round(retro: Retro) -> dict[str, Any]:
    named = read_round_name(retro.round)
    return {
        "date": read_date(retro.date).iso,
        "date_text": retro.date or None,
        "company": retro.company or None,
        "role": None,
        "round_kind": str(named.kind) if retro.round else None,
        "round_label": retro.round or None,
        "mock": named.is_mock,
        "questions": [_joined(q.topic, q.approach, q.time, q.space) for q in retro.questions],
        "went_well": [line.text for line in retro.went_well],
        "shaky": [line.text for line in retro.shaky],
        "hints": [hint.text for hint in retro.hints],
        "feedback": [],
        "follow_ups": [
            *(action_words(action.kind, action.text, action.problems) for action in retro.actions),
            *(line.text for line in retro.next_steps),
        ],
        "lessons": [retro.lesson] if retro.lesson else [],
        "result": None,
        "result_text": None,
    }


def _joined(*parts: str) -> str:
    return " / ".join(part for part in parts if part)
