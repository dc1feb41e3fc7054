"""What a person does with drills: rate an attempt, take it back, let one rest or go, pause, set the daily minutes."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from afterround.actions.owners import remember
from afterround.actions.retro import set_action_state
from afterround.core.drills import DrillKind
from afterround.core.errors import Conflict, Invalid, NotFound
from afterround.core.practice_plan import spread
from afterround.core.retro import ActionKind, ActionState, Section
from afterround.core.spacing import Rating
from afterround.data.keys import new_key
from afterround.data.models import Attempt, Drill, Owner, RetroLine, Setting
from afterround.data.models.drills import NAME_LENGTH
from afterround.queries.drills import (
    BUDGET_SETTING,
    PAUSE_SETTING,
    get_task,
    practice_plan,
    practice_settings,
    problems_of,
)

NOTE_LENGTH = 2000
LONGEST = 24 * 60
"""The most minutes an attempt, or a day's practice, can take."""

SHORTEST = 5
"""The fewest minutes a day: less than that is a pause."""

TRIED = 20
"""The most problems of one attempt."""

NO_ATTEMPT = "There is no such attempt."


@dataclass(frozen=True)
class NewAttempt:
    """How it went: the rating, a line of what happened, the minutes it took and the problems that were tried.

    None for the minutes or the problems means those the plan named.
    """

    rating: Rating
    note: str = ""
    minutes: int | None = None
    problems: tuple[str, ...] | None = None


@transaction.atomic
def rate_drill(
    owner: Owner,
    kind: str,
    item: str,
    new: NewAttempt,
    *,
    now: datetime,
    zone: tzinfo,
    once: UUID | None = None,
) -> UUID:
    """Note an attempt at a drill; one that went well ticks the follow-up actions that it stands for.

    It ends a rest, and takes up what was let go, until it is taken back.
    Returns the attempt's key, which is `once` where that is given: what was sent with it already is not noted twice.
    Raises NotFound, and Invalid for a note or minutes that cannot be kept.
    """
    known = Attempt.objects.filter(id=once).first() if once else None
    if known is not None and known.owner_id == owner.id:
        return known.id
    task = get_task(owner, kind, item, zone)
    note, minutes = _checked(new)
    problems = problems_of(owner, task, now)
    planned = task.minutes + sum(problem.minutes for problem in problems)
    tried = [problem.label for problem in problems]
    drill = _drill(owner, task.kind, task.item, now)
    made = Attempt.objects.create(
        id=new_key() if known or not once else once,
        owner=owner,
        drill=drill,
        rating=new.rating,
        note=note,
        minutes=planned if minutes is None else minutes,
        problems=tried if new.problems is None else _labels(new.problems),
        at=now,
    )
    if new.rating in (Rating.GOOD, Rating.EASY):
        made.ticked = [one.action_id for one in task.decided if one.is_open]
        made.save(update_fields=["ticked"])
        for action in made.ticked:
            set_action_state(owner, UUID(action), ActionState.DONE, now=now)
    return made.id


def _checked(new: NewAttempt) -> tuple[str, int | None]:
    """The note and the minutes as they can be kept. Raises Invalid with the field's problem."""
    note, problems = new.note.strip(), dict[str, str]()
    if "\0" in note:
        problems["note"] = "This holds a character that cannot be stored (NUL). Take it out."
    elif len(note) > NOTE_LENGTH:
        problems["note"] = f"This holds at most {NOTE_LENGTH} characters."
    if new.minutes is not None and not 0 <= new.minutes <= LONGEST:
        problems["minutes"] = f"Give minutes from 0 to {LONGEST}."
    if problems:
        raise Invalid("This attempt cannot be kept as it is.", problems=problems)
    return note, new.minutes


def _labels(problems: Iterable[str]) -> list[str]:
    """The labels of the problems that were tried, as they can be kept."""
    return [label.replace("\0", "")[:NAME_LENGTH] for label in islice(problems, TRIED)]


def _drill(owner: Owner, kind: str, item: str, now: datetime) -> Drill:
    """The row of a drill, made where nothing was remembered about it yet."""
    made = {"created_at": now, "action_id": UUID(item) if kind == DrillKind.ACTION else None}
    return Drill.objects.get_or_create(owner=owner, kind=str(kind), item=item, defaults=made)[0]


@transaction.atomic
def undo_attempt(owner: Owner, attempt_id: UUID, *, now: datetime) -> None:
    """Take an attempt back: the drill stands as it did before, and the actions it ticked are open again, unless
    three others of their retrospective are by now. Raises NotFound."""
    found = _attempt(owner, attempt_id, undone=False)
    found.undone_at = now
    found.save(update_fields=["undone_at"])
    _set_actions(owner, found, ActionState.DONE, ActionState.OPEN, now)


@transaction.atomic
def redo_attempt(owner: Owner, attempt_id: UUID, *, now: datetime) -> None:
    """Let an attempt count again that was taken back. Raises NotFound."""
    found = _attempt(owner, attempt_id, undone=True)
    found.undone_at = None
    found.save(update_fields=["undone_at"])
    _set_actions(owner, found, ActionState.OPEN, ActionState.DONE, now)


def _attempt(owner: Owner, attempt_id: UUID, *, undone: bool) -> Attempt:
    mine: QuerySet[Attempt] = Attempt.objects.filter(owner=owner, id=attempt_id)
    found = mine.filter(undone_at__isnull=not undone).first()
    if found is None:
        raise NotFound(NO_ATTEMPT)
    return found


def _set_actions(
    owner: Owner, attempt: Attempt, before: ActionState, after: ActionState, now: datetime
) -> None:
    """Set the actions that an attempt ticked; one that was parked or dropped meanwhile stays so."""
    ticked = RetroLine.objects.filter(owner=owner, id__in=attempt.ticked, state=before)
    for action in ticked.values_list("id", flat=True):
        with suppress(NotFound, Conflict):  # it was deleted, or others took its place
            set_action_state(owner, action, after, now=now)


@transaction.atomic
def drop_drill(owner: Owner, kind: str, item: str, *, now: datetime, zone: tzinfo) -> None:
    """Let a drill go: it comes back by itself only where its theme comes up again. Raises NotFound."""
    task = get_task(owner, kind, item, zone)
    drill = _drill(owner, task.kind, task.item, now)
    drill.dropped_at = now  # also where it came back since it was let go before
    drill.save(update_fields=["dropped_at"])


@transaction.atomic
def take_up_drill(owner: Owner, kind: str, item: str) -> None:
    """Let a drill back into the plan that was let go. Raises NotFound."""
    gone = Drill.objects.filter(owner=owner, kind=kind, item=item).exclude(dropped_at=None)
    if not gone.update(dropped_at=None):
        raise NotFound("There is no such drill that was let go.")


@transaction.atomic
def set_study_day(owner: Owner, action_id: UUID, day: date, *, now: datetime) -> None:
    """Choose the day on which a gap is to be filled. Raises NotFound."""
    gaps = RetroLine.objects.filter(
        owner=owner, section=Section.ACTIONS, kind=ActionKind.GAP, deleted_at=None
    )
    if not gaps.filter(id=action_id).exists():
        raise NotFound("There is no such action.")
    drill = _drill(owner, DrillKind.ACTION, str(action_id), now)
    drill.due_on = day
    drill.save(update_fields=["due_on"])


@transaction.atomic
def spread_drills(owner: Owner, *, now: datetime, zone: tzinfo) -> int:
    """Spread what waits from earlier days over the coming ones, each within the budget; returns how many days.

    `unspread_drills` with the same moment takes it back.
    """
    plan = practice_plan(owner, now, zone)
    days = spread(plan.overdue, plan.budget, plan.day)
    for one in plan.overdue:
        drill = _drill(owner, one.task.kind, one.task.item, now)
        drill.rests_until, drill.rests_since = days[one.task.ref], now
        drill.save(update_fields=["rests_until", "rests_since"])
    return len(set(days.values()))


@transaction.atomic
def unspread_drills(owner: Owner, at: datetime) -> None:
    """Take back what was spread at that moment. Raises NotFound."""
    if not Drill.objects.filter(owner=owner, rests_since=at).update(rests_until=None, rests_since=None):
        raise NotFound("Nothing was spread then.")


@transaction.atomic
def let_go(owner: Owner, *, now: datetime, zone: tzinfo) -> int:
    """Let those drills go that have waited for more than two weeks; returns how many.

    `undo_let_go` with the same moment takes it back.
    """
    stale = practice_plan(owner, now, zone).stale
    for one in stale:
        drill = _drill(owner, one.task.kind, one.task.item, now)
        drill.dropped_at = now
        drill.save(update_fields=["dropped_at"])
    return len(stale)


@transaction.atomic
def undo_let_go(owner: Owner, at: datetime) -> None:
    """Let the drills back into the plan that were let go at that moment. Raises NotFound."""
    if not Drill.objects.filter(owner=owner, dropped_at=at).update(dropped_at=None):
        raise NotFound("Nothing was let go then.")


@transaction.atomic
def pause_drills(owner: Owner, *, now: datetime) -> None:
    """Pause everything: nothing is due, and nothing reminds, until `resume_drills`. A pause that runs goes on."""
    if practice_settings(owner).paused_at is None:
        remember(owner, PAUSE_SETTING, now.isoformat())


@transaction.atomic
def resume_drills(owner: Owner) -> None:
    """End the pause. What came due meanwhile waits to be caught up with."""
    Setting.objects.filter(owner=owner, name=PAUSE_SETTING).delete()


@transaction.atomic
def set_budget(owner: Owner, minutes: int) -> None:
    """Set the minutes of practice a day. Raises Invalid where they are not from 5 to 1440."""
    if not SHORTEST <= minutes <= LONGEST:
        why = f"Give minutes from {SHORTEST} to {LONGEST}."
        raise Invalid(why, problems={"minutes": why})
    remember(owner, BUDGET_SETTING, minutes)
