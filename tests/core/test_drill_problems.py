"""Which problems a drill is done with: rising, fresh, and within the minutes there are."""

from dataclasses import replace
from datetime import date, timedelta

from afterround.core.catalogue import DIFFICULTIES
from afterround.core.drill_problems import choose_problems
from afterround.core.drill_tasks import DecidedAction, OwnProblem
from afterround.core.drills import Done, DrillKind, History, Task, TaskProblem
from afterround.core.retro import ActionKind, ActionState
from afterround.core.spacing import Rating
from tests.core.practising import NOW, all_tasks, days, done

LINEAR = all_tasks()["pattern/dp-linear"]


def chosen(task: Task = LINEAR, history: History | None = None, room: int = 500) -> list[TaskProblem]:
    return list(choose_problems(task, history or History(), now=NOW, room=room))


def tried(*labels: str, rating: Rating = Rating.HARD, ago: float = 2) -> History:
    return History((Done(rating, NOW - days(ago), 40, "", labels),))


def numbers(problems: list[TaskProblem]) -> list[int]:
    return [int(one.label.partition(".")[0]) for one in problems]


def test_two_or_three_problems_rise_in_difficulty() -> None:
    for ref, task in all_tasks().items():
        levels = [DIFFICULTIES.index(one.difficulty) for one in chosen(task)]
        assert levels == sorted(levels)
        if task.kind is DrillKind.PATTERN and len(task.problems) > 1:
            assert 2 <= len(levels) <= 3, ref


def test_none_of_them_was_just_done() -> None:
    first = [one.label for one in chosen()]
    assert not set(first) & {one.label for one in chosen(history=tried(*first))}
    assert [one.label for one in chosen(history=tried(*first, ago=22))] == first


def test_where_all_were_done_the_ones_done_longest_ago_come_again() -> None:
    few = replace(LINEAR, problems=LINEAR.problems[:2])
    labels = [one.label for one in few.problems]
    history = History((*tried(labels[1], ago=9).attempts, *tried(labels[0], ago=3).attempts))
    assert {one.label for one in chosen(few, history)} == set(labels)


def test_easy_ones_are_left_out_once_it_went_well() -> None:
    assert next(one.difficulty for one in chosen(history=done("good"))) != DIFFICULTIES[0]


def test_they_take_no_more_minutes_than_there_are_but_one_is_always_given() -> None:
    assert sum(one.minutes for one in chosen(room=40)) <= 40
    assert len(chosen(room=5)) == 1


def test_two_of_a_kind_are_given_where_no_harder_one_fits() -> None:
    task = replace(LINEAR, problems=tuple(one for one in LINEAR.problems if one.minutes == 25)[:2])
    hard = replace(task.problems[0], label="9. Long", difficulty=DIFFICULTIES[2], minutes=40)
    assert chosen(replace(task, problems=(*task.problems, hard)), room=60) == list(task.problems)


def test_a_drill_without_problems_has_none() -> None:
    assert chosen(all_tasks()["behaviour/clarify-first"]) == []


def test_own_problems_come_before_those_of_the_catalogue() -> None:
    mine = [
        OwnProblem("a", "Stones in a row", "https://acme.example/stones", DIFFICULTIES[0], ("dp-linear",))
    ]
    task = all_tasks(mine)["pattern/dp-linear"]
    assert chosen(task)[0].label == "Stones in a row"


def test_the_problems_of_a_pattern_action_come_first_and_stay_out_once_done() -> None:
    action = DecidedAction(
        "a",
        ActionKind.PATTERN,
        "linear DP",
        "139, 198",
        ActionState.OPEN,
        "r",
        "Acme, coding",
        date(2026, 6, 9),
    )
    task = all_tasks(actions=[action])["pattern/dp-linear"]
    assert numbers(chosen(task)) == [139, 198]
    assert 139 not in numbers(chosen(task, tried(task.problems[0].label)))


def test_a_gap_is_filled_before_the_next_round_and_never_on_the_day_it_was_found() -> None:
    gap = DecidedAction(
        "a", ActionKind.GAP, "consistent hashing", "", ActionState.OPEN, "r", "Acme", date(2026, 6, 9)
    )
    on = {
        later: all_tasks(actions=[gap], next_round=later)["action/a"].decided[0].due_on
        for later in (None, date(2026, 6, 11), date(2026, 6, 10), date(2026, 7, 1))
    }
    assert [day and day - gap.on for day in on.values()] == [timedelta(days=n) for n in (3, 1, 1, 3)]
