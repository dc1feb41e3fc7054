"""Reads the sheets of a workbook (XLSX) as rows; formulas are never evaluated."""

import re
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from afterround.core.errors import Problem
from afterround.formats.tables.headers import table_of
from afterround.formats.tables.names import read_names
from afterround.formats.tables.table import COLUMNS, ROWS, Cuts, Row, Table, TableFile, bounded
from afterround.formats.tables.workbook_guard import NOT_READ, refusal

SHEETS = 30
"""The most sheets that are looked at."""

_LOOKED_AT = ROWS + 50
_FAILURES = (
    *(
        ArithmeticError,
        AssertionError,
        AttributeError,
        BadZipFile,
        EOFError,
        LookupError,
        OSError,
        RuntimeError,
    ),
    *(SyntaxError, TypeError, ValueError, zlib.error),
)
"""What a parser may raise on a file that is not what it says."""


def is_workbook(content: bytes) -> bool:
    """Whether bytes are those of a workbook, new or old: a zip archive, or a compound file."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"))


def read_workbook(content: bytes, name: str) -> TableFile:
    """The first sheet that holds a table of applications, else the first that holds any. The other sheets, and
    formulas whose result was not saved, are named in the problems. Never raises."""
    refused = refusal(content)
    if refused:
        return TableFile(name, problems=(Problem(0, refused),))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(content, name)
    except _FAILURES:
        return TableFile(name, problems=(Problem(0, NOT_READ),))


def _read(content: bytes, name: str) -> TableFile:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    found: list[tuple[Table, tuple[str, ...], Cuts, Any]] = []
    for sheet in book.worksheets[:SHEETS]:
        cuts = Cuts()
        table, above = table_of(bounded(_rows(sheet), cuts), title=sheet.title)
        if table is not None:
            found.append((table, above, cuts, sheet))
            if _is_named(table):
                break
    titles = [sheet.title for sheet in book.worksheets]
    book.close()
    if not found:
        return TableFile(name, problems=(Problem(0, "None of its sheets holds a table."),))
    table, above, cuts, sheet = next((one for one in found if _is_named(one[0])), found[0])
    xml = _xml(content, str(sheet._worksheet_path))
    cuts.rows += max(0, len(_ROW.findall(xml)) - _LOOKED_AT)
    problems = (*cuts.told(), *_unsaved(xml, table), *_others(table.title, titles))
    return TableFile(name, (_unmerged(xml, table),), above, problems)


def _is_named(table: Table) -> bool:
    """Whether at least two columns have names that speak of applications or rounds."""
    return (
        table.has_header
        and len({reads[0].field for cell in table.header if (reads := read_names(cell))}) >= 2
    )


def _others(title: str, titles: list[str]) -> Iterator[Problem]:
    others = [f'"{other}"' for other in titles if other != title]
    if others:
        more = f" and {len(others) - 10} more" if len(others) > 10 else ""
        yield Problem(
            0,
            f'Only the sheet "{title}" is read. Not read: {", ".join(others[:10])}{more}. '
            "To import another, save it as a file of its own.",
        )


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet with their numbers, every cell as text."""
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=_LOOKED_AT, max_col=COLUMNS, values_only=True)
    for number, cells in enumerate(rows, start=1):
        said = [_text(cell) for cell in cells]
        while said and not said[-1]:
            said.pop()
        yield number, said


def _text(value: Any) -> str:
    """A cell as it would be typed: days in ISO form, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value if isinstance(value, (str, int, float, timedelta)) else "")


def _xml(content: bytes, path: str) -> str:
    """The text of one file within the workbook."""
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(path).decode("utf-8", "replace")


_ROW = re.compile(r"<row[ >/]")
_UNSAVED = re.compile(
    r'<c (?:[^<>]* )?r="([A-Z]{1,3})(\d{1,7})"[^<>]*><f(?:[^<>]*/>|[^<>]*>[^<>]*</f>)(?:<v\s*/>|<v></v>)?</c>'
)
_MERGED = re.compile(r'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
NAMED = 20
"""The most formulas without a result that are named one by one."""


def _unsaved(xml: str, table: Table) -> Iterator[Problem]:
    """The formulas in a table whose result the file does not hold."""
    lines = {row.line for row in table.rows}
    found = [(column, int(line)) for column, line in _UNSAVED.findall(xml) if int(line) in lines]
    for column, line in found[:NAMED]:
        yield Problem(
            line,
            f"The result of the formula in {column}{line} is not saved in the file; it is read as empty.",
        )
    if len(found) > NAMED:
        yield Problem(0, f"{len(found) - NAMED:,} more formulas have no saved result and are read as empty.")


def _unmerged(xml: str, table: Table) -> Table:
    """The table with every cell filled that was merged with the one above it."""
    rows = {row.line: list(row.cells) for row in table.rows}
    for column, first, last_column, last in _MERGED.findall(xml)[:ROWS]:
        place = _place(column)
        if column == last_column and place < len(table.header) and int(first) in rows:
            value = rows[int(first)][place]
            for line in range(int(first) + 1, min(int(last), int(first) + 1000) + 1):
                if line in rows and not rows[line][place]:
                    rows[line][place] = value
    return replace(table, rows=tuple(Row(tuple(rows[row.line]), row.line) for row in table.rows))


def _place(letters: str) -> int:
    """The place of a column from 0: "A" is 0, "AA" is 26."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1
