"""Workbooks made on the spot: of rows, or of whatever parts a hostile hand would put into one."""

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook


def workbook(sheets: dict[str, Iterable[Sequence[Any]]], merged: Sequence[str] = ()) -> bytes:
    """An XLSX file with these sheets; `merged` are ranges of the first that are merged."""
    book = Workbook()
    for place, (title, rows) in enumerate(sheets.items()):
        sheet = book.create_sheet(title, place)
        for row in rows:
            sheet.append(list(row))
        for cells in merged if place == 0 else ():
            sheet.merge_cells(cells)
    book.remove(book.worksheets[-1])
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(parts: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", kind) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """A workbook with one of its parts replaced."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    return zipped({**parts, name: part})
