"""Files lie under their hash, for you alone, whole or not at all."""

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from afterround.adapters import attachments as files
from afterround.core.errors import StoreUnavailable

pytestmark = pytest.mark.usefixtures("own_home")


def test_a_file_lies_under_its_hash_and_is_private(own_home: Path) -> None:
    digest = files.keep_file(b"sound")
    path = own_home / "attachments" / digest[:2] / digest
    assert path.read_bytes() == b"sound"
    modes = [stat.S_IMODE(found.stat().st_mode) for found in (path, path.parent, path.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]


def test_the_same_content_lies_there_once(own_home: Path) -> None:
    before = files.path_of(files.keep_file(b"sound")).stat()
    after = files.path_of(files.keep_file(b"sound")).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert list(files.kept_files()) == [files.hash_of(b"sound")]


@pytest.mark.parametrize("spoilt", [b"", b"soun", b"s0und"])
def test_a_damaged_file_is_mended_by_sending_it_again(spoilt: bytes) -> None:
    path = files.path_of(files.keep_file(b"sound"))
    path.write_bytes(spoilt)
    files.keep_file(b"sound")
    assert path.read_bytes() == b"sound"


@pytest.mark.parametrize("name", ["fsync", "open", "mkdir"])
def test_a_full_disk_leaves_nothing_half_kept(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path if name == "mkdir" else os, name, refuse)
    with pytest.raises(StoreUnavailable, match=r"No space left on device.*Make room"):
        files.keep_file(b"sound")
    monkeypatch.undo()
    assert not [path for path in own_home.rglob("*") if path.is_file()]


def test_a_file_is_written_whole_before_it_has_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    replace = Path.replace

    def watch(path: Path, target: Path) -> Path:
        seen.append(f"{path.read_bytes().decode()} {target.exists()}")
        return replace(path, target)

    synced: list[int] = []
    monkeypatch.setattr(Path, "replace", watch)
    monkeypatch.setattr(os, "fsync", synced.append)
    files.keep_file(b"sound")
    assert seen == ["sound False"]
    assert len(synced) >= 2  # the file, and the folder that names it


def test_what_a_crash_left_half_written_is_removed() -> None:
    path = files.path_of(files.keep_file(b"sound"))
    path.with_suffix(".part").write_bytes(b"so")
    assert files.remove_leftovers() == 1
    assert list(files.kept_files()) == [path.name]


def test_removing_takes_the_file_and_the_empty_folder() -> None:
    digest = files.keep_file(b"sound")
    files.remove_files([digest, digest])
    assert not files.path_of(digest).parent.exists()


@pytest.mark.parametrize("digest", ["", "../../key", "0" * 63, "G" * 64])
def test_what_is_no_hash_names_no_file(digest: str) -> None:
    with pytest.raises(ValueError, match="is no hash"):
        files.path_of(digest)
