"""The chapter's first section, bullet by bullet, through the page and the terminal."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from afterround.data.models import Owner
from afterround.queries.cooldown import round_jots
from afterround.queries.rounds import get_round
from tests.browser import Running
from tests.cast import NOW, a_jot, a_round

SignedIn = Callable[[Owner], Client]


def test_a_short_walk_or_a_breathing_break_comes_first(ann: Owner, signed_in: SignedIn) -> None:
    acme = a_round(ann)
    browser = signed_in(ann)
    page = browser.get(reverse("cooldown", args=[acme])).content.decode()
    assert 'class="breath"' in page
    assert "26 minutes" in page
    browser.post(reverse("record_walk", args=[acme]))
    assert "walk" in browser.get(reverse("cooldown", args=[acme])).content.decode()


@pytest.mark.embedded
def test_raw_impressions_are_jotted_in_three_lanes(running: Running) -> None:
    running.cli("round", "add", "Acme, coding, ended now")
    running.cli("jot", "--well", "asked about duplicates first")
    running.cli("jot", "--stumbled", "lost the DP state")
    running.cli("jot", "--signal", "she nodded at the brute force")
    said = running.cli("jots", "--round", "acme", "--json")
    for lane in ('"well"', '"stumbled"', '"signal"'):
        assert lane in said.stdout


def test_analysis_waits_until_the_cooldown_is_over(
    ann: Owner, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    acme = a_round(ann)
    a_jot(ann, "lost the DP state")
    browser = signed_in(ann)
    closed = browser.get(reverse("retro", args=[acme])).content.decode()
    assert "What felt shaky" not in closed
    closes_at = get_round(ann, acme, NOW).cooldown.closes_at
    monkeypatch.setenv("AFTERROUND_NOW", closes_at.isoformat())
    assert "What felt shaky" in browser.get(reverse("retro", args=[acme])).content.decode()


def test_jots_are_never_shut(ann: Owner, signed_in: SignedIn) -> None:
    acme = a_round(ann)
    answer = signed_in(ann).post(
        reverse("jots"), {"text": "lost the DP state", "lane": "stumbled", "round": str(acme)}
    )
    assert answer.status_code == 303
    assert [jot.text for jot in round_jots(ann, acme)] == ["lost the DP state"]
