"""The chapter's running tally, through the pages: what was confirmed is counted, ranked, and led back to its words."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from afterround.core.retro import Section
from afterround.core.rounds import RoundKind
from afterround.data.models import Owner
from tests.brought import a_text, bring
from tests.cast import NOW, a_history, a_line, a_retro, a_round

Let = Callable[[Owner], Client]
DAY = timedelta(days=1)


class Notebook:
    """Ann's browser, in which she reflects on a round and looks at her themes."""

    def __init__(self, owner: Owner, browser: Client) -> None:
        self.owner, self.browser = owner, browser

    def reflect(self, ago: int, words: str, theme: str, section: Section = Section.SHAKY) -> UUID:
        """Finish the retrospective of a coding round with one line, and say yes to a theme under it."""
        key = a_round(self.owner, f"Company {ago}", ended_ago=ago * DAY)
        a_retro(self.owner, key)
        line = a_line(self.owner, key, section, words)
        self.browser.post(f"/lines/{line}/themes/", {"add": theme})
        self.browser.post(f"/rounds/{key}/retro/finish/")
        return key

    def themes(self, address: str = "/themes/") -> str:
        """A page of themes."""
        answer = self.browser.get(address)
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    def ranked(self) -> list[str]:
        """The names under *Felt shaky*, in their order."""
        found = re.search(r'<h2 id="felt-shaky">.*?</section>', self.themes())
        return re.findall(r'<h3><a href="[^"]+">([^<]+)</a>', found.group()) if found else []


@pytest.fixture
def notebook(ann: Owner, signed_in: Let) -> Notebook:
    """Ann's notebook."""
    return Notebook(ann, signed_in(ann))


def test_a_running_tally_of_recurring_themes_says_what_to_practise_first(notebook: Notebook) -> None:
    for ago in (6, 5, 3, 1):
        notebook.reflect(ago, "lost the DP state", "DP state definition")
    for ago in (4, 2):
        notebook.reflect(ago, "assumed the input was sorted", "Clarifying questions")
    assert notebook.ranked() == ["DP state definition", "Clarifying questions"]
    assert "4 of 6 coding rounds" in notebook.themes()


def test_each_dot_and_each_theme_leads_back_to_the_words(notebook: Notebook) -> None:
    key = notebook.reflect(1, "lost the DP state again", "DP state definition")
    assert f'href="/themes/dp-state/#round-{key}"' in notebook.themes()
    page = notebook.themes("/themes/dp-state/")
    assert f'id="round-{key}"' in page
    assert re.search(rf'href="/rounds/{key}/retro/#line-[0-9a-f-]+">lost the DP state again<', page)


def test_nothing_is_counted_before_it_is_confirmed(ann: Owner, notebook: Notebook) -> None:
    key = a_round(ann, ended_ago=DAY)
    a_retro(ann, key)
    a_line(ann, key, Section.SHAKY, "lost the DP state")
    notebook.browser.post(f"/rounds/{key}/retro/finish/")
    assert "Your themes will stand here" in notebook.themes()


def test_only_rounds_that_could_have_asked_it_stand_in_the_count(ann: Owner, notebook: Notebook) -> None:
    a_history(ann, "dp-state", "x.x", now=NOW - 4 * DAY)
    a_history(ann, "calm", "..", kind=RoundKind.BEHAVIOURAL)
    assert "2 of 3 coding rounds" in notebook.themes()


def test_what_goes_well_is_told_as_well(notebook: Notebook) -> None:
    for ago in range(5, 0, -1):
        notebook.reflect(ago, "asked before typing", "Clarifying questions", Section.WENT_WELL)
    page = notebook.themes()
    assert notebook.ranked() == []
    assert "5 of 5 coding rounds" in page.partition('<h2 id="went-well">')[2]


def test_a_tag_of_brought_notes_counts_as_a_theme_after_one_press(ann: Owner, notebook: Notebook) -> None:
    for day, tag in enumerate(("dp-state", "DP_State", "#DPState"), 1):
        note = f"---\ntags: [interview, '{tag}']\n---\n# Acme coding interview 2026-05-0{day}\n\nA grid.\n"
        bring(ann, a_text(note, name=f"{day}.md"))
    page = notebook.themes("/themes/inbox/")
    assert "stands on three rounds. It looks like DP state definition." in page and notebook.ranked() == []
    seen = re.findall(r'name="seen" value="([^"]+)"', page)
    fields = {"tag": "dp state", "theme": "dp-state", "polarity": "shaky", "seen": seen}
    assert notebook.browser.post("/themes/tags/answer/", fields).status_code == 303
    assert notebook.ranked() == [] and "3 of 3 coding rounds" in notebook.themes("/themes/dp-state/")
