from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from afterround.actions.imports import import_retro
from afterround.core.errors import Invalid
from afterround.core.retro import Action, ActionKind, Hint, Line, Outside, Question, Response, Retro
from afterround.core.rounds import Precision, RoundKind, RoundState
from afterround.data.models import Owner, Round
from afterround.formats.markdown import parse, render, without_identity
from afterround.queries.retro import get_document
from afterround.queries.rounds import RoundView, all_rounds, get_round

BERLIN = ZoneInfo("Europe/Berlin")
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


def _imported(owner: Owner, now: datetime, **changes: Any) -> RoundView:
    key = import_retro(owner, replace(FULL, **changes), now=now, zone=BERLIN)
    return get_round(owner, key, now)


def test_everything_a_template_holds_is_there_afterwards(ann: Owner, now: datetime) -> None:
    found = _imported(ann, now)
    assert without_identity(get_document(ann, found.id, now)) == FULL


def test_its_text_comes_back_as_it_was(ann: Owner, now: datetime) -> None:
    text = render(FULL)
    key = import_retro(ann, parse(text).retro, now=now, zone=BERLIN)
    assert render(get_document(ann, key, now)) == text


def test_the_round_stands_at_noon_of_its_day_and_is_reflected(ann: Owner, now: datetime) -> None:
    found = _imported(ann, now)
    assert found.ends_at == datetime(2026, 6, 1, 12, tzinfo=BERLIN)
    assert (found.precision, found.date_text, found.state) == (
        Precision.DAY,
        "2026-06-01",
        RoundState.REFLECTED,
    )


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
    found = _imported(ann, now, round=said)
    assert (found.kind, found.label, found.is_mock) == (kind, label, is_mock)


@pytest.mark.parametrize(
    ("said", "precision", "known"),
    [("June 2025", Precision.MONTH, "2025-06"), ("2025", Precision.YEAR, "2025")],
)
def test_a_date_is_kept_as_exactly_as_it_is_known(
    ann: Owner, now: datetime, said: str, precision: Precision, known: str
) -> None:
    found = _imported(ann, now, date=said)
    assert (found.precision, found.date_text) == (precision, said)
    assert get_document(ann, found.id, now).date == known


@pytest.mark.parametrize("said", ["", "June 1st", "yesterday", "2026-02-30", "2026-06-12"])
def test_a_date_that_is_missing_or_ahead_is_refused_and_nothing_written(
    ann: Owner, now: datetime, said: str
) -> None:
    with pytest.raises(Invalid) as refused:
        _imported(ann, now, date=said)
    assert set(refused.value.problems) == {"date"}
    assert not Round.objects.exists()


def test_a_round_of_today_begins_no_cooldown(ann: Owner, now: datetime) -> None:
    assert _imported(ann, now, date="2026-06-11").state is RoundState.REFLECTED
    noon = datetime(2026, 6, 11, 12, 5, tzinfo=BERLIN)
    assert get_round(ann, _imported(ann, noon, date="2026-06-11").id, noon).state is RoundState.REFLECTED


def test_a_second_import_makes_a_second_round(ann: Owner, now: datetime) -> None:
    for _ in range(2):
        _imported(ann, now)
    assert len(all_rounds(ann, now)) == 2


def test_a_prediction_in_front_is_taken_over(ann: Owner, now: datetime) -> None:
    key = import_retro(ann, replace(FULL, prediction=40), now=now, zone=BERLIN)
    assert get_document(ann, key, now).prediction == 40
