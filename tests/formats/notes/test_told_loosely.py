"""Notes as people jot them down: no headings, a sort of round behind a company, keys in front, code between."""

import pytest

from afterround.core.imports import FoundRound
from afterround.core.rounds import Outcome, Result, RoundKind
from afterround.formats.notes import read_notes

PLAIN = """acme, march 3rd 2024, onsite
round 1 - dan okafor - coding
  reverse a list in groups of k
round 2 - behavioral w/ priya
  conflict story, rambled a bit
"""

IN_FRONT = """---
company: Globex
date: 2024-05-06
round: Technical 2
result: Rejected
interviewers: [Priya Raman, Dan Okafor]
---
## Questions
- Design a queue

## Next
- read about window functions
"""

PROGRAM = '''# Interview with Globex, 5 Feb 2023
# Interviewer: Dan Okafor
# Q: find the most frequent words
# went well: heap
# stuck on: ties, he hinted at a key

def top(words, k):
    """I forgot the ties here."""
    return []
'''

STATES = """# Interviews 2023

## Acme - Rejected
### Phone screen
- two sum

## Globex (offer)
### Coding round
- LRU cache
"""

FOLDED = """<details><summary><b>Acme - Onsite - June 2023</b></summary>
<p>Result: <b>Rejected</b></p>
</details>
<details><summary><b>Globex - Phone - July 2023</b></summary>
<p>Result: <b>Moved forward</b></p>
</details>
"""

MOCK = """# Mock interview on Pramp

Date: 2025-01-12
Problem: Merge intervals
What I'd do differently: test before saying done.
"""

ASKED = """## Round 1 - Coding
I was asked:
- My projects and how they were built
- **DSA problems**
- Hackathons

I solved it.
"""


def rounds(text: str, name: str = "log.md") -> tuple[FoundRound, ...]:
    return read_notes(text, name=name).rounds


def texts(found: FoundRound, field: str) -> list[str]:
    return [line.text for line in getattr(found, field)]


def named(text: str, name: str = "log.md") -> list[str | None]:
    return [found.company.text if found.company else None for found in rounds(text, name)]


def test_rounds_below_a_line_with_a_date_and_a_company_share_them() -> None:
    assert named(PLAIN, "plain.txt") == ["acme", "acme"]
    assert [found.date.iso for found in rounds(PLAIN) if found.date] == ["2024-03-03", "2024-03-03"]


@pytest.mark.parametrize(
    "heading", ["2024-10-28 Acme — Coding", "Acme - Coding (2024-10-28)", "2024-10-28 Acme coding"]
)
def test_a_company_with_a_sort_of_round_and_a_date_is_a_round(heading: str) -> None:
    (found,) = rounds(f"# Interview log\n\n## {heading}\n- LRU cache\nI forgot the capacity.\n")
    assert found.company is not None and found.company.text == "Acme"
    assert (found.kind, found.label and found.label.text.casefold()) == (RoundKind.CODING, "coding")


def test_a_dated_item_with_a_dash_behind_the_round_is_a_round() -> None:
    (found,) = rounds("# Interview log\n- 2024-03-08: Acme coding - graphs; got stuck on cycles\n")
    assert found.company is not None and found.company.text == "Acme"


def test_a_round_under_a_heading_upcoming_is_none() -> None:
    assert rounds("# Interview log\n\n## Upcoming: 2024-11-20 Globex onsite\n4 rounds: two coding\n") == ()


def test_keys_in_front_of_a_note_with_one_round_are_the_round_s() -> None:
    (found,) = rounds(IN_FRONT)
    assert (found.result, found.kind) == (Result.REJECTED, RoundKind.CODING)
    assert [person.name.text for person in found.people] == ["Priya Raman", "Dan Okafor"]
    assert (texts(found, "questions"), texts(found, "follow_ups")) == (
        ["Design a queue"],
        ["read about window functions"],
    )


def test_code_and_a_line_with_a_key_of_its_own_do_not_go_on_with_what_went_well() -> None:
    (found,) = rounds(PROGRAM, "top.py")
    assert texts(found, "went_well") == ["heap"]
    assert texts(found, "shaky") == ["ties, he hinted at a key", "I forgot the ties here."]
    assert named(PROGRAM, "top.py") == ["Globex"]


def test_a_state_in_a_company_s_heading_is_its_application_s() -> None:
    found = read_notes(STATES, name="log.md")
    assert [each.outcome for each in found.applications] == [Outcome.REJECTED, Outcome.OFFER]
    assert [each.result for each in found.rounds] == [None, None]
    org = read_notes("* REJECTED Acme\n** HR call <2024-01-15 Mon>\nI was asked about pay.\n", name="log.org")
    assert org.applications[0].outcome is Outcome.REJECTED
    assert org.rounds[0].label is not None and org.rounds[0].label.text == "HR call"


def test_a_summary_that_unfolds_is_a_heading() -> None:
    assert named(FOLDED) == ["Acme", "Globex"]
    assert [found.result for found in rounds(FOLDED)] == [Result.REJECTED, Result.PASSED]


def test_a_mock_is_with_no_company_that_only_its_file_is_named_for() -> None:
    (found,) = rounds(MOCK, "mockplat.md")
    assert (found.is_mock, found.company) == (True, None)
    assert texts(found, "lessons") == ["test before saying done."]


@pytest.mark.parametrize("words", ["none yet", "Waiting for feedback", "N/A", "not received"])
def test_feedback_that_is_still_awaited_is_none(words: str) -> None:
    (found,) = rounds(f"# Acme phone screen\nDate: 2024-05-02\nI was asked about heaps.\nFeedback: {words}\n")
    assert found.feedback == () and words in found.notes
    table = "| Date | Company | Round | Result | Feedback |\n|--|--|--|--|--|\n"
    table += f"| 2024-05-02 | Acme | Onsite | passed | {words} |\n"
    assert [texts(each, "feedback") for each in rounds(table)] == [[]]


def test_topics_that_begin_with_my_and_end_with_problems_are_questions() -> None:
    (found,) = rounds(f"# Acme interview experience\n\n{ASKED}")
    assert texts(found, "questions") == ["My projects and how they were built", "DSA problems", "Hackathons"]


def test_a_table_whose_columns_say_when_and_what_is_read() -> None:
    table = "# Log\n| When | What | Outcome |\n|--|--|--|\n"
    table += "| 2024-01-02 | phone screen | next round |\n| Feb 2024 | take home | waiting |\n"
    assert [found.result for found in rounds(table)] == [Result.PASSED, Result.PENDING]


def test_an_essay_on_many_interviews_is_none() -> None:
    text = "# What I learned from interviews\nI interviewed at many companies. I was asked about heaps everywhere.\n"
    assert read_notes(f"{text}Companies like Acme rejected me in the end.\n").rounds == ()
