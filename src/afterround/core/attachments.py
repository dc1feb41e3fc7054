"""Photos and voice memos: how large one may be, what it is called, and what is said of it."""

import unicodedata
from enum import StrEnum

MEGABYTE = 1_000_000

LONG_SIDE = 2560
"""The most pixels a kept photo has on its longer side: enough to read a whiteboard, a tenth of what phones take."""

PIXELS = 64 * MEGABYTE
"""The most pixels a photo may claim to have before it is decoded, so that a small file cannot fill the memory."""

CAPTION_LENGTH = 300
NAME_LENGTH = 120


class AttachmentKind(StrEnum):
    """What is attached."""

    PHOTO = "photo"
    VOICE = "voice"


SIZE_LIMITS: dict[AttachmentKind, int] = {
    AttachmentKind.PHOTO: 15 * MEGABYTE,
    AttachmentKind.VOICE: 20 * MEGABYTE,
}
"""The most bytes of a file that is sent. 20 MB are about forty minutes of speech as phones record it."""

LARGEST = max(SIZE_LIMITS.values())

KIND_WORDS: dict[AttachmentKind, str] = {
    AttachmentKind.PHOTO: "photo",
    AttachmentKind.VOICE: "voice memo",
}

LIMIT_WORDS = "A photo of at most 15 MB, or a voice memo of at most 20 MB (about 40 minutes of speech)."

ENDINGS: dict[str, str] = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "audio/webm": "webm",
    "audio/ogg": "ogg",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
}
"""The media types that are kept, and how the name of such a file ends."""


def kind_of(media_type: str) -> AttachmentKind:
    """The kind of a media type that is kept."""
    return AttachmentKind.PHOTO if media_type.startswith("image/") else AttachmentKind.VOICE


def display_name(said: str) -> str:
    """A file's name as it may be shown: its last part on one line, without invisible characters or those that
    turn the direction of writing; "" where nothing is left."""
    last = unicodedata.normalize("NFC", said).replace("\\", "/").rpartition("/")[2]
    return visible(last).strip(". ")[:NAME_LENGTH].strip()


def visible(said: str) -> str:
    """A text on one line, without control characters, invisible ones and marks of direction."""
    spaced = "".join(" " if c.isspace() else c for c in said)
    return " ".join("".join(c for c in spaced if unicodedata.category(c)[0] != "C").split())


def file_name(name: str, media_type: str, kind: AttachmentKind | str) -> str:
    """The name under which a file is handed out: its own, with the ending of what it holds now."""
    stem = name.rpartition(".")[0] or name or KIND_WORDS[AttachmentKind(kind)]
    return f"{stem}.{ENDINGS[media_type]}"


def size_words(size: int) -> str:
    """A number of bytes as it is said: "840 KB", "1.4 MB"; at least "1 KB"."""
    if size < MEGABYTE:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / MEGABYTE:.1f} MB"


def too_large_words(size: int, kind: AttachmentKind) -> str:
    """What is wrong with a file of so many bytes, and what to do; "" where it is not too large for its kind."""
    most = SIZE_LIMITS[kind]
    if size <= most:
        return ""
    advice = "Send it smaller." if kind is AttachmentKind.PHOTO else "Cut it into shorter ones."
    return (
        f"This file has {size_words(size)}; a {KIND_WORDS[kind]} has at most {most // MEGABYTE} MB. {advice}"
    )
