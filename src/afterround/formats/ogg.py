"""An Ogg recording whose comments are blank: vendor, titles, place, device and pictures are overwritten in place.

The packet keeps its length, so that nothing else in the file moves; only checksums are reckoned anew.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from afterround.formats.faults import HOLDS_MORE, NOT_WHOLE, OTHER_SOUND

_OPUS, _VORBIS = b"OpusHead", b"\x01vorbis"
_COMMENTS = {_OPUS: b"OpusTags", _VORBIS: b"\x03vorbis"}
_POLYNOMIAL = 0x04C11DB7


@dataclass(frozen=True)
class _Page:
    """A page (RFC 3533, section 6): where it and its body begin, where it ends, its stream and its segments."""

    start: int
    body: int
    end: int
    serial: int
    is_first: bool
    segments: bytes


def strip_ogg(content: bytes) -> bytes:
    """The recording with blank comments, cut off behind its last whole page.

    Raises ValueError for a video, for a codec that no browser plays, and where it is damaged.
    """
    pages = list(_pages(content))
    if not pages:
        raise ValueError(NOT_WHOLE)
    blank = bytearray(content[: pages[-1].end])
    for first in [page for page in pages if page.is_first]:
        kind = next((kind for kind in _COMMENTS if content.startswith(kind, first.body)), b"")
        if not kind:
            raise ValueError(
                HOLDS_MORE if content.startswith((b"\x80theora", b"fishead"), first.body) else OTHER_SOUND
            )
        mine = [page for page in pages if page.serial == first.serial and page.start > first.start]
        _blank_comments(blank, mine, kind)
    return bytes(blank)


def _pages(content: bytes) -> Iterator[_Page]:
    """The whole pages from the start on. What follows behind the last one that is whole is left out."""
    at = 0
    while content.startswith(b"OggS\0", at) and at + 27 <= len(content):
        count = content[at + 26]
        segments = content[at + 27 : at + 27 + count]
        body = at + 27 + count
        end = body + sum(segments)
        if len(segments) < count or end > len(content):
            return
        serial = struct.unpack_from("<I", content, at + 14)[0]
        yield _Page(at, body, end, serial, bool(content[at + 5] & 2), segments)
        at = end


def _blank_comments(blank: bytearray, pages: list[_Page], kind: bytes) -> None:
    """Overwrite the second packet of a stream, given the pages behind its first one."""
    pieces = _first_packet(pages)
    mark = _COMMENTS[kind]
    ending = b"\1" if kind == _VORBIS else b""
    room = sum(end - start for _, start, end in pieces) - len(mark) - 8 - len(ending)
    if blank[pieces[0][1] : pieces[0][1] + len(mark)] != mark or room < 0:
        raise ValueError(NOT_WHOLE)
    packet = mark + struct.pack("<I", room) + b" " * room + struct.pack("<I", 0) + ending
    for page, start, end in pieces:
        blank[start:end], packet = packet[: end - start], packet[end - start :]
        blank[page.start + 22 : page.start + 26] = bytes(4)
        struct.pack_into("<I", blank, page.start + 22, checksum(blank[page.start : page.end]))


def _first_packet(pages: list[_Page]) -> list[tuple[_Page, int, int]]:
    """The pieces of the packet that begins these pages: the page each lies on, where it begins and ends."""
    pieces = []
    for page in pages:
        lengths = page.segments
        last = next((number for number, length in enumerate(lengths) if length < 255), None)
        size = sum(lengths if last is None else lengths[: last + 1])
        pieces.append((page, page.body, page.body + size))
        if last is not None:
            return pieces
    raise ValueError(NOT_WHOLE)


def checksum(page: bytes | bytearray) -> int:
    """The CRC of a page whose own field is zero (RFC 3533, section 6)."""
    value = 0
    for byte in page:
        value = (value << 8 & 0xFFFFFFFF) ^ _TABLE[value >> 24 ^ byte]
    return value


def _table_entry(index: int) -> int:
    value = index << 24
    for _ in range(8):
        value = (value << 1 ^ (_POLYNOMIAL if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return value


_TABLE = tuple(_table_entry(index) for index in range(256))
