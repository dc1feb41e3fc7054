"""Jots and cooldowns as they stand: the lanes of a round, jots without one, the cooldown that is open."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from afterround.adapters import store
from afterround.core.cooldown import COOLDOWN, Lane, Span, minutes_after
from afterround.core.errors import NotFound
from afterround.core.rounds import Precision, RoundState
from afterround.data.models import InboxFolder, Jot, JotInbox, JotPlacement, Owner, Round
from afterround.data.prepared import prepared
from afterround.queries.keys import record_with_key
from afterround.queries.rounds import RoundView, rounds_of, view_rounds


@dataclass(frozen=True)
class JotView:
    """A jot as it stands now. `minutes_after_end` is None where it has no round, or one without a known time."""

    id: UUID
    round_id: UUID | None
    lane: Lane
    text: str
    at: datetime
    source: str
    struck_at: datetime | None
    minutes_after_end: int | None
    line_id: UUID | None


def jots_as_placed(owner: Owner) -> QuerySet[Jot]:
    """The owner's jots, each with the lane of its newest placement as `placed_lane`."""
    latest = JotPlacement.objects.filter(owner=owner, jot=OuterRef("id")).order_by("-at", "-id")
    return Jot.objects.filter(owner=owner).annotate(placed_lane=Subquery(latest.values("lane")[:1]))


def _view(jot: Jot) -> JotView:
    line = getattr(jot, "line", None)
    return JotView(
        id=jot.id,
        round_id=jot.round_id,
        lane=Lane(getattr(jot, "placed_lane", None) or jot.lane),
        text=jot.text,
        at=jot.at,
        source=jot.source,
        struck_at=jot.struck_at,
        minutes_after_end=_minutes_after_end(jot),
        line_id=line.id if line else None,
    )


def _minutes_after_end(jot: Jot) -> int | None:
    """Whole minutes since the end of the jot's round, where that is known to the minute."""
    if jot.round is None or jot.round.precision != Precision.MINUTE:
        return None
    return minutes_after(jot.round.ends_at, jot.at)


def get_jot(owner: Owner, jot_id: UUID) -> JotView:
    """One jot of the owner. Raises NotFound."""
    found = jots_as_placed(owner).select_related("round", "line").filter(id=jot_id).first()
    if found is None:
        raise NotFound("There is no such jot.")
    return _view(found)


def find_jot(owner: Owner, reference: str) -> JotView:
    """The jot with that key, or with a key that begins or ends so. Raises NotFound, or AfterroundError with the
    code "ambiguous" where it fits several.
    """
    found = record_with_key(jots_as_placed(owner).select_related("round", "line"), reference, noun="jots")
    if found is None:
        raise NotFound(f'There is no jot with the key "{reference}". See afterround jots.')
    return _view(found)


def round_jots(owner: Owner, round_id: UUID) -> list[JotView]:
    """The jots of a round in the order they were made, struck ones included."""
    jots = jots_as_placed(owner).filter(round=round_id).select_related("round", "line").order_by("at", "id")
    return [_view(jot) for jot in jots]


def loose_jots(owner: Owner, *, limit: int = 100) -> list[JotView]:
    """Jots without a round that are not struck, latest first."""
    jots = jots_as_placed(owner).filter(round=None, struck_at=None).select_related("round", "line")
    return [_view(jot) for jot in jots.order_by("-at", "-id")[:limit]]


def recent_jots(owner: Owner, *, limit: int = 50) -> list[JotView]:
    """The latest jots of all rounds and of none, latest first; those of deleted rounds are left out."""
    jots = (
        jots_as_placed(owner)
        .exclude(round__deleted_at__isnull=False)
        .select_related("round", "line")
        .order_by("-at", "-id")[:limit]
    )
    return [_view(jot) for jot in jots]


def cooling_rounds(owner: Owner, now: datetime) -> list[RoundView]:
    """The rounds whose cooldown is open, latest first."""
    recent = rounds_of(owner).filter(ends_at__gt=now - COOLDOWN, ends_at__lte=now).order_by("-ends_at")
    return [view for view in view_rounds(owner, recent, now) if view.state is RoundState.COOLING]


def spans_around(owner: Owner, since: datetime, until: datetime) -> list[Span]:
    """The rounds that a jot made between the two instants could belong to, of those whose time is known."""
    exact = Round.objects.filter(owner=owner, deleted_at=None, precision=Precision.MINUTE)
    rounds = exact.filter(ends_at__gte=since).exclude(starts_at__gt=until)
    return [
        Span(str(key), start, end) for key, start, end in rounds.values_list("id", "starts_at", "ends_at")
    ]


def has_waiting_jots() -> bool:
    """Whether jots of the quick path wait to be taken in, in the inbox or in the spool."""
    from pathlib import Path

    if _waiting_jots():
        return True
    spool = Path(store.spool_path())
    return spool.is_dir() and any(spool.glob("*.json"))


@prepared
def _waiting_jots() -> "QuerySet[JotInbox, Any]":
    """One that waits in the inbox. Asked for by every page."""
    return JotInbox.objects.values_list("pk")[:1]


def inbox_folders(owner: Owner) -> list[InboxFolder]:
    """The folders that are watched, by path."""
    return list(InboxFolder.objects.filter(owner=owner).order_by("path"))
