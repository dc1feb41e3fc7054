"""How instants, days and spans are said in plain English, and how what people say of them is read."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from afterround.core.rounds import Precision

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


# How it is said


def ago(now: datetime, then: datetime, zone: tzinfo | None = None) -> str:
    """Say how long before `now` something was: "just now", "4 minutes ago", "3 hours ago", "yesterday".

    From 24 hours (86,400 s) on it is calendar days in `zone`, by default the zone `now` is in. What lies more
    than a minute ahead is said as `until` says it.
    """
    passed = now.astimezone(UTC) - then.astimezone(UTC)
    if passed <= -MINUTE:
        return until(now, then, zone)
    if passed < MINUTE:
        return "just now"
    if passed < HOUR:
        return f"{_digits(passed // MINUTE, 'minute')} ago"
    if passed < DAY:
        return f"{_digits(passed // HOUR, 'hour')} ago"
    days = max(1, _days_between(then, now, zone))
    return "yesterday" if days == 1 else f"{days} days ago"


def until(now: datetime, then: datetime, zone: tzinfo | None = None) -> str:
    """Say how far ahead something is: "now", "in 26 minutes", "in 2 h 41 min", "tomorrow", "in 6 days".

    From 24 hours (86,400 s) on it is calendar days in `zone`, by default the zone `now` is in. What is past,
    or less than a minute ahead, is "now".
    """
    ahead = then.astimezone(UTC) - now.astimezone(UTC)
    if ahead < MINUTE:
        return "now"
    if ahead < DAY:
        return f"in {left(ahead)}"
    days = max(1, _days_between(now, then, zone))
    return "tomorrow" if days == 1 else f"in {days} days"


def left(span: timedelta) -> str:
    """Say a span: "less than a minute", "26 minutes", "2 h 41 min", from 48 hours "3 days"; rounds down."""
    if span < MINUTE:
        return "less than a minute"
    if span < HOUR:
        return _digits(span // MINUTE, "minute")
    if span >= 2 * DAY:
        return f"{span // DAY} days"
    hours, rest = divmod(span, HOUR)
    return f"{hours} h {rest // MINUTE} min" if rest >= MINUTE else f"{hours} h"


KNOWN_DIGITS = {
    Precision.MINUTE: 10,
    Precision.DAY: 10,
    Precision.MONTH: 7,
    Precision.YEAR: 4,
    Precision.UNKNOWN: 0,
}
"""How many characters of an ISO date are known."""


def known_day(d: date, precision: Precision, said: str = "") -> str:
    """A day with no more of it than is known: "7 September 2023", "September 2023", "2023".

    Where no date is known, `said`, the words there were for it, in quotes, or "no date".
    """
    if precision is Precision.UNKNOWN:
        return f"“{said}”" if said else "no date"
    if precision is Precision.YEAR:
        return str(d.year)
    month = f"{MONTHS[d.month - 1]} {d.year}"
    return month if precision is Precision.MONTH else f"{d.day} {month}"


def day(d: date, today: date) -> str:
    """Say a day: "today", "yesterday", "tomorrow", "Thursday 11 June", with the year where it is another."""
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((d - today).days)
    if near:
        return near
    said = f"{WEEKDAYS[d.weekday()]} {d.day} {MONTHS[d.month - 1]}"
    return said if d.year == today.year else f"{said} {d.year}"


def clock(dt: datetime) -> str:
    """Say the time of day of `dt` in the zone it is in, on a 24-hour clock: "15:45"."""
    return f"{dt.hour:02}:{dt.minute:02}"


def span(start: datetime | None, end: datetime, zone: tzinfo) -> str:
    """Say from when to when in `zone`: "10:00–11:00", "until 11:00" without a start.

    Days are named once it takes 24 hours or more: "11 June 10:00 – 14 June 18:00".
    """
    last = end.astimezone(zone)
    if start is None:
        return f"until {clock(last)}"
    first = start.astimezone(zone)
    if end.astimezone(UTC) - start.astimezone(UTC) < DAY:
        return f"{clock(first)}–{clock(last)}"
    return f"{_day_and_clock(first)} – {_day_and_clock(last)}"


def count(n: int, noun: str, plural: str | None = None) -> str:
    """Say how many: "no jots", "one jot", "six jots", above ten in digits: "11 jots". Expects n >= 0.

    `plural` is needed only where the noun's plural is irregular.
    """
    number = NUMBERS[n] if n < len(NUMBERS) else str(n)
    return f"{number} {noun if n == 1 else plural or _plural(noun)}"


def _digits(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _days_between(first: datetime, last: datetime, zone: tzinfo | None) -> int:
    zone = zone or (first if first > last else last).tzinfo
    return (last.astimezone(zone).date() - first.astimezone(zone).date()).days


def _day_and_clock(dt: datetime) -> str:
    return f"{dt.day} {MONTHS[dt.month - 1]} {clock(dt)}"


def _plural(noun: str) -> str:
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(?:s|x|ch|sh)$", noun) else "s")


# How it is read. The patterns expect single blanks and IGNORECASE.

_AMOUNTS = {
    **{word: float(n) for n, word in enumerate(NUMBERS) if n},
    **{"a": 1.0, "an": 1.0, "half an": 0.5, "a couple of": 2.0, "a few": 3.0},
    **{"fifteen": 15.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0},
}
_AMOUNT = r"\d{1,3}(?:\.\d)?|" + "|".join(sorted(_AMOUNTS, key=len, reverse=True))
_PART = rf"(?:{_AMOUNT}) ?(?:hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?)(?![a-z])"
SPAN = rf"{_PART}(?:(?: and)? ?{_PART})?"
"""A pattern for a span of time as people write it: "20 min", "1 h 20 min", "half an hour"."""

CLOCK = r"(?:noon|midnight|\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?(?![a-z]))?)"
CLOCKS = (
    rf"(?P<at>at |@ ?|from |around |about )?(?P<one>{CLOCK})(?: ?(?:-|–|—|to|until|till) ?(?P<two>{CLOCK}))?"
)
"""A pattern for a time of day, or two: "14:00", "3pm", "at 9", "10-11", "from 10:00 to 11:30"."""

_WEEKDAY = (
    r"mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?"
    r"|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
MONTH = "|".join(rf"{name[:3]}(?:{name[3:]})?" for name in MONTHS).replace("Sep(?:t", "Sept?(?:")
_NEAR = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_NTH = r"(?:the )?\d{1,2}(?:st|nd|rd|th)?"
_COUNTED = r"(?:\d{1,3}|an?|one|two|three) (?:days?|weeks?)"
DAYS = (
    rf"(?:on )?(?:(?P<near>{'|'.join(_NEAR)})"
    rf"|(?:(?:{_WEEKDAY}),? )?(?:\d{{4}}-\d\d-\d\d"
    rf"|{_NTH}(?: of)? (?:{MONTH})(?: \d{{4}})?|(?:{MONTH}) {_NTH}(?: \d{{4}})?)"
    rf"|(?:(?P<which>next|last|this|past|coming) )?(?P<weekday>{_WEEKDAY})"
    rf"|in {_COUNTED}|{_COUNTED} ago)"
)
"""A pattern for a day: "tomorrow", "next Tuesday", "11 June", "June 11th 2026", "2026-06-11", "in 3 days"."""

_DAYS = re.compile(DAYS, re.IGNORECASE)
_CLOCKS = re.compile(CLOCKS, re.IGNORECASE)
_YEARS = 8  # 29 February may be as far away as this
HALF_A_YEAR = 183


def read_span(words: str) -> timedelta | None:
    """Read a span such as "1 h 20 min" or "an hour"; None where `words` are something else."""
    if not re.fullmatch(SPAN, words, re.IGNORECASE):
        return None
    total = timedelta()
    for amount, unit in re.findall(rf"({_AMOUNT}) ?([hms])", words, re.IGNORECASE):
        size = {"h": HOUR, "m": MINUTE, "s": timedelta(seconds=1)}[unit.lower()]
        total += size * (_AMOUNTS.get(amount.lower()) or float(amount))
    return total


def read_clocks(words: str) -> tuple[time, time | None] | None:
    """Read one time of day, or two as a range; None where `words` are no such times.

    A bare hour counts only in a range or after a word such as "at"; from 1 to 6 it is in the afternoon.
    "2-3pm" is in the afternoon at both ends. An end may lie before its start: that is the next day.
    """
    found = _CLOCKS.fullmatch(words)
    if found is None:
        return None
    one, two = found["one"].lower(), (found["two"] or "").lower()
    if not (two or found["at"] or re.search(r"[:.mn]", one)):
        return None
    try:
        start = _minutes(one, _half(one) or _first_half(one, two))
        return _time(start), (_time(_end_after(start, one, two)) if two else None)
    except ValueError:
        return None


def _half(said: str) -> str:
    """The half of the day that is said: "a", "p", or "" where none is."""
    found = re.search(r"([ap])\.?m\.?$", said)
    return found[1] if found else ""


def _is_bare(said: str) -> bool:
    return said.isdigit()


def _first_half(one: str, two: str) -> str:
    """The half of the day an unmarked start lies in: the end's if it then still comes before it."""
    half = _half(two)
    if half and _minutes(one) <= 12 * 60 + 59:
        return half if _minutes(one, half) <= _minutes(two, half) else "ap"[half == "a"]
    return "p" if _is_bare(one) and 1 <= int(one) <= 6 else ""


def _end_after(start: int, one: str, two: str) -> int:
    end = _minutes(two, _half(two))
    is_loose = not _half(two) and (_is_bare(one) or _is_bare(two) or bool(_half(one)))
    return end + 12 * 60 if is_loose and end <= start < end + 12 * 60 < 24 * 60 else end


def _minutes(said: str, half: str = "") -> int:
    """Minutes since midnight. Raises ValueError where there is no such time."""
    if said in {"noon", "midnight"}:
        return 12 * 60 if said == "noon" else 0
    hour, minute = (int(n) for n in (*re.findall(r"\d+", said), "0")[:2])
    if half and not 1 <= hour <= 12:
        raise ValueError(said)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        raise ValueError(said)
    return hour * 60 + minute


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def read_day(words: str, today: date, *, past: bool = False) -> date | None:
    """Read a day as it is said on `today`; None where `words` name no day, or one that does not exist.

    A bare weekday is today or the coming one, with `past` today or the latest one. "next Tuesday" is the
    Tuesday of next week (weeks begin on Monday), "last Tuesday" the latest before today. A day without a year
    is the nearest, with `past` the latest within 183 days if there is one.
    """
    found = _DAYS.fullmatch(words)
    if found is None:
        return None
    with suppress(ValueError, OverflowError):
        if found["near"]:
            return today + DAY * _NEAR[found["near"].lower()]
        if found["weekday"]:
            return _weekday(found["weekday"], (found["which"] or "").lower(), today, past)
        return _counted(words, today) or _dated(words, today, past)
    return None


def _weekday(name: str, which: str, today: date, past: bool) -> date:
    ahead = (_named(name, WEEKDAYS) - today.weekday()) % 7
    if which == "next":
        return today + DAY * (7 - today.weekday() + _named(name, WEEKDAYS))
    if which in {"last", "past"}:
        return today - DAY * (7 - ahead)
    return today - DAY * ((7 - ahead) % 7) if past else today + DAY * ahead


def _named(word: str, names: tuple[str, ...]) -> int:
    return next(i for i, name in enumerate(names) if name.lower().startswith(word.lower()[:3]))


def _counted(words: str, today: date) -> date | None:
    """The day of "in 3 days" and "2 weeks ago"."""
    found = re.search(r"(\w+) (day|week)", words, re.IGNORECASE)
    if found is None:
        return None
    amount = int(_AMOUNTS.get(found[1].lower()) or found[1]) * (7 if found[2].lower() == "week" else 1)
    return today - DAY * amount if words.lower().endswith("ago") else today + DAY * amount


def _dated(words: str, today: date, past: bool) -> date | None:
    iso = re.search(r"\d{4}-\d\d-\d\d", words)
    named = re.match(rf"(?:on )?({_WEEKDAY})\b", words, re.IGNORECASE)
    found = date.fromisoformat(iso[0]) if iso else _day_of_month(words, today, past)
    is_other = found is not None and named is not None and found.weekday() != _named(named[1], WEEKDAYS)
    return None if is_other else found


def _day_of_month(words: str, today: date, past: bool) -> date | None:
    numbers = [int(n) for n in re.findall(r"\d+", words)]
    name = re.search(rf"\b({MONTH})\b", words, re.IGNORECASE)
    if name is None:
        return None
    month = _named(name[1], MONTHS) + 1
    if len(numbers) > 1:
        return date(numbers[1], month, numbers[0])
    days: list[date] = []
    for year in range(max(1, today.year - _YEARS), min(9999, today.year + _YEARS) + 1):
        with suppress(ValueError):
            days.append(date(year, month, numbers[0]))
    recent = [d for d in days if 0 <= (today - d).days <= HALF_A_YEAR] if past else []
    return min(recent or days, key=lambda d: abs((d - today).days), default=None)


def instant(d: date, at: time, zone: tzinfo) -> datetime:
    """The instant, in UTC, of a time of day in a zone: the first of two where clocks go back; where they go
    forward, a skipped time counts by the offset before it. Raises OverflowError beyond the years 1 to 9999.
    """
    return datetime.combine(d, at, tzinfo=zone).astimezone(UTC)


_NEW_YORK, _CHICAGO, _LOS_ANGELES = "America/New_York", "America/Chicago", "America/Los_Angeles"
_SHORT = {
    **dict.fromkeys(("UTC", "GMT"), "UTC"),
    **dict.fromkeys(("ET", "EST", "EDT"), _NEW_YORK),
    **dict.fromkeys(("CT", "CST", "CDT"), _CHICAGO),
    **dict.fromkeys(("MT", "MST", "MDT"), "America/Denver"),
    **dict.fromkeys(("PT", "PST", "PDT"), _LOS_ANGELES),
    **dict.fromkeys(("CET", "CEST", "MEZ", "MESZ"), "Europe/Berlin"),
    **{"BST": "Europe/London", "WET": "Europe/Lisbon", "EET": "Europe/Athens", "EEST": "Europe/Athens"},
    **{"MSK": "Europe/Moscow", "IST": "Asia/Kolkata", "JST": "Asia/Tokyo", "KST": "Asia/Seoul"},
    **{"SGT": "Asia/Singapore", "AEST": "Australia/Sydney", "AEDT": "Australia/Sydney"},
    **{"NZST": "Pacific/Auckland", "NZDT": "Pacific/Auckland"},
}
_PLACES = {
    **dict.fromkeys(("eastern", "boston", "washington", "miami", "atlanta"), _NEW_YORK),
    **dict.fromkeys(("central", "austin", "dallas", "houston"), _CHICAGO),
    **dict.fromkeys(("pacific", "san francisco", "seattle", "california"), _LOS_ANGELES),
    **dict.fromkeys(("munich", "hamburg", "german"), "Europe/Berlin"),
    **dict.fromkeys(("bangalore", "bengaluru", "mumbai", "delhi", "india", "indian"), "Asia/Kolkata"),
    **{"mountain": "America/Denver", "uk": "Europe/London", "central european": "Europe/Berlin"},
}
_AREAS = (
    *("Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic", "Indian"),
    "America/Argentina",
)


@lru_cache(maxsize=512)
def zone_named(words: str) -> str | None:
    """The IANA name of a zone said as "Europe/Berlin", "CET" or "New York time"; None where there is none.

    Abbreviations count in capitals, those of three letters in any case. EST and its like mean the place's
    time all year round.
    """
    if words.lower().endswith(" time"):
        place = words[:-5]
        named = _SHORT.get(place.upper()) or _PLACES.get(place.lower())
        return named or _known(*(f"{area}/{_as_filed(place)}" for area in _AREAS))
    if "/" in words:
        return _known("/".join(_as_filed(part) for part in words.split("/")), words)
    return _SHORT.get(words.upper() if len(words) == 3 else words)


def _as_filed(place: str) -> str:
    """A place as the zone database spells it: "new york" is "New_York"."""
    return "_".join(word[:1].upper() + word[1:] for word in re.split("[ _]", place))


def _known(*names: str) -> str | None:
    for name in names:
        if re.fullmatch(r"[A-Za-z][A-Za-z_+-]*(?:/[A-Za-z][A-Za-z0-9_+-]*)+", name):
            with suppress(KeyError, ValueError, OSError):
                return ZoneInfo(name).key
    return None
