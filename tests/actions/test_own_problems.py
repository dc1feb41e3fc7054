"""Problems of one's own: added once, sorted, removed and put back, and first among those of their pattern."""

from datetime import UTC, datetime

import pytest

from afterround.actions import own_problems
from afterround.actions.own_problems import NewProblem
from afterround.actions.problem_lists import take_problem_list
from afterround.core.errors import AfterroundError, Invalid, NotFound
from afterround.data.models import Owner
from afterround.queries.drills import get_drill, practice_plan
from afterround.queries.own_problems import find_own_problem
from afterround.queries.own_problems import own_problems as added
from tests.core.practising import refs


def names(owner: Owner) -> list[str]:
    return [one.name for one in added(owner)]


def test_a_list_is_added_once_whatever_is_sent_again(ann: Owner, now: datetime) -> None:
    text = "312. Burst Balloons\nhttps://acme.example/stones, medium, interval DP, 30 min\n"
    first = take_problem_list(ann, text, now=now)
    again = take_problem_list(ann, "LC 312", now=now)
    assert (first.added, first.known, again.added, again.known) == (2, 0, 0, 1)
    balloons = find_own_problem(ann, "Burst Balloons")
    assert (balloons.number, balloons.link) == (312, "https://leetcode.com/problems/burst-balloons/")
    assert sorted(one.minutes or 0 for one in added(ann)) == [0, 30]


def test_what_names_no_problem_is_refused_in_words(ann: Owner, now: datetime) -> None:
    with pytest.raises(Invalid) as error:
        take_problem_list(ann, " \n", now=now)
    assert error.value.problems["text"] == "Name a problem: a link, a number or a title."


def test_an_own_problem_comes_first_in_its_pattern(ann: Owner, now: datetime) -> None:
    own_problems.add_problems(ann, [NewProblem("Stones in a row", patterns=("dp-linear",))], now=now)
    drill = get_drill(ann, "pattern", "dp-linear", now, UTC).planned
    assert "Stones in a row" in [one.label for one in drill.problems]


def test_without_a_pattern_it_is_a_drill_of_its_own_until_it_has_one(ann: Owner, now: datetime) -> None:
    own_problems.add_problems(ann, [NewProblem("Stones in a row")], now=now)
    key = find_own_problem(ann, "stones in a row").id
    assert refs(practice_plan(ann, now, UTC).today) == [f"problem/{key}"]
    own_problems.sort_problem(ann, key, ["Linear DP"])
    assert practice_plan(ann, now, UTC).every == ()


def test_a_name_that_two_problems_have_means_neither(ann: Owner, now: datetime) -> None:
    links = ("https://acme.example/stones", "https://globex.example/stones")
    own_problems.add_problems(ann, [NewProblem("Stones", link) for link in links], now=now)
    with pytest.raises(AfterroundError, match="Several problems are called"):
        find_own_problem(ann, "stones")


def test_a_pattern_that_is_not_there_is_refused_in_words(ann: Owner, now: datetime) -> None:
    own_problems.add_problems(ann, [NewProblem("Stones")], now=now)
    with pytest.raises(Invalid, match="There is no pattern called"):
        own_problems.sort_problem(ann, find_own_problem(ann, "Stones").id, ["juggling"])


def test_a_removed_problem_is_put_back_unless_it_was_added_again(ann: Owner, now: datetime) -> None:
    own_problems.add_problems(ann, [NewProblem("Stones")], now=now)
    key = find_own_problem(ann, "Stones").id
    own_problems.remove_problem(ann, key, now=now)
    assert names(ann) == []
    own_problems.restore_problem(ann, key)
    assert names(ann) == ["Stones"]
    own_problems.remove_problem(ann, key, now=now)
    own_problems.add_problems(ann, [NewProblem("stones")], now=now)
    with pytest.raises(NotFound):
        own_problems.restore_problem(ann, key)


def test_what_was_added_at_once_is_taken_back_at_once(ann: Owner, now: datetime) -> None:
    own_problems.add_problems(ann, [NewProblem("Kept")], now=now.replace(hour=1))
    own_problems.add_problems(ann, [NewProblem("Stones"), NewProblem("Tiles")], now=now)
    assert own_problems.remove_added(ann, now, now=now) == 2
    assert names(ann) == ["Kept"]
