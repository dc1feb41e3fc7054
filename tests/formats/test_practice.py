"""Practice in words and as files: counts before percentages, no formulas, JSON that says all."""

import csv
import json
from dataclasses import replace
from datetime import UTC
from io import StringIO

import pytest

from afterround.core.rounds import RoundKind
from afterround.formats.practice import anki_csv, day_in_words, how_often, listed, parts_in_words, title_of
from afterround.formats.practice_json import plan_document
from tests.core.practising import NOW, ahead, done, heard, plan, planned, seen, standing


@pytest.mark.parametrize(
    ("shaky", "words"),
    [
        ((True,), "1 of 1 round"),
        ((True, False, True, False), "2 of 4 rounds"),
        ((True, False, True, False, True, False), "3 of 6 rounds, about 50 %"),
    ],
)
def test_below_five_rounds_there_are_counts_and_no_percentages(shaky: tuple[bool, ...], words: str) -> None:
    assert how_often(standing("dp-state", *shaky)) == words


def test_mocks_are_counted_apart() -> None:
    both = replace(standing("dp-state"), seen=(*seen(True, is_mock=True), *seen(False, True)))
    assert how_often(both) == "1 of 2 rounds; 1 of 1 mock"


def test_a_theme_that_only_feedback_named_has_no_count() -> None:
    only = replace(standing("dp-state"), seen=(), heard=(heard("correctness", "dynamic-programming"),))
    assert how_often(only) == "not noted in a round yet; named in feedback"


def test_the_parts_of_a_priority_are_all_shown() -> None:
    theme = standing("dp-state", heard=(heard("correctness", "dynamic-programming"),))
    history = {"pattern/dp-linear": done("hard", ago=9)}
    one = planned(plan(theme, rounds=[ahead(RoundKind.CODING, 6)], histories=history), "pattern/dp-linear")
    shown = dict(parts_in_words(one, NOW, UTC))
    assert list(shown) == [
        *("How often", "Weight", "In your hands", "Still fresh", "Named in feedback", "Next asked")
    ]
    assert shown["Still fresh"].startswith("last done 9 days ago, with effort; about ")
    assert shown["Next asked"] == "Globex, coding, in 6 days"


def test_a_title_names_the_problems_by_their_numbers() -> None:
    assert (
        title_of(planned(plan(standing("dp-state")), "pattern/dp-linear")) == "Linear DP: problems 70 and 91"
    )
    assert [listed(list(words)) for words in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]


def test_the_day_is_said_in_a_sentence() -> None:
    theme = standing("dp-state")
    assert day_in_words(plan()) == "Nothing is due today."
    assert day_in_words(plan(theme)) == "Two today, 60 minutes."
    assert day_in_words(plan(theme, budget=40)) == "One today, 40 minutes. The rest waits without harm."
    assert day_in_words(plan(theme, budget=5)) == "Nothing fits into 5 minutes; the shortest drill takes 15."
    assert day_in_words(plan(theme, is_paused=True)).startswith("Everything is paused.")


def test_due_drills_become_cards_that_no_spreadsheet_takes_for_formulas() -> None:
    risky = standing("dp-state", heard=(heard("correctness", "dynamic-programming"),))
    found = plan(risky, budget=500)
    evil = replace(found.today[0], task=replace(found.today[0].task, name='=HYPERLINK("x")'), problems=())
    rows = list(csv.reader(StringIO(anki_csv([evil, *found.today[1:]]))))
    assert [",".join(row) for row in rows[:4]] == [
        *("#separator:Comma", "#html:false", "#tags column:3", "#columns:Front,Back,Tags,Due")
    ]
    assert rows[4][0] == '\'=HYPERLINK("x")'
    assert "because DP state definition came up" in rows[5][1]
    assert rows[5][2:] == ["afterround behaviour dp-state", "2026-06-11"]


def test_a_card_whose_name_begins_like_a_remark_is_no_remark_to_anki() -> None:
    first = plan(standing("dp-state")).today[0]
    named = replace(first, task=replace(first.task, name="#1 of my list"), problems=())
    lines = anki_csv([named]).splitlines()
    assert next(line[:9] for line in lines if not line.startswith("#")) == '"#1 of my'


def test_the_plan_as_json_says_why_and_how_much() -> None:
    document = json.loads(plan_document(plan(standing("dp-state"), budget=40), NOW, UTC))
    (first,) = document["today"]
    assert (document["budget_minutes"], document["waiting_count"], len(document["waiting"])) == (40, 1, 1)
    assert first["key"] == "dp-linear" and first["problems"][0]["link"].startswith("https://")
    assert (
        first["because"]
        == "because DP state definition came up in 1 of the 2 coding rounds you have looked back on"
    )
    parts = first["priority"]
    assert parts["score"] == pytest.approx(
        parts["rate"] * parts["severity"] * parts["controllability"] * (1 - parts["retrievability"]), abs=1e-3
    )
    assert first["rounds"] == [{"id": "round 1", "words": ["lost it"]}]
