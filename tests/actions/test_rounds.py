"""Adding, editing, ending, closing and deleting rounds."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from afterround.actions.rounds import (
    add_rounds,
    delete_round,
    edit_round,
    end_round,
    put_aside,
    record_outcome,
    record_result,
    restore_round,
    take_up,
)
from afterround.core.errors import Conflict, Invalid, NotFound
from afterround.core.rounds import Outcome, Part, Result, RoundKind, RoundState
from afterround.data.models import Application, Company, Owner, Person
from afterround.queries.rounds import all_rounds, get_round
from tests.cast import a_round, facts

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SENDING = uuid4()


def test_one_line_adds_several_rounds_of_a_day_in_one_deed(ann: Owner, now: datetime) -> None:
    day = [facts("Acme", ended_ago=5 * HOUR), facts("Acme", RoundKind.BEHAVIOURAL, ended_ago=3 * HOUR)]
    keys = add_rounds(ann, day, now=now)
    views = [get_round(ann, key, now) for key in keys]
    assert [view.kind for view in views] == [RoundKind.CODING, RoundKind.BEHAVIOURAL]
    assert views[0].application_id == views[1].application_id


def test_a_mistake_in_one_round_of_several_adds_none(ann: Owner, now: datetime) -> None:
    backwards = replace(facts("Globex"), starts_at=now, ends_at=now - HOUR)
    with pytest.raises(Invalid) as refused:
        add_rounds(ann, [facts("Acme"), backwards], now=now)
    assert refused.value.problems == {"ends_at": "The end lies before the start."}
    assert all_rounds(ann, now) == []
    assert not Company.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"company": "x" * 201}, "company"),
        ({"level": "x" * 101}, "level"),
        ({"label": "nul\0"}, "label"),
        ({"notes": "nul\0"}, "notes"),
        ({"time_zone": "x" * 65}, "time_zone"),
        ({"people": (("nul\0", Part.INTERVIEWER),)}, "people"),
        ({"starts_at": None, "ends_at": None}, "ends_at"),
    ],
)
def test_what_cannot_be_stored_is_named_by_its_field(
    ann: Owner, now: datetime, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        add_rounds(ann, [replace(facts(), **changes)], now=now)  # type: ignore[arg-type]
    assert list(refused.value.problems) == [field]


@pytest.mark.parametrize("year", [1, 26, 9999])
def test_a_year_that_cannot_be_right_is_refused(ann: Owner, now: datetime, year: int) -> None:
    with pytest.raises(Invalid) as refused:
        add_rounds(ann, [replace(facts(), starts_at=now.replace(year=year))], now=now)
    assert refused.value.problems == {"starts_at": f"The year {year} cannot be right. Check the date."}


def test_the_same_sending_adds_its_rounds_once(ann: Owner, now: datetime) -> None:
    sent = [facts("Acme"), facts("Globex")]
    first = add_rounds(ann, sent, now=now, once=SENDING)
    assert add_rounds(ann, sent, now=now, once=SENDING) == first
    delete_round(ann, first[0], now=now)
    again = add_rounds(ann, sent, now=now, once=SENDING)
    assert again[0] != first[0] and again[1] == first[1]


def test_a_sending_of_another_owners_is_another(ann: Owner, cleo: Owner, now: datetime) -> None:
    assert add_rounds(ann, [facts()], now=now, once=SENDING) != add_rounds(
        cleo, [facts()], now=now, once=SENDING
    )


def test_a_missing_end_follows_from_the_start_and_the_kind(ann: Owner, now: datetime) -> None:
    told = replace(facts(kind=RoundKind.RECRUITER_SCREEN), starts_at=now, ends_at=None)
    view = get_round(ann, add_rounds(ann, [told], now=now)[0], now)
    assert view.ends_at == now + 30 * MINUTE


def test_a_take_home_without_an_end_ends_when_it_is_due(ann: Owner, now: datetime) -> None:
    told = replace(facts(kind=RoundKind.TAKE_HOME), starts_at=None, ends_at=None, due_at=now + 3 * DAY)
    assert get_round(ann, add_rounds(ann, [told], now=now)[0], now).ends_at == now + 3 * DAY


def test_words_are_trimmed_and_two_spellings_of_a_company_are_one(ann: Owner, now: datetime) -> None:
    first = get_round(ann, a_round(ann, "  Acme   Corp "), now)
    second = get_round(ann, a_round(ann, "acme corp"), now)
    assert first.company == second.company == "Acme Corp"
    assert first.application_id == second.application_id


def test_another_role_at_the_same_company_is_another_application(ann: Owner, now: datetime) -> None:
    backend = get_round(ann, a_round(ann, role="Backend"), now)
    data = get_round(ann, a_round(ann, role="Data"), now)
    again = get_round(ann, a_round(ann, role="backend"), now)
    assert backend.application_id == again.application_id != data.application_id


def test_a_role_told_later_joins_the_application_that_had_none(ann: Owner, now: datetime) -> None:
    first = a_round(ann)
    second = get_round(ann, a_round(ann, role="Backend"), now)
    assert get_round(ann, first, now).application_id == second.application_id
    assert get_round(ann, first, now).role == "Backend"


def test_a_closed_application_is_not_taken_again(ann: Owner, now: datetime) -> None:
    first = get_round(ann, a_round(ann), now)
    record_outcome(ann, first.application_id, Outcome.REJECTED)
    assert get_round(ann, a_round(ann), now).application_id != first.application_id


def test_rounds_without_a_company_have_an_application_each(ann: Owner, now: datetime) -> None:
    first, second = (get_round(ann, a_round(ann, company="", mock=True), now) for _ in range(2))
    assert first.application_id != second.application_id
    assert first.title == "Mock, coding"


def test_stages_are_a_dated_history_that_notes_only_changes(ann: Owner, now: datetime) -> None:
    for stage in ("Phone", "Phone", "Onsite"):
        key = a_round(ann, stage=stage, now=now)
    application = Application.objects.get(owner=ann)
    assert sorted(application.stages.values_list("name", flat=True)) == ["Onsite", "Phone"]
    assert get_round(ann, key, now).stage in ("Phone", "Onsite")


def test_the_newest_stage_is_the_one_shown(ann: Owner, now: datetime) -> None:
    a_round(ann, stage="Phone", now=now - 3 * DAY)
    assert get_round(ann, a_round(ann, stage="Onsite"), now).stage == "Onsite"


def test_people_have_parts_and_are_known_again_at_the_same_company(ann: Owner, now: datetime) -> None:
    people = (("Priya  Raman", Part.INTERVIEWER), ("Dan Okafor", Part.RECRUITER), (" ", Part.OBSERVER))
    a_round(ann, people=people)
    view = get_round(ann, a_round(ann, people=(("priya raman", Part.INTERVIEWER),)), now)
    assert [(p.name, p.part) for p in view.people] == [("Priya Raman", Part.INTERVIEWER)]
    assert Person.objects.filter(owner=ann).count() == 2


def test_the_same_name_at_another_company_is_another_person(ann: Owner) -> None:
    a_round(ann, "Acme", people=(("Sam", Part.INTERVIEWER),))
    a_round(ann, "Globex", people=(("Sam", Part.INTERVIEWER),))
    assert Person.objects.filter(owner=ann, name="Sam").count() == 2


def test_an_edit_replaces_what_was_said(ann: Owner, now: datetime) -> None:
    key = a_round(ann, role="Backend", level="Senior", people=(("Sam", Part.INTERVIEWER),))
    told = facts(
        "Acme", RoundKind.SYSTEM_DESIGN, label="Design 1", people=(("Priya Raman", Part.INTERVIEWER),)
    )
    edit_round(ann, key, told, version=1, now=now)
    view = get_round(ann, key, now)
    assert (view.kind, view.kind_words, view.version) == (RoundKind.SYSTEM_DESIGN, "Design 1", 2)
    assert (view.role, view.level) == ("", "")
    assert [person.name for person in view.people] == ["Priya Raman"]


def test_an_edit_to_another_company_changes_the_application(ann: Owner, now: datetime) -> None:
    key, other = a_round(ann, "Acme"), a_round(ann, "Acme")
    edit_round(ann, key, facts("Globex"), version=1, now=now)
    assert get_round(ann, key, now).company == "Globex"
    assert get_round(ann, other, now).company == "Acme"


def test_an_edit_of_what_changed_meanwhile_is_refused_and_writes_nothing(ann: Owner, now: datetime) -> None:
    key = a_round(ann, notes="first")
    edit_round(ann, key, facts(notes="second"), version=1, now=now)
    with pytest.raises(Conflict):
        edit_round(ann, key, facts("Globex", notes="third"), version=1, now=now)
    assert get_round(ann, key, now).notes == "second"
    assert not Company.objects.filter(name="Globex").exists()


def test_an_edit_that_cannot_be_taken_changes_nothing(ann: Owner, now: datetime) -> None:
    key = a_round(ann, notes="first")
    with pytest.raises(Invalid):
        edit_round(ann, key, facts(company="x" * 201, notes="second"), version=1, now=now)
    assert get_round(ann, key, now).notes == "first"


def test_ending_a_running_round_opens_its_cooldown(ann: Owner, now: datetime) -> None:
    key = a_round(ann, starts_in=-30 * MINUTE)
    assert get_round(ann, key, now).state is RoundState.RUNNING
    end_round(ann, key, now=now)
    view = get_round(ann, key, now)
    assert (view.ends_at, view.starts_at, view.state) == (now, now - 30 * MINUTE, RoundState.COOLING)


def test_ending_a_round_before_it_was_to_start_forgets_the_start(ann: Owner, now: datetime) -> None:
    key = a_round(ann, starts_in=HOUR)
    end_round(ann, key, now=now)
    assert get_round(ann, key, now).starts_at is None


def test_what_has_ended_cannot_be_ended_again(ann: Owner, now: datetime) -> None:
    with pytest.raises(Conflict):
        end_round(ann, a_round(ann), now=now)


def test_a_result_closes_a_round_and_can_be_taken_back(ann: Owner, now: datetime) -> None:
    key = a_round(ann, ended_ago=DAY)
    record_result(ann, key, Result.REJECTED, now=now)
    view = get_round(ann, key, now)
    assert (view.state, view.result_at) == (RoundState.CLOSED, now)
    record_result(ann, key, Result.PENDING, now=now)
    view = get_round(ann, key, now)
    assert (view.state, view.result_at) == (RoundState.TO_REFLECT, None)


def test_a_round_can_be_put_aside_and_taken_up(ann: Owner, now: datetime) -> None:
    key = a_round(ann, ended_ago=DAY)
    put_aside(ann, key, now=now)
    assert get_round(ann, key, now).state is RoundState.CLOSED
    take_up(ann, key)
    assert get_round(ann, key, now).state is RoundState.TO_REFLECT


def test_a_deleted_round_is_nowhere_and_undo_brings_it_back_as_it_was(ann: Owner, now: datetime) -> None:
    key = a_round(ann, notes="quiet room")
    delete_round(ann, key, now=now)
    assert all_rounds(ann, now) == []
    with pytest.raises(NotFound):
        get_round(ann, key, now)
    restore_round(ann, key)
    assert get_round(ann, key, now).notes == "quiet room"


def test_a_deleted_round_takes_no_more_deeds(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    delete_round(ann, key, now=now)
    with pytest.raises(NotFound):
        record_result(ann, key, Result.PASSED, now=now)


def test_an_unknown_application_has_no_outcome(ann: Owner) -> None:
    with pytest.raises(NotFound):
        record_outcome(ann, uuid4(), Outcome.OFFER)
