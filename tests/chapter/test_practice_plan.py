"""The chapter's practice plan, through the pages: it follows feedback, recurring themes and follow-up actions."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from afterround.core.retro import ActionState, Section
from afterround.data.models import Owner
from afterround.queries.feedback import round_feedback
from afterround.queries.retro import find_action
from tests.cast import NOW, a_line, a_retro, a_round

SignedIn = Callable[[Owner], Client]
DAY = timedelta(days=1)


class Practice:
    """Ann's browser: she looks back on rounds, keeps what she hears, and opens the drills page."""

    def __init__(self, owner: Owner, browser: Client) -> None:
        self.owner, self.browser = owner, browser

    def reflect(self, company: str, ago: int, shaky: Mapping[str, str], asked: Sequence[str] = ()) -> UUID:
        """Finish the retrospective of a coding round, and say yes to the themes under its lines."""
        key = a_round(self.owner, company, ended_ago=ago * DAY)
        a_retro(self.owner, key, {Section.QUESTIONS: asked})
        for words, theme in shaky.items():
            line = a_line(self.owner, key, Section.SHAKY, words)
            self.browser.post(reverse("line_themes", args=[line]), {"add": theme})
        self.browser.post(reverse("finish_retro", args=[key]))
        return key

    def hear(self, round_id: UUID, words: str) -> None:
        """Keep what a recruiter wrote, and confirm the reasons that are read from it."""
        self.browser.post(reverse("add_feedback", args=[round_id]), {"text": words, "decision": "rejected"})
        said = round_feedback(self.owner, round_id, NOW)[0]
        for one in said.proposed:
            sent = {name: getattr(one, name) for name in ("reason", "polarity", "start", "end")}
            self.browser.post(reverse("decide_reason", args=[said.id]), {**sent, "state": "confirmed"})

    def page(self) -> str:
        """The drills page."""
        return " ".join(self.browser.get(reverse("drills")).content.decode().split())

    def order(self) -> list[str]:
        """The keys of all drills that are due, the most worthwhile first."""
        document = json.loads(self.browser.get(reverse("due_json")).content)
        return [one["key"] for one in document["today"] + document["waiting"]]


@pytest.fixture
def practice(ann: Owner, signed_in: SignedIn) -> Practice:
    return Practice(ann, signed_in(ann))


def test_the_practice_plan_follows_the_reasons_of_a_shared_result(practice: Practice) -> None:
    shaky = {"visited twice": "Graphs: BFS, DFS, ordering", "lost the state": "DP state definition"}
    practice.reflect("Globex", 3, shaky)
    acme = practice.reflect("Acme", 2, {}, ["Stick cutting with dynamic programming"])
    assert practice.order()[0] == "graph-components"
    practice.hear(acme, "The solution was not correct.")
    assert practice.order()[0] == "dp-linear"
    asked = "where dynamic programming was asked"
    assert f"correctness was named after Acme, coding, {asked} (“not correct”)" in practice.page()


def test_feedback_alone_brings_the_drills_of_what_its_words_name_and_says_so(practice: Practice) -> None:
    practice.hear(practice.reflect("Acme", 2, {}, ["Knapsack"]), "Slow, some bugs in the DP.")
    assert practice.order()[:2] == ["dp-linear", "dp-cards"]
    said = "correctness on dynamic programming was named after Acme, coding (“some bugs in the DP”)"
    assert practice.page().count(f"{said}</a>.") == 2


def test_recurring_themes_say_what_is_drilled_first_and_why(practice: Practice) -> None:
    for ago in (5, 4, 3):
        practice.reflect(f"Company {ago}", ago, {"lost the state": "DP state definition"})
    practice.reflect("Acme", 2, {"asked nothing": "Clarifying questions"})
    a_round(practice.owner, "Globex", starts_in=6 * DAY)
    assert practice.order()[0] == "dp-linear"
    said = practice.page()
    assert "DP state definition came up in 3 of the 4 coding rounds you have looked back on" in said
    assert "Globex is in 6 days" in said
    assert "Company 3, coding</a>: “lost the state”" in said


def test_follow_up_actions_become_drills_that_know_them(practice: Practice) -> None:
    acme = practice.reflect("Acme", 2, {})
    pattern = a_line(
        practice.owner, acme, Section.ACTIONS, "interval DP", kind="pattern", problems="312, 1039"
    )
    gap = a_line(practice.owner, acme, Section.ACTIONS, "consistent hashing", kind="gap")
    assert practice.order() == ["dp-intervals"]
    assert "312. Burst Balloons" in practice.page()
    assert "Fill knowledge gap on consistent hashing" in practice.page().partition("later")[2]
    drill = reverse("drill", args=["pattern", "dp-intervals"])
    practice.browser.post(drill, {"rating": "good", "note": "the last balloon is the state"})
    assert find_action(practice.owner, str(pattern)).state is ActionState.DONE
    assert find_action(practice.owner, str(gap)).state is ActionState.OPEN
    assert "ticked, of" in " ".join(practice.browser.get(drill).content.decode().split())
