"""What Today shows: the little that waits now, read with a handful of small queries at any number of rounds."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import reduce
from itertools import zip_longest
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from afterround.core.cooldown import COOLDOWN, Cooldown
from afterround.core.due import SILENT_AFTER
from afterround.core.retro import ActionState, Section, action_words
from afterround.core.rounds import Precision, Result, RoundKind, RoundState, RoundTimes, state_of
from afterround.data.models import Jot, Owner, RetroLine, Round
from afterround.data.prepared import KEY, MOMENT, Given, Row, prepared
from afterround.queries.rounds import round_title

AHEAD = 5
WAITING = 3
ACTIONS = 5
LOOSE = 10
RECENT = 8
"""At most this many of each are shown; the lists show the rest."""

SPOKEN_OF = timedelta(seconds=SILENT_AFTER)
"""How far back a round is brought up at all."""

NEAR = 200
"""At most this many rounds of the last two weeks and the time to come are looked at."""


@dataclass(frozen=True)
class TodayRound:
    """A round as Today speaks of it. Instants are aware."""

    id: UUID
    company: str
    title: str
    starts_at: datetime | None
    ends_at: datetime
    time_zone: str
    precision: str
    date_text: str
    state: RoundState
    cooldown: Cooldown
    has_retro: bool
    jots: int = 0

    @property
    def name(self) -> str:
        """What has ended: the company, or the whole title where there is none."""
        return self.company or self.title

    @property
    def is_exact(self) -> bool:
        """Whether its time is known to the minute."""
        return self.precision == Precision.MINUTE

    @property
    def first_moment(self) -> datetime:
        """Its start, or its end where that is all one knows."""
        return self.starts_at or self.ends_at


@dataclass(frozen=True)
class LooseJot:
    """A jot that has no round yet."""

    id: UUID
    text: str
    at: datetime


@dataclass(frozen=True)
class TodayAction:
    """An open action of an earlier retrospective."""

    id: UUID
    words: str
    round_id: UUID
    round_title: str


@dataclass(frozen=True)
class Today:
    """Everything on the page, in its order. A "more" says that the list of it goes on elsewhere."""

    cooling: tuple[TodayRound, ...]
    running: tuple[TodayRound, ...]
    waiting: tuple[TodayRound, ...]
    more_waiting: bool
    loose: tuple[LooseJot, ...]
    recent: tuple[TodayRound, ...]
    coming: tuple[TodayRound, ...]
    more_coming: bool
    actions: tuple[TodayAction, ...]
    more_actions: bool
    is_new: bool

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is to be shown at all."""
        return not (self.cooling or self.running or self.waiting or self.loose or self.coming or self.actions)


def get_today(owner: Owner, now: datetime) -> Today:
    """What waits for the owner at `now`; at most five queries, whatever the number of rounds."""
    near = list(_read(_near(owner=owner, spoken_of=now - SPOKEN_OF, cooling=now - COOLDOWN)))
    starts = sorted(r.starts_at for r in near if r.starts_at is not None and r.starts_at >= now - COOLDOWN)
    known = [_placed(found, starts, now) for found in reversed(near)]
    waiting = _of(known, RoundState.TO_REFLECT)
    coming = sorted(_of(known, RoundState.COMING), key=lambda r: r.starts_at or r.ends_at)
    loose = _loose_jots(owner)
    actions = _open_actions(owner)
    return Today(
        cooling=_of(known, RoundState.COOLING),
        running=_of(known, RoundState.RUNNING)[::-1],
        waiting=_with_jots(owner, waiting[:WAITING]),
        more_waiting=len(waiting) > WAITING,
        loose=loose,
        recent=_recent(owner, now) if loose else (),
        coming=tuple(coming[:AHEAD]),
        more_coming=len(coming) > AHEAD,
        actions=actions[:ACTIONS],
        more_actions=len(actions) > ACTIONS,
        is_new=not (known or loose or actions or _rounds().filter(owner=owner).exists()),
    )


def _recent(owner: Owner, now: datetime) -> tuple[TodayRound, ...]:
    """The rounds that a jot is most likely about."""
    return tuple(_read(_latest(owner=owner, until=now + COOLDOWN)))


OWNER = Given("owner", KEY)
IS_WAITING = Q(result=Result.PENDING, put_aside_at=None) & (Q(retro=None) | Q(retro__finished_at=None))
"""Rounds whose retrospective is not finished."""

PLACES = [f"round_{number}" for number in range(WAITING)]


def _rounds() -> "QuerySet[Round, Any]":
    """The rounds that are not deleted, with what Today says of them."""
    return Round.objects.filter(deleted_at=None).values_list(
        *(
            "id",
            "application__company__name",
            "kind",
            "label",
            "is_mock",
            "starts_at",
            "ends_at",
            "time_zone",
        ),
        *(
            "precision",
            "date_text",
            "result",
            "put_aside_at",
            "cooldown__skipped_at",
            "retro__id",
            "retro__finished_at",
        ),
    )


@prepared
def _near() -> "QuerySet[Round, Any]":
    """The rounds of the last two weeks and the time to come about which there may be something to do."""
    spoken_of = _rounds().filter(owner=OWNER, ends_at__gt=Given("spoken_of", MOMENT))  # the index begins here
    return spoken_of.filter(IS_WAITING | Q(ends_at__gt=Given("cooling", MOMENT))).order_by("ends_at")[:NEAR]


@prepared
def _latest() -> "QuerySet[Round, Any]":
    """The rounds that ended last."""
    return _rounds().filter(owner=OWNER, ends_at__lte=Given("until", MOMENT)).order_by("-ends_at")[:RECENT]


def _read(rows: Iterable[Row]) -> Iterable[TodayRound]:
    """The rounds as plain values. The state is found later; here it tells closed from not closed."""
    for (
        key,
        company,
        kind,
        label,
        mock,
        start,
        end,
        zone,
        precision,
        said,
        result,
        aside,
        skipped,
        retro,
        finished,
    ) in rows:
        is_closed = result != Result.PENDING or aside is not None
        state = (
            RoundState.CLOSED if is_closed else RoundState.REFLECTED if finished else RoundState.TO_REFLECT
        )
        yield TodayRound(
            id=key,
            company=company or "",
            title=round_title(company or "", RoundKind(kind), label, is_mock=mock),
            starts_at=start,
            ends_at=end,
            time_zone=zone,
            precision=precision,
            date_text=said,
            state=state,
            cooldown=Cooldown(ends_at=end, skipped_at=skipped, is_exact=precision == Precision.MINUTE),
            has_retro=retro is not None,
        )


def _placed(found: TodayRound, starts: Iterable[datetime], now: datetime) -> TodayRound:
    """The round with its state at `now`, by the rules of core."""
    following = next((start for start in starts if start >= found.ends_at and start != found.starts_at), None)
    cooldown = replace(found.cooldown, next_round_at=following)
    times = RoundTimes(
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        is_cooling=cooldown.is_open(now),
        is_reflected=found.state is RoundState.REFLECTED,
        is_put_aside=found.state is RoundState.CLOSED,
    )
    return replace(found, cooldown=cooldown, state=state_of(times, now))


def _of(rounds: Iterable[TodayRound], state: RoundState) -> tuple[TodayRound, ...]:
    return tuple(found for found in rounds if found.state is state)


def _jots() -> QuerySet[Jot]:
    """The owner's jots that are not struck."""
    return Jot.objects.filter(struck_at=None, owner=OWNER)


@prepared
def _counted_jots() -> "QuerySet[Jot, Any]":
    """The rounds that wait, with the number of their jots."""
    is_of_them = reduce(or_, (Q(round=Given(place, KEY)) for place in PLACES))
    return _jots().filter(is_of_them).values_list("round").annotate(number=Count("id")).order_by()


@prepared
def _shown_jots() -> "QuerySet[Jot, Any]":
    """The latest jots without a round."""
    return _jots().filter(round=None).order_by("-at", "-id").values_list("id", "text", "at")[:LOOSE]


@prepared
def _actions() -> "QuerySet[RetroLine, Any]":
    """The open actions that were decided last, one more than is shown, with the round they were decided after."""
    lines = RetroLine.objects.filter(
        owner=OWNER, section=Section.ACTIONS, state=ActionState.OPEN, deleted_at=None
    )
    held = "retro__round__"
    return (
        lines.filter(retro__round__deleted_at=None)
        .exclude(text="")
        .order_by("-created_at")
        .values_list(
            *("id", "kind", "text", "problems", "position", f"{held}id", f"{held}application__company__name"),
            *(f"{held}kind", f"{held}label", f"{held}is_mock"),
        )
    )[: ACTIONS + 1]


def _with_jots(owner: Owner, rounds: tuple[TodayRound, ...]) -> tuple[TodayRound, ...]:
    """The rounds, at most as many as are shown, with the number of their jots that are not struck."""
    if not rounds:
        return rounds
    keys = dict(zip_longest(PLACES, [found.id for found in rounds]))
    counts: dict[UUID, int] = dict(_counted_jots(owner=owner, **keys))
    return tuple(replace(found, jots=counts.get(found.id, 0)) for found in rounds)


def _loose_jots(owner: Owner) -> tuple[LooseJot, ...]:
    """The latest jots without a round that are not struck."""
    return tuple(LooseJot(*row) for row in _shown_jots(owner=owner))


def _open_actions(owner: Owner) -> tuple[TodayAction, ...]:
    """The open actions that were decided last, one more than is shown."""
    rows = _actions(owner=owner)
    latest = list(dict.fromkeys(row[5] for row in rows))
    rows.sort(key=lambda row: (latest.index(row[5]), row[4]))  # as they stand in their retrospective
    return tuple(
        TodayAction(
            key, action_words(kind, text, problems), held_by, round_title(company or "", *words, is_mock=mock)
        )
        for key, kind, text, problems, _, held_by, company, *words, mock in rows
    )
