from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from afterround.actions.owners import TOKEN_LIFE, make_open_token
from afterround.data.models import Device, Owner
from afterround.web.opening import device_name

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


def test_the_program_says_that_it_is_alive_and_which_store_it_has(stranger: Client, ann: Owner) -> None:
    said = stranger.get("/alive").json()
    assert set(said) == {"afterround", "store"}
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


def test_the_device_of_a_secure_origin_travels_encrypted_only(
    ann: Owner, now: datetime, settings: Settings
) -> None:
    settings.ORIGIN = "https://afterround.example"
    client = Client(HTTP_HOST="afterround.example")
    answer = client.get(f"/open/{make_open_token(ann, now=now)}/")
    assert answer.cookies["afterround_device"]["secure"]


def test_each_owner_comes_into_their_own(
    signed_in: Callable[[Owner], Client], ann: Owner, cleo: Owner
) -> None:
    assert signed_in(cleo).get("/settings/").content.decode().count("Shut it out</button>") == 1
