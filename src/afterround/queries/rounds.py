"""Rounds as they stand at a moment: one, those of a state, and the one a person means."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from afterround.core.cooldown import COOLDOWN, Cooldown
from afterround.core.errors import NotFound
from afterround.core.rounds import (
    KIND_WORDS,
    Part,
    Precision,
    Result,
    RoundKind,
    RoundState,
    RoundTimes,
    state_of,
)
from afterround.data.models import Company, Owner, Round
from afterround.queries.keys import record_with_key
from afterround.queries.spellings import companies_like, company_called

PAGE = 50
"""Rounds on one page of a list."""


@dataclass(frozen=True)
class Participant:
    """A person in a round and the part they play."""

    name: str
    part: Part
    email: str = ""


@dataclass(frozen=True)
class RoundView:
    """A round with everything that is said about it at a moment. Instants are aware, in UTC."""

    id: UUID
    company: str
    role: str
    level: str
    stage: str
    application_id: UUID
    kind: RoundKind
    label: str
    is_mock: bool
    starts_at: datetime | None
    ends_at: datetime
    due_at: datetime | None
    precision: Precision
    time_zone: str
    result: Result
    result_at: datetime | None
    put_aside_at: datetime | None
    notes: str
    version: int
    state: RoundState
    cooldown: Cooldown
    walked_at: datetime | None
    retro_finished_at: datetime | None
    has_retro: bool
    deleted_at: datetime | None
    people: tuple[Participant, ...] = field(default=())
    date_text: str = ""
    company_id: UUID | None = None

    @property
    def kind_words(self) -> str:
        """The kind as a person says it; the round's own label where it has one."""
        return self.label or KIND_WORDS[self.kind]

    @property
    def is_exact(self) -> bool:
        """Whether its time is known to the minute; where it is not, no clock is shown and none runs."""
        return self.precision is Precision.MINUTE

    @property
    def title(self) -> str:
        """The round in a few words: "Acme, coding", "Mock, system design"."""
        return round_title(self.company, self.kind, self.label, is_mock=self.is_mock)


def round_title(company: str, kind: RoundKind | str, label: str = "", *, is_mock: bool = False) -> str:
    """A round in a few words: "Acme, coding", "Mock, system design"."""
    named = company or ("Mock" if is_mock else "Company not named")
    return f"{named}, {label or KIND_WORDS[RoundKind(kind)]}"


def rounds_of(owner: Owner) -> QuerySet[Round]:
    """The owner's rounds that are not deleted, with what a view of them needs."""
    return (
        Round.objects.filter(owner=owner, deleted_at=None)
        .select_related("application__company", "cooldown", "retro")
        .prefetch_related("participations__person", "application__stages")
    )


def get_round(owner: Owner, round_id: UUID, now: datetime) -> RoundView:
    """One round of the owner. Raises NotFound for a deleted one and for another owner's alike."""
    found = rounds_of(owner).filter(id=round_id).first()
    if found is None:
        raise NotFound("There is no such round.")
    return view_rounds(owner, [found], now)[0]


def rounds_in_state(owner: Owner, state: RoundState, now: datetime, *, page: int = 1) -> list[RoundView]:
    """The rounds of one list, PAGE to a page: the coming ones with the soonest first, the others latest first."""
    order = "ends_at" if state in (RoundState.COMING, RoundState.RUNNING) else "-ends_at"
    wanted = rounds_of(owner).filter(_in_state(state, now)).order_by(order, "id")
    if state is RoundState.COOLING:
        views = (view for view in view_rounds(owner, wanted, now) if view.state is state)
        return list(views)[(page - 1) * PAGE : page * PAGE]
    wanted = wanted.exclude(id__in=_cooling(owner, now))
    return view_rounds(owner, wanted[(page - 1) * PAGE : page * PAGE], now)


def all_rounds(owner: Owner, now: datetime, *, page: int = 1) -> list[RoundView]:
    """All rounds, latest first, PAGE to a page."""
    return view_rounds(
        owner, rounds_of(owner).order_by("-ends_at", "id")[(page - 1) * PAGE : page * PAGE], now
    )


def find_round(owner: Owner, reference: str, now: datetime) -> RoundView:
    """The round a person means: a company's name or alias (its latest round that has ended or runs, else its next), a
    key, its beginning or its end, or "last" for the latest of all.

    Raises NotFound, or AfterroundError with the code "ambiguous" where a part of a key fits several rounds.
    """
    wanted = reference.strip()
    rounds = rounds_of(owner)
    if company_called(owner, wanted) is None:
        by_key = record_with_key(rounds, wanted, noun="rounds")
        if by_key is not None:
            return view_rounds(owner, [by_key], now)[0]
    if wanted.casefold() != "last":
        rounds = rounds.filter(application__company__in=companies_like(owner, wanted))
    begun = rounds.filter(Q(starts_at__lte=now) | Q(ends_at__lte=now)).order_by("-ends_at").first()
    found = begun or rounds.order_by("ends_at").first()
    if found is None:
        raise NotFound(f'There is no round for "{wanted}". See afterround round list.')
    return view_rounds(owner, [found], now)[0]


def _in_state(state: RoundState, now: datetime) -> Q:
    """The rounds that can be in a state. The cooling ones still have to be told apart by their views."""
    pending = Q(result=Result.PENDING, put_aside_at=None)
    ended = Q(ends_at__lte=now)
    match state:
        case RoundState.COMING:
            return pending & Q(ends_at__gt=now) & (Q(starts_at=None) | Q(starts_at__gt=now))
        case RoundState.RUNNING:
            return pending & Q(ends_at__gt=now, starts_at__lte=now)
        case RoundState.COOLING:
            return ended & Q(ends_at__gt=now - COOLDOWN)
        case RoundState.TO_REFLECT:
            return pending & ended & (Q(retro=None) | Q(retro__finished_at=None))
        case RoundState.REFLECTED:
            return pending & ended & Q(retro__finished_at__isnull=False)
        case RoundState.CLOSED:
            return ~pending


def _cooling(owner: Owner, now: datetime) -> list[UUID]:
    """The keys of the rounds whose cooldown is open; a skipped or cut short one is over before its half hour is."""
    recent = rounds_of(owner).filter(_in_state(RoundState.COOLING, now))
    return [view.id for view in view_rounds(owner, recent, now) if view.state is RoundState.COOLING]


def find_deleted_round(owner: Owner, reference: str) -> UUID:
    """The key of the deleted round that a key, its beginning or its end means. Raises NotFound, or
    AfterroundError with the code "ambiguous" where it fits several.
    """
    deleted = Round.objects.filter(owner=owner).exclude(deleted_at=None)
    found = record_with_key(deleted, reference, noun="deleted rounds")
    if found is None:
        raise NotFound(f'There is no deleted round with the key "{reference}".')
    return found.id


def deleted_title(owner: Owner, round_id: UUID) -> str:
    """What a deleted round is called, to offer its return; "" where there is no such deleted round."""
    found = Round.objects.filter(owner=owner, id=round_id).exclude(deleted_at=None)
    row = found.values_list("application__company__name", "kind", "label", "is_mock").first()
    return round_title(row[0] or "", RoundKind(row[1]), row[2], is_mock=row[3]) if row else ""


def company_names(owner: Owner, *, limit: int = 300) -> list[str]:
    """The names of the owner's companies, the latest first."""
    mine = Company.objects.filter(owner=owner, merged_at=None)
    return list(mine.order_by("-created_at", "-id").values_list("name", flat=True)[:limit])


def starts_since(owner: Owner, since: datetime) -> list[datetime]:
    """The starts of the owner's rounds from `since` on, earliest first."""
    starts = Round.objects.filter(owner=owner, deleted_at=None, starts_at__gte=since)
    return [start for start in starts.order_by("starts_at").values_list("starts_at", flat=True) if start]


def view_rounds(owner: Owner, rounds: Iterable[Round], now: datetime) -> list[RoundView]:
    """Rounds as views. One more query is made where a cooldown could be cut short by a following round."""
    found = list(rounds)
    recent = [r.ends_at for r in found if r.ends_at > now - COOLDOWN - timedelta(minutes=1)]
    starts = starts_since(owner, min(recent)) if recent and min(recent) <= now else []
    return [_view(r, starts, now) for r in found]


def _view(found: Round, starts: list[datetime], now: datetime) -> RoundView:
    """One round as a view. A round's own start never cuts its own cooldown: it lies before its end."""
    past = getattr(found, "cooldown", None)
    retro = getattr(found, "retro", None)
    cooldown = Cooldown(
        ends_at=found.ends_at,
        skipped_at=past.skipped_at if past else None,
        next_round_at=next(
            (start for start in starts if start >= found.ends_at and start != found.starts_at), None
        ),
        is_exact=found.precision == Precision.MINUTE,
    )
    times = RoundTimes(
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        is_cooling=cooldown.is_open(now),
        is_reflected=bool(retro and retro.finished_at),
        result=Result(found.result),
        is_put_aside=found.put_aside_at is not None,
    )
    application = found.application
    stages = sorted(application.stages.all(), key=lambda stage: stage.at)
    return RoundView(
        id=found.id,
        company=application.company.name if application.company else "",
        role=application.role,
        level=application.level,
        stage=stages[-1].name if stages else "",
        application_id=application.id,
        kind=RoundKind(found.kind),
        label=found.label,
        is_mock=found.is_mock,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        due_at=found.due_at,
        precision=Precision(found.precision),
        time_zone=found.time_zone,
        result=times.result,
        result_at=found.result_at,
        put_aside_at=found.put_aside_at,
        notes=found.notes,
        version=found.version,
        state=state_of(times, now),
        cooldown=cooldown,
        walked_at=past.walked_at if past else None,
        retro_finished_at=retro.finished_at if retro else None,
        has_retro=retro is not None,
        deleted_at=found.deleted_at,
        date_text=found.date_text,
        company_id=application.company_id,
        people=tuple(
            Participant(p.person.name, Part(p.part), p.person.email)
            for p in sorted(found.participations.all(), key=lambda p: (p.part, p.person.name))
        ),
    )
