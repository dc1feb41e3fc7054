"""Takes in a retrospective that was written elsewhere: it becomes a round with everything in its place."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from afterround.actions.retro import finish_retro
from afterround.actions.retro_document import save_document
from afterround.actions.rounds import RoundFacts, add_rounds
from afterround.core.cooldown import COOLDOWN
from afterround.core.errors import Invalid
from afterround.core.retro import Retro
from afterround.core.rounds import Precision
from afterround.data.models import Owner
from afterround.formats.dates import read_date
from afterround.formats.markdown import without_identity
from afterround.formats.reading import read_round_name
from afterround.formats.words import instant
from afterround.queries.retro import get_document
from afterround.queries.rounds import get_round

NOON = time(12)
KNOWN = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}
"""How exactly an ISO date of so many characters is known."""


@transaction.atomic
def import_retro(
    owner: Owner, retro: Retro, *, now: datetime, zone: ZoneInfo, once: UUID | None = None
) -> UUID:
    """Make a round of a retrospective that was read from a text, and finish it; returns the round's key.

    The round stands at noon in `zone` of the day its header names, as exactly as that is known. Keys in the
    text are not taken over, so a second import makes a second round; only the same sending, named by `once`,
    is taken in once. Raises Invalid for a date that is missing, has no year, or lies ahead; its problem is
    named "date".
    """
    facts = round_facts(retro, now=now, zone=zone)
    round_id = add_rounds(owner, [facts], now=now, once=once)[0]
    if get_round(owner, round_id, now).has_retro:  # the same sending, pressed twice
        return round_id
    base = get_document(owner, round_id, now)
    edited = replace(
        without_identity(retro),
        date=base.date,
        company=base.company,
        round=base.round,
        round_id=base.round_id,
        prediction=retro.prediction,
    )
    save_document(owner, round_id, base=base, edited=edited, now=now)
    finish_retro(owner, round_id, now=now)
    return round_id


def round_facts(retro: Retro, *, now: datetime, zone: ZoneInfo) -> RoundFacts:
    """The round that the header of a retrospective speaks of. Raises Invalid as `import_retro` does."""
    known = read_date(retro.date).iso
    if known is None:
        said = f'"{retro.date}" is no date with a year.' if retro.date else "It has no date."
        raise _no_date(f"{said} Add one, for example 2026-06-11.")
    day = date.fromisoformat(known + "-01-01"[len(known) - 4 :] if len(known) < 10 else known)
    if day > now.astimezone(zone).date():
        raise _no_date(f"{known} lies ahead. Give the day on which the round took place.")
    named = read_round_name(retro.round)
    return RoundFacts(
        kind=named.kind,
        time_zone=zone.key,
        company=retro.company,
        label=named.label,
        mock=named.is_mock,
        ends_at=_noon(day, now, zone),
        precision=KNOWN[len(known)],
        date_text=retro.date,
    )


def _noon(day: date, now: datetime, zone: ZoneInfo) -> datetime:
    """Noon of the day; earlier on the day of the import itself, so that no cooldown begins with it."""
    beginning, noon = instant(day, time(), zone), instant(day, NOON, zone)
    return max(beginning, min(noon, now - COOLDOWN - timedelta(seconds=1)))


def _no_date(message: str) -> Invalid:
    return Invalid(message, problems={"date": message})
