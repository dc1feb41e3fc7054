import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from afterround.actions.retro import save_retro
from afterround.core.retro import Section
from afterround.core.retro_fields import FieldChange
from afterround.data.models import Owner
from afterround.formats.markdown import parse
from afterround.queries.attachments import file_of, get_attachment
from tests.cast import a_jot, a_line, a_photo, a_retro, a_round

SignedIn = Callable[[Owner], Client]
PAGES = ("/settings/", "/settings/afterround.json", "/settings/afterround.zip")
WORDS = (
    "Hooli",
    "Backend engineer",
    "Priya Raman",
    "bring a pen",
    "lost the DP state",
    "Interval DP",
    "state first",
)


@pytest.fixture
def filled(ann: Owner, now: datetime) -> Owner:
    told: Any = {"role": WORDS[1], "people": ((WORDS[2], "recruiter"),), "notes": WORDS[3]}
    key = a_round(ann, "Hooli", ended_ago=timedelta(days=1), **told)
    a_jot(ann, WORDS[4], round_id=key)
    a_retro(ann, key, lesson=WORDS[6])
    a_line(ann, key, Section.QUESTIONS, WORDS[5])
    return ann


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_is_turned_away(stranger: Client, filled: Owner, address: str) -> None:
    answer = stranger.get(address)
    assert answer.status_code == 403
    assert b"Hooli" not in answer.content


@pytest.mark.parametrize("address", PAGES[1:])
def test_another_owner_takes_nothing_of_it_along(
    signed_in: SignedIn, filled: Owner, cleo: Owner, address: str
) -> None:
    content = signed_in(cleo).get(address).getvalue()
    assert not [word for word in WORDS if word.encode() in content]


def test_the_page_tells_where_the_data_is_and_which_browsers_may_come_in(
    signed_in: SignedIn, ann: Owner
) -> None:
    page = signed_in(ann).get("/settings/").content.decode()
    assert "SQLite" in page or "PostgreSQL" in page
    assert re.search(r"Test browser</a> \(this one\)", page)


def test_the_json_file_holds_every_word_that_was_typed(signed_in: SignedIn, filled: Owner) -> None:
    answer = signed_in(filled).get("/settings/afterround.json")
    assert answer["Content-Disposition"] == 'attachment; filename="afterround-2026-06-11.json"'
    assert not [word for word in WORDS if word not in answer.content.decode()]
    lines = json.loads(answer.content)["retros"][0]["lines"]
    assert {line["text"] for line in lines} == {"lost the DP state", "Interval DP"}


def test_the_json_file_holds_replaced_words_too(signed_in: SignedIn, filled: Owner, now: datetime) -> None:
    key = a_round(filled, ended_ago=timedelta(days=2))
    line = a_line(filled, key, Section.SHAKY, "the first words")
    save_retro(filled, key, [FieldChange(str(line), "text", "other words", 1)], now=now)
    content = signed_in(filled).get("/settings/afterround.json").content.decode()
    assert "the first words" in content and "other words" in content


def test_the_markdown_files_read_back_as_the_rounds(signed_in: SignedIn, filled: Owner) -> None:
    answer = signed_in(filled).get("/settings/afterround.zip")
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        name = archive.namelist()[0]
        read = parse(archive.read(name).decode())
    assert name == "2026-06-10-hooli-coding.md"
    assert (read.retro.company, read.retro.lesson, read.problems) == ("Hooli", "state first", ())
    assert [q.topic for q in read.retro.questions] == ["Interval DP"]


@pytest.mark.usefixtures("own_home")
def test_photos_and_voice_memos_lie_beside_the_markdown(signed_in: SignedIn, ann: Owner) -> None:
    key = a_round(ann)
    photo = get_attachment(ann, a_photo(ann, round_id=key, caption="the tree"))
    answer = signed_in(ann).get("/settings/afterround.zip")
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        names = archive.namelist()
        kept = archive.read(names[1])
        assert f"attachment: {names[1]}\n" in archive.read(names[0]).decode()
    assert names[1].startswith("attachments/2026-06-11-acme-coding-1549-the-tree.")
    assert kept == file_of(photo).read_bytes()


@pytest.mark.parametrize("paper", ["light", "dark"])
def test_the_paper_can_be_chosen_and_stays(signed_in: SignedIn, ann: Owner, paper: str) -> None:
    client = signed_in(ann)
    answer = client.post("/paper/", {"paper": paper}, headers={"referer": "http://localhost/rounds/?page=2"})
    assert (answer.status_code, answer["Location"]) == (303, "/rounds/?page=2")
    assert f'<html lang="en" data-paper="{paper}">' in client.get("/").content.decode()


@pytest.mark.parametrize("said", ["auto", "pink", ""])
def test_any_other_paper_is_left_to_the_system(signed_in: SignedIn, ann: Owner, said: str) -> None:
    client = signed_in(ann)
    client.post("/paper/", {"paper": said})
    assert "data-paper" not in client.get("/").content.decode()


@pytest.mark.parametrize("referer", ["http://localhost//evil.example", ""])
def test_a_deed_never_leads_to_another_site(signed_in: SignedIn, ann: Owner, referer: str) -> None:
    answer = signed_in(ann).post("/paper/", {"paper": "dark"}, headers={"referer": referer})
    assert answer["Location"] == "/"
