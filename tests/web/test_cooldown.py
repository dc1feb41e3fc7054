from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from afterround.core.cooldown import Lane
from afterround.data.models import Cooldown, Owner
from tests.cast import a_jot, a_round

Let = Callable[[Owner], Client]

DEEDS = ["cooldown/skip/", "cooldown/resume/", "cooldown/walk/", "jots/paste/"]


def test_the_cooldown_shows_the_minutes_left_and_every_lane(ann: Owner, signed_in: Let) -> None:
    round_id = a_round(ann)
    a_jot(ann, "lost the DP state", Lane.STUMBLED)
    text = signed_in(ann).get(f"/rounds/{round_id}/cooldown/").content.decode()
    assert "Acme is over. Breathe first." in text
    assert ">26 minutes</count-down>" in text
    assert all(f"{heading}</h2>" in text for heading in ("Went well", "Stumbled", "Signal", "Anything else"))
    assert "lost the DP state" in text
    assert "4 minutes after the end" in text


def test_a_stranger_is_turned_away_from_the_cooldown(ann: Owner, stranger: Client) -> None:
    round_id = a_round(ann)
    assert stranger.get(f"/rounds/{round_id}/cooldown/").status_code == 403


def test_another_owners_cooldown_is_not_there(ann: Owner, cleo: Owner, signed_in: Let) -> None:
    round_id = a_round(ann)
    assert signed_in(cleo).get(f"/rounds/{round_id}/cooldown/").status_code == 404


@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_else_does_anything_in_a_cooldown(
    deed: str, ann: Owner, cleo: Owner, signed_in: Let, stranger: Client
) -> None:
    address = f"/rounds/{a_round(ann)}/{deed}"
    assert stranger.post(address, {"text": "hello"}).status_code == 403
    assert signed_in(cleo).post(address, {"text": "hello"}).status_code == 404
    assert not Cooldown.objects.exists()


def test_a_skip_is_one_press_and_can_be_taken_back(ann: Owner, signed_in: Let) -> None:
    client, round_id = signed_in(ann), a_round(ann)
    page = f"/rounds/{round_id}/cooldown/"
    skipped = client.post(f"/rounds/{round_id}/cooldown/skip/", follow=True)
    assert skipped.redirect_chain == [(page, 303)]
    assert "You skipped the rest of the break" in skipped.content.decode()
    resumed = client.post(f"/rounds/{round_id}/cooldown/resume/", follow=True).content.decode()
    assert "Breathe first" in resumed
    assert Cooldown.objects.get().skipped_at is None


def test_the_next_round_closes_the_cooldown_without_a_skip(ann: Owner, signed_in: Let) -> None:
    round_id = a_round(ann)
    a_round(ann, "Globex", ended_ago=timedelta(minutes=-57))
    text = signed_in(ann).get(f"/rounds/{round_id}/cooldown/").content.decode()
    assert "The next round began" in text
    assert "Go on to the retrospective" in text


def test_a_round_that_is_on_can_be_ended_and_jotted_about(ann: Owner, signed_in: Let) -> None:
    round_id = a_round(ann, ended_ago=timedelta(minutes=-10))
    text = signed_in(ann).get(f"/rounds/{round_id}/cooldown/").content.decode()
    assert "It has just ended" in text
    assert text.count('name="text"') == 5


def test_a_walk_is_recorded_once(ann: Owner, now: datetime, signed_in: Let) -> None:
    client, round_id = signed_in(ann), a_round(ann)
    text = client.post(f"/rounds/{round_id}/cooldown/walk/", follow=True).content.decode()
    assert "You walked." in text
    assert "I walked" not in text
    assert Cooldown.objects.get().walked_at == now


def test_the_page_analyses_nothing(ann: Owner, signed_in: Let) -> None:
    round_id = a_round(ann)
    a_jot(ann, "lost the DP state", Lane.STUMBLED)
    text = signed_in(ann).get(f"/rounds/{round_id}/cooldown/").content.decode()
    assert "because" not in text


def test_lines_from_a_phone_become_jots_once(ann: Owner, signed_in: Let) -> None:
    client, round_id = signed_in(ann), a_round(ann)
    for _ in range(2):
        pasted = {"text": "+ asked about duplicates\r\n- lost the DP state\r\n! Dan smiled"}
        page = client.post(f"/rounds/{round_id}/jots/paste/", pasted, follow=True).content.decode()
    assert page.count("asked about duplicates</p>") == 1
    assert page.index("asked about duplicates") < page.index("lost the DP state") < page.index("Dan smiled")


def test_the_keys_of_every_page_work_in_the_break_too(ann: Owner, signed_in: Let) -> None:
    text = signed_in(ann).get(f"/rounds/{a_round(ann)}/cooldown/").content.decode()
    for keys in ("?", "j", "g t", "g r", "g s"):
        assert f'data-key="{keys}"' in text
