"""A voice memo as it is kept: the sound, without what else a recorder writes beside it."""

from collections.abc import Callable

from afterround.formats.mp3 import strip_mp3
from afterround.formats.mp4 import strip_mp4
from afterround.formats.ogg import strip_ogg
from afterround.formats.wav import strip_wav
from afterround.formats.webm import strip_webm

_STRIP: dict[str, Callable[[bytes], bytes]] = {
    "audio/webm": strip_webm,
    "audio/ogg": strip_ogg,
    "audio/mp4": strip_mp4,
    "audio/mpeg": strip_mp3,
    "audio/wav": strip_wav,
}


def bare_recording(content: bytes, media_type: str) -> bytes:
    """The recording without place, device, dates, names and pictures.

    Raises ValueError, with words for a person, where it is damaged or holds more than sound.
    """
    return _STRIP[media_type](content)
