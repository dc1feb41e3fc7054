"""Recordings made by hand, small and whole, with a place and a device written into them where recorders do so."""

import struct
from collections.abc import Sequence

from afterround.formats.ogg import checksum

SECRET = b"52.5200 N 13.4050 E, Ann's phone"
"""What a recorder notes beside the sound and nobody means to keep."""


def wav(*, samples: bytes = b"\1\2" * 400, secret: bytes = SECRET) -> bytes:
    """Mono, 8 kHz, 16 bit, with a list of facts in front of the samples."""
    chunks = riff(b"fmt ", struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16))
    chunks += riff(b"LIST", b"INFO" + riff(b"ICMT", secret)) + riff(b"data", samples)
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WAVE" + chunks


def riff(name: bytes, content: bytes) -> bytes:
    """A chunk of a WAV file."""
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def mp3(*, frames: int = 8, secret: bytes = SECRET) -> bytes:
    """MPEG 1 layer III, 64 kbit/s at 44.1 kHz, with tags in front, in the middle and behind."""
    frame = b"\xff\xfb\x50\xc4" + b"\x55" * 204
    tag = b"ID3\4\0\0" + bytes([0, 0, len(secret) >> 7, len(secret) & 127]) + secret
    half = frame * (frames // 2)
    return tag + half + b"junk" + half + b"TAG" + secret.ljust(125, b"\0")


def ogg(*, secret: bytes = SECRET, codec: bytes = b"OpusHead", behind: bytes = b"") -> bytes:
    """One stream of three pages or more; the second packet holds the comments, on several pages where it is long."""
    vorbis = codec.endswith(b"vorbis")
    mark, ending = (b"\3vorbis", b"\1") if vorbis else (b"OpusTags", b"")
    comment = b"LOCATION=" + secret
    comments = mark + struct.pack("<I", 3) + b"app" + struct.pack("<II", 1, len(comment)) + comment + ending
    pages = [page(codec + bytes(11), number=0, flags=2), *paged(comments, number=1)]
    pages.append(page(b"\x78sound" * 9, number=len(pages), flags=4))
    return b"".join(pages) + behind


def paged(packet: bytes, *, number: int) -> Sequence[bytes]:
    """A packet on as many pages as it needs."""
    room = 255 * 255
    pieces = [packet[at : at + room] for at in range(0, len(packet), room)]
    flags = [0] + [1] * (len(pieces) - 1)
    return [page(piece, number=number + n, flags=flags[n]) for n, piece in enumerate(pieces)]


def page(body: bytes, *, number: int, flags: int = 0) -> bytes:
    """A page with its checksum."""
    full, rest = divmod(len(body), 255)
    lacing = bytes([255] * full) + (bytes([rest]) if full < 255 else b"")
    head = b"OggS\0" + bytes([flags]) + bytes(8) + struct.pack("<IIIB", 7, number, 0, len(lacing)) + lacing
    crc = struct.pack("<I", checksum(head + body))
    return head[:22] + crc + head[26:] + body


def box(name: bytes, *content: bytes) -> bytes:
    """A box of an MP4 file."""
    body = b"".join(content)
    return struct.pack(">I4s", len(body) + 8, name) + body


def mp4(*, secret: bytes = SECRET, handler: bytes = b"soun", year: int = 7) -> bytes:
    """One track, with tags beside the track, in it, behind everything, and the maker's name in its handler."""
    dates = bytes([0, 0, 0, 0]) + struct.pack(">II", year, year) + bytes(88)
    tags = box(b"udta", box(b"\xa9xyz", secret))
    handled = box(b"hdlr", bytes(8), handler, bytes(12), secret, b"\0")
    media = box(b"mdia", box(b"mdhd", dates), handled, box(b"minf", box(b"stbl", box(b"stco", bytes(8)))))
    track = box(b"trak", box(b"tkhd", dates), media, box(b"meta", secret), tags)
    movie = box(b"moov", box(b"mvhd", dates), track, tags, box(b"meta", bytes(4), secret))
    sound = box(b"mdat", b"\x21\x10sound" * 20)
    return box(b"ftyp", b"M4A \0\0\0\0M4A isom") + movie + sound + box(b"uuid", bytes(16), secret)


def element(key: str, content: bytes, *, unknown: bool = False) -> bytes:
    """An element of a WebM file."""
    size = b"\xff" if unknown else b"\x08" + len(content).to_bytes(4, "big")
    return (
        bytes.fromhex(key)
        + (size if unknown or len(content) > 126 else bytes([0x80 | len(content)]))
        + content
    )


def webm(*, secret: bytes = SECRET, kind: int = 2, codec: bytes = b"A_OPUS", long: int = 0) -> bytes:
    """One track as a browser records it, sizes left unknown, with a title, a date, tags and an attached file."""
    header = element("1A45DFA3", element("4282", b"webm"))
    info = element("1549A966", element("7BA9", secret) + element("4461", bytes(8)) + element("5741", secret))
    entry = (
        element("D7", b"\1") + element("83", bytes([kind])) + element("86", codec) + element("536E", secret)
    )
    tracks = element("1654AE6B", element("AE", entry))
    tags = element("1254C367", secret + bytes(long)) + element("1941A469", secret)
    cluster = element("1F43B675", b"", unknown=True) + element("E7", b"\0")
    sound = element("A3", b"\x81\0\0\x80sound") * 3
    content = info + tracks + cluster + sound + tags
    return header + element("18538067", b"", unknown=True) + content
