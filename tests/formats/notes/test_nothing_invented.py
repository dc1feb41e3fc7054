"""What is no account of an interview yields no round, and what is not said is not filled in."""

import pytest

from afterround.core.rounds import Outcome
from afterround.formats.notes import LIMIT, read_notes
from tests.formats.notes import written

SCREEN = "# Acme phone screen\n\nI was asked about heaps.\n\nDate: 2024-05-02\nInterviewer: Priya Raman\n"
PROCESS = """# Acme interview experience

## Round 1
I was asked about heaps.

## Round 2
I was asked about hashes.
"""


@pytest.mark.parametrize(
    "text",
    ["", "\n", "word", written.PREPARATION, written.OPINION, written.PROBLEM, written.FORM],
    ids=["empty", "blank", "word", "preparation", "opinion", "problem", "empty form"],
)
def test_what_tells_of_no_interview_yields_no_round(text: str) -> None:
    found = read_notes(text, name="Acme.md")
    assert (found.rounds, found.applications) == ((), ())
    assert "\n".join(found.unplaced) == text.strip("\n")


def test_the_same_words_as_an_account_are_rounds() -> None:
    told = written.OPINION.replace("You will be asked", "I was asked").replace("You should", "I could not")
    told = told.replace("You can", "I did").replace("You ", "I ").replace("your", "my").replace("?", "")
    assert len(read_notes(told).rounds) == 2


def test_a_shortlisting_of_a_resume_is_no_round() -> None:
    text = "# Acme interview experience\n\n## Round 1 – Resume Shortlisting\nI was shortlisted.\n\n"
    found = read_notes(text + "## Round 2 – Technical\nI was asked about heaps.\n")
    assert [r.label.text for r in found.rounds if r.label] == ["Round 2 – Technical"]


@pytest.mark.parametrize("guess", ["probably rejected", "I think I passed", "hopefully an offer", "passed?"])
def test_a_guess_is_no_result(guess: str) -> None:
    (found,) = read_notes(f"{SCREEN}Result: {guess}\n").rounds
    assert (found.result, found.result_text) == (None, None)
    assert guess in found.notes


def test_a_score_alone_keeps_its_words_and_has_no_code() -> None:
    (found,) = read_notes(f"{SCREEN}Result: 2+\n").rounds
    assert found.result is None and found.result_text is not None and found.result_text.text == "2+"


def test_the_offer_at_the_end_of_a_process_is_no_result_of_its_last_round() -> None:
    found = read_notes(f"{PROCESS}\n**Verdict:** Selected for the internship\n")
    assert [r.result for r in found.rounds] == [None, None]
    assert found.applications[0].outcome is Outcome.OFFER


def test_a_list_of_rounds_to_come_makes_none() -> None:
    plan = "Process:\n- Round 1: online test\n- Round 2: technical round\n\n## Round 1"
    assert [r.first_line for r in read_notes(PROCESS.replace("## Round 1", plan)).rounds] == [7, 10]


def test_the_date_in_a_file_s_name_without_a_year_is_no_date_but_its_words_are_kept() -> None:
    (found,) = read_notes(written.RUBY.replace(" on 10/26/23", ""), name="10-26-mock.rb").rounds
    assert found.date is not None and (found.date.iso, found.date.text) == (None, "10-26")


def test_a_company_only_a_file_is_named_for_is_marked_as_unsure() -> None:
    (found,) = read_notes(
        "Phone interview today.\nI was asked about heaps.\nI had a mock interview before.", name="globex.md"
    ).rounds
    assert found.company is not None and (found.company.text, found.company.is_sure) == ("globex", False)


def test_a_text_beyond_the_limit_is_kept_unread_and_says_so() -> None:
    text = written.EXPERIENCE + "x" * LIMIT
    found = read_notes(text)
    assert (found.rounds, found.unplaced) == ((), (text,))
    assert "Split it" in found.problems[0].message


def test_all_of_ten_megabytes_on_one_line_is_kept() -> None:
    text = "I was asked " * 900_000
    assert read_notes(text).unplaced == (text,)
