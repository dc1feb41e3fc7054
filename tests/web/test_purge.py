"""Deleting for good through the browser: it asks on a page of its own and names all that goes."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from afterround.actions.attachments import remove_attachment
from afterround.actions.rounds import delete_round
from afterround.data.models import Attachment, Owner, Round
from tests.cast import a_jot, a_photo, a_retro, a_round

pytestmark = pytest.mark.usefixtures("own_home")

Let = Callable[[Owner], Client]


@pytest.fixture
def deleted(ann: Owner, now: datetime) -> str:
    """The key of a deleted round with a jot, a retrospective and a photo."""
    key = a_round(ann, people=())
    a_jot(ann, round_id=key)
    a_retro(ann, key)
    a_photo(ann, round_id=key)
    delete_round(ann, key, now=now)
    return str(key)


def test_deleted_rounds_are_found_again(ann: Owner, signed_in: Let, deleted: str) -> None:
    client = signed_in(ann)
    assert 'href="/rounds/deleted/"' in client.get("/rounds/").content.decode()
    page = client.get("/rounds/deleted/").content.decode()
    assert f'action="/rounds/{deleted}/restore/"' in page
    assert f'href="/rounds/{deleted}/purge/"' in page


def test_a_page_asks_and_names_all_that_goes(
    ann: Owner, signed_in: Let, deleted: str, own_home: Path
) -> None:
    (own_home / "copies").mkdir()
    (own_home / "copies" / "before-0002-x.sqlite3").write_bytes(b"")
    page = signed_in(ann).get(f"/rounds/{deleted}/purge/").content.decode()
    for words in (
        "one jot",
        "its retrospective",
        "one photo",
        "Acme, which no other round knows",
        "one older copy",
    ):
        assert words in page
    assert Round.objects.count() == 1


@pytest.mark.parametrize("copies", ["", "yes"])
def test_then_it_is_gone_and_this_browser_forgets_its_pictures(
    ann: Owner, signed_in: Let, deleted: str, own_home: Path, copies: str
) -> None:
    copy = own_home / "copies" / "before-0002-x.sqlite3"
    copy.parent.mkdir()
    copy.write_bytes(b"")
    client = signed_in(ann)
    answer = client.post(f"/rounds/{deleted}/purge/", {"copies": copies})
    assert (answer.status_code, answer["Location"]) == (303, "/rounds/deleted/?gone")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert (Round.objects.count(), copy.exists()) == (0, not copies)
    assert "gone for good" in client.get(answer["Location"]).content.decode()


def test_what_is_not_deleted_cannot_be_purged(ann: Owner, signed_in: Let) -> None:
    key = a_round(ann)
    client = signed_in(ann)
    assert [
        client.get(f"/rounds/{key}/purge/").status_code,
        client.post(f"/rounds/{key}/purge/").status_code,
    ] == [409, 409]
    assert Round.objects.count() == 1


def test_another_owner_purges_nothing(ann: Owner, cleo: Owner, signed_in: Let, deleted: str) -> None:
    client = signed_in(cleo)
    assert client.get(f"/rounds/{deleted}/purge/").status_code == 404
    assert client.post(f"/rounds/{deleted}/purge/").status_code == 404
    assert "Acme" not in client.get("/rounds/deleted/").content.decode()
    assert Round.objects.count() == 1


def test_what_could_not_be_cleared_yet_is_told(
    ann: Owner, signed_in: Let, deleted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from afterround.actions.purge import Purged, purge_round

    def purge(*args: object, **kwargs: object) -> Purged:
        return Purged(purge_round(*args, **kwargs).gone, ("The store is in use.",))  # type: ignore[arg-type]

    monkeypatch.setattr("afterround.web.purge.deeds.purge_round", purge)
    page = signed_in(ann).post(f"/rounds/{deleted}/purge/").content.decode()
    assert "The store is in use." in page


def test_a_removed_photo_goes_for_good_after_a_question(ann: Owner, now: datetime, signed_in: Let) -> None:
    client, round_id = signed_in(ann), a_round(ann)
    key = a_photo(ann, round_id=round_id)
    assert client.post(f"/attachments/{key}/purge/").status_code == 409
    remove_attachment(ann, key, now=now)
    assert f'href="/attachments/{key}/purge/"' in client.get(f"/rounds/{round_id}/").content.decode()
    assert "Photo, 15:49" in client.get(f"/attachments/{key}/purge/").content.decode()
    assert client.post(f"/attachments/{key}/purge/").status_code == 303
    assert not Attachment.objects.exists()
