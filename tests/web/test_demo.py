from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from afterround.core.errors import Conflict
from afterround.data.models import Owner
from afterround.jobs.demo import DemoProgram

SignedIn = Callable[[Owner], Client]
BAND = "This is the demo: invented people and companies. Nothing here is yours."


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where the demo was told to lead back to, each time its door was pressed; none is started."""
    seen: list[str] = []

    def address(_: DemoProgram, *, back: str) -> str:
        seen.append(back)
        return "http://localhost:4718/open/token/"

    monkeypatch.setattr(DemoProgram, "address", address)
    return seen


def test_one_press_leads_into_the_demo(signed_in: SignedIn, ann: Owner, asked: list[str]) -> None:
    answer = signed_in(ann).post("/look-around/demo/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert '<meta http-equiv="refresh" content="0; url=http://localhost:4718/open/token/">' in page
    assert 'href="http://localhost:4718/open/token/"' in page
    assert asked == ["http://localhost"]


def test_no_form_may_end_at_another_origin(signed_in: SignedIn, ann: Owner, asked: list[str]) -> None:
    policy = signed_in(ann).post("/look-around/demo/")["Content-Security-Policy"]
    assert "form-action 'self';" in policy


def test_looking_at_the_address_starts_nothing(signed_in: SignedIn, ann: Owner, asked: list[str]) -> None:
    assert signed_in(ann).get("/look-around/demo/").status_code == 405
    assert asked == []


def test_a_stranger_starts_nothing(stranger: Client, ann: Owner, asked: list[str]) -> None:
    assert stranger.post("/look-around/demo/").status_code == 403
    assert asked == []


@pytest.mark.parametrize("address", ["/", "/look-around/"])
def test_the_door_stands_on_an_empty_today_and_beside_the_loop_in_words(
    signed_in: SignedIn, ann: Owner, address: str
) -> None:
    page = signed_in(ann).get(address).content.decode()
    assert 'action="/look-around/demo/"' in page
    assert BAND not in page and "data-demo" not in page


@pytest.mark.parametrize("address", ["/", "/look-around/"])
def test_from_elsewhere_the_page_names_the_command(
    signed_in: SignedIn, ann: Owner, settings: Settings, asked: list[str], address: str
) -> None:
    settings.ORIGIN = "https://afterround.example"
    client = signed_in(ann)
    page = client.get(address).content.decode()
    assert "<code>afterround demo</code>" in page and "/look-around/demo/" not in page
    assert client.post("/look-around/demo/", secure=True).status_code in (403, 409)
    assert asked == []


def test_a_demo_that_does_not_start_is_said_in_words(
    signed_in: SignedIn, ann: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: DemoProgram, *, back: str) -> str:
        raise Conflict("The demo could not be started. Try it in a terminal: afterround demo")

    monkeypatch.setattr(DemoProgram, "address", refuse)
    answer = signed_in(ann).post("/look-around/demo/")
    assert answer.status_code == 409
    assert "Try it in a terminal: afterround demo" in answer.content.decode()


@pytest.fixture
def in_the_demo(settings: Settings) -> None:
    """The program works on the demo, and knows where the person's own pages are."""
    settings.DEMO = True
    settings.DEMO_BACK = "http://localhost:4717"


ADDRESSES = ["/", "/rounds/", "/rounds/new/", "/jot/", "/import/", "/settings/", "/look-around/", "/nowhere/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_of_the_demo_says_that_it_is_one(
    in_the_demo: None, signed_in: SignedIn, demo: Owner, address: str
) -> None:
    page = signed_in(demo).get(address).content.decode()
    assert BAND in page and " data-demo>" in page and "<title>Demo: " in page
    assert '<a class="go" href="http://localhost:4717/">Back to your own</a>' in page


def test_a_page_without_the_usual_frame_says_it_too(
    in_the_demo: None, signed_in: SignedIn, demo: Owner
) -> None:
    client = signed_in(demo)
    (address,) = {found.split('"')[0] for found in client.get("/").content.decode().split('href="')[1:]} & {
        f"/rounds/{key}/cooldown/" for key in demo_rounds(demo)
    }
    assert BAND in client.get(address).content.decode()


def demo_rounds(owner: Owner) -> list[str]:
    from afterround.data.models import Round

    return [str(key) for key in Round.objects.filter(owner=owner).values_list("id", flat=True)]


def test_whoever_is_not_let_in_is_told_the_command_of_the_demo(in_the_demo: None, stranger: Client) -> None:
    page = stranger.get("/").content.decode()
    assert BAND in page and "afterround --demo open" in page


def test_the_demo_has_no_door_into_itself(in_the_demo: None, signed_in: SignedIn, demo: Owner) -> None:
    client = signed_in(demo)
    assert 'action="/look-around/demo/"' not in client.get("/look-around/").content.decode()
    assert client.post("/look-around/demo/").status_code == 409


def test_without_a_way_back_the_band_names_the_command(
    in_the_demo: None, settings: Settings, signed_in: SignedIn, demo: Owner
) -> None:
    settings.DEMO_BACK = ""
    page = signed_in(demo).get("/").content.decode()
    assert "Your own: <code>afterround open</code>" in page
