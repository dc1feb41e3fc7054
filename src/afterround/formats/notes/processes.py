"""The hiring processes of a note: which rounds belong to each, and what is said of it beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from afterround.core.imports import Found, FoundApplication, FoundDate
from afterround.core.rounds import Outcome, company_key
from afterround.formats.notes.days import find_date
from afterround.formats.notes.fields import FieldReader, head_value
from afterround.formats.notes.labels import Field, split_key
from afterround.formats.notes.ledger import Ledger
from afterround.formats.notes.lines import Is, Line
from afterround.formats.notes.marks import without_signs
from afterround.formats.notes.outline import Head, ancestors
from afterround.formats.notes.passages import sentences
from afterround.formats.notes.results import NOTHING, is_guess, is_score, read_result, result_in_prose
from afterround.formats.notes.values import Reading


@dataclass
class Process:
    """One process while it is being read: the place of its head (-1 for the note as a whole) and its company."""

    head: int
    company: Found | None
    role: Found | None = None
    applied: FoundDate | None = None
    outcome: Outcome | None = None
    outcome_text: Found | None = None
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def finished(self) -> FoundApplication:
        """The process as a value."""
        return FoundApplication(
            company=self.company,
            role=self.role,
            applied=self.applied,
            outcome=self.outcome,
            outcome_text=self.outcome_text,
            notes="\n\n".join(self.notes),
        )


class Processes:
    """The processes of a note, in the order in which they come up."""

    def __init__(self, heads: Sequence[Head], company: Found | None, role: Found | None) -> None:
        self.all: list[Process] = []
        self._heads = heads
        self._company = company
        self._role = role
        self._known: dict[tuple[int, str], int] = {}
        self._first: dict[str, int] = {}

    def place_of(self, head: int, own: Found | None) -> int:
        """The place of the process that a round under this head belongs to; `own` is the company it names itself."""
        above = self.head_of(head)
        company = own or (self._named(above) if above >= 0 else None) or self._company
        anchor = above if above >= 0 and own is None else -1
        return self.add(anchor, company)

    def add(self, anchor: int, company: Found | None) -> int:
        """The place of the process with this head and company, made where there is none yet."""
        key = (anchor, company_key(company.text) if company else "")
        if key not in self._known:
            role = self._role if anchor < 0 or not self._heads[anchor].title.role else None
            if anchor >= 0 and self._heads[anchor].title.role:
                role = Found(self._heads[anchor].title.role, self._heads[anchor].line.number)
            self._known[key] = len(self.all)
            self._first.setdefault(key[1], len(self.all))
            self.all.append(Process(anchor, company, role if anchor >= 0 or len(self.all) == 0 else None))
            head = self._heads[anchor] if anchor >= 0 else None
            if head and head.title.result and head.title.strength < 2:
                take_outcome(self.all[-1], Found(head.title.result, head.line.number))
        return self._known[key]

    def of_company(self, company: Found) -> Process:
        """The first process with a company of this name, made where there is none yet."""
        place = self._first.get(company_key(company.text))
        return self.all[self.add(-1, company) if place is None else place]

    def add_alone(self, place: int, lines: Sequence[Line]) -> None:
        """Add the company that a heading names, where a key or the heading itself says how things stand there."""
        head = self._heads[place]
        title = head.title
        is_name = title.company and head.field is None and title.strength < 2 and head.line.what is Is.HEADING
        if not is_name:
            return
        first = self._heads[head.downs[0]].at if head.downs else head.end
        body = lines[head.at + 1 : min(first, head.at + 12)]
        keys = [key for line in body if (key := split_key(line.text[:200]))]
        says = any(key[2] in (Field.RESULT, Field.FINAL, Field.APPLIED) and key[1] for key in keys)
        if says or title.result or any(event_of(line) for line in body):
            process = self.all[self.add(place, self._named(place))]
            take_outcome(process, Found(title.result, head.line.number) if title.result else None)

    def owners(self, count: int, *, has_one: bool) -> list[int]:
        """For each of so many lines the place of the process it stands under, -1 for none. `has_one` says that all
        rounds are of one process; then the rest of the note is its, too, unless it belongs to another."""
        owner = [0 if has_one and len(self.all) == 1 else -1] * count
        for place, process in enumerate(self.all):
            if process.head >= 0 and len(self.all) > 1:
                head = self._heads[process.head]
                owner[head.at : head.end] = [place] * (head.end - head.at)
        return owner

    def leave(self, place: int, left: Sequence[str], unplaced: list[str]) -> None:
        """Keep passages with the process they stand under, or as unplaced ones."""
        if 0 <= place < len(self.all):
            self.all[place].notes += left
        else:
            unplaced += left

    def head_of(self, place: int) -> int:
        """The head that names the company a round stands under: its own or the nearest above; -1 for none."""
        if place < 0:
            return -1
        chain = (
            [place, *ancestors(self._heads, place)]
            if self._heads[place].title.strength < 2
            else ancestors(self._heads, place)
        )
        is_told = self._company is not None and self._company.is_sure  # then only a clear name is another one
        named = (n for n in chain if self._heads[n].title.company and self._heads[n].field is None)
        return next((n for n in named if self._heads[n].title.is_company_sure or not is_told), -1)

    def _named(self, head: int) -> Found:
        title = self._heads[head].title
        return Found(title.company, self._heads[head].line.number, title.is_company_sure)


def event_of(line: Line) -> tuple[FoundDate, str] | None:
    """The date and the words of a line that tells in a few words what happened on a day: "2014-10-19 - applied"."""
    found = (
        find_date(line.text, line.number, is_place=True)
        if line.what is Is.ITEM and len(line.text) < 120
        else None
    )
    if found is None or found.start > 3:
        return None
    words = without_signs(line.text[found.end :].strip(" -–—:|,"))
    is_event = bool(words) and len(words.split()) <= 8 and read_result(words) != NOTHING
    return (found.date, words) if is_event else None


def read_beside(
    process: Process, lines: Sequence[Line], heads: Sequence[Head], at: dict[int, int]
) -> Reading:
    """Read what stands beside a process's rounds: keys, a section with its result, a sentence that says it.

    `at` gives the place of the head that stands on a line.
    """
    for line in lines:
        key = split_key(line.text) if line.what in (Is.TEXT, Is.ITEM) and len(line.text) < 300 else None
        if key and key[2] is Field.APPLIED and process.applied is None:
            found = find_date(key[1], line.number, is_place=True)
            process.applied = found.date if found else None
        elif line.text.casefold().startswith("applied") and process.applied is None:
            found = find_date(line.text, line.number, is_place=True)
            process.applied = found.date if found else None
        head = heads[at[line.number]] if line.number in at else None
        if head and head.field in (Field.RESULT, Field.FINAL) and process.outcome_text is None:
            _from_section(process, head, lines)
    events = [(line, event) for line in lines if (event := event_of(line))]
    for line, (date, words) in reversed(events):
        if words.casefold().startswith("applied"):
            process.applied = date
        else:
            take_outcome(process, Found(words, line.number))
    reading = FieldReader(Ledger(()), takes_items=False).read([*lines])
    process.role = reading.role or process.role
    if reading.company and process.company is None:
        process.company = reading.company
    for said in (reading.final, reading.result):
        take_outcome(process, said)
    if process.outcome_text is None:
        take_outcome(process, _last_told(lines))
    if process.outcome_text is None and events:
        take_outcome(process, Found(events[-1][1][1], events[-1][0].number))
    above = heads[process.head].up if process.head >= 0 else -1
    if above >= 0 and len(heads[above].title.text.split()) <= 2 and heads[above].title.strength == 0:
        take_outcome(process, Found(heads[above].title.text, heads[above].line.number, False))
    return reading


def take_outcome(process: Process, said: Found | None) -> None:
    """Take words as the outcome, where there is none yet and they say one."""
    if said is None or process.outcome_text is not None or is_guess(said.text):
        return
    read = read_result(said.text)
    if read != NOTHING or is_score(said.text):
        process.outcome, process.outcome_text = read.outcome, said


def _from_section(process: Process, head: Head, lines: Sequence[Line]) -> None:
    """The outcome in a section that is called a result."""
    first = lines[0].number if lines else 0
    below = [line for line in lines[max(0, head.line.number - first) :] if line.number > head.line.number]
    for line in [*head_value(head.line, head.value), *below[:8]]:
        if line.what is Is.HEADING:
            break
        signs = "".join(sign for sign in "✅❌" if sign in line.raw)
        if line.text and not is_guess(line.text) and read_result(f"{line.text} {signs}") != NOTHING:
            words = without_signs(line.text) if len(line.text) <= 300 else ""
            read = read_result(f"{words} {signs}")
            process.outcome, process.outcome_text = read.outcome, Found(words, line.number)
            return


def _last_told(lines: Sequence[Line]) -> Found | None:
    """The last sentence that says what came of it."""
    for line in reversed(lines):
        if line.what not in (Is.TEXT, Is.ITEM) or not line.text:
            continue
        for sentence in reversed([*sentences(line.text)]):
            if result_in_prose(sentence) != NOTHING and not is_guess(sentence):
                return Found(sentence, line.number, False)
    return None
