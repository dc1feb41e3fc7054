"""Rows as CSV that no spreadsheet takes for formulas, and the way back."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

_RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def csv_text(rows: Iterable[Sequence[str]], *, is_quoted: bool = False) -> str:
    """Rows as CSV: commas, quotation marks where they are needed or, if `is_quoted`, around every cell, lines that
    end in CRLF (RFC 4180).

    A cell that a spreadsheet would take for a formula gets an apostrophe in front, and so does one that begins
    with an apostrophe, so that `plain_cell` gives every cell back as it was. NULs, which CSV cannot hold, are
    left out.
    """
    text = StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL if is_quoted else csv.QUOTE_MINIMAL)
    for row in rows:
        writer.writerow([defused(cell) for cell in row])
    return text.getvalue()


def defused(cell: str) -> str:
    """A cell with an apostrophe in front where a spreadsheet would take it for a formula."""
    clean = cell.replace("\0", "")
    return f"'{clean}" if clean.lstrip(" \ufeff").startswith((*_RISKY, "'")) else clean


def plain_cell(cell: str) -> str:
    """A cell that `csv_text` wrote, as it was before."""
    return cell[1:] if cell.startswith("'") and defused(cell[1:]) == cell else cell
