"""An import taken back, and brought back."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from afterround.actions.import_undo import RETURNS_FOR, forget_old_imports, redo_import, undo_import
from afterround.actions.imports import Report
from afterround.actions.rounds import record_result
from afterround.core.errors import Conflict, NotFound
from afterround.core.imports import Found, FoundApplication, FoundDate
from afterround.core.retro import Section
from afterround.core.rounds import Outcome, Part, Result
from afterround.data.models import Application, Company, Owner, Person, Round
from afterround.formats.archive import archive_document
from afterround.queries.archive import get_archive
from afterround.queries.imports import find_import, get_import
from afterround.queries.retro import get_document
from afterround.queries.rounds import get_round
from tests.brought import NOTE, a_file, a_text, bring, found_round, with_person
from tests.cast import NOW, a_jot, a_line, a_retro, a_round

ACME = found_round("Acme", "2026-05-04", shaky=["heaps"])


def _everything(owner: Owner, now: datetime) -> object:
    return archive_document(get_archive(owner), at=now)


def _much(owner: Owner, now: datetime = NOW) -> Report:
    told = FoundApplication(
        company=Found("Globex"), role=Found("SRE"), outcome=Outcome.OFFER, stage=Found("onsite"),
        applied=FoundDate("2026-04-01", "1 April"),
    )  # fmt: skip
    globex = with_person(found_round("Globex", "2026-05-05", application=0, hints=["a map"]), "Priya Raman")
    lone = FoundApplication(company=Found("Initech"))
    return bring(owner, a_file(ACME, globex, applications=[told, lone]), a_text(NOTE), now=now)


def _id(report: Report) -> UUID:
    assert report.id is not None
    return report.id


@pytest.fixture
def lived(ann: Owner, now: datetime) -> Owner:
    """Ann, who has a store already: a round at Acme with a retrospective and somebody in it."""
    ago = timedelta(days=90, microseconds=123456)
    key = a_round(ann, "Acme", ended_ago=ago, people=(("Dan Okafor", Part.RECRUITER),))
    a_retro(ann, key, {Section.SHAKY: ["trees"]}, lesson="Ask first.")
    return ann


def test_an_undo_leaves_everything_as_it_was(lived: Owner, now: datetime) -> None:
    before = _everything(lived, now)
    undone = undo_import(lived, _id(_much(lived)), now=now)
    assert (undone.removed, undone.kept) == (3, [])
    assert _everything(lived, now) == before


def test_an_undo_can_itself_be_undone(lived: Owner, now: datetime) -> None:
    key = _id(_much(lived, now=now + timedelta(microseconds=1)))
    before = _everything(lived, now)
    undo_import(lived, key, now=now)
    assert redo_import(lived, key) == 3
    assert _everything(lived, now) == before


def test_a_changed_round_is_again_as_it_was_and_changed_once_more(lived: Owner, now: datetime) -> None:
    first = bring(lived, a_file(ACME))
    before = _everything(lived, now)
    told = replace(
        ACME,
        company=Found("Acme"),
        notes="Tea.",
        shaky=(Found("stacks"),),
        went_well=(Found("calm"),),
        result=Result.PASSED,
    )
    second = bring(lived, a_file(with_person(told, "Priya Raman")))
    after = _everything(lived, now)
    assert undo_import(lived, _id(second), now=now).changed_back == 1
    assert _everything(lived, now) == before
    redo_import(lived, _id(second))
    assert _everything(lived, now) == after
    assert get_document(lived, first.rounds[0], now).shaky[0].text == "stacks"


def test_an_outcome_it_changed_is_put_back(ann: Owner, now: datetime) -> None:
    told = FoundApplication(company=Found("Acme"), role=Found("SRE"))
    bring(ann, a_file(applications=[told]))
    before = _everything(ann, now)
    second = bring(ann, a_file(applications=[replace(told, outcome=Outcome.OFFER)]))
    undo_import(ann, _id(second), now=now)
    assert _everything(ann, now) == before
    redo_import(ann, _id(second))
    assert Application.objects.get().outcome == Outcome.OFFER


@pytest.mark.parametrize("written", ["line", "jot", "result"])
def test_what_one_has_written_into_since_is_named_and_kept(ann: Owner, now: datetime, written: str) -> None:
    report = _much(ann)
    kept = report.rounds[0]
    if written == "line":
        a_line(ann, kept, Section.SHAKY, "my own words")
    elif written == "jot":
        a_jot(ann, round_id=kept)
    else:
        record_result(ann, kept, Result.PASSED, now=now)
    undone = undo_import(ann, _id(report), now=now)
    assert (undone.kept, undone.removed) == ([kept], 2)
    assert get_round(ann, kept, now).company == "Acme"
    assert set(Company.objects.values_list("name", flat=True)) == {"Acme"}
    assert bring(ann, a_file(ACME)).id is None


def test_it_goes_too_where_the_person_says_so_and_comes_back_with_it(ann: Owner, now: datetime) -> None:
    report = _much(ann)
    a_line(ann, report.rounds[0], Section.SHAKY, "my own words")
    a_jot(ann, round_id=report.rounds[0])
    before = _everything(ann, now)
    undo_import(ann, _id(report), now=now, even_written=True)
    assert not Round.objects.exists()
    redo_import(ann, _id(report))
    assert _everything(ann, now) == before


def test_what_was_undone_can_be_brought_anew(ann: Owner, now: datetime) -> None:
    first = _much(ann)
    undo_import(ann, _id(first), now=now)
    assert len(_much(ann).rounds) == 3
    with pytest.raises(Conflict):
        redo_import(ann, _id(first))
    assert Round.objects.count() == 3


def test_a_company_that_was_made_since_takes_the_place_of_its_own(ann: Owner, now: datetime) -> None:
    report = _much(ann)
    undo_import(ann, _id(report), now=now)
    a_round(ann, "globex")
    redo_import(ann, _id(report))
    assert Company.objects.filter(key="globex").count() == 1
    assert get_round(ann, report.rounds[1], now).company == "globex"
    assert Person.objects.get().company == Company.objects.get(key="globex")


def test_a_second_undo_and_a_second_return_are_refused(ann: Owner, now: datetime) -> None:
    key = _id(_much(ann))
    with pytest.raises(Conflict):
        redo_import(ann, key)
    undo_import(ann, key, now=now)
    with pytest.raises(Conflict):
        undo_import(ann, key, now=now)


def test_after_a_month_an_undo_is_final_and_its_words_are_gone(ann: Owner, now: datetime) -> None:
    key = _id(_much(ann))
    undo_import(ann, key, now=now)
    assert get_import(ann, key).can_return
    forget_old_imports(ann, now=now + RETURNS_FOR + timedelta(seconds=1))
    assert not get_import(ann, key).can_return
    with pytest.raises(Conflict):
        redo_import(ann, key)


def test_the_latest_import_is_found_without_a_key(ann: Owner, now: datetime) -> None:
    first, second = _id(bring(ann, a_file(ACME))), _id(bring(ann, a_text(NOTE)))
    assert find_import(ann, "").id == second
    assert find_import(ann, first.hex[-8:]).id == first
    undo_import(ann, second, now=now)
    assert find_import(ann, "").id == first
    with pytest.raises(NotFound):
        find_import(ann, uuid4().hex)
