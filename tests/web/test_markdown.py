import re
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client

from afterround.core.cooldown import Lane
from afterround.core.retro import Section
from afterround.data.models import Owner, RetroLine
from afterround.queries.retro import get_document, get_retro
from tests.cast import a_jot, a_line, a_retro, a_round

Let = Callable[[Owner], Client]


@pytest.fixture
def round_id(ann: Owner) -> UUID:
    """A round whose retrospective has a line from a jot, a question, a prediction and a lesson."""
    key = a_round(ann, ended_ago=timedelta(hours=5))
    a_jot(ann, "lost the DP state", Lane.STUMBLED, round_id=key)
    a_retro(ann, key, {Section.WENT_WELL: ["asked about duplicates"]}, prediction="40", lesson="Say it aloud")
    a_line(ann, key, Section.QUESTIONS, "Sticks", approach="memo", time="O(n³)", rating="2")
    return key


def form_of(client: Client, round_id: UUID) -> dict[str, str]:
    page = client.get(f"/rounds/{round_id}/markdown/").content.decode()
    base = re.search(r'name="base" value="([^"]*)"', page)
    text = re.search(r'name="text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert base
    assert text
    return {"base": unescape(base[1]), "text": unescape(text[1])}


def send(client: Client, round_id: UUID, form: dict[str, str]) -> tuple[int, str]:
    carried = {name: value.replace("\n", "\r\n") for name, value in form.items()}
    answer = client.post(f"/rounds/{round_id}/markdown/", carried)
    return answer.status_code, answer.content.decode()


def test_the_text_goes_through_the_page_unchanged(
    ann: Owner, now: datetime, round_id: UUID, signed_in: Let
) -> None:
    client, before = signed_in(ann), get_retro(ann, round_id, now)
    assert send(client, round_id, form_of(client, round_id))[0] == 303
    assert get_retro(ann, round_id, now) == before


def test_an_edited_text_changes_what_it_changes(
    ann: Owner, now: datetime, round_id: UUID, signed_in: Let
) -> None:
    client = signed_in(ann)
    form = form_of(client, round_id)
    form["text"] = form["text"].replace(
        "- asked about duplicates\n", "- asked about duplicates and size\n- named tests\n"
    )
    keys = [line.id for line in get_document(ann, round_id, now).went_well]
    for _ in range(2):
        assert send(client, round_id, form)[0] == 303
    document = get_document(ann, round_id, now)
    assert [line.text for line in document.went_well] == ["asked about duplicates and size", "named tests"]
    assert document.went_well[0].id == keys[0]
    assert document.prediction == 40


def test_a_line_with_a_jot_that_says_something_else_asks_first(
    ann: Owner, now: datetime, round_id: UUID, signed_in: Let
) -> None:
    client = signed_in(ann)
    form = form_of(client, round_id)
    form["text"] = form["text"].replace("lost the DP state", "twenty minutes gone")
    status, page = send(client, round_id, form)
    line = RetroLine.objects.get(jot__isnull=False)
    assert status == 422
    assert "On it hangs the jot it came from." in page
    assert line.deleted_at is None
    assert send(client, round_id, form | {f"line:{line.id}": "new"})[0] == 303
    assert [x.text for x in get_document(ann, round_id, now).shaky] == ["twenty minutes gone"]
    assert RetroLine.objects.get(jot__isnull=False).deleted_at == now


def test_the_same_line_reworded_keeps_its_jot(ann: Owner, round_id: UUID, signed_in: Let) -> None:
    client = signed_in(ann)
    form = form_of(client, round_id)
    form["text"] = form["text"].replace("lost the DP state", "twenty minutes gone")
    line = RetroLine.objects.get(jot__isnull=False)
    send(client, round_id, form | {f"line:{line.id}": "same"})
    line.refresh_from_db()
    assert (line.text, line.jot_id is None, line.deleted_at) == ("twenty minutes gone", False, None)


def test_what_could_not_be_read_is_listed_and_nothing_is_lost(
    ann: Owner, now: datetime, round_id: UUID, signed_in: Let
) -> None:
    client = signed_in(ann)
    form = form_of(client, round_id)
    form["text"] = form["text"].replace(" / coding", " / design")
    form["text"] = re.sub(r"(Emotional check-in.*\n)", r"\1stress: nine\n", form["text"])
    status, page = send(client, round_id, form)
    assert status == 422
    assert "stress is 1, 2, 3, 4 or 5" in page
    assert "The round in the header belongs to the round" in page
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    assert send(client, round_id, form | {"seen": seen[1]})[0] == 303
    assert "stress: nine" in form_of(client, round_id)["text"]


def test_two_edits_of_one_field_are_both_kept(ann: Owner, round_id: UUID, signed_in: Let) -> None:
    client = signed_in(ann)
    form = form_of(client, round_id)
    a_retro(ann, round_id, mindset="tired")
    client.post(f"/rounds/{round_id}/retro/save/", {"f:retro:lesson": "Draw it", "v:retro:lesson": "1"})
    form["text"] = form["text"].replace("Say it aloud", "Say it twice")
    assert send(client, round_id, form)[0] == 303
    page = client.get(f"/rounds/{round_id}/retro/").content.decode()
    assert "The lesson was changed in two places" in page
    assert "Draw it" in page
    assert "Say it twice" in page


def test_a_pasted_note_of_another_hand_is_placed_and_the_rest_kept(
    ann: Owner, now: datetime, signed_in: Let, shared: Path
) -> None:
    client = signed_in(ann)
    for note in sorted((shared / "realdata/notes").glob("*.md"))[:3]:
        key = a_round(ann, ended_ago=timedelta(hours=5))
        words = note.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
        form = form_of(client, key) | {"text": words}
        status, page = send(client, key, form)
        seen = re.search(r'name="seen" value="(\w+)"', page)
        if status == 422 and seen:
            status, page = send(client, key, form | {"seen": seen[1]})
        assert status == 303
        kept = form_of(client, key)["text"].lower()
        missing = [word for word in re.findall(r"\w{3,}", words.lower()) if word not in kept]
        assert set(missing) <= {"questions"}  # as a heading it is spelled as the template does


def test_the_file_has_its_keys_and_the_prediction_in_front(
    ann: Owner, round_id: UUID, signed_in: Let
) -> None:
    answer = signed_in(ann).get(f"/rounds/{round_id}/retro.md")
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="2026-06-11-acme-coding.md"'
    assert answer.content.decode().startswith("---\n")
    assert "prediction: 40" in answer.content.decode()


def test_the_markdown_waits_for_the_end_of_the_break(ann: Owner, signed_in: Let) -> None:
    page = signed_in(ann).get(f"/rounds/{a_round(ann)}/markdown/").content.decode()
    assert "The retrospective opens at" in page


@pytest.mark.parametrize("address", ["markdown/", "retro.md"])
def test_strangers_see_no_markdown(
    address: str, ann: Owner, cleo: Owner, round_id: UUID, signed_in: Let, stranger: Client
) -> None:
    assert stranger.get(f"/rounds/{round_id}/{address}").status_code == 403
    assert signed_in(cleo).get(f"/rounds/{round_id}/{address}").status_code == 404
    assert signed_in(cleo).post(f"/rounds/{round_id}/markdown/", {"text": "", "base": ""}).status_code == 404
