"""The beginning of every command that needs the store: whose it is, the moment, and this computer's zone."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from afterround.actions.cooldown import take_in_jots
from afterround.actions.store import prepare_store
from afterround.adapters import clock, store
from afterround.adapters.home import keep_demo_note
from afterround.queries.owners import Owner, local_owner


@dataclass(frozen=True)
class Start:
    """What a command begins with. `now` is in UTC."""

    owner: Owner
    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The day it is where this computer stands."""
        return self.now.astimezone(self.zone).date()


def start() -> Start:
    """Make the store ready and take in the jots that wait; the demo is filled first. Raises StoreUnavailable."""
    now, zone = clock.now(), clock.zone(clock.local_zone())
    prepare_store(now=now)
    owner = local_owner()
    if store.is_demo():
        from afterround.actions.demo import fill_demo

        fill_demo(owner, now=now, zone=zone)
        keep_demo_note()
    take_in_jots(owner, now=now)
    return Start(owner, now, zone)
