"""What a person does with a retrospective: open it, write in it, choose between two texts, finish it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from afterround.actions.retro_fields import RetroField, begin_action, is_one_too_many, next_position
from afterround.core.cooldown import Lane
from afterround.core.errors import Conflict, Invalid, NotFound
from afterround.core.retro import ActionState, Section
from afterround.core.retro_fields import (
    LINE_FIELDS,
    RETRO,
    RETRO_FIELDS,
    FieldChange,
    Meeting,
    meet,
    problem_with,
)
from afterround.data.keys import new_key
from afterround.data.models import EarlierText, Jot, Owner, Retro, RetroLine, Round
from afterround.queries.cooldown import jots_as_placed
from afterround.queries.feedback import is_frozen
from afterround.queries.retro import retro_value

PLACES = {Lane.WELL: Section.WENT_WELL, Lane.STUMBLED: Section.SHAKY}
"""Where a jot stands in the retrospective without being asked; the other lanes wait for the person."""


FROZEN = "The result is known, so the prediction stays as it was."


@dataclass
class Saved:
    """What a save did: new versions by (line, field), texts that clash, and what was not taken and why.

    `standing` holds what each field of the save holds after it, with its version.
    """

    at: datetime
    versions: dict[tuple[str, str], int] = field(default_factory=dict)
    standing: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    clashes: list[tuple[str, str, str]] = field(default_factory=list)
    refused: dict[tuple[str, str], str] = field(default_factory=dict)


@transaction.atomic
def open_retro(owner: Owner, round_id: UUID, *, now: datetime) -> UUID:
    """Begin the retrospective of a round if it is not begun, and place its jots into it, each once.

    Jots that went well or stumbled become lines; the others wait to be placed. Raises NotFound.
    """
    retro = _own_retro(owner, round_id, now)
    jots = jots_as_placed(owner).filter(round=round_id, struck_at=None, line=None).order_by("at", "id")
    for jot in jots:
        section = PLACES.get(Lane(getattr(jot, "placed_lane", None) or jot.lane))
        if section is not None:
            _place(owner, retro, jot, section, now)
    return retro.id


@transaction.atomic
def place_in_retro(owner: Owner, jot_id: UUID, section: Section, *, now: datetime) -> UUID:
    """Make a line of a jot in the section a person chose; the jot stays what it was. Raises NotFound."""
    jot = Jot.objects.filter(owner=owner, id=jot_id, round__isnull=False).first()
    if jot is None or jot.round_id is None:
        raise NotFound("There is no such jot.")
    retro = _own_retro(owner, jot.round_id, now)
    line = RetroLine.objects.filter(owner=owner, jot=jot).first()
    if line is not None and line.retro_id != retro.id:
        # The jot was moved to another round; its line stays where it was written.
        line.jot = None
        line.save(update_fields=["jot"])
        line = None
    if line is None:
        return _place(owner, retro, jot, section, now).id
    line.section, line.deleted_at = section, None
    line.position = next_position(owner, retro, section)
    begin_action(owner, line)
    line.save()
    return line.id


def _place(owner: Owner, retro: Retro, jot: Jot, section: Section, now: datetime) -> RetroLine:
    line = RetroLine(
        id=new_key(),
        owner=owner,
        retro=retro,
        section=section,
        jot=jot,
        text=jot.text,
        created_at=now,
        position=next_position(owner, retro, section),
        versions={"text": 1},
    )
    begin_action(owner, line)
    line.save(force_insert=True)
    return line


def _own_retro(owner: Owner, round_id: UUID, now: datetime) -> Retro:
    found = Round.objects.filter(owner=owner, id=round_id, deleted_at=None).first()
    if found is None:
        raise NotFound("There is no such round.")
    defaults = {"owner": owner, "id": new_key(), "started_at": now, "changed_at": now}
    retro = Retro.objects.get_or_create(round=found, defaults=defaults)[0]
    # Locked until the deed is done: two saves at once must see each other's versions.
    return Retro.objects.select_related("round").select_for_update(of=("self",)).get(id=retro.id)


@transaction.atomic
def save_retro(owner: Owner, round_id: UUID, changes: Sequence[FieldChange], *, now: datetime) -> Saved:
    """Write changed fields, each against the version it was read at.

    Disjoint changes merge. A change on top of somebody else's keeps both texts: what stands stays, the other
    waits for a choice. Replaced text is kept. A field that cannot be taken is refused alone, the rest is
    saved. Raises NotFound.
    """
    retro = _own_retro(owner, round_id, now)
    lines = {str(line.id): line for line in RetroLine.objects.filter(owner=owner, retro=retro)}
    saved = Saved(at=now)
    for change in changes:
        problem = problem_with(change.field, change.value) or _problem_here(retro, lines, change)
        if problem:
            saved.refused[change.line, change.field] = problem
            continue
        line = (
            None if change.line == RETRO else lines.get(change.line) or _new_line(owner, retro, change, now)
        )
        if line is not None:
            lines[change.line] = line
        if line is not None or change.line == RETRO:
            field = RetroField(owner, retro, line, change.field)
            _write_field(field, change, saved)
            saved.standing[change.line, change.field] = (field.value, field.version)
    if saved.versions:
        retro.changed_at = now
    retro.save()
    return saved


def _problem_here(retro: Retro, lines: Mapping[str, RetroLine], change: FieldChange) -> str:
    """Why a change cannot be taken in this retrospective; "" where it can."""
    if change.line == RETRO:
        if change.field not in RETRO_FIELDS or change.field == "outside":
            return f"A retrospective has no field {change.field}."
        same = retro_value(retro, change.field) == change.value
        if change.field == "prediction" and not same and is_frozen(retro.owner, retro.round):
            return FROZEN
        return ""
    section = lines[change.line].section if change.line in lines else change.section
    if section not in set(Section):
        return "This line does not exist any more, and its section is not known."
    if change.field not in (*LINE_FIELDS[Section(section)], "deleted", "section"):
        return f"This line has no field {change.field}."
    if change.field == "question" and change.value:
        asked = lines.get(change.value)
        if asked is None or asked.section != Section.QUESTIONS:
            return "There is no such question in this retrospective."
    return ""


def _new_line(owner: Owner, retro: Retro, change: FieldChange, now: datetime) -> RetroLine | None:
    """A new line for the first change that says something in it; None where it says nothing."""
    if not change.value or change.field in ("deleted", "section"):
        return None
    try:
        key = UUID(change.line)
    except ValueError as error:
        raise Invalid("A line's key must be a UUID.") from error
    if RetroLine.objects.filter(id=key).exists():
        raise NotFound("There is no such line.")
    line = RetroLine(
        id=key,
        owner=owner,
        retro=retro,
        section=Section(change.section),
        created_at=now,
        position=next_position(owner, retro, change.section),
    )
    begin_action(owner, line)
    line.save(force_insert=True)
    return line


def _write_field(field: RetroField, change: FieldChange, saved: Saved) -> None:
    """Let one change meet what stands there, and write, keep or ignore it."""
    meeting = meet(
        current=field.value,
        version=field.version,
        value=change.value,
        read_version=change.read_version,
        read_value=field.value_at(change.read_version),
    )
    key = (change.line, change.field)
    is_state = field.name == "state"
    if meeting is Meeting.TAKEN and is_state and is_one_too_many(field.owner, field.line, change.value):
        saved.refused[key] = "Three actions are open already. Park, drop or finish one first."
    elif meeting is Meeting.TAKEN:
        saved.versions[key] = field.replace(change.value, saved.at)
    elif meeting is Meeting.CLASH:
        field.keep(change.value, saved.at, is_open=True)
        saved.clashes.append((*key, change.value))


@transaction.atomic
def settle_text(owner: Owner, text_id: UUID, choice: str, *, now: datetime) -> UUID:
    """Choose between two texts of one field: "this" keeps what stands, "other" takes the one that waits,
    "both" keeps both as two lines. Returns the round's key. Raises NotFound, Invalid, and Conflict for a
    prediction that is frozen.
    """
    waiting = EarlierText.objects.select_related("retro__round", "line").select_for_update(
        of=("self", "retro")
    )
    text = waiting.filter(owner=owner, id=text_id, is_open=True).first()
    if text is None:
        raise NotFound("There is no such text waiting.")
    retro, line = text.retro, text.line
    if choice == "other":
        if text.field == "prediction" and is_frozen(retro.owner, retro.round):
            raise Conflict(FROZEN)
        RetroField(owner, retro, line, text.field).replace(text.value, now)
        retro.save()
    elif choice == "both":
        _keep_both(owner, retro, line, text, now)
    elif choice != "this":
        raise Invalid('The choice is "this", "other" or "both".')
    text.is_open = False
    text.save(update_fields=["is_open"])
    return retro.round_id


def _keep_both(owner: Owner, retro: Retro, line: RetroLine | None, text: EarlierText, now: datetime) -> None:
    if line is None or text.field != "text":
        raise Invalid("Only two versions of a line can be kept as two lines.")
    RetroLine.objects.create(
        owner=owner,
        retro=retro,
        section=line.section,
        position=next_position(owner, retro, line.section),
        text=text.value,
        kind=line.kind,
        state=ActionState.PARKED if line.section == Section.ACTIONS else "",
        versions={"text": 1},
        created_at=now,
    )


@transaction.atomic
def finish_retro(owner: Owner, round_id: UUID, *, now: datetime) -> None:
    """Call a retrospective finished; three lines are enough, nothing is compulsory. Raises NotFound."""
    retro = _own_retro(owner, round_id, now)
    retro.finished_at = retro.finished_at or now
    retro.save(update_fields=["finished_at"])


@transaction.atomic
def reopen_retro(owner: Owner, round_id: UUID, *, now: datetime) -> None:
    """Take *finished* back. Raises NotFound."""
    retro = _own_retro(owner, round_id, now)
    retro.finished_at = None
    retro.save(update_fields=["finished_at"])


@transaction.atomic
def set_action_state(owner: Owner, line_id: UUID, state: ActionState, *, now: datetime) -> UUID:
    """Tick, park, drop or reopen a follow-up action; returns its round's key. Raises NotFound, Conflict."""
    mine = RetroLine.objects.filter(owner=owner, section=Section.ACTIONS, deleted_at=None)
    locked = mine.select_related("retro").select_for_update(of=("self", "retro"))
    line = locked.filter(id=line_id).first()
    if line is None:
        raise NotFound("There is no such action.")
    if is_one_too_many(owner, line, state):
        raise Conflict("Three actions of that round are open already. Park, drop or finish one first.")
    if line.state != state:
        RetroField(owner, line.retro, line, "state").replace(state, now)
    return line.retro.round_id
