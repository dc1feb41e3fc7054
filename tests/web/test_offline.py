import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from afterround.actions.owners import revoke_device
from afterround.actions.rounds import delete_round
from afterround.data.models import Cooldown, Jot, Owner, Retro, Round
from afterround.queries.owners import devices_of
from afterround.web import assets
from tests.cast import a_jot, a_round

SignedIn = Callable[[Owner], Client]
JSON = {"accept": "application/json"}


@pytest.fixture
def phone(signed_in: SignedIn, ann: Owner) -> Client:
    return signed_in(ann)


def test_the_service_worker_names_todays_files_and_is_never_stale(stranger: Client, db: None) -> None:
    answer = stranger.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    text = answer.content.decode()
    assert assets.address("worker.js") in text
    assert assets.address("afterround.css") in text
    assert all(stranger.get(address).status_code == 200 for address in re.findall(r'"(/static/[^"]+)"', text))


def test_the_manifest_opens_the_start_in_a_window_of_its_own(stranger: Client, db: None) -> None:
    said = json.loads(stranger.get("/manifest.webmanifest").content)
    assert (said["start_url"], said["display"], said["id"]) == ("/start/", "standalone", "/")
    assert {icon.get("purpose", "any") for icon in said["icons"]} == {"any", "maskable"}


def test_the_icon_opens_the_cooldown_that_is_on(phone: Client, ann: Owner, now: datetime) -> None:
    key = a_round(ann, ended_ago=timedelta(minutes=4))
    assert phone.get("/start/")["Location"] == f"/rounds/{key}/cooldown/"


def test_else_it_opens_the_lane(phone: Client, ann: Owner, now: datetime) -> None:
    a_round(ann, ended_ago=timedelta(hours=4))
    assert phone.get("/start/")["Location"] == "/jot/"


def kept(client: Client) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(client.get("/kept.json").content)
    return said


def test_a_device_keeps_what_is_due_coming_and_being_written(phone: Client, ann: Owner) -> None:
    cooling, waiting = (
        a_round(ann, ended_ago=timedelta(minutes=4)),
        a_round(ann, ended_ago=timedelta(hours=5)),
    )
    coming = a_round(ann, "Globex", starts_in=timedelta(hours=3))
    old = a_round(ann, "Initech", ended_ago=timedelta(days=40))
    said = kept(phone)
    assert {"/", "/jot/", f"/rounds/{cooling}/cooldown/", f"/rounds/{waiting}/retro/"} <= set(said["pages"])
    assert f"/rounds/{coming}/" in said["pages"]
    assert not [page for page in said["pages"] if str(old) in page]
    assert [found["name"] for found in said["rounds"]] == ["Acme", "Globex"]


def test_every_page_that_is_named_can_be_had(phone: Client, ann: Owner) -> None:
    a_round(ann, ended_ago=timedelta(minutes=4))
    a_round(ann, "Globex", starts_in=timedelta(hours=3))
    a_round(ann, ended_ago=timedelta(hours=5))
    assert {phone.get(page).status_code for page in [*kept(phone)["pages"], "/here/"]} == {200}


def test_a_deleted_round_is_kept_no_more(phone: Client, ann: Owner, now: datetime) -> None:
    key = a_round(ann, ended_ago=timedelta(minutes=4))
    delete_round(ann, key, now=now)
    assert str(key) not in json.dumps(kept(phone))


def test_keeping_a_retrospective_does_not_begin_it(phone: Client, ann: Owner) -> None:
    key = a_round(ann, ended_ago=timedelta(hours=5))
    a_jot(ann, round_id=key)
    assert phone.get(f"/rounds/{key}/retro/", headers={"afterround-keep": "yes"}).status_code == 200
    assert not Retro.objects.exists()
    phone.get(f"/rounds/{key}/retro/")
    assert Retro.objects.exists()


def test_a_deed_of_the_break_counts_from_when_it_was_done(phone: Client, ann: Owner, now: datetime) -> None:
    key = a_round(ann, ended_ago=timedelta(minutes=40))
    at = (now - timedelta(minutes=20)).isoformat()
    for deed in ("walk", "skip", "skip"):  # the second one is the first one again
        answer = phone.post(f"/rounds/{key}/cooldown/{deed}/", {"at": at}, headers=JSON)
        assert json.loads(answer.content) == {"done": True}
    held = Cooldown.objects.get(round=key)
    assert held.walked_at == held.skipped_at == now - timedelta(minutes=20)


def test_a_round_that_a_device_has_ended_twice_ended_once(phone: Client, ann: Owner, now: datetime) -> None:
    key = a_round(ann, starts_in=-timedelta(minutes=40))
    at = (now - timedelta(minutes=5)).isoformat()
    for _ in range(2):
        assert phone.post(f"/rounds/{key}/end/", {"at": at}, headers=JSON).status_code == 200
    assert phone.post(f"/rounds/{key}/end/", {}, headers=JSON).status_code == 409
    assert Round.objects.get(id=key).ends_at == now - timedelta(minutes=5)


@pytest.mark.parametrize("at", ["2199-01-01T00:00:00Z", "yesterday", "2026-06-11T10:00:00"])
def test_a_moment_that_cannot_be_is_now(phone: Client, ann: Owner, now: datetime, at: str) -> None:
    key = a_round(ann, ended_ago=timedelta(minutes=4))
    phone.post(f"/rounds/{key}/cooldown/walk/", {"at": at}, headers=JSON)
    assert Cooldown.objects.get(round=key).walked_at == now


def test_a_round_that_ended_while_there_was_no_connection_is_added_once(
    phone: Client, ann: Owner, now: datetime
) -> None:
    sent = {"line": "Globex, coding", "just_ended": "yes", "once": str(uuid4())}
    sent["at"] = (now - timedelta(minutes=50)).isoformat()
    for token in ("a", "b"):  # the same sending carries another token the second time
        answer = phone.post("/rounds/new/", {**sent, "csrfmiddlewaretoken": token}, headers=JSON)
        assert answer.status_code == 201
    assert Round.objects.get().ends_at == now - timedelta(minutes=50)


def test_an_answer_that_was_lost_does_not_add_the_round_again(
    phone: Client, ann: Owner, now: datetime
) -> None:
    sent = {"line": "Globex, coding", "just_ended": "yes", "once": str(uuid4())}
    phone.post(
        "/rounds/new/", sent
    )  # as a form; its answer never came, so the device keeps it with the moment
    at = {"at": (now - timedelta(minutes=1)).isoformat(), "sent": now.isoformat()}
    assert phone.post("/rounds/new/", {**sent, **at}, headers=JSON).status_code == 201
    assert Round.objects.count() == 1


@pytest.mark.parametrize("wrong_by", [timedelta(hours=-3), timedelta(hours=5)])
def test_what_a_wrong_clock_says_is_set_right(
    phone: Client, ann: Owner, now: datetime, wrong_by: timedelta
) -> None:
    sent = now + wrong_by
    send_jot(phone, at=(sent - timedelta(minutes=10)).isoformat(), sent=sent.isoformat())
    assert Jot.objects.get().at == now - timedelta(minutes=10)


def test_every_answer_says_that_it_is_afterrounds_own(phone: Client, stranger: Client, ann: Owner) -> None:
    answers = [phone.get("/"), stranger.get("/"), phone.get("/nowhere/"), phone.get(assets.address("app.js"))]
    assert all(answer["Afterround-Answer"] == "yes" for answer in answers)


# What the scripts rely on; tests/e2e/schedules/world.mjs keeps the same rules.


def send_jot(client: Client, **fields: str) -> tuple[int, dict[str, Any]]:
    sent = {"id": str(uuid4()), "text": "lost the DP state", "lane": "stumbled", "round": "", **fields}
    answer = client.post("/jots/", sent, headers=JSON)
    return answer.status_code, json.loads(answer.content)


def test_a_jot_that_is_sent_twice_is_kept_once(phone: Client, ann: Owner) -> None:
    key = str(uuid4())
    assert [send_jot(phone, id=key)[0] for _ in range(2)] == [201, 200]
    assert Jot.objects.count() == 1


def test_a_jot_for_a_deleted_round_is_not_found_and_one_without_words_is_invalid(
    phone: Client, ann: Owner
) -> None:
    status, said = send_jot(phone, round=str(uuid4()))
    assert (status, said["code"]) == (404, "not_found")
    status, said = send_jot(phone, text=" ")
    assert (status, said["code"], list(said["problems"])) == (422, "invalid", ["text"])


def test_a_revoked_device_is_told_so_and_a_stale_token_too(phone: Client, ann: Owner, now: datetime) -> None:
    strict = Client(enforce_csrf_checks=True, SERVER_NAME="localhost", HTTP_HOST="localhost")
    strict.cookies = phone.cookies
    status, said = send_jot(strict, csrfmiddlewaretoken="old")
    assert (status, said["code"]) == (403, "csrf")
    token = json.loads(strict.get("/token.json").content)["token"]
    assert send_jot(strict, csrfmiddlewaretoken=token)[0] == 201
    revoke_device(ann, devices_of(ann, now)[0].id, now=now)
    status, said = send_jot(strict, csrfmiddlewaretoken=token)
    assert (status, said["code"]) == (403, "not_let_in")
    assert strict.get("/")["Afterround-Refused"] == "not_let_in"
