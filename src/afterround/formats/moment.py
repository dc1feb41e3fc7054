"""One moment as a person types it: "now", "20 min ago", "14:00", "tomorrow 14:00", "2026-06-11T14:00+02:00"."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from afterround.formats.words import MONTHS, instant, read_clocks, read_day, read_span

EXAMPLES = '"now", "20 min ago", "14:00", "yesterday 14:00", "2026-06-11 14:00"'


def read_moment(text: str, *, now: datetime, zone: tzinfo) -> datetime:
    """Read one moment as said at `now` (aware) by someone in `zone`; returns it in UTC.

    A time without a day is today's. Raises ValueError, with what to do, where the words are not understood,
    and where clocks are put back or forward so that a time comes twice or never.
    """
    words = " ".join(text.split())
    if words.lower() == "now":
        return now.astimezone(UTC)
    ago = re.fullmatch(r"(?P<span>.+) ago|in (?P<ahead>.+)", words, re.IGNORECASE)
    span = read_span((ago["span"] or ago["ahead"]) if ago else "")
    if ago and span:
        return now.astimezone(UTC) + (-span if ago["span"] else span)
    try:
        return _exact(words, zone) or _said(words, now, zone)
    except OverflowError as error:
        raise ValueError(f'"{text}" lies outside the years that can be kept.') from error


def _exact(words: str, zone: tzinfo) -> datetime | None:
    """A moment written out in figures, with or without its offset."""
    if not re.match(r"\d{4}-\d\d-\d\d.", words):
        return None
    try:
        found = datetime.fromisoformat(re.sub(r" (?=[-+Z])", "", words))
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else clear_instant(found.date(), found.time(), zone)


def _said(words: str, now: datetime, zone: tzinfo) -> datetime:
    """A time of day, with its day before or behind it."""
    today = now.astimezone(zone).date()
    parts = words.replace(",", "").split(" ")
    for cut in range(len(parts)):
        first, second = " ".join(parts[:cut]), " ".join(parts[cut:])
        for day_words, clock_words in ((first, second), (second, first)):
            clocks = read_clocks(clock_words)
            day = read_day(day_words, today) if day_words else today
            if clocks and clocks[1] is None and day:
                return clear_instant(day, clocks[0], zone)
    raise ValueError(f'"{words}" is no time that was understood. Write it as {EXAMPLES}.')


def clear_instant(day: date, at: time, zone: tzinfo) -> datetime:
    """The instant, in UTC, of a time of day. Raises ValueError where it comes twice or never that day."""
    found = instant(day, at, zone)
    later = datetime.combine(day, at.replace(fold=1), tzinfo=zone).astimezone(UTC)
    said = f"{at.hour:02}:{at.minute:02} on {day.day} {MONTHS[day.month - 1]} {day.year}"
    if found.astimezone(zone).replace(tzinfo=None) != datetime.combine(day, at):
        raise ValueError(f"There was no {said} in {zone}: the clocks were put forward. Choose another time.")
    if later != found:
        both = " or ".join(_with_offset(day, at, moment.astimezone(zone)) for moment in (found, later))
        raise ValueError(
            f"There were two times {said} in {zone}: the clocks were put back. Say which: {both}."
        )
    return found


def _with_offset(day: date, at: time, moment: datetime) -> str:
    offset = moment.utcoffset() or timedelta()
    minutes = int(offset.total_seconds()) // 60
    return f"{day}T{at:%H:%M}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
