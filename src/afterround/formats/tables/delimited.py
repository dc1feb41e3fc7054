"""Rows of a text whose cells are parted by a character: commas, semicolons, tabs, bars; quoted or not."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from afterround.core.errors import Problem
from afterround.formats.tables.table import FILE_BYTES, LINES, Cuts

DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 60_000
"""So many characters at the start are looked at to find the delimiter."""

_REPAIRS = 3
_END = "\ue000the end\ue000"
_NAMED = re.compile(r"\ufeff?\"?sep=(?P<it>[,;|\t])\"?\s*")
_BREAKS = re.compile(r"\r\n|\r|\n")

Lines = list[str]


def read_delimited(
    text: str, cuts: Cuts, *, name: str = "", delimiter: str = ""
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a text with the line each begins on. Never raises.

    The delimiter is the one that Excel's "sep=" line names, else `delimiter` where it is known, else the one that
    gives the most even rows; `name` helps where it ends in ".tsv". A quotation mark that is never closed is a letter
    like any other, and a problem in `cuts`.
    """
    lines = _BREAKS.split(text)
    named = _NAMED.fullmatch(lines[0])
    delimiter = named["it"] if named else delimiter or find_delimiter(text[:LOOKED_AT], name=name)
    cuts.lines = max(0, len(lines) - LINES)
    yield from _rows(lines[:LINES], 1 if named else 0, delimiter, cuts)


def find_delimiter(text: str, *, name: str = "") -> str:
    """The character that parts the cells of a text: the one that gives the most and the most even columns."""
    lines = _BREAKS.split(text)
    if len(lines) > 2:
        lines.pop()  # it may be cut in two
    preferred = "\t" if name.casefold().endswith((".tsv", ".tab")) else ","
    return max(DELIMITERS, key=lambda d: (_evenness(lines, d), d == preferred, -DELIMITERS.index(d)))


def _evenness(lines: Lines, delimiter: str) -> float:
    """How well a delimiter parts the lines: the share of rows of the usual width, a little more for wide ones."""
    widths = Counter(
        _width(cells) for _, cells in _read(lines, 0, delimiter, csv.QUOTE_MINIMAL) if any(cells)
    )
    widths.pop(1, None)
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    total = sum(widths.values()) + sum(1 for line in lines if line.strip() and delimiter not in line)
    return count / max(1, total) * (1 + min(width, 20) / 20)


def _width(cells: Sequence[str]) -> int:
    """The number of cells up to the last that says something."""
    return max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _rows(lines: Lines, first: int, delimiter: str, cuts: Cuts) -> Iterator[tuple[int, list[str]]]:
    for attempt in range(_REPAIRS + 1):
        quoting = csv.QUOTE_NONE if attempt == _REPAIRS else csv.QUOTE_MINIMAL
        opened = 0
        for line, cells in _read(lines, first, delimiter, quoting):
            if cells and cells[-1].endswith(_END):
                opened = line
                break
            yield line, cells
        if not opened:
            return
        cuts.problems.append(
            Problem(opened, "A quotation mark opens here and is never closed; it was read as a letter.")
        )
        yield from _read(lines[:opened], opened - 1, delimiter, csv.QUOTE_NONE)
        first = opened


def _read(lines: Lines, first: int, delimiter: str, quoting: int) -> Iterator[tuple[int, list[str]]]:
    """Rows from the line at place `first` on, each with the number of its line. A row that reaches the end within
    quotation marks ends in `_END`."""
    csv.field_size_limit(2 * FILE_BYTES)
    feed = (line + "\n" for lines_ in (lines[first:], [_END]) for line in lines_)
    begins = first + 1
    reader = csv.reader(feed, delimiter=delimiter, quoting=quoting, skipinitialspace=True)  # type: ignore[arg-type]
    for cells in reader:
        if cells == [_END]:
            return
        yield begins, [cell.removesuffix("\n") for cell in cells]
        begins = first + reader.line_num + 1
