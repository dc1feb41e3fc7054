"""The exports of other trackers are known by their columns."""

import pytest

from afterround.core.rounds import Outcome
from afterround.formats.tables.trackers import TRACKERS, recognise
from tests.formats.tables.guessed import find_in_tables

EXPORTS = {
    "LinkedIn": (
        "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,"
        "Question And Answers\n"
        '"10/25/25, 2:15 PM",me@mail.example,,Acme,Engineer,https://jobs.example/1,cv.pdf,Years of Python? 6\n'
    ),
    "LinkedIn (saved jobs)": (
        'Saved Date,Job Url,Job Title,Company Name\n"10/25/25, 2:15 PM",https://jobs.example/1,Engineer,Acme\n'
    ),
    "JobSync": (
        "index,createdAt,applied,appliedDate,Company,JobTitle,jobType,Location,JobSource,Status\n"
        "1,2025-10-24,Yes,2025-10-25,Acme,Engineer,Full Time,Berlin,Indeed,Applied\n"
    ),
    "Teal": (
        "id,company_name,role,location,url,excitement,source,added_at,applied_at,updated_at,statusName\n"
        "7,Acme,Engineer,Berlin,https://jobs.example/1,4,web,2025-10-24,2025-10-25T10:00:00Z,2025-10-26,Applied\n"
    ),
}


def test_each_has_an_example() -> None:
    assert {tracker.name for tracker in TRACKERS} == set(EXPORTS)


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_recognised_and_read(name: str) -> None:
    mapping = recognise(EXPORTS[name].splitlines()[0].split(","))
    assert mapping and mapping.tracker == name
    (one,) = find_in_tables(EXPORTS[name].encode(), "export.csv").applications
    assert one.company and one.role and (one.company.text, one.role.text) == ("Acme", "Engineer")
    assert "me@mail.example" not in one.notes


@pytest.mark.parametrize("name", ["LinkedIn", "JobSync", "Teal"])
def test_the_day_of_applying_is_found(name: str) -> None:
    applied = find_in_tables(EXPORTS[name].encode(), "export.csv").applications[0].applied
    assert applied and applied.iso == "2025-10-25"


def test_a_saved_job_was_not_applied_for() -> None:
    (one,) = find_in_tables(EXPORTS["LinkedIn (saved jobs)"].encode(), "export.csv").applications
    assert (one.applied, one.outcome) == (None, None)


def test_a_status_of_an_export_is_read() -> None:
    (one,) = find_in_tables(EXPORTS["Teal"].encode(), "export.csv").applications
    assert one.outcome is Outcome.OPEN


def test_a_table_of_ones_own_is_no_export() -> None:
    assert recognise(["Company", "Role", "Status"]) is None
