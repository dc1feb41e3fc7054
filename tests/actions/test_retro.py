"""Beginning a retrospective from jots, writing in it, its open actions, its prediction, its end."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from afterround.actions.cooldown import place_jot, strike_jot
from afterround.actions.retro import (
    finish_retro,
    open_retro,
    place_in_retro,
    reopen_retro,
    save_retro,
    set_action_state,
)
from afterround.actions.rounds import record_result
from afterround.core.cooldown import Lane
from afterround.core.errors import Conflict, Invalid, NotFound
from afterround.core.retro import ActionState, Section
from afterround.core.retro_fields import RETRO, FieldChange
from afterround.core.rounds import Result, RoundState
from afterround.data.models import Jot, Owner
from afterround.queries.cooldown import get_jot
from afterround.queries.retro import RetroView, get_retro, open_actions
from afterround.queries.rounds import get_round
from tests.cast import a_jot, a_line, a_retro, a_round

DAY = timedelta(days=1)


@pytest.fixture
def coding(ann: Owner) -> UUID:
    """Ann's coding round, a day ago."""
    return a_round(ann, ended_ago=DAY)


def texts(view: RetroView, section: Section) -> list[str]:
    return [line.text for line in view.lines[section]]


def test_jots_that_went_well_or_stumbled_become_lines_once(ann: Owner, coding: UUID, now: datetime) -> None:
    for text, lane in (("asked first", Lane.WELL), ("lost it", Lane.STUMBLED), ("she smiled", Lane.SIGNAL)):
        a_jot(ann, text, lane, round_id=coding)
    open_retro(ann, coding, now=now)
    open_retro(ann, coding, now=now)
    view = get_retro(ann, coding, now)
    assert texts(view, Section.WENT_WELL) == ["asked first"]
    assert texts(view, Section.SHAKY) == ["lost it"]
    assert [jot.text for jot in view.jots_to_place] == ["she smiled"]


def test_a_jot_made_later_joins_at_the_next_opening(ann: Owner, coding: UUID, now: datetime) -> None:
    open_retro(ann, coding, now=now)
    a_jot(ann, "lost it", round_id=coding)
    open_retro(ann, coding, now=now)
    assert texts(get_retro(ann, coding, now), Section.SHAKY) == ["lost it"]


def test_a_struck_jot_becomes_no_line(ann: Owner, coding: UUID, now: datetime) -> None:
    strike_jot(ann, a_jot(ann, round_id=coding), now=now)
    open_retro(ann, coding, now=now)
    view = get_retro(ann, coding, now)
    assert (texts(view, Section.SHAKY), view.jots_to_place) == ([], ())


def test_a_jot_is_placed_by_its_newest_lane(ann: Owner, coding: UUID, now: datetime) -> None:
    place_jot(ann, a_jot(ann, "lost it", Lane.UNSORTED, round_id=coding), now=now, lane=Lane.WELL)
    open_retro(ann, coding, now=now)
    assert texts(get_retro(ann, coding, now), Section.WENT_WELL) == ["lost it"]


def test_a_line_deleted_by_the_person_does_not_come_back_from_its_jot(
    ann: Owner, coding: UUID, now: datetime
) -> None:
    a_jot(ann, "lost it", round_id=coding)
    open_retro(ann, coding, now=now)
    (line,) = get_retro(ann, coding, now).lines[Section.SHAKY]
    save_retro(ann, coding, [FieldChange(str(line.id), "deleted", "yes", 0)], now=now)
    open_retro(ann, coding, now=now)
    assert texts(get_retro(ann, coding, now), Section.SHAKY) == []


@pytest.mark.parametrize("section", list(Section))
def test_a_person_places_a_jot_anywhere_and_it_stays_what_it_was(
    ann: Owner, coding: UUID, now: datetime, section: Section
) -> None:
    key = a_jot(ann, "she smiled", Lane.SIGNAL, round_id=coding)
    line_id = place_in_retro(ann, key, section, now=now)
    (line,) = get_retro(ann, coding, now).lines[section]
    assert (line.id, line.text) == (line_id, "she smiled")
    assert line.jot is not None and line.jot.id == key
    assert (get_jot(ann, key).lane, Jot.objects.get(id=key).text) == (Lane.SIGNAL, "she smiled")


def test_placing_a_jot_again_moves_its_line(ann: Owner, coding: UUID, now: datetime) -> None:
    key = a_jot(ann, "practise heaps", round_id=coding)
    first = place_in_retro(ann, key, Section.SHAKY, now=now)
    assert place_in_retro(ann, key, Section.ACTIONS, now=now) == first
    view = get_retro(ann, coding, now)
    assert (texts(view, Section.SHAKY), texts(view, Section.ACTIONS)) == ([], ["practise heaps"])


def test_a_jot_moved_to_another_round_can_be_placed_there_and_its_first_line_stays(
    ann: Owner, coding: UUID, now: datetime
) -> None:
    key, other = a_jot(ann, "lost it", round_id=coding), a_round(ann, "Globex", ended_ago=2 * DAY)
    open_retro(ann, coding, now=now)
    place_jot(ann, key, now=now, round_id=other)
    place_in_retro(ann, key, Section.HINTS, now=now)
    assert texts(get_retro(ann, other, now), Section.HINTS) == ["lost it"]
    assert texts(get_retro(ann, coding, now), Section.SHAKY) == ["lost it"]


def test_a_jot_without_a_round_cannot_be_placed(ann: Owner, now: datetime) -> None:
    with pytest.raises(NotFound):
        place_in_retro(ann, a_jot(ann), Section.SHAKY, now=now)


def test_every_field_of_the_template_is_kept(ann: Owner, coding: UUID, now: datetime) -> None:
    question = a_line(ann, coding, Section.QUESTIONS, "LRU cache", approach="map and list", time="O(1)",
                      space="O(n)", rating="3")  # fmt: skip
    a_line(ann, coding, Section.HINTS, "think of a list", response="used_it", question=str(question))
    a_line(ann, coding, Section.ACTIONS, "interval DP", kind="pattern", problems="312, 1039")
    a_retro(
        ann, coding, {Section.NEXT_STEPS: ["thank Priya"]}, stress="4", mindset="tired", lesson="ask first"
    )
    view = get_retro(ann, coding, now)
    values = {
        s: [{n: f.value for n, f in ln.fields.items() if f.value} for ln in view.lines[s]] for s in Section
    }
    assert values[Section.QUESTIONS] == [
        {"text": "LRU cache", "approach": "map and list", "time": "O(1)", "space": "O(n)", "rating": "3"}
    ]
    assert values[Section.HINTS] == [
        {"text": "think of a list", "response": "used_it", "question": str(question)}
    ]
    assert values[Section.ACTIONS] == [
        {"text": "interval DP", "kind": "pattern", "problems": "312, 1039", "state": "open"}
    ]
    assert {n: f.value for n, f in view.fields.items() if f.value} == {
        "stress": "4", "mindset": "tired", "lesson": "ask first"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        (RETRO, "stress", "6"),
        (RETRO, "prediction", "101"),
        (RETRO, "mindset", "nul\0"),
        (RETRO, "outside", "text"),
        (RETRO, "owner", "cleo"),
        ("known", "rating", "3"),
        ("known", "owner_id", "x"),
        ("known", "text", "x" * 50_001),
        ("unknown", "text", "words"),
    ],
)
def test_a_field_that_cannot_be_taken_is_refused_alone(
    ann: Owner, coding: UUID, now: datetime, line: str, name: str, value: str
) -> None:
    key = a_line(ann, coding, Section.SHAKY, "lost it")
    place = {"known": str(key), "unknown": str(uuid4())}.get(line, line)
    changes = [FieldChange(place, name, value, 0), FieldChange(RETRO, "lesson", "ask first", 0)]
    saved = save_retro(ann, coding, changes, now=now)
    assert list(saved.refused) == [(place, name)]
    assert list(saved.versions) == [(RETRO, "lesson")]
    assert get_retro(ann, coding, now).fields["lesson"].value == "ask first"


def test_a_hint_belongs_to_a_question_of_the_same_retrospective_only(
    ann: Owner, coding: UUID, now: datetime
) -> None:
    other = a_line(ann, a_round(ann), Section.QUESTIONS, "LRU cache")
    hint = a_line(ann, coding, Section.HINTS, "think of a list")
    saved = save_retro(ann, coding, [FieldChange(str(hint), "question", str(other), 0)], now=now)
    assert (str(hint), "question") in saved.refused


def test_a_new_line_that_says_nothing_is_not_made(ann: Owner, coding: UUID, now: datetime) -> None:
    save_retro(ann, coding, [FieldChange(str(uuid4()), "text", "", 0, Section.SHAKY)], now=now)
    assert get_retro(ann, coding, now).lines[Section.SHAKY] == ()


def test_a_line_key_must_be_a_key(ann: Owner, coding: UUID, now: datetime) -> None:
    with pytest.raises(Invalid):
        save_retro(ann, coding, [FieldChange("new-1", "text", "x", 0, Section.SHAKY)], now=now)


def test_a_deleted_line_comes_back_with_its_words_by_undo(ann: Owner, coding: UUID, now: datetime) -> None:
    key = str(a_line(ann, coding, Section.SHAKY, "lost it"))
    saved = save_retro(ann, coding, [FieldChange(key, "deleted", "yes", 0)], now=now)
    assert get_retro(ann, coding, now).lines[Section.SHAKY] == ()
    save_retro(ann, coding, [FieldChange(key, "deleted", "", saved.versions[key, "deleted"])], now=now)
    assert texts(get_retro(ann, coding, now), Section.SHAKY) == ["lost it"]


def test_the_fourth_action_of_a_retrospective_is_parked(ann: Owner, coding: UUID, now: datetime) -> None:
    a_retro(ann, coding, {Section.ACTIONS: ["one", "two", "three", "four"]})
    states = [line.fields["state"].value for line in get_retro(ann, coding, now).lines[Section.ACTIONS]]
    assert states == ["open", "open", "open", "parked"]


def test_a_fourth_action_cannot_be_opened_until_one_is_ticked(
    ann: Owner, coding: UUID, now: datetime
) -> None:
    first, *_, last = [a_line(ann, coding, Section.ACTIONS, text) for text in ("one", "two", "three", "four")]
    with pytest.raises(Conflict):
        set_action_state(ann, last, ActionState.OPEN, now=now)
    saved = save_retro(ann, coding, [FieldChange(str(last), "state", "open", 0)], now=now)
    assert (str(last), "state") in saved.refused
    assert set_action_state(ann, first, ActionState.DONE, now=now) == coding
    set_action_state(ann, last, ActionState.OPEN, now=now)
    assert [a.text for a in open_actions(ann)] == ["two", "three", "four"]


def test_a_line_moved_to_the_actions_becomes_an_open_one(ann: Owner, coding: UUID, now: datetime) -> None:
    key = str(a_line(ann, coding, Section.SHAKY, "learn heaps"))
    save_retro(ann, coding, [FieldChange(key, "section", "actions", 0)], now=now)
    assert [a.text for a in open_actions(ann)] == ["learn heaps"]


def test_open_actions_stand_at_the_head_of_other_retrospectives(
    ann: Owner, coding: UUID, now: datetime
) -> None:
    a_retro(ann, coding, {Section.ACTIONS: ["learn heaps"]})
    other = a_round(ann, "Globex")
    assert [a.words for a in get_retro(ann, other, now).open_actions] == ["learn heaps"]
    assert get_retro(ann, coding, now).open_actions == ()


def test_a_deleted_action_has_no_state_to_set(ann: Owner, coding: UUID, now: datetime) -> None:
    key = a_line(ann, coding, Section.ACTIONS, "learn heaps")
    save_retro(ann, coding, [FieldChange(str(key), "deleted", "yes", 0)], now=now)
    with pytest.raises(NotFound):
        set_action_state(ann, key, ActionState.DONE, now=now)


def test_the_prediction_is_frozen_once_a_result_exists(ann: Owner, coding: UUID, now: datetime) -> None:
    a_retro(ann, coding, prediction="40")
    record_result(ann, coding, Result.REJECTED, now=now)
    changes = [FieldChange(RETRO, "prediction", "10", 1), FieldChange(RETRO, "lesson", "ask first", 0)]
    saved = save_retro(ann, coding, changes, now=now)
    assert (list(saved.refused), list(saved.versions)) == ([(RETRO, "prediction")], [(RETRO, "lesson")])
    view = get_retro(ann, coding, now)
    assert (view.fields["prediction"].value, view.is_prediction_frozen) == ("40", True)


def test_three_lines_and_finish_are_a_retrospective(ann: Owner, coding: UUID, now: datetime) -> None:
    a_retro(ann, coding, {Section.SHAKY: ["one", "two", "three"]})
    finish_retro(ann, coding, now=now)
    finish_retro(ann, coding, now=now + DAY)
    view = get_round(ann, coding, now)
    assert (view.state, view.retro_finished_at) == (RoundState.REFLECTED, now)
    reopen_retro(ann, coding, now=now)
    assert get_round(ann, coding, now).state is RoundState.TO_REFLECT
