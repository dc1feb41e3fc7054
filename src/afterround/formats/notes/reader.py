"""Reads a note of any shape: its rounds, its processes, and what belongs to neither."""

import re
from collections.abc import Sequence
from dataclasses import replace

from afterround.core.errors import Problem
from afterround.core.imports import FoundDate, FoundFile, FoundRound
from afterround.core.rounds import Outcome
from afterround.formats.notes.assembly import Assembly, RoundRead
from afterround.formats.notes.divide import Span, divide
from afterround.formats.notes.evidence import is_account
from afterround.formats.notes.labels import Field, meaning
from afterround.formats.notes.ledger import Ledger
from afterround.formats.notes.lines import Is, Line, NoteLines, read_lines
from afterround.formats.notes.outline import Head, outline
from afterround.formats.notes.processes import Processes, read_beside, take_outcome
from afterround.formats.notes.results import is_of_process, read_result
from afterround.formats.notes.rows import with_rows
from afterround.formats.notes.single import blocks, is_single
from afterround.formats.notes.tables import TableRound, read_table, tables
from afterround.formats.notes.template import is_template, read_template
from afterround.formats.notes.values import take_value
from afterround.formats.notes.whole import is_post, read_whole, role_in_prose, stem_of

LIMIT = 400_000
"""Characters of the longest text that is read; a longer one is kept as it is, with a problem that says so."""

_LOG = re.compile(
    r"\binterviews?\b(?:\W+\w+)?\W+(?:history|log|journal|diary|experiences?|tracker|record|notes)\b"
    r"|\b(?:my )?(?:mock )?interviews\W*$|\binterview(?:ing)? (?:history|log)|\bmock interviews?\b|job "
    r"(?:hunt|search)"
    r"|面试(?:记录|经历)|面经",
    re.I,
)


def read_notes(text: str, *, name: str = "") -> FoundFile:
    """Read what somebody wrote about interviews, in whatever shape. `name` is the file's.

    Never raises. Nothing is invented: preparation, opinion and problems yield no round, a date without a year stays
    so, a guess is no result. No word is lost: what is not understood stays in the round's notes, in its process's or
    in `unplaced`. A text beyond LIMIT characters is kept unread, with a Problem.
    """
    if len(text) > LIMIT:
        said = (
            f"This text has {len(text):,} characters; up to {LIMIT:,} are read. Split it and import its "
            f"parts."
        )
        return FoundFile(name, unplaced=(text,), problems=(Problem(0, said),))
    if is_template(text):
        return read_template(text, name=name)
    return _Note(read_lines(text, name=name), name).read()


class _Note:
    """One note while it is read."""

    def __init__(self, note: NoteLines, name: str) -> None:
        self._note, self._name, self._lines = note, name, note.lines
        self._ledger = Ledger(self._lines)
        heads = outline(self._lines)
        self._titles = [stem_of(name), note.front.get("title", ("", 0))[0]]
        self._titles += [head.title.text for head in heads[:3] if head.level == 1]
        self._is_log = any(_LOG.search(title.replace("_", " ")) for title in self._titles)
        self._heads = heads

    def read(self) -> FoundFile:
        """Rounds and processes where the note tells of any; else all of it is unplaced."""
        lines, front = self._lines, [*self._note.front]
        if not is_account(lines, self._heads, name=stem_of(self._name), title=self._titles[1], front=front):
            return self._unread()
        spans, rows = self._divide()
        whole = read_whole(self._note, self._heads, spans[0].at if spans else len(lines), name=self._name)
        processes = Processes(self._heads, whole.company, whole.role)
        if not spans and not rows and not any(head.title.company for head in self._heads):
            return self._unread()
        assembly = Assembly(lines, self._heads, self._ledger, self._titles)
        reads = _in_processes(assembly, processes, spans)
        if len(reads) == 1 and not is_post(front):
            _take_front(reads[0], self._note)
        inside = _covered(len(lines), spans)
        _companies_alone(processes, lines, self._heads, inside, spans)
        owner = processes.owners(len(lines), has_one=len({read.process for read in reads}) <= 1)
        beside = self._read_beside(processes, reads, inside, owner)
        self._ledger.place_all([process.outcome_text for process in processes.all])
        rounds = [
            assembly.finish(read, processes.all[read.process], whole, count=len(reads), beside=beside)
            for read in reads
        ]
        for row in rows:
            self._ledger.place_all(row.values)
        found = sorted(with_rows(rounds, rows, processes, whole.company), key=lambda each: each.first_line)
        return self._file(found, processes, inside, owner)

    def _unread(self) -> FoundFile:
        """The text as it is, where it tells of no interview."""
        text = "\n".join(line.raw for line in self._lines).strip("\n")
        return FoundFile(self._name, unplaced=(text,) if text.strip() else ())

    def _divide(self) -> tuple[list[Span], list[TableRound]]:
        """The rounds' places, and the rows that are rounds or companies."""
        spans = divide(self._lines, self._heads, is_log=self._is_log)
        inside = _covered(len(self._lines), spans)
        free = [line for n, line in enumerate(self._lines) if not inside[n]]
        is_log = self._is_log or any("interview" in title.casefold() for title in self._titles)
        rows = [row for run in tables(free) for row in read_table(run, is_log=is_log)]
        if not spans and not any(row.found for row in rows):
            spans = self._from_prose() or self._as_one()
        return spans, rows

    def _from_prose(self) -> list[Span]:
        heads = outline(self._lines, with_prose=True)
        spans = divide(self._lines, heads, is_log=self._is_log)
        if spans:
            self._heads = heads
        return spans

    def _as_one(self) -> list[Span]:
        """Blocks of keys as a round each, else the whole note as one where it speaks of one interview."""
        found = blocks(self._lines)
        if found:
            return [Span(-1, at, end) for at, end in found]
        if not is_single(self._lines, self._note.front, self._titles):
            return []
        first = next((n for n, line in enumerate(self._lines) if line.what is not Is.FRONT), 0)
        return [Span(-1, first, len(self._lines), False)]

    def _read_beside(
        self, processes: Processes, reads: Sequence[RoundRead], inside: Sequence[bool], owner: Sequence[int]
    ) -> FoundDate | None:
        """Read what stands beside the rounds of each process; the date that stands beside those of the only one."""
        at = {head.line.number: n for n, head in enumerate(self._heads)}
        gathered: dict[int, list[Line]] = {}
        for n, line in enumerate(self._lines):
            if not inside[n]:
                gathered.setdefault(owner[n], []).append(line)
        date = None
        for place, process in enumerate(processes.all):
            reading = read_beside(process, gathered.get(place, []), self._heads, at)
            date = reading.date if len(processes.all) == 1 else None
            if process.role is None and (process.head >= 0 or len(processes.all) == 1):
                head = self._heads[process.head] if process.head >= 0 else None
                lines = self._lines[head.at : head.end] if head else self._lines
                process.role = role_in_prose(lines, process.company)
        for read in reads:
            process = processes.all[read.process]
            take_outcome(process, read.reading.final)
            said = read.reading.result
            if said and is_of_process(said.text):
                take_outcome(process, said)
            told = read.reading.told_result
            if told and (read.is_last or read.is_only) and read_result(told.text).outcome is not Outcome.OPEN:
                take_outcome(process, told)
        return date

    def _file(
        self, rounds: list[FoundRound], processes: Processes, inside: Sequence[bool], owner: Sequence[int]
    ) -> FoundFile:
        for process in processes.all:
            self._ledger.place_all([process.company, process.role, process.applied, process.outcome_text])
        unplaced: list[str] = []
        run: list[Line] = []
        for n, line in enumerate(self._lines):
            if inside[n] or (run and owner[n] != owner[n - 1]):
                processes.leave(owner[n - 1], self._ledger.left(run), unplaced)
                run = []
            run += [] if inside[n] else [line]
        processes.leave(owner[-1] if owner else -1, self._ledger.left(run), unplaced)
        done = tuple(process.finished() for process in processes.all)
        return FoundFile(self._name, done, tuple(rounds), tuple(unplaced))


def _take_front(read: RoundRead, note: NoteLines) -> None:
    """What stands in front of a note with one round speaks of that round, where the round does not say it itself."""
    for key, (value, number) in note.front.items():
        known = meaning(key)
        if known in (Field.KIND, Field.PEOPLE, Field.RESULT) and not value.startswith(("{", "<")):
            take_value(read.reading, note.lines[number - 1], known, value.strip("[]"))


def _covered(count: int, spans: Sequence[Span]) -> list[bool]:
    inside = [False] * count
    for span in spans:
        inside[span.at : span.end] = [True] * (span.end - span.at)
    return inside


def _in_processes(assembly: Assembly, processes: Processes, spans: Sequence[Span]) -> list[RoundRead]:
    """Each round with what was read in it and the process it belongs to."""
    found: list[RoundRead] = []
    of: dict[int, list[int]] = {}
    for span in spans:
        reading = assembly.read(span)
        place = processes.place_of(span.head, assembly.own_company(span, reading))
        of.setdefault(place, []).append(len(found))
        found.append(RoundRead(span, reading, place))
    for members in of.values():
        if len(members) == 1:
            found[members[0]] = replace(found[members[0]], is_only=True)
        else:
            say = any(found[n].reading.result for n in members[:-1])
            found[members[-1]] = replace(found[members[-1]], is_last=True, others_say=say)
    return found


def _companies_alone(
    processes: Processes,
    lines: Sequence[Line],
    heads: Sequence[Head],
    inside: Sequence[bool],
    spans: Sequence[Span],
) -> None:
    """Add companies whose section holds no round, yet says how things stand."""
    starts = {span.at for span in spans}
    rounds_before = [0]
    for n in range(len(lines)):
        rounds_before.append(rounds_before[-1] + (n in starts))
    for place, head in enumerate(heads):
        if not inside[head.at] and rounds_before[head.end] == rounds_before[head.at]:
            processes.add_alone(place, lines)
