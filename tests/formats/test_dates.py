"""Dates as people write them."""

import pytest

from afterround.formats.dates import read_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-06-11", "2026-06-11"),
        ("2026/6/1", "2026-06-01"),
        ("2026-06-11 15:00", "2026-06-11"),
        ("20260611", "2026-06-11"),
        ("'2026-06-11 15:00:00'", "2026-06-11"),
        ("6/11/2026", "2026-06-11"),
        ("25/6/2026", "2026-06-25"),
        ("6/11/26", "2026-06-11"),
        ("11.06.2026", "2026-06-11"),
        ("11 June 2026", "2026-06-11"),
        ("Thursday 11 June 2026", "2026-06-11"),
        ("Thu, 11 Jun 2026", "2026-06-11"),
        ("11th of June 2026", "2026-06-11"),
        ("June 11th, 2026", "2026-06-11"),
        ("Sept 3 2025", "2025-09-03"),
        ("Jun 2026", "2026-06"),
        ("2026-06", "2026-06"),
        ("2026", "2026"),
    ],
)
def test_a_date_is_read_with_the_precision_it_has(text: str, iso: str) -> None:
    assert read_date(text).iso == iso


@pytest.mark.parametrize(
    "text", ["", "11 June", "June", "yesterday", "2026-13-01", "31.02.2026", "32/32/2026", "soon"]
)
def test_a_date_without_a_year_or_that_does_not_exist_stays_as_it_was_written(text: str) -> None:
    read = read_date(text)
    assert (read.iso, read.text) == (None, text)


def test_month_first_is_a_guess_that_is_marked() -> None:
    assert read_date("03/04/2024").iso == "2024-03-04"
    assert read_date("03/04/2024").is_ambiguous
    assert not read_date("03/25/2024").is_ambiguous


def test_who_writes_the_day_first_is_read_so() -> None:
    read = read_date("03/04/2024", prefer_us=False)
    assert (read.iso, read.is_ambiguous) == ("2024-04-03", False)
