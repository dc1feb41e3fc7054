"""A table as it stands in a file: its header, its rows with their lines, and how large it may be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from afterround.core.errors import Problem

FILE_BYTES = 10_000_000
"""The most bytes of a file; a larger one is refused."""

ROWS = 10_000
COLUMNS = 200
CELL = 20_000
"""The most rows, columns and characters in a cell; what is beyond is cut off, and a problem says how much."""

TABLES = 50
"""The most tables that are read from one file."""


@dataclass(frozen=True)
class Row:
    """The cells of a row in the words of the file, as many as the header has. `line` is where it begins, from 1."""

    cells: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Table:
    """A table. Where the file names no columns (`has_header` False) they are "Column 1", "Column 2" and so on.

    `title` is the heading above it or the name of its sheet; `line` is where the header stands, from 1.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    has_header: bool = True
    title: str = ""
    line: int = 1

    def column(self, place: int) -> tuple[str, ...]:
        """The words of a column from the top, empty cells left out."""
        return tuple(row.cells[place] for row in self.rows if row.cells[place])


@dataclass(frozen=True)
class TableFile:
    """What a file holds: its tables, the text around them, and what could not be read."""

    name: str
    tables: tuple[Table, ...] = ()
    unplaced: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass
class Cuts:
    """How much was cut off while a table was made to fit its limits."""

    cells: int = 0
    first_cell: int = 0
    rows: int = 0
    first_row: int = 0
    columns: int = 0
    problems: list[Problem] = field(default_factory=list)

    def cell(self, text: str, line: int) -> str:
        """The text of a cell, shortened where it is too long; counts what was shortened."""
        clean = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()
        if len(clean) <= CELL:
            return clean
        self.cells += 1
        self.first_cell = self.first_cell or line
        return clean[:CELL].rstrip()

    def told(self) -> tuple[Problem, ...]:
        """What was cut off, as problems."""
        told = list(self.problems)
        if self.rows:
            told.append(
                Problem(
                    self.first_row,
                    f"Only the first {ROWS:,} rows are read; {self.rows:,} more are not. "
                    "Split the file and import the rest.",
                )
            )
        if self.columns:
            told.append(
                Problem(0, f"Only the first {COLUMNS} columns are read; {self.columns:,} more are not.")
            )
        if self.cells:
            told.append(
                Problem(
                    self.first_cell,
                    f"{self.cells:,} cell(s) longer than {CELL:,} characters were cut to that length.",
                )
            )
        return tuple(told)


def bounded(rows: Iterable[tuple[int, Sequence[str]]], cuts: Cuts) -> list[Row]:
    """Rows with their lines, within the limits; `cuts` counts what is beyond. Empty rows are left out."""
    kept: list[Row] = []
    for line, cells in rows:
        if len(cells) > COLUMNS and any(cell.strip() for cell in cells[COLUMNS:]):
            cuts.columns = max(cuts.columns, len(cells) - COLUMNS)
        fitting = tuple(cuts.cell(cell, line) for cell in cells[:COLUMNS])
        if not any(fitting):
            continue
        if len(kept) > ROWS:
            cuts.rows += 1
            cuts.first_row = cuts.first_row or line
            continue
        kept.append(Row(fitting, line))
    return kept


def squared(rows: Iterable[Row], width: int) -> tuple[Row, ...]:
    """Rows of one width: short ones are filled up, and what stands beyond the last column joins its cell."""
    return tuple(Row(_fitted(row.cells, width), row.line) for row in rows)


def _fitted(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    if len(cells) <= width:
        return cells + ("",) * (width - len(cells))
    beyond = [cell for cell in cells[width - 1 :] if cell]
    return (*cells[: width - 1], ", ".join(beyond))
