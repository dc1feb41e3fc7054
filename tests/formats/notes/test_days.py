"""The date in a text, with its words and as much of it as is told."""

import pytest

from afterround.formats.notes.days import find_date, is_date_alone, with_year


@pytest.mark.parametrize(
    ("text", "iso", "words"),
    [
        ("Date 2021-03-04, by phone", "2021-03-04", "2021-03-04"),
        ("<2020-01-05 Sun 10:00>", "2020-01-05", "2020-01-05"),
        ("on 10/26/23, just as", "2023-10-26", "10/26/23"),
        ("(June-2024)", "2024-06", "June-2024"),
        ("Oct '23", "2023-10", "Oct '23"),
        ("6th Dec, 2021", "2021-12-06", "6th Dec, 2021"),
        ("November 6-7, 2025", "2025-11-06", "November 6-7, 2025"),
        ("April 1, 2021 6:50 PM", "2021-04-01", "April 1, 2021 6:50 PM"),
        ("2021年3月4日 一面", "2021-03-04", "2021年3月4日"),
        ("August 22 8:00 AM", None, "August 22 8:00 AM"),
        ("Sunday, November 10th", None, "Sunday, November 10th"),
        ("01/12", None, "01/12"),
        ("2019", "2019", "2019"),
    ],
)
def test_a_date_is_found_where_one_is_expected(text: str, iso: str | None, words: str) -> None:
    found = find_date(text, 7, is_place=True)
    assert found is not None
    assert (found.date.iso, found.date.text, found.date.line) == (iso, words, 7)


@pytest.mark.parametrize(
    "text", ["24/7", "I may go", "2 questions", "O(n)", "v1.2.3", "on August 22 I met her", "in 2019"]
)
def test_in_prose_only_a_date_with_its_year_counts(text: str) -> None:
    assert find_date(text, 1, is_place=False) is None


@pytest.mark.parametrize(
    ("text", "alone"), [("## 3 May 2021", True), ("May 2021 (Acme)", False), ("8/10", False)]
)
def test_a_heading_may_be_a_date_alone(text: str, alone: bool) -> None:
    assert is_date_alone(text) is alone


def test_a_year_comes_only_from_a_heading_above() -> None:
    found = find_date("March 5", 1, is_place=True)
    assert found is not None
    assert with_year(found.date, "2023").iso == "2023-03-05"
    assert not with_year(found.date, "2023").is_sure
    assert with_year(found.date, None).iso is None
