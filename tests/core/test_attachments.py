import pytest

from afterround.core.attachments import (
    LIMIT_WORDS,
    NAME_LENGTH,
    SIZE_LIMITS,
    AttachmentKind,
    display_name,
    file_name,
    size_words,
    too_large_words,
)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("whiteboard.jpg", "whiteboard.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\photos\\tree.png", "tree.png"),
        ("two\r\nlines.jpg", "two lines.jpg"),
        ("gpj.\u202eexe", "gpj.exe"),
        ("a\u200bb\x00c\x1b[31m.jpg", "abc[31m.jpg"),
        ("  ..  ", ""),
        ("folder/", ""),
        ("Übung 1.jpg", "Übung 1.jpg"),
        ("x" * 500, "x" * NAME_LENGTH),
    ],
)
def test_a_name_is_shown_as_one_harmless_line(said: str, shown: str) -> None:
    assert display_name(said) == shown


@pytest.mark.parametrize(
    ("name", "media_type", "handed_out"),
    [
        ("tree.heic", "image/jpeg", "tree.jpg"),
        ("page.html", "image/png", "page.png"),
        ("memo", "audio/webm", "memo.webm"),
        ("", "image/jpeg", "photo.jpg"),
        ("", "audio/mp4", "voice memo.m4a"),
    ],
)
def test_a_file_is_handed_out_with_the_ending_of_what_it_holds(
    name: str, media_type: str, handed_out: str
) -> None:
    kind = AttachmentKind.PHOTO if media_type.startswith("image") else AttachmentKind.VOICE
    assert file_name(name, media_type, kind) == handed_out


@pytest.mark.parametrize(("size", "words"), [(1, "1 KB"), (840_400, "840 KB"), (1_440_000, "1.4 MB")])
def test_a_size_is_said_in_words(size: int, words: str) -> None:
    assert size_words(size) == words


@pytest.mark.parametrize("kind", AttachmentKind)
def test_the_limit_is_said_beforehand_and_afterwards_as_it_is(kind: AttachmentKind) -> None:
    most = SIZE_LIMITS[kind]
    assert f"at most {most // 1_000_000} MB" in LIMIT_WORDS
    assert too_large_words(most, kind) == ""
    assert f"at most {most // 1_000_000} MB" in too_large_words(most + 1, kind)
