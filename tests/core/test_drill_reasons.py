"""Why a drill is planned: sentences that are true of the rounds they speak of."""

from dataclasses import replace

import pytest

from afterround.core.drill_reasons import (
    about_feedback,
    about_rounds,
    concerns,
    sentence,
    shortened,
    still_heard,
    subject_names,
    subject_slugs,
    subjects_in,
)
from afterround.core.rounds import RoundKind
from tests.core.practising import CATALOGUE, NOW, all_tasks, heard, seen, standing

NAMES = subject_names(CATALOGUE)
TASKS = all_tasks()


def said(*shaky: bool) -> str:
    found = about_rounds(standing("dp-state", *shaky))
    return found.words.removeprefix("DP state definition came up in ") if found else ""


@pytest.mark.parametrize(
    ("shaky", "words"),
    [
        ("s", "Acme 0, coding"),
        ("ss", "both coding rounds you have looked back on"),
        ("s.", "1 of the 2 coding rounds you have looked back on"),
        ("s.s.s", "3 of the 5 coding rounds you have looked back on"),
        (".s.s.s", "3 of your last 5 coding rounds"),
        ("s......", "1 of the 7 coding rounds you have looked back on"),
        ("..", ""),
    ],
)
def test_how_often_a_theme_came_up_is_said_of_the_latest_rounds(shaky: str, words: str) -> None:
    assert said(*(mark == "s" for mark in shaky)) == words


def test_rounds_of_several_kinds_are_called_rounds() -> None:
    mixed = replace(
        standing("clarifying-questions"), seen=(*seen(True), *seen(True, kind=RoundKind.SYSTEM_DESIGN))
    )
    found = about_rounds(mixed)
    assert found and found.words.endswith("in both rounds you have looked back on")


def test_mocks_are_spoken_of_only_where_it_was_shaky_in_no_other_round() -> None:
    mocks, real = seen(True, True, is_mock=True), seen(False, True)
    for rounds, words in {(*mocks, *real): "1 of the 2 coding rounds", mocks: "both coding mocks"}.items():
        found = about_rounds(replace(standing("dp-state"), seen=rounds))
        assert found and f"came up in {words} you have looked back on" in found.words


def test_the_parts_make_one_sentence() -> None:
    part = about_rounds(standing("dp-state", True))
    assert part
    assert sentence([part, replace(part, words="Globex is today")]) == (
        "because DP state definition came up in Acme 0, coding, and Globex is today"
    )
    assert sentence([]) == ""


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("the dynamic programming question", {"dp-linear", "dp-intervals", "dp-knapsack"}),
        ("Sliding-window, again", {"window-variable"}),
        ("Burst Balloons", {"dp-intervals"}),
        ("all entries of the table", set()),
        ("she was kind", set()),
    ],
)
def test_a_text_names_patterns_by_whole_words_or_by_a_known_problem(text: str, slugs: set[str]) -> None:
    found = subject_slugs(subjects_in(text, NAMES, CATALOGUE))
    assert slugs <= found
    assert bool(slugs) == bool(found)


def test_a_pattern_that_is_named_narrows_its_family() -> None:
    found = subject_slugs(subjects_in("dynamic programming, on intervals: interval dp", NAMES, CATALOGUE))
    assert found == {"dp-intervals"}


def test_a_reason_is_about_its_areas_and_its_subject() -> None:
    dp, trees = standing("dp-state"), standing("trees")
    pattern, other = TASKS["pattern/dp-linear"], TASKS["pattern/tree-recursion"]
    reason = heard("correctness", "dynamic-programming")
    assert concerns(reason, dp, pattern)
    assert not concerns(reason, trees, other)
    assert not concerns(heard("speed", "dynamic-programming"), dp, pattern)


def test_what_feedback_alone_has_named_is_why_each_of_its_drills_is_planned() -> None:
    named = replace(standing("dp-state"), seen=())
    reason = heard("correctness", "dynamic-programming", round_id="another")
    assert concerns(reason, named, TASKS["behaviour/dp-cards"])
    assert not concerns(reason, standing("dp-state", False, True), TASKS["behaviour/dp-cards"])


def test_without_a_subject_it_is_about_what_was_shaky_in_that_round() -> None:
    pattern = TASKS["pattern/dp-linear"]
    assert concerns(heard("correctness"), standing("dp-state", False, True), pattern)
    assert not concerns(heard("correctness", round_id="another"), standing("dp-state"), pattern)


def test_a_subject_is_said_to_be_named_only_where_the_words_name_it() -> None:
    said = heard("correctness", "dynamic-programming")
    assert about_feedback(said).words == (
        "correctness on dynamic programming was named after Acme, coding (“the recurrence was wrong”)"
    )
    assert about_feedback(replace(said, is_said=False)).words == (
        "correctness was named after Acme, coding, where dynamic programming was asked (“the recurrence was wrong”)"
    )


def test_what_was_heard_long_ago_no_longer_counts() -> None:
    recent, old = heard("speed"), heard("speed", ago=91)
    assert still_heard([old, recent], NOW) == (recent,)


def test_long_words_are_cut() -> None:
    assert shortened("word " * 40).endswith("word…")
    assert len(shortened("word " * 40)) <= 80
