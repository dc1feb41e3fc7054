"""The drills page: today's with why, doing one, catching up, one's pace; as a browser without script uses it."""

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from afterround.actions.drills import NewAttempt, rate_drill
from afterround.actions.retro import finish_retro
from afterround.actions.theme_decisions import confirm_theme
from afterround.core.retro import ActionState, Section
from afterround.core.spacing import Rating
from afterround.data.models import Attempt, Owner
from afterround.queries.drills import practice_plan, practice_settings
from afterround.queries.own_problems import own_problems
from afterround.queries.retro import find_action
from tests.cast import a_line, a_round
from tests.core.practising import refs

SignedIn = Callable[[Owner], Client]
NOBODY = "01977d2e-5a10-7000-8000-2f6d9c1b4e07"
LINEAR = "/drills/pattern/dp-linear/"
DAY = timedelta(days=1)

DEEDS = (
    *("pause/", "resume/", "spread/", "let-go/", "catch-up/undo/", "problems/undo/"),
    *(f"problems/{NOBODY}/patterns/", f"problems/{NOBODY}/remove/", f"problems/{NOBODY}/restore/"),
    *(f"attempts/{NOBODY}/undo/", f"attempts/{NOBODY}/redo/"),
    *("pattern/dp-linear/drop/", "pattern/dp-linear/take-up/"),
)
PAGES = ("", "due.csv", "due.json", "budget/", "problems/", "pattern/dp-linear/", f"action/{NOBODY}/day/")


@pytest.fixture
def client(signed_in: SignedIn, ann: Owner) -> Client:
    return signed_in(ann)


def shaky_round(
    owner: Owner, now: datetime, theme: str = "dp-state", ago: int = 1, company: str = "Acme"
) -> UUID:
    """A round so many days ago that was looked back on, with a theme that was shaky in it."""
    key = a_round(owner, company, ended_ago=ago * DAY)
    line = a_line(owner, key, Section.SHAKY, "lost the DP state halfway", now=now)
    confirm_theme(owner, line, theme, now=now)
    finish_retro(owner, key, now=now)
    return key


def text(client: Client, address: str = "/drills/") -> str:
    return " ".join(client.get(address).content.decode().split())


def rate(client: Client, address: str = LINEAR, **fields: str) -> str:
    """Press Keep it; returns where that leads."""
    answer = client.post(address, {"rating": "good", **fields})
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


# Who may see and do it


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_is_turned_away(stranger: Client, ann: Owner, address: str) -> None:
    assert stranger.get(f"/drills/{address}").status_code == 403


@pytest.mark.parametrize("address", DEEDS)
def test_a_deed_is_done_by_posting_only(client: Client, address: str) -> None:
    assert client.get(f"/drills/{address}").status_code == 405


@pytest.mark.parametrize(
    "address", ["pattern/nothing/", "nothing/dp-linear/", f"action/{NOBODY}/", "pattern/dp-linear/day/"]
)
def test_what_is_no_drill_is_not_found(client: Client, address: str) -> None:
    assert client.get(f"/drills/{address}").status_code == 404


# The page


def test_an_empty_page_says_what_will_stand_there(client: Client) -> None:
    said = text(client)
    assert "Once themes are confirmed in a retrospective" in said
    assert "min</p>" not in said


def test_a_drill_stands_there_with_its_because_and_the_words_that_led_to_it(
    client: Client, ann: Owner, now: datetime
) -> None:
    acme = shaky_round(ann, now)
    globex = a_round(ann, "Globex", starts_in=6 * DAY)
    said = text(client)
    assert "Linear DP: problems 70 and 91" in said
    assert "DP state definition came up in Acme, coding" in said
    assert f'<a href="{reverse("round", args=[globex])}">Globex is in 6 days</a>' in said
    assert f'<a href="{reverse("round", args=[acme])}">Acme, coding</a>: “lost the DP state halfway”' in said
    assert "https://leetcode.com/problems/climbing-stairs/" in said


def test_all_that_is_due_comes_as_csv_and_json(client: Client, ann: Owner, now: datetime) -> None:
    shaky_round(ann, now)
    rows = list(csv.reader(StringIO(client.get("/drills/due.csv").content.decode())))
    document = json.loads(client.get("/drills/due.json").content)
    assert [row[0] for row in rows[4:]] == [one["title"] for one in document["today"] + document["waiting"]]


def test_a_rated_drill_leaves_today_and_can_be_taken_back(client: Client, ann: Owner, now: datetime) -> None:
    shaky_round(ann, now)
    address = rate(client, rating="hard", note="the base case", chosen="yes", problem="70. Climbing Stairs")
    said = text(client, address)
    assert "Kept: with effort." in said and "the base case" in said
    assert "70. Climbing Stairs" in said and "Linear DP: problems" not in said.partition("Done lately")[0]
    client.post(f"/drills/attempts/{address.partition('=')[2]}/undo/")
    assert "Linear DP: problems 70 and 91" in text(client).partition("Done lately")[0]
    client.post(f"/drills/attempts/{address.partition('=')[2]}/redo/")
    assert Attempt.objects.get().undone_at is None


def test_a_form_without_a_rating_comes_back_with_what_was_typed(client: Client, ann: Owner) -> None:
    answer = client.post(LINEAR, {"note": "the base case", "minutes": "many"})
    assert answer.status_code == 422
    said = answer.content.decode()
    for words in (
        "Choose how it went.",
        "Give minutes as a number.",
        'value="the base case"',
        'value="many"',
    ):
        assert words in said
    assert not Attempt.objects.exists()


def test_pressing_twice_keeps_one_attempt(client: Client, ann: Owner) -> None:
    key = str(uuid4())
    assert rate(client, once=key) == rate(client, once=key)
    assert Attempt.objects.count() == 1


def test_the_minutes_and_the_history_stand_on_the_drills_own_page(client: Client, ann: Owner) -> None:
    rate(client, minutes="55", rating="again", note="no idea")
    said = text(client, LINEAR)
    assert "could not, 55 min" in said and "no idea" in said


def test_what_does_not_stick_is_answered_on_its_page(client: Client, ann: Owner, now: datetime) -> None:
    shaky_round(ann, now)
    for ago in (9, 7, 5):
        rate_drill(ann, "pattern", "dp-linear", NewAttempt(Rating.AGAIN), now=now - ago * DAY, zone=UTC)
    said = text(client, LINEAR)
    assert "does not stick yet" in said and "/drills/worked/dp-linear/" in said
    instead = text(client, "/drills/worked/dp-linear/")
    assert "Read a solution of 70. Climbing Stairs" in instead
    assert "because Linear DP did not work three times, so something else comes first" in instead
    assert "instead of Linear DP, which does not stick" in text(client)


# Follow-up actions


def test_a_gap_has_a_day_that_can_be_chosen_and_is_ticked_when_it_went_well(
    client: Client, ann: Owner, now: datetime
) -> None:
    gap = a_line(ann, a_round(ann, ended_ago=DAY), Section.ACTIONS, "consistent hashing", now=now, kind="gap")
    drill, day = f"/drills/action/{gap}/", reverse("set_study_day", args=["action", gap])
    assert "For Sunday 14 June." in text(client, drill)
    assert client.post(day, {"day": "soon"}).status_code == 422
    assert client.post(day, {"day": "2026-06-11"}).status_code == 303
    assert "Fill knowledge gap on consistent hashing" in text(client).partition("All that is due")[0]
    said = text(client, rate(client, drill))
    assert "Its follow-up action is ticked." in said
    assert find_action(ann, str(gap)).state is ActionState.DONE


def test_an_action_that_is_a_drill_of_the_day_stands_on_today_once(
    client: Client, ann: Owner, now: datetime
) -> None:
    acme = a_round(ann, ended_ago=DAY)
    a_line(ann, acme, Section.ACTIONS, "linear DP", now=now, kind="pattern", problems="70")
    said = text(client, "/")
    assert "Linear DP: problem" in said
    assert "Practise pattern linear DP" not in said


# Pace


def test_the_budget_is_chosen_and_a_slip_comes_back(client: Client, ann: Owner) -> None:
    assert client.post("/drills/budget/", {"minutes": "30"}).status_code == 303
    assert practice_settings(ann).budget == 30
    answer = client.post("/drills/budget/", {"minutes": "1"})
    assert answer.status_code == 422
    assert "Give minutes from 5 to 1440." in answer.content.decode()


def test_a_pause_silences_the_page_and_today_until_one_comes_back(
    client: Client, ann: Owner, now: datetime
) -> None:
    shaky_round(ann, now)
    assert "Today’s drills" in text(client, "/") and "Start, 40 min" in text(client, "/")
    client.post("/drills/pause/")
    assert "Everything is paused." in text(client)
    assert "Practice is paused since today" in text(client, "/") and "Start, 40 min" not in text(client, "/")
    client.post("/drills/resume/")
    assert "Start, 40 min" in text(client, "/")


def wait_for(owner: Owner, now: datetime, days: int) -> None:
    for item in ("dp-linear", "tree-recursion", "heap-top"):
        rate_drill(owner, "pattern", item, NewAttempt(Rating.GOOD), now=now - days * DAY, zone=UTC)


@pytest.mark.parametrize(("deed", "said"), [("spread_drills", "Spread over"), ("let_go", "Let go.")])
def test_catching_up_can_be_taken_back(
    client: Client, ann: Owner, now: datetime, deed: str, said: str
) -> None:
    wait_for(ann, now, 30)
    before = refs(practice_plan(ann, now, UTC).overdue)
    assert before and "They need not all come back at once." in text(client)
    address = client.post(reverse(deed))["Location"]
    assert said in text(client, address)
    assert practice_plan(ann, now, UTC).overdue == ()
    name = "spread" if deed == "spread_drills" else "gone"
    client.post("/drills/catch-up/undo/", {name: now.isoformat()})
    assert refs(practice_plan(ann, now, UTC).overdue) == before


@pytest.mark.parametrize("deed", ("spread/", "let-go/"))
def test_where_nothing_waits_nothing_is_said_to_be_caught_up_with(client: Client, deed: str) -> None:
    assert client.post(f"/drills/{deed}")["Location"] == "/drills/"


def test_an_undo_of_no_moment_is_refused_in_words(client: Client) -> None:
    assert client.post("/drills/catch-up/undo/", {"spread": "then"}).status_code == 422
    assert client.post("/drills/catch-up/undo/", {"gone": "2026-06-11T00:00:00+00:00"}).status_code == 404


@pytest.mark.parametrize(
    "query",
    (
        *("?dropped=/", "?dropped=a%20b/c", "?dropped=pattern/a%20b", "?spread=x&gone=y", "?done=x"),
        *("problems/?known=%C2%B2&lines=%C2%B2", f"problems/?known={'9' * 5000}&added=x&removed=x"),
        "problems/?added=0001-01-01T00:00:00%2B23:00",
    ),
)
def test_an_address_that_tells_of_no_deed_offers_nothing_to_take_back(client: Client, query: str) -> None:
    assert 'class="undo"' not in text(client, f"/drills/{query}")


def test_a_drill_is_let_go_and_taken_up_again(client: Client, ann: Owner) -> None:
    rate(client)
    address = client.post(reverse("drop_drill", args=["pattern", "dp-linear"]))["Location"]
    assert "It comes back where its theme does." in text(client, address)
    assert "Take it up again" in text(client, LINEAR)
    client.post(reverse("take_up_drill", args=["pattern", "dp-linear"]))
    assert "Take it up again" not in text(client, LINEAR)


# Did it help?


def test_an_effect_is_told_with_its_rounds(client: Client, ann: Owner, now: datetime) -> None:
    shaky_round(ann, now, ago=9)
    rate_drill(ann, "pattern", "dp-linear", NewAttempt(Rating.GOOD), now=now - 3 * DAY, zone=UTC)
    said = text(client)
    assert "Did it help?" in said
    assert "Shaky in 1 of 1 round before the first drill; none came after it. Too early to say" in said


# Own problems


def test_a_list_is_added_told_line_by_line_and_taken_back(client: Client, ann: Owner) -> None:
    pasted = "312. Burst Balloons\nhttps://acme.example/stones, medium, interval DP, 30 min\n"
    address = client.post("/drills/problems/", {"text": pasted})["Location"]
    said = text(client, address)
    assert "Two problems added." in said and "Burst Balloons" in said and "Interval DP" in said
    assert "There already" not in said
    again = text(client, client.post("/drills/problems/", {"text": "LC 312"})["Location"])
    assert "One problem was there already." in again
    moment = said.partition('name="added" value="')[2].partition('"')[0]
    assert client.post("/drills/problems/undo/", {"added": moment}).status_code == 303
    assert "A problem you add stands here" in text(client, "/drills/problems/")


def test_a_problem_is_sorted_removed_and_put_back(client: Client, ann: Owner) -> None:
    client.post("/drills/problems/", {"text": "Stones in a row"})
    (stones,) = own_problems(ann)
    key = stones.id
    assert "No pattern yet" in text(client, "/drills/problems/")
    assert client.post(reverse("sort_problem", args=[key]), {"patterns": "dp-linear"}).status_code == 303
    assert "Linear DP" in text(client, "/drills/problems/").partition("Added")[2].partition("<details>")[0]
    said = text(client, client.post(reverse("remove_problem", args=[key]))["Location"])
    assert "Removed: Stones in a row." in said
    client.post(reverse("restore_problem", args=[key]))
    assert "Stones in a row" in text(client, "/drills/problems/")


def test_an_attempt_outlives_its_drill(client: Client, ann: Owner) -> None:
    client.post("/drills/problems/", {"text": "Stones in a row"})
    (stones,) = own_problems(ann)
    rate(client, f"/drills/problem/{stones.id}/", note="the last stone is the state")
    client.post(reverse("remove_problem", args=[stones.id]))
    said = text(client)
    assert "A drill that is there no more" in said and "the last stone is the state" in said


def a_file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("list.csv", content, "text/csv")


@pytest.mark.parametrize("encoding", ("utf-8-sig", "utf-16", "cp1252"))
def test_a_list_is_read_as_the_spreadsheet_wrote_it(client: Client, ann: Owner, encoding: str) -> None:
    content = "number,title,note\n,Größe der Inseln,für später\n".encode(encoding)
    assert client.post("/drills/problems/", {"file": a_file(content)}).status_code == 303
    assert [(one.name, one.note) for one in own_problems(ann)] == [("Größe der Inseln", "für später")]


def test_a_file_that_is_no_text_is_refused_and_what_was_typed_stays(client: Client, ann: Owner) -> None:
    answer = client.post("/drills/problems/", {"text": "Stones", "file": a_file(bytes(range(256)))})
    assert answer.status_code == 422
    assert "This file is no text." in answer.content.decode() and "Stones" in answer.content.decode()
    assert own_problems(ann) == []


def test_an_empty_list_comes_back_with_what_to_do(client: Client) -> None:
    answer = client.post("/drills/problems/", {"text": " "})
    assert answer.status_code == 422
    assert "Name a problem: a link, a number or a title." in answer.content.decode()
