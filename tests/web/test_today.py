from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from afterround.actions.cooldown import skip_cooldown
from afterround.actions.retro import finish_retro
from afterround.core.retro import Section
from afterround.core.rounds import RoundKind
from afterround.data.models import JotInbox, Owner
from tests.cast import a_jot, a_retro, a_round

SignedIn = Callable[[Owner], Client]


@pytest.fixture
def today(signed_in: SignedIn, ann: Owner) -> Callable[[], str]:
    client = signed_in(ann)
    return lambda: " ".join(client.get("/").content.decode().split())


def test_a_stranger_sees_nothing_of_it(stranger: Client, ann: Owner) -> None:
    a_round(ann)
    answer = stranger.get("/")
    assert answer.status_code == 403
    assert "Acme" not in answer.content.decode()


def test_another_owner_sees_nothing_of_it(signed_in: SignedIn, ann: Owner, cleo: Owner) -> None:
    a_jot(ann, round_id=a_round(ann, "Umbrella"))
    page = signed_in(cleo).get("/").content.decode()
    assert "Umbrella" not in page and "lost the DP state" not in page


def test_an_empty_store_shows_three_doors_and_the_first_is_open(today: Callable[[], str]) -> None:
    page = today()
    for door in ("I just came out of an interview", "Bring notes", "Look around"):
        assert f"{door}</h2>" in page
    assert "autofocus" in page


def test_an_open_cooldown_comes_first(today: Callable[[], str], ann: Owner) -> None:
    a_round(ann, "Initech", ended_ago=timedelta(hours=20))
    a_round(ann)
    page = today()
    assert "Acme ended 4 minutes ago." in page
    assert 'aria-label="26 of 30 minutes left"' in page
    assert "wait until 16:15." in page
    assert page.index("Start the cooldown") < page.index("Retrospective: Initech, coding")


def test_a_skipped_cooldown_makes_room_for_the_retrospective(
    today: Callable[[], str], ann: Owner, now: datetime
) -> None:
    skip_cooldown(ann, a_round(ann), now=now)
    page = today()
    assert "Start the cooldown" not in page
    assert "Retrospective: Acme, coding" in page


def test_a_running_round_can_be_ended_from_here(
    today: Callable[[], str], signed_in: SignedIn, ann: Owner
) -> None:
    key = a_round(ann, starts_in=timedelta(minutes=-40))
    assert f'action="/rounds/{key}/end/"' in today()
    signed_in(ann).post(f"/rounds/{key}/end/")
    assert "Acme ended just now." in today()


def test_a_waiting_retrospective_tells_how_many_jots_wait_for_it(
    today: Callable[[], str], ann: Owner
) -> None:
    key = a_round(ann, ended_ago=timedelta(hours=20))
    for text in ("one", "two"):
        a_jot(ann, text, round_id=key)
    assert "Two jots wait for it." in today()


def test_what_is_finished_or_too_long_ago_does_not_nag(
    today: Callable[[], str], ann: Owner, now: datetime
) -> None:
    done = a_round(ann, ended_ago=timedelta(hours=20))
    finish_retro(ann, done, now=now)
    a_round(ann, "Globex", ended_ago=timedelta(days=15))
    page = today()
    assert "Retrospective:" not in page
    assert "Nothing is waiting." in page


def test_more_than_three_waiting_ones_are_left_to_their_list(today: Callable[[], str], ann: Owner) -> None:
    for day in range(1, 6):
        a_round(ann, f"Company {day}", ended_ago=timedelta(days=day))
    page = today()
    assert page.count("Retrospective: Company") == 3
    assert 'href="/rounds/?state=to_reflect"' in page


def test_coming_rounds_stand_with_both_clocks_where_they_differ(today: Callable[[], str], ann: Owner) -> None:
    a_round(ann, "Globex", starts_in=timedelta(days=6), time_zone="America/New_York")
    page = today()
    assert ">Wednesday 17 June, 15:49</time> (11:49 in New York), in 6 days" in page


def test_the_soonest_round_comes_first(today: Callable[[], str], ann: Owner) -> None:
    a_round(ann, "Globex", starts_in=timedelta(days=6))
    a_round(ann, "Initech", starts_in=timedelta(days=4))
    page = today()
    assert page.index("Initech, coding") < page.index("Globex, coding")


def test_a_jot_without_a_round_can_be_placed(
    today: Callable[[], str], signed_in: SignedIn, ann: Owner
) -> None:
    key = a_round(ann, ended_ago=timedelta(days=3))
    jot = a_jot(ann, "they asked about on-call")
    assert "they asked about on-call" in today()
    signed_in(ann).post(f"/jots/{jot}/place/", {"round": str(key)})
    assert "they asked about on-call" not in today()


def test_open_actions_of_earlier_retrospectives_can_be_ticked(
    today: Callable[[], str], signed_in: SignedIn, ann: Owner
) -> None:
    key = a_round(ann, ended_ago=timedelta(days=3))
    a_retro(ann, key, {Section.ACTIONS: ["say the requirements aloud"]})
    page = today()
    assert "say the requirements aloud" in page
    address = page.split("say the requirements aloud")[1].split('action="')[1].split('"')[0]
    signed_in(ann).post(address, {"state": "done"})
    assert "say the requirements aloud" not in today()


def test_a_jot_from_the_terminal_shows_at_once(today: Callable[[], str], now: datetime) -> None:
    JotInbox.objects.create(id=uuid4(), text="typed in a shell", at=now)
    assert "typed in a shell" in today()


def test_words_are_never_taken_for_markup(today: Callable[[], str], ann: Owner) -> None:
    a_round(ann, "<script>alert(1)</script>", RoundKind.OTHER, label="<b>final</b>")
    page = today()
    assert "<script>alert" not in page and "<b>final" not in page


def test_looking_around_shows_the_loop_and_the_template(signed_in: SignedIn, ann: Owner) -> None:
    page = signed_in(ann).get("/look-around/").content.decode()
    assert "Date / Company / Round:" in page
    assert "Hints given? How did I respond?" in page


def test_the_page_is_light(signed_in: SignedIn, ann: Owner) -> None:
    import re

    for day in range(1, 30):
        a_jot(ann, "x" * 80, round_id=a_round(ann, f"Company {day}", ended_ago=timedelta(days=day)))
    client = signed_in(ann)
    page = client.get("/")
    files = {
        path: b"".join(client.get(path)) for path in re.findall(r'"(/static/[^"]+)"', page.content.decode())
    }
    scripts = sum(len(content) for path, content in files.items() if path.endswith(".js"))
    assert len(files) + 1 <= 6
    assert len(page.content) + sum(map(len, files.values())) <= 60_000
    assert scripts <= 25_000
