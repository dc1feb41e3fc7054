"""A WebM recording in which only what plays the sound is left; all other elements become void space.

Nothing moves, so that the places a recording names in itself stay right.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from afterround.formats.faults import HOLDS_MORE, NOT_WHOLE, OTHER_SOUND

_HEADER, _SEGMENT, _INFO, _TRACKS, _ENTRY, _CLUSTER = (
    *(0x1A45DFA3, 0x18538067, 0x1549A966),
    *(0x1654AE6B, 0xAE, 0x1F43B675),
)
_DOC_TYPE, _TRACK_TYPE, _CODEC, _VOID = 0x4282, 0x83, 0x86, 0xEC
_MUXER, _WRITER = 0x4D80, 0x5741
_SEEK_HEAD, _CUES = 0x114D9B74, 0x1C53BB6B
_IN_CLUSTER = frozenset({0xE7, 0xA3, 0xA0, 0xAB, 0xA7})

_KEPT: dict[int, frozenset[int]] = {
    0: frozenset({_HEADER, _SEGMENT}),
    _SEGMENT: frozenset({_SEEK_HEAD, _INFO, _TRACKS, _CLUSTER, _CUES, *_IN_CLUSTER}),
    _INFO: frozenset({0x2AD7B1, 0x4489, _MUXER, _WRITER}),
    _TRACKS: frozenset({_ENTRY}),
    _ENTRY: frozenset(
        {0xD7, 0x73C5, _TRACK_TYPE, 0xB9, 0x88, 0x55AA, 0x9C, 0x23E383, _CODEC, 0x63A2, 0x56AA, 0x56BB, 0xE1}
    ),
}
"""Elements, and what of their content plays the sound (RFC 9559). A cluster's content stands in line with it,
since a recorder in a browser leaves the cluster's size unknown."""

_SOUND = b"\2"
_CODECS = (b"A_OPUS", b"A_VORBIS")


@dataclass(frozen=True)
class _Element:
    """An element: its key, where it begins, where its content begins, where it ends."""

    key: int
    start: int
    body: int
    end: int


def strip_webm(content: bytes) -> bytes:
    """The recording without tags, titles, dates, attached files and the names of its makers.

    Raises ValueError where it holds anything but sound, and where it is damaged.
    """
    kept = bytearray(content)
    tracks: list[tuple[bytes, bytes]] = []
    top = list(_elements(content, 0, len(content)))
    if [element.key for element in top[:2]] != [_HEADER, _SEGMENT]:
        raise ValueError(NOT_WHOLE)
    if _value(content, top[0], _DOC_TYPE).rstrip(b"\0") not in (b"webm", b"matroska"):
        raise ValueError(OTHER_SOUND)
    _clean(kept, _SEGMENT, top[1].body, top[1].end, tracks)
    if not tracks:
        raise ValueError(NOT_WHOLE)
    if any(kind != _SOUND for kind, _ in tracks):
        raise ValueError(HOLDS_MORE)
    if any(codec.rstrip(b"\0") not in _CODECS for _, codec in tracks):
        raise ValueError(OTHER_SOUND)
    return bytes(kept[: top[1].end])


def _clean(kept: bytearray, within: int, start: int, end: int, tracks: list[tuple[bytes, bytes]]) -> None:
    """Void every element that is not needed, and blank the names of the makers."""
    for element in _elements(kept, start, end):
        if element.key not in _KEPT[within]:
            _make_void(kept, element)
        elif element.key in (_MUXER, _WRITER):
            kept[element.body : element.end] = bytes(element.end - element.body)
        elif element.key in _KEPT:
            if element.key == _ENTRY:
                tracks.append((_value(kept, element, _TRACK_TYPE), _value(kept, element, _CODEC)))
            _clean(kept, element.key, element.body, element.end, tracks)


def _elements(content: bytes | bytearray, at: int, end: int) -> Iterator[_Element]:
    """The elements between two places; a cluster's content follows it. Raises ValueError where one is no element.

    The last one may be cut off, as a recording is that ended with the battery: it goes to the end.
    """
    while at < end:
        key, behind_key = _number(content, at, end, keeps_mark=True)
        size, body = _number(content, behind_key, end)
        is_unknown = size == (1 << 7 * (body - behind_key)) - 1
        if key == _CLUSTER:
            yield _Element(key, at, body, body)
            at = body
            continue
        stop = end if is_unknown else min(end, body + size)
        yield _Element(key, at, body, stop)
        at = stop


def _number(content: bytes | bytearray, at: int, end: int, *, keeps_mark: bool = False) -> tuple[int, int]:
    """A number of variable length (RFC 8794, section 4) and where it ends. Raises ValueError where there is none."""
    first = content[at] if at < end else 0
    length = 9 - first.bit_length()
    if not first or at + length > end or (keeps_mark and length > 4):
        raise ValueError(NOT_WHOLE)
    value = int.from_bytes(content[at : at + length], "big")
    return value if keeps_mark else value & ~(1 << 7 * length), at + length


def _value(content: bytes | bytearray, within: _Element, key: int) -> bytes:
    """The bytes of an element inside another; b"" where it is not there."""
    found = (e for e in _elements(content, within.body, within.end) if e.key == key)
    return next((bytes(content[e.body : e.end]) for e in found), b"")


def _make_void(kept: bytearray, element: _Element) -> None:
    """Make free space of an element, with nothing in it and exactly its size."""
    room = element.end - element.start
    head = b"\xec" + (bytes([0x80 | room - 2]) if room <= 128 else b"\1" + (room - 9).to_bytes(7, "big"))
    if room < 2:
        raise ValueError(NOT_WHOLE)
    kept[element.start : element.end] = head + bytes(room - len(head))
