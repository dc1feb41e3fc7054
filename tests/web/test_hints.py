import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from afterround.core.retro import Section
from afterround.data.models import Owner
from afterround.web.hints import HIGH, SHOWN
from tests.cast import a_line, a_round

DAY = timedelta(days=1)


@pytest.fixture
def client(signed_in: Callable[[Owner], Client], ann: Owner) -> Client:
    return signed_in(ann)


def page(client: Client, address: str = "/hints/") -> str:
    return " ".join(client.get(address).content.decode().split())


def hinted(owner: Owner, days: int, *responses: str, mock: bool = False) -> tuple[UUID, list[UUID]]:
    """A round so many days ago with hints to its question."""
    key = a_round(owner, ended_ago=days * DAY, mock=mock)
    question = str(a_line(owner, key, Section.QUESTIONS, "LRU & cache"))
    lines = (
        a_line(owner, key, Section.HINTS, "use <a> list", response=said, question=question)
        for said in responses
    )
    return key, list(lines)


def test_without_hints_the_page_says_what_will_stand_there(client: Client) -> None:
    shown = page(client)
    assert "Here each hint will be a dot" in shown and "<svg class" not in shown


def test_a_topic_that_nobody_asked_about_is_not_said_to_be_without_hints(client: Client, ann: Owner) -> None:
    hinted(ann, 1, "used_it")
    shown = page(client, "/hints/?topic=graphs")
    assert "asked about this" in shown and "Here each hint will be a dot" not in shown


def test_each_hint_is_a_mark_of_its_own_shape_that_leads_to_its_line(client: Client, ann: Owner) -> None:
    key, lines = hinted(ann, 1, "used_it", "needed_more", "missed_it", "", mock=True)
    shown = page(client)
    for line in lines:
        assert f'<a href="/rounds/{key}/retro/#line-{line}" aria-label=' in shown
    drawn = re.findall(r'<a href="/rounds/[^"]+" aria-label.*?</a>', shown)
    shapes = [re.sub(r' (cx|cy|d|r|href|aria-label)="[^"]*"|<title>.*?</title>', "", mark) for mark in drawn]
    assert len(set(shapes)) == 4
    assert 'y="118">m</text>' in shown


def test_the_table_holds_what_the_picture_does(client: Client, ann: Owner) -> None:
    key, lines = hinted(ann, 1, "used_it", "used_it", "missed_it")
    table = page(client).partition("<table")[2].partition("</table>")[0]
    assert f'<a href="/rounds/{key}/">Acme, coding</a>' in table
    assert "2 used it" in table and "1 missed it" in table
    assert table.count("use &lt;a&gt; list") == 3 and all(f"#line-{line}" in table for line in lines)


def test_it_says_whether_one_gets_by(client: Client, ann: Owner) -> None:
    hinted(ann, 1, "used_it")
    shown = page(client)
    assert "Too early to say" in shown and "%" not in re.sub(r"<[^>]+>", "", shown)


def test_a_topic_has_a_page_of_its_own(client: Client, ann: Owner) -> None:
    hinted(ann, 1, "used_it")
    (address,) = re.findall(r'href="(/hints/\?topic=[^"]+)"', page(client))
    shown = page(client, address)
    assert "<h1>Hints: LRU &amp; cache</h1>" in shown and "#line-" in shown
    assert "#line-" not in page(client, "/hints/?topic=heaps")


def test_a_long_search_is_drawn_in_part_and_listed_whole(client: Client, ann: Owner) -> None:
    for days in range(SHOWN + 2):
        hinted(ann, days + 1, *(["used_it"] * (HIGH + 1) if days == 0 else ["used_it"]))
    shown = page(client)
    assert "the table has 2 more" in shown and ">+1</text>" in shown
    assert shown.count('aria-label="Acme, coding') == SHOWN - 1 + HIGH


def test_the_round_and_the_list_lead_there(client: Client, ann: Owner) -> None:
    key, _ = hinted(ann, 1, "used_it")
    assert 'href="/hints/"' in page(client, f"/rounds/{key}/") and 'href="/hints/"' in page(
        client, "/rounds/"
    )


def test_a_stranger_is_turned_away_and_another_owner_sees_none(
    stranger: Client, signed_in: Callable[[Owner], Client], ann: Owner, cleo: Owner
) -> None:
    hinted(ann, 1, "used_it")
    assert stranger.get("/hints/").status_code == 403
    assert "#line-" not in page(signed_in(cleo))
