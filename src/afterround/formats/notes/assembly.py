"""Puts a round together from its heading, its lines, and what stands above and beside them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from afterround.core.imports import Found, FoundDate, FoundRound
from afterround.core.rounds import Outcome, RoundKind
from afterround.formats.notes.days import DateIn, find_date, is_date_alone, with_year
from afterround.formats.notes.divide import Span
from afterround.formats.notes.fields import FieldReader, head_value
from afterround.formats.notes.kinds import kind_of
from afterround.formats.notes.labels import LISTS, Field
from afterround.formats.notes.ledger import Ledger
from afterround.formats.notes.lines import Is, Line
from afterround.formats.notes.outline import Head, ancestors
from afterround.formats.notes.processes import Process
from afterround.formats.notes.results import is_of_process, read_result
from afterround.formats.notes.single import HELD
from afterround.formats.notes.values import Reading
from afterround.formats.notes.whole import Whole

_AT_INTERVIEW = re.compile(
    r"\b(?:interview(?:ed)?|round|call|screen|onsite|on-site|oa|assessment|test|conducted|held|scheduled"
    r"|took place"
    r"|happened)\b|면접|面试",
    re.I,
)
_APPLIED = re.compile(
    r"\bappl(?:y|ied|ication)\b|\breferr(?:ed|al)\b|\bposted\b|\bpublished\b|\bupdated?\b|\bedit\b", re.I
)
_MOCK = re.compile(r"\bmock\b|\bpramp\b|\binterviewing\.io\b|模拟面试|모의\s?면접", re.I)
_OPENING = 8
"""Lines in which a round's own date is looked for where no key or heading gives it."""


@dataclass(frozen=True)
class RoundRead:
    """A round's place with what was read in it. `is_last` of several in its process, `is_only` one of its process;
    `others_say` that one of the others has a result of its own."""

    span: Span
    reading: Reading
    process: int
    is_last: bool = False
    is_only: bool = False
    others_say: bool = False


class Assembly:
    """Puts the rounds of one note together."""

    def __init__(
        self, lines: Sequence[Line], heads: Sequence[Head], ledger: Ledger, titles: Sequence[str]
    ) -> None:
        self._lines, self._heads, self._ledger, self._titles = lines, heads, ledger, titles

    def head_of(self, span: Span) -> Head | None:
        """The heading of a round, None where the whole note is one."""
        return self._heads[span.head] if span.head >= 0 else None

    def read(self, span: Span) -> Reading:
        """Read the lines of a round."""
        head = self.head_of(span)
        kind = kind_of(head.title.label if head else " ".join(self._titles))
        rated = head is not None and "hire" in head.title.result.lower()
        reader = FieldReader(
            self._ledger,
            takes_items=kind is not RoundKind.RECRUITER_SCREEN,
            default=Field.FEEDBACK if rated else None,
        )
        if head:
            reader.read([*head_value(head.line, head.value)])
        return reader.read(self._lines[span.at + (1 if head else 0) : span.end])

    def own_company(self, span: Span, reading: Reading) -> Found | None:
        """The company that a round itself names."""
        head = self.head_of(span)
        if reading.company is None and head and head.title.company and head.title.strength:
            return Found(head.title.company, head.line.number, head.title.is_company_sure)
        return reading.company

    def finish(
        self, read: RoundRead, process: Process, whole: Whole, *, count: int, beside: FoundDate | None
    ) -> FoundRound:
        """The round as a value. `count` is how many the note has, `beside` a date that stands beside them."""
        span, reading, head = read.span, read.reading, self.head_of(read.span)
        lines = self._lines[span.at : span.end]
        label = _label(head, reading, process)
        result = _result(read, head)
        date = self._date(span, head, reading) or _date_of_whole(whole, beside, count)
        found = FoundRound(
            date=date
            if count == 1 or date is None or not self._is_far(date, span)
            else replace(date, is_sure=False),
            company=self.own_company(span, reading) or process.company,
            role=reading.role or process.role,
            kind=self._kind(label, head, lines),
            label=label,
            is_mock=self._is_mock(span, reading, whole, lines),
            people=tuple(reading.people),
            result=read_result(result.text).result if result else None,
            result_text=result,
            application=read.process,
            first_line=lines[0].number if lines else 0,
            last_line=lines[-1].number if lines else 0,
        )
        names = [person.name for person in reading.people]
        self._ledger.place_all([found.date, found.company, found.role, label, result, *names])
        lists = {str(name): tuple(dict.fromkeys(reading.lists[name])) for name in LISTS}
        return replace(found, **lists, notes="\n\n".join(self._ledger.left(lines)))  # type: ignore[arg-type]

    def _kind(self, label: Found | None, head: Head | None, lines: Sequence[Line]) -> RoundKind | None:
        found = kind_of(label.text if label else "", _opening(lines, is_whole=head is None))
        return found or kind_of(head.title.text if head else " ".join(self._titles))

    def _is_mock(self, span: Span, reading: Reading, whole: Whole, lines: Sequence[Line]) -> bool:
        head = self.head_of(span)
        if head is None:
            opening = [line.text for line in lines if line.text][:6]
            return reading.is_mock or whole.is_mock or any(_MOCK.search(text[:500]) for text in opening)
        above = [head, *(self._heads[n] for n in ancestors(self._heads, span.head))]
        return reading.is_mock or whole.is_mock or any(up.title.is_mock for up in above)

    # When it was

    def _date(self, span: Span, head: Head | None, reading: Reading) -> FoundDate | None:
        above = [self._heads[n] for n in ancestors(self._heads, span.head)] if head else []
        own = reading.date or (head.title.date if head else None)
        if own:
            years = (up.title.date.iso[:4] for up in above if up.title.date and up.title.date.iso)
            return with_year(own, next(years, None))
        return self._date_told(span) or next((up.title.date for up in above if up.title.date), None)

    def _is_far(self, date: FoundDate, span: Span) -> bool:
        """Whether a date stands above the round, and not as a heading of its own."""
        if self._lines[span.at].number <= date.line or span.head < 0:
            return False
        above = (self._heads[n] for n in ancestors(self._heads, span.head))
        return not any(up.title.date is date and is_date_alone(up.title.text) for up in above)

    def _date_told(self, span: Span) -> FoundDate | None:
        """A date in the first sentences of a round that speak of the interview."""
        told = (x for x in self._lines[span.at : span.end] if x.what in (Is.TEXT, Is.ITEM) and x.text)
        for line, _ in zip(told, range(_OPENING), strict=False):
            for part in re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])", line.text[:1500]):
                found = find_date(part, line.number, is_place=False, is_sure=False) or _short_date(
                    part, line.number
                )
                if found and _AT_INTERVIEW.search(part) and not _APPLIED.search(part):
                    return found.date
        return None


def _short_date(sentence: str, line: int) -> DateIn | None:
    """A date without a year behind "on", which only a sentence on the day of an interview has."""
    found = find_date(sentence, line, is_place=True, is_sure=False)
    is_named = found is not None and any(char.isalpha() for char in found.date.text)
    return found if found and is_named and sentence[: found.start].rstrip().lower().endswith(" on") else None


def _label(head: Head | None, reading: Reading, process: Process) -> Found | None:
    """The words that name the round: a key's, else its heading's unless that is the company's name."""
    if reading.kind is not None:
        return reading.kind
    if head is None:
        return None
    company = process.company.text if process.company else ""
    if head.title.label or (head.title.company and head.title.company != company):
        return Found(head.title.label or head.title.text, head.line.number, head.title.strength == 2)
    return None


def _result(read: RoundRead, head: Head | None) -> Found | None:
    """What came of the round; behind the last of several, words on the whole process are the process's alone."""
    if head and head.title.result:
        return Found(head.title.result, head.line.number)
    told = read.reading.told_result
    if told and read.is_last and read_result(told.text).outcome is not Outcome.OPEN:
        told = None
    said = read.reading.result or told
    if said and read.is_last and is_of_process(said.text):
        return said if read.others_say and read.reading.result else None
    return said


def _date_of_whole(whole: Whole, beside: FoundDate | None, count: int) -> FoundDate | None:
    date = whole.date or beside or whole.title.date
    return date or (whole.file_date if count == 1 else None)


def _opening(lines: Sequence[Line], *, is_whole: bool) -> str:
    """The line that says what a round was: its first, or the first that speaks of an interview."""
    written = [line for line in lines[:60] if line.text]
    if is_whole:
        return next((line.text for line in written if HELD.search(line.text[:500])), "")
    return written[1].text if len(written) > 1 and written[1].what is Is.TEXT else ""
