"""What the quick path and watched folders leave behind is taken in, each once, whatever happens in between."""

import json
import os
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from afterround.actions.cooldown import forget_folder, take_in_folder, take_in_jots, watch_folder
from afterround.core.cooldown import Lane
from afterround.core.errors import Invalid, NotFound
from afterround.data.models import InboxFolder, Jot, JotInbox, Owner
from afterround.queries.cooldown import get_jot, has_waiting_jots, inbox_folders, recent_jots
from tests.cast import ZONE, a_round

MINUTE = timedelta(minutes=1)


@pytest.fixture
def spool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty spool in a data folder of its own."""
    monkeypatch.setenv("AFTERROUND_HOME", str(tmp_path))
    (tmp_path / "spool").mkdir()
    return tmp_path / "spool"


def spooled(spool: Path, now: datetime, **changes: object) -> UUID:
    """A spool file as `jot` writes it."""
    key = uuid4()
    row = {"id": key.hex, "lane": "well", "text": "asked first", "at": f"{now:%Y-%m-%d %H:%M:%S}.000001"}
    line = json.dumps({**row, "round_ref": "", **changes})
    (spool / f"{key.hex}.json").write_text(line + "\n", encoding="utf-8")
    return key


def in_inbox(now: datetime, **changes: str) -> UUID:
    row = JotInbox.objects.create(
        **{"id": uuid4(), "text": "lost it", "lane": "stumbled", "at": now, **changes}
    )
    return row.id


def test_what_the_quick_path_left_is_taken_in_with_its_own_time(
    ann: Owner, now: datetime, spool: Path
) -> None:
    key = a_round(ann, ended_ago=10 * MINUTE)
    first, second = in_inbox(now - MINUTE), spooled(spool, now - 2 * MINUTE)
    assert has_waiting_jots()
    assert take_in_jots(ann, now=now) == 2
    assert not has_waiting_jots()
    taken = get_jot(ann, second)
    assert (taken.lane, taken.text, taken.source) == (Lane.WELL, "asked first", "terminal")
    assert [get_jot(ann, j).round_id for j in (first, second)] == [key, key]
    assert taken.minutes_after_end == 8


def test_a_named_round_is_found_and_an_unknown_name_loses_nothing(
    ann: Owner, now: datetime, spool: Path
) -> None:
    acme = a_round(ann, "Acme", ended_ago=9 * MINUTE)
    latest = a_round(ann, "Globex", ended_ago=2 * MINUTE)
    named, unknown = in_inbox(now, round_ref="acme"), in_inbox(now, round_ref="Hooli")
    take_in_jots(ann, now=now)
    assert get_jot(ann, named).round_id == acme
    assert get_jot(ann, unknown).round_id == latest


def test_a_crash_between_commit_and_clearing_the_spool_takes_nothing_in_twice(
    ann: Owner, now: datetime, spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spooled(spool, now)
    with monkeypatch.context() as crash:
        crash.setattr(Path, "unlink", lambda *_, **__: (_ for _ in ()).throw(SystemError("power cut")))
        with pytest.raises(SystemError, match="power cut"):
            take_in_jots(ann, now=now)
    assert Jot.objects.count() == 1
    assert take_in_jots(ann, now=now) == 0
    assert Jot.objects.count() == 1
    assert not list(spool.iterdir())


def test_a_failure_before_the_commit_leaves_inbox_and_spool_as_they_were(
    ann: Owner, now: datetime, spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_inbox(now)
    spooled(spool, now)
    with monkeypatch.context() as crash:
        crash.setattr("afterround.actions.cooldown.record_jots", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            take_in_jots(ann, now=now)
    assert JotInbox.objects.count() == 1
    assert take_in_jots(ann, now=now) == 2


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '"text"', "{}", '{"id": 7, "lane": "well", "text": "x", "at": "2026-06-11", "round_ref": ""}',
     '{"id": "00000000000000000000000000000001", "lane": "hm", "text": "x", "at": "2026-06-11 10:00:00", '
     '"round_ref": ""}', b"\xff\xfe"],
)  # fmt: skip
def test_an_unreadable_spool_file_is_set_aside_and_holds_nothing_else_up(
    ann: Owner, now: datetime, spool: Path, content: str | bytes
) -> None:
    written = content if isinstance(content, bytes) else content.encode()
    (spool / "broken.json").write_bytes(written)
    spooled(spool, now)
    assert take_in_jots(ann, now=now) == 1
    assert [file.name for file in spool.iterdir()] == ["broken.unreadable"]
    assert (spool / "broken.unreadable").read_bytes() == written


def test_a_spool_that_cannot_be_cleared_holds_nothing_up(
    ann: Owner, now: datetime, spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError("not yours")

    spooled(spool, now)
    (spool / "broken.json").write_text("{", encoding="utf-8")
    monkeypatch.setattr(Path, "unlink", refused)
    monkeypatch.setattr(Path, "rename", refused)
    assert [take_in_jots(ann, now=now), take_in_jots(ann, now=now)] == [1, 0]


def test_a_row_without_words_holds_nothing_else_up(ann: Owner, now: datetime, spool: Path) -> None:
    in_inbox(now, text="  ")
    spooled(spool, now, text="")
    key = spooled(spool, now)
    assert take_in_jots(ann, now=now) == 1
    assert [j.id for j in recent_jots(ann)] == [key]
    assert not has_waiting_jots()


def test_a_row_too_long_or_of_a_lane_not_known_here_is_still_taken_in(
    ann: Owner, now: datetime, spool: Path
) -> None:
    key, nul = in_inbox(now, text="x" * 20_000, lane="later"), spooled(spool, now, text="nul\0")
    assert take_in_jots(ann, now=now) == 2
    assert (get_jot(ann, key).lane, len(get_jot(ann, key).text)) == (Lane.UNSORTED, 10_000)
    assert get_jot(ann, nul).text == "nul\ufffd"


def test_a_file_being_written_waits(ann: Owner, now: datetime, spool: Path) -> None:
    (spool / "half.part").write_text("{", encoding="utf-8")
    assert not has_waiting_jots()
    assert take_in_jots(ann, now=now) == 0
    assert (spool / "half.part").exists()


@pytest.fixture
def folder(ann: Owner, now: datetime, tmp_path: Path) -> InboxFolder:
    """A watched folder."""
    (tmp_path / "phone").mkdir()
    return watch_folder(ann, tmp_path / "phone", now=now)


def write(folder: InboxFolder, name: str, text: str, modified: datetime) -> Path:
    file = Path(folder.path) / name
    file.write_text(text, encoding="utf-8")
    os.utime(file, (modified.timestamp(), modified.timestamp()))
    return file


def look(ann: Owner, folder: InboxFolder, at: datetime) -> int:
    return take_in_folder(ann, folder, now=at, zone=ZoneInfo(ZONE))


def test_lines_of_a_file_become_jots_with_lane_and_time(
    ann: Owner, now: datetime, folder: InboxFolder
) -> None:
    key = a_round(ann, ended_ago=30 * MINUTE)
    write(folder, "acme.txt", "+ asked about duplicates\n- 17:40 lost the DP state\n\nplain\n", now - MINUTE)
    assert look(ann, folder, now) == 3
    jots = {j.text: j for j in recent_jots(ann)}
    assert {j.lane for j in jots.values()} == {Lane.WELL, Lane.STUMBLED, Lane.UNSORTED}
    assert jots["lost the DP state"].at.replace(microsecond=0) == now - 9 * MINUTE
    assert {(j.source, j.round_id) for j in jots.values()} == {("inbox", key)}


def test_lines_of_one_minute_keep_their_order(ann: Owner, now: datetime, folder: InboxFolder) -> None:
    words = [f"word {number}" for number in range(12)]
    write(folder, "acme.txt", "\n".join(words), now - MINUTE)
    look(ann, folder, now)
    assert [j.text for j in reversed(recent_jots(ann))] == words


def test_a_growing_file_is_taken_line_by_line_each_once(
    ann: Owner, now: datetime, folder: InboxFolder
) -> None:
    write(folder, "acme.txt", "one\ntwo\n", now - MINUTE)
    assert look(ann, folder, now) == 2
    write(folder, "acme.txt", "one\ntwo\none\nthree\n", now + MINUTE)
    assert look(ann, folder, now + 2 * MINUTE) == 2
    assert look(ann, folder, now + 3 * MINUTE) == 0
    assert sorted(j.text for j in recent_jots(ann)) == ["one", "one", "three", "two"]


def test_a_file_still_on_its_way_waits_for_the_next_look(
    ann: Owner, now: datetime, folder: InboxFolder
) -> None:
    write(folder, "acme.txt", "one\n", now)
    assert look(ann, folder, now) == 0
    assert look(ann, folder, now + MINUTE) == 1


@pytest.mark.parametrize("name", [".hidden.txt", "photo.jpg"])
def test_what_is_no_text_file_is_left_alone(
    ann: Owner, now: datetime, folder: InboxFolder, name: str
) -> None:
    write(folder, name, "one\n", now - MINUTE)
    assert look(ann, folder, now) == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"caf\xe9\r\n", ["caf\xe9"]),
        ("a.txt", "\ufeffcaf\xe9".encode(), ["caf\xe9"]),
        ("a.txt", "caf\xe9\r\n".encode("utf-16"), ["caf\xe9"]),
        (os.fsdecode(b"\xe9.txt"), b"one", ["one"]),
        ("a", b"\x7fELF\0\0", []),
        ("a.txt", b"x" * 1_000_001, []),
    ],
)
def test_a_file_of_any_bytes_never_stops_the_others(
    ann: Owner, now: datetime, folder: InboxFolder, name: str, content: bytes, words: list[str]
) -> None:
    write(folder, name, "", now - MINUTE).write_bytes(content)
    os.utime(Path(folder.path) / name, (now.timestamp() - 60, now.timestamp() - 60))
    write(folder, "z.txt", "two\n", now - MINUTE)
    look(ann, folder, now)
    assert sorted(j.text for j in recent_jots(ann)) == [*words, "two"]


def test_a_file_from_a_clock_that_runs_ahead_is_taken_in_as_of_now(
    ann: Owner, now: datetime, folder: InboxFolder
) -> None:
    write(folder, "acme.txt", "one\n", now + 120 * MINUTE)
    assert look(ann, folder, now) == 1
    assert recent_jots(ann)[0].at.replace(microsecond=0) == now


@pytest.mark.parametrize(
    "copy",
    [
        "acme.sync-conflict-20260611-174900-ABC1234.txt",
        "acme (Ann's conflicted copy 2026-06-11).txt",
        "acme (conflicted copy 2026-06-11 174900).txt",
        "acme_conflict-copy.txt",
    ],
)
def test_a_copy_made_of_a_conflict_adds_only_what_is_new(
    ann: Owner, now: datetime, folder: InboxFolder, copy: str
) -> None:
    write(folder, "acme.txt", "one\ntwo\n", now - MINUTE)
    write(folder, copy, "one\nthree\n", now - MINUTE)
    look(ann, folder, now)
    assert sorted(j.text for j in recent_jots(ann)) == ["one", "three", "two"]


def test_a_folder_is_watched_once_and_can_be_forgotten(
    ann: Owner, now: datetime, folder: InboxFolder
) -> None:
    write(folder, "acme.txt", "one\n", now - MINUTE)
    look(ann, folder, now)
    assert watch_folder(ann, Path(folder.path), now=now).id == folder.id
    forget_folder(ann, Path(folder.path))
    assert inbox_folders(ann) == []
    assert [j.text for j in recent_jots(ann)] == ["one"]


def test_only_a_folder_can_be_watched(ann: Owner, now: datetime, tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        watch_folder(ann, tmp_path / "nowhere", now=now)
    with pytest.raises(NotFound):
        forget_folder(ann, tmp_path)
