"""A word that stands in every text of a round is, after its purge, in no column of the store and in no file."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db.models import BinaryField, CharField, JSONField, Model, TextField

from afterround.actions.drills import NewAttempt, rate_drill
from afterround.actions.kept_rows import pack, squeeze, unsqueeze
from afterround.actions.owners import remember
from afterround.actions.purge import purge_round
from afterround.actions.rounds import delete_round
from afterround.actions.store import prepare_store
from afterround.actions.theme_decisions import confirm_theme
from afterround.actions.themes import add_wording, make_theme, merge_themes
from afterround.adapters.catalogue.built_in import built_in_catalogue
from afterround.core.drills import DrillKind
from afterround.core.retro import Section
from afterround.core.spacing import Rating
from afterround.data import models as m
from afterround.data.models import (
    Attempt,
    Company,
    Import,
    Owner,
    OwnTheme,
    RetroLine,
    RoundSource,
    ThemeAlias,
)
from afterround.queries.purge import round_to_purge
from afterround.queries.theme_groups import WAITING
from tests.actions.test_purge import live_through
from tests.cast import a_line, a_round

WORD = "zebrafinch"

PLANTED: dict[type[Model], tuple[str, ...]] = {
    m.Application: ("role", "level"),
    m.Stage: ("name",),
    m.Round: ("label", "date_text", "notes"),
    m.Person: ("name", "email"),
    m.Jot: ("text",),
    m.Attachment: ("name", "caption"),
    m.Retro: ("mindset", "lesson", "outside"),
    m.RetroLine: ("text", "approach", "time", "space", "problems"),
    m.EarlierText: ("value",),
    m.Attempt: ("note",),
    m.Feedback: ("text",),
    m.ImportFile: ("name",),
    m.RoundSource: ("company", "date", "name", "result_text", "feedback", "before"),
    m.ApplicationSource: ("role", "outcome_text", "notes", "before"),
    m.Observation: ("observer",),
    m.ObservedLine: ("text",),
    m.ObserverLink: ("title",),
    m.ThemeDecision: ("statement",),
    m.RoundTag: ("name", "key"),
    m.TagLetGo: ("key",),
}
"""Where the words of a round may stand."""

NAMED = {
    *("Company.name", "Company.key", "CompanyAlias.name", "CompanyAlias.key"),
    *("OwnTheme.slug", "OwnTheme.name", "ThemeAlias.theme", "ThemeAlias.name", "ThemeAlias.key"),
    *("ThemeChoice.theme", "ThemeMerge.theme", "ThemesApart.other", "ThemeDecision.theme", "Mention.theme"),
    *("Drill.item", "Import.removed", "Setting.value"),
}
"""Where they may stand as the name of what no other round knows, or packed, or as a slug."""

KEPT = {
    "ThemesApart.one": "the other theme of a pair, by its order",
    "ThemeMerge.into": "a theme that another one counts as is known by that one, too",
    "ThemeChoice.name": "another name of a built-in theme holds for all rounds it is seen in",
    "JotInbox.text": "jots that wait are taken in before the purge, each to its round",
    "JotInbox.round_ref": "the same",
    "InboxFolder.path": "a folder is watched for all rounds",
    "Attempt.problems": "labels of the catalogue's problems and of own ones",
    "OwnProblem.key": "an own problem is of no round",
    "OwnProblem.name": "the same",
    "OwnProblem.link": "the same",
    "OwnProblem.note": "the same",
    "ImportFile.content": "a draft's, and gone once it was taken in; a draft is no round yet",
    "ImportFile.reading": "the same",
    "ImportFile.mapping": "the same",
    "ImportFile.problem": "why nothing was taken from a file, and so no round",
    "Setting.name": "the program's own names; those of mappings hold a table's header and none of its rows",
    "Owner.username": "the person, not a round",
    "Owner.password": "the same",
    "Device.name": "a browser's name",
}
"""What stays though it is text, and why."""

CODES = {
    *("Application.outcome", "Round.kind", "Round.precision", "Round.time_zone", "Round.result"),
    *("Participation.part", "Jot.lane", "Jot.source", "JotPlacement.lane", "JotInbox.lane"),
    *("Attachment.kind", "Attachment.sha256", "Attachment.sent_sha256", "Attachment.media_type"),
    *("CompanyAlias.brought", "Retro.versions", "RetroLine.section", "RetroLine.response", "RetroLine.kind"),
    *("RetroLine.state", "RetroLine.versions", "EarlierText.field", "Drill.kind", "Attempt.rating"),
    *("Attempt.ticked", "OwnProblem.difficulty", "OwnProblem.patterns", "Feedback.source"),
    *("Feedback.decision", "Feedback.result_before", "FeedbackReason.reason", "FeedbackReason.polarity"),
    *("FeedbackReason.state", "FindingDecision.reason", "FindingDecision.state", "ImportFile.kind"),
    *("ImportFile.made", "ImportFile.counts", "RoundSource.content", "RoundSource.span"),
    *("ApplicationSource.content", "ApplicationSource.outcome", "Observation.source"),
    *("ObservedLine.heading", "ObservedLine.reason", "SelfRating.reason", "ObserverLink.token_hash"),
    *("Device.token_hash", "OpenToken.token_hash", "OwnTheme.area", "ThemeDecision.decision"),
    *("ThemeDecision.polarity", "Mention.polarity", "RoundTag.polarity"),
}
"""Columns that hold keys, hashes, numbers and words of the program's own."""

GOES = {f"{model.__name__}.{name}" for model, names in PLANTED.items() for name in names} | NAMED


def columns() -> Iterator[tuple[type[Model], str]]:
    """Every column of the store that can hold words."""
    for model in apps.get_app_config("data").get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, (CharField, TextField, JSONField, BinaryField)):
                yield model, field.name


def as_text(value: Any) -> str:
    """The words in a value, packed or not."""
    return json.dumps(unsqueeze(value) if isinstance(value, (bytes, memoryview)) else value).lower()


def holding() -> set[str]:
    """The columns in which the word stands."""
    return {
        f"{model.__name__}.{name}"
        for model, name in columns()
        for value in model._default_manager.values_list(name, flat=True)
        if value and WORD in as_text(value)
    }


def plant(owner: Owner, now: datetime) -> UUID:
    """A round lived through, with the word in each of its texts and in all that came of them."""
    key = live_through(owner, WORD, now)
    Company.objects.filter(name=f"{WORD} Labs").update(name="Globex Labs", key="globex labs")
    seen = built_in_catalogue().patterns["dp-linear"].themes[0]
    confirm_theme(owner, a_line(owner, key, Section.SHAKY, "lost it"), seen, now=now)
    rate_drill(owner, DrillKind.PATTERN, "dp-linear", NewAttempt(Rating.HARD, "as then"), now=now, zone=UTC)
    remember(owner, WAITING, {str(RetroLine.objects.all()[0].id): [f"own-{WORD}"]})
    undone = Import.objects.create(owner=owner, created_at=now, changed_at=now, undone_at=now)
    for model, names in PLANTED.items():
        for row in model._default_manager.all():
            for name in names:
                setattr(row, name, f"{getattr(row, name) or ''} {WORD}".strip())
            row.save()
    held = {"rows": pack(RoundSource.objects.all()), "changed": [[str(key), WORD, 1]], "values": []}
    undone.removed = squeeze([held])
    undone.save()
    return key


def files_with_it(home: Path) -> list[str]:
    return [
        path.name for path in home.rglob("*") if path.is_file() and WORD.encode() in path.read_bytes().lower()
    ]


def test_every_text_of_the_store_goes_or_is_kept_for_a_reason() -> None:
    known = [GOES, set(KEPT), CODES]
    assert sum(map(len, known)) == len(set.union(*known))
    assert set.union(*known) == {f"{model.__name__}.{name}" for model, name in columns()}


@pytest.mark.embedded
def test_a_word_in_every_text_of_a_round_goes_with_it(home: Path, now: datetime) -> None:
    owner = prepare_store(now=now)
    key = plant(owner, now)
    a_round(owner, "Globex", ended_ago=timedelta(days=2))
    assert holding() == GOES and files_with_it(home)
    delete_round(owner, key, now=now)
    assert purge_round(owner, key, now=now).left == ()
    assert (holding(), files_with_it(home)) == (set(), [])
    assert [attempt.rating for attempt in Attempt.objects.all()] == [Rating.HARD]


@pytest.mark.django_db
@pytest.mark.usefixtures("own_home")
@pytest.mark.parametrize("step", ["forget_kept_rows", "forget_files", "forget_waiting"])
def test_without_one_step_the_word_would_stay(
    ann: Owner, now: datetime, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    key = plant(ann, now)
    delete_round(ann, key, now=now)
    monkeypatch.setattr(f"afterround.actions.purge.{step}", lambda *_: None)
    purge_round(ann, key, now=now)
    assert len(holding()) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("own_home")
def test_a_wording_goes_where_it_stands_in_this_round_alone(ann: Owner, now: datetime) -> None:
    key, other = a_round(ann), a_round(ann, "Globex", ended_ago=timedelta(days=2))
    for wording in ("The Table Thing", "no plan", "slow", "said nowhere", "Тише едешь"):
        add_wording(ann, "planning", wording, now=now)
    a_line(ann, key, Section.SHAKY, "slow: the table-thing, and no plan")
    a_line(ann, key, Section.SHAKY, "тише: ЕДЕШЬ")
    a_line(ann, other, Section.SHAKY, "No plan.")
    delete_round(ann, key, now=now)
    assert round_to_purge(ann, key).wordings == ("The Table Thing", "Тише едешь")
    purge_round(ann, key, now=now)
    assert set(ThemeAlias.objects.values_list("name", flat=True)) == {"no plan", "slow", "said nowhere"}


@pytest.mark.django_db
@pytest.mark.usefixtures("own_home")
def test_the_note_of_a_drill_that_another_round_asks_for_too_stays(ann: Owner, now: datetime) -> None:
    key, other = a_round(ann), a_round(ann, "Globex", ended_ago=timedelta(days=2))
    first = built_in_catalogue().patterns["dp-linear"].themes[0]
    for held in (key, other):
        confirm_theme(ann, a_line(ann, held, Section.SHAKY, "lost it"), first, now=now)
    rate_drill(ann, DrillKind.PATTERN, "dp-linear", NewAttempt(Rating.HARD, "again"), now=now, zone=UTC)
    delete_round(ann, key, now=now)
    assert round_to_purge(ann, key).notes == 0
    purge_round(ann, key, now=now)
    assert Attempt.objects.get().note == "again"


@pytest.mark.django_db
@pytest.mark.usefixtures("own_home")
def test_two_own_themes_that_count_as_one_go_together(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    whole, part = make_theme(ann, "Typed at once", now=now), make_theme(ann, "No plan at all", now=now)
    for theme in (whole, part):
        confirm_theme(ann, a_line(ann, key, Section.SHAKY, "no plan"), theme, now=now)
    merge_themes(ann, whole, part, now=now)
    delete_round(ann, key, now=now)
    purge_round(ann, key, now=now)
    assert not OwnTheme.objects.exists()
