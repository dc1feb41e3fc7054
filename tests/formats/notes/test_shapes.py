"""Notes in each shape that people keep them in are divided into rounds and read."""

import pytest

from afterround.core.imports import Found, FoundRound
from afterround.core.rounds import Outcome, Result, RoundKind
from afterround.formats.notes import read_notes
from tests.formats.notes import written


def rounds(text: str, name: str = "notes.md") -> tuple[FoundRound, ...]:
    return read_notes(text, name=name).rounds


def said(lines: tuple[Found, ...]) -> list[str]:
    return [line.text for line in lines]


def test_an_experience_report_has_its_numbered_rounds_with_results_in_their_words() -> None:
    first, second = rounds(written.EXPERIENCE)
    assert (first.kind, second.kind) == (RoundKind.ONLINE_ASSESSMENT, RoundKind.CODING)
    assert first.result is Result.PASSED and first.result_text == Found("Cleared Round 1", 15)
    assert second.result is Result.REJECTED
    assert {r.company.text for r in (first, second) if r.company} == {"Acme"}
    assert {r.role.text for r in (first, second) if r.role} == {"Backend Engineer (Payments)"}


def test_questions_hints_and_what_felt_shaky_are_found_in_prose() -> None:
    first, second = rounds(written.EXPERIENCE)
    assert said(first.shaky) == ["I ran out of time on the second one."]
    assert "1 Merge the shift plans" in said(second.questions)
    assert said(second.hints) == ["The interviewer gave me a hint about ties."]
    assert "I forgot the empty line at the end." in said(second.shaky)
    assert not any(line.is_sure for line in second.shaky)


def test_what_leads_to_other_pages_is_no_question() -> None:
    _, second = rounds(written.EXPERIENCE)
    assert "example.org" not in " ".join(said(second.questions))
    assert "example.org" in second.notes


def test_the_result_of_the_whole_process_is_its_outcome() -> None:
    (application,) = read_notes(written.EXPERIENCE).applications
    assert application.outcome is Outcome.REJECTED
    assert application.outcome_text is not None and application.outcome_text.text == "Rejected"
    assert "Always dry run your code." in application.notes


def test_months_date_the_rounds_below_them_and_an_onsite_holds_its_rounds() -> None:
    found = rounds(written.MONTHS)
    assert [r.date.iso for r in found if r.date] == ["2022-03", "2022-04", "2023-10", "2023-10"]
    assert [r.label.text if r.label else None for r in found] == [
        None,
        "Phone Screen Interview",
        "Coding Round 1",
        "Behavioral Round",
    ]
    assert [person.name.text for r in found for person in r.people] == [
        "Priya Raman",
        "Dan Okafor",
        "Priya Raman",
    ]
    assert said(found[2].questions) == ["Flip the tree"]


def test_several_processes_in_one_post_are_kept_apart() -> None:
    found = read_notes(written.BLOG, name="2015-02-24-acme_and_globex.markdown")
    assert [a.company.text for a in found.applications if a.company] == ["Globex", "Acme"]
    assert [(r.application, r.label.text) for r in found.rounds if r.label] == [
        (0, "Phone interview"),
        (1, "Recruiter call"),
        (1, "First Round : 1 hr"),
        (1, "Last Round : 1 hr"),
    ]
    assert [a.outcome for a in found.applications] == [Outcome.REJECTED, Outcome.REJECTED]
    assert found.rounds[-1].result is None


def test_a_date_without_a_year_stays_so_and_a_post_s_date_is_none_of_a_round() -> None:
    found = rounds(written.BLOG, "2015-02-24-acme_and_globex.markdown")
    assert {(r.date.iso, r.date.text) for r in found if r.date} == {(None, "01/12"), (None, "11/14")}


def test_an_outline_of_org_mode_has_companies_with_their_status() -> None:
    found = read_notes(written.ORG, name="interviews.org")
    (call,) = found.rounds
    assert call.company == Found("Acme Health", 10, is_sure=False)
    assert call.kind is RoundKind.RECRUITER_SCREEN
    assert call.date is not None and (call.date.iso, call.date.text) == (None, "August 22 8:00 AM")
    outcomes = {
        a.company.text: (a.outcome, a.outcome_text.text)
        for a in found.applications
        if a.company and a.outcome_text
    }
    assert outcomes == {
        "Acme Health": (Outcome.NO_ANSWER, "Ghosted"),
        "Globex": (Outcome.OPEN, "Applied"),
    }
    assert call.questions == () and "Postgres" in call.notes


def test_comments_of_a_program_are_read_as_text() -> None:
    (mock,) = rounds(written.RUBY, "README.rb")
    assert mock.is_mock and mock.company == Found("Globex", 3, is_sure=False)
    assert mock.date is not None and mock.date.iso == "2023-10-26"
    assert "asking clarifying questions" in said(mock.feedback)
    remark = "She did suggest I use 3 edge cases when testing my methods"
    assert remark in said(mock.feedback) and remark in said(mock.shaky)


@pytest.mark.parametrize("mark", ["//", "#", "--", ";;"])
def test_any_program_s_comments_will_do(mark: str) -> None:
    lines = [
        "Mock interview with Dan on 2024-05-02.",
        "I was asked to flip a tree.",
        "I forgot the base case.",
    ]
    (mock,) = rounds("\n".join(f"{mark} {line}" for line in lines), "mock.txt")
    assert mock.is_mock and said(mock.shaky) == ["I forgot the base case."]


def test_code_beside_its_comments_stays_in_the_notes() -> None:
    (mock,) = rounds(
        "/**\n * Mock interview with Dan.\n * I was asked to flip a tree.\n */\nint x = 1;", "mock.java"
    )
    assert mock.is_mock and "int x = 1;" in mock.notes


def test_a_note_that_stands_whole_in_a_fence_is_read() -> None:
    globex, acme = rounds(written.FENCED, "progress.md")
    assert (acme.company, acme.result) == (Found("Acme", 18), Result.PASSED)
    assert said(acme.feedback) == ["Good logic, lacked speed.", "8/10"]
    assert said(acme.follow_ups) == ["Practice timed questions."]
    assert (globex.company, globex.result) == (Found("Globex", 14), Result.PENDING)


def test_a_row_on_a_round_that_is_told_elsewhere_makes_no_second_one() -> None:
    assert [r.date.iso for r in rounds(written.FENCED) if r.date] == ["2025-07-01", "2025-06-25"]


def test_dated_items_below_a_company_are_its_rounds_and_its_outcome() -> None:
    found = read_notes(written.COMPANIES)
    (screen,) = found.rounds
    assert screen.company and screen.company.text == "Acme"
    assert screen.date and screen.date.iso == "2021-03-04"
    acme, globex = found.applications
    assert acme.applied and acme.applied.iso == "2021-02-01"
    assert (acme.outcome, globex.outcome) == (Outcome.REJECTED, Outcome.OPEN)


def test_a_rating_keeps_its_words_beside_the_code() -> None:
    found = rounds(written.RATED, "loop.txt")
    assert [(r.result, r.result_text.text) for r in found if r.result_text] == [
        (Result.PASSED, "Hire"),
        (Result.PASSED, "Weak Hire"),
        (Result.REJECTED, "No Hire"),
    ]
    assert "couldn't cover all of the edge cases" in said(found[1].feedback)
    assert said(found[1].shaky) == ["couldn't cover all of the edge cases"]


def test_a_mock_platform_s_rubric_is_feedback_with_label_score_and_text() -> None:
    (mock,) = rounds(written.RUBRIC, "mock.md")
    assert mock.is_mock
    assert said(mock.feedback) == [
        "Understanding: 4 — The candidate quickly understood the problem.",
        "Implementation: 3 — The candidate missed the empty tree.",
        "Communication: 3/4 - talked while typing",
    ]
    assert said(mock.questions) == ["Walk the tree in columns."]


def test_front_matter_that_describes_a_round_gives_its_date() -> None:
    (single,) = rounds(written.SINGLE)
    assert single.date and single.date.iso == "2024-05-02"
    assert single.company == Found("Globex", 2)


def test_each_section_goes_to_its_field() -> None:
    (single,) = rounds(written.SINGLE)
    assert said(single.questions) == ["Rate limiter?"]
    assert said(single.went_well) == ["stated the constraints"]
    assert said(single.shaky) == ["mumbled", "I'd have liked tests."]
    assert said(single.feedback) == ["I'd have liked tests."]
    assert said(single.follow_ups) == ["write to Dan"]
    assert said(single.lessons) == ["breathe first"]


def test_a_heading_names_company_round_date_and_result_at_once() -> None:
    acme, bank = rounds(written.HEADED)
    assert (acme.company, acme.label) == (Found("Acme", 3), Found("Phone Screen", 3))
    assert acme.date and acme.date.iso == "2021-03-04"
    assert (bank.company, bank.result) == (Found("a big bank", 9), Result.REJECTED)


def test_another_language_breaks_nothing() -> None:
    (found,) = rounds(written.CHINESE)
    assert found.company and found.company.text == "环球公司"
    assert found.date and found.date.iso == "2021-03-04"
    assert found.result is Result.PASSED


def test_each_value_knows_its_line() -> None:
    lines = written.HEADED.split("\n")
    for found in rounds(written.HEADED):
        for value in (found.company, found.label, found.result_text, *found.questions, *found.shaky):
            assert value is None or value.text in lines[value.line - 1]


def test_a_filled_in_template_is_read_as_one() -> None:
    (found,) = rounds(written.TEMPLATE)
    assert found.retro is not None and found.retro.stress == 3
    assert (found.kind, found.is_mock) == (RoundKind.SYSTEM_DESIGN, True)
    assert said(found.follow_ups) == ["Fill knowledge gap on sharding", "write to Priya"]
    assert said(found.lessons) == ["draw first"]


def test_templates_one_below_the_other_are_rounds_of_their_own() -> None:
    other = written.TEMPLATE.replace("Acme", "Globex").replace("stress: 3", "stress: 9")
    found = read_notes(written.TEMPLATE + other)
    assert [r.company.text for r in found.rounds if r.company] == ["Acme", "Globex"]
    assert [r.application for r in found.rounds] == [0, 1]
    (problem,) = found.problems
    assert problem.line == written.TEMPLATE.count("\n") + 19
