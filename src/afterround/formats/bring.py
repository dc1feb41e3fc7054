"""Reads a file that somebody brings, whatever it is: which reader it needs, and what it was read to hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from afterround.core.errors import Problem
from afterround.core.imports import FileKind, FoundFile
from afterround.formats.encoding import decode_text
from afterround.formats.markdown import parse
from afterround.formats.notes import LIMIT, read_notes
from afterround.formats.notes.tags import tagged
from afterround.formats.notes.template import read_template
from afterround.formats.tables.applying import apply_mappings, guess_statuses_of
from afterround.formats.tables.fields import Mapping
from afterround.formats.tables.guessing import guess_mapping
from afterround.formats.tables.reading import read_tables
from afterround.formats.tables.statuses import StatusMapping
from afterround.formats.tables.table import TableFile
from afterround.formats.tables.workbook import is_workbook

FILE_BYTES = 5_000_000
"""Bytes of the largest file that is read."""

TOO_LARGE = f"it is larger than {FILE_BYTES // 1_000_000} MB. Bring it in parts."
BINARY = "it is no text but a binary file."
EMPTY = "it is empty."

_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "it is a PDF. Copy its text and paste that."),
    (b"PK\x03\x04", "it is a packed file, not a workbook. Unpack it and bring what is in it."),
    (b"\x1f\x8b", "it is a packed file. Unpack it and bring what is in it."),
    (b"\xd0\xcf\x11\xe0", "it was written by an old Office program. Save it as XLSX, CSV or text."),
    (b"{\\rtf", "it is formatted text (RTF). Save it as plain text."),
)
"""How files begin that are refused with words of their own."""

_TABLE_NAME = re.compile(r"\.(?:csv|tsv|tab|xlsx|xlsm)$", re.IGNORECASE)
_NOTE_NAME = re.compile(r"\.\w{1,10}$")
_MANY = 0.5
"""From this share of its lines on, the tables of a Markdown text are what it is about."""

Understood = tuple[Mapping, StatusMapping]


@dataclass(frozen=True)
class Read:
    """A file as it was read. `lines` are those of its text, or of a sheet's rows; `why` says why nothing could be
    read, "" where it was. Of a table, `table` is the table and `understood` how its columns and statuses were."""

    found: FoundFile
    kind: FileKind = FileKind.NOTES
    lines: tuple[str, ...] = ()
    why: str = ""
    table: TableFile | None = None
    understood: tuple[Understood, ...] = ()


def read_file(name: str, content: bytes) -> Read:
    """Read any bytes as the file `name`. Never raises; what cannot be read has a `why`."""
    if len(content) > FILE_BYTES:
        return _refused(name, TOO_LARGE)
    if is_workbook(content):
        return _as_table(read_tables(content, name))
    start = content[:16].lstrip()
    for sign, why in _SIGNS:
        if start.startswith(sign):
            return _refused(name, why)
    if _TABLE_NAME.search(name):
        return _as_table(read_tables(content, name))
    text = decode_text(content)
    return _refused(name, BINARY) if text is None else read_text(name, text)


def read_text(name: str, text: str) -> Read:
    """Read a text as the file `name`, "" where it was pasted; see `read_file`."""
    text = text.replace("\r\n", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
    if not text.strip():
        return _refused(name, EMPTY)
    lines = tuple(text.split("\n"))
    return _table_in(name, text, lines) or Read(tagged(_notes_in(name, text), text), FileKind.NOTES, lines)


def read_retro(name: str, content: bytes) -> Read | None:
    """Read bytes as one filled-in template, however little of it is there; None where no heading of it is."""
    text = decode_text(content)
    if text is None or not parse(text).has_sections:
        return None
    text = text.replace("\r\n", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
    found = tagged(read_template(text, name=name), text)
    return Read(found, FileKind.TEMPLATE, tuple(text.split("\n")))


def _notes_in(name: str, text: str) -> FoundFile:
    """The text as notes; one that tells what went well and what was shaky is a retrospective, even without a header."""
    found = read_notes(text, name=name)
    if found.rounds or found.applications or len(text) > LIMIT:
        return found
    retro = parse(text).retro
    return read_template(text, name=name) if retro.went_well and retro.shaky else found


def _table_in(name: str, text: str, lines: Sequence[str]) -> Read | None:
    """The text as a table, where it is one: pasted cells, or Markdown tables that are most of what it says."""
    if len(text) > FILE_BYTES or not ("|" in text or "\t" in text or not _NOTE_NAME.search(name)):
        return None
    is_markdown = "|" in text
    file = read_tables(text.encode("utf-8", "surrogatepass"), name or "pasted.md" if is_markdown else name)
    rows = sum(len(table.rows) + 2 for table in file.tables)
    written = sum(bool(line.strip()) for line in lines)
    if not file.tables or rows < _MANY * written:
        return None
    read = _as_table(file)
    sure = [column for mapping, _ in read.understood for column in mapping.columns if column.is_sure]
    is_table = any(mapping.is_about_applications for mapping, _ in read.understood) and len(sure) > 1
    return read if is_table and all(table.has_header for table in file.tables) else None


def _as_table(file: TableFile) -> Read:
    """A file of tables, every column and status guessed."""
    understood = tuple(
        (mapping, guess_statuses_of(table, mapping))
        for table in file.tables
        for mapping in (guess_mapping(table),)
    )
    return understand(file, understood)


def understand(file: TableFile, understood: tuple[Understood, ...]) -> Read:
    """A file of tables, its columns and statuses understood as they are given."""
    why = "" if file.tables else " ".join(problem.message for problem in file.problems) or EMPTY
    found = apply_mappings(file, understood)
    return Read(found, FileKind.TABLE, _row_lines(file), why, file, understood)


def _row_lines(file: TableFile) -> tuple[str, ...]:
    """The rows of all tables by the lines they begin on, their cells side by side."""
    lines: dict[int, str] = {}
    for table in file.tables:
        lines.setdefault(table.line, " | ".join(table.header))
        for row in table.rows:
            lines.setdefault(row.line, " | ".join(cell for cell in row.cells if cell))
    return tuple(lines.get(number, "") for number in range(1, max(lines, default=0) + 1))


def _refused(name: str, why: str) -> Read:
    return Read(FoundFile(name, problems=(Problem(0, why),)), why=why)
