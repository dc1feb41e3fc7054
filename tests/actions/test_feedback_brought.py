"""Feedback that a file holds becomes records of its own, once, and goes and returns with its import."""

from datetime import datetime

from afterround.actions.feedback import add_reason
from afterround.actions.import_undo import redo_import, undo_import
from afterround.core.feedback import FeedbackSource, Polarity, Reason
from afterround.core.import_matching import Choice
from afterround.data.models import Feedback, FeedbackReason, Owner
from afterround.queries.feedback import round_feedback
from tests.brought import a_file, bring, found_round

ACME = found_round("Acme", feedback=["Too slow, they said.", "Nice to talk to."])


def test_each_piece_becomes_a_record_word_for_word(ann: Owner, now: datetime) -> None:
    report = bring(ann, a_file(ACME))
    said = round_feedback(ann, report.rounds[0], now)
    assert [(one.text, one.source, one.told_on) for one in said] == [
        ("Too slow, they said.", FeedbackSource.UNKNOWN, None),
        ("Nice to talk to.", FeedbackSource.UNKNOWN, None),
    ]
    assert [one.words for one in said[0].proposed] == ["Too slow"]
    assert said[0].reasons == ()


def test_undoing_the_import_takes_them_back_and_redoing_brings_them(ann: Owner, now: datetime) -> None:
    report = bring(ann, a_file(ACME))
    assert report.id is not None
    before = list(Feedback.objects.order_by("id").values())
    assert undo_import(ann, report.id, now=now).removed == 1
    assert not Feedback.objects.exists()
    redo_import(ann, report.id)
    assert list(Feedback.objects.order_by("id").values()) == before


def test_a_round_whose_feedback_was_worked_on_stays(ann: Owner, now: datetime) -> None:
    report = bring(ann, a_file(ACME))
    assert report.id is not None
    said = round_feedback(ann, report.rounds[0], now)[0]
    add_reason(ann, said.id, Reason.SPEED, Polarity.SHAKY, "Too slow", now=now)
    assert undo_import(ann, report.id, now=now).kept == [report.rounds[0]]
    assert FeedbackReason.objects.count() == 1


def test_a_file_that_has_grown_adds_only_what_is_new(ann: Owner, now: datetime) -> None:
    key = bring(ann, a_file(ACME)).rounds[0]
    grown = found_round("Acme", feedback=["Too slow, they said.", "Come back in a year."])
    report = bring(ann, a_file(grown, choices={0: Choice.ADD}))
    assert [one.text for one in round_feedback(ann, key, now)] == [
        "Too slow, they said.",
        "Nice to talk to.",
        "Come back in a year.",
    ]
    assert report.id is not None
    undo_import(ann, report.id, now=now)
    assert [one.text for one in round_feedback(ann, key, now)] == ["Too slow, they said.", "Nice to talk to."]
