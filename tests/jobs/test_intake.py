"""The thread that takes jots in while the program runs."""

import logging
import os
from datetime import datetime
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from afterround.actions.cooldown import watch_folder
from afterround.data.models import Jot, JotInbox
from afterround.jobs import intake
from afterround.queries.owners import Owner
from tests.cast import ZONE


@pytest.fixture
def looking(ann: Owner, monkeypatch: pytest.MonkeyPatch) -> intake.Intake:
    """An intake that is not started; the test makes it look. The test's own connection stays open."""
    monkeypatch.setattr(connection, "close", lambda: None)
    return intake.Intake(ann, ZoneInfo(ZONE))


def texts(owner: Owner) -> list[str]:
    return list(Jot.objects.filter(owner=owner).order_by("at").values_list("text", flat=True))


def test_a_jot_of_the_quick_path_is_taken_in(ann: Owner, looking: intake.Intake, now: datetime) -> None:
    JotInbox.objects.create(id=uuid4(), lane="well", text="asked first", at=now)
    looking.look(at_folders=False)
    looking.look(at_folders=False)
    assert texts(ann) == ["asked first"]


def test_a_watched_folder_is_looked_into(
    ann: Owner, looking: intake.Intake, now: datetime, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("- lost the DP state\n")
    os.utime(tmp_path / "a.txt", (now.timestamp() - 60,) * 2)
    watch_folder(ann, tmp_path, now=now)
    looking.look(at_folders=False)
    assert texts(ann) == []
    looking.look(at_folders=True)
    assert texts(ann) == ["lost the DP state"]


def test_a_failure_is_logged_once_and_without_its_words(
    looking: intake.Intake, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> int:
        raise ValueError("lost the DP state")

    monkeypatch.setattr(intake, "take_in_waiting", fail)
    with caplog.at_level(logging.WARNING):
        looking.look(at_folders=False)
        looking.look(at_folders=False)
    assert len(caplog.records) == 1
    assert "lost the DP state" not in caplog.text


def test_a_failure_that_comes_back_is_logged_again(
    looking: intake.Intake, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    answers = iter([OSError("away"), 0, OSError("away")])

    def take(*_: object) -> int:
        answer = next(answers)
        if isinstance(answer, OSError):
            raise answer
        return 0

    monkeypatch.setattr(intake, "take_in_waiting", take)
    for _ in range(3):
        looking.look(at_folders=False)
    assert len(caplog.records) == 2


def test_it_ends_when_it_is_told_to(looking: intake.Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "look", lambda **_: None)
    looking.start()
    looking.stop()
    assert not looking.is_alive()
