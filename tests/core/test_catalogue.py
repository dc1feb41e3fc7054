"""The catalogue: how a problem, a pattern and what a theme needs are found, always in the same order."""

import pytest

from afterround.core.catalogue import (
    Behaviour,
    Catalogue,
    Difficulty,
    Family,
    Pattern,
    Problem,
    StudyItem,
    name_key,
    slug_in_link,
)

COINS = Pattern("coins", "Coins", "dp", "What coins fit.", 3, ("dp-state",), also=("coin change",))
LINES = Pattern("lines", "Lines", "dp", "What lines fit.", 1, ("strings", "dp-state"))
STACK = Pattern("undo", "Undo", "stack", "What can be undone.", 2, ("stacks-queues",), needs=("lines",))
PROBLEMS = (
    Problem(1, "hard-line", "Hard Line", Difficulty.HARD, ("lines", "coins")),
    Problem(2, "undo-it", "Undo It?", Difficulty.EASY, ("undo",)),
    Problem(3, "powx-n", "Pow(x, n)", Difficulty.MEDIUM, ("coins",)),
    Problem(4, "easy-line", "Easy Line", Difficulty.EASY, ("lines",)),
)
CARDS = Behaviour("cards", "Cards", "Write cards.", 20, ("dp-state",))
STUDY = StudyItem("study", "Study a gap", "Read.", 30, ("preparation",), "Of what?")
CATALOGUE = Catalogue(
    (Family("dp", "Dynamic programming", (LINES, COINS)), Family("stack", "Stacks", (STACK,), ("stack",))),
    PROBLEMS,
    (CARDS,),
    studies=(STUDY,),
)


def numbers(slug: str) -> list[int]:
    return [problem.number for problem in CATALOGUE.problems_of(slug)]


def test_a_patterns_problems_rise_in_difficulty() -> None:
    assert numbers("lines") == [4, 1]
    assert numbers("coins") == [3, 1]


def test_of_equally_hard_ones_those_come_first_that_the_pattern_is_the_main_one_of() -> None:
    beside = Problem(5, "beside", "Beside", Difficulty.MEDIUM, ("undo", "lines"))
    paid = Problem(6, "paid", "Paid", Difficulty.MEDIUM, ("lines",), is_paid=True)
    main = Problem(7, "main", "Main", Difficulty.MEDIUM, ("lines",))
    found = Catalogue(CATALOGUE.families, (beside, paid, main)).problems_of("lines")
    assert found == (main, beside, paid)


def test_a_family_has_the_problems_of_its_patterns_once_each() -> None:
    assert numbers("dp") == [4, 3, 1]
    assert numbers("nothing") == []


def test_a_problem_exercises_the_themes_of_its_patterns() -> None:
    assert CATALOGUE.themes_of(PROBLEMS[0]) == ("strings", "dp-state")


@pytest.mark.parametrize("words", ["Pow(x, n)", "powx-n", "POW X N", "pow(x,n)"])
def test_a_problem_is_found_by_any_spelling_of_its_name(words: str) -> None:
    assert CATALOGUE.by_name[name_key(words)].number == 3


@pytest.mark.parametrize(
    "link",
    [
        "https://leetcode.com/problems/powx-n/",
        "https://leetcode.com/problems/powx-n",
        "http://www.leetcode.com/problems/powx-n/description/?envType=study-plan-v2&envId=top",
        "leetcode.com/problems/powx-n/solutions/123/a-way/",
        "https://leetcode.cn/problems/POWX-N/#top",
        "https://leetcode.com/contest/weekly-contest-1/problems/powx-n/",
    ],
)
def test_a_problem_is_found_by_any_form_of_its_link(link: str) -> None:
    found = CATALOGUE.with_link(link)
    assert found is not None and found.number == 3


@pytest.mark.parametrize(
    "link", ["https://example.com/problems/powx-n/", "https://notleetcode.com/problems/powx-n/", "powx-n", ""]
)
def test_another_address_is_no_link_to_a_problem(link: str) -> None:
    assert slug_in_link(link) is None


def test_the_link_that_is_built_is_understood() -> None:
    assert all(CATALOGUE.with_link(problem.link) == problem for problem in PROBLEMS)


def test_a_link_to_an_unknown_problem_finds_none() -> None:
    assert CATALOGUE.with_link("https://leetcode.com/problems/no-such-thing/") is None


@pytest.mark.parametrize(
    ("words", "slug"), [("Coin change", "coins"), ("COINS", "coins"), ("stack", "stack"), ("Undo", "undo")]
)
def test_a_pattern_goes_by_all_its_names(words: str, slug: str) -> None:
    found = CATALOGUE.pattern_named(words)
    assert found is not None and found.slug == slug


def test_what_is_no_pattern_is_none() -> None:
    assert CATALOGUE.pattern_named("greed") is None


def test_minutes_grow_with_difficulty_and_a_label_has_number_and_title() -> None:
    assert [PROBLEMS[place].minutes for place in (1, 2, 0)] == [15, 25, 40]
    assert PROBLEMS[2].label == "3. Pow(x, n)"


def test_a_study_item_takes_the_topics_words() -> None:
    assert STUDY.about(" consistent \n hashing ") == "Study a gap: consistent hashing"
    assert STUDY.about(" ") == "Study a gap"
