"""The files of photos and voice memos: each under the hash of what it holds, whole or not there at all."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from afterround.adapters.home import home, locked, prepare_home
from afterround.core.errors import StoreUnavailable

FOLDER = "attachments"
_NAME = re.compile(r"[0-9a-f]{64}")
_PIECE = 1 << 16


def hash_of(content: bytes) -> str:
    """The SHA-256 of a content in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def path_of(digest: str) -> Path:
    """Where the file with that hash lies, whether it is there or not. Raises ValueError for what is no hash."""
    if not _NAME.fullmatch(digest):
        raise ValueError(f"{digest!r} is no hash")
    return home() / FOLDER / digest[:2] / digest


def keeping_step() -> AbstractContextManager[None]:
    """Whoever adds a file with its row, or removes files without one, does so alone; in all programs here.

    Without it a file could go between the moment it is found to be there and the moment its row is committed.
    """
    prepare_home()
    return locked(f"{FOLDER}.lock")


def keep_file(content: bytes) -> str:
    """Write a content under its hash, durably, and return the hash; one that is there already is left alone.

    Raises StoreUnavailable, with nothing half kept, where there is no room or no right to write.
    """
    digest = hash_of(content)
    path = path_of(digest)
    if is_whole(digest, len(content)) and hash_on_disk(path) == digest:
        return digest
    part = path.with_suffix(".part")
    try:
        _make_folders(path.parent)
        handle = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise StoreUnavailable(
            f"The file could not be kept: {error.strerror}. Nothing of it was stored. Make room on the disk, or see "
            "afterround doctor, and send it again."
        ) from error
    return digest


def _make_folders(folder: Path) -> None:
    """Make a folder for you alone, and the one around it; each is made durable in the folder it lies in."""
    for made in (folder.parent, folder):
        if not made.is_dir():
            made.mkdir(mode=0o700, exist_ok=True)
            _sync_folder(made.parent)


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    with suppress(PermissionError):  # a folder cannot be opened on Windows
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_whole(digest: str, size: int) -> bool:
    """Whether the file is there with that many bytes; its content is not read."""
    try:
        return path_of(digest).stat().st_size == size
    except OSError:
        return False


def hash_on_disk(path: Path) -> str:
    """The hash of what a file holds, read piece by piece; "" where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()


def remove_files(digests: Iterable[str]) -> None:
    """Remove files; those that are gone already are none of its concern. Raises OSError where one stays."""
    for digest in digests:
        path_of(digest).unlink(missing_ok=True)
        with suppress(OSError):
            path_of(digest).parent.rmdir()


def kept_files() -> Iterator[str]:
    """The hashes of all files that are there."""
    for path in (home() / FOLDER).glob("[0-9a-f][0-9a-f]/*"):
        if _NAME.fullmatch(path.name):
            yield path.name


def remove_leftovers() -> int:
    """Remove what a crash has left half written; returns how many files that were."""
    found = list((home() / FOLDER).glob("*/*.part"))
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)
