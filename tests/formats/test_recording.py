"""Recordings are known by what they hold, and kept without what a recorder writes beside the sound."""

import wave
from collections.abc import Callable
from io import BytesIO

import pytest

from afterround.formats.media import media_type_of
from afterround.formats.ogg import checksum
from afterround.formats.recording import bare_recording
from tests.formats.recordings import SECRET, box, mp3, mp4, ogg, wav, webm

MADE: dict[str, Callable[..., bytes]] = {
    "audio/wav": wav,
    "audio/mpeg": mp3,
    "audio/ogg": ogg,
    "audio/mp4": mp4,
    "audio/webm": webm,
}
formats = pytest.mark.parametrize("kind", MADE)


@formats
def test_a_recording_is_known_by_its_content(kind: str) -> None:
    assert media_type_of(MADE[kind]()) == kind


@formats
def test_place_and_device_are_gone(kind: str) -> None:
    before = MADE[kind]()
    assert SECRET in before
    assert SECRET[:7] not in bare_recording(before, kind)


@formats
def test_the_sound_is_what_it_was(kind: str) -> None:
    sound = {"audio/wav": b"\1\2" * 400, "audio/mpeg": b"\x55" * 204}.get(kind, b"sound")
    before, after = MADE[kind](), bare_recording(MADE[kind](), kind)
    assert after.count(sound) == before.count(sound) > 0


@formats
def test_a_bare_recording_stays_as_it_is(kind: str) -> None:
    bare = bare_recording(MADE[kind](), kind)
    assert media_type_of(bare) == kind
    assert bare_recording(bare, kind) == bare


@pytest.mark.parametrize("kind", ["audio/mp4", "audio/ogg", "audio/webm"])
def test_nothing_moves_in_a_format_that_counts_its_bytes(kind: str) -> None:
    before, after = MADE[kind](), bare_recording(MADE[kind](), kind)
    assert len(after) == len(before)
    assert after.index(b"sound") == before.index(b"sound")


@formats
@pytest.mark.parametrize("part", [0.02, 0.1, 0.3, 0.5])
def test_a_recording_cut_off_is_refused_or_still_bare(kind: str, part: float) -> None:
    whole = MADE[kind]()
    try:
        kept = bare_recording(whole[: int(len(whole) * part)], kind)
    except ValueError as error:
        assert str(error)
    else:
        assert SECRET[:7] not in kept


@formats
def test_no_change_of_a_byte_breaks_more_than_a_refusal(kind: str) -> None:
    whole = MADE[kind]()
    for at in range(0, min(len(whole), 600)):
        for byte in (0, 0x7F, 0xFF):
            spoilt = whole[:at] + bytes([byte]) + whole[at + 1 :]
            try:
                bare_recording(spoilt, kind)
            except ValueError as error:
                assert str(error)


def test_a_wav_file_plays_as_before() -> None:
    made = BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\1\2" * 100)
    with wave.open(BytesIO(bare_recording(made.getvalue(), "audio/wav"))) as kept:
        assert (kept.getframerate(), kept.readframes(200)) == (8000, b"\1\2" * 100)


@pytest.mark.parametrize("codec", [b"OpusHead", b"\x01vorbis"])
@pytest.mark.parametrize("length", [10, 70_000])
def test_ogg_comments_of_any_length_are_blank_and_their_checksums_right(codec: bytes, length: int) -> None:
    kept = bare_recording(ogg(codec=codec, secret=b"place " * length), "audio/ogg")
    assert b"place " not in kept
    pages = [b"OggS\0" + rest for rest in kept.split(b"OggS\0")[1:]]
    assert len(pages) >= 3
    for page in pages:
        assert checksum(page[:22] + bytes(4) + page[26:]) == int.from_bytes(page[22:26], "little")


def test_what_follows_an_ogg_recording_is_cut_off() -> None:
    assert bare_recording(ogg(behind=b"<script>"), "audio/ogg") == bare_recording(ogg(), "audio/ogg")


def test_the_dates_in_an_m4a_recording_are_gone() -> None:
    assert bare_recording(mp4(year=0x7A7B7C7D), "audio/mp4").count(b"\x7a\x7b\x7c\x7d") == 0


@pytest.mark.parametrize("long", [0, 60, 100, 200, 40_000])
def test_webm_tags_of_any_length_become_void(long: int) -> None:
    before, after = webm(long=long), bare_recording(webm(long=long), "audio/webm")
    assert (SECRET in after, len(after)) == (False, len(before))


@pytest.mark.parametrize(
    "content", [mp4(handler=b"vide"), webm(kind=1, codec=b"V_VP9"), ogg(codec=b"\x80theora")]
)
def test_a_video_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="Send the sound alone"):
        bare_recording(content, media_type_of(content))


@pytest.mark.parametrize("content", [webm(codec=b"A_AC3"), ogg(codec=b"Speex   ")])
def test_a_codec_no_browser_plays_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="played in a browser"):
        bare_recording(content, media_type_of(content))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no photo and no voice memo"),
        (b"lost the DP state\n", "no photo and no voice memo"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "no photo and no voice memo"),
        (b"%PDF-1.7", "no photo and no voice memo"),
        (b"PK\3\4", "no photo and no voice memo"),
        (b'<?xml version="1.0"?>\n<SVG xmlns="x"><script/></svg>', "Save this one as JPEG or PNG"),
        (b"II*\0\x10\0\0\0", "Save this one as JPEG or PNG"),
        (box(b"ftyp", b"heic\0\0\0\0mif1heic"), "This photo is HEIC"),
        (box(b"ftyp", b"avif\0\0\0\0"), "Save this one as JPEG or PNG"),
        (b"#!AMR\n\x3c", "WebM, Ogg, M4A, MP3 or WAV"),
        (b"\xff\xf1\x50\x80", "WebM, Ogg, M4A, MP3 or WAV"),
    ],
)
def test_anything_else_is_refused_with_what_to_do(content: bytes, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        media_type_of(content)


def test_an_html_page_behind_a_tag_is_no_recording() -> None:
    with pytest.raises(ValueError, match="cut off or damaged"):
        bare_recording(b"ID3\4\0\0\0\0\0\0<html>" + b"<p>hello" * 500, "audio/mpeg")
