"""Guesses which column of a table is which, from the names of the columns and from what stands in them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from afterround.core.rounds import company_key
from afterround.formats.tables.fields import (
    DATES,
    EXAMPLES,
    FIELD_WORDS,
    OUTCOMES,
    PARTS,
    Column,
    Field,
    Mapping,
    RowsAre,
)
from afterround.formats.tables.names import NameRead, is_list, plain_name, read_names
from afterround.formats.tables.statuses import guess_statuses
from afterround.formats.tables.table import Table
from afterround.formats.tables.trackers import recognise
from afterround.formats.tables.values import (
    LOOKED_AT,
    Looks,
    Profile,
    day_first_of,
    is_stored_date,
    needs_day_first,
    profile_of,
)
from afterround.formats.tag_list import split_tags

ONE_OF = frozenset({Field.COMPANY, Field.ROLE, Field.APPLIED, Field.ROUND_DATE, Field.ROUND_KIND})
"""The fields that only one column of a row, or of each of its rounds, can have."""

MOST = 0.6
"""The share of a column's cells from which on it is said to hold what they look like."""


@dataclass(frozen=True)
class _Seen:
    """A column with what stands in it, and what its name can mean."""

    place: int
    name: str
    cells: tuple[str, ...]
    looks: Profile
    reads: tuple[NameRead, ...]

    def says(self, *looks: Looks) -> bool:
        """Whether most of its cells look so; True where it has none."""
        return self.looks.filled == 0 or self.looks.share(*looks) >= MOST


def guess_mapping(table: Table) -> Mapping:
    """Which column is which. Names count first and must fit the cells; where they say nothing the cells are asked.

    Nothing is left out but numbers of rows: what is not understood is kept as a note under its column's name.
    """
    known = recognise(table.header) if table.has_header else None
    seen = [_see(table, place) for place in range(len(table.header))]
    columns = list(known.columns) if known else _guessed(seen, table)
    rows_are = known.rows_are if known else _rows_are(columns, seen)
    if not known:
        columns = _settled(columns, seen, rows_are)
    dated = _dated(columns, seen)
    finished = tuple(
        replace(column, examples=_examples(one)) for column, one in zip(dated, seen, strict=True)
    )
    return Mapping(finished, rows_are, known.tracker if known else "")


def _see(table: Table, place: int) -> _Seen:
    cells = table.column(place)
    name = table.header[place]
    return _Seen(place, name, cells, profile_of(cells), read_names(name) if table.has_header else ())


def _examples(seen: _Seen) -> tuple[str, ...]:
    """The first cells that differ, each on one line and not too long."""
    lines = (" ".join(cell.split()) for cell in seen.cells)
    return tuple(dict.fromkeys(line[:77] + "..." if len(line) > 80 else line for line in lines if line))[
        :EXAMPLES
    ]


# By name


def _guessed(seen: list[_Seen], table: Table) -> list[Column]:
    columns = [_by_name(one) for one in seen]
    columns = _one_of_each(columns, seen)
    return _by_cells(columns, seen, table.has_header)


def _by_name(seen: _Seen) -> Column:
    """What the column's name says, where its cells fit that."""
    for read in seen.reads:
        field = _fitting(read, seen)
        if field is not None:
            weak = " It could mean something else." if read.is_weak else ""
            because = f'The column is called "{seen.name}".{weak}'
            return Column(seen.name, field, read.round, is_sure=not read.is_weak, because=because)
    return Column(seen.name, because="Kept under its name.")


def _fitting(read: NameRead, seen: _Seen) -> Field | None:
    """The field that a name speaks of, changed to what the cells are; None where they do not fit it at all."""
    fits = _FITS.get(read.field)
    return fits(seen, read) if fits else read.field


def _date(seen: _Seen, read: NameRead) -> Field | None:
    is_dated = seen.looks.filled == 0 or _days(seen) >= (MOST if read.is_weak else 0.4)
    return read.field if is_dated else None


def _days(seen: _Seen) -> float:
    """The share of cells that are days, as people write them or as the numbers that programs keep them as."""
    said = seen.cells[:LOOKED_AT]
    stored = sum(is_stored_date(cell) for cell in said) / len(said) if said else 0.0
    return max(seen.looks.share(Looks.DATE), stored)


def _round_date(seen: _Seen, read: NameRead) -> Field | None:
    return read.field if seen.looks.filled == 0 or _days(seen) >= 0.4 else None


def _status(seen: _Seen, read: NameRead) -> Field | None:
    if seen.looks.filled and seen.says(Looks.DATE, Looks.LINK, Looks.EMAIL, Looks.PROSE):
        return None
    if read.is_weak and seen.looks.filled:
        return read.field if _known_statuses(seen) >= 0.5 else None
    return read.field


def _known_statuses(seen: _Seen) -> float:
    """The share of different cells whose meaning as a status, or as a result, is known."""
    meanings = guess_statuses(seen.cells).meanings
    known = [one for one in meanings if one.is_sure or one.outcome is not None or one.result is not None]
    return len(known) / len(meanings) if meanings else 0.0


def _outcome_day(seen: _Seen, read: NameRead) -> Field | None:
    """A column for one outcome holds days or marks; with words in it it is a note."""
    return read.field if seen.says(Looks.DATE, Looks.MARK) else None


def _person(seen: _Seen, read: NameRead) -> Field | None:
    if seen.looks.filled == 0:
        return read.field
    is_other = seen.looks.share(*(set(Looks) - {Looks.PERSON, Looks.WORDS, Looks.ROLE}))
    is_named = seen.looks.share(Looks.PERSON) > 0
    needs_name = read.is_weak or read.field is Field.REFERRER
    return read.field if is_other < 0.5 and (is_named or not needs_name) else None


def _lines(seen: _Seen, read: NameRead) -> Field | None:
    return (
        None
        if seen.looks.filled and seen.says(Looks.DATE, Looks.MARK, Looks.LINK, Looks.NUMBER)
        else read.field
    )


def _round(seen: _Seen, read: NameRead) -> Field | None:
    """A round is told by its day, a mark or words; names in a column are those of people."""
    if read.is_weak and seen.looks.share(Looks.DATE, Looks.MARK) < MOST:
        return None
    if is_list(read.round) and seen.looks.filled and seen.says(Looks.NUMBER, Looks.MARK):
        return None
    if seen.looks.filled and seen.looks.share(Looks.PERSON) >= MOST:
        return Field.INTERVIEWER
    return None if seen.looks.filled and seen.says(Looks.LINK, Looks.EMAIL) else read.field


def _kind(seen: _Seen, read: NameRead) -> Field | None:
    if seen.looks.filled and seen.says(Looks.DATE, Looks.LINK, Looks.EMAIL, Looks.PROSE):
        return None
    if not read.is_weak or not seen.looks.filled:
        return read.field
    kinds = [one for one in guess_statuses(seen.cells).meanings if one.kind is not None]
    return read.field if len(kinds) >= 0.5 * seen.looks.different else None


def _tags(seen: _Seen, read: NameRead) -> Field | None:
    """Tags are short; under a name that could mean something else most cells must hold several."""
    said = [len(split_tags(cell)) for cell in seen.cells[:LOOKED_AT]]
    least = 2 if read.is_weak else 1
    return read.field if sum(number >= least for number in said) >= MOST * len(said) else None


def _words(seen: _Seen, read: NameRead) -> Field | None:
    others = (Looks.DATE, Looks.LINK, Looks.EMAIL, Looks.NUMBER, Looks.MARK)
    return None if seen.looks.filled and seen.says(*others) else read.field


_FITS: dict[Field, Callable[[_Seen, NameRead], Field | None]] = {
    **dict.fromkeys((Field.COMPANY, Field.ROLE), _words),
    Field.APPLIED: _date,
    Field.ROUND_DATE: _round_date,
    Field.ROUND: _round,
    Field.ROUND_KIND: _kind,
    Field.TAGS: _tags,
    **dict.fromkeys((Field.STATUS, Field.ROUND_RESULT), _status),
    **dict.fromkeys(OUTCOMES, _outcome_day),
    **dict.fromkeys(PARTS, _person),
    **dict.fromkeys((Field.QUESTIONS, Field.FOLLOW_UPS, Field.FEEDBACK, Field.LESSONS), _lines),
}


def _one_of_each(columns: list[Column], seen: list[_Seen]) -> list[Column]:
    """Leave a field that only one column can have to the surest, and of these to the fullest."""
    kept = list(columns)
    for key in {(column.field, column.round) for column in columns if column.field in ONE_OF}:
        places = [place for place, column in enumerate(columns) if (column.field, column.round) == key]
        best = max(places, key=lambda place: (columns[place].is_sure, seen[place].looks.filled, -place))
        for place in places:
            if place != best:
                because = f'"{columns[best].name}" is taken as the {FIELD_WORDS[key[0]]}.'
                kept[place] = Column(columns[place].name, because=because)
    return kept


# By what stands in the cells


def _by_cells(columns: list[Column], seen: list[_Seen], has_header: bool) -> list[Column]:
    """Find by their cells what no name says: where there are no names everything, else company and role."""
    found = list(columns)

    def take(field: Field, fits: Callable[[_Seen], bool], because: str) -> None:
        if any(column.field is field for column in found):
            return
        for one in seen:
            is_free = found[one.place].field is Field.NOTES and not one.reads
            if is_free and one.looks.filled and fits(one):
                found[one.place] = Column(one.name, field, is_sure=False, because=because)
                return

    take(Field.ROLE, lambda one: _is_role(one, found), "Its cells look like job titles.")
    if not has_header:
        take(Field.APPLIED, lambda one: one.says(Looks.DATE), "It is the first column of days.")
        take(Field.STATUS, _is_status, "A few statuses come again and again in it.")
    about = {Field.ROLE, Field.STATUS, Field.APPLIED}
    if any(column.field in about for column in found):
        take(
            Field.COMPANY, lambda one: _is_company(one, has_header), "Its cells look like names of companies."
        )
    return found


def _is_status(seen: _Seen) -> bool:
    return seen.says(Looks.WORDS) and seen.looks.different <= 12 and _known_statuses(seen) >= MOST


def _is_role(seen: _Seen, columns: list[Column]) -> bool:
    """Whether cells are job titles; a column that is only called "Name" names the company first."""
    is_taken = any(column.field is Field.COMPANY for column in columns)
    return seen.looks.share(Looks.ROLE) >= MOST and (is_taken or plain_name(seen.name) not in _ANY_NAME)


_ANY_NAME = frozenset({"", "name", "title", "item", "task", "card"})


def _is_company(seen: _Seen, has_header: bool) -> bool:
    if has_header:
        return plain_name(seen.name) in _ANY_NAME | {"column 1"} and seen.looks.share(Looks.LINK) < 0.5
    return seen.says(Looks.WORDS, Looks.PERSON, Looks.LINK) and seen.looks.share(Looks.LINK) < 0.5


# What a row is


def _rows_are(columns: list[Column], seen: list[_Seen]) -> RowsAre:
    """Rows are rounds where a column says the kind of round, or its day, and none speaks of the application; and
    where companies come again and again."""
    fields = {column.field for column in columns if not column.round}
    is_applied = any(column.field is Field.APPLIED and column.is_sure for column in columns)
    if {Field.ROUND_KIND, Field.ROUND_DATE} & fields:
        has_status = any(column.field is Field.STATUS and column.is_sure for column in columns)
        is_told = is_applied or (has_status and Field.ROUND_DATE in fields)
        return RowsAre.APPLICATIONS if is_told and not _repeats(columns, seen) else RowsAre.ROUNDS
    about_rounds = {
        Field.QUESTIONS,
        Field.WENT_WELL,
        Field.SHAKY,
        Field.HINTS,
        Field.INTERVIEWER,
        Field.ROUND_RESULT,
    }
    is_log = len(about_rounds & fields) >= (1 if Field.STATUS not in fields else 2)
    return RowsAre.ROUNDS if is_log and not is_applied else RowsAre.APPLICATIONS


def _repeats(columns: list[Column], seen: list[_Seen]) -> bool:
    """Whether many rows name a company that another row names, too."""
    place = next((place for place, column in enumerate(columns) if column.field is Field.COMPANY), None)
    if place is None:
        return False
    names = [company_key(cell) for cell in seen[place].cells]
    return len(names) >= 3 and len(set(names)) <= 0.7 * len(names)


def _settled(columns: list[Column], seen: list[_Seen], rows_are: RowsAre) -> list[Column]:
    """Read the names that mean one thing in a table of rounds and another in one of applications."""
    fields = {column.field for column in columns if not column.round}
    settle = _of_rounds if rows_are is RowsAre.ROUNDS else _of_applications
    settled: list[Column] = []
    for column, one in zip(columns, seen, strict=True):
        field = column.field if column.round else settle(column, one, fields)
        if field is Field.ROUND_KIND:
            fields = fields | {field}
        because = (
            column.because
            if field is column.field
            else f"{column.because} Here a row is one of the {rows_are}."
        )
        settled.append(replace(column, field=field, because=because))
    return settled


def _of_rounds(column: Column, seen: _Seen, fields: set[Field]) -> Field:
    """What a column is where each row is a round."""
    if column.field is Field.APPLIED and not column.is_sure and Field.ROUND_DATE not in fields:
        return Field.ROUND_DATE
    if column.field is not Field.STATUS:
        return column.field
    if Field.ROUND_KIND in fields:
        return Field.ROUND_RESULT
    kinds = sum(one.kind is not None for one in guess_statuses(seen.cells).meanings)
    return Field.ROUND_KIND if kinds and kinds >= 0.5 * seen.looks.different else Field.STATUS


def _of_applications(column: Column, seen: _Seen, fields: set[Field]) -> Field:
    """What a column is where each row is an application."""
    if Field.ROUND_DATE in fields:
        return column.field
    if column.field is Field.ROUND_KIND:
        return Field.STATUS if _known_statuses(seen) >= 0.5 else Field.NOTES
    return Field.STATUS if column.field is Field.ROUND_RESULT else column.field


def _dated(columns: list[Column], seen: list[_Seen]) -> list[Column]:
    """Say for each column of dates which way they are written; a column that does not tell follows the others."""
    told = {
        one.place: day_first_of(one.cells)
        for one, column in zip(seen, columns, strict=True)
        if column.field in DATES
    }
    ways = {way for way in told.values() if way is not None}
    usual = ways.pop() if len(ways) == 1 else None
    dated = []
    for place, column in enumerate(columns):
        way = told.get(place)
        if way is None and column.field in DATES and needs_day_first(seen[place].cells):
            way = usual
            if usual is None:
                column = replace(  # noqa: PLW2901 (the same column, with its doubt said)
                    column,
                    is_sure=False,
                    because=f"{column.because} Whether the day or the month comes first cannot be told.",
                )
        dated.append(replace(column, day_first=way))
    return dated
