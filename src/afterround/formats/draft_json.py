"""A draft's file as plain values that JSON can hold, and back."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from afterround.core.errors import Problem
from afterround.core.feedback import Polarity
from afterround.core.import_draft import DraftFile, DraftRound
from afterround.core.import_matching import LISTS, Choice, Print
from afterround.core.imports import (
    Found,
    FoundApplication,
    FoundDate,
    FoundFile,
    FoundPerson,
    FoundRound,
    FoundTag,
)
from afterround.core.retro import (
    Action,
    ActionKind,
    ActionState,
    Hint,
    Line,
    Outside,
    Question,
    Response,
    Retro,
)
from afterround.core.rounds import Outcome, Part, Result, RoundKind

Plain = Mapping[str, Any]


def draft_to_json(file: DraftFile) -> dict[str, Any]:
    """A draft's file as plain values; `draft_from_json` reads it back identical."""
    return asdict(file)


def draft_from_json(value: Plain) -> DraftFile:
    """The file that plain values hold, which we have written ourselves."""
    rounds = tuple(
        DraftRound(
            uid=one["uid"],
            found=_round(one["found"]),
            prints=tuple(Print(**{**each, "words": tuple(each["words"])}) for each in one["prints"]),
            choice=Choice(one["choice"]) if one["choice"] else None,
        )
        for one in value["rounds"]
    )
    return DraftFile(_file(value["found"]), rounds, value["next_uid"])


def _file(value: Plain) -> FoundFile:
    return FoundFile(
        name=value["name"],
        applications=tuple(_application(one) for one in value["applications"]),
        unplaced=tuple(value["unplaced"]),
        problems=tuple(Problem(**one) for one in value["problems"]),
    )


def _application(value: Plain) -> FoundApplication:
    texts = ("company", "role", "outcome_text", "stage")
    return FoundApplication(
        **{name: _found(value[name]) for name in texts},
        applied=_date(value["applied"]),
        outcome=Outcome(value["outcome"]) if value["outcome"] else None,
        people=_people(value["people"]),
        notes=value["notes"],
    )


def _round(value: Plain) -> FoundRound:
    texts: dict[str, Any] = {
        name: _found(value[name]) for name in ("company", "role", "label", "result_text")
    }
    lists: dict[str, Any] = {name: tuple(Found(**one) for one in value[name]) for name in LISTS}
    plain = ("is_mock", "notes", "application", "first_line", "last_line")
    return FoundRound(
        **texts,
        **lists,
        **{name: value[name] for name in plain},
        date=_date(value["date"]),
        kind=RoundKind(value["kind"]) if value["kind"] else None,
        people=_people(value["people"]),
        result=Result(value["result"]) if value["result"] else None,
        retro=_retro(value["retro"]) if value["retro"] else None,
        tags=tuple(_tag(one) for one in value.get("tags", ())),  # a draft may be older than tags are
    )


def _tag(value: Plain) -> FoundTag:
    return FoundTag(**{**value, "polarity": Polarity(value["polarity"]) if value["polarity"] else None})


def _found(value: Plain | None) -> Found | None:
    return Found(**value) if value else None


def _date(value: Plain | None) -> FoundDate | None:
    return FoundDate(**value) if value else None


def _people(values: Iterable[Plain]) -> tuple[FoundPerson, ...]:
    return tuple(FoundPerson(Found(**one["name"]), Part(one["part"])) for one in values)


def _retro(value: Plain) -> Retro:
    plain: dict[str, Any] = {
        name: tuple(Line(**one) for one in value[name]) for name in ("went_well", "shaky", "next_steps")
    }
    same = ("date", "company", "round", "stress", "mindset", "lesson", "prediction", "id", "round_id")
    return Retro(
        **plain,
        **{name: value[name] for name in same},
        questions=tuple(Question(**one) for one in value["questions"]),
        hints=tuple(
            Hint(**{**one, "response": Response(one["response"]) if one["response"] else None})
            for one in value["hints"]
        ),
        actions=tuple(
            Action(**{**one, "kind": ActionKind(one["kind"]), "state": ActionState(one["state"])})
            for one in value["actions"]
        ),
        outside=tuple(Outside(**one) for one in value["outside"]),
    )
