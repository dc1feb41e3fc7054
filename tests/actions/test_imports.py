from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from afterround.actions.imports import Brought
from afterround.core.imports import Found, FoundApplication, FoundDate, FoundFile, FoundPerson
from afterround.core.retro import (
    Action,
    ActionKind,
    ActionState,
    Hint,
    Line,
    Outside,
    Question,
    Response,
    Retro,
)
from afterround.core.rounds import Outcome, Part, Precision, Result, RoundKind, RoundState
from afterround.data.models import Application, Company, Import, Owner, Person, Round, Stage
from afterround.formats.markdown import render
from afterround.queries.imports import get_import, round_sources
from afterround.queries.retro import get_document
from afterround.queries.rounds import RoundView, all_rounds, get_round, rounds_in_state
from afterround.queries.today import get_today
from tests.brought import BERLIN, NOTE, a_file, a_text, bring, found_round, texts, with_person
from tests.formats.retros import without_identity

FULL = Retro(
    date="2026-06-01",
    company="Acme",
    round="2nd technical",
    went_well=(Line("asked about duplicates"), Line("")),
    shaky=(Line("lost the DP state"),),
    questions=(Question("Interval DP", "top down", "n^3", "n^2", 2), Question("LRU cache")),
    hints=(Hint("look at the ends", Response.NEEDED_MORE, 1),),
    actions=(Action("interval DP", ActionKind.PATTERN, "312, 1039"), Action("ask first")),
    stress=4,
    mindset="tired",
    next_steps=(Line("write to Priya"),),
    lesson="Say the state first.",
    outside=(Outside("", "A word before.\n"), Outside("shaky", "## Aside\n\nA word between.\n")),
)


def _imported(owner: Owner, text: str, now: datetime) -> RoundView:
    return get_round(owner, bring(owner, a_text(text, f"{len(text)}.md")).rounds[0], now)


def test_everything_a_template_holds_is_there_afterwards(ann: Owner, now: datetime) -> None:
    found = _imported(ann, render(FULL), now)
    assert without_identity(get_document(ann, found.id, now)) == FULL


def test_its_text_comes_back_as_it_was(ann: Owner, now: datetime) -> None:
    found = _imported(ann, render(FULL), now)
    assert render(get_document(ann, found.id, now)) == render(FULL)


def test_a_prediction_in_front_is_taken_over(ann: Owner, now: datetime) -> None:
    found = _imported(ann, render(replace(FULL, prediction=40), front_matter=True), now)
    assert get_document(ann, found.id, now).prediction == 40


def test_the_round_stands_at_noon_of_its_day_and_is_reflected(ann: Owner, now: datetime) -> None:
    found = _imported(ann, NOTE, now)
    assert found.ends_at == datetime(2026, 6, 1, 12, tzinfo=BERLIN)
    assert (found.precision, found.date_text) == (Precision.DAY, "2026-06-01")
    assert found.state is RoundState.REFLECTED


@pytest.mark.parametrize(
    ("said", "kind", "label", "is_mock"),
    [
        ("coding", RoundKind.CODING, "", False),
        ("2nd technical", RoundKind.CODING, "2nd technical", False),
        ("System Design (mock)", RoundKind.SYSTEM_DESIGN, "", True),
        ("the last one", RoundKind.OTHER, "the last one", False),
        ("", RoundKind.OTHER, "", False),
    ],
)
def test_the_kind_follows_from_the_words(
    ann: Owner, now: datetime, said: str, kind: RoundKind, label: str, is_mock: bool
) -> None:
    found = _imported(ann, render(replace(FULL, round=said)), now)
    assert (found.kind, found.label, found.is_mock) == (kind, label, is_mock)


@pytest.mark.parametrize(
    ("said", "precision", "known"),
    [("June 2025", Precision.MONTH, "2025-06"), ("2025", Precision.YEAR, "2025")],
)
def test_a_date_is_kept_as_exactly_as_it_is_known(
    ann: Owner, now: datetime, said: str, precision: Precision, known: str
) -> None:
    found = _imported(ann, render(replace(FULL, date=said)), now)
    assert (found.precision, found.date_text) == (precision, said)
    assert get_document(ann, found.id, now).date == known


@pytest.mark.parametrize("said", ["", "June 1st", "yesterday", "2026-02-30"])
def test_a_round_without_a_known_date_has_none(ann: Owner, now: datetime, said: str) -> None:
    found = _imported(ann, render(replace(FULL, date=said)), now)
    assert (found.precision, found.date_text) == (Precision.UNKNOWN, said)
    assert get_document(ann, found.id, now).date == said


def test_a_round_without_a_date_is_brought_up_nowhere_and_stands_last(ann: Owner, now: datetime) -> None:
    bring(ann, a_file(found_round("Globex", "", shaky=["heaps"]), found_round("Acme")), are_finished=False)
    assert [view.company for view in all_rounds(ann, now)] == ["Acme", "Globex"]
    assert [view.company for view in rounds_in_state(ann, RoundState.TO_REFLECT, now)] == ["Acme", "Globex"]
    assert get_today(ann, now).is_quiet


def test_a_retrospective_of_a_day_ahead_is_refused_and_nothing_written(ann: Owner, now: datetime) -> None:
    [gave] = bring(ann, a_text(render(replace(FULL, date="2026-06-12")))).files
    assert "lies ahead" in gave.problem
    assert not Round.objects.exists() and not Import.objects.exists()


def test_a_round_ahead_of_which_nothing_is_told_is_coming_and_has_no_clock(ann: Owner, now: datetime) -> None:
    key = bring(ann, a_file(found_round(date="2026-06-12"))).rounds[0]
    day = datetime(2026, 6, 12, 23, 59, tzinfo=BERLIN)
    assert get_round(ann, key, now).state is RoundState.COMING
    assert get_round(ann, key, day + timedelta(minutes=1)).state is RoundState.TO_REFLECT


def test_a_round_of_today_begins_no_cooldown(ann: Owner, now: datetime) -> None:
    noon = datetime(2026, 6, 11, 12, 5, tzinfo=BERLIN)
    key = bring(ann, a_file(found_round(date="2026-06-11", shaky=["heaps"])), now=noon).rounds[0]
    assert get_round(ann, key, noon).state is RoundState.REFLECTED


def test_what_a_reader_found_becomes_lines_notes_and_words_beside_them(ann: Owner, now: datetime) -> None:
    one = found_round(
        questions=["LRU cache"], went_well=["calm"], shaky=["heaps"], hints=["try a map"],
        follow_ups=["write to Dan"], lessons=["Ask first.", "Sleep."], feedback=["fast", "but shaky"],
        result=Result.REJECTED, result_text=Found("2+, a weak no"), notes="We talked about tea.",
    )  # fmt: skip
    key = bring(ann, a_file(one)).rounds[0]
    document, view, [source] = get_document(ann, key, now), get_round(ann, key, now), round_sources(ann, key)
    assert [q.topic for q in document.questions] == ["LRU cache"]
    assert (document.went_well[0].text, document.shaky[0].text) == ("calm", "heaps")
    assert (document.hints[0].text, document.next_steps[0].text) == ("try a map", "write to Dan")
    assert document.lesson == "Ask first.\nSleep."
    assert (view.result, view.notes) == (Result.REJECTED, "We talked about tea.")
    assert (source.result_text, source.feedback) == ("2+, a weak no", "fast\n\nbut shaky")


def test_old_actions_are_parked_and_recent_ones_open_up_to_three(ann: Owner, now: datetime) -> None:
    many = replace(FULL, actions=tuple(Action(f"learn {n}") for n in range(4)))
    recent = _imported(ann, render(many), now)
    old = _imported(ann, render(replace(many, date="2025-01-01", company="Globex")), now)
    assert [a.state for a in get_document(ann, recent.id, now).actions].count(ActionState.OPEN) == 3
    assert {a.state for a in get_document(ann, old.id, now).actions} == {ActionState.PARKED}


def test_people_are_in_the_round_and_known_once(ann: Owner, now: datetime) -> None:
    one, two = found_round(), found_round(date="2026-05-05", kind=RoundKind.SYSTEM_DESIGN)
    report = bring(ann, a_file(with_person(one, "Priya Raman"), with_person(two, "priya  raman")))
    assert Person.objects.get().name == "Priya Raman"
    assert get_round(ann, report.rounds[1], now).people[0].part is Part.INTERVIEWER
    assert report.files[0].people == 1


def test_an_application_has_its_role_outcome_and_dated_steps(ann: Owner, now: datetime) -> None:
    told = FoundApplication(
        company=Found("Acme"), role=Found("Backend Engineer"), applied=FoundDate("2026-04-01", "1 April 2026"),
        outcome=Outcome.REJECTED, outcome_text=Found("they went with another"), stage=Found("onsite"),
        people=(FoundPerson(Found("Dan Okafor"), Part.RECRUITER),), notes="Pay: 100",
    )  # fmt: skip
    one = found_round(application=0)
    key = bring(ann, a_file(one, applications=[told])).rounds[0]
    view, [source] = get_round(ann, key, now), round_sources(ann, key)
    assert (view.role, view.stage, Application.objects.get().outcome) == (
        "Backend Engineer",
        "onsite",
        "rejected",
    )
    assert Stage.objects.get(name="applied").at == datetime(2026, 4, 1, 12, tzinfo=BERLIN)
    assert source.outcome_text == "they went with another"
    assert source.application_notes == "Pay: 100\nRecruiter: Dan Okafor"


def test_an_application_without_rounds_goes_in_too(ann: Owner, now: datetime) -> None:
    told = FoundApplication(company=Found("Acme"), role=Found("SRE"), outcome=Outcome.NO_ANSWER)
    report = bring(ann, a_file(applications=[told]))
    assert (report.files[0].applications, report.files[0].made) == (1, 0)
    assert Application.objects.get().company == Company.objects.get(name="Acme")


def test_recent_rounds_of_which_nothing_is_told_wait_and_old_ones_do_not(ann: Owner, now: datetime) -> None:
    report = bring(ann, a_file(found_round("Acme", "2026-06-10"), found_round("Globex", "2025-06-10")))
    states = [get_round(ann, key, now).state for key in report.rounds]
    assert states == [RoundState.TO_REFLECT, RoundState.REFLECTED]


def test_a_person_may_say_that_they_are_not_finished(ann: Owner, now: datetime) -> None:
    report = bring(ann, a_text(NOTE), are_finished=False)
    assert get_round(ann, report.rounds[0], now).state is RoundState.TO_REFLECT


def test_a_file_that_fails_says_why_and_the_others_go_in(ann: Owner, now: datetime) -> None:
    impossible = a_file(found_round(retro=Retro(stress=9)), name="odd.md")
    unread = Brought(FoundFile("cat.png"), why="it is no text.")
    report = bring(ann, a_text(NOTE), impossible, unread, a_file(found_round("Globex")))
    assert [gave.made for gave in report.files] == [1, 0, 0, 1]
    assert "could not be stored" in report.files[1].problem and report.files[2].problem == "it is no text."
    assert sorted(view.company for view in all_rounds(ann, now)) == ["Acme", "Globex"]


def test_the_first_file_may_be_the_one_that_fails(ann: Owner, now: datetime) -> None:
    report = bring(ann, a_file(found_round(retro=Retro(stress=9)), name="odd.md"), a_text(NOTE))
    assert report.id is not None
    assert [file.name for file in get_import(ann, report.id).files] == ["acme.md"]


def test_characters_that_no_database_holds_are_replaced(ann: Owner, now: datetime) -> None:
    key = bring(ann, a_file(found_round("Ac\0me", shaky=["a\0b", "c\ud800d"]))).rounds[0]
    assert get_round(ann, key, now).company == "Ac\N{REPLACEMENT CHARACTER}me"
    assert [line.text[0] for line in get_document(ann, key, now).shaky] == ["a", "c"]


def test_words_too_long_for_their_field_are_kept_in_the_notes(ann: Owner, now: datetime) -> None:
    name, line = "Acme " * 100, "x" * 60_000
    key = bring(ann, a_file(found_round(name, shaky=[line]))).rounds[0]
    assert name in get_round(ann, key, now).notes
    assert "".join(each.text for each in get_document(ann, key, now).shaky) == line


def test_the_number_of_queries_does_not_grow_with_the_rounds(
    ann: Owner, now: datetime, django_assert_max_num_queries: object
) -> None:
    rounds = [with_person(found_round(f"Company {n}", shaky=["heaps"]), f"Priya {n}") for n in range(300)]
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        bring(ann, *(a_file(one, name=f"{n}.md") for n, one in enumerate(rounds)))
    assert Round.objects.count() == 300
    assert texts("a")[0].line == 1
