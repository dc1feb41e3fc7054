"""Which column is which, by its name and by what stands in it."""

import pytest

from afterround.formats.tables.fields import Field, Mapping, RowsAre
from afterround.formats.tables.guessing import guess_mapping
from afterround.formats.tables.reading import read_tables


def mapping_of(text: str) -> Mapping:
    (table,) = read_tables(text.encode(), "jobs.csv").tables
    return guess_mapping(table)


def fields_of(text: str) -> list[str]:
    return [f"{column.field} {column.round}".strip() for column in mapping_of(text).columns]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Company", "company"),
        ("companyName", "company"),
        ("Employer *", "company"),
        ("公司名称", "company"),
        ("Job Title", "role"),
        ("Position Applied For", "role"),
        ("Stelle", "role"),
        ("date_applied", "applied"),
        ("Application Date (UTC)", "applied"),
        ("Application Status", "status"),
        ("Interview Date", "round_date"),
        ("Phone Screen", "round phone screen"),
        ("Phone Screen Date", "round_date phone screen"),
        ("Date Onsite / Final Round", "round_date onsite final round"),
        ("2nd Interview", "round 2nd interview"),
        ("Round 2 Result", "round_result round 2"),
        ("Onsite Feedback", "feedback onsite"),
        ("second_interviewer_name", "interviewer second interview"),
        ("Offer?", "offered"),
        ("Rejected", "rejected"),
        ("Lessons Learned", "lessons"),
        ("Job URL", "notes"),
        ("Salary Range", "notes"),
        ("Next Follow-up", "notes"),
        ("user_id", "ignore"),
    ],
)
def test_a_name_says_what_its_column_is(name: str, field: str) -> None:
    assert fields_of(f"Company of mine,{name},Role\n")[1] == field


def test_every_column_has_a_reason_and_examples() -> None:
    mapping = mapping_of("Company,Role,Salary\nAcme,Engineer,60\nAcme,Analyst,70\nGlobex,SRE,\n")
    assert [column.examples for column in mapping.columns] == [
        ("Acme", "Globex"),
        ("Engineer", "Analyst", "SRE"),
        ("60", "70"),
    ]
    assert mapping.columns[0].because == 'The column is called "Company".'
    assert all(column.because.endswith(".") for column in mapping.columns)


def test_a_name_whose_cells_are_something_else_is_not_believed() -> None:
    text = "Company,Recruiter,Response,Offer,Applied\nAcme,priya@acme.example,2026-06-01,60k plus bonus,yes\n"
    assert fields_of(text) == ["company", "notes", "notes", "notes", "notes"]


def test_a_column_called_date_is_the_day_of_applying_but_not_sure() -> None:
    column = mapping_of("Date,Company,Status\n2026-06-11,Acme,Applied\n").columns[0]
    assert (column.field, column.is_sure) == (Field.APPLIED, False)


def test_in_a_list_of_rounds_it_is_the_day_of_the_round() -> None:
    mapping = mapping_of("Date,Company,Round,Result\n2026-06-11,Acme,Onsite,Passed\n")
    assert mapping.rows_are is RowsAre.ROUNDS
    assert [column.field for column in mapping.columns] == [
        "round_date",
        "company",
        "round_kind",
        "round_result",
    ]


def test_an_interview_beside_an_application_does_not_make_it_a_list_of_rounds() -> None:
    text = "Company,Applied,Status,Interview Date,Interview Type\nAcme,2026-06-01,Interview,2026-06-11,Technical\n"
    assert mapping_of(text).rows_are is RowsAre.APPLICATIONS


def test_where_companies_come_again_with_a_stage_and_a_day_a_row_is_a_round() -> None:
    text = (
        "Company,Stage,Interview Date,Outcome\nAcme,Phone screen,2026-06-01,Passed\n"
        "Acme,Onsite,2026-06-09,Rejected\nGlobex,Technical,2026-06-11,Pending\n"
    )
    mapping = mapping_of(text)
    assert mapping.rows_are is RowsAre.ROUNDS
    assert [column.field for column in mapping.columns] == [
        "company",
        "round_kind",
        "round_date",
        "round_result",
    ]


def test_without_names_the_cells_are_asked_and_nothing_is_sure() -> None:
    text = (
        "Acme,Software Engineer,www.acme.example,2026-06-01,Applied\n"
        "Globex,Data Analyst,www.globex.example,2026-06-02,Rejected\n"
    )
    mapping = mapping_of(text)
    assert [column.field for column in mapping.columns] == ["company", "role", "notes", "applied", "status"]
    assert [column.is_sure for column in mapping.columns if column.field is not Field.NOTES] == [False] * 4


def test_a_column_called_name_is_the_company_where_no_other_is() -> None:
    text = "Name,Stage,Date\nAcme,Rejected,2026-06-01\nGlobex,Applied,2026-06-02\n"
    assert fields_of(text) == ["company", "status", "applied"]


@pytest.mark.parametrize(
    ("dates", "day_first"),
    [
        (("25/06/2026", "01/06/2026"), True),
        (("06/25/2026", "01/06/2026"), False),
        (("01/06/2026",) * 2, None),
    ],
)
def test_a_column_tells_whether_the_day_comes_first(dates: tuple[str, str], day_first: bool | None) -> None:
    column = mapping_of(f"Company,Date Applied\nAcme,{dates[0]}\nGlobex,{dates[1]}\n").columns[1]
    assert (column.day_first, column.is_sure) == (day_first, day_first is not None)


def test_a_column_that_does_not_tell_follows_the_others() -> None:
    text = "Company,Applied,Interview Date\nAcme,25/06/2026,03/07/2026\nGlobex,26/06/2026,04/07/2026\n"
    assert [column.day_first for column in mapping_of(text).columns] == [None, True, True]


def test_a_number_of_interviews_is_no_round() -> None:
    assert fields_of("Company,Interviews\nAcme,2\nGlobex,3\n") == ["company", "notes"]
