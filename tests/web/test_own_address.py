"""At one's own address: everything that hangs on the origin follows it, and on nothing a proxy might say."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from pytest_django import Settings

from afterround.actions.owners import admit_device, make_open_token
from afterround.data.models import Owner

ORIGIN = "https://notes.example.org:8443"
HOST = "notes.example.org:8443"


@pytest.fixture
def at_home(settings: Settings) -> None:
    """The program has an address of its own."""
    settings.ORIGIN = ORIGIN


@pytest.fixture
def client(at_home: None, ann: Owner, now: datetime) -> Client:
    """Ann's phone, at that address; her proxy speaks plain http to the program. Forms are checked as in earnest."""
    phone = Client(enforce_csrf_checks=True, HTTP_HOST=HOST)
    phone.cookies["afterround_device"] = admit_device(make_open_token(ann, now=now), name="Phone", now=now)
    return phone


def test_it_answers_at_exactly_that_host(client: Client) -> None:
    assert client.get("/").status_code == 200
    for host in ("notes.example.org", "notes.example.org:443", "evil.example", "notes.example.org.:8443"):
        assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]:80"])
def test_this_computer_is_led_to_it(client: Client, host: str) -> None:
    answer = client.get("/rounds/?state=coming", headers={"host": host})
    assert (answer.status_code, answer["Location"]) == (302, f"{ORIGIN}/rounds/?state=coming")
    assert client.post("/rounds/new/", headers={"host": host}).status_code == 421


def test_a_second_start_still_recognises_it_at_localhost(client: Client) -> None:
    assert client.get("/alive", headers={"host": "localhost"}).json()["store"]
    assert client.get("/alive", headers={"host": "localhost:4718"}).status_code == 421
    assert client.post("/alive", headers={"host": "localhost"}).status_code == 421


def posted(client: Client, **headers: str) -> int:
    """The answer to a form of ours that is sent with these headers."""
    client.get("/settings/")
    token = client.cookies["afterround_csrf"].value
    sent = {"paper": "dark", "csrfmiddlewaretoken": token}
    return client.post("/paper/", sent, headers=headers).status_code


def test_a_form_of_its_own_page_is_taken(client: Client) -> None:
    assert posted(client, origin=ORIGIN, referer=f"{ORIGIN}/settings/") == 303
    assert posted(client, referer=f"{ORIGIN}/settings/") == 303


@pytest.mark.parametrize(
    "origin", ["http://notes.example.org:8443", "https://notes.example.org", "http://localhost:4717"]
)
def test_a_form_of_another_origin_is_refused(client: Client, origin: str) -> None:
    assert posted(client, origin=origin) == 403
    assert posted(client, referer=f"{origin}/settings/") == 403


def test_every_cookie_travels_encrypted_only(client: Client) -> None:
    assert posted(client, origin=ORIGIN) == 303
    assert client.cookies["afterround_csrf"]["secure"]
    assert client.cookies["afterround_paper"]["secure"]


def test_a_device_that_is_let_in_there_has_a_secure_cookie(at_home: None, ann: Owner, now: datetime) -> None:
    answer = Client(HTTP_HOST=HOST).get(f"/open/{make_open_token(ann, now=now)}/")
    assert answer.cookies["afterround_device"]["secure"]


def test_on_localhost_no_cookie_needs_encryption(signed_in: Callable[[Owner], Client], ann: Owner) -> None:
    client = signed_in(ann)
    client.get("/settings/", headers={"x-forwarded-proto": "https"})
    assert not client.cookies["afterround_csrf"]["secure"]


def test_a_name_that_is_shared_with_other_programs_is_not_bound(client: Client) -> None:
    answer = client.get("/")
    assert "Strict-Transport-Security" not in answer
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_device_on_the_local_network_is_told_why_not(client: Client) -> None:
    answer = client.get("/", headers={"host": "192.168.1.5:4717"})
    assert answer.status_code == 421
    assert "service worker" in answer.content.decode()
    assert ORIGIN in answer.content.decode()
