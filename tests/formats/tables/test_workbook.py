"""Workbooks: read without being opened in any program, and refused before they can do harm."""

import zipfile
from datetime import date, datetime

import pytest

from afterround.formats.tables.reading import read_tables
from afterround.formats.tables.table import TableFile
from afterround.formats.tables.workbook_guard import refusal
from tests.formats.tables.workbooks import with_part, workbook, zipped

HEADER = ("Company", "Role", "Applied", "Salary")
ROW = ("Acme", "Engineer", datetime(2026, 6, 11), 60000.0)  # noqa: DTZ001 (a spreadsheet knows no zone)
GOOD = workbook({"Jobs": [HEADER, ROW]})


def read(content: bytes) -> TableFile:
    return read_tables(content, "jobs.xlsx")


def test_days_are_days_and_whole_numbers_have_no_point() -> None:
    (table,) = read(GOOD).tables
    assert (table.header, table.title) == (HEADER, "Jobs")
    assert [(row.cells, row.line) for row in table.rows] == [(("Acme", "Engineer", "2026-06-11", "60000"), 2)]


def test_other_kinds_of_cells_are_read_as_they_would_be_typed() -> None:
    moment = datetime(2026, 6, 11, 15, 30)  # noqa: DTZ001
    (table,) = read(
        workbook({"A": [HEADER, ("Acme", True, moment, 1.5), ("Globex", None, date(2026, 6, 1))]})
    ).tables
    assert [row.cells for row in table.rows] == [
        ("Acme", "yes", "2026-06-11 15:30", "1.5"),
        ("Globex", "", "2026-06-01", ""),
    ]


def test_the_sheet_with_the_applications_is_read_and_the_others_are_named() -> None:
    done = read(
        workbook({"Cover": [["Welcome"]], "Jobs": [HEADER, ROW], "Lists": [["Applied"], ["Rejected"]]})
    )
    assert [table.title for table in done.tables] == ["Jobs"]
    assert ['"Cover", "Lists"' in problem.message for problem in done.problems] == [True]


def test_a_formula_is_never_evaluated_and_told_where_its_result_is_not_saved() -> None:
    done = read(workbook({"Jobs": [HEADER, ("Acme", "Engineer", "=TODAY()", "=1+1")]}))
    assert done.tables[0].rows[0].cells == ("Acme", "Engineer", "", "")
    assert [(problem.line, problem.message.split(" is not")[0]) for problem in done.problems] == [
        (2, "The result of the formula in C2"),
        (2, "The result of the formula in D2"),
    ]


def test_a_cell_that_was_merged_downwards_counts_for_each_row() -> None:
    rows = [HEADER, ("Acme", "Engineer"), (None, "Analyst"), ("Globex", "SRE")]
    done = read(workbook({"Jobs": rows}, merged=["A2:A3"]))
    assert [row.cells[0] for row in done.tables[0].rows] == ["Acme", "Acme", "Globex"]


def test_an_empty_workbook_holds_no_table() -> None:
    done = read(workbook({"A": [], "B": []}))
    assert (done.tables, [problem.line for problem in done.problems]) == ((), [0])


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
SHEET = "xl/worksheets/sheet1.xml"
HOSTILE = {
    "a bomb": with_part(GOOD, SHEET, b" " * 70_000_000),
    "a small bomb": with_part(GOOD, SHEET, b" " * 5_000_000),
    "too many cells": with_part(GOOD, SHEET, b"<c/>" * 900_000),
    "entities": with_part(GOOD, SHEET, ENTITY),
    "entities in another alphabet": with_part(GOOD, SHEET, ENTITY.decode().encode("utf-16")),
    "entities in a code page": with_part(
        GOOD, SHEET, b'<?xml version="1.0" encoding="cp037"?>' + "<!DOCTYPE x>".encode("cp037")
    ),
    "many files": zipped({f"{n}": b"" for n in range(600)}),
    "no workbook": zipped({"readme.txt": b"hello"}),
    "an odd compression": zipped({"xl/workbook.xml": b"<x/>"}, zipfile.ZIP_LZMA),
    "half a file": GOOD[: len(GOOD) // 2],
    "a broken sheet": with_part(GOOD, SHEET, b"<worksheet><sheetData><row"),
    "a broken workbook": with_part(GOOD, "xl/workbook.xml", b"<workbook/>"),
}


BROKEN = {"a broken sheet", "a broken workbook"}
"""What only the parser can find out."""


@pytest.mark.parametrize("what", sorted(HOSTILE.keys() - BROKEN))
def test_the_guard_stops_it_before_a_parser_sees_it(what: str) -> None:
    assert refusal(HOSTILE[what])


def test_the_guard_lets_an_honest_workbook_through() -> None:
    assert refusal(GOOD) is None


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_workbook_is_refused_with_what_to_do(what: str) -> None:
    done = read(HOSTILE[what])
    assert done.tables == ()
    assert len(done.problems) == 1 and done.problems[0].message.endswith(".")


def test_a_cell_in_the_farthest_corner_costs_nothing() -> None:
    far = b'<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>'
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>Company</t></is></c></row>'
        b'<row r="2"><c r="A2" t="inlineStr"><is><t>Acme</t></is></c></row>'
        b'<row r="1048576">' + far + b"</row></sheetData></worksheet>"
    )
    assert [row.cells for row in read(with_part(GOOD, SHEET, sheet)).tables[0].rows] == [("Acme",)]
