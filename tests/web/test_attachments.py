"""Photos and voice memos through the browser: taken on every page, told plainly when not, handed out harmlessly."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from afterround.actions.rounds import delete_round
from afterround.adapters import attachments as files
from afterround.core.attachments import LARGEST, LIMIT_WORDS, LONG_SIDE, SIZE_LIMITS
from afterround.core.errors import StoreUnavailable
from afterround.data.models import Attachment, Owner
from afterround.queries.attachments import file_of, get_attachment, round_attachments
from afterround.web.assets import FOLDER
from tests.cast import a_jot, a_memo, a_photo, a_round
from tests.formats.recordings import wav, webm
from tests.pictures import PLACE, jpeg

pytestmark = pytest.mark.usefixtures("own_home")

Let = Callable[[Owner], Client]
JSON = {"Accept": "application/json"}
PAGES = ("/rounds/{}/", "/rounds/{}/cooldown/", "/rounds/{}/retro/")
DEEDS = ("caption", "place", "remove", "restore", "purge")


def form(content: bytes = b"", name: str = "board.jpg", **fields: str) -> dict[str, Any]:
    """What the form on a page sends; the field for the camera was left empty."""
    return {"id": str(uuid4()), "file": SimpleUploadedFile(name, content or jpeg()), **fields}


def content_of(answer: Any) -> bytes:
    return b"".join(answer) if answer.streaming else bytes(answer.content)


def test_a_form_keeps_a_photo_and_goes_back(ann: Owner, signed_in: Let) -> None:
    round_id = a_round(ann)
    page = f"/rounds/{round_id}/"
    answer = signed_in(ann).post("/attachments/", form(round=str(round_id), next=f"{page}#attached"))
    assert (answer.status_code, answer["Location"]) == (303, f"{page}#attached")
    [view] = round_attachments(ann, round_id)
    assert PLACE not in file_of(view).read_bytes()


def test_a_script_hears_what_was_kept_and_may_send_it_twice(
    ann: Owner, now: datetime, signed_in: Let
) -> None:
    client, round_id, key, content = signed_in(ann), a_round(ann), str(uuid4()), jpeg()
    at = (now - timedelta(minutes=1)).isoformat()
    first, again = (
        client.post("/attachments/", form(content, id=key, at=at, note="the tree"), headers=JSON)
        for _ in range(2)
    )
    assert (first.status_code, again.status_code) == (201, 200)
    answer = first.json()
    assert answer == again.json()
    assert (answer["id"], answer["kind"], answer["round"]) == (key, "photo", str(round_id))
    assert (answer["address"], answer["remove"]) == (f"/attachments/{key}", f"/attachments/{key}/remove/")
    assert (answer["size"], answer["caption"], answer["clock"]) == (
        len(content_of(client.get(answer["address"]))),
        "the tree",
        "15:48",
    )


def test_what_was_removed_meanwhile_is_not_sent_for_ever(ann: Owner, now: datetime, signed_in: Let) -> None:
    client, round_id, content = signed_in(ann), a_round(ann), jpeg()
    sent = {"id": str(uuid4()), "round": str(round_id)}
    client.post("/attachments/", form(content) | sent)
    client.post(f"/attachments/{sent['id']}/remove/")
    delete_round(ann, round_id, now=now)
    again = client.post("/attachments/", form(content) | sent, headers=JSON)
    assert (again.status_code, again.json()["id"]) == (200, sent["id"])


def test_camera_and_chosen_file_are_both_kept(ann: Owner, signed_in: Let) -> None:
    sent = form() | {"file": [SimpleUploadedFile("a.jpg", jpeg()), SimpleUploadedFile("memo.wav", wav())]}
    signed_in(ann).post("/attachments/", sent)
    assert sorted(Attachment.objects.values_list("kind", flat=True)) == ["photo", "voice"]


def test_one_without_a_round_stands_on_the_jot_page_and_is_given_one(ann: Owner, signed_in: Let) -> None:
    client, round_id = signed_in(ann), a_round(ann, ended_ago=timedelta(days=3))
    key = form()["id"]
    page = client.post("/attachments/", form(id=key), follow=True).content.decode()
    assert f'src="/attachments/{key}"' in page
    client.post(f"/attachments/{key}/place/", {"round": str(round_id)})
    assert [str(view.id) for view in round_attachments(ann, round_id)] == [key]
    assert f'src="/attachments/{key}"' not in client.get("/jot/").content.decode()


def test_a_photo_goes_with_the_jot_that_was_just_kept(ann: Owner, signed_in: Let) -> None:
    client, round_id = signed_in(ann), a_round(ann)
    jot_id = a_jot(ann, "drew the tree", round_id=round_id)
    assert (
        f'href="/jot/?kept={jot_id}#attached"' in client.get(f"/rounds/{round_id}/cooldown/").content.decode()
    )
    assert f'name="jot" value="{jot_id}"' in client.get(f"/jot/?kept={jot_id}").content.decode()
    client.post("/attachments/", form(jot=str(jot_id)))
    page = client.get(f"/rounds/{round_id}/").content.decode()
    assert "with “drew the tree”" in page


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_a_round_shows_what_is_attached_and_says_the_limit(
    ann: Owner, signed_in: Let, page: str
) -> None:
    round_id = a_round(ann, ended_ago=timedelta(hours=5))
    photo, memo = a_photo(ann, round_id=round_id, caption="the <b>tree</b>"), a_memo(ann, round_id=round_id)
    text = signed_in(ann).get(page.format(round_id)).content.decode()
    assert f'<img src="/attachments/{photo}" alt="Photo, 15:49: the &lt;b&gt;tree&lt;/b&gt;"' in text
    assert f'<audio controls preload="metadata" src="/attachments/{memo}"' in text
    assert LIMIT_WORDS in text
    assert 'enctype="multipart/form-data" data-attach' in text


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"lost the DP state", "notes.jpg", "no photo and no voice memo"),
        (b"<html><script>alert(1)</script>", "memo.mp3", "no photo and no voice memo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", "JPEG or PNG"),
        (b"x" * (LARGEST + 1), "long.wav", "at most 20 MB"),
        (webm(kind=1), "video.webm", "sound alone"),
    ],
)
def test_what_cannot_be_taken_is_told_with_the_form(
    ann: Owner, signed_in: Let, content: bytes, name: str, words: str
) -> None:
    client, round_id = signed_in(ann), a_round(ann)
    page = f"/rounds/{round_id}/"
    again = client.post("/attachments/", form(content, name, round=str(round_id), next=page))
    assert again.status_code == 422
    assert words in again.content.decode()
    assert f'name="round" value="{round_id}"' in again.content.decode()
    told = client.post("/attachments/", form(content, name), headers=JSON)
    assert (told.status_code, words in told.json()["problems"]["file"]) == (422, True)
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("fields", [{"round": "last"}, {"jot": "first"}, {"file": ""}, {"note": "x" * 400}])
def test_a_form_that_makes_no_sense_is_refused_with_a_reason(
    ann: Owner, signed_in: Let, fields: dict[str, str]
) -> None:
    answer = signed_in(ann).post("/attachments/", form() | fields, headers=JSON)
    assert (answer.status_code, bool(answer.json()["problems"])) == (422, True)


@pytest.mark.parametrize("field", ["round", "jot"])
def test_a_round_or_jot_that_is_not_there_yet_is_told_as_missing(
    ann: Owner, signed_in: Let, field: str
) -> None:
    answer = signed_in(ann).post("/attachments/", form() | {field: str(uuid4())}, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_full_disk_is_told_with_what_to_do(
    ann: Owner, signed_in: Let, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: bytes) -> str:
        raise StoreUnavailable("The file could not be kept: No space left on device. Make room.")

    monkeypatch.setattr(files, "keep_file", refuse)
    answer = signed_in(ann).post("/attachments/", form(), headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (503, "store_unavailable")


def test_a_file_is_handed_out_as_what_it_is_and_can_do_nothing(ann: Owner, signed_in: Let) -> None:
    key = a_photo(ann, 'a"b\u202e.html')
    answer = signed_in(ann).get(f"/attachments/{key}")
    assert content_of(answer) == file_of(get_attachment(ann, key)).read_bytes()
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert answer["Content-Disposition"] == 'inline; filename="a\\"b.jpg"'
    policy = answer["Content-Security-Policy"]
    assert "sandbox" in policy and "script-src" not in policy
    assert answer["Cache-Control"].startswith("private, ") and "immutable" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-", 0, None), ("bytes=0-1", 0, 2), ("bytes=100-299", 100, 300), ("bytes=-50", -50, None)],
)
def test_a_player_gets_the_part_it_asks_for(
    ann: Owner, signed_in: Let, asked: str, start: int, end: int | None
) -> None:
    key = a_memo(ann)
    whole = file_of(get_attachment(ann, key)).read_bytes()
    answer = signed_in(ann).get(f"/attachments/{key}", headers={"range": asked})
    assert answer.status_code == 206
    assert content_of(answer) == whole[start:end]
    first = start % len(whole)
    last = (end or len(whole)) - 1
    assert answer["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"
    assert int(answer["Content-Length"]) == len(whole[start:end])


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=-0", "bytes=5-2", "bytes=-"])
def test_a_part_that_is_not_there_is_refused(ann: Owner, signed_in: Let, asked: str) -> None:
    answer = signed_in(ann).get(f"/attachments/{a_memo(ann)}", headers={"range": asked})
    assert (answer.status_code, answer["Content-Range"][:8]) == (416, "bytes */")


@pytest.mark.parametrize("headers", [{"range": "lines=1-2"}, {"range": "bytes=0-1", "if-range": '"other"'}])
def test_a_range_that_is_not_understood_gets_the_whole(
    ann: Owner, signed_in: Let, headers: dict[str, str]
) -> None:
    answer = signed_in(ann).get(f"/attachments/{a_memo(ann)}", headers=headers)
    assert (answer.status_code, answer["Accept-Ranges"]) == (200, "bytes")


def test_a_file_the_browser_has_is_not_sent_again(ann: Owner, signed_in: Let) -> None:
    client, address = signed_in(ann), f"/attachments/{a_photo(ann)}"
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304


def test_strangers_and_other_owners_see_no_file(
    ann: Owner, cleo: Owner, signed_in: Let, stranger: Client
) -> None:
    address = f"/attachments/{a_photo(ann)}"
    assert (signed_in(cleo).get(address).status_code, stranger.get(address).status_code) == (404, 403)
    assert stranger.post("/attachments/", form()).status_code == 403


@pytest.mark.parametrize("deed", DEEDS)
def test_another_owners_photo_is_not_there(ann: Owner, cleo: Owner, signed_in: Let, deed: str) -> None:
    fields = {"round": str(a_round(cleo)), "caption": "mine"}
    answer = signed_in(cleo).post(f"/attachments/{a_photo(ann)}/{deed}/", fields)
    assert answer.status_code == 404
    assert Attachment.objects.filter(owner=ann, deleted_at=None, caption="").count() == 1


def test_a_removed_one_is_hidden_and_comes_back(ann: Owner, signed_in: Let) -> None:
    client, round_id = signed_in(ann), a_round(ann)
    key, page = a_photo(ann, round_id=round_id), f"/rounds/{round_id}/"
    shown = f'<img src="/attachments/{key}"'
    removed = client.post(f"/attachments/{key}/remove/", {"next": page}, follow=True).content.decode()
    assert shown not in removed and "Take back" in removed
    assert client.get(f"/attachments/{key}").status_code == 404
    back = client.post(f"/attachments/{key}/restore/", {"next": page}, follow=True).content.decode()
    assert shown in back


def test_a_caption_becomes_what_a_screen_reader_says(ann: Owner, signed_in: Let) -> None:
    client, round_id = signed_in(ann), a_round(ann)
    key = a_photo(ann, round_id=round_id)
    client.post(f"/attachments/{key}/caption/", {"caption": "the tree"})
    assert 'alt="Photo, 15:49: the tree"' in client.get(f"/rounds/{round_id}/").content.decode()


def test_the_photo_of_a_deleted_round_is_gone_with_it(ann: Owner, now: datetime, signed_in: Let) -> None:
    round_id = a_round(ann)
    key = a_photo(ann, round_id=round_id)
    delete_round(ann, round_id, now=now)
    assert signed_in(ann).get(f"/attachments/{key}").status_code == 404


def test_a_missing_file_is_said_plainly(ann: Owner, signed_in: Let) -> None:
    key = a_photo(ann)
    file_of(get_attachment(ann, key)).unlink()
    answer = signed_in(ann).get(f"/attachments/{key}", headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (404, "file_missing")


def test_placing_without_a_round_asks_for_one(ann: Owner, signed_in: Let) -> None:
    answer = signed_in(ann).post(f"/attachments/{a_photo(ann)}/place/", headers=JSON)
    assert (answer.status_code, answer.json()["problems"]) == (422, {"round": "Choose a round."})


def test_only_the_microphone_may_be_asked_for(ann: Owner, signed_in: Let) -> None:
    allowed = signed_in(ann).get("/jot/")["Permissions-Policy"]
    assert "microphone=(self)" in allowed
    assert "camera=()" in allowed and "geolocation=()" in allowed


def test_the_page_knows_the_same_limits_before_anything_is_sent() -> None:
    sending, shrinking = (
        (FOLDER / name).read_text(encoding="utf-8") for name in ("attach.js", "photo-shrink.js")
    )
    limits = {kind.value: f"{size:_}" for kind, size in SIZE_LIMITS.items()}
    assert f"{{ photo: {limits['photo']}, voice: {limits['voice']} }}" in sending
    assert f"LONG_SIDE = {LONG_SIDE};" in shrinking
