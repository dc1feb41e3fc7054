"""The chapter's third section, bullet by bullet, through the page and the terminal."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from afterround.core.retro import Section
from afterround.core.rounds import Result
from afterround.data.models import Owner
from afterround.formats.observer_form import render_form
from afterround.queries.feedback import confirmed_reasons, round_feedback
from afterround.queries.retro import get_retro
from afterround.queries.rounds import get_round
from tests.cast import NOW, a_form, a_mock, a_retro, a_round

SignedIn = Callable[[Owner], Client]
DAY = timedelta(days=1)


def test_the_reasons_of_a_shared_result_are_noted(ann: Owner, signed_in: SignedIn) -> None:
    acme = a_round(ann, ended_ago=DAY)
    browser = signed_in(ann)
    words = "Clear communication, but slow, and an edge case was missed."
    browser.post(reverse("add_feedback", args=[acme]), {"text": words, "decision": "rejected"})
    assert get_round(ann, acme, NOW).result is Result.REJECTED
    assert get_retro(ann, acme, NOW).is_prediction_frozen
    said = round_feedback(ann, acme, NOW)[0]
    assert confirmed_reasons(ann) == []
    for one in said.proposed:
        sent = {name: getattr(one, name) for name in ("reason", "polarity", "start", "end")}
        browser.post(reverse("decide_reason", args=[said.id]), {**sent, "state": "confirmed"})
    assert {(one.reason, one.polarity, one.words) for one in confirmed_reasons(ann)} == {
        ("communication", "well", "Clear communication"),
        ("speed", "shaky", "but slow"),
        ("correctness", "shaky", "edge case was missed"),
    }


def test_vague_feedback_is_answered_from_self_review_and_mock_observations(
    ann: Owner, signed_in: SignedIn
) -> None:
    acme, mock = a_round(ann, ended_ago=DAY), a_mock(ann, "Umbrella", ended_ago=9 * DAY)
    a_retro(ann, acme, {Section.SHAKY: ["ran out of time on the second question"]}, prediction="40")
    browser = signed_in(ann)
    browser.post(reverse("hand_in", args=[mock]), {"text": render_form(a_form(mock))})
    browser.post(reverse("rate_self", args=[mock]), {"rating:speed": "3"})
    browser.post(
        reverse("add_feedback", args=[acme]), {"text": "Not quite the right fit.", "decision": "rejected"}
    )
    said, inferred = browser.get(reverse("round", args=[acme])).content.decode().split('id="findings"')
    assert "Vague." in said and "Perhaps speed" not in said
    assert "inferred, not said" in inferred and "Perhaps speed" in inferred
    assert "ran out of time on the second question" in inferred
    assert "twenty minutes went into a draft" in inferred
