"""Reads the tables of a file, whatever program wrote it: CSV of any kind, Markdown, or a workbook."""

import re

from afterround.core.errors import Problem
from afterround.formats.csv_out import plain_cell
from afterround.formats.tables.decoding import decode_table
from afterround.formats.tables.delimited import read_delimited
from afterround.formats.tables.headers import table_of
from afterround.formats.tables.markdown_tables import MarkdownTable, has_tables, read_markdown_tables
from afterround.formats.tables.table import (
    COLUMNS,
    FILE_BYTES,
    LINES,
    TABLES,
    Cuts,
    Table,
    TableFile,
    bounded,
    squared,
)
from afterround.formats.tables.workbook import is_workbook, read_workbook

_MARKDOWN = re.compile(r"\.(?:md|markdown|mdx|mkd|org|txt)$", re.IGNORECASE)
_PROSE = re.compile(r"\.(?:md|markdown|mdx|mkd|org)$", re.IGNORECASE)
_OTHER = {
    b"%PDF": "This is a PDF. Export the table as CSV or XLSX and import that.",
    b"\x1f\x8b": "This is a packed file. Unpack it and import what is in it.",
    b"{": "This is JSON, no table. Export it as CSV and import that.",
}


def read_tables(content: bytes, name: str) -> TableFile:
    """The tables in the bytes of a file called `name`, with the text around them and what could not be read.

    At most 10 MB, 5,000 rows, 100 columns and 100,000 cells of a table, 20,000 characters of a cell and 50 tables
    are read; a larger file is refused, and what is cut off is told in the problems. Never raises.
    """
    if len(content) > FILE_BYTES:
        limit = FILE_BYTES // 1_000_000
        return _refused(
            name, f"The file is larger than {limit} MB. Split it and import the parts one by one."
        )
    if is_workbook(content):
        return read_workbook(content, name)
    start = content.lstrip()[:4]
    for sign, message in _OTHER.items():
        if start.startswith(sign):
            return _refused(name, message)
    text = decode_table(content)
    if text is None:
        return _refused(name, "This is no text. Save the table as CSV or XLSX and import that.")
    if not text.strip():
        return _refused(name, "The file is empty.")
    if _is_markdown(text, name):
        return _from_markdown(text, name)
    if _PROSE.search(name):
        return TableFile(name, unplaced=(text.strip(),))
    cuts = Cuts()
    rows = read_delimited(text, cuts, name=name)
    plain = ((line, [*map(plain_cell, cells[:COLUMNS]), *cells[COLUMNS:]]) for line, cells in rows)
    table, above = table_of(bounded(plain, cuts))
    return TableFile(name, (table,) if table else (), above, cuts.told())


def _refused(name: str, message: str) -> TableFile:
    return TableFile(name, problems=(Problem(0, message),))


def _is_markdown(text: str, name: str) -> bool:
    return bool(_MARKDOWN.search(name) or text.lstrip().startswith("|")) and has_tables(text)


def _from_markdown(text: str, name: str) -> TableFile:
    found, around = read_markdown_tables(text)
    cuts = Cuts(lines=max(0, text.count("\n") - LINES))
    for one in found:
        cuts.rows += one.more
        cuts.first_row = cuts.first_row or (one.rows[-1][0] + 1 if one.more else 0)
    read = [table for one in found[:TABLES] if (table := _table(one, cuts)) is not None]
    if len(found) > TABLES:
        message = f"Only the first {TABLES} tables are read; {len(found) - TABLES:,} more are not."
        cuts.problems.append(Problem(found[TABLES].rows[0][0], message))
    return TableFile(name, tuple(read), around, cuts.told())


def _table(found: MarkdownTable, cuts: Cuts) -> Table | None:
    """A table, whose header is its first row whatever that says; None where that is empty."""
    header, *body = found.rows
    if not any(header[1]):
        return table_of(bounded(body, cuts), title=found.title)[0]
    names = tuple(cell or f"Column {number}" for number, cell in enumerate(header[1], start=1))
    from_body = bounded(body, cuts)
    return Table(names, squared(from_body, len(names)), True, found.title, header[0])
