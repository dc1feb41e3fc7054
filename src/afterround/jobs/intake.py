"""Takes in jots that arrive while the program runs: from the quick path, and from watched folders."""

import logging
from datetime import datetime
from threading import Event, Thread
from zoneinfo import ZoneInfo

from django.db import connection

from afterround.actions.cooldown import take_in_folder, take_in_jots
from afterround.adapters import clock
from afterround.queries.cooldown import has_waiting_jots, inbox_folders
from afterround.queries.owners import Owner

JOTS_EVERY = 2.0
"""Seconds between two looks for jots of the quick path."""

FOLDERS_EVERY = 5.0
"""Seconds between two looks into the watched folders."""

log = logging.getLogger(__name__)


def take_in_waiting(owner: Owner, now: datetime) -> int:
    """Take in what the quick path has left, without a lock where it left nothing; returns how many were new."""
    return take_in_jots(owner, now=now) if has_waiting_jots() else 0


def take_in_folders(owner: Owner, now: datetime, zone: ZoneInfo) -> int:
    """Take in what stands in all watched folders; returns how many jots were new."""
    return sum(take_in_folder(owner, folder, now=now, zone=zone) for folder in inbox_folders(owner))


class Intake(Thread):
    """Looks again and again until it is stopped. A failure is logged once and never ends it."""

    def __init__(self, owner: Owner, zone: ZoneInfo) -> None:
        super().__init__(name="intake", daemon=True)
        self.owner = owner
        self.zone = zone
        self._stopping = Event()
        self._told: set[str] = set()

    def run(self) -> None:
        """Look until `stop` is called."""
        since_folders = FOLDERS_EVERY
        while not self._stopping.is_set():
            self.look(at_folders=since_folders >= FOLDERS_EVERY)
            since_folders = JOTS_EVERY if since_folders >= FOLDERS_EVERY else since_folders + JOTS_EVERY
            self._stopping.wait(JOTS_EVERY)

    def look(self, *, at_folders: bool) -> None:
        """Look once and let the database go again."""
        try:
            take_in_waiting(self.owner, clock.now())
            if at_folders:
                take_in_folders(self.owner, clock.now(), self.zone)
            self._told.clear()
        except Exception as error:  # noqa: BLE001 (whatever it is, the next look may succeed)
            self._tell_once(error)
        finally:
            connection.close()

    def _tell_once(self, error: Exception) -> None:
        """Log a failure the first time it comes. Its words may not hold what somebody typed."""
        told = f"{type(error).__name__}: {error}" if isinstance(error, OSError) else type(error).__name__
        if told not in self._told:
            self._told.add(told)
            log.warning("Jots could not be taken in and will be tried again (%s).", told)

    def stop(self) -> None:
        """End it and wait for the look that runs, 10 seconds at most."""
        self._stopping.set()
        if self.is_alive():
            self.join(timeout=10)
