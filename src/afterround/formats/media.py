"""Tells what a file holds by its first bytes, never by its name."""

from afterround.formats.faults import OTHER_SOUND
from afterround.formats.mp3 import begins_with_frame

_PHOTOS = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"GIF8", "image/gif"))
_HEIC = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"heif"}
_OTHER_PICTURES = (b"BM", b"II*\0", b"MM\0*", b"\0\0\1\0")
_OTHER_SOUNDS = (b"#!AMR", b"fLaC", b"FORM", b"MThd", b"caff", b"\xff\xf1", b"\xff\xf9")

NEITHER = "This is no photo and no voice memo. Choose a JPEG, PNG or WebP picture, or a recording."
HEIC = (
    "This photo is HEIC, which most browsers cannot show. Take a screenshot of it and send that, or choose Settings, "
    "Camera, Formats, Most Compatible on the iPhone and take it again."
)
OTHER_PICTURE = (
    "Only JPEG, PNG, WebP and GIF pictures are taken. Save this one as JPEG or PNG and send it again."
)


def media_type_of(content: bytes) -> str:
    """The media type of a photo or a recording that can be kept.

    Raises ValueError, with words for a person, for anything else.
    """
    found = _photo(content) or _sound(content)
    if found:
        return found
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise ValueError(HEIC)
    start = content[:1024].lstrip().lower()
    if content.startswith(_OTHER_PICTURES) or content[8:12] in (b"avif", b"avis") or b"<svg" in start:
        raise ValueError(OTHER_PICTURE)
    raise ValueError(OTHER_SOUND if content.startswith(_OTHER_SOUNDS) else NEITHER)


def _photo(content: bytes) -> str:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _PHOTOS if content.startswith(start)), "")


def _sound(content: bytes) -> str:
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "audio/wav"
    if content[4:8] == b"ftyp" and content[8:12] not in _HEIC | {b"avif", b"avis"}:
        return "audio/mp4"
    if content.startswith(b"\x1a\x45\xdf\xa3"):
        return "audio/webm"
    if content.startswith(b"OggS"):
        return "audio/ogg"
    return "audio/mpeg" if content.startswith(b"ID3") or begins_with_frame(content) else ""
