"""Lets a round that is known say what its file says now, so that nothing of it is lost and all of it can be undone."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from afterround.actions.import_outlet import Outlet, Taken
from afterround.actions.import_rows import When, clean, kind_of, long_words, short, when_of
from afterround.actions.import_tags import tag_round
from afterround.actions.import_writing import (
    feedback_rows,
    person_for,
    process_for,
    source_of,
    words_of,
)
from afterround.actions.kept_rows import Packed, pack, unpack
from afterround.actions.retro import finish_retro
from afterround.actions.retro_document import save_document
from afterround.adapters.clock import zone
from afterround.core.errors import NotFound
from afterround.core.found_retro import is_written, question_words, retro_of
from afterround.core.identity import identify
from afterround.core.import_matching import Choice
from afterround.core.imports import FoundRound
from afterround.core.retro import ActionState, Hint, Retro, Section
from afterround.core.rounds import Precision, Result, RoundKind
from afterround.data import models
from afterround.data.bulk import insert
from afterround.data.models import (
    EarlierText,
    Feedback,
    FeedbackReason,
    Participation,
    RetroLine,
    Round,
    RoundSource,
)
from afterround.queries.feedback import is_frozen
from afterround.queries.imports import writings_of
from afterround.queries.retro import get_document


def change_round(outlet: Outlet, taken: Taken, place: int, round_id: UUID, choice: Choice) -> None:
    """Add to a round what it has not (ADD), or let it say what the file says (REPLACE). Raises NotFound, Invalid."""
    owner, moment, one = outlet.owner, outlet.moment, taken.found.rounds[place]
    found = Round.objects.filter(owner=owner, id=round_id, deleted_at=None).select_for_update().first()
    if found is None:
        raise NotFound("There is no such round.")
    before = pack(rows_of(found))
    when = when_of(one.date, moment)
    _write_facts(found, one, when, is_replaced=choice is Choice.REPLACE)
    if one.company and (found.application.company_id is None or choice is Choice.REPLACE):
        found.application_id = process_for(outlet, taken, one, current=found.application)
    found.version += 1
    found.save()
    for person in one.people:
        if name := short(person.name):
            key = person_for(outlet, taken, name, found.application.company_id)
            Participation.objects.get_or_create(owner=owner, round=found, person_id=key, part=person.part)
    _write_document(outlet, found, one, is_old=when.is_old(moment.now), choice=choice)
    known = set(Feedback.objects.filter(owner=owner, round=found).values_list("text", flat=True))
    fresh = [row for row in feedback_rows(owner.id, round_id, one, moment.now) if row["text"] not in known]
    insert(Feedback, fresh)
    writings = writings_of(owner, [round_id])[round_id]
    for number, each in enumerate(taken.prints[place]):
        source = source_of(outlet.file_of(taken), each, place, round_id=round_id) | {"writings": writings}
        source |= {**words_of(one), "before": before} if number == 0 else {}
        insert(RoundSource, [source])
    tag_round(outlet, taken, place, round_id)
    taken.changed.append(round_id)


def _write_facts(found: Round, one: FoundRound, when: When, *, is_replaced: bool) -> None:
    """The facts of a round: what the file tells, everywhere or only where nothing is known yet."""
    if when.precision is not Precision.UNKNOWN and (is_replaced or found.precision == Precision.UNKNOWN):
        _write_time(found, when)
    elif found.precision == Precision.UNKNOWN and when.text:
        found.date_text = when.text
    kind, label = kind_of(one)
    if (one.kind or one.label) and (is_replaced or (found.kind == RoundKind.OTHER and not found.label)):
        found.kind, found.label = kind, label
    found.is_mock = found.is_mock or one.is_mock
    if one.result is not None and (is_replaced or found.result == Result.PENDING):
        found.result = one.result
    notes = "\n\n".join(part for part in (clean(one.notes).strip("\n"), long_words(one)) if part)
    if notes and notes not in found.notes:
        is_alone = is_replaced and found.sources.exists()
        found.notes = notes if is_alone else "\n\n".join(part for part in (found.notes, notes) if part)


def _write_time(found: Round, when: When) -> None:
    """The day that the file tells; a time known to the minute stays where it is of that day."""
    here = zone(found.time_zone)
    day = (found.starts_at or found.ends_at).astimezone(here).date()
    if found.precision == Precision.MINUTE and day == when.ends_at.astimezone(here).date():
        return
    found.starts_at, found.ends_at = None, when.ends_at
    found.precision, found.date_text = when.precision, when.text


def _write_document(outlet: Outlet, found: Round, one: FoundRound, *, is_old: bool, choice: Choice) -> None:
    """The retrospective: written as an editor would, so that what it said stays as earlier texts."""
    owner, now = outlet.owner, outlet.moment.now
    reading = retro_of(one)
    if not is_written(reading):
        return
    if is_old:
        reading = replace(
            reading,
            actions=tuple(
                replace(action, state=ActionState.PARKED) if action.state is ActionState.OPEN else action
                for action in reading.actions
            ),
        )
    base = get_document(owner, found.id, now)
    edited = identify(base, reading)[0] if choice is Choice.REPLACE else added(base, reading)
    frozen = is_frozen(owner, found)
    edited = replace(
        edited,
        date=base.date,
        company=base.company,
        round=base.round,
        stress=base.stress if reading.stress is None else edited.stress,
        mindset=edited.mindset or base.mindset,
        lesson=edited.lesson or base.lesson,
        outside=edited.outside or base.outside,
        prediction=base.prediction if frozen else edited.prediction,
    )
    if edited == base:
        return
    had_none = not models.Retro.objects.filter(owner=owner, round=found).exists()
    save_document(owner, found.id, base=base, edited=edited, now=now)
    if had_none and outlet.moment.are_finished:
        finish_retro(owner, found.id, now=now)


def added(base: Retro, reading: Retro) -> Retro:
    """The document with the lines that only the reading has, and its fields where the document has none."""
    lines: dict[str, Any] = {}
    for section in Section:
        known = getattr(base, section)
        said = {_words(line) for line in known}
        fresh = [replace(line, id="") for line in getattr(reading, section) if _words(line) not in said]
        lines[section.value] = (*known, *fresh)
    asked = [question_words(question) for question in lines[Section.QUESTIONS]]
    lines[Section.HINTS] = tuple(_pointing(hint, reading, asked) for hint in lines[Section.HINTS])
    return replace(
        base,
        **lines,
        stress=reading.stress if base.stress is None else base.stress,
        mindset=base.mindset or reading.mindset,
        lesson=base.lesson or reading.lesson,
        prediction=reading.prediction if base.prediction is None else base.prediction,
        outside=base.outside or reading.outside,
    )


def _pointing(hint: Hint, reading: Retro, asked: Sequence[str]) -> Hint:
    """A new hint with the number that its question has now."""
    if hint.id or not hint.question or hint.question > len(reading.questions):
        return hint
    words = question_words(reading.questions[hint.question - 1])
    return replace(hint, question=asked.index(words) + 1 if words in asked else None)


def _words(line: Any) -> str:
    said = question_words(line) if hasattr(line, "topic") else line.text
    return " ".join(said.casefold().split())


def rows_of(found: Round) -> list[Any]:
    """The rows that a change of a round can touch: its own, its people's, its retrospective's, its
    feedback's."""
    mine = {"owner": found.owner_id}
    return [
        *Round.objects.filter(**mine, id=found.id),
        *Participation.objects.filter(**mine, round=found).order_by("id"),
        *models.Retro.objects.filter(**mine, round=found),
        *RetroLine.objects.filter(**mine, retro__round=found).order_by("id"),
        *EarlierText.objects.filter(**mine, retro__round=found).order_by("id"),
        *Feedback.objects.filter(**mine, round=found).order_by("id"),
        *FeedbackReason.objects.filter(**mine, feedback__round=found).order_by("id"),
    ]


def change_back(found: Round, before: Packed) -> Packed:
    """Put the rows of a changed round back as they were; returns those that stood there, to be put back in turn."""
    now = rows_of(found)
    stood = pack(now)
    rows = unpack(before)
    stay = {(type(row), row.pk) for row in rows}
    for row in reversed(now):
        if (type(row), row.pk) not in stay:
            row.delete()
    for row in rows:
        row.save_base(raw=True)
    return stood
