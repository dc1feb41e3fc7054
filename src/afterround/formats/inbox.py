"""Raw impressions as a phone holds them: a line each, with a mark for its lane and perhaps a time stamp."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from afterround.core.cooldown import JOT_LENGTH, Lane
from afterround.core.rounds import YEARS

LANE_MARKS = {"+": Lane.WELL, "-": Lane.STUMBLED, "!": Lane.SIGNAL}


@dataclass(frozen=True)
class InboxLine:
    """One jot: its words, its lane, its instant (UTC), and the line it stands on (from 1).

    `number` counts the same words within one text from 1, so that a text that has grown can be read again.
    """

    text: str
    lane: Lane
    at: datetime
    number: int
    line: int


def read_inbox(text: str, *, name: str, modified_at: datetime, zone: tzinfo) -> tuple[InboxLine, ...]:
    """Read the jots of a text from a phone, whether a file called `name` or what was pasted (`name` "").

    A mark at a line's start gives the lane: `+` went well, `-` stumbled, `!` signal; without one it is
    unsorted, as are bullets, check boxes and headings. A time stamp at the start gives the instant in `zone`;
    its date comes from the line, else from `name`, else from `modified_at` (aware), where a later time is
    taken as the day before. Without a stamp the instant is `modified_at`. Blank lines, lone `-`, `*`, `•` and
    rules are skipped. A text of more than 10,000 characters is split at a blank. Never raises.
    """
    seen: Counter[str] = Counter()
    jots: list[InboxLine] = []
    day = _date_in(name)
    text = re.sub("[\0\ud800-\udfff]", "\ufffd", text.removeprefix("\ufeff"))
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        lane, words, at = _read_line(line.strip(), day, modified_at, zone)
        for part in _parts(words):
            seen[part] += 1
            jots.append(InboxLine(part, lane, at, seen[part], number))
    return tuple(jots)


_CONFLICT = re.compile(
    r"(?:\.sync-conflict-\d{8}-\d{6}(?:-\w+)?| ?\([^()]*conflict[^()]*\)|[ _-]conflict(?:ed)?[ _-]copy[^.]*)(?=\.|$)",
    re.IGNORECASE,
)


def name_without_conflict(name: str) -> str:
    """The name of the file that a sync service has made a copy of, because two devices wrote to it at once."""
    return _CONFLICT.sub("", name)


_RULE = re.compile(r"[-–—=_]{2,}|\*{3,}|(?:[-*] ?){3,}|[-*•]|#{1,6}|[-*•] \[[ xX]?\]")
_BULLET = re.compile(r"(?:[-*+•] \[[ xX]\]|[*•]|#{1,6})\s+")
_MARK = re.compile(r"([-+!])(?![-+!])\s*(?=\S)")
_STAMP = re.compile(
    r"(?P<open>\[)?(?:(?P<date>\d{4}-\d\d-\d\d)(?:[Tt]|\s+))?"
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?(?(date)(?P<offset>Z|[+-]\d\d:?\d\d)?)(?(open)\]|(?=\s))"
    r"\s*(?=\S)(?!(?:[-–—]|to|until|till)\s*\d)",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?<!\d)(20\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")


def _read_line(
    line: str, day: date | None, modified_at: datetime, zone: tzinfo
) -> tuple[Lane, str, datetime]:
    """The lane, the words and the instant of a line. A mark may stand before or after the time stamp."""
    unstamped = modified_at.astimezone(UTC)
    if _RULE.fullmatch(line):
        return Lane.UNSORTED, "", unstamped
    lane, line = _without_mark(line)
    found = _STAMP.match(line)
    stamped = _instant(found, day, modified_at, zone) if found else None
    if found is None or stamped is None:
        return lane or Lane.UNSORTED, line, unstamped
    line = line[found.end() :]
    if lane is None:
        lane, line = _without_mark(line)
    return lane or Lane.UNSORTED, line, stamped


def _without_mark(line: str) -> tuple[Lane | None, str]:
    """The lane a mark or a bullet gives, None where there is neither, and the line without it."""
    bullet = _BULLET.match(line)
    if bullet:
        return Lane.UNSORTED, line[bullet.end() :]
    mark = _MARK.match(line)
    return (LANE_MARKS[mark[1]], line[mark.end() :]) if mark else (None, line)


def _instant(found: re.Match[str], day: date | None, modified_at: datetime, zone: tzinfo) -> datetime | None:
    """The instant (UTC) a stamp says; None where there is no such time."""
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    try:
        if found["half"]:
            hour = hour % 12 + (12 if found["half"].lower() == "p" else 0) if 1 <= hour <= 12 else 99
        said = date.fromisoformat(found["date"]) if found["date"] else day
        on = said or modified_at.astimezone(zone).date()
        at = datetime(
            on.year, on.month, on.day, hour, minute, second, tzinfo=_offset(found["offset"]) or zone
        )
        if said is None and at.astimezone(UTC) > modified_at:
            at -= timedelta(days=1)
        return at.astimezone(UTC) if at.year in YEARS else None
    except (ValueError, OverflowError):
        return None


def _offset(said: str | None) -> tzinfo | None:
    return datetime.fromisoformat(f"2000-01-01T00:00{said.upper()}").tzinfo if said else None


def _date_in(name: str) -> date | None:
    """The first date in a file's name, as 2026-06-11 or 20260611."""
    for year, _, month, day in _DATE.findall(name):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def _parts(text: str) -> Iterator[str]:
    """Cut a text into jots of at most 10,000 characters, at the last blank where there is one."""
    text = text.strip()
    while len(text) > JOT_LENGTH:
        blank = max(text.rfind(blank, 1, JOT_LENGTH + 1) for blank in " \t")
        cut = blank if blank > 0 else JOT_LENGTH
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    if text:
        yield text
