"""Findings about a round: reasons inferred where feedback is vague, what they rest on, and how they stand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from afterround.core.cooldown import COOLDOWN
from afterround.core.errors import NotFound
from afterround.core.feedback import Polarity, Reason, is_silent
from afterround.core.feedback_reading import EMPTY_REASONS
from afterround.core.findings import (
    Decided,
    Decider,
    Evidence,
    FindingState,
    Inferred,
    Missing,
    Sign,
    SignKind,
    infer,
    named_against,
    standing_of,
    what_is_missing,
    word_of_feedback,
)
from afterround.core.retro import Retro
from afterround.core.rounds import UNDATED, Result
from afterround.core.signs import (
    AREA_REASONS,
    MOCKS_AFTER,
    MOCKS_BEFORE,
    Themed,
    Watched,
    jotted_signs,
    observed_signs,
    signs_in,
)
from afterround.data.models import FindingDecision, Observation, Owner, SelfRating
from afterround.queries.cooldown import round_jots
from afterround.queries.feedback import FeedbackView, round_feedback
from afterround.queries.observers import form_of
from afterround.queries.retro import documents_of
from afterround.queries.rounds import RoundView, round_title, rounds_of, view_rounds
from afterround.queries.themes import mentions_of, themes_of

UNREAD = "No reason is known from what was said."


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
class OtherRound:
    """Another round of a process: its key, and what to call it."""

    id: UUID
    title: str


@dataclass(frozen=True)
class RoundFindings:
    """What is inferred about a round. `why` says what made it necessary; "" where nothing did, and then only findings
    that somebody has answered are shown. `named` are the confirmed reasons that feedback gives instead. `missing` says
    what nothing could be inferred for want of; `others` are the rounds of the same process without a result of their
    own, which the decision may rest on as well."""

    round: RoundView
    why: str
    findings: tuple[FindingView, ...] = ()
    named: tuple[Reason, ...] = ()
    missing: Missing | None = None
    others: tuple[OtherRound, ...] = ()


def round_findings(owner: Owner, round_id: UUID, now: datetime) -> RoundFindings:
    """The findings about a round where all its feedback is vague or none came; where it is plain, or another message
    named a reason that was confirmed, those that it or the person has confirmed or refuted.

    None while the cooldown is open, nor about a round that was passed or withdrawn from. Raises NotFound.
    """
    known = documents_of(owner, [round_id], now).get(round_id)
    if known is None:
        raise NotFound("There is no such round.")
    view, document = known
    said = [found for found in round_feedback(owner, round_id, now) if found.struck_at is None]
    if view.cooldown.is_open(now) or view.result in (Result.PASSED, Result.WITHDREW):
        return RoundFindings(view, "")
    named = named_against((read.reason, read.polarity) for one in said for read in one.reasons)
    why, decided = "" if named else _why(view, said, now), _decided(owner, round_id, said)
    if not (why or decided):
        return RoundFindings(view, "")
    signs = (
        *signs_in(document, view.kind, _themed(owner, round_id)),
        *_jotted(owner, round_id),
        *_observed(owner, view, now),
    )
    answered = [reason for reason, words in decided.items() if any(w.by is Decider.PERSON for w in words)]
    inferred = infer(Evidence(signs, view.result, document.prediction), answered=answered)
    found = [_view(one, decided) for one in inferred]
    if not why:
        return RoundFindings(view, "", tuple(one for one in found if one.decided), named)
    is_noted = _is_written(document) or any(_is_of(view, sign) for sign in signs)
    missing = None if found else what_is_missing(signs, has_notes=is_noted)
    return RoundFindings(view, why, tuple(found), named, missing, _others(owner, view, now))


def _is_written(document: Retro) -> bool:
    """Whether a retrospective holds any words."""
    written = (document.went_well, document.shaky, document.questions, document.hints, document.actions)
    return any(written) or bool(document.mindset or document.lesson or document.next_steps)


def _is_of(view: RoundView, sign: Sign) -> bool:
    """Whether a sign was noted of the round itself, and not of a mock around it."""
    return sign.kind is not SignKind.OBSERVATION or sign.round_id == str(view.id)


def _others(owner: Owner, view: RoundView, now: datetime) -> tuple[OtherRound, ...]:
    """The rounds of the same process that are over and whose result nobody has told."""
    if view.is_mock or not view.company:
        return ()
    mine = rounds_of(owner).filter(application=view.application_id, is_mock=False, result=Result.PENDING)
    found = mine.filter(ends_at__lte=now).exclude(id=view.id).order_by("ends_at", "id")
    return tuple(
        OtherRound(key, round_title(view.company, kind, label, is_mock=False))
        for key, kind, label in found.values_list("id", "kind", "label")
    )


def _themed(owner: Owner, round_id: UUID) -> Themed:
    """What the lines of a round are about, by the areas of the themes that were confirmed under them."""
    mentions = mentions_of(owner).filter(round=round_id, line__isnull=False).order_by("at", "id")
    confirmed = list(mentions.values_list("line_id", "theme"))
    themes = themes_of(owner) if confirmed else None
    found: dict[str, tuple[Reason, ...]] = {}
    for line_id, slug in confirmed:
        known = themes.known(slug) if themes else None
        reason = AREA_REASONS.get(known.area) if known else None
        if reason is not None and reason not in found.get(str(line_id), ()):
            found[str(line_id)] = (*found.get(str(line_id), ()), reason)
    return found


def _jotted(owner: Owner, round_id: UUID) -> Iterator[Sign]:
    """The signs in jots that stand in no retrospective and are not struck out."""
    for jot in round_jots(owner, round_id):
        if jot.line_id is None and jot.struck_at is None:
            yield from jotted_signs(jot.lane, jot.text, id=str(jot.id))


def _observed(owner: Owner, view: RoundView, now: datetime) -> Iterator[Sign]:
    """The signs in what observers said of this round, where it was a mock, and of mocks of its kind around it; as
    everywhere, not before the person has rated the mock as well."""
    around = rounds_of(owner).filter(is_mock=True, kind=view.kind)
    around = around.filter(
        Q(id=view.id)
        | Q(
            ends_at__gte=view.ends_at - MOCKS_BEFORE,
            ends_at__lte=min(view.ends_at + MOCKS_AFTER, now - COOLDOWN),
        )
    )
    mocks = {mock.id: mock for mock in view_rounds(owner, around, now)} if view.ends_at > UNDATED else {}
    rated = SelfRating.objects.filter(owner=owner, round__in=mocks).values("round")
    standing = Observation.objects.filter(owner=owner, round__in=rated, struck_at=None)
    for row in standing.order_by("received_at", "id").prefetch_related("lines"):
        place = f"{row.observer or 'your mock partner'}, {mocks[row.round_id].title}"
        yield from observed_signs(form_of(row), Watched(str(row.round_id), place))


def _why(view: RoundView, said: Sequence[FeedbackView], now: datetime) -> str:
    """Why something is inferred: the feedback was vague, or none came; "" where neither is so, or where any of it
    names a reason.

    While no result is known, only a set phrase tells that a decision has fallen.
    """
    if any(_names_a_reason(one) for one in said):
        return ""
    for one in reversed(said):
        vague = one.vagueness
        is_told = view.result is not Result.PENDING or bool(vague and vague.phrase)
        if one.text.strip() and vague and vague.is_vague and is_told:
            return UNREAD if vague.is_unread else vague.why
    has_words = any(one.text.strip() for one in said)
    if is_silent(view.result, since=view.result_at, has_words=has_words, now=now):
        return "No feedback came with the result."
    return ""


def _names_a_reason(said: FeedbackView) -> bool:
    """Whether feedback doubts anything that counts, or waits for a word, and that is a reason."""
    named = (*said.reasons, *said.proposed)
    return any(one.polarity is Polarity.SHAKY and one.reason not in EMPTY_REASONS for one in named)


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
