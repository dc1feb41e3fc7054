"""The browsers that may come in: a phone is paired from another one, any is renamed or shut out."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import Settings

from afterround.actions.owners import admit_device, make_open_token
from afterround.data.models import Device, OpenToken, Owner
from afterround.queries.owners import devices_of

SignedIn = Callable[[Owner], Client]
ORIGIN = "https://notes.example.org"


@pytest.fixture
def laptop(settings: Settings, ann: Owner, now: datetime) -> Client:
    """Ann's laptop, let in at the program's own address."""
    settings.ORIGIN = ORIGIN
    client = Client(HTTP_HOST="notes.example.org")
    client.cookies["afterround_device"] = admit_device(make_open_token(ann, now=now), name="Laptop", now=now)
    return client


def this_device(client: Client) -> UUID:
    found: UUID = client.get("/settings/").context["this_device"]
    return found


def test_a_phone_is_paired_by_a_code_with_a_one_time_token(laptop: Client, ann: Owner) -> None:
    answer = laptop.post("/settings/devices/pair/")
    assert answer.status_code == 200
    address = answer.context["address"]
    assert address.startswith(f"{ORIGIN}/open/?token=")
    page = answer.content.decode()
    assert address in page
    assert 'src="data:image/svg+xml' in page
    assert "10 minutes" in page
    phone = Client(HTTP_HOST="notes.example.org")
    phone.post("/open/", {"address": parse_qs(urlsplit(address).query)["token"][0]})
    assert phone.get("/").status_code == 200
    assert Device.objects.count() == 2


def test_every_press_makes_a_fresh_code(laptop: Client) -> None:
    first, second = (laptop.post("/settings/devices/pair/").context["address"] for _ in range(2))
    assert first != second


def test_looking_at_the_page_makes_no_token(laptop: Client) -> None:
    page = laptop.get("/settings/devices/pair/").content.decode()
    assert "Show a code" in page
    assert not OpenToken.objects.filter(used_at=None).exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_on_localhost_there_is_no_dead_code_but_what_to_do(
    signed_in: SignedIn, ann: Owner, method: str
) -> None:
    page = getattr(signed_in(ann), method)("/settings/devices/pair/").content.decode()
    assert "A phone cannot reach http://localhost" in page
    for words in ("tailscale serve --bg 80", "afterround serve --at", "docs/phone.md", "afterround inbox"):
        assert words in page
    assert "data:image" not in page
    assert not OpenToken.objects.filter(used_at=None).exists()


def test_the_settings_list_devices_and_mark_this_one(laptop: Client, ann: Owner, now: datetime) -> None:
    admit_device(make_open_token(ann, now=now), name="Phone", now=now)
    page = laptop.get("/settings/").content.decode()
    assert page.count("(this one)") == 1
    assert ">Laptop</a> (this one)" in page
    assert "Phone" in page and "Pair a phone" in page


def test_a_device_is_renamed(laptop: Client) -> None:
    key = this_device(laptop)
    answer = laptop.post(f"/settings/devices/{key}/", {"name": "  The  laptop "})
    assert (answer.status_code, answer["Location"]) == (303, "/settings/#devices")
    assert Device.objects.get().name == "The laptop"


@pytest.mark.parametrize("name", ["", "  ", "x" * 201])
def test_a_name_that_cannot_be_is_told_at_the_field(laptop: Client, name: str) -> None:
    answer = laptop.post(f"/settings/devices/{this_device(laptop)}/", {"name": name})
    assert answer.status_code == 422
    assert 'aria-describedby="name-problem"' in answer.content.decode()
    assert Device.objects.get().name == "Laptop"


def test_another_device_is_shut_out_at_once(signed_in: SignedIn, ann: Owner) -> None:
    here, there = signed_in(ann), signed_in(ann)
    answer = here.post(f"/settings/devices/{this_device(there)}/revoke/")
    assert (answer.status_code, answer["Location"]) == (303, "/settings/#devices")
    assert "Clear-Site-Data" not in answer
    assert (here.get("/").status_code, there.get("/").status_code) == (200, 403)


def test_a_shut_out_device_is_told_so_in_words_and_in_json(signed_in: SignedIn, ann: Owner) -> None:
    here, there = signed_in(ann), signed_in(ann)
    here.post(f"/settings/devices/{this_device(there)}/revoke/")
    assert "is no longer" in there.get("/").content.decode()
    answer = there.post("/jot/", {"text": "x"}, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_let_in")


def test_shutting_this_one_out_is_asked_first(laptop: Client) -> None:
    key = this_device(laptop)
    settings = laptop.get("/settings/").content.decode()
    assert f'action="/settings/devices/{key}/revoke/"' not in settings
    page = laptop.get(f"/settings/devices/{key}/").content.decode()
    assert f'<form method="post" action="/settings/devices/{key}/revoke/" data-unpair>' in page
    assert "not sent yet" in page


def test_a_device_that_shuts_itself_out_is_wiped(laptop: Client) -> None:
    laptop.post("/paper/", {"paper": "dark"})
    answer = laptop.post(f"/settings/devices/{this_device(laptop)}/revoke/")
    assert (answer.status_code, answer["Location"]) == (303, "/open/?left=yes")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert {name for name, cookie in answer.cookies.items() if cookie["max-age"] == 0} >= {
        "afterround_device",
        "afterround_paper",
        "afterround_csrf",
    }
    assert "what it kept is wiped" in laptop.get("/open/?left=yes").content.decode()
    assert laptop.get("/").status_code == 403


@pytest.mark.parametrize("tail", ["", "revoke/"])
def test_another_owners_device_looks_like_none(
    signed_in: SignedIn, ann: Owner, cleo: Owner, now: datetime, tail: str
) -> None:
    client = signed_in(ann)
    key = devices_of(ann, now)[0].id
    answer = signed_in(cleo).post(f"/settings/devices/{key}/{tail}", {"name": "Mine"})
    assert answer.status_code == 404
    assert client.get("/").status_code == 200
    assert devices_of(ann, now)[0].name == "Test browser"


def test_a_token_of_another_owner_makes_a_device_of_theirs(
    signed_in: SignedIn, ann: Owner, cleo: Owner, now: datetime
) -> None:
    client = signed_in(ann)
    client.post("/open/", {"address": make_open_token(cleo, now=now)})
    assert Device.objects.filter(owner=cleo).count() == 1
    assert len(devices_of(ann, now)) == 1
