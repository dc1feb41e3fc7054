"""How a field's text is written so that it reads back as it was.

Three signs are enough: `\\\\` is a backslash, `\\^` a carriage return, and `\\&` nothing at all (as in troff): put
in the middle of something that would be understood, it makes it plain text. Blanks at the edge of a line, empty
lines, separators and words with a meaning are all kept by it. A backslash before another sign of punctuation
stands for that sign, as in Markdown; before anything else it is itself.
"""

import re

NOTHING = "\\&"
SEPARATOR = " / "

_SIGN = re.compile(r"\\([!-/:-@\[-`{-~])")
_SPECIAL = {"&": "", "^": "\r"}
_LONE_SLASH = re.compile(r"(?:(?<=\s)|^)/", re.MULTILINE)


def escape(text: str) -> str:
    """A field's text, safe at the edges of its lines and against the separator of fields."""
    plain = text.replace("\\", "\\\\").replace("\r", "\\^")
    plain = _LONE_SLASH.sub(lambda _: NOTHING + "/", plain)
    return "\n".join(_edges(line) for line in plain.split("\n"))


def _edges(line: str) -> str:
    """A line whose outer blanks survive being trimmed; an empty one shows that it is there."""
    if not line:
        return NOTHING
    start = NOTHING if line[0] in " \t" else ""
    end = NOTHING if line[-1] in " \t" else ""
    return start + line + end


def unescape(text: str) -> str:
    """The text that `escape` was given, and a fair reading of what was typed by hand."""
    return _SIGN.sub(lambda found: _SPECIAL.get(found[1], found[1]), text) if "\\" in text else text


def break_words(pattern: re.Pattern[str], escaped: str) -> str:
    """Put the sign for nothing into each place where `pattern` would be understood, before its group 1."""
    return pattern.sub(lambda found: found[0][: found.start(1) - found.start()] + NOTHING + found[1], escaped)


def split_fields(raw: str) -> list[str]:
    """The fields of a raw header or question, still escaped."""
    return raw.split(SEPARATOR)
