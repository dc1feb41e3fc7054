"""Rows become applications and rounds, and nothing is invented."""

import pytest

from afterround.core.imports import Found, FoundFile, FoundRound
from afterround.core.rounds import Outcome, Part, Result, RoundKind
from afterround.formats.tables.applying import ROUNDS, apply_mappings
from afterround.formats.tables.fields import Mapping
from afterround.formats.tables.reading import read_tables
from afterround.formats.tables.statuses import StatusMapping
from afterround.formats.tables.table import TableFile
from tests.formats.tables.guessed import find_in_tables


def found(text: str, name: str = "jobs.csv") -> FoundFile:
    return find_in_tables(text.encode(), name)


def said(one: FoundRound) -> tuple[str | None, str | None, RoundKind | None]:
    label = one.label.text if one.label else None
    return (label, (one.date.iso or one.date.text) if one.date else None, one.kind)


def test_a_row_is_an_application_with_its_line() -> None:
    file = found(
        "Company,Role,Date Applied,Status,Recruiter,Notes\n"
        "Acme,Engineer,2026-06-01,Rejected,Priya Raman,kind\n"
    )
    (one,) = file.applications
    assert one.company == Found("Acme", 2)
    assert one.role and (one.role.text, one.role.line, one.role.is_sure) == ("Engineer", 2, True)
    assert one.applied and (one.applied.iso, one.applied.line) == ("2026-06-01", 2)
    assert (one.outcome, one.outcome_text and one.outcome_text.text) == (Outcome.REJECTED, "Rejected")
    assert [(person.name.text, person.part) for person in one.people] == [("Priya Raman", Part.RECRUITER)]
    assert (one.notes, file.rounds) == ("kind", ())


def test_an_application_or_a_shortlisting_alone_is_no_round() -> None:
    text = "Company,Role,Date,Status\nAcme,Dev,2026-06-01,Interview\nGlobex,Dev,2026-06-02,Shortlisted\n"
    assert found(text).rounds == ()


def test_a_dated_or_checked_column_of_a_round_is_a_round() -> None:
    text = (
        "Company,Applied,OA,Phone Screen,Onsite,Offer\n"
        "Acme,2026-06-01,✓,2026-06-05,no,\nGlobex,2026-06-02,x,,TBD,2026-06-20\n"
    )
    file = found(text)
    assert [(one.application, *said(one)) for one in file.rounds] == [
        (0, "OA", None, RoundKind.ONLINE_ASSESSMENT),
        (0, "Phone screen", "2026-06-05", RoundKind.CODING),
        (1, "OA", None, RoundKind.ONLINE_ASSESSMENT),
    ]
    assert [one.outcome for one in file.applications] == [None, Outcome.OFFER]


def test_what_is_only_expected_is_a_note() -> None:
    file = found(
        "Company,Applied,Phone Screen\nAcme,2026-06-01,to be scheduled\nGlobex,2026-06-01,2026-06-05\n"
    )
    assert [one.application for one in file.rounds] == [1]
    assert file.applications[0].notes == "Phone Screen: to be scheduled"


def test_columns_of_one_round_belong_together() -> None:
    text = (
        "Company,Round 1 Date,Round 1 Interviewer,Round 1 Result,Round 1 Notes,Round 2 Date\n"
        "Acme,2026-06-05,Dan Okafor,Passed,trees and graphs,\n"
    )
    (one,) = found(text).rounds
    assert (said(one)[:2], one.result, one.notes) == (
        ("Round 1", "2026-06-05"),
        Result.PASSED,
        "trees and graphs",
    )
    assert [(person.name.text, person.part) for person in one.people] == [("Dan Okafor", Part.INTERVIEWER)]


def test_several_days_in_one_cell_are_several_rounds() -> None:
    file = found("Company,Applied,Phone interview\nAcme,6/1/2026,8/5/2026 & 8/14/2026\n")
    assert [said(one)[1] for one in file.rounds] == ["2026-08-05", "2026-08-14"]


def test_a_list_of_interviews_gives_a_round_for_each_day() -> None:
    text = (
        'Company,Interview details\nAcme,"3 June 2026: call with Priya; 9 June 2026: onsite"\n'
        "Globex,two calls so far\n"
    )
    file = found(text)
    assert [said(one)[:2] for one in file.rounds] == [
        ("call with Priya", "2026-06-03"),
        ("onsite", "2026-06-09"),
    ]
    assert file.applications[1].notes == "Interview details: two calls so far"


LOG = """Date,Company,Role,Round,Interviewer,Questions,Went well,To improve,Result
2026-06-02,Acme,SRE,Phone screen,Priya Raman,"Two sum
LRU cache",clear talk,edge cases,Passed
2026-06-09,Acme,SRE,System design,"Dan Okafor, Sam Lee",URL shortener,,capacity,Rejected
,,,Culture fit,,,,,
"""


def test_rows_of_one_company_and_role_are_rounds_of_one_application() -> None:
    file = found(LOG)
    assert [(one.company and one.company.text, one.outcome) for one in file.applications] == [("Acme", None)]
    assert [(one.application, one.first_line, *said(one)[1:], one.result) for one in file.rounds] == [
        (0, 2, "2026-06-02", RoundKind.CODING, Result.PASSED),
        (0, 4, "2026-06-09", RoundKind.SYSTEM_DESIGN, Result.REJECTED),
        (0, 5, None, RoundKind.BEHAVIOURAL, None),
    ]


def test_a_round_keeps_everything_the_row_says() -> None:
    first, second, third = found(LOG).rounds
    assert [question.text for question in first.questions] == ["Two sum", "LRU cache"]
    assert ([line.text for line in first.went_well], [line.text for line in first.shaky]) == (
        ["clear talk"],
        ["edge cases"],
    )
    assert [person.name.text for person in second.people] == ["Dan Okafor", "Sam Lee"]
    assert third.company and not third.company.is_sure


@pytest.mark.parametrize(
    ("second", "applications"),
    [("Acme,SRE,2026-06-01,", 1), ("Acme, Inc.,SRE,2026-06-01,", 2), ("Acme,SRE,2026-07-01,", 2), ("ACME,sre,,", 1),
     ("Acme,SRE,2026-06-01,https://acme.example/2", 2)],
)  # fmt: skip
def test_another_day_or_posting_is_another_application(second: str, applications: int) -> None:
    second = second.replace("Acme, Inc.", '"Acme, Inc."')
    file = found(f"Company,Role,Applied,URL\nAcme,SRE,2026-06-01,https://acme.example/1\n{second}\n")
    assert len(file.applications) == applications


def test_empty_rows_totals_and_headings_yield_nothing() -> None:
    text = "Company,Role,Status\nJanuary,,\nAcme,Dev,Applied\n-,n/a,\n,,\nTotal applications: 1,,\n"
    file = found(text)
    assert (len(file.applications), file.unplaced) == (1, ("January",))


def test_a_day_without_a_year_stays_as_it_is_written() -> None:
    applied = found("Company,Applied\nAcme,9/19\nGlobex,9/20/2026\n").applications[0].applied
    assert applied and (applied.iso, applied.text, applied.is_sure) == (None, "9/19", False)


def test_a_day_that_could_be_read_two_ways_is_not_sure() -> None:
    applied = found("Company,Applied\nAcme,03/04/2026\n").applications[0].applied
    assert applied and (applied.iso, applied.is_sure) == ("2026-03-04", False)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-06-11T10:30:00", "2026-06-11"),
        ("2021-11-12 12:00:00 UTC", "2021-11-12"),
        ('"10/25/24, 2:15 PM"', "2024-10-25"),
        ('"June 11, 2026 10:00 AM (GMT+1)"', "2026-06-11"),
        ('"June 11, 2026 → June 12, 2026"', "2026-06-11"),
        ("2026年6月11日", "2026-06-11"),
        ("1721011400", "2024-07-15"),
        ("46184", "2026-06-11"),
    ],
)
def test_days_are_read_as_programs_write_them(text: str, iso: str) -> None:
    applied = found(f"Company,Date Applied\nAcme,{text}\n").applications[0].applied
    assert applied and applied.iso == iso


def test_what_is_not_understood_is_kept_under_the_name_of_its_column() -> None:
    text = (
        "Company,Location,Salary,Job URL,Notes,Recruiter\n"
        "Acme,Berlin,60k,https://acme.example,kind,Priya <p@acme.example>\n"
    )
    assert found(text).applications[0].notes.splitlines() == [
        "Recruiter: Priya <p@acme.example>",
        "Location: Berlin",
        "Salary: 60k",
        "Job URL: https://acme.example",
        "kind",
    ]


def test_a_formula_is_plain_text() -> None:
    one = found('Company,Notes\n"=HYPERLINK(""https://acme.example"",""Acme"")",+1\n').applications[0]
    assert one.company and one.company.text == '=HYPERLINK("https://acme.example","Acme")'
    assert one.notes == "+1"


def test_a_status_that_is_followed_by_another_is_kept_as_a_note() -> None:
    text = "Company,Role,Current status,Outcome\nAcme,Dev,Applied,Rejected\n"
    (one,) = found(text).applications
    assert (one.outcome, one.stage and one.stage.text) == (Outcome.REJECTED, "Applied")


def test_the_heading_above_a_table_says_what_came_of_its_rows() -> None:
    head = "| Company | Role |\n|---|---|\n"
    text = f"## Ghosted\n{head}| Acme | Dev |\n\n## Active\n{head}| Globex | Dev |\n"
    assert [one.outcome for one in found(text, "a.md").applications] == [Outcome.NO_ANSWER, None]


def test_an_application_in_two_tables_is_one() -> None:
    text = (
        "| Company | Role | Status |\n|---|---|---|\n| Acme | Dev | Interview |\n\n"
        "| Company | Role | Round | Date |\n|---|---|---|---|\n| Acme | Dev | Onsite | 2026-06-11 |\n"
    )
    file = found(text, "a.md")
    assert (len(file.applications), [one.application for one in file.rounds]) == (1, [0])


def test_a_table_about_something_else_is_text() -> None:
    file = found("Metric,Count\nTotal apples,3\nPears,4\n")
    assert (file.applications, file.rounds) == ((), ())
    assert "Metric: Pears\nCount: 4" in file.unplaced


def test_rounds_without_a_company_are_still_rounds() -> None:
    file = found("id,round,starts_on,completed,application_id\n1,1,2026-06-11 12:00:00 UTC,false,7\n")
    assert [(said(one)[:2], one.application, one.notes) for one in file.rounds] == [
        (("Round 1", "2026-06-11"), None, "completed: false\napplication_id: 7")
    ]


def test_a_mapping_of_another_table_is_refused() -> None:
    (table,) = read_tables(b"Company,Role\nAcme,Dev\n", "a.csv").tables
    with pytest.raises(ValueError, match="one column for each"):
        apply_mappings(TableFile("", (table,)), ((Mapping(), StatusMapping()),))


def test_more_rounds_than_can_be_taken_are_counted() -> None:
    rows = ",".join(["2026-06-11"] * 20)
    names = ",".join(f"Interview {n}" for n in range(20))
    file = found(f"Company,{names}\n" + f"Acme,{rows}\n" * (ROUNDS // 20 + 3))
    assert len(file.rounds) == ROUNDS
    assert ["3 more rows" in problem.message for problem in file.problems] == [True]
