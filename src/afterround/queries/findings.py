"""Findings about a round: reasons inferred where feedback is vague, what they rest on, and how they stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from afterround.core.feedback import Reason, is_silent
from afterround.core.findings import (
    Decided,
    Decider,
    Evidence,
    FindingState,
    Inferred,
    Sign,
    infer,
    standing_of,
    word_of_feedback,
)
from afterround.core.rounds import Result
from afterround.core.signs import signs_in
from afterround.data.models import FindingDecision, Owner
from afterround.queries.feedback import FeedbackView, round_feedback
from afterround.queries.retro import get_document
from afterround.queries.rounds import RoundView, get_round


@dataclass(frozen=True)
class FindingView:
    """One finding: the reason inferred, what it rests on, and who has answered it, None while nobody has."""

    reason: Reason
    weight: str
    signs: tuple[Sign, ...]
    decided: Decided | None

    @property
    def state(self) -> FindingState:
        """How it stands."""
        return self.decided.state if self.decided else FindingState.OPEN

    @property
    def is_by_person(self) -> bool:
        """Whether the person's own word holds, which can be taken back."""
        return self.decided is not None and self.decided.by is Decider.PERSON


@dataclass(frozen=True)
class RoundFindings:
    """What is inferred about a round. `why` says what made it necessary; "" where nothing did, and then only findings
    that somebody has answered are shown. `has_notes` says whether there was anything to infer from."""

    round: RoundView
    why: str
    findings: tuple[FindingView, ...] = ()
    has_notes: bool = False


def round_findings(owner: Owner, round_id: UUID, now: datetime) -> RoundFindings:
    """The findings about a round where its feedback is vague or did not come; where it is plain, those that it or the
    person has confirmed or refuted.

    None while the cooldown is open, nor about a round that was passed or withdrawn from. Raises NotFound.
    """
    view = get_round(owner, round_id, now)
    said = [found for found in round_feedback(owner, round_id) if found.struck_at is None]
    if view.cooldown.is_open(now) or view.result in (Result.PASSED, Result.WITHDREW):
        return RoundFindings(view, "")
    why, decided = _why(view, said, now), _decided(owner, round_id, said)
    if not (why or decided):
        return RoundFindings(view, "")
    document = get_document(owner, round_id, now)
    signs = signs_in(document, view.kind)
    answered = [reason for reason, words in decided.items() if any(w.by is Decider.PERSON for w in words)]
    inferred = infer(Evidence(signs, view.result, document.prediction), answered=answered)
    found = [_view(one, decided) for one in inferred]
    shown = found if why else [one for one in found if one.decided]
    return RoundFindings(view, why, tuple(shown), has_notes=bool(signs))


def _why(view: RoundView, said: Sequence[FeedbackView], now: datetime) -> str:
    """Why something is inferred: the feedback was vague, or none came; "" where neither is so.

    While no result is known, only a set phrase tells that a decision has fallen.
    """
    for one in reversed(said):
        vague = one.vagueness
        is_told = view.result is not Result.PENDING or bool(vague and vague.phrase)
        if one.text.strip() and vague and vague.is_vague and is_told:
            return vague.why
    has_words = any(one.text.strip() for one in said)
    if is_silent(view.result, since=view.result_at, has_words=has_words, now=now):
        return "No feedback came with the result."
    return ""


def _decided(owner: Owner, round_id: UUID, said: Iterable[FeedbackView]) -> dict[Reason, list[Decided]]:
    """Every word about the findings of a round, of feedback and of the person."""
    words = _by_feedback(said)
    for reason, own in _by_person(owner, round_id).items():
        words[reason] = [*words.get(reason, []), *own]
    return words


def _by_feedback(said: Iterable[FeedbackView]) -> dict[Reason, list[Decided]]:
    """What confirmed reasons in feedback say to findings of the same name."""
    words: dict[Reason, list[Decided]] = {}
    for one in said:
        for read in one.reasons:
            assert read.at is not None
            word = Decided(word_of_feedback(read.polarity), Decider.FEEDBACK, read.at, str(one.id))
            words.setdefault(read.reason, []).append(word)
    return words


def _by_person(owner: Owner, round_id: UUID) -> dict[Reason, list[Decided]]:
    """What the person said to findings."""
    words: dict[Reason, list[Decided]] = {}
    for row in FindingDecision.objects.filter(owner=owner, round=round_id).order_by("at", "id"):
        word = Decided(FindingState(row.state), Decider.PERSON, row.at)
        words.setdefault(Reason(row.reason), []).append(word)
    return words


def _view(one: Inferred, decided: dict[Reason, list[Decided]]) -> FindingView:
    return FindingView(one.reason, one.words, one.signs, standing_of(decided.get(one.reason, ())))
