"""Whatever bytes come, an answer comes back, and what a table says is in it once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterround.formats.csv_out import csv_text
from afterround.formats.tables.guessing import guess_mapping
from afterround.formats.tables.reading import read_tables
from tests.formats.tables.guessed import find_in_tables

NAMES = ["a.csv", "a.tsv", "a.md", "a.xlsx", "", "a"]
HEADS = [
    b"", b"Company,Role,Status,Applied,Interview 1,Interviewer,Round\n", b"| Company | Date |\n|---|---|\n| ",
    b"PK\x03\x04", b"\xff\xfe", b"sep=;\n",
]  # fmt: skip
PIECES = st.sampled_from(
    [
        "Acme",
        "2026-06-11",
        "03/04/2026",
        "Rejected",
        "x",
        "no",
        '"',
        "=1+1",
        "\n",
        ",",
        "|",
        "[a](b)",
        "☃",
        " ",
        "\0",
        "1" * 9,
    ]
)
CELL = st.lists(PIECES, max_size=4).map("".join)


@given(st.binary(max_size=400), st.sampled_from(HEADS), st.sampled_from(NAMES))
@settings(max_examples=200)
def test_any_bytes_are_read_without_an_error(content: bytes, head: bytes, name: str) -> None:
    assert find_in_tables(head + content, name).name == name


@given(st.lists(st.lists(CELL, min_size=1, max_size=9), max_size=6), st.sampled_from(HEADS[:2]))
def test_any_cells_are_read_without_an_error(rows: list[list[str]], head: bytes) -> None:
    file = find_in_tables(head + csv_text(rows).encode(), "a.csv")
    assert all(one.application is None or one.application < len(file.applications) for one in file.rounds)


@given(st.lists(st.text("abcdefgh", min_size=3, max_size=8), min_size=1, max_size=5, unique=True))
def test_no_word_of_a_note_is_lost(words: list[str]) -> None:
    rows = [["Company", "Role", "Remark"], *(["Acme", "Engineer", word] for word in words)]
    notes = "\n".join(one.notes for one in find_in_tables(csv_text(rows).encode(), "a.csv").applications)
    assert [
        word
        for word in words
        if f"Remark: {word}" not in notes.splitlines() and word not in notes.splitlines()
    ] == []


SHAPES = {
    "one line": b"x" * 9_900_000,
    "commas": b"a," * 4_900_000,
    "quotation marks": b'"' * 9_900_000,
    "lines of open quotes": b'"a\n' * 250_000,
    "empty lines": b"\n" * 9_900_000,
    "brackets": b"| Company | Role |\n|---|---|\n" + (b"| " + b"[" * 900 + b" | b |\n") * 5_500,
    "emphasis": b"| Company | Role |\n|---|---|\n" + (b"| " + b"**a " * 240 + b" | b |\n") * 5_500,
    "links": b"| Company | Role |\n|---|---|\n" + (b"| " + b"[a](" * 240 + b" | b |\n") * 5_500,
    "postings": b"Company,URL\n" + b"".join(b"Acme,https://acme.example/%d\n" % n for n in range(20_000)),
    "blanks": b"Company,Interview Date\n" + (b"Acme," + b" 1" * 300 + b"x\n") * 5_500,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_ten_megabytes_of_any_shape_are_cut_or_refused(shape: str) -> None:
    file = find_in_tables(SHAPES[shape], "a.md" if b"|---|" in SHAPES[shape][:40] else "a.csv")
    assert file.problems


def test_a_file_that_is_only_a_rule_has_no_table() -> None:
    assert [
        guess_mapping(table).is_about_applications for table in read_tables(b"|---|\n|---|\n", "a.md").tables
    ] in (
        [],
        [False],
    )
