"""Feedback as it stands: the records of a round with their reasons, and every reason that counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from afterround.core.cooldown import COOLDOWN
from afterround.core.errors import NotFound
from afterround.core.feedback import FeedbackSource, Polarity, ReadReason, Reason, ReasonState, clause_of
from afterround.core.feedback_reading import Vagueness, propose_reasons, vagueness_of
from afterround.core.retro_fields import is_prediction_frozen
from afterround.core.rounds import Result
from afterround.data.models import Feedback, FeedbackReason, Owner, Round
from afterround.queries.cooldown import cooling_rounds
from afterround.queries.keys import record_with_key
from afterround.queries.rounds import round_title


@dataclass(frozen=True)
class ReasonView:
    """A reason in the words of a feedback. `id` and `at` are None for one that is only proposed."""

    reason: Reason
    polarity: Polarity
    start: int
    end: int
    words: str
    id: UUID | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class FeedbackView:
    """One feedback. `reasons` are those that count, `proposed` those that wait for a word, `declined` those that the
    person left out; `vagueness` says whether the words name any reason.

    While the round's cooldown is open nothing is proposed and `vagueness` is None; neither is of what is struck out.
    """

    id: UUID
    round_id: UUID
    round_title: str
    source: FeedbackSource
    person: str
    decision: Result | None
    told_on: date | None
    text: str
    received_at: datetime
    struck_at: datetime | None
    reasons: tuple[ReasonView, ...]
    proposed: tuple[ReasonView, ...]
    declined: tuple[ReasonView, ...]
    vagueness: Vagueness | None


@dataclass(frozen=True)
class ConfirmedReason:
    """A reason that counts: what was said, whether it was praise, of which round, when it came, and where it stands.

    `told_on` is the day the feedback came where that is known; `at` is the instant the reason was confirmed. `clause`
    is the part of the sentence that holds the words.
    """

    id: UUID
    reason: Reason
    polarity: Polarity
    round_id: UUID
    round_title: str
    told_on: date | None
    at: datetime
    words: str
    clause: str
    feedback_id: UUID
    source: FeedbackSource


def feedback_of(owner: Owner, *, struck: bool = True) -> QuerySet[Feedback]:
    """The owner's feedback on rounds that are not deleted, the earliest first, with what a view of it needs."""
    mine = Feedback.objects.filter(owner=owner, round__deleted_at=None)
    if not struck:
        mine = mine.filter(struck_at=None)
    needed = mine.select_related("round__application__company", "person").prefetch_related("reasons")
    return needed.order_by("received_at", "id")


def round_feedback(owner: Owner, round_id: UUID, now: datetime) -> list[FeedbackView]:
    """The feedback on a round in the order it came, struck out ones included."""
    return _views(owner, feedback_of(owner).filter(round=round_id), now)


def recent_feedback(owner: Owner, now: datetime, *, limit: int = 50) -> list[FeedbackView]:
    """The latest feedback on all rounds, latest first."""
    return _views(owner, feedback_of(owner).order_by("-received_at", "-id")[:limit], now)


def get_feedback(owner: Owner, feedback_id: UUID, now: datetime) -> FeedbackView:
    """One feedback of the owner. Raises NotFound."""
    found = feedback_of(owner).filter(id=feedback_id).first()
    if found is None:
        raise NotFound("There is no such feedback.")
    return _views(owner, [found], now)[0]


def find_feedback(owner: Owner, reference: str, now: datetime) -> FeedbackView:
    """The feedback with that key, or with a key that begins or ends so. Raises NotFound, or AfterroundError with the
    code "ambiguous" where it fits several.
    """
    found = record_with_key(feedback_of(owner), reference, noun="feedback records")
    if found is None:
        raise NotFound(f'There is no feedback with the key "{reference}". See afterround feedback.')
    return _views(owner, [found], now)[0]


def has_feedback(owner: Owner, round_id: UUID) -> bool:
    """Whether any feedback stands on a round; struck out ones do not count."""
    return Feedback.objects.filter(owner=owner, round=round_id, struck_at=None).exists()


def is_frozen(owner: Owner, found: Round) -> bool:
    """Whether the prediction of a round stays as it is, since a result or any feedback is known."""
    return is_prediction_frozen(Result(found.result), has_feedback=has_feedback(owner, found.id))


def confirmed_reasons(owner: Owner) -> list[ConfirmedReason]:
    """Every reason that counts, the earliest confirmed first: confirmed, in feedback that stands, of rounds that do."""
    mine = FeedbackReason.objects.filter(
        owner=owner,
        state=ReasonState.CONFIRMED,
        feedback__struck_at=None,
        feedback__round__deleted_at=None,
    )
    needed = mine.select_related("feedback__round__application__company").order_by("at", "id")
    return [_confirmed(found) for found in needed]


def _confirmed(found: FeedbackReason) -> ConfirmedReason:
    said = found.feedback
    return ConfirmedReason(
        id=found.id,
        reason=Reason(found.reason),
        polarity=Polarity(found.polarity),
        round_id=said.round_id,
        round_title=_title(said.round),
        told_on=said.told_on,
        at=found.at,
        words=said.text[found.start : found.end],
        clause=clause_of(said.text, found.start, found.end),
        feedback_id=said.id,
        source=FeedbackSource(said.source),
    )


def _title(found: Round) -> str:
    company = found.application.company.name if found.application.company else ""
    return round_title(company, found.kind, found.label, is_mock=found.is_mock)


def _views(owner: Owner, found: Iterable[Feedback], now: datetime) -> list[FeedbackView]:
    """Feedback as views. One more reading is made where a cooldown could be open."""
    rows = list(found)
    recent = any(row.round.ends_at > now - COOLDOWN for row in rows)
    cooling = {view.id for view in cooling_rounds(owner, now)} if recent else set()
    return [_view(row, is_quiet=row.struck_at is not None or row.round_id in cooling) for row in rows]


def _view(found: Feedback, *, is_quiet: bool) -> FeedbackView:
    decided = sorted(found.reasons.all(), key=lambda one: (one.start, one.end, one.reason))
    reasons = [_reason(found, one) for one in decided if one.state == ReasonState.CONFIRMED]
    declined = [_reason(found, one) for one in decided if one.state == ReasonState.DECLINED]
    proposed = () if is_quiet else _open(found.text, [*reasons, *declined])
    return FeedbackView(
        id=found.id,
        round_id=found.round_id,
        round_title=_title(found.round),
        source=FeedbackSource(found.source),
        person=found.person.name if found.person else "",
        decision=Result(found.decision) if found.decision else None,
        told_on=found.told_on,
        text=found.text,
        received_at=found.received_at,
        struck_at=found.struck_at,
        reasons=tuple(reasons),
        proposed=proposed,
        declined=tuple(declined),
        vagueness=None if is_quiet else _vagueness(found, (*reasons, *proposed), are_left_out=bool(declined)),
    )


def _vagueness(found: Feedback, read: Iterable[ReasonView], *, are_left_out: bool) -> Vagueness:
    """Whether a feedback is vague; what it decided, else how its round stands, says whether it came with a refusal."""
    decision = Result(found.decision or found.round.result)
    named = [(one.reason, one.polarity) for one in read]
    is_refusal = decision in (Result.REJECTED, Result.NO_ANSWER)
    return vagueness_of(found.text, named, is_refusal=is_refusal, are_left_out=are_left_out)


def _reason(found: Feedback, one: FeedbackReason) -> ReasonView:
    return ReasonView(
        reason=Reason(one.reason),
        polarity=Polarity(one.polarity),
        start=one.start,
        end=one.end,
        words=found.text[one.start : one.end],
        id=one.id,
        at=one.at,
    )


def _open(text: str, decided: Sequence[ReasonView]) -> tuple[ReasonView, ...]:
    """The reasons that the words propose and to which nothing was said yet."""
    return tuple(_proposed(text, read) for read in _fresh(propose_reasons(text), decided))


def _fresh(read: Iterable[ReadReason], decided: Sequence[ReasonView]) -> Iterable[ReadReason]:
    """What was read where no decided reason of that name stands."""
    for one in read:
        taken = any(
            known.reason is one.reason and known.start < one.end and one.start < known.end
            for known in decided
        )
        if not taken:
            yield one


def _proposed(text: str, read: ReadReason) -> ReasonView:
    return ReasonView(read.reason, read.polarity, read.start, read.end, text[read.start : read.end])
