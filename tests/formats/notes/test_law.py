"""No word of a note is lost, and no text makes the reader fail."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from afterround.formats.headings import TEMPLATE
from afterround.formats.notes import read_notes
from afterround.formats.notes.labels import LABEL_WORDS
from afterround.formats.notes.ledger import Ledger
from tests.formats.notes import written

often = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
WRITTEN = [text for name, text in vars(written).items() if name.isupper()]
LINES = sorted({line for text in WRITTEN for line in text.split("\n")})
MARKS = [
    *(
        "# ",
        "## ",
        "####",
        "**",
        "- ",
        "* ",
        "1. ",
        "  - ",
        "> ",
        "| ",
        "```",
        "---",
        "===",
        "* DONE ",
        "#+title: ",
    ),
    *(
        "Result: ",
        "Date: ",
        "Company: ",
        "Round 1: ",
        "Q1: ",
        "(Hire)",
        "[x] ",
        "[[a][b]]",
        "<br/>",
        "<h2>",
        "\r",
    ),
    *(
        "2021-03-04",
        "May 5",
        "01/12",
        "I was asked ",
        "I forgot ",
        "Acme",
        "面试",
        "1️⃣ ",
        "✅",
        "\ufeff",
        "\x00",
        "\u2028",
    ),
]
notes = st.lists(
    st.sampled_from(LINES) | st.lists(st.sampled_from(MARKS), max_size=4).map("".join) | st.text(),
    max_size=40,
)
texts = notes.map("\n".join) | st.tuples(st.sampled_from(WRITTEN), notes).map(
    lambda both: f"{both[0]}\n" + "\n".join(both[1])
)
COUNTED = re.compile(
    r"^\W*(?:\(?(?:\d{1,3}|[a-zA-Z])[.)]\s+|\d\ufe0f?\u20e3|(?:q|problem)\W?\d\b)", re.IGNORECASE
)


def values(found: object) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(found, (str, int)):
        yield str(found)
    elif isinstance(found, tuple):
        for each in found:
            yield from values(each)
    elif is_dataclass(found):
        for each in fields(found):
            yield from values(getattr(found, each.name))


def words(text: str) -> set[str]:
    """The words and numbers of a text, folded."""
    return set(re.findall(r"[^\W_]+", text.casefold()))


LABELS = LABEL_WORDS | words(f"{' '.join(TEMPLATE.values())} stress mindset lesson rating state response")


def lost(text: str, name: str = "note.md") -> set[str]:
    """The words of a text that nothing holds. What a label says is said by its field; an item's number is none."""
    found = read_notes(text, name=name)
    held = words("\n".join(values((found.rounds, found.applications, found.unplaced)))) | LABELS
    return {word for line in text.split("\n") for word in words(COUNTED.sub("", line)) - held}


@often
@given(texts, st.sampled_from(["note.md", "log.org", "x.py", "2021-03-04-acme.md"]))
def test_no_word_is_lost_and_nothing_fails(text: str, name: str) -> None:
    assert lost(text, name) == set()


def test_the_law_fails_where_nothing_is_left_in_the_notes() -> None:
    with patch.object(Ledger, "left", lambda *_: []), pytest.raises(AssertionError):
        assert lost(written.EXPERIENCE) == set()


def test_no_word_of_real_notes_is_lost(shared: Path) -> None:
    files = sorted((shared / "realdata/notes").iterdir())
    assert files
    assert {
        file.name: found for file in files if (found := lost(file.read_text(encoding="utf-8"), file.name))
    } == {}
