"""Whatever is repeated, however deep and long, is read or kept."""

import pytest

from afterround.formats.notes import LIMIT, read_notes

ACCOUNT = (
    "# My interview experiences\n## Round 1\nDate: 2021-01-01\nResult: Rejected\n"
    "I was asked a question. I solved it.\n"
)
MARKS = [
    *(
        "#",
        "*",
        "-",
        "=",
        ">",
        "|",
        "`",
        "~",
        "_",
        "[",
        "(",
        "<",
        "&",
        ":",
        "{",
        "\\",
        "\n",
        "\t",
        "a:",
        "a.",
        "é",
        "“",
    ),
    *(
        "1. ",
        "- ",
        "# ",
        "**",
        "**a",
        "](",
        "[[",
        "<b>",
        "[a](b",
        "- [ ] ",
        "| a ",
        "a - b - ",
        "(((",
        "&amp;",
        "<!--",
    ),
    *(
        "## Round 1\n",
        "| a | b |\n",
        "a: b\n",
        "# a\n",
        "// a\n",
        '"""\n',
        "- a\n  ",
        "> ",
        "Questions:\n- a\n",
        "1️⃣ ",
    ),
    *(
        "I ",
        "I was asked ",
        "Round 1 ",
        "interview ",
        "I couldn't ",
        "offer ",
        "12/12/",
        "2021-",
        "round round ",
        "mock ",
    ),
]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("before", ["", ACCOUNT], ids=["alone", "in an account"])
def test_a_mark_repeated_thousands_of_times_is_read(mark: str, before: str) -> None:
    text = before + mark * (8_000 // len(mark))
    found = read_notes(text)
    assert found.rounds or found.unplaced or not text.strip()


def test_a_list_of_a_thousand_depths_is_read() -> None:
    text = ACCOUNT + "\n".join(" " * depth + "- Round 2: asked about heaps" for depth in range(500))
    assert len(text) < LIMIT
    assert len(read_notes(text).rounds) == 1


def test_thousands_of_lines_are_read() -> None:
    found = read_notes(ACCOUNT + "- a\n" * 12_000)
    assert len(found.rounds[0].questions) >= 1


def test_bytes_read_in_the_wrong_encoding_are_kept() -> None:
    text = bytes(range(256)).decode("cp1252", "replace") * 40
    assert "".join("".join(read_notes(text).unplaced).split()) == "".join(text.replace("\ufeff", "").split())
