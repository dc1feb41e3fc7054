from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from afterround.actions.owners import DEVICE_LIFE, revoke_device
from afterround.data.models import Device, Owner
from afterround.queries.owners import devices_of
from tests.cast import a_round
from tests.web.routes import ADDRESSES, EVERYWHERE, GUARDED

SignedIn = Callable[[Owner], Client]
every_address = pytest.mark.parametrize("path", EVERYWHERE)


def test_the_table_holds_every_address() -> None:
    assert len(ADDRESSES) > 20
    assert not [path for path, _ in ADDRESSES if "<" in path]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", GUARDED)
def test_without_a_device_every_page_tells_how_to_come_in(
    stranger: Client, ann: Owner, path: str, method: str
) -> None:
    answer = getattr(stranger, method)(path)
    assert answer.status_code == 403
    assert "afterround open" in answer.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
@every_address
def test_a_foreign_host_is_refused(signed_in: SignedIn, ann: Owner, path: str, method: str) -> None:
    answer = getattr(signed_in(ann), method)(path, headers={"host": "evil.example"})
    assert answer.status_code == 421


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost:1", "null"])
@pytest.mark.parametrize("method", ["get", "post"])
@every_address
def test_a_foreign_origin_is_refused(
    signed_in: SignedIn, ann: Owner, path: str, method: str, origin: str
) -> None:
    answer = getattr(signed_in(ann), method)(path, headers={"origin": origin})
    assert answer.status_code == 403


@pytest.mark.parametrize("path", GUARDED)
def test_a_change_begun_by_another_site_is_refused(signed_in: SignedIn, ann: Owner, path: str) -> None:
    answer = signed_in(ann).post(path, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


@pytest.mark.parametrize("path", GUARDED)
def test_a_post_without_its_token_is_refused(signed_in: SignedIn, ann: Owner, path: str) -> None:
    careful = Client(enforce_csrf_checks=True, SERVER_NAME="localhost", HTTP_HOST="localhost")
    careful.cookies = signed_in(ann).cookies
    assert careful.post(path).status_code in (403, 405)


@every_address
def test_every_answer_carries_the_policy(stranger: Client, ann: Owner, path: str) -> None:
    answer = stranger.get(path)
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
def test_another_name_of_this_computer_leads_to_the_one_address(stranger: Client, host: str) -> None:
    answer = stranger.get("/rounds/?state=coming", headers={"host": host})
    assert (answer.status_code, answer["Location"]) == (302, "http://localhost/rounds/?state=coming")


def test_a_change_sent_to_another_name_is_refused(stranger: Client) -> None:
    assert stranger.post("/rounds/new/", headers={"host": "127.0.0.1"}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:9999", "localhost.", "localhost@evil.example", ""])
def test_the_host_must_be_exact(stranger: Client, host: str) -> None:
    assert stranger.get("/alive", headers={"host": host}).status_code == 421


def test_a_known_device_is_let_in(signed_in: SignedIn, ann: Owner) -> None:
    assert signed_in(ann).get("/").status_code == 200


def test_a_revoked_device_is_shut_out(signed_in: SignedIn, ann: Owner, now: datetime) -> None:
    client = signed_in(ann)
    revoke_device(ann, devices_of(ann, now)[0].id, now=now)
    assert client.get("/").status_code == 403


def test_a_device_is_shut_out_after_its_year(
    signed_in: SignedIn, ann: Owner, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(ann)
    monkeypatch.setenv("AFTERROUND_NOW", (now + DEVICE_LIFE).isoformat())
    assert client.get("/").status_code == 403


@pytest.mark.parametrize(("minutes", "is_noted"), [(59, False), (60, True)])
def test_the_use_of_a_device_is_noted_at_most_once_an_hour(
    signed_in: SignedIn,
    ann: Owner,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    minutes: int,
    is_noted: bool,
) -> None:
    client, later = signed_in(ann), now + timedelta(minutes=minutes)
    monkeypatch.setenv("AFTERROUND_NOW", later.isoformat())
    client.get("/")
    assert Device.objects.get().last_used_at == (later if is_noted else now)


def test_a_program_is_told_in_json(stranger: Client, ann: Owner) -> None:
    answer = stranger.get("/", headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_let_in")


def test_another_owners_round_looks_like_none_at_all(signed_in: SignedIn, ann: Owner, cleo: Owner) -> None:
    client, hers = signed_in(cleo), a_round(ann)
    found, unknown = (client.get(f"/rounds/{key}/") for key in (hers, uuid4()))
    assert (found.status_code, unknown.status_code) == (404, 404)
    assert _without_token(found.content) == _without_token(unknown.content)


def _without_token(page: bytes) -> list[bytes]:
    return [line for line in page.splitlines() if b"csrfmiddlewaretoken" not in line]


def test_a_refused_deed_is_told_in_json(signed_in: SignedIn, ann: Owner) -> None:
    answer = signed_in(ann).post(f"/rounds/{uuid4()}/end/", headers={"accept": "application/json"})
    assert answer.status_code == 404
    assert answer.json() == {"code": "not_found", "message": "There is no such round.", "problems": {}}


def test_an_address_that_leads_nowhere_is_told_kindly(signed_in: SignedIn, ann: Owner) -> None:
    answer = signed_in(ann).get("/nowhere/")
    assert answer.status_code == 404
    assert "There is no such page." in answer.content.decode()


def test_a_mistake_of_ours_is_told_in_the_same_look(
    signed_in: SignedIn, ann: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(ann)
    client.raise_request_exception = False
    monkeypatch.setattr("afterround.web.today.get_today", lambda *_: 1 / 0)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "What was saved before is safe." in answer.content.decode()


def test_files_are_kept_for_a_year_under_todays_content(stranger: Client) -> None:
    from afterround.web.assets import address

    answer = stranger.get(address("base.css"))
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b":root" not in b"".join(answer)


def test_files_under_an_older_address_are_not_kept(stranger: Client) -> None:
    assert stranger.get("/static/old/base.css")["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["../urls.py", "%2e%2e/urls.py", "nothing.css", "", "%00"])
def test_nothing_outside_the_folder_is_served(stranger: Client, name: str) -> None:
    assert stranger.get(f"/static/x/{name}").status_code in (403, 404)


def test_pages_are_not_kept_by_the_browser(signed_in: SignedIn, ann: Owner) -> None:
    assert signed_in(ann).get("/")["Cache-Control"] == "no-store"


def test_the_style_sheets_are_sent_as_one(stranger: Client) -> None:
    from afterround.web.assets import address

    sent = stranger.get(address("afterround.css")).content
    assert b"--paper:" in sent
    assert b".ruled" in sent
