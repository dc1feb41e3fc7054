"""Many lines answered at once, and one of them opened again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from afterround.actions.retro import save_retro
from afterround.actions.theme_decisions import add_theme, confirm_theme, reject_theme, take_back
from afterround.actions.theme_groups import (
    answer_group,
    confirm_ticked,
    forget_waiting,
    remember_waiting,
    reopen_theme,
    take_back_all,
)
from afterround.actions.themes import make_theme, merge_themes
from afterround.core.errors import Invalid, NotFound
from afterround.core.retro import Section
from afterround.core.retro_fields import FieldChange
from afterround.data.models import Mention, Owner, ThemeDecision
from afterround.queries.theme_groups import lines_waiting, theme_inbox, waiting_lines, what_was_said
from tests.cast import a_line, a_round


@pytest.fixture
def lines(ann: Owner) -> list[UUID]:
    """Three lines of a round of last month."""
    held = a_round(ann, ended_ago=timedelta(days=30))
    return [a_line(ann, held, Section.SHAKY, f"lost the DP state {n}") for n in range(3)]


def test_an_exception_gets_the_other_answer_in_the_same_press(
    ann: Owner, now: datetime, lines: list[UUID]
) -> None:
    deeds = answer_group(ann, "dp-state", lines, is_yes=True, excepted=lines[:1], now=now)
    yes, no = what_was_said(ann, deeds)
    assert (yes.is_yes, yes.lines) == (True, tuple(lines[1:])) and yes.themes == ("DP state definition",)
    assert (no.is_yes, no.lines) == (False, (lines[0],))


def test_an_exception_that_is_not_among_the_lines_is_none(
    ann: Owner, now: datetime, lines: list[UUID]
) -> None:
    assert len(answer_group(ann, "dp-state", lines[:1], is_yes=True, excepted=lines[1:], now=now)) == 1
    assert Mention.objects.count() == 1


def test_a_line_that_is_not_there_lets_nothing_be_said(ann: Owner, now: datetime, lines: list[UUID]) -> None:
    with pytest.raises(NotFound):
        answer_group(ann, "dp-state", [*lines, uuid4()], is_yes=True, excepted=lines[:1], now=now)
    with pytest.raises(Invalid):
        answer_group(ann, "dp-state", [], is_yes=True, now=now)
    assert not ThemeDecision.objects.exists()


def test_a_press_is_taken_back_whole_or_not_at_all(ann: Owner, now: datetime, lines: list[UUID]) -> None:
    deeds = answer_group(ann, "dp-state", lines, is_yes=True, excepted=lines[:1], now=now)
    with pytest.raises(NotFound):
        take_back_all(ann, [uuid4(), *deeds], now=now)
    assert ThemeDecision.objects.count() == 3
    take_back_all(ann, deeds, now=now)
    assert not ThemeDecision.objects.exists() and not Mention.objects.exists()
    assert what_was_said(ann, deeds) == []


def test_a_press_that_is_sent_twice_is_done_once(ann: Owner, now: datetime, lines: list[UUID]) -> None:
    deeds = [answer_group(ann, "dp-state", lines, is_yes=True, excepted=lines[:1], now=now) for _ in range(2)]
    assert deeds[0] == deeds[1] and ThemeDecision.objects.count() == 3


def test_the_other_answer_and_other_lines_are_no_second_press(
    ann: Owner, now: datetime, lines: list[UUID]
) -> None:
    first = answer_group(ann, "dp-state", lines, is_yes=True, now=now)
    assert answer_group(ann, "dp-state", lines[:2], is_yes=True, now=now) != first
    answer_group(ann, "dp-state", lines, is_yes=False, now=now)
    assert not Mention.objects.exists()


def test_one_of_many_is_opened_again_alone(ann: Owner, now: datetime, lines: list[UUID]) -> None:
    answer_group(ann, "dp-state", lines, is_yes=True, now=now)
    reopen_theme(ann, lines[0], "dp-state")
    assert {mention.line_id for mention in Mention.objects.all()} == set(lines[1:])
    with pytest.raises(NotFound):
        reopen_theme(ann, lines[0], "dp-state")


def test_a_theme_that_was_merged_since_is_opened_as_the_one_it_counts_as(
    ann: Owner, now: datetime, lines: list[UUID]
) -> None:
    own = make_theme(ann, "Table of states", now=now)
    add_theme(ann, lines[0], own, now=now)
    merge_themes(ann, "dp-state", own, now=now)
    reopen_theme(ann, lines[0], "dp-state")
    assert not Mention.objects.exists()


def test_a_theme_that_is_not_known_is_not_opened(ann: Owner, lines: list[UUID]) -> None:
    with pytest.raises(NotFound):
        reopen_theme(ann, lines[0], "nonsense")


def test_what_was_ticked_is_confirmed_together_or_not_at_all(
    ann: Owner, now: datetime, lines: list[UUID]
) -> None:
    with pytest.raises(NotFound):
        confirm_ticked(ann, [(lines[0], "calm"), (uuid4(), "calm")], now=now)
    assert not Mention.objects.exists()
    confirm_ticked(ann, [(lines[0], "calm"), (lines[1], "dp-state")], now=now)
    assert Mention.objects.count() == 2


def looked_at(owner: Owner, now: datetime) -> int:
    """How many lines wait by the inbox itself, which remembers them."""
    found = theme_inbox(owner, now)
    remember_waiting(owner, found)
    return found.lines


def test_lines_that_wait_are_counted_until_they_are_answered_wherever_that_is(
    ann: Owner, now: datetime
) -> None:
    held = a_round(ann, ended_ago=timedelta(days=30))
    texts = ("lost the DP state", "ran out of time", "forgot the empty list")
    lost, late, empty = (a_line(ann, held, Section.SHAKY, text) for text in texts)
    assert (lines_waiting(ann), looked_at(ann, now), lines_waiting(ann)) == (0, 3, 3)
    deed = confirm_theme(ann, lost, "dp-state", now=now)
    assert lines_waiting(ann) == 2
    take_back(ann, deed, now=now)
    assert lines_waiting(ann) == 3
    for theme in waiting_lines(ann)[str(late)]:
        reject_theme(ann, late, theme, now=now)
    assert lines_waiting(ann) == 2 == looked_at(ann, now)
    save_retro(ann, held, [FieldChange(str(empty), "deleted", "yes", 0)], now=now)
    assert lines_waiting(ann) == 1 == looked_at(ann, now)


def test_a_line_that_waits_costs_today_one_query(
    ann: Owner, now: datetime, lines: list[UUID], django_assert_num_queries: Callable[[int], Any]
) -> None:
    looked_at(ann, now)
    with django_assert_num_queries(2):
        assert lines_waiting(ann) == 3


def test_what_waits_is_forgotten_with_its_line_and_with_a_theme_that_goes(
    ann: Owner, now: datetime, lines: list[UUID]
) -> None:
    looked_at(ann, now)
    forget_waiting(ann, [lines[0]], ["dp-state"])
    assert waiting_lines(ann) == {}
