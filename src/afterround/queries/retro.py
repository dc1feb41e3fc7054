"""Retrospectives as they stand: the page with its versions, the document, open actions, earlier texts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from afterround.adapters.clock import zone
from afterround.core.errors import NotFound
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
    Section,
    action_words,
)
from afterround.core.retro_fields import LINE_FIELDS, RETRO, RETRO_FIELDS, is_prediction_frozen
from afterround.core.rounds import Precision
from afterround.data import models
from afterround.data.models import EarlierText, Owner, RetroLine
from afterround.formats.words import KNOWN_DIGITS
from afterround.queries.cooldown import JotView, round_jots
from afterround.queries.feedback import has_feedback
from afterround.queries.keys import record_with_key
from afterround.queries.rounds import RoundView, get_round, round_title, rounds_of, view_rounds


@dataclass(frozen=True)
class FieldView:
    """A field's value as text ("" for nothing) and how often it was written."""

    value: str
    version: int


@dataclass(frozen=True)
class OtherText:
    """What another window wrote into a field at the same time; the person has not chosen yet."""

    id: UUID
    field: str
    value: str
    at: datetime


@dataclass(frozen=True)
class LineView:
    """A line with its fields, the jot it came from, and texts that wait for a choice."""

    id: UUID
    section: Section
    fields: Mapping[str, FieldView]
    jot: JotView | None = None
    others: tuple[OtherText, ...] = ()

    @property
    def text(self) -> str:
        """The line's words."""
        return self.fields["text"].value


@dataclass(frozen=True)
class OpenAction:
    """An action that waits, with the round it was decided after."""

    id: UUID
    text: str
    kind: ActionKind
    problems: str
    state: ActionState
    round_id: UUID
    round_title: str
    decided_at: datetime

    @property
    def words(self) -> str:
        """The action as a sentence in the chapter's words."""
        return action_words(self.kind, self.text, self.problems)


@dataclass(frozen=True)
class RetroView:
    """Everything the retrospective page shows."""

    round: RoundView
    id: UUID | None
    fields: Mapping[str, FieldView]
    lines: Mapping[Section, tuple[LineView, ...]]
    others: tuple[OtherText, ...]
    jots_to_place: tuple[JotView, ...]
    open_actions: tuple[OpenAction, ...]
    is_prediction_frozen: bool
    changed_at: datetime | None
    finished_at: datetime | None
    outside: tuple[Outside, ...] = field(default=())
    deleted: tuple[LineView, ...] = field(default=())


@dataclass(frozen=True)
class EarlierView:
    """A text that stood in a field before."""

    id: UUID
    line_id: UUID | None
    section: str
    field: str
    value: str
    at: datetime


def line_value(line: RetroLine, name: str) -> str:
    """A field of a line as text."""
    if name == "deleted":
        return "yes" if line.deleted_at else ""
    if name == "question":
        return str(line.question_id or "")
    value = getattr(line, name)
    return "" if value is None else str(value)


def retro_value(retro: models.Retro | None, name: str) -> str:
    """A field of the retrospective itself as text."""
    if retro is None:
        return ""
    if name == "outside":
        return "\n".join(chunk["text"] for chunk in retro.outside)
    value = getattr(retro, name)
    return "" if value is None else str(value)


def get_retro(owner: Owner, round_id: UUID, now: datetime) -> RetroView:
    """The retrospective of a round as its page shows it; empty where none was begun. Raises NotFound."""
    view = get_round(owner, round_id, now)
    retro = _retro_of(owner, round_id)
    lines = _lines(owner, retro)
    jots = {jot.id: jot for jot in round_jots(owner, round_id)}
    waiting = _open_texts(owner, retro)
    placed = {line.jot_id for line in lines}
    shown = [line for line in lines if line.deleted_at is None]
    return RetroView(
        round=view,
        id=retro.id if retro else None,
        fields={name: _retro_field(retro, name) for name in RETRO_FIELDS},
        lines={
            section: tuple(_line_view(line, jots, waiting) for line in shown if line.section == section)
            for section in Section
        },
        others=tuple(_other(text) for text in waiting if text.line_id is None),
        jots_to_place=tuple(j for j in jots.values() if j.id not in placed and j.struck_at is None),
        open_actions=open_actions(owner, except_round=round_id),
        is_prediction_frozen=is_prediction_frozen(view.result, has_feedback=has_feedback(owner, round_id)),
        changed_at=retro.changed_at if retro else None,
        finished_at=retro.finished_at if retro else None,
        outside=_outside(retro),
        deleted=tuple(_line_view(line, jots, ()) for line in lines if line.deleted_at is not None),
    )


def _retro_of(owner: Owner, round_id: UUID) -> models.Retro | None:
    return models.Retro.objects.filter(owner=owner, round=round_id).first()


def _lines(owner: Owner, retro: models.Retro | None) -> list[RetroLine]:
    if retro is None:
        return []
    return list(RetroLine.objects.filter(owner=owner, retro=retro).order_by("section", "position", "id"))


def _open_texts(owner: Owner, retro: models.Retro | None) -> list[EarlierText]:
    if retro is None:
        return []
    return list(EarlierText.objects.filter(owner=owner, retro=retro, is_open=True).order_by("at", "id"))


def _retro_field(retro: models.Retro | None, name: str) -> FieldView:
    return FieldView(retro_value(retro, name), retro.versions.get(name, 0) if retro else 0)


def _line_view(line: RetroLine, jots: Mapping[UUID, JotView], waiting: Iterable[EarlierText]) -> LineView:
    section = Section(line.section)
    names = (*LINE_FIELDS[section], "deleted")
    return LineView(
        id=line.id,
        section=section,
        fields={name: FieldView(line_value(line, name), line.versions.get(name, 0)) for name in names},
        jot=jots.get(line.jot_id) if line.jot_id else None,
        others=tuple(_other(text) for text in waiting if text.line_id == line.id),
    )


def _other(text: EarlierText) -> OtherText:
    return OtherText(text.id, text.field, text.value, text.at)


def _outside(retro: models.Retro | None) -> tuple[Outside, ...]:
    return tuple(Outside(chunk["after"], chunk["text"]) for chunk in retro.outside) if retro else ()


def open_actions(
    owner: Owner,
    *,
    except_round: UUID | None = None,
    states: Iterable[ActionState] = (ActionState.OPEN,),
    limit: int = 50,
) -> tuple[OpenAction, ...]:
    """The actions that wait, of all retrospectives but that of `except_round`, the latest round's first."""
    wanted = RetroLine.objects.filter(
        owner=owner,
        section=Section.ACTIONS,
        state__in=list(states),
        deleted_at=None,
        retro__round__deleted_at=None,
    ).select_related("retro__round__application__company")
    if except_round is not None:
        wanted = wanted.exclude(retro__round=except_round)
    lines = list(wanted.order_by("-retro__round__ends_at", "position")[:limit])
    return tuple(_open_action(line) for line in lines)


def find_action(owner: Owner, reference: str) -> OpenAction:
    """The follow-up action with that key, or with a key that begins or ends so. Raises NotFound, or
    AfterroundError with the code "ambiguous" where it fits several.
    """
    actions = RetroLine.objects.filter(
        owner=owner, section=Section.ACTIONS, deleted_at=None, retro__round__deleted_at=None
    )
    with_round = actions.select_related("retro__round__application__company")
    found = record_with_key(with_round, reference, noun="actions")
    if found is None:
        raise NotFound(f'There is no action with the key "{reference}". See afterround actions.')
    return _open_action(found)


def _open_action(line: RetroLine) -> OpenAction:
    held = line.retro.round
    company = held.application.company.name if held.application.company else ""
    return OpenAction(
        id=line.id,
        text=line.text,
        kind=ActionKind(line.kind or ActionKind.OTHER),
        problems=line.problems,
        state=ActionState(line.state),
        round_id=held.id,
        round_title=round_title(company, held.kind, held.label, is_mock=held.is_mock),
        decided_at=held.ends_at,
    )


def get_document(owner: Owner, round_id: UUID, now: datetime) -> Retro:
    """The retrospective as a document for its Markdown and JSON forms. Raises NotFound."""
    view = get_round(owner, round_id, now)
    retro = _retro_of(owner, round_id)
    return _document(view, retro, [line for line in _lines(owner, retro) if line.deleted_at is None])


def get_documents(owner: Owner, now: datetime) -> list[tuple[RoundView, Retro]]:
    """All rounds with their documents, earliest first; the number of queries does not grow with them."""
    rounds = list(rounds_of(owner).order_by("ends_at", "id"))
    lines: dict[UUID, list[RetroLine]] = {}
    for line in RetroLine.objects.filter(owner=owner, deleted_at=None).order_by("section", "position", "id"):
        lines.setdefault(line.retro_id, []).append(line)
    retros = [getattr(found, "retro", None) for found in rounds]
    views = view_rounds(owner, rounds, now)
    return [
        (view, _document(view, retro, lines.get(retro.id, []) if retro else []))
        for view, retro in zip(views, retros, strict=True)
    ]


def _document(view: RoundView, retro: models.Retro | None, lines: list[RetroLine]) -> Retro:
    by_section = {section: [line for line in lines if line.section == section] for section in Section}
    numbers = {line.id: number for number, line in enumerate(by_section[Section.QUESTIONS], 1)}
    return Retro(
        date=_known_date(view),
        company=view.company,
        round=f"{view.kind_words}{', mock' if view.is_mock else ''}",
        went_well=_plain(by_section[Section.WENT_WELL]),
        shaky=_plain(by_section[Section.SHAKY]),
        questions=tuple(_question(line) for line in by_section[Section.QUESTIONS]),
        hints=tuple(_hint(line, numbers) for line in by_section[Section.HINTS]),
        actions=tuple(_action(line) for line in by_section[Section.ACTIONS]),
        stress=retro.stress if retro else None,
        mindset=retro.mindset if retro else "",
        next_steps=_plain(by_section[Section.NEXT_STEPS]),
        lesson=retro.lesson if retro else "",
        prediction=retro.prediction if retro else None,
        outside=_outside(retro),
        id=str(retro.id) if retro else "",
        round_id=str(view.id),
    )


def documents_of(owner: Owner, rounds: Iterable[UUID], now: datetime) -> dict[UUID, tuple[RoundView, Retro]]:
    """Some rounds with their documents, by key; the number of queries does not grow with them."""
    found = list(rounds_of(owner).filter(id__in=set(rounds)))
    lines: dict[UUID, list[RetroLine]] = {}
    wanted = RetroLine.objects.filter(
        owner=owner, deleted_at=None, retro__round__in=[one.id for one in found]
    )
    for line in wanted.order_by("section", "position", "id"):
        lines.setdefault(line.retro_id, []).append(line)
    retros = [getattr(one, "retro", None) for one in found]
    views = view_rounds(owner, found, now)
    return {
        view.id: (view, _document(view, retro, lines.get(retro.id, []) if retro else []))
        for view, retro in zip(views, retros, strict=True)
    }


def _known_date(view: RoundView) -> str:
    """The date of a round in ISO form with no more of it than is known; its words where that is nothing."""
    if view.precision is Precision.UNKNOWN:
        return view.date_text
    day = (view.starts_at or view.ends_at).astimezone(zone(view.time_zone)).date()
    return day.isoformat()[: KNOWN_DIGITS[view.precision]]


def _plain(lines: Iterable[RetroLine]) -> tuple[Line, ...]:
    return tuple(Line(line.text, str(line.id)) for line in lines)


def _question(line: RetroLine) -> Question:
    return Question(line.text, line.approach, line.time, line.space, line.rating, str(line.id))


def _hint(line: RetroLine, numbers: Mapping[UUID, int]) -> Hint:
    response = Response(line.response) if line.response else None
    return Hint(
        line.text, response, numbers.get(line.question_id) if line.question_id else None, str(line.id)
    )


def _action(line: RetroLine) -> Action:
    kind = ActionKind(line.kind or ActionKind.OTHER)
    state = ActionState(line.state or ActionState.OPEN)
    return Action(line.text, kind, line.problems if kind is ActionKind.PATTERN else "", state, str(line.id))


def earlier_texts(owner: Owner, round_id: UUID) -> list[EarlierView]:
    """What stood in the fields of a retrospective before, latest first."""
    texts = EarlierText.objects.filter(owner=owner, retro__round=round_id, is_open=False).select_related(
        "line"
    )
    return [
        EarlierView(t.id, t.line_id, t.line.section if t.line else RETRO, t.field, t.value, t.at)
        for t in texts.order_by("-at", "-id")[:500]
    ]
