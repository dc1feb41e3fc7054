from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from afterround.actions.owners import TOKEN_LIFE, make_open_token
from afterround.data.models import Device, Owner
from afterround.web.opening import device_name

LINK = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def test_the_opened_address_lets_a_browser_in_for_a_year(stranger: Client, ann: Owner, now: datetime) -> None:
    answer = stranger.get(f"/open/{make_open_token(ann, now=now)}/", headers={"user-agent": FIREFOX})
    assert (answer.status_code, answer["Location"]) == (303, "/")
    cookie = answer.cookies["afterround_device"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 365 * 86400)
    assert stranger.get("/").status_code == 200
    assert Device.objects.get().name == "Firefox on Linux"


def test_an_opened_address_works_once(stranger: Client, ann: Owner, now: datetime) -> None:
    address = f"/open/{make_open_token(ann, now=now)}/"
    stranger.get(address)
    again = stranger.get(address)
    assert again.status_code == 403
    assert "afterround open" in again.content.decode()


def test_an_opened_address_grows_old(
    stranger: Client, ann: Owner, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = make_open_token(ann, now=now)
    monkeypatch.setenv("AFTERROUND_NOW", (now + TOKEN_LIFE + timedelta(seconds=1)).isoformat())
    assert stranger.get(f"/open/{token}/").status_code == 403
    assert "afterround_device" not in stranger.cookies


def test_a_made_up_token_opens_nothing(stranger: Client, ann: Owner) -> None:
    assert stranger.get("/open/anything/").status_code == 403


def test_asking_with_head_does_not_use_the_token_up(stranger: Client, ann: Owner, now: datetime) -> None:
    address = f"/open/{make_open_token(ann, now=now)}/"
    stranger.head(address)
    assert stranger.get(address).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"sec-fetch-site": "cross-site", **LINK},
    ],
)
def test_only_a_person_here_uses_the_token_up_in_one_step(
    stranger: Client, ann: Owner, now: datetime, headers: dict[str, str]
) -> None:
    address = f"/open/{make_open_token(ann, now=now)}/"
    answer = stranger.get(address, headers=headers)
    assert answer.status_code == 200
    assert "Let this browser in" in answer.content.decode()
    assert not Device.objects.exists()
    assert stranger.get(address).status_code == 303


def test_a_browser_that_is_let_in_again_stays_one_device(stranger: Client, ann: Owner, now: datetime) -> None:
    for _ in range(2):
        stranger.get(f"/open/{make_open_token(ann, now=now)}/")
        assert stranger.get("/").status_code == 200
    assert Device.objects.count() == 1


def test_asking_for_a_pairing_address_does_not_use_it_up(stranger: Client, ann: Owner, now: datetime) -> None:
    token = make_open_token(ann, now=now)
    for _ in range(3):
        page = stranger.get(f"/open/?token={token}").content.decode()
        assert f'name="address" value="{token}"' in page
    assert not Device.objects.exists()
    answer = stranger.post("/open/", {"address": token}, headers={"user-agent": FIREFOX})
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert Device.objects.get().name == "Firefox on Linux"
    assert stranger.get("/").status_code == 200


@pytest.mark.parametrize(
    "pasted",
    ["{}", " {}\n", "https://notes.example.org/open/?token={}", "http://localhost:4717/open/{}/", "<{}>"],
)
def test_an_address_can_be_pasted_as_it_comes(
    stranger: Client, ann: Owner, now: datetime, pasted: str
) -> None:
    token = make_open_token(ann, now=now)
    assert stranger.post("/open/", {"address": pasted.format(token)}).status_code == 303


@pytest.mark.parametrize("pasted", ["", "https://notes.example.org/", "x" * 44])
def test_what_is_no_pairing_address_is_told_at_the_field(stranger: Client, ann: Owner, pasted: str) -> None:
    answer = stranger.post("/open/", {"address": pasted})
    assert answer.status_code == 422
    assert 'aria-describedby="address-problem"' in answer.content.decode()


def test_a_pairing_address_works_once_and_says_so(stranger: Client, ann: Owner, now: datetime) -> None:
    token = make_open_token(ann, now=now)
    Client(HTTP_HOST="localhost").post("/open/", {"address": token})
    again = stranger.post("/open/", {"address": token})
    assert again.status_code == 403
    assert "used already" in again.content.decode()
    assert "afterround_device" not in stranger.cookies
    told = stranger.post("/open/", {"address": token}, headers={"accept": "application/json"}).json()
    assert told["code"] == "not_let_in"


def test_the_page_of_a_stranger_has_a_field_to_paste_into(stranger: Client, ann: Owner) -> None:
    for address in ("/", "/open/"):
        assert '<form method="post" action="/open/">' in stranger.get(address).content.decode()


def test_a_browser_that_is_in_is_told_so_and_spends_nothing(
    signed_in: Callable[[Owner], Client], ann: Owner, now: datetime
) -> None:
    client = signed_in(ann)
    assert "let in already" in client.get(f"/open/?token={make_open_token(ann, now=now)}").content.decode()


def test_nothing_but_reading_and_sending_is_understood_there(stranger: Client, ann: Owner) -> None:
    assert stranger.put("/open/").status_code == 405


def test_the_program_says_that_it_is_alive_and_which_store_it_has(stranger: Client, ann: Owner) -> None:
    said = stranger.get("/alive").json()
    assert set(said) == {"afterround", "store", "host"}
    assert said["host"] == "localhost"
    assert str(ann.id) not in said["store"]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox on Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Version/17.5 Safari/605.1.15", "Safari on macOS"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8", "A browser"),
    ],
)
def test_a_browser_is_named_as_a_person_would(agent: str, name: str) -> None:
    assert device_name(agent) == name


def test_each_owner_comes_into_their_own(
    signed_in: Callable[[Owner], Client], ann: Owner, cleo: Owner
) -> None:
    signed_in(ann)
    shown = signed_in(cleo).get("/settings/").context["devices"]
    assert [device.id for device in shown] == [Device.objects.get(owner=cleo).id]
