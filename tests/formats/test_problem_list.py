"""A person's list of problems: what is known is found, the rest becomes their own, and nothing is lost."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from afterround.adapters.catalogue.built_in import built_in_catalogue
from afterround.core.catalogue import Difficulty
from afterround.formats.problem_list import MOST, Listed, read_problem_list, render_problem_list

CATALOGUE = built_in_catalogue()


def one(line: str) -> Listed:
    (listed,) = read_problem_list(line, CATALOGUE).listed
    return listed


def told(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in read_problem_list(text, CATALOGUE).problems]


@pytest.mark.parametrize(
    "line",
    [
        "312",
        "LC 312",
        "lc312",
        "LeetCode #312",
        "#312",
        "312. Burst Balloons",
        "312 - burst balloons",
        "7. Burst Balloons",
        "Burst Balloons",
        "burst-balloons",
        "- [x] Burst Balloons",
        "Burst Balloons (Hard)",
        "https://leetcode.com/problems/burst-balloons/description/?envType=list",
        "leetcode.com/problems/burst-balloons",
        "https://neetcode.io/problems/burst-balloons",
        "[Burst Balloons](https://leetcode.com/problems/burst-balloons/)",
        "* <https://leetcode.com/problems/burst-balloons/>.",
        "Burst Balloons, https://leetcode.com/problems/burst-balloons/",
    ],
)
def test_a_known_problem_is_found_however_it_is_written(line: str) -> None:
    listed = one(line)
    assert listed.known is not None and listed.known.number == 312
    assert (listed.title, listed.link, listed.note, told(line)) == ("Burst Balloons", "", "", [])


@pytest.mark.parametrize(
    ("line", "title", "link"),
    [
        ("Dan's lift", "Dan's lift", ""),
        ("Hello, world", "Hello, world", ""),
        (
            "https://www.hackerrank.com/challenges/sherlock-and-anagrams/problem",
            "Sherlock and anagrams",
            "https://www.hackerrank.com/challenges/sherlock-and-anagrams/problem",
        ),
        (
            "https://codeforces.com/problemset/problem/4/A",
            "Codeforces 4 A",
            "https://codeforces.com/problemset/problem/4/A",
        ),
        (
            "Two Sum again: https://example.com/kata/7",
            "Two Sum again",
            "https://example.com/kata/7",
        ),
        (
            "https://leetcode.com/problems/a-new-one/",
            "A new one",
            "https://leetcode.com/problems/a-new-one/",
        ),
    ],
)
def test_what_the_catalogue_does_not_know_is_ones_own(line: str, title: str, link: str) -> None:
    listed = one(line)
    assert (listed.known, listed.title, listed.link) == (None, title, link)


def test_difficulty_pattern_minutes_and_a_note_stand_behind_in_any_order() -> None:
    listed = one("Rod cutting at Acme, 30 min, hard, interval DP, lost the base case")
    assert (listed.title, listed.difficulty, listed.minutes) == ("Rod cutting at Acme", Difficulty.HARD, 30)
    assert (listed.patterns, listed.note) == (("dp-intervals",), "lost the base case")


def test_a_comma_within_a_known_title_parts_nothing() -> None:
    listed = one("Pow(x, n), 1 h")
    assert (listed.known, listed.minutes) == (CATALOGUE.by_number[50], 60)


def test_a_heading_that_names_a_pattern_is_for_the_lines_below_it() -> None:
    read = read_problem_list(
        "## Sliding window\nDan's stretch\n\n# DP\nDan's rods, knapsack\n---\n", CATALOGUE
    )
    assert [found.patterns for found in read.listed] == [("sliding-window",), ("dp-knapsack",)]
    assert told("# Monday\nDan's lift") == [(1, '"Monday" names no pattern that is known here.')]


def test_another_title_behind_a_known_link_is_kept_as_a_note() -> None:
    assert one("the balloons one https://leetcode.com/problems/burst-balloons/").note == "the balloons one"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("LC 99999", "No problem with the number 99999 is known here. Add its link."),
        ("312. Baloons", "If you mean 312. Burst Balloons, write its number alone."),
    ],
)
def test_a_doubtful_number_is_told_and_kept_as_ones_own(line: str, message: str) -> None:
    assert (one(line).known, one(line).title) == (None, line)
    assert told(f"\n{line}") == [(2, message)]


TABLE = """#,Problem,Level,Topics,Company,Time,Comment
312,Burst Balloons,H,"DP, arrays",Acme,40,
,"Pow(x, n)",,,,,"twice;
still shaky"
1,My lift,tough,Greed,,soon,
,,,,Globex,,
"""


def test_a_table_is_read_by_its_header() -> None:
    balloons, power, lift = read_problem_list(TABLE, CATALOGUE).listed
    assert (balloons.known, balloons.difficulty, balloons.minutes) == (CATALOGUE.by_number[312], "hard", 40)
    assert (balloons.patterns, balloons.note) == (("dynamic-programming", "arrays"), "Company: Acme")
    assert (power.known, power.line, power.note) == (CATALOGUE.by_number[50], 3, "twice;\nstill shaky")
    assert (lift.title, lift.note) == ("1. My lift", "Level: tough\nTopics: Greed\nTime: soon")


def test_what_a_table_says_that_is_not_understood_is_told_with_its_line() -> None:
    assert told(TABLE) == [
        (5, '"tough" is not easy, medium or hard; it is kept in the note.'),
        (5, '"Greed" is not a pattern that is known here; it is kept in the note.'),
        (5, '"soon" is not a number of minutes from 1 to 600; it is kept in the note.'),
        (5, "If you mean 1. Two Sum, write its number alone."),
        (6, 'This row names no problem; add its title, number or link. It says "Globex".'),
    ]


def test_a_long_title_is_cut_and_stands_whole_in_the_note() -> None:
    listed = one("x" * 300)
    assert (len(listed.title), listed.note) == (200, "x" * 300)


def test_of_a_very_long_list_the_rest_is_told() -> None:
    read = read_problem_list("Dan's lift\n" * (MOST + 3), CATALOGUE)
    assert len(read.listed) == MOST
    assert (read.problems[0].line, "3 more" in read.problems[0].message) == (MOST + 1, True)


def test_a_lone_header_above_a_list_is_no_problem() -> None:
    assert [found.title for found in read_problem_list("Problems\nTwo Sum\nTitle", CATALOGUE).listed] == [
        "Two Sum",
        "Title",
    ]


def test_an_empty_list_holds_nothing() -> None:
    assert read_problem_list("\ufeff \n\n---\n", CATALOGUE) == read_problem_list("", CATALOGUE)


PIECES = st.sampled_from(
    ["312", "Two Sum", "LC 1", "# DP", "- [ ] ", "hard", "(Easy)", "knapsack", "40 min", ", ", "; ", "|", "\t", '"',
     "https://leetcode.com/problems/two-sum/", "https://example.com/a-b", "www.acme.com/x", "[a](b.com/c)", "=1+1",
     "Hello, world", "title,link", "\n", "\n", "\r\n", "\0", "'", " - ", ". "]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=25).map("".join)


@given(TEXTS)
def test_of_any_text_each_line_is_listed_or_told(text: str) -> None:
    read = read_problem_list(f"My first one\n{text}", CATALOGUE)
    places = {found.line for found in read.listed} | {problem.line for problem in read.problems}
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=2):
        assert (
            number in places or not any(letter.isalnum() for letter in line) or line.strip().startswith("#")
        )
    assert all(found.title for found in read.listed)


def test_a_line_of_signs_alone_is_no_problem() -> None:
    assert read_problem_list("; ; \n---\n, ,\n| |", CATALOGUE).listed == ()


@given(TEXTS)
def test_every_word_of_a_line_is_kept(text: str) -> None:
    lines = (
        f"My first one\n{text}".replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    )
    for found in read_problem_list("\n".join(lines), CATALOGUE).listed:
        assert found.words == lines[found.line - 1].strip()


@example("title,note,link,level\n", "; ; \n; ; ")
@given(st.sampled_from(["", "title,note,link,level\n"]), TEXTS)
def test_what_is_written_reads_back(header: str, text: str) -> None:
    listed = read_problem_list(header + text, CATALOGUE).listed
    again = read_problem_list(render_problem_list(listed), CATALOGUE).listed
    assert [replace(found, line=0, words="") for found in again] == [
        replace(found, line=0, words="") for found in listed
    ]
