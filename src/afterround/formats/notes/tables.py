"""Reads tables with a row a round or a row a company."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from afterround.core.imports import Found, FoundApplication, FoundDate, FoundPerson, FoundRound, FoundTag
from afterround.formats.notes.days import find_date
from afterround.formats.notes.kinds import kind_of
from afterround.formats.notes.labels import LISTS, Field, folded, meaning
from afterround.formats.notes.lines import Is, Line
from afterround.formats.notes.marks import without_signs
from afterround.formats.notes.results import NOTHING, is_awaited, is_guess, is_score, read_result
from afterround.formats.notes.titles import read_title
from afterround.formats.tag_list import names_tags, split_tags

_ALSO = {
    "type": Field.KIND,
    "rounds": Field.KIND,
    "round name": Field.KIND,
    "interviews": Field.KIND,
    "event": Field.KIND,
    "what": Field.KIND,
    "notes": Field.FEEDBACK,
    "what happened": Field.FEEDBACK,
    "companies": Field.COMPANY,
    "name": Field.COMPANY,
    "score": Field.FEEDBACK,
}
_NO_ROUND = ("applied", "application", "resume", "referral", "offer", "rejected", "rejection", "tbd")


@dataclass(frozen=True)
class TableRound:
    """A row read as a round, or as a company alone (`found` None), and the fields it gave."""

    line: Line
    found: FoundRound | None
    application: FoundApplication | None
    values: tuple[Found | FoundDate, ...]


def tables(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The runs of rows in a note."""
    run: list[Line] = []
    for line in lines:
        if line.what is Is.ROW or (run and line.what is Is.RULE and line.cells):
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def read_table(run: Sequence[Line], *, is_log: bool) -> list[TableRound]:
    """The rows of a table that are rounds or companies; none where its header names neither."""
    rows = [line for line in run if line.what is Is.ROW]
    if len(rows) < 2:
        return []
    columns = [column_of(cell) for cell in rows[0].cells]
    known = set(columns)
    has_place = Field.COMPANY in known or (Field.DATE in known and Field.KIND in known)
    if not has_place or len(known - {None}) < 2:
        return []
    tagged = [place for place, cell in enumerate(rows[0].cells) if names_tags(cell)]
    return [read for row in rows[1:] if (read := _row(row, columns, tagged, is_log=is_log)) is not None]


def column_of(cell: str) -> Field | None:
    """What the header of a column stands for; None where it is none that is known."""
    said = folded(cell)
    return (
        _ALSO.get(said)
        or meaning(cell)
        or next((meaning(part) for part in cell.split("/") if meaning(part)), None)
    )


def _row(
    row: Line, columns: Sequence[Field | None], tagged: Sequence[int], *, is_log: bool
) -> TableRound | None:
    cells: dict[Field, str] = {}
    spare: list[str] = []
    for name, cell in zip(columns, row.cells, strict=False):
        if not cell.strip(" -–—/") or cell.strip().casefold() in ("n/a", "na", "tbd", "none"):
            continue
        if name is not None and name not in cells and not (name is Field.FEEDBACK and is_awaited(cell)):
            cells[name] = cell.strip()
        else:
            spare.append(cell.strip())
    company = Found(without_signs(cells[Field.COMPANY]), row.number) if Field.COMPANY in cells else None
    if company and (company.text[:1] in "[<{" or not company.text):
        return None
    found = _round(row, cells, company, spare, is_log=is_log)
    if found is not None:
        said = [
            name for place in tagged for cell in row.cells[place : place + 1] for name in split_tags(cell)
        ]
        found = replace(found, tags=tuple(FoundTag(name, row.number) for name in said))
    application = _application(row, cells, company, is_round=found is not None)
    values = _values(found) + _values(application)
    return TableRound(row, found, application, values) if found or application else None


def _round(
    row: Line, cells: dict[Field, str], company: Found | None, spare: Sequence[str], *, is_log: bool
) -> FoundRound | None:
    label = cells.get(Field.KIND, "")
    date = find_date(cells.get(Field.DATE, ""), row.number, is_place=True)
    names_one = bool(label) and folded(label).split(" ")[0] not in _NO_ROUND and "no " not in label.casefold()
    if not names_one and not (is_log and date and company and Field.KIND not in cells):
        return None
    if (
        names_one
        and not (date or Field.RESULT in cells or company)
        and not read_title(label, row.number).strength
    ):
        return None
    if cells.get(Field.DATE, "").casefold().startswith(("yyyy", "dd", "mm")):
        return None
    title = read_title(label, row.number)
    said = cells.get(Field.RESULT, "")
    read = read_result(said)
    is_result = bool(said) and not is_guess(said) and (read != NOTHING or is_score(said))
    lists = {str(name): (Found(cells[name], row.number),) for name in LISTS if name in cells}
    found = FoundRound(
        date=date.date if date else None,
        company=company,
        role=Found(cells[Field.ROLE], row.number) if Field.ROLE in cells else None,
        kind=kind_of(label),
        label=Found(label, row.number) if label else None,
        is_mock=title.is_mock,
        people=(FoundPerson(Found(cells[Field.PEOPLE], row.number)),) if Field.PEOPLE in cells else (),
        result=read.result if is_result else None,
        result_text=Found(without_signs(said) or said, row.number) if is_result else None,
        notes="\n".join(spare),
        first_line=row.number,
        last_line=row.number,
    )
    return replace(found, **lists)  # type: ignore[arg-type]


def _application(
    row: Line, cells: dict[Field, str], company: Found | None, *, is_round: bool
) -> FoundApplication | None:
    said = cells.get(Field.FINAL) or ("" if is_round else cells.get(Field.RESULT, ""))
    applied = find_date(cells.get(Field.APPLIED, ""), row.number, is_place=True)
    if company is None or is_round or not (said or applied):
        return None
    read = read_result(said)
    return FoundApplication(
        company=company,
        role=Found(cells[Field.ROLE], row.number) if Field.ROLE in cells else None,
        applied=applied.date if applied else None,
        outcome=read.outcome,
        outcome_text=Found(without_signs(said), row.number) if read.outcome else None,
    )


def _values(found: FoundRound | FoundApplication | None) -> tuple[Found | FoundDate, ...]:
    """Every value of a row, for the account of what was placed."""
    if found is None:
        return ()
    held: list[Found | FoundDate | None] = [
        found.company,
        found.role,
        *(person.name for person in found.people),
    ]
    if isinstance(found, FoundApplication):
        held += [found.applied, found.outcome_text]
    else:
        held += [found.date, found.label, found.result_text, Found(found.notes, found.first_line)]
        held += [line for name in LISTS for line in getattr(found, str(name))]
    return tuple(value for value in held if value is not None)
