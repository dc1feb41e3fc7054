"""The chapter's template, bullet by bullet, through the page: each section is written there and read back."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from afterround.core.cooldown import Lane
from afterround.core.retro import (
    Action,
    ActionKind,
    ActionState,
    Hint,
    Line,
    Question,
    Response,
    Retro,
    Section,
)
from afterround.core.retro_fields import RETRO
from afterround.data.models import Owner
from afterround.queries.retro import get_document
from tests.cast import NOW, a_jot, a_line, a_round


class Page:
    """The retrospective page of one round, as a browser without script uses it."""

    def __init__(self, owner: Owner, browser: Client, round_id: UUID) -> None:
        self.owner, self.browser, self.round_id = owner, browser, round_id

    def write(self, section: Section, **fields: str) -> UUID:
        """Fill in a blank row of a section."""
        line = uuid4()
        sent = {f"f:{line}:{name}": value for name, value in fields.items()}
        versions = {f"v:{line}:{name}": "0" for name in fields}
        self.send({**sent, **versions, f"s:{line}": section})
        return line

    def send(self, fields: dict[str, str]) -> None:
        """Press Save."""
        assert self.browser.post(reverse("save_retro", args=[self.round_id]), fields).status_code == 303

    def text(self) -> str:
        """What the page shows."""
        return self.browser.get(reverse("retro", args=[self.round_id])).content.decode()

    def document(self) -> Retro:
        """What is kept, without the keys' sake."""
        return get_document(self.owner, self.round_id, NOW)


@pytest.fixture
def page(ann: Owner, signed_in: Callable[[Owner], Client]) -> Page:
    return Page(ann, signed_in(ann), a_round(ann, ended_ago=timedelta(hours=2)))


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def test_date_company_and_round_head_the_retrospective(page: Page) -> None:
    assert "<h1>Acme, coding</h1>" in page.text()
    shown = page.browser.get(reverse("markdown_file", args=[page.round_id])).content.decode()
    assert "Date / Company / Round: 2026-06-11 / Acme / coding\n" in shown


def test_what_went_well_is_half_filled_from_the_jots(page: Page, ann: Owner) -> None:
    a_jot(ann, "asked about duplicates first", Lane.WELL, round_id=page.round_id)
    assert "asked about duplicates first" in page.text()
    assert texts(page.document().went_well) == ["asked about duplicates first"]


def test_what_felt_shaky_is_written_line_by_line(page: Page) -> None:
    page.write(Section.SHAKY, text="lost the DP state")
    page.write(Section.SHAKY, text="forgot the base case")
    assert texts(page.document().shaky) == ["lost the DP state", "forgot the base case"]


def test_a_question_has_topic_approach_and_complexity(page: Page) -> None:
    line = page.write(
        Section.QUESTIONS, text="Stick cutting", approach="memo", time="O(n^3)", space="O(n^2)", rating="2"
    )
    assert page.document().questions == (Question("Stick cutting", "memo", "O(n^3)", "O(n^2)", 2, str(line)),)


def test_a_hint_has_a_response(page: Page) -> None:
    asked = page.write(Section.QUESTIONS, text="Stick cutting")
    line = page.write(Section.HINTS, text="what if the ends touch?", response="used_it", question=str(asked))
    assert page.document().hints == (Hint("what if the ends touch?", Response.USED, 1, str(line)),)


def test_follow_up_actions_come_back_at_the_next_retrospective(page: Page, ann: Owner) -> None:
    earlier = a_round(ann, "Globex", ended_ago=timedelta(days=9))
    action = a_line(ann, earlier, Section.ACTIONS, "interval DP", kind="pattern", problems="312, 1039")
    assert "Practise pattern interval DP with problems 312, 1039" in page.text()
    page.browser.post(reverse("action_state", args=[action]), {"state": "done"})
    assert "Practise pattern interval DP" not in page.text().partition("What went well")[0]
    kept = get_document(ann, earlier, NOW).actions
    assert kept == (Action("interval DP", ActionKind.PATTERN, "312, 1039", ActionState.DONE, str(action)),)


def test_the_check_in_holds_stress_and_mindset(page: Page) -> None:
    page.send({f"f:{RETRO}:stress": "3", f"f:{RETRO}:mindset": "tired but curious"})
    assert (page.document().stress, page.document().mindset) == (3, "tired but curious")


def test_next_steps_are_part_of_the_same_page(page: Page) -> None:
    page.write(Section.NEXT_STEPS, text="thank Priya Raman, name the talk about caching")
    page.send({f"f:{RETRO}:lesson": "Say the state as a sentence before any code."})
    assert texts(page.document().next_steps) == ["thank Priya Raman, name the talk about caching"]
    assert page.document().lesson == "Say the state as a sentence before any code."


def test_nothing_is_compulsory(page: Page) -> None:
    assert page.browser.post(reverse("finish_retro", args=[page.round_id])).status_code == 303
    assert "inished" in page.text()
