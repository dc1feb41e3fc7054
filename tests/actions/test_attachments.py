"""Photos and voice memos are kept once, bare, where they belong, and come back after they were removed."""

import errno
import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from afterround.actions import attachments as deeds
from afterround.actions.attachments import Attached, NewAttachment, attach
from afterround.actions.cooldown import place_jot
from afterround.actions.rounds import delete_round
from afterround.adapters import attachments as files
from afterround.core.attachments import SIZE_LIMITS, AttachmentKind
from afterround.core.errors import Invalid, NotFound, StoreUnavailable
from afterround.data.models import Attachment, Owner
from afterround.queries.attachments import (
    check_files,
    file_of,
    get_attachment,
    loose_attachments,
    round_attachments,
)
from tests.cast import NOW, a_jot, a_memo, a_photo, a_round
from tests.formats.recordings import SECRET, wav
from tests.pictures import COMMENT, DEVICE, PLACE, jpeg, png, whiteboard

pytestmark = pytest.mark.usefixtures("own_home")


def sent(
    content: bytes = b"", *, key: UUID | None = None, name: str = "board.jpg", **others: Any
) -> NewAttachment:
    return NewAttachment(key or uuid4(), content or jpeg(), name, NOW, **others)


def stored() -> list[bytes]:
    """What lies in the folder of files."""
    return [files.path_of(digest).read_bytes() for digest in files.kept_files()]


def test_a_photo_is_kept_bare_with_what_a_page_needs(ann: Owner, now: datetime) -> None:
    round_id = a_round(ann)
    key = a_photo(ann, "C:\\board\n1.jpg", content=jpeg(), round_id=round_id, caption=" the  tree ")
    view = get_attachment(ann, key)
    assert (view.kind, view.media_type, view.width, view.height) == ("photo", "image/jpeg", 400, 300)
    assert (view.name, view.caption, view.round_id, view.at) == ("board 1.jpg", "the tree", round_id, now)
    assert file_of(view).read_bytes() == stored()[0]
    assert not [secret for secret in (DEVICE.encode(), PLACE, COMMENT) if secret in stored()[0]]


def test_a_voice_memo_is_kept_bare(ann: Owner) -> None:
    view = get_attachment(ann, a_memo(ann))
    assert (view.kind, view.media_type, view.width) == ("voice", "audio/wav", None)
    assert SECRET in wav()
    assert SECRET not in stored()[0]


def test_the_place_of_a_photo_is_nowhere_in_the_data_folder(ann: Owner, own_home: Path) -> None:
    a_photo(ann, content=jpeg())
    assert not [path for path in own_home.rglob("*") if path.is_file() and PLACE in path.read_bytes()]


def test_sending_twice_keeps_it_once(ann: Owner, now: datetime) -> None:
    one = sent()
    assert attach(ann, one, now=now) == Attached(one.id, is_new=True)
    assert attach(ann, one, now=now) == Attached(one.id, is_new=False)
    assert (Attachment.objects.count(), len(stored())) == (1, 1)


def test_another_file_under_the_same_key_is_kept_too(ann: Owner, now: datetime) -> None:
    first = sent()
    other = sent(png(whiteboard((50, 50))), key=first.id)
    attach(ann, first, now=now)
    for is_new in (True, False):
        again = attach(ann, other, now=now)
        assert (again.is_new, again.id == first.id) == (is_new, False)
    assert Attachment.objects.count() == 2


def test_the_same_content_twice_is_stored_once(ann: Owner) -> None:
    content = jpeg()
    a_photo(ann, content=content)
    a_photo(ann, content=content)
    assert (Attachment.objects.count(), len(stored())) == (2, 1)


@pytest.mark.parametrize(("ended_ago", "is_its"), [(4, True), (60 * 30, False)])
def test_without_a_round_it_goes_where_a_jot_would(ann: Owner, ended_ago: int, is_its: bool) -> None:
    round_id = a_round(ann, ended_ago=timedelta(minutes=ended_ago))
    view = get_attachment(ann, a_photo(ann))
    assert view.round_id == (round_id if is_its else None)
    assert bool(loose_attachments(ann)) is not is_its


def test_with_a_jot_it_goes_where_the_jot_goes(ann: Owner, now: datetime) -> None:
    first, second = a_round(ann), a_round(ann, "Globex", ended_ago=timedelta(days=2))
    jot = a_jot(ann, round_id=first)
    key = a_photo(ann, jot_id=jot, round_id=first)
    assert [view.id for view in round_attachments(ann, first)] == [key]
    place_jot(ann, jot, now=now, round_id=second)
    assert (round_attachments(ann, first), get_attachment(ann, key).round_id) == ([], second)


def test_one_without_a_round_is_given_one(ann: Owner) -> None:
    key, round_id = a_photo(ann), a_round(ann, ended_ago=timedelta(days=3))
    deeds.place_attachment(ann, key, round_id)
    assert [view.id for view in round_attachments(ann, round_id)] == [key]


@pytest.mark.parametrize("which", ["round_id", "jot_id"])
def test_a_round_or_jot_that_is_not_hers_is_not_there(
    ann: Owner, cleo: Owner, now: datetime, which: str
) -> None:
    hers = a_round(ann) if which == "round_id" else a_jot(ann)
    for unknown in (hers, uuid4()):
        place: dict[str, Any] = {which: unknown}
        with pytest.raises(NotFound):
            attach(cleo, replace(sent(), **place), now=now)
    assert stored() == []


def test_a_deleted_round_takes_nothing_more(ann: Owner, now: datetime) -> None:
    round_id = a_round(ann)
    jot, key = a_jot(ann, round_id=round_id), a_photo(ann, round_id=round_id)
    delete_round(ann, round_id, now=now)
    places: list[dict[str, Any]] = [{"round_id": round_id}, {"jot_id": jot}]
    for place in places:
        with pytest.raises(NotFound):
            attach(ann, replace(sent(), **place), now=now)
    with pytest.raises(NotFound):
        get_attachment(ann, key)


def test_another_owners_key_is_not_there(ann: Owner, cleo: Owner, now: datetime) -> None:
    one = sent()
    attach(ann, one, now=now)
    with pytest.raises(NotFound):
        attach(cleo, one, now=now)
    assert Attachment.objects.get().owner == ann


@pytest.mark.parametrize(
    "content",
    [b" ", b"not a picture", b"<svg/>", jpeg()[:300], b"<html>" * 99, b"ID3\4\0\0\0\0\0\0<html>", wav()[:60]],
)
def test_what_is_neither_is_refused_and_leaves_nothing(ann: Owner, now: datetime, content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        attach(ann, sent(content), now=now)
    assert refused.value.problems["file"]
    assert (stored(), Attachment.objects.count()) == ([], 0)


def test_an_empty_file_is_refused(ann: Owner, now: datetime) -> None:
    with pytest.raises(Invalid, match="is empty"):
        attach(ann, NewAttachment(uuid4(), b"", "board.jpg", NOW), now=now)


@pytest.mark.parametrize(("content", "kind"), [(jpeg(), AttachmentKind.PHOTO), (wav(), AttachmentKind.VOICE)])
def test_what_is_too_large_is_refused_with_the_limit(
    ann: Owner, now: datetime, content: bytes, kind: AttachmentKind
) -> None:
    with pytest.raises(Invalid, match="at most 15 MB" if kind is AttachmentKind.PHOTO else "at most 20 MB"):
        attach(ann, sent(content + bytes(SIZE_LIMITS[kind])), now=now)


def test_a_caption_that_is_too_long_is_refused(ann: Owner, now: datetime) -> None:
    with pytest.raises(Invalid) as refused:
        attach(ann, sent(caption="x" * 301), now=now)
    assert refused.value.problems["caption"]


def test_a_full_disk_keeps_nothing_and_says_what_to_do(
    ann: Owner, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", refuse)
        with pytest.raises(StoreUnavailable, match="Make room"):
            attach(ann, sent(), now=now)
    assert (stored(), Attachment.objects.count()) == ([], 0)


def test_a_row_that_cannot_be_written_leaves_no_file(
    ann: Owner, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deeds, "display_name", lambda name: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        attach(ann, sent(), now=now)
    assert stored() == []


def test_the_file_lies_there_before_its_row_does(
    ann: Owner, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    create = Attachment.objects.create

    def watch(**values: Any) -> Attachment:
        seen.append(len(stored()))
        return create(**values)

    monkeypatch.setattr(Attachment.objects, "create", watch)
    attach(ann, sent(), now=now)
    assert seen == [1]


def test_a_removed_one_comes_back_with_its_file(ann: Owner, now: datetime) -> None:
    round_id = a_round(ann)
    key = a_photo(ann, round_id=round_id)
    deeds.remove_attachment(ann, key, now=now)
    assert [view.deleted_at for view in round_attachments(ann, round_id)] == [now]
    with pytest.raises(NotFound):
        get_attachment(ann, key)
    deeds.restore_attachment(ann, key)
    assert file_of(get_attachment(ann, key)).is_file()


def test_a_caption_is_changed_and_taken_away(ann: Owner) -> None:
    key = a_photo(ann)
    for said in ("the tree\nafter the hint", ""):
        deeds.caption_attachment(ann, key, said)
        assert get_attachment(ann, key).caption == said.replace("\n", " ")


@pytest.mark.parametrize("spoilt", [None, b"short"])
def test_a_file_that_is_gone_or_spoilt_is_said_plainly(ann: Owner, spoilt: bytes | None) -> None:
    view = get_attachment(ann, a_photo(ann))
    path = file_of(view)
    path.unlink() if spoilt is None else path.write_bytes(spoilt)
    with pytest.raises(NotFound, match="doctor --attachments") as refused:
        file_of(view)
    assert refused.value.code == "file_missing"


def test_all_files_are_checked_by_their_hash(ann: Owner) -> None:
    whole, gone, spoilt = (get_attachment(ann, a_photo(ann, name)) for name in ("a", "bb", "ccc"))
    file_of(gone).unlink()
    path = file_of(spoilt)
    path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])
    left_over = files.keep_file(b"of nobody")
    state = check_files()
    assert (state.count, whole.sha256 in state.missing + state.damaged) == (3, False)
    assert (state.missing, state.damaged, state.unnamed) == ((gone.sha256,), (spoilt.sha256,), (left_over,))


def test_a_start_sweeps_what_a_crash_has_left_and_nothing_else(ann: Owner, now: datetime) -> None:
    kept, removed = get_attachment(ann, a_photo(ann, "a")), a_photo(ann, "bb")
    deeds.remove_attachment(ann, removed, now=now)
    files.path_of(files.keep_file(b"of nobody")).with_suffix(".part").write_bytes(b"half")
    assert deeds.sweep_files() == 2
    assert (deeds.sweep_files(), len(stored()), file_of(kept).is_file()) == (0, 2, True)
