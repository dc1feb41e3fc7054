"""Themes that look alike: offered with the reason, made one, kept apart, undone and parted again."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from afterround.actions.theme_decisions import add_theme
from afterround.actions.themes import make_theme
from afterround.core.retro import Section
from afterround.data.models import Owner, ThemeMerge, ThemesApart
from afterround.queries.theme_suggestions import line_suggestions
from tests.cast import a_line, a_round
from tests.seen import theme_mentions

Let = Callable[[Owner], Client]
MERGES = "/themes/merge/"
DEEDS = ("join_themes", "part_themes", "keep_themes_apart", "offer_themes_again")
OWN = "own-coded-before-planning"
PAIR: dict[str, str | list[str]] = {"keep": "planning", "theme": ["planning", OWN]}


@pytest.fixture
def client(ann: Owner, signed_in: Let) -> Client:
    """Ann's browser."""
    return signed_in(ann)


@pytest.fixture
def own(ann: Owner, now: datetime) -> str:
    """A theme of Ann's own that reads like a built-in one."""
    return make_theme(ann, "Coded before planning", now=now)


def page_of(client: Client, address: str = MERGES) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def press(client: Client, deed: str, fields: Mapping[str, str | list[str]]) -> str:
    """Press a button of the page; returns the page that comes then."""
    done = client.post(reverse(deed), fields)
    assert done.status_code == 303, done.content
    return page_of(client, done["Location"])


def test_a_pair_is_offered_with_the_reason_and_its_rounds(ann: Owner, now: datetime, client: Client) -> None:
    for company, text, theme in (
        ("Acme", "jumped in", "Coded before planning"),
        ("Globex", "wrote too soon", "planning"),
    ):
        line = a_line(ann, a_round(ann, company, ended_ago=timedelta(days=3)), Section.SHAKY, text)
        add_theme(ann, line, theme, now=now)
    page = page_of(client)
    assert "“Coded before planning” and “Plan before code” look like the same thing." in page
    assert "Both say “coded before planning”." in page and "As one theme they count two rounds." in page
    assert "<li>jumped in</li>" in page and "<li>wrote too soon</li>" in page


def test_an_offer_tells_nothing_of_a_round_that_is_cooling_down(
    ann: Owner, now: datetime, client: Client, own: str
) -> None:
    add_theme(ann, a_line(ann, a_round(ann), Section.SHAKY, "jumped in"), own, now=now)
    for address in (MERGES, "/themes/"):
        page = page_of(client, address)
        assert "Neither was confirmed yet." in page and "jumped in" not in page


def test_two_become_one_in_a_press_and_two_again_by_undo(client: Client, own: str) -> None:
    page = press(client, "join_themes", PAIR)
    assert "“Coded before planning” is now part of “Plan before code”." in page
    assert ThemeMerge.objects.get().into == "planning" and "Make them one" not in page
    press(client, "part_themes", {"theme": own, "undo": "yes"})
    assert "Make them one" in page_of(client)


def test_the_name_that_was_merged_is_remembered(ann: Owner, now: datetime, client: Client, own: str) -> None:
    press(client, "join_themes", PAIR)
    line = a_line(ann, a_round(ann, ended_ago=timedelta(days=1)), Section.SHAKY, "nothing in particular")
    client.post(f"/lines/{line}/themes/", {"add": "coded before planning"})
    assert [one.theme for one in line_suggestions(ann, line, now).confirmed] == ["planning"]


def test_parting_gives_each_theme_its_mentions_back_and_is_not_offered_again(
    ann: Owner, now: datetime, client: Client, own: str
) -> None:
    lines = [
        a_line(ann, a_round(ann, ended_ago=timedelta(days=3)), Section.SHAKY, text) for text in ("a", "b")
    ]
    add_theme(ann, lines[0], own, now=now)
    add_theme(ann, lines[1], "planning", now=now)
    press(client, "join_themes", PAIR)
    assert len(theme_mentions(ann, "planning", now)) == 2
    page = press(client, "part_themes", {"theme": own})
    assert "“Coded before planning” is a theme of its own again." in page and "Make them one" not in page
    assert [mention.line for mention in theme_mentions(ann, own, now)] == lines[:1]
    press(client, "join_themes", {"keep": "planning", "theme": own})
    assert len(theme_mentions(ann, "planning", now)) == 2


def test_what_is_kept_apart_is_not_offered_again_unless_that_is_undone(client: Client, own: str) -> None:
    page = press(client, "keep_themes_apart", {"theme": ["planning", own]})
    assert "are kept apart." in page and "Make them one" not in page
    assert "Make them one" not in page_of(client) and ThemesApart.objects.count() == 1
    assert "Make them one" in press(client, "offer_themes_again", {"theme": ["planning", own]})


@pytest.mark.parametrize("what", ["joined", "apart"])
def test_what_holds_no_more_is_not_said_to_be_just_done(client: Client, own: str, what: str) -> None:
    assert 'class="undo"' not in page_of(client, f"{MERGES}?{what}={own}&{what}=planning")


def test_without_own_themes_the_page_says_what_will_stand_there(client: Client) -> None:
    assert "Nothing looks alike." in page_of(client)


@pytest.mark.parametrize(
    ("deed", "fields", "status"),
    [
        ("join_themes", {"keep": "planning"}, 422),
        ("join_themes", {"keep": "planning", "theme": "nonsense"}, 404),
        ("part_themes", {"theme": "planning"}, 404),
        ("keep_themes_apart", {}, 422),
        ("offer_themes_again", {"theme": ["planning", "calm"]}, 404),
    ],
)
def test_a_press_without_two_themes_is_refused(
    deed: str, fields: dict[str, str], status: int, client: Client
) -> None:
    assert client.post(reverse(deed), fields).status_code == status


@pytest.mark.parametrize("deed", list(DEEDS))
def test_nobody_else_changes_anns_themes(
    deed: str, ann: Owner, cleo: Owner, signed_in: Let, stranger: Client, own: str
) -> None:
    assert stranger.post(reverse(deed), PAIR).status_code == 403
    assert stranger.get(MERGES).status_code == 403
    assert signed_in(cleo).post(reverse(deed), PAIR).status_code == 404
    assert "Make them one" not in page_of(signed_in(cleo))
    assert not ThemeMerge.objects.exists() and not ThemesApart.objects.exists()


def test_three_ways_of_saying_one_thing_become_one_theme_with_a_count_of_three(
    ann: Owner, now: datetime, client: Client
) -> None:
    names = ("coded before planning", "jumped into code without a plan", "started coding too early")
    lines: list[UUID] = []
    for number, name in enumerate(names):
        held = a_round(ann, f"Acme {number}", ended_ago=timedelta(days=number + 1))
        lines.append(a_line(ann, held, Section.SHAKY, f"note {number}"))
        client.post(f"/lines/{lines[-1]}/themes/", {"add": name})
    for _ in names:
        page = page_of(client)
        keep = page.split('name="keep" value="')[1].split('"')[0]
        both = [part.split('"')[0] for part in page.split('name="theme" value="')[1:3]]
        press(client, "join_themes", {"keep": keep, "theme": both})
    assert "Make them one" not in page_of(client)
    assert len(theme_mentions(ann, "planning", now)) == 3
