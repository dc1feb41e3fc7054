"""What the cells of a column look like: days, marks, links, addresses, amounts, names, roles, statuses, prose."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import islice

from afterround.formats.dates import DateRead, read_date
from afterround.formats.words import MONTH


class Looks(StrEnum):
    """What a cell looks like."""

    DATE = "dates"
    MARK = "yes or no"
    LINK = "links"
    EMAIL = "e-mail addresses"
    PHONE = "phone numbers"
    NUMBER = "numbers"
    ROLE = "job titles"
    PERSON = "names of people"
    PROSE = "longer texts"
    WORDS = "words"


LOOKED_AT = 300
"""So many cells of a column are looked at."""

LONGEST_DATE = 100
"""A longer text is no date."""

NOTHING = re.compile(
    r"[-–—_.?/\\ ]*|n/?a|none|null|nil|nan|tb[ad]|to be (?:decided|announced|determined)|unknown"
    r"|not (?:yet|known)|待定|暂无|无|なし|未定",
    re.IGNORECASE,
)
"""What people write into a cell that says nothing."""

YES = re.compile(
    r"y|yes|yep|true|x|✓|✔️?|✅|☑️?|done|completed?|checked|\[x\]|1|ja|sí|si|oui|是|有", re.IGNORECASE
)
NO = re.compile(r"n|no|nope|false|✗|✘|❌|☐|⬜|\[ ?\]|0|nein|non|否|not (?:done|completed?)", re.IGNORECASE)

_LINK = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|io|net|co|dev|ai)(?:/\S*)?", re.IGNORECASE
)
_EMAIL = re.compile(r"(?:mailto:)?[^\s@<>]+@[^\s@<>]+\.\w+", re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d(][\d\s().-]{5,}\d(?: ?x\d+)?")
_NUMBER = re.compile(
    r"[~<>≈]?\s*(?:[$€£¥₹]|usd|eur|gbp|cad|aud|inr|rs\.?)?\s*\d[\d,.' ]*\s*"
    r"(?:k|m|lpa|lakhs?|%|/\s?\w+|per \w+|[$€£¥₹]|usd|eur)*"
    r"(?:\s*(?:-|–|—|to)\s*[$€£¥₹]?\s*\d[\d,.' ]*\s*(?:k|m|lpa|/\s?\w+|[$€£¥₹]|usd|eur)*)?",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:engineer|developer|manager|designer|analyst|scientist|intern(?:ship)?|consultant|architect|specialist"
    r"|programmer|administrator|sre|sde|swe|devops|lead|director|researcher|officer|assistant|coordinator"
    r"|associate|technician|accountant|teacher|nurse|writer|editor|representative|entwickler(?:in)?|ingenieur(?:in)?"
    r"|ingeniero|desarrollador|développeur|ingénieur|full[- ]?stack|front[- ]?end|back[- ]?end|qa|co-?op)s?\b"
    r"|エンジニア|工程师|开发|엔지니어|개발자|инженер|разработчик",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?:(?:mr|ms|mrs|dr)\.? )?[A-ZÀ-Þ][\w'’-]+(?: [A-Z]\.)?(?: [A-ZÀ-Þ][\w'’-]+){1,2}")
_DAY_ONLY = re.compile(
    rf"(?:{MONTH})\.?[ -]\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?[. -]+(?:{MONTH})\.?"
    r"|\d{1,2}[/.]\d{1,2}\.?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"[\s,T]*(?:at |um |à )?(?:\d{1,2}(?::\d\d){1,2}(?:\.\d+)?\s*(?:[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?)"
    r"\s*(?:uhr|h)?"
    r"\s*(?:\(?(?:[A-Z]{2,5}|[+-]\d\d:?\d\d|GMT[+-]\d+)\)?)?\s*$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\s*\((?:GMT|UTC|[A-Z]{2,4}T)[^)]*\)\s*$|^@")
_SPAN = re.compile(r"\s+(?:→|->|—>)\s+.*$", re.DOTALL)
_STORED = re.compile(r"(?:3[7-9]|4\d|5[0-4])\d{3}(?:\.\d+)?|1[0-9]{9}(?:\d{3})?(?:\.\d+)?")
_EASTERN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?")
_IN_WORDS = re.compile(
    rf"\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d\d)(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -](?:{MONTH})\.?,?[ -]\d{{4}}"
    rf"|(?:{MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}",
    re.IGNORECASE,
)


def bare_date(text: str) -> str:
    """A date without the time of day, the zone or the end of a span that a program has put behind it."""
    if len(text) > LONGEST_DATE:
        return text
    words = " ".join(_EASTERN.sub(r"\1-\2-\3", text).split())
    words = _BRACKETED.sub("", _SPAN.sub("", _BRACKETED.sub("", words)))
    return _CLOCK.sub("", words).strip(" ,;") or words


@lru_cache(maxsize=4096)
def cell_date(text: str, *, day_first: bool | None = None) -> DateRead:
    """Read a cell that is a date, with a time of day or without; `day_first` says which way the column is written."""
    prefer_us = None if day_first is None else not day_first
    read = read_date(bare_date(text), prefer_us=prefer_us)
    iso = _stored_date(text) if read.iso is None else read.iso
    return DateRead(iso, text, read.is_ambiguous)


def is_stored_date(text: str) -> bool:
    """Whether a cell may be a day as a program keeps it: a day's number in a spreadsheet, or Unix seconds."""
    return bool(_STORED.fullmatch(text))


def _stored_date(text: str) -> str | None:
    if not is_stored_date(text):
        return None
    number = int(text.partition(".")[0])
    if number < 100_000:
        return (date(1899, 12, 30) + timedelta(days=number)).isoformat()
    seconds = number if number < 10**11 else number // 1000
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


MOST_PIECES = 12
"""So many dates of one cell are read."""


def dated_pieces(text: str) -> list[tuple[str, str]]:
    """The pieces of a text that each begin with a date, as the date and the words behind it: "8/5/2026 & 8/14/2026",
    "3 June 2026: call with Priya; 9 June 2026: onsite". Empty where the text is not made of such pieces; a text
    with one date anywhere in it is one piece."""
    hits = list(islice(_IN_WORDS.finditer(text), MOST_PIECES))
    if len(hits) == 1:
        words = f"{text[: hits[0].start()].rstrip(' (,;:-–@')} {_AFTER.sub('', text[hits[0].end() :])}"
        return [(hits[0][0], words.strip(" ,;:|&()-–").strip())]
    if not hits or text[: hits[0].start()].strip(" (-*•["):
        return []
    ends = [*(hit.start() for hit in hits[1:]), len(text)]
    pieces = [(hit[0], _AFTER.sub("", text[hit.end() : end])) for hit, end in zip(hits, ends, strict=True)]
    return [(day, re.sub(r"[\s,;&|]*(?:\band)?[\s,;&|(*•-]*$", "", words).strip()) for day, words in pieces]


_AFTER = re.compile(r"^[\s:|)\].,–-]+")


@lru_cache(maxsize=4096)
def looks_like(text: str) -> Looks:
    """What a cell that is not empty looks like."""
    words = text.strip()
    if len(words) > 70 or "\n" in words:
        return Looks.PROSE
    shapes = (
        (Looks.DATE, _is_date(words)),
        (Looks.MARK, YES.fullmatch(words) or NO.fullmatch(words)),
        (Looks.EMAIL, _EMAIL.fullmatch(words)),
        (Looks.LINK, _LINK.fullmatch(words)),
        (Looks.NUMBER, _NUMBER.fullmatch(words)),
        (Looks.PHONE, _PHONE.fullmatch(words)),
        (Looks.ROLE, _ROLE.search(words)),
        (Looks.PERSON, _PERSON.fullmatch(words)),
    )
    return next((looks for looks, fits in shapes if fits), Looks.WORDS)


def _is_date(words: str) -> bool:
    if len(words) < 3 or re.fullmatch(r"(?:19|20)\d\d", words):
        return False
    if read_date(bare_date(words)).iso is not None or _DAY_ONLY.fullmatch(bare_date(words)):
        return True
    pieces = dated_pieces(words)
    return bool(pieces) and not any(said for _, said in pieces)


@dataclass(frozen=True)
class Profile:
    """What the cells of a column look like: how many say something, how many differ, and the share of each look."""

    filled: int
    different: int
    shares: dict[Looks, float]

    def share(self, *looks: Looks) -> float:
        """The share of cells that look like one of these, from 0 to 1."""
        return sum(self.shares.get(one, 0.0) for one in looks)


def profile_of(cells: Iterable[str]) -> Profile:
    """What the cells of a column look like, by the first 300 that say something."""
    said = list(islice((cell for cell in cells if not NOTHING.fullmatch(cell)), LOOKED_AT))
    counts = Counter(looks_like(cell) for cell in said)
    shares = {looks: count / len(said) for looks, count in counts.items()}
    return Profile(len(said), len({cell.casefold() for cell in said}), shares)


_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d\d)(?!\d)")


def day_first_of(cells: Iterable[str]) -> bool | None:
    """Which way the dates of a column are written, told by one whose day cannot be a month; None where nothing
    tells, or where the column is written both ways."""
    firsts, seconds = set[int](), set[int]()
    for cell in cells:
        found = _SLASHED.match(cell)
        if found:
            firsts.add(int(found[1]))
            seconds.add(int(found[2]))
    is_day_first, is_month_first = max(firsts, default=0) > 12, max(seconds, default=0) > 12
    return None if is_day_first == is_month_first else is_day_first


def needs_day_first(cells: Iterable[str]) -> bool:
    """Whether a column holds dates that can be read two ways."""
    return any(_SLASHED.match(cell) and cell_date(cell).is_ambiguous for cell in cells)
