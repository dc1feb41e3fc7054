"""The hints of all rounds in time, and by the question they belong to, with what may be said of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from afterround.core.hints import HINTED_KINDS, Responses, Trend, topic_key, trend
from afterround.core.retro import Response, Section
from afterround.core.rounds import Precision
from afterround.data.models import Owner, RetroLine, Round
from afterround.queries.cooldown import cooling_rounds
from afterround.queries.rounds import round_title


@dataclass(frozen=True)
class HintView:
    """A hint and how it was taken. `topic` is the question's it belongs to, "" where that is not known."""

    id: UUID
    text: str
    response: Response | None
    topic: str


@dataclass(frozen=True)
class HintedRound:
    """A round with its hints, of one topic where only that was asked for."""

    id: UUID
    title: str
    is_mock: bool
    starts_at: datetime | None
    ends_at: datetime
    precision: Precision
    date_text: str
    time_zone: str
    hints: tuple[HintView, ...]

    @property
    def responses(self) -> Responses:
        """How the hints were taken."""
        return [hint.response for hint in self.hints]

    @property
    def counts(self) -> Mapping[Response | None, int]:
        """How many hints were taken in each way."""
        return Counter(self.responses)


@dataclass(frozen=True)
class TopicHints:
    """A topic of questions, in how many rounds it was asked about, and its hints."""

    topic: str
    rounds: int
    counts: Mapping[Response | None, int]
    trend: Trend


@dataclass(frozen=True)
class HintHistory:
    """The rounds in time, the earliest first; `undated` of them stand nowhere in time and are left out."""

    rounds: tuple[HintedRound, ...]
    topics: tuple[TopicHints, ...]
    trend: Trend
    undated: int


def hints_over_time(owner: Owner, now: datetime, *, topic: str = "") -> HintHistory:
    """The hints of the rounds whose cooldown is over, and their trend; only those of one topic where it is given.

    A round counts where hints were noted, or where there might have been some and its retrospective is finished.
    """
    lines = _lines(owner)
    rounds = _rounds(owner, now, {line.retro_id for line in lines if line.section == Section.HINTS})
    dated = [found for found in rounds if found.precision != Precision.UNKNOWN]
    by_retro: dict[UUID, list[RetroLine]] = {}
    for line in lines:
        by_retro.setdefault(line.retro_id, []).append(line)
    told = [(found, by_retro.get(found.retro.id, [])) for found in dated]
    wanted = topic_key(topic)
    shown = tuple(
        _view(found, hints, wanted) for found, hints in told if not wanted or wanted in _topics(hints)
    )
    return HintHistory(
        rounds=shown,
        topics=_by_topic([(_view(found, some), _topics(some)) for found, some in told]),
        trend=trend(found.responses for found in shown),
        undated=len(rounds) - len(dated),
    )


def _lines(owner: Owner) -> list[RetroLine]:
    """All questions and hints, in the order in which they stand in each retrospective."""
    wanted = RetroLine.objects.filter(
        owner=owner, section__in=[Section.QUESTIONS, Section.HINTS], deleted_at=None
    )
    return list(wanted.filter(retro__round__deleted_at=None).order_by("position", "id"))


def _rounds(owner: Owner, now: datetime, hinted: set[UUID]) -> list[Round]:
    """The rounds that count, the earliest first, those with an open cooldown left out."""
    ended = Round.objects.filter(owner=owner, deleted_at=None, ends_at__lte=now, retro__isnull=False)
    cooling = [view.id for view in cooling_rounds(owner, now)]
    found = ended.exclude(id__in=cooling).select_related("application__company", "retro")
    return [one for one in found.order_by("ends_at", "id") if one.retro.id in hinted or _might_have(one)]


def _might_have(found: Round) -> bool:
    """Whether hints could have come, and there are none since none is noted in a finished retrospective."""
    return found.kind in HINTED_KINDS and found.retro.finished_at is not None


def _topics(lines: Iterable[RetroLine]) -> dict[str, str]:
    """The topics that were asked about in a round, by their keys."""
    asked = (line.text for line in lines if line.section == Section.QUESTIONS)
    return {topic_key(text): text for text in asked if text.strip()}


def _view(found: Round, lines: Sequence[RetroLine], wanted: str = "") -> HintedRound:
    topics = {line.id: line.text for line in lines if line.section == Section.QUESTIONS}
    hints = (
        HintView(
            line.id,
            line.text,
            Response(line.response) if line.response else None,
            topics.get(line.question_id, "") if line.question_id else "",
        )
        for line in lines
        if line.section == Section.HINTS
    )
    company = found.application.company
    return HintedRound(
        id=found.id,
        title=round_title(company.name if company else "", found.kind, found.label, is_mock=found.is_mock),
        is_mock=found.is_mock,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        precision=Precision(found.precision),
        date_text=found.date_text,
        time_zone=found.time_zone,
        hints=tuple(hint for hint in hints if not wanted or topic_key(hint.topic) == wanted),
    )


def _by_topic(rounds: Sequence[tuple[HintedRound, Mapping[str, str]]]) -> tuple[TopicHints, ...]:
    """The topics with any hint, those with the most first, each over the rounds in which it was asked about."""
    names: dict[str, str] = {}
    responses: dict[str, list[Responses]] = {}
    for found, topics in rounds:
        names |= topics
        for key in topics:
            of_it = [hint.response for hint in found.hints if topic_key(hint.topic) == key]
            responses.setdefault(key, []).append(of_it)
    counted = [
        TopicHints(
            names[key], len(some), Counter(one for responses in some for one in responses), trend(some)
        )
        for key, some in responses.items()
    ]
    hinted = (topic for topic in counted if topic.counts)
    return tuple(sorted(hinted, key=lambda topic: (-sum(topic.counts.values()), topic_key(topic.topic))))
