"""A WAV recording with nothing in it but its format and its samples."""

import struct

from afterround.formats.faults import NOT_WHOLE, OTHER_SOUND

_KEPT = (b"fmt ", b"fact", b"data")
_PLAYED = (0x0001, 0x0003, 0xFFFE)
"""PCM, floating point, and the extensible form of both: what every browser plays."""


def strip_wav(content: bytes) -> bytes:
    """The recording without its other chunks (device, place, titles). Raises ValueError where it is none."""
    kept = dict.fromkeys(_KEPT, b"")
    at = 12
    while at + 8 <= len(content):
        name, size = content[at : at + 4], struct.unpack_from("<I", content, at + 4)[0]
        if name in kept and not kept[name]:
            if name == b"data" and size in (0, 0xFFFFFFFF):  # a recorder that was not told the end
                size = len(content) - at - 8
            if at + 8 + size > len(content):
                raise ValueError(NOT_WHOLE)
            kept[name] = content[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    if len(kept[b"fmt "]) < 16 or not kept[b"data"]:
        raise ValueError(NOT_WHOLE)
    if struct.unpack_from("<H", kept[b"fmt "])[0] not in _PLAYED:
        raise ValueError(OTHER_SOUND)
    body = b"".join(
        name + struct.pack("<I", len(chunk)) + chunk + b"\0" * (len(chunk) % 2)
        for name, chunk in kept.items()
        if chunk
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WAVE" + body
