"""A table as it stands in a file: its header, its rows with their lines, and how large it may be."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from afterround.core.errors import Problem
from afterround.formats.tables.values import Looks, looks_like

FILE_BYTES = 10_000_000
"""The most bytes of a file; a larger one is refused."""

ROWS = 5_000
COLUMNS = 100
CELLS = 100_000
CELL = 20_000
"""The most rows, columns, cells and characters in a cell; what is beyond is cut off, and a problem says how much."""

LINES = 200_000
"""The most lines of a text that are read; a cell may hold many."""

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
    lines: int = 0
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
                    f"Only the rows above this one are read; {self.rows:,} more are not. "
                    "Split the file and import the rest.",
                )
            )
        if self.lines:
            message = f"Only the first {LINES:,} lines are read; {self.lines:,} more are not."
            told.append(Problem(LINES + 1, message))
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
    count = 0
    for line, cells in rows:
        if not any(cell and not cell.isspace() for cell in cells):
            continue
        if len(kept) > ROWS or count >= CELLS:
            cuts.rows += 1
            cuts.first_row = cuts.first_row or line
            continue
        if len(cells) > COLUMNS and any(cell.strip() for cell in cells[COLUMNS:]):
            cuts.columns = max(cuts.columns, len(cells) - COLUMNS)
        fitting = tuple(cuts.cell(cell, line) for cell in cells[:COLUMNS])
        if any(fitting):
            kept.append(Row(fitting, line))
            count += len(fitting)
    return kept


def squared(rows: Sequence[Row], width: int) -> tuple[Row, ...]:
    """Rows of one width: short ones are filled up; in long ones the cells that a stray delimiter parted are joined,
    there where the other cells then look most like those above and below them."""
    if all(len(row.cells) <= width for row in rows):
        return tuple(Row(_filled(row.cells, width), row.line) for row in rows)
    whole = [row.cells for row in rows if len(row.cells) == width][:SAMPLE]
    usual = [Counter(looks_like(cells[place]) for cells in whole if cells[place]) for place in range(width)]
    return tuple(Row(_joined(row.cells, width, usual), row.line) for row in rows)


SAMPLE = 100
"""So many whole rows are looked at to see what a column's cells look like."""


def _filled(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return cells + ("",) * (width - len(cells))


def _joined(cells: tuple[str, ...], width: int, usual: list[Counter[Looks]]) -> tuple[str, ...]:
    """The cells of a row, those joined that leave the best fit; of equal fits the last, so that notes take most."""
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    extra = len(cells) - width
    if extra <= 0:
        return _filled(cells, width)
    before = [0.0, *accumulate(_fit(cells[place], usual[place]) for place in range(width))]
    behind = [0.0, *accumulate(_fit(cells[place + extra], usual[place]) for place in reversed(range(width)))]
    joined = [", ".join(filter(None, cells[place : place + extra + 1])) for place in range(width)]
    fits = [
        round(before[place] + _fit(joined[place], usual[place]) + behind[width - 1 - place], 6)
        + (1 if _LEGAL.fullmatch(cells[place + 1]) else 0)
        for place in range(width)
    ]
    best = max(range(width), key=lambda place: (fits[place], place))
    return (*cells[:best], joined[best], *cells[best + extra + 1 :])


_LEGAL = re.compile(
    r"(?:inc|llc|l\.l\.c|ltd|limited|corp|co|llp|plc|gmbh|ag|s\.?r\.?o|s\.?a|n\.?v)\.?", re.IGNORECASE
)


def _fit(cell: str, seen: Counter[Looks]) -> float:
    """How much a cell looks like those of its column: the share of those that look the same, from 0 to 1."""
    return seen[looks_like(cell)] / seen.total() if cell and seen else 0.0
