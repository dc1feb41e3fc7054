"""The template as people fill it in by hand."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterround.core.retro import (
    Action,
    ActionKind,
    ActionState,
    Hint,
    Line,
    Outside,
    Question,
    Response,
    Retro,
)
from afterround.formats.headings import TEMPLATE
from afterround.formats.markdown import parse, render
from tests.formats.retros import AWKWARD

BLANK = """Date / Company / Round:

What went well:
-
-

What felt shaky:
-
-

Question summaries:
1. Topic / My approach / Complexity
2. Topic / My approach / Complexity

Hints given? How did I respond?

Follow-up actions:
- Fill knowledge gap on...
- Practise pattern X with problems Y, Z

Emotional check-in (stress level, mindset):

Next steps (thank-you email, recruiter follow-up):
"""


def test_the_blank_template_says_nothing() -> None:
    assert parse(BLANK).retro == Retro()
    assert parse(BLANK).has_sections


def test_the_headings_are_the_chapters_in_its_order() -> None:
    written = render(Retro()).split("\n")
    assert [line for line in written if line in TEMPLATE.values()] == list(TEMPLATE.values())
    assert [line for line in BLANK.split("\n") if line in TEMPLATE.values()] == list(TEMPLATE.values())


def test_a_filled_template_is_read() -> None:
    read = parse(
        BLANK.replace("Round:\n", "Round: 2026-06-11 / Acme / coding\n")
        .replace("well:\n-\n", "well:\n- asked first\n")
        .replace("1. Topic / My approach / Complexity", "1. Stick cutting / memo / O(n^3) time, O(n^2) space")
        .replace("gap on...", "gap on iterators")
        .replace("mindset):\n", "mindset):\n4/5, tired but curious\n")
    ).retro
    assert (read.date, read.company, read.round) == ("2026-06-11", "Acme", "coding")
    assert read.went_well == (Line("asked first"),)
    assert read.questions == (Question("Stick cutting", "memo", "O(n^3)", "O(n^2)"),)
    assert read.actions == (Action("iterators", ActionKind.GAP),)
    assert (read.stress, read.mindset) == (4, "tired but curious")


@pytest.mark.parametrize(
    "heading",
    ["## What went well", "##What went well:", "**What went well**", "**What went well:**", "what went well",
     "WENT WELL:", "What went well\n--------------", "__Went well__:", "# What went well #"],
)  # fmt: skip
@pytest.mark.parametrize("mark", ["- ", "* ", "+ ", "• ", "1) ", "1. ", "  - ", ""])
def test_other_marks_mean_the_same(heading: str, mark: str) -> None:
    read = parse(f"{heading}\n{mark}asked first\n{mark}said why\n\n## Shaky\n* lost it\n").retro
    assert read.went_well == (Line("asked first"), Line("said why"))
    assert read.shaky == (Line("lost it"),)
    assert read.outside == ()


def test_an_answer_may_stand_on_the_headings_line() -> None:
    read = parse("What went well: asked first\nWhat felt shaky: lost the state\n  and the base case\n").retro
    assert read.went_well == (Line("asked first"),)
    assert read.shaky == (Line("lost the state\nand the base case"),)


@pytest.mark.parametrize(
    "header",
    ["Date / Company / Round: 6/11/2026 / Acme / coding", "Date / Company / Round:\n6/11/2026 / Acme / coding",
     "## Date/Company/Round\n6/11/2026, Acme, coding", "Date: 6/11/2026\nCompany: Acme\nRound: coding",
     "**Date:** 6/11/2026\n- **Company**: Acme\n- Round: coding", "Date / Company / Round: 6/11/2026 | Acme | coding"],
)  # fmt: skip
def test_the_header_is_read_in_many_ways(header: str) -> None:
    read = parse(header + "\n\nWhat went well:\n- x\n").retro
    assert (read.date, read.company, read.round) == ("6/11/2026", "Acme", "coding")


def test_windows_line_ends_are_no_words() -> None:
    read = parse(
        "What went well:\r\n- asked first\r\n\r\nNext steps:\r\n- write to Priya\r\nlesson: breathe\r\n"
    ).retro
    assert (read.went_well, read.next_steps, read.lesson) == (
        (Line("asked first"),),
        (Line("write to Priya"),),
        "breathe",
    )


def test_ticked_boxes_are_done_actions() -> None:
    read = parse(
        "Follow-ups\n- [x] Practice pattern interval DP with problems 312, 1039\n- [ ] call Sam\n"
    ).retro
    assert read.actions == (
        Action("interval DP", ActionKind.PATTERN, "312, 1039", ActionState.DONE),
        Action("call Sam"),
    )


def test_keys_stand_under_their_item() -> None:
    read = parse(
        "Questions:\n1. Two Sum\n   approach: hash map\n   rating: 3\nHints:\n- try a map\n  response: used it\n"
    ).retro
    assert read.questions == (Question("Two Sum", "hash map", rating=3),)
    assert read.hints == (Hint("try a map", Response.USED),)


def test_a_value_that_cannot_be_read_is_listed_and_kept() -> None:
    read = parse("Questions:\n1. Two Sum\n   rating: 9\nCheck-in:\nstress: 11\n")
    assert [(problem.line, problem.message[:11]) for problem in read.problems] == [
        (3, '"rating: 9"'),
        (5, '"stress: 11'),
    ]
    assert "rating: 9" in read.retro.questions[0].topic
    assert "stress: 11" in read.retro.mindset


def test_text_outside_the_sections_is_kept_byte_for_byte() -> None:
    before, vibe = (
        "---\ntags: [a]\n---\n# Acme\r\n\n  odd\t\n",
        "## Vibe\r\n\n- kind \\* \r\n```\nWhat went well:\n```\n",
    )
    read = parse(f"{before}What went well:\n- x\n{vibe}What felt shaky:\n- y\n").retro
    assert read.outside == (Outside("", before), Outside("went_well", vibe))
    assert before in render(read)
    assert vibe in render(read)


def test_a_template_inside_a_fence_is_unwrapped() -> None:
    read = parse(f"```\n{BLANK.replace('well:', 'well: asked')}```\n").retro
    assert read.went_well == (Line("asked"),)


def test_a_note_without_the_template_stays_a_note() -> None:
    read = parse("# A walk\nIt rained.\n")
    assert (read.has_sections, read.retro) == (False, Retro(outside=(Outside("", "# A walk\nIt rained.\n"),)))


def test_code_belongs_to_the_question_above_it() -> None:
    read = parse("Questions:\n1. Two Sum\n```py\n# What went well:\nreturn 1\n```\n2. LRU\n").retro
    assert [q.topic for q in read.questions] == ["Two Sum\n```py\n# What went well:\nreturn 1\n```", "LRU"]


def words(text: str) -> set[str]:
    plain = "".join(c if c.isalnum() else " " for c in text)
    return {word for word in plain.split() if len(word) > 2}


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from([*AWKWARD, "word", "another", "\n", "\n", "- "]), max_size=25).map("".join))
def test_no_word_of_any_text_is_lost(text: str) -> None:
    read = parse(text)
    kept = render(read.retro, front_matter=True) + " ".join(problem.message for problem in read.problems)
    template = (
        words(BLANK) | words(" ".join(AWKWARD[: len(TEMPLATE)])) | {"afterround", "Topic", "lesson", "py"}
    )
    spelled = [
        (text, kept),
        (text.replace("\\&", ""), kept.replace("\\&", "")),
    ]  # the sign for nothing parts words
    assert any(words(given) - words(found) - template == set() for given, found in spelled)


def test_three_real_notes_lose_nothing(shared: Path) -> None:
    for name in ("JustinHurley__StubHub", "krishjha1121__Google_Exp1", "shreyatpandey__Interviewer"):
        text = (shared / f"realdata/notes/{name}.md").read_text(encoding="utf-8")
        assert words(text) - words(render(parse(text).retro)) <= {"Questions"}


def test_a_key_beside_a_filled_header_stays_text() -> None:
    read = parse(
        "Date / Company / Round: 2026-06-11 / Acme / coding\nRound: the second of three\nShaky:\n- x\n"
    ).retro
    assert (read.round, read.outside) == ("coding", (Outside("header", "Round: the second of three\n"),))


def test_another_programs_front_matter_is_no_header() -> None:
    before = "---\ndate: 2020-01-02\n---\n"
    read = parse(f"{before}Shaky:\n- x\n").retro
    assert (read.date, read.outside) == ("", (Outside("", before),))


@pytest.mark.parametrize("complexity", ["O(n) time, O(1) space", "O(n) time", "O(n) / O(1)", "O(n)"])
def test_lines_below_a_question_tell_of_its_approach(complexity: str) -> None:
    text = (
        f"Question summaries:\n1. Two sum / hash map / {complexity}\n   tried / sorting first\n   rating: 9\n"
    )
    (plain,) = parse(text.partition("\n   tried")[0]).retro.questions
    (read,) = parse(text).retro.questions
    assert read.approach == "hash map\ntried / sorting first\nrating: 9"
    assert (read.time, read.space) == (plain.time, plain.space)
