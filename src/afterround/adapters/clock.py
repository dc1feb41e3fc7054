"""The one place that asks what time it is, and in which zone this computer stands."""

import os
import time
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

LOCALTIME = Path("/etc/localtime")
_TZ_AT_START = os.environ.get("TZ")


def now() -> datetime:
    """This instant, in UTC. `AFTERROUND_NOW` (ISO 8601 with an offset) sets it, for demonstrations and tests."""
    fixed = os.environ.get("AFTERROUND_NOW")
    return datetime.fromisoformat(fixed).astimezone(UTC) if fixed else datetime.now(UTC)


def local_zone() -> str:
    """The IANA name of this computer's zone, "UTC" where it cannot be told."""
    return _local_zone(
        os.environ.get("TZ", "").removeprefix(":"),
        os.lstat(LOCALTIME).st_mtime_ns if LOCALTIME.exists() else 0,
    )


@lru_cache(maxsize=4)
def _local_zone(named: str, _changed_at: int) -> str:
    """The zone by the environment or the system's files, read anew only when these change."""
    candidates = [named]
    timezone = Path("/etc/timezone")
    if timezone.is_file():
        candidates.append(timezone.read_text().strip())
    if LOCALTIME.is_symlink():
        candidates.append(str(LOCALTIME.resolve()).partition("zoneinfo/")[2])
    known = available_timezones()
    return next((name for name in candidates if name in known), "UTC")


def restore_zone() -> None:
    """Undo what Django does to the variable TZ when it reads its settings: it puts its own zone there, which
    neither the reader nor a program we start, such as an editor, lives in."""
    if _TZ_AT_START is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = _TZ_AT_START
    if hasattr(time, "tzset"):
        time.tzset()


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """The zone of that IANA name; UTC where this computer does not know it."""
    return ZoneInfo(name) if name in available_timezones() else ZoneInfo("UTC")
