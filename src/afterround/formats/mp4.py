"""An MP4 or M4A recording in which only what plays the sound is left; all other boxes become free space.

Nothing moves, since a recording names its samples by where they lie in the file. What no box names inside the
sound data itself cannot be told from sound and stays.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from afterround.formats.faults import HOLDS_MORE, NOT_WHOLE

_KEPT: dict[bytes, frozenset[bytes]] = {
    b"": frozenset({b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"sidx", b"mfra"}),
    b"moov": frozenset({b"mvhd", b"trak", b"mvex"}),
    b"trak": frozenset({b"tkhd", b"edts", b"mdia"}),
    b"mdia": frozenset({b"mdhd", b"hdlr", b"minf"}),
    b"minf": frozenset({b"smhd", b"dinf", b"stbl"}),
    b"moof": frozenset({b"mfhd", b"traf"}),
    b"traf": frozenset({b"tfhd", b"tfdt", b"trun", b"sdtp", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio"}),
}
"""Containers, and what of their content plays the sound (ISO 14496-12)."""

_DATED = (b"mvhd", b"tkhd", b"mdhd")


@dataclass(frozen=True)
class _Box:
    """A box: its name, where it begins, where its content begins, where it ends."""

    name: bytes
    start: int
    body: int
    end: int


def strip_mp4(content: bytes) -> bytes:
    """The recording without tags, place, device, dates and names of its maker.

    Raises ValueError where it holds anything but sound, and where it is damaged.
    """
    kept = bytearray(content)
    handlers: list[bytes] = []
    _clean(kept, b"", 0, len(kept), handlers)
    if not handlers:
        raise ValueError(NOT_WHOLE)
    if set(handlers) != {b"soun"}:
        raise ValueError(HOLDS_MORE)
    return bytes(kept)


def _clean(kept: bytearray, within: bytes, start: int, end: int, handlers: list[bytes]) -> None:
    """Free every box that is not needed, and blank dates and names in those that are."""
    for box in _boxes(kept, start, end):
        if box.name not in _KEPT[within]:
            kept[box.start + 4 : box.start + 8] = b"free"
            kept[box.body : box.end] = bytes(box.end - box.body)
        elif box.name in _KEPT:
            _clean(kept, box.name, box.body, box.end, handlers)
        elif box.name in _DATED:
            _forget_dates(kept, box)
        elif box.name == b"hdlr":
            handlers.append(bytes(kept[box.body + 8 : box.body + 12]))
            kept[box.body + 12 : box.end] = bytes(max(0, box.end - box.body - 12))


def _boxes(kept: bytearray, at: int, end: int) -> Iterator[_Box]:
    """The boxes between two places. Raises ValueError where they do not fill the room exactly."""
    while at < end:
        if at + 8 > end:
            raise ValueError(NOT_WHOLE)
        size, name = struct.unpack_from(">I4s", kept, at)
        body = at + 8
        if size == 1 and at + 16 <= end:
            size, body = struct.unpack_from(">Q", kept, at + 8)[0], at + 16
        elif size == 0:
            size = end - at
        if at + size > end or at + size < body:
            raise ValueError(NOT_WHOLE)
        yield _Box(name, at, body, at + size)
        at += size


def _forget_dates(kept: bytearray, box: _Box) -> None:
    """Set when it was made and changed to nothing; version 1 has eight bytes for each, version 0 four."""
    wide = 16 if kept[box.body : box.body + 1] == b"\1" else 8
    if box.body + 4 + wide > box.end:
        raise ValueError(NOT_WHOLE)
    kept[box.body + 4 : box.body + 4 + wide] = bytes(wide)
