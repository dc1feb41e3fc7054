"""The tally's page: what keeps happening with the rounds behind it, and what can be done with a theme's names."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from afterround.actions.feedback import NewFeedback, add_feedback, add_reason, strike_feedback
from afterround.actions.theme_decisions import confirm_theme
from afterround.actions.themes import add_wording, hide_theme, make_theme, merge_themes
from afterround.core.feedback import Polarity, Reason
from afterround.core.retro import Section
from afterround.core.rounds import Result, RoundKind
from afterround.data.models import Owner
from afterround.queries.themes import get_theme, tally, themes_of
from tests.cast import NOW, a_feedback, a_history, a_line, a_retro, a_round

Let = Callable[[Owner], Client]
DEEDS = ("rename", "wording", "forget", "hide", "show", "merge", "split")


@pytest.fixture
def client(ann: Owner, signed_in: Let) -> Client:
    """Ann's browser."""
    return signed_in(ann)


def page_of(client: Client, address: str = "/themes/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def press(client: Client, address: str, **fields: str) -> str:
    """Press a button; returns the page that comes then."""
    done = client.post(address, fields)
    assert done.status_code == 303, done.content
    return page_of(client, done["Location"])


def section(page: str, heading: str) -> str:
    """The part of a page under a heading; "" where it has none."""
    found = re.search(f'<h2 id="{heading}">.*?</section>', page)
    return found.group() if found else ""


# The tally


def test_an_empty_page_says_what_will_stand_there(client: Client) -> None:
    page = page_of(client)
    assert "Your themes will stand here" in page
    assert "%" not in page


def test_a_row_says_how_often_how_surely_and_where_last(ann: Owner, client: Client) -> None:
    a_history(ann, "dp-state", "xx.x.xx")
    found = section(page_of(client), "felt-shaky")
    assert "5 of 7 coding rounds" in found
    assert re.search(
        r"<b class=\"n\">\d\d&nbsp;%</b> <span class=\"soft\">likely \d\d to \d\d, n&nbsp;=&nbsp;7", found
    )
    assert "No clear change: 3 of the first 4, then 2 of 3." in found
    assert "“words of 1 days ago”" in found
    assert "Acme, coding, yesterday" in found


def test_each_dot_leads_to_its_evidence_or_its_round(ann: Owner, client: Client) -> None:
    first, second, third = a_history(ann, "dp-state", "x.o")
    dots = re.findall(r'<a class="(\w+)" href="([^"]+)"', page_of(client))
    assert ("shaky", f"/themes/dp-state/#round-{first}") in dots
    assert ("none", f"/rounds/{second}/") in dots
    assert ("well", f"/themes/dp-state/#round-{third}") in dots
    assert f'id="round-{first}"' in page_of(client, "/themes/dp-state/")


def test_below_five_rounds_there_are_counts_and_no_percentage(ann: Owner, client: Client) -> None:
    a_history(ann, "dp-state", "xx.x")
    page = page_of(client)
    assert "3 of 4 coding rounds" in section(page, "too-early")
    assert "&nbsp;%" not in page
    assert section(page, "felt-shaky") == ""


def test_strengths_stand_in_a_section_of_their_own(ann: Owner, client: Client) -> None:
    a_history(ann, "edge-cases", "oo.ooo")
    page = page_of(client)
    assert "5 of 6 coding rounds" in section(page, "went-well")
    assert section(page, "felt-shaky") == section(page, "too-early") == ""


def test_mocks_are_shown_apart(ann: Owner, client: Client) -> None:
    a_history(ann, "dp-state", "x")
    a_history(ann, "dp-state", "xo", mock=True)
    page = page_of(client)
    assert "1 of 1 coding round" in page
    assert "1 of 2 mocks" in page
    assert "DP state definition, mocks" in page


def test_what_says_neither_stands_apart_with_what_to_do(ann: Owner, client: Client) -> None:
    key = a_round(ann, ended_ago=timedelta(days=2))
    confirm_theme(ann, a_line(ann, key, Section.QUESTIONS, "Coin change"), "dp-state", now=NOW)
    page = page_of(client)
    assert "DP state definition" in section(page, "unrated") and "Rate the question" in page


def test_what_is_not_in_ones_hands_stands_apart(ann: Owner, client: Client) -> None:
    a_history(ann, "interviewer", "xx")
    assert "never drilled" in section(page_of(client), "outside")


def test_a_change_is_said_with_how_likely_chance_is(ann: Owner, client: Client) -> None:
    a_history(ann, "clarifying-questions", "xxxx......")
    found = "Quiet: 4 of the first 4, then none of 6. Chance alone would do this about once in 210."
    assert found in page_of(client)


def test_a_round_that_cools_down_is_not_counted_yet(ann: Owner, now: datetime, client: Client) -> None:
    line = a_line(ann, a_round(ann), Section.SHAKY, "lost the DP state")
    confirm_theme(ann, line, "dp-state", now=now)
    assert "DP state definition" not in section(page_of(client), "too-early")


def test_feedback_in_which_nothing_was_confirmed_is_no_round_in_which_a_theme_was_missing(
    ann: Owner, now: datetime
) -> None:
    a_history(ann, "dp-state", "x")
    told = []
    for company, text in {
        "Globex": "",
        "Hooli": "We chose other candidates.",
        "Initech": "Too slow.",
    }.items():
        key = a_round(ann, company, ended_ago=timedelta(days=9))
        new = NewFeedback(text, decision=Result.REJECTED)
        told.append(add_feedback(ann, key, new, now=now))
    assert [found.n for found in tally(ann, now)] == [1]
    add_reason(ann, told[-1], Reason.SPEED, Polarity.SHAKY, "Too slow", now=now)
    assert [found.n for found in tally(ann, now)] == [2]
    strike_feedback(ann, told[-1], now=now)
    assert [found.n for found in tally(ann, now)] == [1]


def test_a_theme_confirmed_in_feedback_makes_its_round_count(ann: Owner, now: datetime) -> None:
    said = a_feedback(ann, a_round(ann, ended_ago=timedelta(days=9)), "Lost the DP state twice.", now=now)
    confirm_theme(ann, said, "dp-state", now=now)
    assert [found.n for found in tally(ann, now)] == [1]


def test_three_ways_of_saying_it_become_one_theme_that_counts_three(
    ann: Owner, now: datetime, client: Client
) -> None:
    said = (
        ("Acme", "started typing at once and rewrote it all", "Coded before planning"),
        ("Initech", "no plan, straight to the loop", "planning"),
        ("Globex", "coded first, thought later", "Jumped into code"),
    )
    for ago, (company, words, theme) in enumerate(said, 1):
        key = a_round(ann, company, ended_ago=timedelta(days=ago))
        a_retro(ann, key)
        client.post(f"/rounds/{key}/retro/finish/")
        line = a_line(ann, key, Section.SHAKY, words)
        client.post(f"/lines/{line}/themes/", {"add": theme})
    for other in ("own-coded-before-planning", "own-jumped-into-code"):
        press(client, "/themes/planning/merge/", other=other)
    page = page_of(client)
    assert "3 of 3 coding rounds" in section(page, "too-early")
    assert "Coded before planning" not in section(page, "too-early")
    assert [found.shaky for found in tally(ann, now)] == [3]


def test_themes_that_look_alike_are_offered_first_and_made_one_in_a_press(
    ann: Owner, now: datetime, client: Client
) -> None:
    own = make_theme(ann, "Coded before planning", now=now)
    assert "“Coded before planning” and “Plan before code” look like the same thing." in page_of(client)
    press(client, "/themes/merge/join/", keep="planning", theme=own)
    assert themes_of(ann).root(own) == "planning"
    assert "look like the same thing" not in page_of(client)


# One theme


def test_a_theme_shows_where_it_was_seen_with_the_latest_first(ann: Owner, client: Client) -> None:
    keys = a_history(ann, "dp-state", "x.x")
    found = section(page_of(client, "/themes/dp-state/"), "evidence")
    assert re.findall(r'id="round-([^"]+)"', found) == [str(keys[2]), str(keys[0])]
    assert f"/rounds/{keys[0]}/retro/#line-" in found


def test_what_is_not_counted_says_why(ann: Owner, now: datetime, client: Client) -> None:
    design = a_round(ann, kind=RoundKind.SYSTEM_DESIGN, ended_ago=timedelta(days=1))
    a_history(ann, "calm", ".")
    confirm_theme(ann, a_line(ann, design, Section.SHAKY, "lost the DP state"), "dp-state", now=now)
    assert "Not counted. Its retrospective is not finished." in page_of(client, "/themes/dp-state/")
    client.post(f"/rounds/{design}/retro/finish/")
    assert "Not counted. This kind of round is not one" in page_of(client, "/themes/dp-state/")


def test_a_theme_without_evidence_can_be_looked_at(client: Client) -> None:
    assert "its rounds will stand here" in page_of(client, "/themes/dp-state/")
    assert client.get("/themes/no-such/").status_code == 404


@pytest.fixture
def merged(ann: Owner, now: datetime) -> str:
    """A theme of Ann's own that was merged into a built-in one."""
    own = make_theme(ann, "Rushing", now=now)
    merge_themes(ann, "planning", own, now=now)
    return own


@pytest.mark.parametrize("deed", ["", "rename/", "wording/"])
def test_a_merged_theme_leads_to_the_one_it_counts_as(client: Client, merged: str, deed: str) -> None:
    answer = client.get(f"/themes/{merged}/{deed}")
    assert (answer.status_code, answer["Location"]) == (303, f"/themes/planning/?was={merged}")
    page = page_of(client, answer["Location"])
    assert "You merged “Rushing” into this theme" in page
    assert f'action="/themes/{merged}/split/"' in page.split("You merged")[0].rsplit("<form", 1)[1]
    assert "You merged" not in page_of(client, "/themes/planning/")
    assert "You merged" not in page_of(client, f"/themes/pace/?was={merged}")


@pytest.mark.parametrize("deed", ["hide", "show", "forget"])
def test_what_is_done_to_a_merged_theme_is_not_done_to_the_whole(
    ann: Owner, client: Client, merged: str, deed: str
) -> None:
    add_wording(ann, "planning", "typed at once", now=NOW)
    before = themes_of(ann).themes
    answer = client.post(f"/themes/{merged}/{deed}/", {"wording": "typed at once"})
    assert (answer.status_code, answer["Location"]) == (303, f"/themes/planning/?was={merged}")
    assert themes_of(ann).themes == before


@pytest.mark.parametrize(("deed", "field"), [("rename", "name"), ("wording", "wording")])
def test_a_name_that_was_typed_for_a_merged_theme_is_kept_and_said_to_be_the_wholes(
    ann: Owner, client: Client, merged: str, deed: str, field: str
) -> None:
    before = themes_of(ann).themes
    answer = client.post(f"/themes/{merged}/{deed}/", {field: "Haste"})
    page = answer.content.decode()
    assert answer.status_code == 409 and 'value="Haste"' in page
    assert "“Rushing” counts as “Plan before code” now." in page
    assert "You merged “Rushing” into this theme" in page
    assert themes_of(ann).themes == before


# What can be done


def test_an_own_theme_is_made(ann: Owner, client: Client) -> None:
    page = press(client, "/themes/new/", name="Segment trees", area="algo")
    assert "<h1>Segment trees</h1>" in page
    assert get_theme(ann, "segment trees").area == "algo"


@pytest.mark.parametrize(
    ("address", "fields", "status", "said"),
    [
        ("new/", {"name": " "}, 422, "Say what the theme is called."),
        ("new/", {"name": "edge cases"}, 409, "has that name already"),
        ("new/", {"name": "x", "area": "no-area"}, 422, "Select a valid choice"),
        ("own-rushing/rename/", {"name": "..."}, 422, "Say what the theme is called."),
        ("dp-state/rename/", {"name": "Rushing"}, 409, "has that name already"),
        ("dp-state/wording/", {"wording": ""}, 422, "Say what the theme is called."),
        ("dp-state/wording/", {"wording": "Rushing"}, 409, "has that name already"),
    ],
)
def test_a_name_that_cannot_be_taken_comes_back_with_what_to_do(
    ann: Owner, now: datetime, client: Client, address: str, fields: dict[str, str], status: int, said: str
) -> None:
    make_theme(ann, "Rushing", now=now)
    answer = client.post(f"/themes/{address}", fields)
    assert (answer.status_code, said in answer.content.decode()) == (status, True)


def test_a_form_that_is_asked_for_is_the_page_itself(client: Client) -> None:
    for address in ("/themes/new/", "/themes/dp-state/rename/", "/themes/dp-state/wording/"):
        assert "<form" in page_of(client, address)


def test_a_theme_is_renamed_and_gets_its_own_name_back(client: Client) -> None:
    assert "<h1>Cell meaning</h1>" in press(client, "/themes/dp-state/rename/", name="Cell meaning")
    assert "<h1>DP state definition</h1>" in press(client, "/themes/dp-state/rename/", name="")


def test_a_wording_is_added_forgotten_and_given_back(ann: Owner, client: Client) -> None:
    assert "Forget it: the table thing" in press(
        client, "/themes/dp-state/wording/", wording="the table thing"
    )
    page = press(client, "/themes/dp-state/forget/", wording="the table thing")
    assert "“the table thing” means this theme no more." in page
    press(client, "/themes/dp-state/wording/", wording="the table thing")
    assert get_theme(ann, "the table thing").slug == "dp-state"


def test_a_hidden_theme_leaves_the_tally_and_comes_back(ann: Owner, client: Client) -> None:
    a_history(ann, "dp-state", "xx.xx")
    page = press(client, "/themes/dp-state/hide/")
    assert "is hidden: neither suggested nor counted" in page
    assert section(page, "felt-shaky") == ""
    press(client, "/themes/dp-state/show/")
    assert "4 of 5 coding rounds" in page_of(client)


def test_merging_and_parting_offer_to_take_it_back(ann: Owner, now: datetime, client: Client) -> None:
    own = make_theme(ann, "Rushing", now=now)
    assert "“Rushing” is now part of “Plan before code”." in press(
        client, "/themes/planning/merge/", other=own
    )
    press(client, f"/themes/{own}/split/", undo="yes")
    assert themes_of(ann).root(own) == own
    merge_themes(ann, "planning", own, now=now)
    assert "“Rushing” is a theme of its own again." in press(client, f"/themes/{own}/split/")


@pytest.mark.parametrize(
    "address",
    [
        "/themes/?hidden=dp-state",
        "/themes/dp-state/?forgotten=the+table+thing",
        "/themes/dp-state/?parted=own-table-of-states",
    ],
)
def test_what_holds_no_more_is_not_said_to_be_just_done(ann: Owner, client: Client, address: str) -> None:
    merge_themes(ann, "dp-state", make_theme(ann, "Table of states", now=NOW), now=NOW)
    add_wording(ann, "dp-state", "the table thing", now=NOW)
    assert 'class="undo"' not in page_of(client, address)


def test_a_merge_with_nothing_is_refused(client: Client) -> None:
    assert client.post("/themes/planning/merge/").status_code == 422


def test_a_stranger_is_turned_away(stranger: Client, ann: Owner) -> None:
    for address in ("/themes/", "/themes/new/", "/themes/dp-state/"):
        assert stranger.get(address).status_code == 403


def test_another_owner_sees_and_changes_nothing(
    ann: Owner, cleo: Owner, now: datetime, signed_in: Let
) -> None:
    own = make_theme(ann, "Rushing", now=now)
    add_wording(ann, own, "typed at once", now=now)
    hide_theme(ann, own, now=now)
    client = signed_in(cleo)
    assert client.get(f"/themes/{own}/").status_code == 404
    fields = {"name": "mine", "wording": "typed at once", "other": "calm"}
    assert [client.post(f"/themes/{own}/{deed}/", fields).status_code for deed in DEEDS] == [404] * len(DEEDS)


def test_the_queries_of_the_page_do_not_grow_with_the_rounds(
    ann: Owner, client: Client, django_assert_max_num_queries: Callable[[int], "object"]
) -> None:
    a_history(ann, "dp-state", "x.xo" * 3)
    a_history(ann, "edge-cases", "x.xo" * 3)
    with django_assert_max_num_queries(30):  # type: ignore[attr-defined]
        page_of(client)
