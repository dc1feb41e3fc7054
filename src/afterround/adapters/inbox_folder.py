"""The text files of a folder that a sync service writes to: which are ready, and which cannot be read."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from afterround.formats.encoding import decode_text

SIZE_LIMIT = 1_000_000
"""Bytes of the largest file that is read."""

ENDINGS = (".txt", ".md", ".markdown", ".org", ".text", "")

SETTLED_SECONDS = 2.0
"""A file changed more recently than this may still be on its way and is left for the next look."""

CLOCKS_DIFFER = 60.0
"""A file from further ahead than this many seconds comes from a device whose clock is wrong, and has settled."""


@dataclass(frozen=True)
class InboxFile:
    """A file as it was read. `modified_at` is never later than the look at it."""

    name: str
    text: str
    modified_at: datetime


def ready_files(folder: Path, *, now: datetime) -> Iterator[InboxFile]:
    """The text files that are not being written, by name. One that cannot be read is passed over."""
    for path in _text_files(folder):
        text = _text_of(path)
        try:
            changed = path.stat().st_mtime  # after the reading, so that a change during it counts
        except OSError:
            continue
        if text is not None and not -CLOCKS_DIFFER < now.timestamp() - changed < SETTLED_SECONDS:
            yield InboxFile(name_as_text(path.name), text, min(datetime.fromtimestamp(changed, UTC), now))


def unreadable_files(folder: Path) -> list[Path]:
    """The files that are named like text and are none, are too large, or may not be read."""
    return [path for path in _text_files(folder) if _text_of(path) is None]


def _text_files(folder: Path) -> list[Path]:
    found = (path for path in folder.glob("*") if path.suffix.lower() in ENDINGS and path.name[0] != ".")
    return sorted(path for path in found if path.is_file())


def _text_of(path: Path) -> str | None:
    try:
        return decode_text(path.read_bytes()) if path.stat().st_size <= SIZE_LIMIT else None
    except OSError:
        return None


def name_as_text(name: str) -> str:
    """A file's name as text; bytes in it that are no UTF-8 are replaced."""
    return os.fsencode(name).decode("utf-8", "replace")
