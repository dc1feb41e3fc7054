"""A deleted round goes for good with all that hangs on it, and nothing else goes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afterround.actions.attachments import remove_attachment
from afterround.actions.companies import company_named, decline_merge, merge_companies
from afterround.actions.cooldown import place_jot, record_walk
from afterround.actions.drills import NewAttempt, rate_drill
from afterround.actions.feedback import add_reason
from afterround.actions.observers import hand_in, make_link, rate_self
from afterround.actions.purge import purge_attachment, purge_round
from afterround.actions.retro import finish_retro, open_retro, place_in_retro, save_retro
from afterround.actions.rounds import delete_round
from afterround.actions.tags import answer_tag, let_tag_go
from afterround.actions.theme_decisions import confirm_theme
from afterround.actions.themes import (
    add_wording,
    hide_theme,
    keep_themes_apart,
    make_theme,
    merge_themes,
    rename_theme,
)
from afterround.adapters import attachments as files
from afterround.core.drills import DrillKind
from afterround.core.errors import Conflict, NotFound
from afterround.core.feedback import Polarity, Reason
from afterround.core.findings import FindingState
from afterround.core.retro import Section
from afterround.core.retro_fields import FieldChange
from afterround.core.rounds import Part
from afterround.core.spacing import Rating
from afterround.data.models import (
    ApplicationSource,
    Company,
    FindingDecision,
    Import,
    ImportFile,
    Jot,
    Mention,
    Owner,
    OwnTheme,
    Person,
    Retro,
    RetroLine,
    RoundSource,
    RoundTag,
    ThemeAlias,
)
from afterround.queries.attachments import get_attachment
from afterround.queries.purge import deleted_rounds, round_to_purge
from afterround.queries.rounds import all_rounds, get_round
from tests.brought import bring_tagged, tags
from tests.cast import a_feedback, a_form, a_jot, a_line, a_memo, a_photo, a_retro, a_round

pytestmark = pytest.mark.usefixtures("own_home")

Done = Callable[..., Any]
LATER = timedelta(hours=1)
"""After the cooldown, before which nothing of a round is offered."""
KEPT_TABLES = {
    *(
        "Owner",
        "Device",
        "OpenToken",
        "Setting",
        "InboxFolder",
        "JotInbox",
        "Import",
        "ImportFile",
        "OwnProblem",
    )
}


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch) -> Done:
    """Do a deed and what it does after its commit. The store itself lies in memory and has no file to write anew."""
    monkeypatch.setattr("afterround.actions.purge.clear_free_space", lambda: True)

    def do(deed: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return deed(*args, **kwargs)

    return do


def live_through(owner: Owner, company: str, now: datetime, *, times: int = 1, **others: Any) -> UUID:
    """A round with everything a round can have, several times over."""
    people = tuple((f"{name} of {company}", Part.INTERVIEWER) for name in ("Priya Raman", "Dan Okafor"))
    others = {"stage": "onsite", "notes": f"notes on {company}", "mock": True, **others}
    key = a_round(owner, company, people=people, **others)
    kept, other, apart = (company_named(owner, company + more, now).id for more in ("", ", Inc.", " Labs"))
    merge_companies(owner, kept, other, now=now)
    decline_merge(owner, kept, apart, now=now)
    was_brought(owner, key, now)
    record_walk(owner, key, now=now)
    a_retro(owner, key, lesson=f"lesson of {company}")
    rate_self(owner, key, {Reason.SPEED: 3}, now=now)
    for number in range(times):
        hand_in(owner, key, a_form(key), now=now)
        make_link(owner, key, "Coding", now=now)
        jot = a_jot(owner, f"jot {number} of {company}", round_id=key)
        place_jot(owner, jot, now=now, round_id=key)
        place_in_retro(owner, jot, Section.SHAKY, now=now)
        question = a_line(owner, key, Section.QUESTIONS, f"question {number}")
        a_line(owner, key, Section.HINTS, "a hint", question=str(question))
        save_retro(owner, key, [FieldChange(str(question), "text", "another", 1)], now=now)
        a_photo(owner, f"{company}{number}", round_id=key)
        a_memo(owner, jot_id=jot, content=b"")
        said = a_feedback(owner, key, "too slow", person=f"Sam of {company}", now=now)
        add_reason(owner, said, Reason.SPEED, Polarity.SHAKY, "slow", now=now)
        FindingDecision.objects.create(
            owner=owner, round_id=key, reason=Reason.DESIGN, state=FindingState.REFUTED, at=now
        )
    name_a_theme(owner, company, question, now)
    practise(owner, company, key, now)
    return key


def practise(owner: Owner, company: str, key: UUID, now: datetime) -> None:
    """Fill a gap that the round has shown, and practise a theme that only it has shown."""
    gap = a_line(owner, key, Section.ACTIONS, f"what {company} does", kind="gap")
    rate_drill(
        owner, DrillKind.ACTION, str(gap), NewAttempt(Rating.HARD, f"read {company}"), now=now, zone=UTC
    )
    own = make_theme(owner, f"Small talk at {company}", now=now)
    confirm_theme(owner, a_line(owner, key, Section.SHAKY, "small talk"), own, now=now)
    finish_retro(owner, key, now=now)
    rate_drill(owner, DrillKind.MOCK, own, NewAttempt(Rating.HARD), now=now + timedelta(hours=1), zone=UTC)


def name_a_theme(owner: Owner, company: str, line: UUID, now: datetime) -> None:
    """Say everything about a theme of one's own that was seen under this line alone."""
    own = make_theme(owner, f"Before {company}", now=now)
    confirm_theme(owner, line, own, now=now)
    rename_theme(owner, own, f"Nerves at {company}", now=now)
    hide_theme(owner, own, now=now)
    keep_themes_apart(owner, own, "calm", now=now)
    merge_themes(owner, "pace", own, now=now)
    add_wording(owner, "planning", f"Lesson of {company}", now=now)


def was_brought(owner: Owner, key: UUID, now: datetime) -> None:
    """Say that a file told of the round and of its application."""
    batch = Import.objects.create(owner=owner, created_at=now, changed_at=now, taken_at=now)
    file = ImportFile.objects.create(owner=owner, batch=batch, position=0, name="log.md")
    RoundSource.objects.create(owner=owner, file=file, round_id=key, position=0, feedback="too slow")
    luck = f"luck {key.hex}"
    RoundTag.objects.create(owner=owner, file=file, round_id=key, name="time-mgmt", key="time mgmt")
    RoundTag.objects.create(owner=owner, file=file, round_id=key, name=luck, key=luck)
    answer_tag(owner, "time-mgmt", "time-split", polarity=Polarity.SHAKY, now=now + LATER)
    let_tag_go(owner, luck, now=now + LATER)
    process = get_round(owner, key, now).application_id
    ApplicationSource.objects.create(owner=owner, file=file, application_id=process, outcome="open")


def rows() -> dict[str, int]:
    """How many rows every table with a person's words has."""
    models = [
        model for model in apps.get_app_config("data").get_models() if model.__name__ not in KEPT_TABLES
    ]
    return {model.__name__: model._default_manager.count() for model in models}


def test_a_purged_round_leaves_no_row_and_no_file(ann: Owner, now: datetime, committed: Done) -> None:
    key = live_through(ann, "Acme", now, times=3)
    assert all(rows().values()), rows()
    delete_round(ann, key, now=now)
    committed(purge_round, ann, key, now=now)
    left = rows()
    assert left.pop("Company") == 1  # the one it was kept apart from
    assert not any(left.values()), left
    assert list(files.kept_files()) == []


def test_it_takes_nothing_of_another_round_along(ann: Owner, now: datetime, committed: Done) -> None:
    live_through(ann, "Globex", now, ended_ago=timedelta(days=2))
    before, kept = rows(), set(files.kept_files())
    key = live_through(ann, "Acme", now)
    delete_round(ann, key, now=now)
    committed(purge_round, ann, key, now=now)
    after = rows()
    after["Company"] -= 1  # the one that Acme was kept apart from
    assert (after, set(files.kept_files())) == (before, kept)
    assert [view.company for view in all_rounds(ann, now)] == ["Globex"]


def test_a_company_and_people_known_from_another_round_stay(
    ann: Owner, now: datetime, committed: Done
) -> None:
    people = (("Priya Raman", Part.INTERVIEWER),)
    a_round(ann, ended_ago=timedelta(days=2), people=people)
    key = a_round(ann, people=(*people, ("Dan Okafor", Part.INTERVIEWER)))
    a_feedback(ann, key, "too slow", person="Priya Raman")
    delete_round(ann, key, now=now)
    assert round_to_purge(ann, key).people == ("Dan Okafor",)
    assert round_to_purge(ann, key).company == ""
    committed(purge_round, ann, key, now=now)
    assert list(Person.objects.values_list("name", flat=True)) == ["Priya Raman"]
    assert Company.objects.count() == 1


def test_an_own_theme_that_another_round_holds_stays(ann: Owner, now: datetime, committed: Done) -> None:
    key, other = a_round(ann), a_round(ann, "Globex", ended_ago=timedelta(days=2))
    own = make_theme(ann, "Typed at once", now=now)
    for found in (key, other):
        confirm_theme(ann, a_line(ann, found, Section.SHAKY, "no plan"), own, now=now)
    delete_round(ann, key, now=now)
    committed(purge_round, ann, key, now=now)
    assert [mention.theme for mention in Mention.objects.filter(round=other)] == [own]
    assert OwnTheme.objects.filter(slug=own).exists()


def test_a_line_that_stands_in_another_retrospective_stays_with_its_words(
    ann: Owner, now: datetime, committed: Done
) -> None:
    key, other = a_round(ann), a_round(ann, "Globex", ended_ago=timedelta(days=2))
    jot = a_jot(ann, "asked first", round_id=other)
    open_retro(ann, other, now=now)
    place_in_retro(ann, jot, Section.WENT_WELL, now=now)
    place_jot(ann, jot, now=now, round_id=key)
    delete_round(ann, key, now=now)
    committed(purge_round, ann, key, now=now)
    assert not Jot.objects.exists()
    assert [(line.text, line.jot) for line in RetroLine.objects.all()] == [("asked first", None)]
    assert Retro.objects.get().round_id == other


def test_all_that_goes_is_named_before(ann: Owner, now: datetime) -> None:
    key = live_through(ann, "Acme", now, times=2)
    delete_round(ann, key, now=now)
    goes = round_to_purge(ann, key)
    assert (goes.jots, goes.photos, goes.memos, goes.lines, goes.feedback) == (2, 2, 2, 8, 2)
    assert goes.has_retro
    assert (goes.company, goes.people) == (
        "Acme",
        ("Dan Okafor of Acme", "Priya Raman of Acme", "Sam of Acme"),
    )
    assert goes.themes == ("Nerves at Acme", "Small talk at Acme")
    assert goes.observations == 2
    assert [found.title for found in deleted_rounds(ann)] == ["Acme, coding"]


def test_a_round_that_is_not_deleted_stays(ann: Owner, now: datetime, committed: Done) -> None:
    key = a_round(ann)
    with pytest.raises(Conflict, match="Delete it first"):
        committed(purge_round, ann, key, now=now)
    assert len(all_rounds(ann, now)) == 1


def test_a_file_that_another_row_names_stays(ann: Owner, now: datetime, committed: Done) -> None:
    key, other = a_round(ann), a_round(ann, "Globex", ended_ago=timedelta(days=2))
    kept = get_attachment(ann, a_photo(ann, round_id=other))
    a_photo(ann, round_id=key)
    delete_round(ann, key, now=now)
    committed(purge_round, ann, key, now=now)
    assert list(files.kept_files()) == [kept.sha256]


def test_drafts_of_the_round_go_too(ann: Owner, now: datetime, committed: Done, own_home: Path) -> None:
    key = a_round(ann)
    drafts = own_home / "drafts"
    drafts.mkdir()
    for name in (key.hex[-8:], "0badcafe"):
        (drafts / f"retro-{name}-20260611T154900-1.md").write_text("words")
    delete_round(ann, key, now=now)
    committed(purge_round, ann, key, now=now)
    assert [path.name[6:14] for path in drafts.iterdir()] == ["0badcafe"]


def test_a_wording_that_came_with_a_tag_stays_while_another_round_bears_it(
    ann: Owner, now: datetime, committed: Done
) -> None:
    first, second = bring_tagged(ann, tags("time-mgmt"), tags("time-mgmt")).rounds
    answer_tag(ann, "time-mgmt", "time-split", polarity=Polarity.SHAKY, now=now)
    for key, left in ((first, ["time-mgmt"]), (second, [])):
        delete_round(ann, key, now=now)
        committed(purge_round, ann, key, now=now)
        assert list(ThemeAlias.objects.values_list("name", flat=True)) == left


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_cleared_yet_is_said(
    ann: Owner, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise PermissionError("held by another program")

    monkeypatch.setattr("afterround.actions.purge.remove_unnamed_files", refuse)
    monkeypatch.setattr("afterround.actions.purge.clear_free_space", lambda: False)
    key = a_round(ann)
    delete_round(ann, key, now=now)
    left = purge_round(ann, key, now=now).left
    assert [("next start" in sentence) for sentence in left] == [True, True]
    assert rows()["Round"] == 0


@pytest.mark.parametrize("deed", [round_to_purge, purge_round])
def test_no_more_queries_are_made_for_more_rows(
    ann: Owner, now: datetime, committed: Done, deed: Callable[..., Any]
) -> None:
    counted = []
    rate_drill(ann, DrillKind.PATTERN, "dp-linear", NewAttempt(Rating.HARD, "a note"), now=now, zone=UTC)
    for company, times in (("Acme", 1), ("Globex", 7)):
        key = live_through(ann, company, now, times=times, ended_ago=timedelta(days=times))
        delete_round(ann, key, now=now)
        with CaptureQueriesContext(connection) as queries:
            committed(deed, ann, key, **({"now": now} if deed is purge_round else {}))
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_a_removed_photo_goes_for_good_and_others_stay(ann: Owner, now: datetime, committed: Done) -> None:
    gone, kept = a_photo(ann, "a"), get_attachment(ann, a_photo(ann, "bb"))
    with pytest.raises(Conflict, match="Remove it first"):
        committed(purge_attachment, ann, gone)
    remove_attachment(ann, gone, now=now)
    committed(purge_attachment, ann, gone)
    with pytest.raises(NotFound):
        get_attachment(ann, gone, removed=True)
    assert list(files.kept_files()) == [kept.sha256]
