"""Logs without sections: blocks of keys, dated lines, tables, marks of other languages, titles over two lines."""

from afterround.core.imports import FoundRound
from afterround.core.rounds import Outcome, Result, RoundKind
from afterround.formats.notes import read_notes

BLOCKS = """Company: Acme
Date: 2021-03-04
Round: Phone screen
Questions: two sum, LRU cache
Result: Rejected

Company: Globex
Date: March 9
Round: Onsite
Went well: design
Result: waiting to hear
"""

LISTED = """# Interview log 2021

- 2021-03-04 Acme, phone screen: two sum. Rejected.
- 2021-03-09 Globex onsite: design a queue. I struggled with locks. Passed.
"""

UNDERLINED = """Interview log
=============

Acme
----

Phone screen, May 5
~~~~~~~~~~~~~~~~~~~

They asked about hashing. I could not recall the load factor.

Globex
------

Status: rejected

**Technical screen (May 12, 2022)**

- Implement a trie
"""

TABLE = """# Interviews 2022

| Date | Company | Round | Questions | Result |
|---|---|---|---|---|
| 2022-01-03 | Acme | Phone screen | Two sum | passed |
| Jan 20 | Globex (startup) | Take-home | | ghosted |
"""

MOCKS = """# Mock interviews

## Mock 1 - 10/03
Interviewer: Priya
Problem: Word ladder
Result: 2+

Personal scrutiny:
- rushed into code

Interviewer's remarks: "I'd have liked tests"
"""

OVER_TWO_LINES = """Round 1:
Founder's Call (20 minutes) - (Jan. 5, 2026)

- I was asked about my work
- The interview went well, and I was shortlisted for the next round

Round 2: DSA Discussion (40 min) - (Jan. 6, 2026)

- He asked me to sort colours
"""


def rounds(text: str) -> tuple[FoundRound, ...]:
    return read_notes(text, name="log.md").rounds


def dates(text: str) -> list[tuple[str | None, str]]:
    return [(found.date.iso, found.date.text) for found in rounds(text) if found.date]


def companies(text: str) -> list[str]:
    return [found.company.text for found in rounds(text) if found.company]


def test_blocks_of_keys_are_a_round_each() -> None:
    acme, globex = rounds(BLOCKS)
    assert companies(BLOCKS) == ["Acme", "Globex"]
    assert dates(BLOCKS) == [("2021-03-04", "2021-03-04"), (None, "March 9")]
    assert (acme.result, globex.result) == (Result.REJECTED, Result.PENDING)
    assert [line.text for line in globex.went_well] == ["design"]


def test_dated_lines_are_a_round_each() -> None:
    assert companies(LISTED) == ["Acme", "Globex"]
    assert [found.result for found in rounds(LISTED)] == [Result.REJECTED, Result.PASSED]
    assert [line.text for line in rounds(LISTED)[1].shaky] == ["I struggled with locks."]


def test_underlined_and_bold_headings_are_headings() -> None:
    assert companies(UNDERLINED) == ["Acme", "Globex"]
    assert dates(UNDERLINED) == [(None, "May 5"), ("2022-05-12", "May 12, 2022")]
    assert [a.outcome for a in read_notes(UNDERLINED).applications] == [None, Outcome.REJECTED]


def test_rows_of_a_table_are_a_round_each() -> None:
    acme, globex = rounds(TABLE)
    assert companies(TABLE) == ["Acme", "Globex (startup)"]
    assert (acme.kind, globex.kind) == (RoundKind.CODING, RoundKind.TAKE_HOME)
    assert (acme.result, globex.result) == (Result.PASSED, Result.NO_ANSWER)
    assert dates(TABLE)[1] == (None, "Jan 20")


def test_a_row_that_is_only_a_form_is_no_round() -> None:
    form = TABLE[: TABLE.index("| 2022")] + "| YYYY-MM-DD | [Company] | | | |\n"
    assert rounds(form) == ()


def test_a_mock_keeps_its_mark_the_scrutiny_and_the_remark() -> None:
    (mock,) = rounds(MOCKS)
    assert mock.is_mock and mock.company is None
    assert mock.result is None and mock.result_text is not None and mock.result_text.text == "2+"
    assert [line.text for line in mock.shaky] == [
        "rushed into code",
        "Interviewer's remarks: \"I'd have liked tests\"",
    ]
    assert [line.is_sure for line in mock.shaky] == [True, False]


def test_a_name_that_goes_on_over_two_lines_is_one_round() -> None:
    first, second = rounds(OVER_TWO_LINES)
    assert dates(OVER_TWO_LINES) == [("2026-01-05", "Jan. 5, 2026"), ("2026-01-06", "Jan. 6, 2026")]
    assert (first.result, second.result) == (Result.PASSED, None)
