"""Which characters of a feedback its sender wrote: not markup, not a signature, not the mails quoted below."""

import re

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,9})\b[^<>]{0,300}>")
_BLOCKS = frozenset({"p", "br", "div", "li", "ul", "ol", "tr", "td", "table", "h1", "h2", "h3", "h4", "hr"})
_ENTITY = re.compile(r"&(?:#\d{1,5}|#x[0-9a-fA-F]{1,4}|[a-z]{2,6});")
_ENTITIES = {"&#39;": "'", "&#x27;": "'", "&apos;": "'", "&rsquo;": "'", "&#8217;": "'", "&amp;": "&"}
_ALIKE = str.maketrans({"\u00a0": " ", "\u2011": "-", "\u2010": "-", "*": " ", "_": " ", "`": " ", "\r": " "})

_HISTORY = re.compile(
    r"^[ \t]*(?:-{2,}\s*(?:original message|forwarded message)\b.*|on\b.{4,120}\bwrote:[ \t]*|_{8,}[ \t]*$)",
    re.IGNORECASE | re.MULTILINE,
)
_STARRED = re.compile(r"^([ \t]*)\*(?= )", re.MULTILINE)
_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_ENOUGH = 5
"""With fewer words of its own above it, what is quoted is all there is, and is read."""


def own_words(text: str) -> str:
    """The text with blanks for what its sender did not write to the candidate, as long as the text itself.

    Tags and entities of HTML and marks of Markdown go; a tag that begins a block becomes a line end. What stands below
    a signature's two dashes goes, and so do quoted mails, unless hardly a word stands above them.
    """
    plain = _ENTITY.sub(_entity, _TAG.sub(_tag, text))
    plain = _blank(plain, _SIGNATURE.search(plain))
    unquoted = _QUOTED.sub(lambda found: " " * len(found[0]), _blank(plain, _HISTORY.search(plain)))
    own = unquoted if len(unquoted.split()) >= _ENOUGH else plain
    return _STARRED.sub(r"\1-", own).translate(_ALIKE)


def _blank(text: str, found: re.Match[str] | None) -> str:
    """The text with blanks from a place on."""
    return text if found is None else text[: found.start()] + " " * (len(text) - found.start())


def _tag(found: re.Match[str]) -> str:
    ends = "\n" if found[2].lower() in _BLOCKS else " "
    return ends + " " * (len(found[0]) - 1)


def _entity(found: re.Match[str]) -> str:
    return _ENTITIES.get(found[0].lower(), " ").ljust(len(found[0]))
