"""Turns the rows of tables into applications and rounds, by how their columns and statuses are understood."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from afterround.core.errors import Problem
from afterround.core.imports import Found, FoundApplication, FoundDate, FoundFile, FoundPerson, FoundRound
from afterround.core.rounds import Outcome, company_key
from afterround.formats.tables.cells import Cells, noted
from afterround.formats.tables.fields import OUTCOMES, Column, Field, Mapping, RowsAre
from afterround.formats.tables.names import plain_name
from afterround.formats.tables.rounds import rounds_of
from afterround.formats.tables.statuses import StatusMapping, StatusMeaning, guess_statuses
from afterround.formats.tables.table import Row, Table, TableFile
from afterround.formats.tables.values import NO, NOTHING, YES, cell_date

_TOTAL = re.compile(
    r"(?:grand |sub)?totals?(?:\s*(?:applications?|applied|interviews?|jobs?|rows?|count))?\s*:?\s*\d*"
    r"|sum|count|average|summe|gesamt|合计|total de .*",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"[-=–—_*#\s]*(?:(?:19|20)\d\d|q[1-4](?: \d{4})?|week \d+.*|(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december)(?: \d{4})?|applied|rejected|interviewing|offers?|archived?|active"
    r"|closed|wish ?list|to apply|in progress|ghosted)[-=–—_*#:\s]*|[-=–—_*#]{2,}.*",
    re.IGNORECASE,
)


LOOKED_AT = 50
"""So many applications at one company for one role are told apart."""

ROUNDS = 5_000
"""The most rounds that are taken from a file; rows beyond are not read, and a problem says how many."""


def guess_statuses_of(table: Table, mapping: Mapping) -> StatusMapping:
    """What the statuses of a table mean, those of applications and those of rounds, each once."""
    places = mapping.places(Field.STATUS, Field.ROUND_RESULT)
    return guess_statuses(
        cell for place in places for cell in table.column(place) if not NOTHING.fullmatch(cell)
    )


def apply_mappings(file: TableFile, understood: Sequence[tuple[Mapping, StatusMapping]]) -> FoundFile:
    """The applications and rounds of all tables of a file, one mapping for each; an application that stands in
    several tables is one. Raises ValueError where a mapping is not one of its table's columns."""
    gathered = _Gathered(unplaced=list(file.unplaced))
    for table, (mapping, statuses) in zip(file.tables, understood, strict=True):
        if len(mapping.columns) != len(table.header):
            raise ValueError("a mapping needs one column for each of the table's")
        _take_table(gathered, table, mapping, statuses)
    applications = tuple(_finished(one) for one in gathered.applications)
    problems = (*file.problems, *gathered.problems)
    return FoundFile(file.name, applications, tuple(gathered.rounds), tuple(gathered.unplaced), problems)


@dataclass
class _Draft:
    """An application while its rows are gathered."""

    key: tuple[str, str]
    company: Found | None
    role: Found | None
    applied: FoundDate | None = None
    outcome: Outcome | None = None
    outcome_text: Found | None = None
    stage: Found | None = None
    people: dict[str, FoundPerson] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)


@dataclass
class _Gathered:
    """What was read from the tables of a file so far."""

    applications: list[_Draft] = field(default_factory=list)
    rounds: list[FoundRound] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    places: dict[tuple[str, str], list[int]] = field(default_factory=dict)


def _take_table(gathered: _Gathered, table: Table, mapping: Mapping, statuses: StatusMapping) -> None:
    if not mapping.is_about_applications:
        gathered.unplaced += [_as_text(mapping.columns, row) for row in table.rows]
        return
    heading = _heading_status(table, mapping)
    above: int | None = None
    for place, row in enumerate(table.rows):
        if len(gathered.rounds) >= ROUNDS:
            more = len(table.rows) - place
            message = (
                f"Only the first {ROUNDS:,} rounds are read; {more:,} more rows are not. Split the file."
            )
            gathered.problems.append(Problem(row.line, message))
            break
        if _is_total(row) or not any(not NOTHING.fullmatch(cell) for cell in row.cells):
            continue
        if _is_section(row):
            gathered.unplaced.append(" ".join(filter(None, row.cells)))
            continue
        above = _take_row(gathered, Cells(row, mapping), statuses, above, heading)


def _as_text(columns: Iterable[Column], row: Row) -> str:
    return "\n".join(
        noted(column.name, cell) for column, cell in zip(columns, row.cells, strict=True) if cell
    )


def _is_total(row: Row) -> bool:
    return bool(_TOTAL.fullmatch(next(cell for cell in row.cells if cell)))


def _is_section(row: Row) -> bool:
    """Whether a row is a heading within a table: one cell that says a month, a status or the like."""
    said = [cell for cell in row.cells if cell]
    return len(said) == 1 and len(row.cells) > 2 and bool(_SECTION.fullmatch(said[0]))


def _heading_status(table: Table, mapping: Mapping) -> StatusMeaning | None:
    """The outcome that the heading above a table says of all its rows, where no column says one."""
    if mapping.places(Field.STATUS, *OUTCOMES) or len(table.title) > 40:
        return None
    said = next(iter(guess_statuses([table.title]).meanings), None)
    is_outcome = said is not None and said.is_sure and said.outcome not in (None, Outcome.OPEN)
    return said if is_outcome else None


def _take_row(
    gathered: _Gathered,
    cells: Cells,
    statuses: StatusMapping,
    above: int | None,
    heading: StatusMeaning | None,
) -> int | None:
    """Take in one row; returns the place of its application, which a row that names none continues."""
    company, role = cells.text(Field.COMPANY), cells.text(Field.ROLE)
    rounds, left = rounds_of(cells, statuses)
    if len(rounds) == 1:  # of several, nobody knows which a tag means
        rounds = [replace(rounds[0], tags=cells.tags())]
    is_rounds = cells.mapping.rows_are is RowsAre.ROUNDS
    place = _place(gathered, cells, company, role, is_rounds)
    if place is None and is_rounds and above is not None and rounds and cells.mapping.places(Field.COMPANY):
        place = above
        draft = gathered.applications[place]
        company = replace(draft.company, is_sure=False) if draft.company else None
        rounds = [replace(one, company=company, role=draft.role) for one in rounds]
    left = [*cells.asides(), *cells.notes(), *cells.notes(Field.TAGS), *left]
    if place is None:
        _keep_without_application(gathered, cells, rounds, left)
        return above
    draft = gathered.applications[place]
    _add(draft, cells, statuses, heading)
    if not rounds:
        for person in cells.people(Field.INTERVIEWER):
            draft.people.setdefault(person.name.text.casefold(), person)
    if is_rounds and rounds:
        rounds[0] = replace(rounds[0], notes="\n".join(filter(None, [rounds[0].notes, *left])))
    else:
        draft.notes.update(dict.fromkeys(left))
    gathered.rounds += [replace(one, application=place) for one in rounds]
    return place


def _keep_without_application(
    gathered: _Gathered, cells: Cells, rounds: list[FoundRound], left: list[str]
) -> None:
    """Rounds of a row that names neither company nor role, or its words where it tells of none."""
    if rounds:
        rounds[0] = replace(rounds[0], notes="\n".join(filter(None, [rounds[0].notes, *left])))
        gathered.rounds += rounds
    elif text := _as_text(cells.mapping.columns, cells.row):
        gathered.unplaced.append(text)


def _place(
    gathered: _Gathered, cells: Cells, company: Found | None, role: Found | None, is_rounds: bool
) -> int | None:
    """The place of a row's application, which is made where there is none yet; None where it names none."""
    if company is None and role is None:
        return None
    key = (company_key(company.text) if company else "", company_key(role.text) if role else "")
    candidates = gathered.places.get(key, [])
    if is_rounds and not role and not candidates:
        candidates = [at for (name, _), places in gathered.places.items() if name == key[0] for at in places]
        candidates = candidates if len(candidates) == 1 else []
    applied, marks = cells.date(Field.APPLIED), _marks(cells)
    for at in candidates[-LOOKED_AT:]:
        if _is_same(gathered.applications[at], applied, marks):
            gathered.applications[at].marks.update(marks)
            return at
    gathered.applications.append(_Draft(key, company, role, marks=marks))
    gathered.places.setdefault(key, []).append(len(gathered.applications) - 1)
    return len(gathered.applications) - 1


def _is_same(draft: _Draft, applied: FoundDate | None, marks: dict[str, str]) -> bool:
    """Whether a row of the same company and role is about the same application: not where it names another day of
    applying, another posting or another number."""
    known = draft.applied
    if applied and known and (applied.iso or applied.text) != (known.iso or known.text):
        return False
    return all(draft.marks.get(name, mark) == mark for name, mark in marks.items())


_MARKS = re.compile(
    r"(?:application|job|req(?:uisition)?|posting|reference|ref)s? ?(?:id|no|number|#|url|link)|url|link|job posting"
)


def _marks(cells: Cells) -> dict[str, str]:
    """What tells one application from another: the links and numbers of its posting."""
    noted_cells = cells.of(Field.NOTES, Field.IGNORE)
    return {column.name: text for column, text in noted_cells if _MARKS.fullmatch(plain_name(column.name))}


def _add(draft: _Draft, cells: Cells, statuses: StatusMapping, heading: StatusMeaning | None) -> None:
    """Add what a row says of its application."""
    draft.applied = draft.applied or cells.date(Field.APPLIED)
    for person in cells.people(Field.RECRUITER, Field.REFERRER):
        draft.people.setdefault(person.name.text.casefold(), person)
    _add_status(draft, cells, statuses)
    _add_outcome_days(draft, cells)
    if heading is not None and draft.outcome_text is None:
        draft.outcome = heading.outcome
        draft.outcome_text = Found(heading.text, cells.row.line, is_sure=False)


def _add_status(draft: _Draft, cells: Cells, statuses: StatusMapping) -> None:
    """The outcome of the last status that says one; a decided one is not undone by one that is open."""
    for column, text in cells.of(Field.STATUS):
        said = statuses.known(text)
        is_sure = column.is_sure and said is not None and said.is_sure
        found = Found(" ".join(text.split()), cells.row.line, is_sure)
        outcome = said.outcome if said else None
        draft.statuses[noted(column.name, found.text)] = found.text
        if outcome in (None, Outcome.OPEN):
            draft.stage = found
        is_decided = outcome not in (None, Outcome.OPEN)
        if draft.outcome_text is None or is_decided or (draft.outcome is None and outcome is not None):
            draft.outcome, draft.outcome_text = outcome, found


def _add_outcome_days(draft: _Draft, cells: Cells) -> None:
    """The outcome whose column has a day or a mark, the latest of several; a status that decides counts more."""
    said: list[tuple[str, int, Outcome, Found]] = []
    for place, (column, text) in enumerate(cells.of(*OUTCOMES)):
        day = cell_date(text, day_first=column.day_first).iso
        outcome = OUTCOMES[column.field]
        if not NO.fullmatch(text):
            draft.notes[noted(column.name, text)] = None
        if not day and not YES.fullmatch(text):
            continue
        said.append(
            (day or "", place, outcome, Found(f"{column.name}: {text}", cells.row.line, column.is_sure))
        )
    if said and draft.outcome in (None, Outcome.OPEN):
        _, _, draft.outcome, draft.outcome_text = max(said, key=lambda one: one[:2])


def _finished(draft: _Draft) -> FoundApplication:
    """The application; a status that is neither its outcome's words nor its stage stays as a note."""
    told = {found.text for found in (draft.outcome_text, draft.stage) if found}
    notes = [*(note for note, text in draft.statuses.items() if text not in told), *draft.notes]
    return FoundApplication(
        company=draft.company,
        role=draft.role,
        applied=draft.applied,
        outcome=draft.outcome,
        outcome_text=draft.outcome_text,
        stage=draft.stage,
        people=tuple(draft.people.values()),
        notes="\n".join(notes),
    )
