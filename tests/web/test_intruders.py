"""Who must not come in, tried at every address; and each guard taken away, upon which the same table fails."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from afterround.actions.observers import hand_in, make_link
from afterround.actions.owners import DEVICE_LIFE, admit_device, make_open_token, revoke_device
from afterround.actions.retro import save_retro
from afterround.adapters import clock
from afterround.core.retro import Section
from afterround.core.retro_fields import RETRO, FieldChange
from afterround.data.models import Device, OpenToken, Owner
from afterround.queries.observers import get_observers
from afterround.queries.owners import devices_of
from afterround.queries.retro import get_retro
from afterround.web import guard
from tests.cast import a_form, a_jot, a_line, a_mock, a_retro
from tests.web.routes import EVERYWHERE, GUARDED, paths

CHANGING = ("POST", "PUT", "PATCH", "DELETE")
METHODS = ("GET", *CHANGING)
REFUSED = {"foreign_host": 421}


@dataclass(frozen=True)
class Attempt:
    """What an intruder sends everywhere, and the check that has to refuse it."""

    check: str
    headers: Mapping[str, str]
    methods: tuple[str, ...] = METHODS


LINK = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
ATTEMPTS = {
    "a foreign host": Attempt("foreign_host", {"host": "evil.example"}),
    "a host of the local network": Attempt("foreign_host", {"host": "192.168.1.5"}),
    "a host in capitals with a dot": Attempt("foreign_host", {"host": "LOCALHOST."}),
    "a foreign origin": Attempt("foreign_origin", {"origin": "https://evil.example"}),
    "an origin that hides": Attempt("foreign_origin", {"origin": "null"}),
    "another port's origin": Attempt("foreign_origin", {"origin": "http://localhost:8000"}),
    "the origin encrypted": Attempt("foreign_origin", {"origin": "https://localhost"}),
    "a foreign referer": Attempt("foreign_referer", {"referer": "https://evil.example/page"}, CHANGING),
    "a referer that looks alike": Attempt("foreign_referer", {"referer": "http://localhost.evil.example/"}, CHANGING),
    "another port's referer": Attempt("foreign_referer", {"referer": "http://localhost:8000/"}, CHANGING),
    "a cross-site change": Attempt("foreign_fetch", {"sec-fetch-site": "cross-site", **LINK}, CHANGING),
    "a same-site change": Attempt("foreign_fetch", {"sec-fetch-site": "same-site", **LINK}, CHANGING),
    "a picture of another site": Attempt(
        "foreign_fetch", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}
    ),
    "a frame of another site": Attempt(
        "foreign_fetch", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}
    ),
    "a script of another site": Attempt("foreign_fetch", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"}),
}  # fmt: skip


def let_through(
    client: Client, where: Iterable[str], status: int, methods: Iterable[str] = METHODS, **headers: str
) -> list[str]:
    """The addresses that did not answer with that status."""
    client.raise_request_exception = False
    return [
        f"{method} {path}"
        for path in where
        for method in methods
        if client.generic(method, path, headers=headers).status_code != status
    ]


def tried(client: Client, attempt: Attempt, where: Iterable[str] = EVERYWHERE) -> list[str]:
    status = REFUSED.get(attempt.check, 403)
    return let_through(client, where, status, attempt.methods, **attempt.headers)


@pytest.mark.parametrize("name", ATTEMPTS)
def test_what_another_site_sends_is_refused_everywhere(
    signed_in: Callable[[Owner], Client], ann: Owner, name: str
) -> None:
    assert tried(signed_in(ann), ATTEMPTS[name]) == []


@pytest.mark.parametrize("name", ATTEMPTS)
def test_it_passes_once_its_check_is_gone(
    signed_in: Callable[[Owner], Client], ann: Owner, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tuple(check for check in guard.CHECKS if check.__name__ != ATTEMPTS[name].check)
    monkeypatch.setattr(guard, "CHECKS", left)
    assert {"GET /", "POST /"} & set(tried(signed_in(ann), ATTEMPTS[name], ["/"]))


@pytest.mark.parametrize("name", ATTEMPTS)
def test_it_passes_once_the_whole_guard_is_gone(
    signed_in: Callable[[Owner], Client], ann: Owner, name: str, settings: Settings
) -> None:
    settings.MIDDLEWARE = [part for part in settings.MIDDLEWARE if not part.endswith("ExactOrigin")]
    assert tried(signed_in(ann), ATTEMPTS[name], EVERYWHERE[:3])


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_link_in_a_mail_or_a_calendar_may_be_followed(
    signed_in: Callable[[Owner], Client], ann: Owner, site: str
) -> None:
    headers = {"sec-fetch-site": site, "referer": "https://mail.example/", **LINK}
    assert signed_in(ann).get("/rounds/", headers=headers).status_code == 200


@dataclass
class Door:
    """What the intruders without a right are made from."""

    owner: Owner
    now: datetime
    monkeypatch: pytest.MonkeyPatch
    client: Client = field(default_factory=lambda: Client(HTTP_HOST="localhost"))

    def let_in(self) -> None:
        token = make_open_token(self.owner, now=self.now)
        self.client.cookies["afterround_device"] = admit_device(token, name="", now=self.now)


def stranger(door: Door) -> None:
    """Nothing was ever given to them."""


def guesser(door: Door) -> None:
    door.client.cookies["afterround_device"] = "guess"


def revoked(door: Door) -> None:
    door.let_in()
    revoke_device(door.owner, devices_of(door.owner, door.now)[0].id, now=door.now)


def expired(door: Door) -> None:
    door.let_in()
    door.monkeypatch.setenv("AFTERROUND_NOW", (door.now + DEVICE_LIFE).isoformat())


def holder_of_a_token(door: Door) -> None:
    door.client.cookies["afterround_device"] = make_open_token(door.owner, now=door.now)


def reader_of_the_store(door: Door) -> None:
    door.let_in()
    door.client.cookies["afterround_device"] = Device.objects.get().token_hash


WITHOUT_A_RIGHT = [stranger, guesser, revoked, expired, holder_of_a_token, reader_of_the_store]


@pytest.fixture
def door(ann: Owner, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Door:
    """Ann's program, before which somebody stands."""
    return Door(ann, now, monkeypatch)


@pytest.mark.parametrize("who", WITHOUT_A_RIGHT)
def test_whoever_has_no_device_is_refused_everywhere(door: Door, who: Callable[[Door], None]) -> None:
    who(door)
    assert let_through(door.client, GUARDED, 403) == []


class LetsEverybodyIn(guard.KnownDevice):
    """The guard of devices without its question."""

    def __call__(self, request: Any) -> Any:
        device = Device.objects.first()
        request.owner, request.device, request.now = Owner.objects.get(), device, clock.now()
        return self.get_response(request)


@pytest.mark.parametrize("who", WITHOUT_A_RIGHT)
def test_they_come_in_once_the_guard_is_gone(
    door: Door, who: Callable[[Door], None], settings: Settings
) -> None:
    door.let_in()
    door.client.cookies.clear()
    own = f"{__name__}.LetsEverybodyIn"
    settings.MIDDLEWARE = [own if part.endswith("KnownDevice") else part for part in settings.MIDDLEWARE]
    if who is not reader_of_the_store:
        who(door)
    assert door.client.get("/settings/").status_code == 200
    some = GUARDED[::10]
    assert len(let_through(door.client, some, 403)) > len(some)


@pytest.mark.parametrize(("who", "asks"), [(revoked, {"expires_at__gt"}), (expired, {"revoked_at"})])
def test_a_question_that_leaves_out_half_lets_one_of_them_in(
    door: Door, who: Callable[[Door], None], asks: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    who(door)

    def half_known(token_hash: str, now: datetime) -> Device | None:
        conditions = {"revoked_at": None, "expires_at__gt": now}
        kept = {name: value for name, value in conditions.items() if name in asks}
        return Device.objects.filter(token_hash=token_hash, **kept).first()

    monkeypatch.setattr(guard, "known_device", half_known)
    assert "GET /" in let_through(door.client, ["/"], 403)


def replay(client: Client, token: str) -> list[int]:
    """The answers to every way to spend a token once more that did not refuse."""
    answers = [
        client.get(f"/open/{token}/"),
        client.post("/open/", {"address": token}),
        client.post("/open/", {"address": f"http://localhost/open/?token={token}"}),
    ]
    return [
        answer.status_code
        for answer in answers
        if answer.status_code != 403 or "afterround_device" in answer.cookies
    ]


@pytest.mark.parametrize("spend", ["open", "pair"])
def test_a_token_is_spent_once_whichever_way(door: Door, spend: str) -> None:
    token = make_open_token(door.owner, now=door.now)
    first = Client(HTTP_HOST="localhost")
    answer = first.get(f"/open/{token}/") if spend == "open" else first.post("/open/", {"address": token})
    assert answer.status_code == 303
    assert replay(door.client, token) == []
    OpenToken.objects.update(used_at=None)  # the proof: a token that is not marked lets one in again
    assert replay(door.client, token)


@pytest.fixture
def keys(ann: Owner, now: datetime, signed_in: Callable[[Owner], Client]) -> dict[str, UUID]:
    """One of everything of Ann's that an address can name."""
    key = a_mock(ann)
    jot = a_jot(ann, round_id=key)
    a_retro(ann, key, lesson="ask first")
    for value in ("from the laptop", "from the phone"):
        save_retro(ann, key, [FieldChange(RETRO, "lesson", value, 1)], now=now)
    make_link(ann, key, "Coding", now=now)
    signed_in(ann)
    return {
        "round_id": key,
        "observation_id": hand_in(ann, key, a_form(key), now=now).id,
        "link_id": get_observers(ann, key, now).links[0].id,
        "jot_id": jot,
        "line_id": a_line(ann, key, Section.ACTIONS, "learn heaps"),
        "text_id": get_retro(ann, key, now).others[0].id,
        "device_id": devices_of(ann, now)[0].id,
    }


SENT, FORM = "result=passed&state=done&name=Mine", "application/x-www-form-urlencoded"
"""What the forms ask for that say what is missing before they look for the thing."""


def named(keys: Mapping[str, object]) -> list[str]:
    """The addresses that name something."""
    everything = zip(paths(keys), paths(dict.fromkeys(keys, uuid4())), strict=True)
    return [path for (path, _), (other, _) in everything if path != other]


def found(client: Client, keys: Mapping[str, object]) -> list[str]:
    """The addresses of these things that answered as if there were something."""
    client.raise_request_exception = False
    return [
        f"{method} {path}"
        for path in named(keys)
        for method in METHODS
        if client.generic(method, path, SENT, FORM).status_code not in (404, 405)
    ]


def test_another_owners_device_finds_nothing_of_anns(
    signed_in: Callable[[Owner], Client], keys: dict[str, UUID], cleo: Owner
) -> None:
    assert len(named(keys)) > 20
    assert found(signed_in(cleo), keys) == []


def test_ann_herself_finds_all_of_it(
    signed_in: Callable[[Owner], Client], keys: dict[str, UUID], ann: Owner
) -> None:
    client = signed_in(ann)
    assert [path for path in named(keys) if client.get(path).status_code == 404] == []


def test_anns_things_look_like_none_at_all(
    signed_in: Callable[[Owner], Client], keys: dict[str, UUID], cleo: Owner
) -> None:
    client, unknown = signed_in(cleo), dict.fromkeys(keys, uuid4())
    for method in METHODS:
        hers, nobodys = (
            [client.generic(method, path, SENT, FORM).status_code for path in named(things)]
            for things in (keys, unknown)
        )
        assert hers == nobodys


def test_cleo_finds_them_once_owners_are_mixed_up(
    signed_in: Callable[[Owner], Client], keys: dict[str, UUID], ann: Owner, cleo: Owner
) -> None:
    client = signed_in(cleo)
    Device.objects.filter(owner=cleo).update(owner=ann)
    assert found(client, keys)
