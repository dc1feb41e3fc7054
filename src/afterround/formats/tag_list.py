"""Tags that stand beside each other: in a cell, behind a key, in front of a note."""

import re

from afterround.core.personal_themes import theme_key
from afterround.core.tags import LONGEST

FRONT_KEY = re.compile(
    r"^(?P<key>tags?|hashtags?|keywords?|topics?|labels?|标签|태그)\s*[:：=]\s*(?P<said>.*)$", re.IGNORECASE
)
_ORG = re.compile(r":(?P<said>[\w@#%-]+(?::[\w@#%-]+)*):")
_BETWEEN = re.compile(r"\s*[,;，、；|\n]\s*")


def split_tags(text: str, *, are_words: bool = False) -> tuple[str, ...]:
    """The tags of a text, each once: parted by commas and the like, as hashtags by blanks, in Org by colons.

    With `are_words` blanks part them in any case, as in front of a note, where no tag holds one. Signs and quotes
    around a tag are left out, and so is what is too long for one.
    """
    text = text.strip().strip("[]{}()").strip()
    if org := _ORG.fullmatch(text):
        return tuple(dict.fromkeys(org["said"].split(":")))
    parts = _BETWEEN.split(text)
    if len(parts) == 1 and (are_words or all(word.startswith("#") for word in text.split())):
        parts = text.split()
    named = (part.strip().strip("\"'`").lstrip("#").strip() for part in parts)
    return tuple(dict.fromkeys(name for name in named if len(name) <= LONGEST and theme_key(name)))


def names_tags(column: str) -> bool:
    """Whether a column of a note's table holds tags, by its name."""
    return bool(FRONT_KEY.match(f"{column.strip(' *_#')}:"))
