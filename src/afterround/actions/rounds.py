"""What a person does with rounds: add, edit, end, close, delete and bring back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from afterround.actions.companies import company_named, open_application, person_named
from afterround.actions.owners import hold_names
from afterround.core.errors import Conflict, Invalid, NotFound
from afterround.core.rounds import (
    UNDATED,
    YEARS,
    Outcome,
    Part,
    Precision,
    Result,
    RoundKind,
    times_from,
)
from afterround.data.keys import new_key
from afterround.data.models import Application, Owner, Participation, Round, Stage
from afterround.formats.oneline import RoundDraft

LENGTHS = {
    "company": 200,
    "role": 200,
    "level": 100,
    "stage": 100,
    "label": 200,
    "date_text": 200,
    "time_zone": 64,
}
"""The most characters each of a round's short texts holds."""


@dataclass(frozen=True)
class RoundFacts:
    """Everything a person says about a round. Instants are aware; `time_zone` is an IANA name.

    `stage` is noted in the application's history when it differs from the last one. With the precision UNKNOWN
    no time is needed, and none is kept.
    """

    kind: RoundKind
    time_zone: str
    company: str = ""
    role: str = ""
    level: str = ""
    stage: str = ""
    label: str = ""
    mock: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    due_at: datetime | None = None
    precision: Precision = Precision.MINUTE
    date_text: str = ""
    people: tuple[tuple[str, Part], ...] = ()
    notes: str = ""


def facts_from(draft: RoundDraft, *, time_zone: str) -> RoundFacts:
    """The facts of a round that was typed in one line; `time_zone` holds where the line names none."""
    return RoundFacts(
        kind=draft.kind,
        time_zone=draft.time_zone or time_zone,
        company=draft.company,
        role=draft.role,
        label=draft.label,
        mock=draft.mock,
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        due_at=draft.due_at,
        people=draft.people,
    )


@transaction.atomic
def add_rounds(
    owner: Owner, rounds: Iterable[RoundFacts], *, now: datetime, once: UUID | None = None
) -> list[UUID]:
    """Add rounds, all or none; returns their keys. Raises Invalid with the first one's problems.

    `once` names the sending: what it has added already, and still stands, is not added a second time.
    """
    return [_add(owner, facts, now, once and uuid5(once, str(n))).id for n, facts in enumerate(rounds)]


@transaction.atomic
def edit_round(owner: Owner, round_id: UUID, facts: RoundFacts, *, version: int, now: datetime) -> None:
    """Replace the facts of a round that was read at `version`.

    Raises NotFound, Invalid, and Conflict where somebody changed it since.
    """
    hold_names(owner)
    found = _own(owner, round_id)
    if found.version != version:
        raise Conflict(
            "This round was changed in another window since you opened it. Look at it again first."
        )
    facts = _complete(facts)
    found.application = _application(owner, facts, now, current=found.application)
    found.version = version + 1
    _write(found, facts)
    found.save()
    found.participations.all().delete()
    _join_people(owner, found, facts.people, now)


@transaction.atomic
def end_round(owner: Owner, round_id: UUID, *, now: datetime) -> None:
    """Say that a coming or running round has just ended; its cooldown begins. Raises NotFound, Conflict."""
    found = _own(owner, round_id)
    if found.ends_at <= now:
        raise Conflict("This round has ended already. Edit it if the time is wrong.")
    starts_at = found.starts_at if found.starts_at and found.starts_at <= now else None
    _update(found, ends_at=now, starts_at=starts_at, precision=Precision.MINUTE, date_text="")


@transaction.atomic
def record_result(owner: Owner, round_id: UUID, result: Result, *, now: datetime) -> None:
    """Set what came of a round; PENDING takes a mistaken one back. Raises NotFound."""
    _update(_own(owner, round_id), result=result, result_at=None if result is Result.PENDING else now)


@transaction.atomic
def put_aside(owner: Owner, round_id: UUID, *, now: datetime) -> None:
    """Close a round without a result or a retrospective. Raises NotFound."""
    _update(_own(owner, round_id), put_aside_at=now)


@transaction.atomic
def take_up(owner: Owner, round_id: UUID) -> None:
    """Open a round again that was put aside. Raises NotFound."""
    _update(_own(owner, round_id), put_aside_at=None)


@transaction.atomic
def delete_round(owner: Owner, round_id: UUID, *, now: datetime) -> None:
    """Hide a round with all that hangs on it; `restore_round` brings it back. Raises NotFound."""
    _update(_own(owner, round_id), deleted_at=now)


@transaction.atomic
def restore_round(owner: Owner, round_id: UUID) -> None:
    """Bring a deleted round back. Raises NotFound."""
    if not Round.objects.filter(owner=owner, id=round_id).update(deleted_at=None):
        raise NotFound("There is no such round.")


@transaction.atomic
def record_outcome(owner: Owner, application_id: UUID, outcome: Outcome) -> None:
    """Set what came of an application. Raises NotFound."""
    if not Application.objects.filter(owner=owner, id=application_id).update(outcome=outcome):
        raise NotFound("There is no such application.")


def _own(owner: Owner, round_id: UUID) -> Round:
    """The round, locked until the deed is done, so that two deeds at once see each other."""
    mine = Round.objects.filter(owner=owner, id=round_id, deleted_at=None)
    found = mine.select_related("application").select_for_update(of=("self",)).first()
    if found is None:
        raise NotFound("There is no such round.")
    return found


def _update(found: Round, **values: object) -> None:
    for name, value in values.items():
        setattr(found, name, value)
    found.version += 1
    found.save(update_fields=[*values, "version"])


def _add(owner: Owner, facts: RoundFacts, now: datetime, key: UUID | None) -> Round:
    facts = _complete(facts)
    known = Round.objects.filter(id=key).first() if key else None
    if known is not None and known.owner_id == owner.id and known.deleted_at is None:
        return known
    fresh = new_key() if known or not key else key
    made = Round(id=fresh, owner=owner, created_at=now, application=_application(owner, facts, now))
    _write(made, facts)
    made.save(force_insert=True)
    _join_people(owner, made, facts.people, now)
    return made


def _complete(facts: RoundFacts) -> RoundFacts:
    """Trim the words, check the lengths, and work out the missing time. Raises Invalid."""
    problems: dict[str, str] = {}
    trimmed: dict[str, Any] = {}
    for name, most in LENGTHS.items():
        value = " ".join(getattr(facts, name).split())
        trimmed[name] = value
        if len(value) > most:
            problems[name] = f"This holds at most {most} characters."
        if "\0" in value:
            problems[name] = "This holds a character that cannot be stored (NUL). Take it out."
    for name, value in {
        "notes": facts.notes,
        "people": "".join(person for person, _ in facts.people),
    }.items():
        if "\0" in value:
            problems[name] = "This holds a character that cannot be stored (NUL). Take it out."
    facts = replace(facts, **trimmed)
    if facts.precision is Precision.UNKNOWN:
        return _undated(facts, problems)
    _check_years(facts)
    ends_at = facts.ends_at or (facts.due_at if facts.kind is RoundKind.TAKE_HOME else None)
    try:
        times = times_from(facts.kind, facts.starts_at, ends_at)
    except ValueError:
        problems["ends_at"] = "The end lies before the start."
    else:
        if times is None:
            problems["ends_at"] = "Say when it starts or when it ended."
        else:
            facts = replace(facts, starts_at=times[0], ends_at=times[1])
    if problems:
        raise _not_taken(problems)
    return facts


def _undated(facts: RoundFacts, problems: dict[str, str]) -> RoundFacts:
    """The facts of a round without any date. Raises Invalid."""
    if problems:
        raise _not_taken(problems)
    return replace(facts, starts_at=None, ends_at=UNDATED)


def _check_years(facts: RoundFacts) -> None:
    """Refuse a slip of the hand, such as the year 26, before anything is reckoned with it. Raises Invalid."""
    moments = {name: getattr(facts, name) for name in ("starts_at", "ends_at", "due_at")}
    problems = {
        name: f"The year {moment.year} cannot be right. Check the date."
        for name, moment in moments.items()
        if moment is not None and moment.year not in YEARS
    }
    if problems:
        raise _not_taken(problems)


def _not_taken(problems: dict[str, str]) -> Invalid:
    return Invalid("Some of this cannot be taken: " + " ".join(problems.values()), problems=problems)


def _write(record: Round, facts: RoundFacts) -> None:
    assert facts.ends_at is not None
    record.kind = facts.kind
    record.label = facts.label
    record.is_mock = facts.mock
    record.starts_at = facts.starts_at
    record.ends_at = facts.ends_at
    record.due_at = facts.due_at
    record.precision = facts.precision
    record.date_text = facts.date_text
    record.time_zone = facts.time_zone
    record.notes = facts.notes


def _application(
    owner: Owner, facts: RoundFacts, now: datetime, *, current: Application | None = None
) -> Application:
    """The application a round belongs to.

    An edit keeps the current one while the company stays the same; otherwise the newest open one for that
    company and role is taken, or a new one is made. Rounds without a company get one each.
    """
    company = company_named(owner, facts.company, now) if facts.company else None
    found = (
        current if current is not None and current.company_id == (company.id if company else None) else None
    )
    if found is None and company is not None:
        found = open_application(owner, company, facts.role)
    if found is None:
        found = Application.objects.create(owner=owner, company=company, created_at=now)
    is_edit = found is current  # an edit says all there is to say, so what it leaves empty is taken away
    if facts.role or is_edit:
        found.role = facts.role
    if facts.level or is_edit:
        found.level = facts.level
    found.save(update_fields=["role", "level"])
    latest = found.stages.order_by("-at").first()
    if facts.stage and (latest is None or latest.name != facts.stage):
        Stage.objects.create(owner=owner, application=found, name=facts.stage, at=now)
    return found


def _join_people(owner: Owner, record: Round, people: Iterable[tuple[str, Part]], now: datetime) -> None:
    """Join people to a round by name; a name known at the same company is the same person."""
    for raw, part in people:
        name = " ".join(raw.split())[:200]
        if not name:
            continue
        person = person_named(owner, name, record.application.company, now)
        Participation.objects.get_or_create(owner=owner, round=record, person=person, part=part)
