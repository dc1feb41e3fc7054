"""An MP3 recording as its frames alone: tags in front, behind and between them are left out."""

from afterround.formats.faults import NOT_WHOLE

_RATES = (44100, 48000, 32000)
_BITRATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
_BITRATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)

_NEARBY = 1 << 16
"""So many bytes that are no frames may lie between two frames; behind more than that nothing is sound."""


def frame_length(content: bytes, at: int) -> int:
    """The bytes of the layer III frame that begins at `at` (ISO 11172-3, 2.4.1.3); 0 where none does."""
    if at + 4 > len(content) or content[at] != 0xFF or content[at + 1] & 0xE6 != 0xE2:
        return 0
    version, rate, bits = content[at + 1] >> 3 & 3, content[at + 2] >> 2 & 3, content[at + 2] >> 4
    if version == 1 or rate == 3:
        return 0
    bitrate = (_BITRATES_1 if version == 3 else _BITRATES_2)[bits] * 1000
    hertz = _RATES[rate] >> {3: 0, 2: 1, 0: 2}[version]
    if not bitrate:
        return 0
    return (144 if version == 3 else 72) * bitrate // hertz + (content[at + 2] >> 1 & 1)


def begins_with_frame(content: bytes) -> bool:
    """Whether two frames follow each other at the very start."""
    first = frame_length(content, 0)
    return bool(first and frame_length(content, first))


def strip_mp3(content: bytes) -> bytes:
    """The recording's frames, one after the other, without ID3, APE or other tags.

    Raises ValueError where there are hardly any frames in it.
    """
    frames: list[bytes] = []
    at, kept = _behind_id3(content), 0
    sound = len(content) - at
    while at < len(content):
        length = frame_length(content, at)
        if length and at + length <= len(content):
            frames.append(content[at : at + length])
            kept += length
            at += length
        elif content.startswith(b"ID3", at):
            at = _behind_id3(content, at)
        else:
            at = _next_frame(content, at + 1)
    if len(frames) < 2 or kept < sound // 2:
        raise ValueError(NOT_WHOLE)
    return b"".join(frames)


def _behind_id3(content: bytes, at: int = 0) -> int:
    """Where the ID3 tag that begins at `at` ends; `at` itself where none does."""
    if not content.startswith(b"ID3", at) or at + 10 > len(content):
        return at
    size = 0
    for byte in content[at + 6 : at + 10]:
        size = size << 7 | byte & 0x7F
    footer = 10 if content[at + 5] & 0x10 else 0
    return at + 10 + size + footer


def _next_frame(content: bytes, at: int) -> int:
    """Where the next two frames in a row begin; the end where none do nearby."""
    nearby = at + _NEARBY
    while (at := content.find(b"\xff", at, nearby)) >= 0:
        length = frame_length(content, at)
        if length and (at + length == len(content) or frame_length(content, at + length)):
            return at
        at += 1
    return len(content)
