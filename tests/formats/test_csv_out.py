"""CSV that a spreadsheet takes for text, whatever stands in it."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterround.formats.csv_out import csv_text, plain_cell
from afterround.formats.tables.reading import read_tables

CELL = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)


@pytest.mark.parametrize("cell", ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\tx", "  =1", "＝1"])
def test_what_looks_like_a_formula_is_defused(cell: str) -> None:
    assert csv_text([[cell]]).lstrip('"').startswith("'")


def test_other_words_stay_as_they_are() -> None:
    assert csv_text([["Acme, Inc.", "it's 5 - 3"]]) == '"Acme, Inc.",it\'s 5 - 3\r\n'


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=5))
def test_what_is_written_reads_back_identical(rows: list[list[str]]) -> None:
    read = csv.reader(StringIO(csv_text(rows), newline=""))
    assert [[plain_cell(cell) for cell in cells] for cells in read] == rows


def test_an_import_gives_back_what_an_export_defused() -> None:
    text = csv_text(
        [["Company", "Role", "Notes"], ["Acme", "Engineer", "=1+1"], ["Globex", "Analyst", "'quoted'"]]
    )
    (table,) = read_tables(text.encode(), "export.csv").tables
    assert [row.cells[2] for row in table.rows] == ["=1+1", "'quoted'"]
