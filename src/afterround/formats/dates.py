"""Reads a date as people write it, with as much of it as is known; a year is never invented."""

import re
from dataclasses import dataclass
from datetime import date

from afterround.formats.words import MONTH, MONTHS


@dataclass(frozen=True)
class DateRead:
    """A date as it was read: ISO 8601 as far as it is known ("2023", "2023-09", "2023-09-07"), or None, and the
    words it was read from. `is_ambiguous` where day and month could be the other way round."""

    iso: str | None
    text: str
    is_ambiguous: bool = False


_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?[ \t]+)?"
_NTH = r"(\d{1,2})(?:st|nd|rd|th)?"
_FORMS = {
    "iso": r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d\d.*)?",
    "compact": r"(20\d\d)(\d\d)(\d\d)",
    "iso_month": r"(\d{4})[-/](\d{1,2})",
    "dotted": r"(\d{1,2})\.[ ]?(\d{1,2})\.[ ]?(\d{4}|\d\d)",
    "slashed": r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d\d)",
    "day_month": rf"{_WEEKDAY}{_NTH}\.?(?:[ \t]+of)?[ \t-]+({MONTH})\.?,?[ \t-]+(\d{{4}})",
    "month_day": rf"{_WEEKDAY}({MONTH})\.?[ \t-]+{_NTH},?[ \t-]+(\d{{4}})",
    "month": rf"({MONTH})\.?,?[ \t-]+(\d{{4}})",
    "year": r"((?:19|20)\d\d)",
}
_COMPILED = {name: re.compile(form, re.IGNORECASE) for name, form in _FORMS.items()}


def read_date(text: str, *, prefer_us: bool | None = None) -> DateRead:
    """Read a text that is a date. 3/4/2024 is taken as month first (the American way) unless `prefer_us` is
    False, and marked as ambiguous unless `prefer_us` says which way this person writes."""
    words = " ".join(text.split()).strip("\"'")
    for name, form in _COMPILED.items():
        found = form.fullmatch(words)
        if found:
            return _read(name, found.groups(), text, prefer_us)
    return DateRead(None, text)


def _read(name: str, parts: tuple[str, ...], text: str, prefer_us: bool | None) -> DateRead:
    match name:
        case "iso" | "compact":
            return DateRead(_iso(parts[0], parts[1], parts[2]), text)
        case "iso_month":
            return DateRead(f"{parts[0]}-{int(parts[1]):02d}" if 1 <= int(parts[1]) <= 12 else None, text)
        case "dotted":
            return DateRead(_iso(_century(parts[2]), parts[1], parts[0]), text)
        case "slashed":
            return _slashed(parts, text, prefer_us)
        case "day_month":
            return DateRead(_iso(parts[2], _month(parts[1]), parts[0]), text)
        case "month_day":
            return DateRead(_iso(parts[2], _month(parts[0]), parts[1]), text)
        case "month":
            return DateRead(f"{parts[1]}-{int(_month(parts[0])):02d}", text)
    return DateRead(parts[0], text)


def _slashed(parts: tuple[str, ...], text: str, prefer_us: bool | None) -> DateRead:
    """Month and day, or day and month where the first number can be no month."""
    year = _century(parts[2])
    us, other = _iso(year, parts[0], parts[1]), _iso(year, parts[1], parts[0])
    chosen = us or other if prefer_us is not False else other or us
    return DateRead(chosen, text, bool(us and other and us != other and prefer_us is None))


def _century(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"


def _month(name: str) -> str:
    return str(next(n for n, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower()))


def _iso(year: str, month: str, day: str) -> str | None:
    """The date in ISO form; None for one that does not exist."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
