"""The day's plan for a page that is looked at often: kept while nothing in the store has changed."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from threading import local

from afterround.core.practice_plan import Plan
from afterround.data.content import Mark, content_mark
from afterround.data.models import Owner
from afterround.queries.drills import practice_plan

FRESH = timedelta(minutes=1)
"""So long a plan stands although time goes by: a cooldown may close meanwhile, or a round begin."""


@dataclass(frozen=True)
class _Kept:
    owner: Owner
    zone: tzinfo
    at: datetime
    mark: Mark
    plan: Plan


_kept = local()


def day_plan(owner: Owner, now: datetime, zone: tzinfo) -> Plan:
    """The plan of `practice_plan`, at most a minute old and never older than the last change of the store.

    Each thread keeps the one it made last, as each has a connection of its own.
    """
    mark = content_mark()
    found: _Kept | None = getattr(_kept, "plan", None)
    if found and (found.owner, found.zone, found.mark) == (owner, zone, mark) and _is_fresh(found, now):
        return found.plan
    plan = practice_plan(owner, now, zone)
    _kept.plan = _Kept(owner, zone, now, mark, plan)
    return plan


def _is_fresh(found: _Kept, now: datetime) -> bool:
    same_day = now.astimezone(found.zone).date() == found.plan.day
    return same_day and timedelta() <= now - found.at < FRESH
