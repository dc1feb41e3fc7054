"""What observers said of a mock round and how one rated it oneself; theirs stays hidden until both are in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet

from afterround.core.errors import NotFound
from afterround.core.feedback import Reason
from afterround.core.observation import (
    Compared,
    Heading,
    ObserverForm,
    Rating,
    apart_words,
    compare,
    is_open,
)
from afterround.core.observation import Observation as Observed
from afterround.core.retro import Line
from afterround.data.models import Observation, ObservedLine, ObserverLink, Owner, Round, SelfRating
from afterround.queries.keys import record_with_key
from afterround.queries.rounds import RoundView, get_round, round_title


class LinkState(StrEnum):
    """How it stands with a link."""

    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True)
class LinkView:
    """An address that was lent to an observer; the address itself is not kept."""

    id: UUID
    title: str
    state: LinkState
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class FormView:
    """A form that came in. While it is hidden there is only its observer's name and when it came: `said` is None."""

    id: UUID
    observer: str
    received_at: datetime
    said: Observed | None = None
    compared: tuple[Compared, ...] = ()
    apart: tuple[str, ...] = ()


@dataclass(frozen=True)
class ObserversView:
    """The observers of a round. `own` is what the person rated; `is_open` says whether both sides are shown."""

    round: RoundView
    own: Mapping[Reason, int]
    own_at: datetime | None
    can_rate: bool
    is_open: bool
    forms: tuple[FormView, ...]
    links: tuple[LinkView, ...]


def get_observers(owner: Owner, round_id: UUID, now: datetime) -> ObserversView:
    """Everything about the observers of a round that may be shown at `now`. Raises NotFound."""
    return observers_on(owner, get_round(owner, round_id, now), now)


def observers_on(owner: Owner, view: RoundView, now: datetime) -> ObserversView:
    """The same for a round of the owner's that is read already."""
    rated = list(SelfRating.objects.filter(owner=owner, round=view.id))
    own = {Reason(one.reason): one.rating for one in rated}
    received = list(Observation.objects.filter(owner=owner, round=view.id).order_by("received_at", "id"))
    standing = [found for found in received if found.struck_at is None]
    is_shown = is_open(own, len(standing), is_cooling=view.cooldown.is_open(now))
    links = ObserverLink.objects.filter(owner=owner, round=view.id).order_by("-created_at", "-id")
    return ObserversView(
        round=view,
        own=own,
        own_at=max((one.rated_at for one in rated), default=None),
        can_rate=not (own and received),
        is_open=is_shown,
        forms=tuple(_shown(standing, own) if is_shown else map(_hidden, standing)),
        links=tuple(_link(found, now) for found in links),
    )


def find_observation(owner: Owner, reference: str) -> UUID:
    """The key of the form that came in under a key, its beginning or its end; a struck one too. Raises NotFound, or
    AfterroundError with the code "ambiguous" where it fits several."""
    mine = Observation.objects.filter(owner=owner, round__deleted_at=None)
    found = record_with_key(mine, reference, noun="forms")
    if found is None:
        raise NotFound(f'There is no form with the key "{reference}". See afterround observe show.')
    return found.id


def find_link(owner: Owner, reference: str) -> UUID:
    """The key of the link that was not used yet and has a key that begins or ends so. Raises NotFound, or
    AfterroundError with the code "ambiguous" where it fits several."""
    mine = ObserverLink.objects.filter(owner=owner, round__deleted_at=None, used_at=None)
    found = record_with_key(mine, reference, noun="links")
    if found is None:
        raise NotFound(f'There is no link with the key "{reference}". See afterround observe show.')
    return found.id


def title_of_own(owner: Owner, round_id: UUID) -> str:
    """What a round of the owner's is called, "" where there is none."""
    rounds = Round.objects.filter(owner=owner, id=round_id, deleted_at=None)
    row = rounds.values_list("application__company__name", "kind", "label", "is_mock").first()
    return round_title(row[0] or "", row[1], row[2], is_mock=row[3]) if row else ""


def links_to_answer(token_hash: str, now: datetime) -> QuerySet[ObserverLink]:
    """The one link with that token's hash, if it may still be answered."""
    good = ObserverLink.objects.filter(used_at=None, revoked_at=None, expires_at__gt=now)
    return good.filter(token_hash=token_hash, round__deleted_at=None)


def link_title(token_hash: str, now: datetime) -> str:
    """What the page behind a link says it is about. Raises NotFound for a link that is unknown, spent, revoked or
    expired alike."""
    found = links_to_answer(token_hash, now).values_list("title", flat=True).first()
    if found is None:
        raise NotFound("There is no such form.")
    return found


def form_of(found: Observation) -> ObserverForm:
    """A form as it was handed in; its lines should be prefetched."""
    lines = _by_heading(found.lines.all())
    return ObserverForm(
        key=str(found.form_key),
        observer=found.observer,
        ratings=_ratings(lines[Heading.RATED]),
        went_well=tuple(line.text for line in lines[Heading.WENT_WELL]),
        shaky=tuple(line.text for line in lines[Heading.SHAKY]),
        hints=tuple(line.text for line in lines[Heading.HINTS]),
    )


def _shown(standing: Iterable[Observation], own: Mapping[Reason, int]) -> Iterable[FormView]:
    """Forms with what they say, beside one's own ratings."""
    found = list(standing)
    said = _observed(Observation.objects.filter(id__in=[one.id for one in found]))
    by_key = {one.id: one for one in said}
    for one in found:
        observed = by_key[str(one.id)]
        compared = compare(own, observed)
        apart = tuple(apart_words(pair, observed.name) for pair in compared if pair.is_apart)
        yield FormView(one.id, one.observer, one.received_at, observed, compared, apart)


def _hidden(found: Observation) -> FormView:
    return FormView(found.id, found.observer, found.received_at)


def _link(found: ObserverLink, now: datetime) -> LinkView:
    if found.used_at is not None:
        state = LinkState.USED
    elif found.revoked_at is not None:
        state = LinkState.REVOKED
    else:
        state = LinkState.OPEN if found.expires_at > now else LinkState.EXPIRED
    return LinkView(found.id, found.title, state, found.created_at, found.expires_at)


def _observed(wanted: QuerySet[Observation]) -> list[Observed]:
    return [_said(found) for found in wanted.prefetch_related("lines")]


def _said(found: Observation) -> Observed:
    lines = _by_heading(found.lines.all())
    return Observed(
        id=str(found.id),
        observer=found.observer,
        at=found.received_at,
        ratings=_ratings(lines[Heading.RATED]),
        went_well=_lines(lines[Heading.WENT_WELL]),
        shaky=_lines(lines[Heading.SHAKY]),
        hints=_lines(lines[Heading.HINTS]),
    )


def _by_heading(lines: Iterable[ObservedLine]) -> dict[Heading, list[ObservedLine]]:
    """The lines of a form under their headings, in their order."""
    ordered = sorted(lines, key=lambda line: line.position)
    return {heading: [line for line in ordered if line.heading == heading] for heading in Heading}


def _ratings(lines: Iterable[ObservedLine]) -> tuple[Rating, ...]:
    return tuple(Rating(Reason(line.reason), line.rating, line.text, str(line.id)) for line in lines)


def _lines(lines: Iterable[ObservedLine]) -> tuple[Line, ...]:
    return tuple(Line(line.text, str(line.id)) for line in lines)
