"""Headings name rounds, companies, roles, dates and results."""

import pytest

from afterround.formats.notes.titles import company_named, read_title


@pytest.mark.parametrize(
    ("words", "company", "label"),
    [
        ("Acme - Phone Screen (2021-03-04)", "Acme", "Phone Screen"),
        ("2021-03-04 Acme phone screen", "Acme", "phone screen"),
        ("Phone Screen - Acme", "Acme", "Phone Screen"),
        ("Onsite at Globex", "Globex", "Onsite"),
        ("Startup C - Onsite", "Startup C", "Onsite"),
        ("Round 2 – HR / Managerial Interview", "", "Round 2 – HR / Managerial Interview"),
        ("[Round 1] BarRaiser | Coding Round (60 Mins)", "", "[Round 1] BarRaiser | Coding Round (60 Mins)"),
        ("Mock interview with Priya Raman", "", "Mock interview with Priya Raman"),
        ("Technical Round 1", "", "Technical Round 1"),
        ("First call with recruiter", "", "First call with recruiter"),
    ],
)
def test_a_round_s_heading_parts_company_and_round(words: str, company: str, label: str) -> None:
    title = read_title(words, 1)
    assert (title.strength, title.company, title.label) == (2, company, label)


@pytest.mark.parametrize(
    ("words", "company", "role"),
    [
        ("💼 Interview Experience – Acme SDE Intern (6 Months)", "Acme", "SDE Intern"),
        ("Acme | Software Developer- Backend (June-2024)", "Acme", "Software Developer- Backend"),
        ("My interview experience at Globex Labs", "Globex Labs", ""),
        ("Globex Interview Experience", "Globex", ""),
        ("DONE Acme Corp - Backend Engineer :remote:", "Acme Corp", "Backend Engineer"),
        ("Healthcare Startup Interview", "Healthcare Startup", ""),
        ("Insurance Company", "Insurance Company", ""),
    ],
)
def test_a_process_s_heading_names_company_and_role(words: str, company: str, role: str) -> None:
    title = read_title(words, 1)
    assert (title.strength < 2, title.company, title.role) == (True, company, role)


@pytest.mark.parametrize(
    "words",
    [
        "Round 1 – Resume Shortlisting",
        "🧩 Rounds",
        "Interview Questions",
        "Interview Preparation",
        "How to prepare for the phone screen",
        "Overall Experience",
        "Pre-Placement Talk (PPT)",
        "Interviewer Feedback",
        "Lunch",
    ],
)
def test_what_is_no_round_is_named_as_none(words: str) -> None:
    assert read_title(words, 1).strength == 0


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("2nd round (Weak Hire)", "Weak Hire"),
        ("Acme: Offer", "Offer"),
        ("Acme (60 min)", ""),
        ("Round 2 (HR)", ""),
    ],
)
def test_a_result_at_the_end_of_a_heading_is_taken(words: str, result: str) -> None:
    assert read_title(words, 1).result == result


@pytest.mark.parametrize(
    "words", ["Coding Questions", "My Journey", "Overview", "Tips and Tricks", "What I learned", "Week 3"]
)
def test_everyday_words_are_no_company(words: str) -> None:
    assert company_named(words) == ""


@pytest.mark.parametrize("words", ["Acme", "Acme Health", "a big bank", "startup C", "环球公司", "7Acme"])
def test_names_and_labels_that_withhold_them_are_companies(words: str) -> None:
    assert company_named(words) == words
