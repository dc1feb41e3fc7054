"""What a person does with feedback: keep it, strike it out, confirm the reasons in it, answer findings."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from afterround.actions.companies import person_named
from afterround.actions.rounds import record_result
from afterround.core.errors import Conflict, Invalid, NotFound
from afterround.core.feedback import (
    FEEDBACK_LENGTH,
    FeedbackSource,
    Polarity,
    ReadReason,
    Reason,
    ReasonState,
    place_of,
)
from afterround.core.findings import FindingState
from afterround.core.rounds import YEARS, Result
from afterround.data.keys import new_key
from afterround.data.models import Feedback, FeedbackReason, FindingDecision, Owner, Round
from afterround.queries.findings import round_findings

NO_FEEDBACK = "There is no such feedback."
NAME_LENGTH = 200


@dataclass(frozen=True)
class NewFeedback:
    """What came back, as the person tells it: words, a decision, or both. `told_on` is the day it came."""

    text: str = ""
    source: FeedbackSource = FeedbackSource.RECRUITER
    person: str = ""
    decision: Result | None = None
    told_on: date | None = None


@transaction.atomic
def add_feedback(
    owner: Owner, round_id: UUID, new: NewFeedback, *, now: datetime, once: UUID | None = None
) -> UUID:
    """Keep feedback on a round, its words exactly as they are; a decision in it becomes the round's result.

    Returns its key, which is `once` where that is given: what was sent with it already is not kept twice. Raises
    NotFound, and Invalid for what says nothing or cannot be stored.
    """
    found = Round.objects.filter(owner=owner, id=round_id, deleted_at=None).select_related(
        "application__company"
    )
    held = found.first()
    if held is None:
        raise NotFound("There is no such round.")
    _check(new)
    known = Feedback.objects.filter(id=once).first() if once else None
    if known is not None and known.owner_id == owner.id:
        return known.id
    decision = None if new.decision is Result.PENDING else new.decision
    name = " ".join(new.person.split())
    made = Feedback.objects.create(
        id=new_key() if known or not once else once,
        owner=owner,
        round=held,
        source=new.source,
        person=person_named(owner, name, held.application.company, now) if name else None,
        decision=decision or "",
        told_on=new.told_on,
        text=new.text,
        result_before=_result_before(held) if decision else "",
        received_at=now,
    )
    if decision:
        record_result(owner, round_id, decision, now=now)
    return made.id


def _check(new: NewFeedback) -> None:
    """Refuse what says nothing, or what cannot be stored. Raises Invalid."""
    problems: dict[str, str] = {}
    if not new.text.strip() and new.decision in (None, Result.PENDING):
        problems["text"] = "Put in what they said, or choose what they decided."
    if len(new.text) > FEEDBACK_LENGTH:
        problems["text"] = (
            f"This holds at most {FEEDBACK_LENGTH:,} characters. Keep the rest in the round's notes."
        )
    if len(" ".join(new.person.split())) > NAME_LENGTH:
        problems["person"] = f"This holds at most {NAME_LENGTH} characters."
    if new.told_on is not None and new.told_on.year not in YEARS:
        problems["told_on"] = f"The year {new.told_on.year} cannot be right. Check the date."
    for name, value in {"text": new.text, "person": new.person}.items():
        if "\0" in value:
            problems[name] = "This holds a character that cannot be stored (NUL). Take it out."
    if problems:
        raise Invalid(" ".join(problems.values()), problems=problems)


def _result_before(held: Round) -> str:
    """The result that stands by the person's own word, below those that earlier feedback has told."""
    told = _standing(held).filter(decision=held.result).order_by("-received_at", "-id").first()
    return told.result_before if told else held.result


def _standing(held: Round) -> QuerySet[Feedback]:
    return Feedback.objects.filter(owner=held.owner_id, round=held, struck_at=None).exclude(decision="")


@transaction.atomic
def strike_feedback(owner: Owner, feedback_id: UUID, *, now: datetime) -> UUID:
    """Strike feedback out; its words stay, its reasons count no more, and a result that only it told is taken back.

    Returns the round's key. Raises NotFound.
    """
    found = _own(owner, feedback_id)
    if found.struck_at is None:
        found.struck_at = now
        found.save(update_fields=["struck_at"])
        if found.decision and found.round.result == found.decision:
            told = _standing(found.round).order_by("-received_at", "-id").first()
            record_result(
                owner, found.round_id, Result(told.decision if told else found.result_before), now=now
            )
    return found.round_id


@transaction.atomic
def unstrike_feedback(owner: Owner, feedback_id: UUID, *, now: datetime) -> UUID:
    """Take a strike-out back, with the result it told. Returns the round's key. Raises NotFound."""
    found = _own(owner, feedback_id)
    if found.struck_at is not None:
        found.struck_at = None
        found.save(update_fields=["struck_at"])
        if found.decision and found.round.result == found.result_before:
            record_result(owner, found.round_id, Result(found.decision), now=now)
    return found.round_id


def _own(owner: Owner, feedback_id: UUID) -> Feedback:
    """The feedback, locked until the deed is done."""
    mine = Feedback.objects.filter(owner=owner, id=feedback_id, round__deleted_at=None)
    found = mine.select_related("round").select_for_update(of=("self",)).first()
    if found is None:
        raise NotFound(NO_FEEDBACK)
    return found


@transaction.atomic
def decide_reason(
    owner: Owner, feedback_id: UUID, read: ReadReason, state: ReasonState, *, now: datetime
) -> UUID:
    """Confirm a reason in the words it was read from, or decline it; the last word holds. Returns its key.

    Raises NotFound, Conflict for feedback that is struck out, and Invalid where the words lie outside the text.
    """
    found = _own(owner, feedback_id)
    if found.struck_at is not None:
        raise Conflict("This feedback is struck out. Take that back first.")
    if not 0 <= read.start < read.end <= len(found.text):
        raise Invalid("These words do not stand in the feedback. Choose some that do.")
    made, _ = FeedbackReason.objects.update_or_create(
        owner=owner,
        feedback=found,
        reason=read.reason,
        start=read.start,
        end=read.end,
        defaults={"polarity": read.polarity, "state": state, "at": now},
    )
    return made.id


@transaction.atomic
def add_reason(
    owner: Owner, feedback_id: UUID, reason: Reason, polarity: Polarity, words: str, *, now: datetime
) -> UUID:
    """Add a reason by the words of the feedback that say it, which counts as confirmed. Returns its key.

    Raises NotFound, Conflict for feedback that is struck out, and Invalid where the words do not stand there.
    """
    place = place_of(_own(owner, feedback_id).text, words)
    if place is None:
        why = "Copy the words from the feedback; these do not stand in it."
        raise Invalid(why, problems={"words": why})
    read = ReadReason(reason, polarity, *place)
    return decide_reason(owner, feedback_id, read, ReasonState.CONFIRMED, now=now)


@transaction.atomic
def remove_reason(owner: Owner, reason_id: UUID) -> UUID:
    """Take back what was said to a reason: a proposed one is open again, an added one goes. Returns the feedback's
    key. Raises NotFound.
    """
    mine = FeedbackReason.objects.filter(owner=owner, id=reason_id, feedback__round__deleted_at=None)
    found = mine.select_for_update(of=("self",)).first()
    if found is None:
        raise NotFound("There is no such reason.")
    found.delete()
    return found.feedback_id


@transaction.atomic
def decide_finding(
    owner: Owner, round_id: UUID, reason: Reason, state: FindingState, *, now: datetime
) -> None:
    """Confirm or refute what was inferred about a round; OPEN takes one's word back.

    Raises NotFound for another owner's round, and where no such finding stands: one's own word makes none.
    """
    standing = round_findings(owner, round_id, now).findings
    if all(one.reason is not reason for one in standing):
        raise NotFound("There is no such finding. See afterround findings.")
    FindingDecision.objects.create(owner=owner, round_id=round_id, reason=reason, state=state, at=now)
