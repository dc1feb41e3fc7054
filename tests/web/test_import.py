import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from afterround.data.models import Owner, Round
from afterround.queries.retro import get_document
from afterround.queries.rounds import all_rounds

SignedIn = Callable[[Owner], Client]
NOTE = """2026-06-01 / Acme / 2nd technical, mock

## what went well
* asked about duplicates

What felt shaky:
- lost the DP state

Some prose that is no section's.
"""


@pytest.fixture
def client(signed_in: SignedIn, ann: Owner) -> Client:
    return signed_in(ann)


def _note(header: str) -> str:
    return f"Date / Company / Round: {header}\n\nWhat went well:\n- calm\n"


def test_a_stranger_is_turned_away(stranger: Client, ann: Owner) -> None:
    assert stranger.get("/import/").status_code == 403
    assert stranger.post("/import/", {"text": NOTE, "take": "yes"}).status_code == 403
    assert not Round.objects.exists()


def test_what_is_brought_belongs_to_the_one_who_brings_it(
    signed_in: SignedIn, ann: Owner, cleo: Owner, now: datetime
) -> None:
    signed_in(ann).post("/import/", {"text": _note("2026-06-01 / Acme / coding"), "take": "yes"})
    assert signed_in(cleo).get(f"/rounds/{all_rounds(ann, now)[0].id}/").status_code == 404


def test_the_page_asks_for_a_text(client: Client) -> None:
    assert 'name="text"' in client.get("/import/").content.decode()


def test_a_text_is_first_shown_as_it_was_read(client: Client) -> None:
    answer = client.post("/import/", {"text": _note("2026-06-01 / Acme / coding")})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "How it was read" in page and "calm" in page and 'value="2026-06-01"' in page
    assert not Round.objects.exists()


def test_a_second_press_takes_it_in(client: Client, ann: Owner, now: datetime) -> None:
    answer = client.post("/import/", {"text": _note("2026-06-01 / Acme / coding"), "take": "yes"})
    found = all_rounds(ann, now)[0]
    assert (answer.status_code, answer["Location"]) == (303, f"/rounds/{found.id}/")
    assert [line.text for line in get_document(ann, found.id, now).went_well] == ["calm"]


def test_the_button_pressed_twice_takes_it_in_once(client: Client, ann: Owner, now: datetime) -> None:
    shown = client.post("/import/", {"text": _note("2026-06-01 / Acme / coding")}).content.decode()
    found = re.search(r'name="once" value="([^"]+)"', shown)
    assert found
    sent = {"once": found[1], "text": _note("2026-06-01 / Acme / coding"), "take": "yes"}
    addresses = [client.post("/import/", sent)["Location"] for _ in range(2)]
    assert addresses == [f"/rounds/{all_rounds(ann, now)[0].id}/"] * 2
    assert [line.text for line in get_document(ann, all_rounds(ann, now)[0].id, now).went_well] == ["calm"]
    assert Round.objects.count() == 1


def test_a_file_is_read_like_a_pasted_text(client: Client) -> None:
    file = SimpleUploadedFile("note.md", b"\xef\xbb\xbf" + _note("2026-06-01 / Acme / coding").encode())
    assert "calm" in client.post("/import/", {"file": file}).content.decode()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * 1_000_001])
def test_a_file_that_is_no_retrospective_is_refused_with_a_reason(client: Client, content: bytes) -> None:
    answer = client.post("/import/", {"file": SimpleUploadedFile("note.md", content)})
    assert answer.status_code == 422
    assert "This file is" in answer.content.decode()


@pytest.mark.parametrize("text", ["", "  \n "])
def test_nothing_at_all_is_refused(client: Client, text: str) -> None:
    assert client.post("/import/", {"text": text}).status_code == 422


@pytest.mark.parametrize(
    "header", ["Acme / coding", "June 1st / Acme / coding", "2027-01-01 / Acme / coding"]
)
def test_a_missing_or_impossible_date_is_asked_for_and_the_text_kept(client: Client, header: str) -> None:
    answer = client.post("/import/", {"text": _note(header), "take": "yes"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="date-problem"' in page and "- calm" in page
    assert not Round.objects.exists()


def test_a_date_can_be_added_on_the_page(client: Client, ann: Owner, now: datetime) -> None:
    client.post("/import/", {"text": _note("June 1st / Acme / coding"), "date": "2026-06-01", "take": "yes"})
    assert all_rounds(ann, now)[0].ends_at.date().isoformat() == "2026-06-01"


def test_company_and_round_can_be_put_right_on_the_page(client: Client, ann: Owner, now: datetime) -> None:
    said = {"company": "Globex", "round": "system design"}
    client.post("/import/", {"text": _note("2026-06-01"), "take": "yes", **said})
    assert all_rounds(ann, now)[0].title == "Globex, system design"


def test_a_date_that_could_be_another_is_pointed_out(client: Client) -> None:
    page = client.post("/import/", {"text": _note("3/4/2026 / Acme / coding")}).content.decode()
    assert "could be another day" in page


def test_text_without_any_section_is_said_to_be_kept_whole(client: Client) -> None:
    page = client.post("/import/", {"text": "I went there and it was fine."}).content.decode()
    assert "No heading of the template was found." in page
    assert "I went there and it was fine." in page
