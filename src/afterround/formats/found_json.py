"""What a file was read to hold, as `afterround import --dry-run --json` prints it."""

from collections.abc import Sequence
from typing import Any

from afterround.core.imports import Found, FoundApplication, FoundFile, FoundRound


def reading_json(found: FoundFile) -> dict[str, Any]:
    """The file's applications, rounds, unplaced texts and problems; unknown is None, an empty list is []."""
    return {
        "file": found.name,
        "applications": [_application(application) for application in found.applications],
        "rounds": [_round(round_) for round_ in found.rounds],
        "unplaced": [*found.unplaced],
        "problems": [{"line": problem.line, "message": problem.message} for problem in found.problems],
    }


def _application(found: FoundApplication) -> dict[str, Any]:
    return {
        "company": _text(found.company),
        "role": _text(found.role),
        "outcome": str(found.outcome) if found.outcome else None,
        "outcome_text": _text(found.outcome_text),
    }


def _round(found: FoundRound) -> dict[str, Any]:
    return {
        "date": found.date.iso if found.date else None,
        "date_text": found.date.text if found.date else None,
        "company": _text(found.company),
        "role": _text(found.role),
        "round_kind": str(found.kind) if found.kind else None,
        "round_label": _text(found.label),
        "mock": found.is_mock,
        "questions": _texts(found.questions),
        "went_well": _texts(found.went_well),
        "shaky": _texts(found.shaky),
        "hints": _texts(found.hints),
        "feedback": _texts(found.feedback),
        "follow_ups": _texts(found.follow_ups),
        "lessons": _texts(found.lessons),
        "result": str(found.result) if found.result else None,
        "result_text": _text(found.result_text),
    }


def _text(found: Found | None) -> str | None:
    return found.text if found else None


def _texts(found: Sequence[Found]) -> list[str]:
    return [each.text for each in found]
