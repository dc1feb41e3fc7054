"""Retrospectives as they stand: what waits, open actions, documents, earlier texts."""

from datetime import datetime, timedelta

import pytest

from afterround.actions.retro import finish_retro, save_retro, set_action_state
from afterround.actions.rounds import delete_round, put_aside, record_result
from afterround.core.errors import NotFound
from afterround.core.retro import ActionState, Section, action_words
from afterround.core.retro_fields import RETRO, FieldChange
from afterround.core.rounds import Result, RoundState
from afterround.data.models import Owner
from afterround.queries.retro import (
    earlier_texts,
    find_action,
    get_document,
    get_documents,
    get_retro,
    open_actions,
)
from afterround.queries.rounds import rounds_in_state
from tests.cast import a_line, a_retro, a_round

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "problems", "words"),
    [
        ("gap", "", "Fill knowledge gap on heaps"),
        ("pattern", "", "Practise pattern heaps"),
        ("pattern", "23, 295", "Practise pattern heaps with problems 23, 295"),
        ("other", "", "heaps"),
    ],
)
def test_an_action_is_said_in_the_words_of_the_chapter(kind: str, problems: str, words: str) -> None:
    assert action_words(kind, "heaps", problems) == words


def test_a_retrospective_not_begun_is_empty_and_reading_it_begins_none(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    view = get_retro(ann, key, now)
    assert (view.id, any(view.lines.values()), {f.value for f in view.fields.values()}) == (None, False, {""})
    assert not get_retro(ann, key, now).round.has_retro


def test_actions_come_back_latest_round_first_by_the_states_asked_for(ann: Owner, now: datetime) -> None:
    older, newer = a_round(ann, "Acme", ended_ago=9 * DAY), a_round(ann, "Globex", ended_ago=DAY)
    done = a_line(ann, older, Section.ACTIONS, "done already")
    a_line(ann, older, Section.ACTIONS, "heaps")
    a_line(ann, newer, Section.ACTIONS, "intervals")
    set_action_state(ann, done, ActionState.DONE, now=now)
    assert [(a.text, a.round_title) for a in open_actions(ann)] == [
        ("intervals", "Globex, coding"),
        ("heaps", "Acme, coding"),
    ]
    assert [a.id for a in open_actions(ann, states=[ActionState.DONE])] == [done]


def test_the_actions_of_a_deleted_round_do_not_come_back(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    action = a_line(ann, key, Section.ACTIONS, "heaps")
    delete_round(ann, key, now=now)
    assert open_actions(ann) == ()
    with pytest.raises(NotFound):
        find_action(ann, str(action))


def test_an_action_is_found_by_part_of_its_key(ann: Owner) -> None:
    key = a_line(ann, a_round(ann), Section.ACTIONS, "heaps")
    assert find_action(ann, str(key)[:8]).id == find_action(ann, str(key)).id == key


def test_a_document_carries_the_round_in_its_own_zone(ann: Owner, now: datetime) -> None:
    key = a_round(ann, time_zone="Asia/Tokyo", mock=True)
    document = get_document(ann, key, now)
    assert (document.date, document.company, document.round) == ("2026-06-11", "Acme", "coding, mock")
    late = a_round(ann, time_zone="Asia/Tokyo", starts_in=timedelta(minutes=1))
    assert get_document(ann, late, now).date == "2026-06-12"


def test_all_documents_are_the_same_as_each_alone(ann: Owner, now: datetime) -> None:
    keys = [a_round(ann, name, ended_ago=n * DAY) for n, name in ((3, "Acme"), (2, "Globex"), (1, "Hooli"))]
    a_retro(ann, keys[1], {Section.QUESTIONS: ["LRU cache"], Section.SHAKY: ["lost it"]}, lesson="ask first")
    assert get_documents(ann, now) == [
        (get_retro(ann, key, now).round, get_document(ann, key, now)) for key in keys
    ]


def test_earlier_texts_come_latest_first_with_their_place(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    line = a_line(ann, key, Section.SHAKY, "one")
    for number, text in enumerate(("two", "three"), 1):
        save_retro(ann, key, [FieldChange(str(line), "text", text, number)], now=now + number * DAY)
    save_retro(ann, key, [FieldChange(RETRO, "lesson", "first", 0)], now=now)
    save_retro(ann, key, [FieldChange(RETRO, "lesson", "second", 1)], now=now + 5 * DAY)
    assert [(e.section, e.line_id, e.value) for e in earlier_texts(ann, key)] == [
        ("retro", None, "first"),
        ("shaky", line, "two"),
        ("shaky", line, "one"),
    ]


def test_only_rounds_to_reflect_on_wait(ann: Owner, now: datetime) -> None:
    waiting = a_round(ann, ended_ago=DAY)
    begun = a_round(ann, ended_ago=2 * DAY)
    a_retro(ann, begun, lesson="ask first")
    finished, closed, aside = (a_round(ann, ended_ago=3 * DAY) for _ in range(3))
    finish_retro(ann, finished, now=now)
    record_result(ann, closed, Result.PASSED, now=now)
    put_aside(ann, aside, now=now)
    a_round(ann, starts_in=DAY)
    a_round(ann)
    assert [view.id for view in rounds_in_state(ann, RoundState.TO_REFLECT, now)] == [waiting, begun]
