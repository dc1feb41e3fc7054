"""Finds the date in a heading, a key's value or a sentence, with the words it was written in."""

import re
from dataclasses import dataclass

from afterround.core.imports import FoundDate
from afterround.formats.dates import read_date
from afterround.formats.words import MONTH

_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{1,2}(?:st|nd|rd|th)?(?![\d:/]))?"
_YEAR = r"(?:(?:19|20)\d\d|['’]\d\d)"
_CLOCK = (
    r"(?:,?\s*(?:at\s+|@\s*)?\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m\.?)"
    r"|,?\s+(?:at\s+)?\d{1,2}:\d\d(?:\s?[ap]\.?m\.?)?)?"
)
_WITH_YEAR = (
    rf"{_DAY}(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:T\d\d:\d\d\S{{0,12}})?",
    r"(?:19|20)\d\d\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?",
    r"(?:19|20)\d\d\s?년\s?\d{1,2}\s?월(?:\s?\d{1,2}\s?일)?",
    rf"{_DAY}{_NTH}(?:\s+of)?[\s/-]+(?:{MONTH})\b\.?,?[\s/-]*{_YEAR}",
    rf"{_DAY}(?:{MONTH})\.?[\s-]+{_NTH},?[\s-]+{_YEAR}",
    rf"(?:{MONTH})\.?,?[\s/-]*{_YEAR}",
    r"\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d\d)",
    r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)",
    r"\d{1,2}-\d{1,2}-(?:\d{4}|\d\d)",
    r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?![-\d])",
)
_WITHOUT_YEAR = (
    rf"{_DAY}(?:{MONTH})\.?\s+{_NTH}(?!\d|\s*(?:min|hour|hr|question|round))",
    rf"{_DAY}{_NTH}(?:\s+of)?\s+(?:{MONTH})\b",
    r"\d{1,2}\s?月\s?\d{1,2}\s?[日号]",
    r"\d{1,2}\s?월\s?\d{1,2}\s?일",
    r"(?<![\d/])(?:0?[1-9]|1[0-2])/(?:[0-2]?\d|3[01])(?![\d/])",
)
_FULL = re.compile(rf"(?<![\w/.-])(?:{'|'.join(_WITH_YEAR)}){_CLOCK}(?![\w/])", re.I)
_SHORT = re.compile(rf"(?<![\w/.-])(?:{'|'.join(_WITHOUT_YEAR)}){_CLOCK}(?![\w/])", re.I)
_BARE_YEAR = re.compile(r"(?<![\w/.-])(?:19|20)\d\d(?![\w/-])")
_TIME = re.compile(rf"(?:T\d\d:\d\d\S*|{_CLOCK[:-1]})$", re.I)
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日号일])?")
_SHORT_YEAR = re.compile(r"['’](\d\d)$")
_MAY_BE_A_FRACTION = re.compile(r"\d{1,2}/\d{1,2}\s*(?:test|case|point|question|mark|pass|correct|%|$)", re.I)
LONGEST = 400


@dataclass(frozen=True)
class DateIn:
    """A date in a text, and where it stands there."""

    date: FoundDate
    start: int
    end: int


def find_date(text: str, line: int, *, is_place: bool, is_sure: bool = True) -> DateIn | None:
    """The first date in a text; of two, one with a year. `is_place` says that a date is expected there, so that
    one without a year ("August 22", "3/4") or a year alone counts, too."""
    head = text[:LONGEST]
    found = _FULL.search(head)
    if found is None and is_place:
        found = _SHORT.search(head) or _BARE_YEAR.search(head)
    if found is None:
        return None
    words = found[0].strip()
    iso, is_ambiguous = _iso(words)
    sure = is_sure and not is_ambiguous and iso is not None
    return DateIn(FoundDate(iso, words, line, sure), found.start(), found.end())


def is_date_alone(text: str) -> bool:
    """Whether a text is a date and nothing else, apart from brackets, a clock time and signs."""
    found = find_date(text, 0, is_place=True) if len(text) < 60 else None
    if found is None or (_MAY_BE_A_FRACTION.match(text) and "/" in text and found.date.iso is None):
        return False
    rest = text[: found.start] + text[found.end :]
    return not re.search(r"[^\W_]", re.sub(r"\b(?:on|date|day|[A-Z]{2,4}T|am|pm)\b", "", rest, flags=re.I))


def with_year(date: FoundDate, year: str | None) -> FoundDate:
    """A date without a year below a heading that names one."""
    if date.iso is not None or not year:
        return date
    iso, _ = (
        _iso(f"{_TIME.sub('', date.text)} {year}".replace("/", "-"))
        if "/" not in date.text
        else (None, False)
    )
    return FoundDate(iso, date.text, date.line, False) if iso else date


def _iso(words: str) -> tuple[str | None, bool]:
    """ISO 8601 as far as it is known, and whether day and month could be the other way round."""
    cjk = _CJK.search(words)
    if cjk:
        parts = [f"{int(part):02d}" for part in cjk.groups() if part]
        return read_date("-".join(parts)).iso, False
    bare = _SHORT_YEAR.sub(r" 20\1", _TIME.sub("", words).strip(" ,"))
    bare = re.sub(r"(?<=\d)(st|nd|rd|th)?\s?[-–]\s?\d{1,2}(?:st|nd|rd|th)?(?=,?\s)", r"\1", bare)
    bare = re.sub(r"(?<=[A-Za-z])[/,.]+\s*|(?<=[A-Za-z])(?=\d{4})", " ", bare)
    bare = re.sub(r"(?<=[a-z\d])/(?=[A-Za-z])", " ", bare)
    read = read_date(" ".join(bare.split()))
    return read.iso, read.is_ambiguous
