"""A person's own list of problems to practise, one a line or a table, and back."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from afterround.core import errors
from afterround.core.catalogue import Catalogue, Difficulty, Problem, name_key
from afterround.formats.csv_out import csv_text, plain_cell
from afterround.formats.problem_words import Named, is_link, read_difficulty, read_minutes, read_problem
from afterround.formats.tables.delimited import DELIMITERS, read_delimited
from afterround.formats.tables.table import Cuts, Row, bounded, squared

MOST = 2_000
"""So many problems are read from one list."""

TITLE_LENGTH = 200
"""A longer title is cut, and stands whole in the note."""

COMMAS = 8
"""A title of the catalogue is looked for in so many parts of a line."""


@dataclass(frozen=True)
class Listed:
    """A line of the list: a problem of the catalogue (`known`), or else one of the person's own.

    `title` and `link` are those of an own problem. `patterns` are slugs of patterns or families. `minutes` is 1 to
    600 or None. `note` holds all that has no other place, and `words` the line as it was written.
    """

    line: int
    words: str
    known: Problem | None
    title: str
    link: str = ""
    difficulty: Difficulty | None = None
    patterns: tuple[str, ...] = ()
    minutes: int | None = None
    note: str = ""


@dataclass(frozen=True)
class ProblemList:
    """What a list holds, and what in it was not understood; that is kept in the notes."""

    listed: tuple[Listed, ...] = ()
    problems: tuple[errors.Problem, ...] = ()


class _Column(StrEnum):
    NUMBER = "number"
    TITLE = "title"
    LINK = "link"
    DIFFICULTY = "difficulty"
    PATTERN = "pattern"
    MINUTES = "minutes"
    NOTE = "note"


_HEADERS = {
    _Column.NUMBER: "number no nr id lc leetcode problemnumber leetcodenumber",
    _Column.TITLE: "title problem problems name question problemname problemtitle",
    _Column.LINK: "link url address problemlink",
    _Column.DIFFICULTY: "difficulty level",
    _Column.PATTERN: "pattern patterns topic topics category tag tags technique",
    _Column.MINUTES: "minutes min mins time duration",
    _Column.NOTE: "note notes comment comments remark remarks",
}
_COLUMNS = {name: column for column, names in _HEADERS.items() for name in names.split()}
_NAMING = {_Column.NUMBER, _Column.TITLE, _Column.LINK}
_PLAIN = {_Column.NUMBER, _Column.TITLE, _Column.NOTE}
_MEANT = {
    _Column.LINK: "an address",
    _Column.DIFFICULTY: "easy, medium or hard",
    _Column.PATTERN: "a pattern that is known here",
    _Column.MINUTES: "a number of minutes from 1 to 600",
}
_LETTERS = {"e": Difficulty.EASY, "m": Difficulty.MEDIUM, "h": Difficulty.HARD}

_BREAKS = re.compile(r"\r\n|\r|\n")
_RULE = re.compile(r"[-–—=_*#~.,;|\s]+")
_BULLET = re.compile(r"[-*+•]\s+(?:\[[ xX]?\]\s*)?|\[[ xX]?\]\s+")
_HEADING = re.compile(r"#{1,6}\s+(?P<words>.*\D.*)")
_AT_END = re.compile(r"(?P<rest>.*\S)\s*(?:[(\[](?P<inside>\w+)[)\]]|\s[-–—]\s+(?P<behind>\w+))")
_PARTING = re.compile(r"\s*[\t;|]\s*")


def read_problem_list(text: str, catalogue: Catalogue) -> ProblemList:
    """Read a list of problems: one a line, or a table with a header. Never raises.

    A problem is a link, a number ("LC 312", "#312"), a title, or both ("312. Burst Balloons"); bullets, check boxes
    and Markdown links are understood. Behind it, parted by commas, semicolons, tabs or bars, may stand its
    difficulty, its pattern, minutes and a note, in any order. A heading that names a pattern is for the lines below
    it. What is not understood is kept in the note and told as a Problem.
    """
    clean = re.sub("[\0\ud800-\udfff]", "\ufffd", text.removeprefix("\ufeff"))
    delimiter = _delimiter(clean)
    found = list(_table(clean, delimiter, catalogue) if delimiter else _lines(clean, catalogue))
    listed = [one for one, _ in found if one]
    problems = [problem for _, told in found for problem in told]
    if len(listed) > MOST:
        more = f"Only the first {MOST:,} problems are read; {len(listed) - MOST:,} more are not."
        problems.append(errors.Problem(listed[MOST].line, f"{more} Split the list and bring the rest."))
    return ProblemList(tuple(listed[:MOST]), tuple(problems))


def render_problem_list(listed: Iterable[Listed]) -> str:
    """The list as a table that `read_problem_list` reads back: CSV with a header."""
    rows = [
        [
            str(one.known.number) if one.known else "",
            one.known.title if one.known else one.title,
            one.known.link if one.known else one.link,
            one.difficulty or "",
            "; ".join(one.patterns),
            str(one.minutes or ""),
            one.note,
        ]
        for one in listed
    ]
    return csv_text([list(_Column), *rows])


_Read = tuple[Listed | None, list[errors.Problem]]


def _delimiter(text: str) -> str:
    """What parts the columns by the first line that says something; "" where that is no header of a table."""
    first = next((line for line in _BREAKS.split(text) if line.strip()), "")
    known = {sign: set(_held(first.split(sign))) - {None} for sign in DELIMITERS}
    sign = max(DELIMITERS, key=lambda sign: len(known[sign]))
    return sign if len(known[sign]) >= 2 and _NAMING & known[sign] else ""


def _held(header: Sequence[str]) -> tuple[_Column | None, ...]:
    """What each column holds by its name; of two alike the first, but for patterns."""
    held: list[_Column | None] = []
    for name in header:
        column = _COLUMNS.get(name_key(name), _Column.NUMBER if name.strip(' "') == "#" else None)
        held.append(None if column in held and column is not _Column.PATTERN else column)
    return tuple(held)


@dataclass
class _Told:
    """What stands about a problem beside its name, while it is read."""

    difficulty: Difficulty | None = None
    patterns: tuple[str, ...] = ()
    minutes: int | None = None
    link: str = ""
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def take(self, cell: str, catalogue: Catalogue) -> bool:
        """Take a cell for what it looks like; False where it looks like nothing, or that is there already."""
        difficulty, minutes = read_difficulty(cell), read_minutes(cell)
        pattern = catalogue.pattern_named(cell)
        if difficulty and not self.difficulty:
            self.difficulty = difficulty
        elif minutes and not self.minutes:
            self.minutes = minutes
        elif pattern and pattern.slug not in self.patterns:
            self.patterns += (pattern.slug,)
        elif is_link(cell) and not self.link:
            self.link = cell
        else:
            return False
        return True

    def listed(self, line: int, words: str, named: Named) -> _Read:
        """The problem with all that was told about it."""
        notes = list(self.notes)
        names = {name_key(named.known.title), name_key(named.known.label)} if named.known else set()
        if named.known and name_key(named.title) not in names:
            notes.insert(0, named.title)
        title = named.known.title if named.known else named.title
        if len(title) > TITLE_LENGTH:
            notes.insert(0, title)
            title = title[:TITLE_LENGTH].rstrip()
        told = [*self.problems, *filter(None, [named.doubt])]
        one = Listed(
            line=line,
            words=words,
            known=named.known,
            title=title,
            link=named.link,
            difficulty=self.difficulty,
            patterns=self.patterns,
            minutes=self.minutes,
            note="\n".join(notes),
        )
        return one, [errors.Problem(line, message) for message in told]


def _lines(text: str, catalogue: Catalogue) -> Iterator[_Read]:
    """The problems of a list without a header."""
    below: tuple[str, ...] = ()
    first = True
    for number, line in enumerate(_BREAKS.split(text), start=1):
        words = line.strip()
        is_header, first = first and _held([words])[0] in _NAMING, first and not words
        heading = _HEADING.fullmatch(words)
        if heading:
            pattern = catalogue.pattern_named(heading["words"])
            below = (pattern.slug,) if pattern else ()
            if not pattern:
                message = f'"{heading["words"][:TITLE_LENGTH]}" names no pattern that is known here.'
                yield None, [errors.Problem(number, message)]
        elif words and not is_header and not _RULE.fullmatch(words):
            name, cells = _divided(_BULLET.sub("", words, count=1) or words, catalogue)
            told = _Told()
            told.notes = [cell for cell in cells if not told.take(cell, catalogue)]
            told.patterns = told.patterns or below
            yield told.listed(number, words, _named(name, told, catalogue))


def _named(name: str, told: _Told, catalogue: Catalogue) -> Named:
    """The problem that a name means. Its difficulty may stand at the name's end, its link apart from it."""
    name = " ".join(name.split())
    ending = None if told.difficulty else _AT_END.fullmatch(name)
    difficulty = read_difficulty(ending["inside"] or ending["behind"]) if ending else None
    if ending and difficulty:
        told.difficulty, name = difficulty, ending["rest"]
    if not told.link:
        return read_problem(name, catalogue)
    behind = read_problem(told.link, catalogue)
    return replace(behind, title=name or behind.title)


def _divided(words: str, catalogue: Catalogue) -> tuple[str, list[str]]:
    """The name of a problem and the cells behind it. A comma within a title parts nothing."""
    name, *cells = _filled(_PARTING.split(words)) or [words]
    if cells:
        return name, cells
    parts = words.split(",")
    for end in range(min(len(parts), COMMAS), 0, -1):
        name = ",".join(parts[:end]).strip()
        if name and read_problem(name, catalogue).known:
            return name, _filled(parts[end:])
    for end in range(1, len(parts)):
        if _Told().take(parts[end].strip(), catalogue):
            return ",".join(parts[:end]).strip() or words, _filled(parts[end:])
    return words, []


def _filled(cells: Iterable[str]) -> list[str]:
    return [cell.strip() for cell in cells if cell.strip()]


def _table(text: str, delimiter: str, catalogue: Catalogue) -> Iterator[_Read]:
    """The problems of a table whose first row is its header."""
    cuts = Cuts()
    read = read_delimited(text, cuts, delimiter=delimiter)
    plain = ((line, list(map(plain_cell, cells))) for line, cells in read)
    header, *rows = bounded(plain, cuts)
    columns = _held(header.cells)
    for row in squared(rows, len(columns)):
        yield _row(row, header.cells, columns, catalogue)
    yield None, list(cuts.told())


def _row(row: Row, header: Sequence[str], columns: Sequence[_Column | None], catalogue: Catalogue) -> _Read:
    told = _Told()
    cells = {column: cell for column, cell in zip(columns, row.cells, strict=True) if column in _PLAIN}
    told.notes = _filled([cells.get(_Column.NOTE, "")])
    for name, column, cell in zip(header, columns, row.cells, strict=True):
        if not cell or column in _PLAIN or (column and _understood(column, cell, told, catalogue)):
            continue
        told.notes.append(f"{name}: {cell}" if name else cell)
        if column:
            told.problems.append(f'"{cell[:TITLE_LENGTH]}" is not {_MEANT[column]}; it is kept in the note.')
    number, name = cells.get(_Column.NUMBER, ""), cells.get(_Column.TITLE, "")
    if number and not read_problem(name, catalogue).known:
        name = f"{number}. {name}" if name else number
    words = ", ".join(filter(None, row.cells))
    if name or told.link:
        return told.listed(row.line, words, _named(name, told, catalogue))
    message = f'This row names no problem; add its title, number or link. It says "{words[:TITLE_LENGTH]}".'
    return None, [errors.Problem(row.line, message)]


def _understood(column: _Column, cell: str, told: _Told, catalogue: Catalogue) -> bool:
    """Take a cell for what its column holds; False where it does not say that."""
    if column is _Column.DIFFICULTY:
        told.difficulty = _LETTERS.get(cell.casefold()) or read_difficulty(cell)
        return told.difficulty is not None
    if column is _Column.MINUTES:
        told.minutes = read_minutes(cell)
        return told.minutes is not None
    if column is _Column.LINK:
        told.link = cell if is_link(cell) else ""
        return bool(told.link)
    named = [catalogue.pattern_named(name) for name in _filled(re.split("[,;/|]", cell))]
    whole = catalogue.pattern_named(cell)
    slugs = [one.slug for one in ([whole] if whole else named) if one]
    told.patterns = tuple(dict.fromkeys((*told.patterns, *slugs)))
    return bool(whole) or all(named)
