"""The chips under a line: what they say, when they stay away, and what is said to them, with script and without."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client, TestCase

from afterround.actions.purge import purge_round
from afterround.actions.rounds import delete_round
from afterround.actions.theme_decisions import confirm_theme
from afterround.adapters.matching.recogniser import built_in_reading
from afterround.core.cooldown import Cooldown
from afterround.core.retro import Section
from afterround.data.models import Mention, Owner, ThemeDecision
from tests.cast import a_line, a_round

Let = Callable[[Owner], Client]
JSON = {"Accept": "application/json"}
EVENING = timedelta(hours=5)
LOST = "lost the DP state"


@pytest.fixture
def round_id(ann: Owner) -> UUID:
    """A round that ended in the afternoon; its cooldown is long over."""
    return a_round(ann, ended_ago=EVENING)


@pytest.fixture
def line(ann: Owner, round_id: UUID) -> UUID:
    """A line under *What felt shaky*."""
    return a_line(ann, round_id, Section.SHAKY, LOST)


@pytest.fixture
def client(ann: Owner, signed_in: Let) -> Client:
    """Ann's browser."""
    return signed_in(ann)


def page_of(client: Client, round_id: UUID) -> str:
    answer = client.get(f"/rounds/{round_id}/retro/")
    assert answer.status_code == 200
    return answer.content.decode()


def rows_of(client: Client, round_id: UUID, **query: str) -> dict[str, str]:
    """The rows as the script asks for them."""
    rows: dict[str, str] = client.get(f"/rounds/{round_id}/retro/themes/", query, headers=JSON).json()["rows"]
    return rows


def say(client: Client, line: UUID, **fields: str) -> dict[str, Any]:
    """Press a button of a line's row, as the script does."""
    answer = client.post(f"/lines/{line}/themes/", fields, headers=JSON)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def offered(row: object) -> list[str]:
    return re.findall(r'name="accept" value="([\w-]+)"', str(row))


def confirmed(row: object) -> list[str]:
    return re.findall(r'name="back" value="([\w-]+)" aria-pressed="true"', str(row))


def test_a_line_offers_a_theme_with_the_words_that_led_to_it(
    client: Client, round_id: UUID, line: UUID
) -> None:
    page = page_of(client, round_id)
    row = page.split(f'id="line-{line}"')[1].split("</line-themes>")[0]
    assert offered(row) == ["dp-state"] and 'aria-pressed="false"' in row
    assert "because of “<mark>DP state</mark>”" in row
    assert f'action="/lines/{line}/themes/"' in row


@pytest.mark.parametrize("section", [Section.WENT_WELL, Section.SHAKY, Section.QUESTIONS, Section.HINTS])
def test_themes_are_offered_in_every_section_that_tells_of_them(
    section: Section, ann: Owner, client: Client, round_id: UUID
) -> None:
    key = a_line(ann, round_id, section, LOST)
    assert offered(rows_of(client, round_id)[str(key)]) == ["dp-state"]


def test_an_errand_carries_no_theme(ann: Owner, client: Client, round_id: UUID) -> None:
    key = a_line(ann, round_id, Section.NEXT_STEPS, LOST)
    assert str(key) not in rows_of(client, round_id)


def test_a_line_without_a_theme_gets_no_chip_and_can_be_given_one(
    ann: Owner, client: Client, round_id: UUID
) -> None:
    key = a_line(ann, round_id, Section.WENT_WELL, "Acme has an office in Lisbon.")
    assert offered(rows_of(client, round_id)[str(key)]) == []
    assert confirmed(say(client, key, add="Negotiation")["row"]) == ["own-negotiation"]


def test_a_script_asks_only_for_what_was_saved(
    ann: Owner, client: Client, round_id: UUID, line: UUID
) -> None:
    other = a_line(ann, round_id, Section.SHAKY, "ran out of time")
    assert rows_of(client, round_id, line=str(other)).keys() == {str(other)}


# Product rule 1: while the cooldown is on, nothing is suggested.


def cooling_rows(ann: Owner, client: Client) -> tuple[str, dict[str, str]]:
    """The page and the rows of a round that ended four minutes ago, with a line that would carry a theme."""
    key = a_round(ann)
    a_line(ann, key, Section.SHAKY, LOST)
    return page_of(client, key), rows_of(client, key)


def test_during_the_cooldown_neither_the_page_nor_the_script_gets_a_chip(ann: Owner, client: Client) -> None:
    page, rows = cooling_rows(ann, client)
    assert "accept" not in page and rows == {}


def test_without_the_rule_the_chips_would_be_there(
    ann: Owner, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Cooldown, "allows_analysis", lambda self, now: True)
    page, rows = cooling_rows(ann, client)
    assert offered(page) == ["dp-state"] and [offered(row) for row in rows.values()] == [["dp-state"]]


def test_the_page_of_a_line_offers_nothing_during_the_cooldown_either(ann: Owner, client: Client) -> None:
    key = a_line(ann, a_round(ann), Section.SHAKY, LOST)
    assert offered(client.get(f"/lines/{key}/themes/").content.decode()) == []


# What is said to a chip


def test_nothing_counts_before_it_is_pressed(ann: Owner, client: Client, round_id: UUID, line: UUID) -> None:
    page_of(client, round_id)
    assert not Mention.objects.exists()
    assert confirmed(say(client, line, accept="dp-state")["row"]) == ["dp-state"]
    assert Mention.objects.get().theme == "dp-state"


def test_a_confirmed_chip_is_opened_again_by_the_same_press(client: Client, line: UUID) -> None:
    say(client, line, accept="dp-state")
    answer = say(client, line, back="dp-state")
    assert offered(answer["row"]) == ["dp-state"] and not Mention.objects.exists()
    assert answer["undo"] == ["add", "dp-state"]


def test_a_chip_of_a_group_is_opened_alone(ann: Owner, now: datetime, client: Client, round_id: UUID) -> None:
    keys = [a_line(ann, round_id, Section.SHAKY, f"{LOST} {time}") for time in ("once", "twice")]
    fields = {"theme": "dp-state", "answer": "yes", "line": [str(key) for key in keys]}
    client.post("/themes/inbox/answer/", fields)
    say(client, keys[0], back="dp-state")
    assert [mention.line_id for mention in Mention.objects.all()] == [keys[1]]


@pytest.mark.parametrize("fields", [{"accept": "dp-state"}, {"reject": "dp-state"}, {"add": "calm"}])
def test_each_answer_can_be_undone(fields: dict[str, str], client: Client, line: UUID) -> None:
    answer = say(client, line, **fields)
    assert answer["said"]
    name, value = answer["undo"]
    row = say(client, line, **{name: value})["row"]
    assert (offered(row), confirmed(row)) == (["dp-state"], [])
    assert not ThemeDecision.objects.exists()


def test_none_of_these_refuses_all_that_is_offered_and_can_be_undone(
    ann: Owner, client: Client, round_id: UUID
) -> None:
    key = a_line(ann, round_id, Section.SHAKY, "lost the DP state again, then ran out of time")
    assert len(offered(rows_of(client, round_id)[str(key)])) == 2
    answer = say(client, key, none="yes")
    assert offered(answer["row"]) == []
    name, value = answer["undo"]
    assert len(offered(say(client, key, **{name: value})["row"])) == 2


def test_another_wording_adds_the_theme_it_means(client: Client, line: UUID) -> None:
    assert confirmed(say(client, line, add="  nerves and CALM ")["row"]) == ["own-nerves-and-calm"]
    assert confirmed(say(client, line, add="calm")["row"]) == ["own-nerves-and-calm", "calm"]


def test_the_names_to_choose_from_carry_their_meaning(client: Client) -> None:
    themes = client.get("/themes/names.json", headers=JSON).json()["themes"]
    words = {theme["name"]: theme["words"] for theme in themes}
    assert len(words) == 88 and words["DP state definition"]


@pytest.mark.parametrize("fields", [{}, {"add": "  "}, {"none": "yes"}])
def test_an_answer_that_says_nothing_is_refused_with_the_page_of_the_line(
    fields: dict[str, str], ann: Owner, client: Client, round_id: UUID
) -> None:
    key = a_line(ann, round_id, Section.SHAKY, "Acme has an office in Lisbon.")
    address = f"/lines/{key}/themes/"
    answer = client.post(address, fields)
    assert answer.status_code == 422 and 'class="problem"' in answer.content.decode()
    assert client.post(address, fields, headers=JSON).json()["code"] == "invalid"


# Without script


def test_an_address_that_names_no_theme_any_more_shows_the_page_as_it_is(
    client: Client, round_id: UUID, line: UUID
) -> None:
    answer = client.get(f"/rounds/{round_id}/retro/?line={line}&add=own-gone")
    assert (answer.status_code, "counts no more here" in answer.content.decode()) == (200, False)


def test_without_script_an_answer_leads_back_to_the_line_with_an_undo(
    client: Client, round_id: UUID, line: UUID
) -> None:
    answer = client.post(f"/lines/{line}/themes/", {"reject": "dp-state"})
    assert answer.status_code == 303
    assert answer["Location"].startswith(f"/rounds/{round_id}/retro/?line={line}&undo=")
    assert answer["Location"].endswith(f"#line-{line}")
    page = client.get(answer["Location"].split("#")[0]).content.decode()
    assert "DP state definition refused." in page
    undo = re.search(r'name="undo" value="([^"]+)"', page)
    assert undo
    client.post(f"/lines/{line}/themes/", {"undo": undo[1]})
    assert not ThemeDecision.objects.exists()


def test_without_script_a_theme_is_chosen_on_the_page_of_the_line(
    client: Client, round_id: UUID, line: UUID
) -> None:
    page = client.get(f"/lines/{line}/themes/").content.decode()
    assert LOST in page and 'name="add" value="calm"' in page
    client.post(f"/lines/{line}/themes/", {"add": "calm"})
    assert Mention.objects.get().theme == "calm"


def test_a_theme_that_was_opened_again_can_be_confirmed_again(client: Client, line: UUID) -> None:
    client.post(f"/lines/{line}/themes/", {"add": "calm"})
    answer = client.post(f"/lines/{line}/themes/", {"back": "calm"})
    page = client.get(answer["Location"].split("#")[0]).content.decode()
    assert "counts no more here." in page and '<input type="hidden" name="add" value="calm">' in page


# What decisions teach


def test_what_was_refused_twice_is_not_offered_on_a_near_repeat(
    ann: Owner, client: Client, round_id: UUID
) -> None:
    for text in (LOST, "lost the DP state once more"):
        say(client, a_line(ann, round_id, Section.SHAKY, text), reject="dp-state")
    again = a_line(ann, round_id, Section.SHAKY, "again lost the DP state")
    other = a_line(ann, round_id, Section.SHAKY, "could not say what the DP table holds")
    rows = rows_of(client, round_id)
    assert "dp-state" not in offered(rows[str(again)])
    assert "dp-state" in offered(rows[str(other)])


def test_a_wording_that_was_given_a_theme_is_a_cue_from_then_on(
    ann: Owner, client: Client, round_id: UUID
) -> None:
    longer = "Priya asked about the Zanzibar paper, and for a while I went full hamster wheel before lunch"
    key = a_line(ann, round_id, Section.SHAKY, longer)
    assert "calm" not in offered(rows_of(client, round_id)[str(key)])
    say(client, a_line(ann, round_id, Section.SHAKY, "full hamster wheel"), add="calm")
    row = rows_of(client, round_id)[str(key)]
    assert "calm" in offered(row) and "<mark>full hamster wheel</mark>" in row


def accept_often(ann: Owner, now: datetime, times: int, *, before: int = 0) -> None:
    """Accept one theme under lines that differ, and differ from those that were accepted before."""
    held = a_round(ann, "Globex", ended_ago=timedelta(days=3))
    for number in range(before, before + times):
        confirm_theme(ann, a_line(ann, held, Section.SHAKY, f"{LOST} w{number}"), "dp-state", now=now)


def test_a_theme_is_ticked_beforehand_only_once_that_is_earned(
    ann: Owner, now: datetime, client: Client, round_id: UUID, line: UUID
) -> None:
    accept_often(ann, now, 27)
    assert 'aria-pressed="mixed"' not in rows_of(client, round_id)[str(line)]
    accept_often(ann, now, 1)  # said twice
    assert 'aria-pressed="mixed"' not in rows_of(client, round_id)[str(line)]
    accept_often(ann, now, 1, before=27)
    row = rows_of(client, round_id)[str(line)]
    assert 'aria-pressed="mixed"' in row and "counts once you press it or finish" in row
    assert not Mention.objects.filter(line=line).exists()


def test_what_is_ticked_beforehand_counts_once_the_retrospective_is_finished(
    ann: Owner, now: datetime, client: Client, round_id: UUID, line: UUID
) -> None:
    accept_often(ann, now, 28)
    ticked = re.search(r'name="earned" value="([^"]+)"', page_of(client, round_id))
    assert ticked
    client.post(f"/rounds/{round_id}/retro/save/", {"earned": ticked[1]})
    assert not Mention.objects.filter(line=line).exists()
    client.post(f"/rounds/{round_id}/retro/finish/", {"earned": [ticked[1], f"{line}:calm", "nonsense"]})
    assert [mention.theme for mention in Mention.objects.filter(line=line)] == ["dp-state"]


# The page


def test_the_script_of_the_chips_and_their_keys_are_on_this_page_alone(
    client: Client, round_id: UUID, line: UUID
) -> None:
    page, round_page = page_of(client, round_id), client.get(f"/rounds/{round_id}/").content.decode()
    assert page.count("line-themes.js") == 1 and "<dd>none of these</dd>" in page
    assert "line-themes.js" not in round_page and "<dd>none of these</dd>" not in round_page


def test_what_was_read_is_forgotten_with_a_purged_round(
    ann: Owner, now: datetime, client: Client, round_id: UUID, line: UUID, own_home: Path
) -> None:
    page_of(client, round_id)
    assert built_in_reading.cache_info().currsize
    delete_round(ann, round_id, now=now)
    with TestCase.captureOnCommitCallbacks(execute=True):
        purge_round(ann, round_id, now=now)
    assert not built_in_reading.cache_info().currsize


# Nobody else's


def test_nobody_else_reaches_a_line(
    ann: Owner, cleo: Owner, signed_in: Let, stranger: Client, round_id: UUID, line: UUID
) -> None:
    for address in (f"/lines/{line}/themes/", f"/rounds/{round_id}/retro/themes/"):
        assert signed_in(cleo).get(address).status_code == 404
        assert stranger.get(address).status_code == 403
    assert signed_in(cleo).post(f"/lines/{line}/themes/", {"accept": "dp-state"}).status_code == 404
    assert stranger.post(f"/lines/{line}/themes/", {"accept": "dp-state"}).status_code == 403
    assert stranger.get("/themes/names.json").status_code == 403
    assert not Mention.objects.exists()


def test_words_are_never_taken_for_markup(ann: Owner, client: Client, round_id: UUID) -> None:
    key = a_line(ann, round_id, Section.SHAKY, "<b>lost the DP state</b>")
    assert "<b>lost" not in rows_of(client, round_id)[str(key)]
    assert "<b>lost" not in client.get(f"/lines/{key}/themes/").content.decode()
