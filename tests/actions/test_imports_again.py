"""Bringing the same again: each round once, whatever became of the file meanwhile."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from afterround.actions.retro import save_retro
from afterround.actions.rounds import delete_round
from afterround.core.import_matching import Choice
from afterround.core.imports import Found, FoundApplication, FoundDate
from afterround.core.retro import Section
from afterround.core.retro_fields import FieldChange
from afterround.core.rounds import Outcome, Precision, Result, RoundKind
from afterround.data.models import Application, Import, Owner, Round
from afterround.formats.archive import archive_document
from afterround.queries.archive import get_archive
from afterround.queries.imports import FileGave
from afterround.queries.retro import earlier_texts, get_document, get_retro
from afterround.queries.rounds import all_rounds, get_round
from tests.brought import NOTE, a_file, a_text, bring, found_round
from tests.cast import a_line, a_round

ACME = found_round("Acme", "2026-05-04", shaky=["heaps"])
GLOBEX = found_round("Globex", "2026-05-05", shaky=["graphs"])
NEWER = found_round("Initech", "2026-05-06", went_well=["calm"])


def _everything(owner: Owner, now: datetime) -> object:
    return archive_document(get_archive(owner), at=now)


def test_an_unchanged_file_adds_nothing_at_all(ann: Owner, now: datetime) -> None:
    bring(ann, a_file(ACME, GLOBEX), a_text(NOTE))
    before = _everything(ann, now)
    report = bring(ann, a_file(ACME, GLOBEX), a_text(NOTE))
    assert (report.id, report.rounds, [gave.unchanged for gave in report.files]) == (None, (), [2, 1])
    assert _everything(ann, now) == before
    assert Import.objects.count() == 1


def test_a_log_that_has_grown_gives_only_its_new_rounds(ann: Owner, now: datetime) -> None:
    bring(ann, a_file(ACME, GLOBEX))
    report = bring(ann, a_file(NEWER, ACME, GLOBEX))
    assert [get_round(ann, key, now).company for key in report.rounds] == ["Initech"]
    assert Round.objects.count() == 3


@pytest.mark.parametrize("name", ["log.md", "log (2).md", "backup/log.md"])
def test_a_round_that_moved_within_its_file_or_to_another_is_the_same(
    ann: Owner, now: datetime, name: str
) -> None:
    moved = [replace(found, first_line=90, last_line=99) for found in (GLOBEX, ACME)]
    bring(ann, a_file(ACME, GLOBEX))
    assert bring(ann, a_file(*moved, name=name)).id is None


def test_a_copy_in_the_same_import_is_no_second_round(ann: Owner, now: datetime) -> None:
    report = bring(ann, a_file(ACME), a_file(ACME, GLOBEX, name="copy.md"))
    assert [gave.made for gave in report.files] == [1, 1]
    assert Round.objects.count() == 2


def test_an_older_copy_beside_it_adds_what_only_it_says(ann: Owner, now: datetime) -> None:
    older = found_round("Acme", "2026-05-04", shaky=["heaps", "hashing"])
    report = bring(ann, a_file(ACME), a_file(older, name="2025/log.md"))
    [key] = set(report.rounds)
    assert [line.text for line in get_document(ann, key, now).shaky] == ["heaps", "hashing"]


def test_two_rounds_of_one_day_in_two_files_are_two(ann: Owner, now: datetime) -> None:
    other = found_round("Acme", "2026-05-04", shaky=["graphs"])
    report = bring(ann, a_file(ACME, name="1.md"), a_file(other, name="2.md"))
    assert [gave.made for gave in report.files] == [1, 1]


def test_a_round_of_another_file_that_looks_like_it_waits_for_the_person(ann: Owner, now: datetime) -> None:
    key = bring(ann, a_file(ACME, name="1.md")).rounds[0]
    report = bring(ann, a_file(found_round("Acme", "2026-05-04", shaky=["graphs"]), name="2.md"))
    assert (report.files[0].later, report.files[0].changed) == (1, 0)
    assert [line.text for line in get_document(ann, key, now).shaky] == ["heaps"]


def test_a_row_of_a_tracker_is_the_round_that_a_note_tells_of(ann: Owner, now: datetime) -> None:
    row = found_round("Acme", "2026-05-04", result=Result.REJECTED)
    report = bring(ann, a_file(ACME), a_file(row, name="jobs.csv"))
    assert Round.objects.count() == 1
    assert get_round(ann, report.rounds[0], now).result is Result.REJECTED


def test_two_rounds_of_one_day_are_two(ann: Owner, now: datetime) -> None:
    again = replace(ACME, shaky=GLOBEX.shaky)
    bring(ann, a_file(ACME, again))
    changed = replace(again, went_well=NEWER.went_well)
    report = bring(ann, a_file(ACME, changed))
    assert (Round.objects.count(), report.files[0].changed) == (2, 1)
    assert [line.text for line in get_document(ann, report.rounds[0], now).shaky] == ["graphs"]


def test_a_round_that_its_file_has_changed_says_it_and_keeps_what_it_said(ann: Owner, now: datetime) -> None:
    key = bring(ann, a_file(ACME)).rounds[0]
    told = replace(ACME, shaky=(Found("heaps and stacks"),), result=Result.PASSED, notes="Tea.")
    report = bring(ann, a_file(told))
    view = get_round(ann, key, now)
    assert (report.rounds, report.files[0].changed) == ((key,), 1)
    assert (view.result, view.notes) == (Result.PASSED, "Tea.")
    assert [line.text for line in get_document(ann, key, now).shaky] == ["heaps and stacks"]
    assert [text.value for text in earlier_texts(ann, key)] == ["heaps"]
    assert bring(ann, a_file(told)).id is None


def test_the_older_words_do_not_come_back_with_an_older_copy(ann: Owner, now: datetime) -> None:
    bring(ann, a_file(ACME))
    bring(ann, a_file(replace(ACME, notes="Tea.")))
    assert bring(ann, a_file(ACME, name="backup.md")).id is None


def _edited(owner: Owner) -> tuple[Round, FileGave]:
    """A round that Ann has written into, and what its changed file then gave."""
    key = bring(owner, a_file(ACME)).rounds[0]
    a_line(owner, key, Section.SHAKY, "my own words")
    report = bring(owner, a_file(replace(ACME, notes="Tea.", shaky=(Found("stacks"),))))
    return Round.objects.get(id=key), report.files[0]


def test_a_round_one_has_written_into_is_not_overwritten_and_offered_again(ann: Owner, now: datetime) -> None:
    found, gave = _edited(ann)
    assert (gave.changed, gave.later, found.notes) == (0, 1, "")
    assert bring(ann, a_file(replace(ACME, notes="Tea."))).files[0].later == 1


@pytest.mark.parametrize(
    ("choice", "shaky", "notes"),
    [
        (Choice.ADD, ["heaps", "my own words", "stacks"], "Tea."),
        (Choice.REPLACE, ["stacks"], "Tea."),
        (Choice.KEEP, ["heaps", "my own words"], ""),
    ],
)
def test_the_person_chooses_what_becomes_of_it(
    ann: Owner, now: datetime, choice: Choice, shaky: list[str], notes: str
) -> None:
    found, _ = _edited(ann)
    told = a_file(replace(ACME, notes="Tea.", shaky=(Found("stacks"),)), choices={0: choice})
    bring(ann, told)
    assert [line.text for line in get_document(ann, found.id, now).shaky] == shaky
    assert get_round(ann, found.id, now).notes == notes
    assert bring(ann, replace(told, choices={})).id is None


def test_what_a_replacement_takes_away_can_be_brought_back(ann: Owner, now: datetime) -> None:
    found, _ = _edited(ann)
    bring(ann, a_file(replace(ACME, shaky=(Found("entirely other"),)), choices={0: Choice.REPLACE}))
    view = get_retro(ann, found.id, now)
    said = {line.text for line in view.deleted} | {text.value for text in earlier_texts(ann, found.id)}
    assert {"heaps", "my own words"} <= said


def test_a_choice_may_make_it_a_round_of_its_own(ann: Owner, now: datetime) -> None:
    _edited(ann)
    bring(ann, a_file(replace(ACME, notes="Tea."), choices={0: Choice.TAKE}))
    assert Round.objects.count() == 2


def test_a_round_typed_here_is_not_doubled_by_its_note(ann: Owner, now: datetime) -> None:
    a_round(ann, "Acme", ended_ago=timedelta(days=9))
    note = found_round("ACME", "2026-06-02", shaky=["heaps"])
    assert bring(ann, a_file(note)).files[0].later == 1
    bring(ann, a_file(note, choices={0: Choice.ADD}))
    [view] = all_rounds(ann, now)
    assert [line.text for line in get_document(ann, view.id, now).shaky] == ["heaps"]
    assert (view.precision, view.ends_at) == (Precision.MINUTE, now - timedelta(days=9))


def test_a_round_that_was_left_out_is_not_offered_again(ann: Owner, now: datetime) -> None:
    bring(ann, a_file(ACME, GLOBEX, choices={0: Choice.LEAVE}))
    assert bring(ann, a_file(ACME, GLOBEX)).id is None
    assert [view.company for view in all_rounds(ann, now)] == ["Globex"]


def test_a_round_that_was_deleted_does_not_come_back_by_itself(ann: Owner, now: datetime) -> None:
    key = bring(ann, a_file(ACME)).rounds[0]
    delete_round(ann, key, now=now)
    assert bring(ann, a_file(ACME)).id is None
    assert bring(ann, a_file(ACME, choices={0: Choice.TAKE})).files[0].made == 1


def test_a_date_that_was_added_later_makes_no_second_round(ann: Owner, now: datetime) -> None:
    undated = replace(ACME, date=FoundDate(None, ""))
    key = bring(ann, a_file(undated)).rounds[0]
    bring(ann, a_file(ACME))
    view = get_round(ann, key, now)
    assert (Round.objects.count(), view.precision, view.date_text) == (1, Precision.DAY, "2026-05-04")


def test_a_day_that_changed_is_a_guess_and_waits_for_the_person(ann: Owner, now: datetime) -> None:
    bring(ann, a_file(ACME, GLOBEX))
    moved = replace(ACME, date=FoundDate("2026-05-11", "11 May"))
    assert bring(ann, a_file(moved, GLOBEX)).files[0].later == 1
    bring(ann, a_file(moved, GLOBEX, choices={0: Choice.REPLACE}))
    assert [view.date_text for view in all_rounds(ann, now)] == ["11 May", "2026-05-05"]


def test_the_same_name_in_another_folder_is_another_file(ann: Owner, now: datetime) -> None:
    bring(ann, a_file(found_round("Acme", "2025-05-04"), name="2025/README.md"))
    assert bring(ann, a_file(ACME, name="2026/README.md")).files[0].made == 1


def test_rounds_of_one_process_stand_in_one_application_however_they_came(ann: Owner, now: datetime) -> None:
    told = FoundApplication(company=Found("Acme"), outcome=Outcome.REJECTED)
    first = replace(ACME, application=0)
    second = found_round("Acme", "2026-05-09", kind=RoundKind.SYSTEM_DESIGN, application=0)
    bring(ann, a_file(first, applications=[told]))
    bring(ann, a_file(first, second, applications=[told]))
    assert [process.rounds.count() for process in Application.objects.all()] == [2]


def _tracker(outcome: Outcome | None, name: str = "jobs.csv") -> FoundApplication:
    return FoundApplication(company=Found("Acme"), role=Found("SRE"), outcome=outcome)


def test_a_tracker_that_goes_on_changes_the_outcome_and_adds_no_application(
    ann: Owner, now: datetime
) -> None:
    bring(ann, a_file(applications=[_tracker(None)]))
    report = bring(ann, a_file(applications=[_tracker(Outcome.OFFER)]))
    assert [process.outcome for process in Application.objects.all()] == ["offer"]
    assert (report.files[0].applications, report.id is None) == (1, False)
    assert bring(ann, a_file(applications=[_tracker(Outcome.OFFER)], name="jobs (1).csv")).id is None


def test_an_outcome_that_one_has_set_oneself_stays(ann: Owner, now: datetime) -> None:
    bring(ann, a_file(applications=[_tracker(Outcome.REJECTED)]))
    Application.objects.update(outcome=Outcome.ACCEPTED)
    bring(ann, a_file(applications=[_tracker(Outcome.DECLINED)]))
    assert Application.objects.get().outcome == Outcome.ACCEPTED


def test_a_change_that_clashes_with_a_window_keeps_both_texts(ann: Owner, now: datetime) -> None:
    key = bring(ann, a_file(ACME)).rounds[0]
    line = get_retro(ann, key, now).lines[Section.SHAKY][0]
    bring(ann, a_file(replace(ACME, shaky=(Found("heaps, mostly"),))))
    saved = save_retro(ann, key, [FieldChange(str(line.id), "text", "heaps, sadly", 1)], now=now)
    assert [value for _, _, value in saved.clashes] == ["heaps, sadly"]


def test_an_application_whose_company_is_not_told_is_known_by_its_words(ann: Owner, now: datetime) -> None:
    told = [FoundApplication(role=Found("SRE")), FoundApplication(role=Found("Backend"), notes="Pay: 100")]
    bring(ann, a_file(applications=told))
    assert bring(ann, a_file(applications=told, name="copy.csv")).id is None
    changed = [told[0], replace(told[1], outcome=Outcome.OFFER)]
    bring(ann, a_file(applications=changed))
    outcomes = {process.role: process.outcome for process in Application.objects.all()}
    assert outcomes == {"SRE": "open", "Backend": "offer"}
