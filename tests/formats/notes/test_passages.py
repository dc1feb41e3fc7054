"""What a sentence of prose is about."""

import pytest

from afterround.formats.notes.labels import Field, meaning, split_key
from afterround.formats.notes.passages import about
from afterround.formats.notes.rubric import is_rubric_line


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        ("I got stuck on the second part.", {Field.SHAKY}),
        ("Couldn't explain the locks.", {Field.SHAKY}),
        ("My biggest mistake was to rush.", {Field.SHAKY}),
        ("“I'd have liked tests.”", {Field.FEEDBACK, Field.SHAKY}),
        ("The interviewer said my code was clean.", {Field.FEEDBACK}),
        ("The interviewer was impressed with my tests.", {Field.WENT_WELL}),
        ("The design part went really well.", {Field.WENT_WELL}),
        ("She gave me a small hint about ties.", {Field.HINTS}),
        ("I solved it without any hints.", {Field.WENT_WELL}),
        ("Then he asked me to reverse a list.", {Field.QUESTIONS}),
        ("I learned that silence is fine.", {Field.LESSONS}),
        ("It rained all day.", set()),
        ("She asked me to fill in a form.", set()),
    ],
)
def test_a_sentence_goes_where_it_belongs(sentence: str, fields: set[Field]) -> None:
    assert set(about(sentence)) == fields


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("What went well?", Field.WENT_WELL),
        ("🧩 Coding Questions", Field.QUESTIONS),
        ("Computer Networks Questions", Field.QUESTIONS),
        ("Personal scrutiny", Field.SHAKY),
        ("❗ Areas to Improve", Field.SHAKY),
        ("Hints given? How did I respond?", Field.HINTS),
        ("Key Takeaways", Field.LESSONS),
        ("Questions for them", Field.ASIDE),
        ("Advice for Others", Field.WHOLE),
        ("Tea", None),
    ],
)
def test_labels_are_known_in_many_words(label: str, field: Field | None) -> None:
    assert meaning(label) is field


@pytest.mark.parametrize(
    ("line", "value"),
    [("Date: 3 May", "3 May"), ("Verdict - rejected", "rejected"), ("결과: 합격", "합격"), ("note", None)],
)
def test_a_key_is_parted_from_its_value(line: str, value: str | None) -> None:
    found = split_key(line)
    assert (found[1] if found else None) == value


@pytest.mark.parametrize(
    ("line", "is_scored"),
    [
        ("Problem Solving: 3/4 - good start", True),
        ("- Communication: 4", True),
        ("Coding | Strong", True),
        ("Communication: we spoke on Zoom", False),
        ("Tea: 3/4", False),
    ],
)
def test_a_rubric_s_line_has_a_known_label_and_a_score(line: str, is_scored: bool) -> None:
    assert is_rubric_line(line) is is_scored
