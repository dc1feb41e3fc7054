"""Finds where a table begins: its header below whatever stands above it, or that it has none."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from afterround.formats.tables.names import plain_name, read_names
from afterround.formats.tables.table import Row, Table, squared
from afterround.formats.tables.values import Looks, looks_like

ABOVE = 30
"""So many rows at the top are looked at to find the header."""

_TYPED = frozenset({Looks.DATE, Looks.LINK, Looks.EMAIL, Looks.NUMBER, Looks.PHONE, Looks.PROSE})


def table_of(rows: Sequence[Row], *, title: str = "") -> tuple[Table | None, tuple[str, ...]]:
    """The table that rows hold, and what stands above it. None where there are no rows."""
    filled = [row for row in rows if any(row.cells)]
    if not filled:
        return None, ()
    place = _header(filled)
    if place is None:
        width = _usual_width(filled)
        names = tuple(f"Column {number}" for number in range(1, width + 1))
        return Table(names, squared(filled, width), False, title, filled[0].line), ()
    header = filled[place]
    width = max(_width(header), _usual_width(filled[place + 1 :]))
    cells = header.cells[:width] + ("",) * (width - len(header.cells))
    names = tuple(" ".join(cell.split()) or f"Column {number}" for number, cell in enumerate(cells, start=1))
    above = tuple(" ".join(filter(None, row.cells)) for row in filled[:place])
    body = [row for row in filled[place + 1 :] if not _is_header_again(row, header)]
    return Table(names, squared(body, width), True, title, header.line), above


def _width(row: Row) -> int:
    return max((place for place, cell in enumerate(row.cells, start=1) if cell), default=0)


def _usual_width(rows: Sequence[Row]) -> int:
    """The number of columns that most rows have at least; a few longer ones have a stray delimiter."""
    widths = sorted((_width(row) for row in rows), reverse=True)
    return widths[len(widths) // 2] if widths else 0


def _header(rows: Sequence[Row]) -> int | None:
    """The place of the header among the first rows; None where the first row is one like the others."""
    scores = [(_named(row), -place) for place, row in enumerate(rows[:ABOVE]) if not _is_typed(row)]
    best, place = max(scores, default=(0, 0))
    if best >= 2 or (best == 1 and _width(rows[-place]) == 1):
        return -place
    start = _first_full(rows)
    if best == 1 and _width(rows[-place]) >= 2 and not _is_typed(rows[-place]) and -place <= start:
        return -place
    return start if _differs(rows, start) else None


def _named(row: Row) -> int:
    """The number of different fields that the cells of a row name."""
    fields = {reads[0].field for cell in row.cells if cell and (reads := read_names(cell))}
    return len(fields)


def _is_typed(row: Row) -> bool:
    """Whether a row holds a day, a link, a number or the like, which no header does."""
    looks = [looks_like(cell) for cell in row.cells if cell]
    return sum(one in _TYPED for one in looks) > len(looks) * 0.2


def _first_full(rows: Sequence[Row]) -> int:
    """The place of the first row as wide as the others."""
    usual = Counter(_width(row) for row in rows).most_common(1)[0][0]
    return next(place for place, row in enumerate(rows) if _width(row) >= usual)


def _differs(rows: Sequence[Row], place: int) -> bool:
    """Whether a row reads like names above columns: short different words above days, links or numbers."""
    row = rows[place]
    cells = [cell for cell in row.cells if cell]
    if _is_typed(row) or len({cell.casefold() for cell in cells}) < len(cells) or len(rows) == place + 1:
        return False
    below = rows[place + 1 : place + 1 + ABOVE]
    for column, cell in enumerate(row.cells):
        said = [other.cells[column] for other in below if column < len(other.cells) and other.cells[column]]
        if cell and said and sum(looks_like(text) in _TYPED for text in said) > len(said) / 2:
            return True
    return False


def _is_header_again(row: Row, header: Row) -> bool:
    """Whether a row repeats the header, as printed tables do on each page."""
    if sum(1 for cell in row.cells if cell) < 2:
        return False
    return [cell.casefold() for cell in row.cells] == [cell.casefold() for cell in header.cells]


def header_signature(table: Table) -> str:
    """What is the same for every table with these columns, 32 hexadecimal digits; spelling and order count, case
    and signs do not. A table without names is known by the number of its columns."""
    names = (
        [plain_name(name) for name in table.header] if table.has_header else [f"{len(table.header)} columns"]
    )
    return hashlib.sha256("\0".join(names).encode()).hexdigest()[:32]
