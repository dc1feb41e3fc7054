"""Tables out of files, whatever program wrote them."""

import pytest

from afterround.formats.tables.reading import read_tables
from afterround.formats.tables.table import CELL, COLUMNS, FILE_BYTES, ROWS, Table


def table_of(text: str, name: str = "jobs.csv") -> Table:
    (table,) = read_tables(text.encode(), name).tables
    return table


def cells_of(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


@pytest.mark.parametrize(
    "text",
    [
        "Company,Role,Salary\nAcme,Engineer,60\n",
        "Company;Role;Salary\r\nAcme;Engineer;60\r\n",
        "Company\tRole\tSalary\nAcme\tEngineer\t60",
        "Company|Role|Salary\nAcme|Engineer|60",
        "sep=;\nCompany;Role;Salary\nAcme;Engineer;60",
        '"Company", "Role", "Salary"\n"Acme", "Engineer", "60"\n',
        "Company,Role,Salary,,\nAcme,Engineer,60,,\n,,,,\n",
        "My job search,,\n\nCompany,Role,Salary\nAcme,Engineer,60\n",
    ],
)
def test_the_same_table_is_read_however_it_is_written(text: str) -> None:
    table = table_of(text)
    assert (table.header, cells_of(table)) == (("Company", "Role", "Salary"), [("Acme", "Engineer", "60")])


def test_a_comma_in_a_number_is_no_delimiter() -> None:
    table = table_of("Firma;Stelle;Gehalt\nAcme;Entwickler;60,5\nGlobex;Analyst;70,1\n")
    assert cells_of(table)[0] == ("Acme", "Entwickler", "60,5")


def test_a_row_knows_the_line_it_begins_on() -> None:
    table = table_of('Company,Notes\nAcme,"two\nlines"\n\nGlobex,one\n')
    assert [(row.cells, row.line) for row in table.rows] == [
        (("Acme", "two\nlines"), 2),
        (("Globex", "one"), 5),
    ]


def test_what_stands_above_the_header_is_kept() -> None:
    read = read_tables(
        b"My job search,,\nupdated weekly,,\nCompany,Role,Status\nAcme,Engineer,Applied\n", "a.csv"
    )
    assert read.unplaced == ("My job search", "updated weekly")
    assert read.tables[0].line == 3


def test_a_file_without_names_gets_numbers() -> None:
    table = table_of("Acme,Engineer,2026-06-11\nGlobex,Analyst,2026-06-12\n")
    assert (table.has_header, table.header) == (False, ("Column 1", "Column 2", "Column 3"))
    assert len(table.rows) == 2


def test_names_alone_are_a_table_without_rows() -> None:
    table = table_of("Company,Role,Date Applied,Status\n")
    assert (table.has_header, table.rows) == (True, ())


def test_a_header_of_unknown_words_is_known_by_the_days_below_it() -> None:
    table = table_of("Wer,Wann,Wo\nAcme,11.06.2026,Berlin\nGlobex,12.06.2026,Bonn\n")
    assert table.header == ("Wer", "Wann", "Wo")


def test_a_short_row_is_filled_up() -> None:
    assert cells_of(table_of("Company,Role,Status\nAcme\n")) == [("Acme", "", "")]


def test_a_cell_that_a_stray_comma_has_parted_is_joined_where_it_fits() -> None:
    text = (
        "Date,Company,Role,URL,Status\n"
        "2026-03-15,Acme,Engineer,https://acme.example/1,Applied\n"
        "2026-03-16,Globex,Engineer, Backend,https://globex.example/2,Rejected\n"
        "2026-03-17,Initech, Inc.,Data Analyst,https://initech.example/3,Applied\n"
        "2026-03-18,Hooli,Developer,https://hooli.example/4,Applied\n"
        "2026-03-19,Hooli,Data Engineer,https://hooli.example/5,Applied\n"
    )
    rows = cells_of(table_of(text))
    assert rows[1] == ("2026-03-16", "Globex", "Engineer, Backend", "https://globex.example/2", "Rejected")
    assert rows[2][1:3] == ("Initech, Inc.", "Data Analyst")


def test_a_quotation_mark_that_is_never_closed_is_told_and_nothing_is_lost() -> None:
    read = read_tables(b'Company,Role\nAcme,"Engineer\nGlobex,Analyst\n', "a.csv")
    assert cells_of(read.tables[0]) == [("Acme", '"Engineer'), ("Globex", "Analyst")]
    assert [problem.line for problem in read.problems] == [2]


def test_a_header_that_is_printed_again_is_no_row() -> None:
    assert len(table_of("Company,Role\nAcme,Engineer\nCompany,Role\nGlobex,Analyst\n").rows) == 2


def test_markdown_tables_are_read_with_the_text_between_them_kept() -> None:
    text = (
        "# Search\nA word before.\n\n## Active\n| Company | Role |\n|---|:-:|\n| **Acme** | Eng \\| Ops |\n\n"
        "Between.\n\n## Rejected\n| Company | Role |\n| - | - |\n| [Globex](https://globex.example) | SRE<br>night |\n"
    )
    read = read_tables(text.encode(), "search.md")
    assert [(table.title, cells_of(table)) for table in read.tables] == [
        ("Active", [("Acme", "Eng | Ops")]),
        ("Rejected", [("Globex <https://globex.example>", "SRE\nnight")]),
    ]
    assert read.unplaced == ("# Search\nA word before.\n\n## Active", "Between.\n\n## Rejected")
    assert [table.rows[0].line for table in read.tables] == [7, 14]


def test_a_note_without_a_table_holds_none() -> None:
    read = read_tables(b"# Acme\nFirst, they asked about trees.\n", "acme.md")
    assert (read.tables, read.unplaced) == ((), ("# Acme\nFirst, they asked about trees.",))


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"   \n\n", "empty"),
        (b"\0" * 1000, "no text"),
        (b"%PDF-1.7 ...", "PDF"),
        (b'{"jobs": []}', "JSON"),
        (b"x" * (FILE_BYTES + 1), "larger than 10 MB"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "old kind"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(content: bytes, word: str) -> None:
    read = read_tables(content, "a.csv")
    assert read.tables == ()
    assert [word in problem.message for problem in read.problems] == [True]


def test_what_is_too_much_is_cut_and_told() -> None:
    wide = ",".join(["Company", *(f"c{n}" for n in range(COLUMNS + 4))])
    read = read_tables(f"{wide}\nAcme,{'x' * (CELL + 5)}{',v' * (COLUMNS + 3)}\n".encode(), "a.csv")
    assert len(read.tables[0].header) == COLUMNS
    assert len(read.tables[0].rows[0].cells[1]) == CELL
    assert {f"first {COLUMNS} columns" in p.message or "characters" in p.message for p in read.problems} == {
        True
    }


def test_rows_beyond_the_limit_are_counted() -> None:
    read = read_tables(b"Company,Role\n" + b"Acme,Engineer\n" * (ROWS + 7), "a.csv")
    assert len(read.tables[0].rows) == ROWS
    assert ["7 more" in problem.message for problem in read.problems] == [True]
