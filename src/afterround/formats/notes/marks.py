"""The marks around words: emphasis, links, tags of HTML and signs, and what is left without them."""

import html
import re

LONGEST = 4_000
"""Characters. What is longer than this between two ends of lines is kept and not looked into."""

_IMAGE = re.compile(r"!\[([^\[\]\n]{0,300})\]\(([^()\s]{1,500})(?:\s+\"[^\"]{0,200}\")?\)")
_LINK = re.compile(r"\[([^\[\]\n]{0,300})\]\(([^()\s]{1,500})(?:\s+\"[^\"]{0,200}\")?\)")
_ORG_LINK = re.compile(r"\[\[([^\[\]]{1,500})\](?:\[([^\[\]]{1,300})\])?\]")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]{0,300})?/?>")
_EMPHASIS = re.compile(r"\*\*|__|~~|`+|(?<!\w)[*_]+(?=\S)|(?<=\S)[*_]+(?!\w)")
_KEYCAP = re.compile(r"([0-9#*])\ufe0f?\u20e3")
_LEADING = re.compile(r"^[^\w\"'“‘(\[$<+@\u2705\u274c\u23f3]+")
_SIGNS = re.compile(r"[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]+")
_WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """A line's words without marks; a link is its label."""
    return _bare(text, " ", r"\1")


def kept(text: str) -> str:
    """A line's words without marks; a link is its label, and its address behind it in brackets."""
    return _bare(text, r"\1 (\2)", r"\1 (\2)")


def _bare(text: str, image: str, link: str) -> str:
    if len(text) > LONGEST:
        return text.strip()
    if "](" in text:
        text = _LINK.sub(link, _IMAGE.sub(image, text))
    if "[[" in text:
        text = _ORG_LINK.sub(lambda m: m[2] or m[1], text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    text = _KEYCAP.sub(r"\1 ", text)
    return " ".join(_EMPHASIS.sub("", text).split())


def without_signs(text: str) -> str:
    """Words without the pictures people put before and between them."""
    return " ".join(_LEADING.sub("", _SIGNS.sub(" ", text)).split())


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, folded, in order."""
    return _WORD.findall(text.casefold())
