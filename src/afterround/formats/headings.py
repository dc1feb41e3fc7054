"""The headings of the chapter's template, and the many ways in which people write them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from afterround.core.retro import Section

HEADER = "header"
CHECK_IN = "check_in"

TEMPLATE: dict[str, str] = {
    HEADER: "Date / Company / Round:",
    Section.WENT_WELL: "What went well:",
    Section.SHAKY: "What felt shaky:",
    Section.QUESTIONS: "Question summaries:",
    Section.HINTS: "Hints given? How did I respond?",
    Section.ACTIONS: "Follow-up actions:",
    CHECK_IN: "Emotional check-in (stress level, mindset):",
    Section.NEXT_STEPS: "Next steps (thank-you email, recruiter follow-up):",
}
"""The chapter's headings, exactly and in order."""

_ALSO: dict[str, str] = {
    HEADER: "date company round",
    Section.WENT_WELL: "what went well|went well|what went right|what i did well",
    Section.SHAKY: (
        "what felt shaky|felt shaky|shaky|what was shaky|what went badly|what went wrong|what didnt go well"
        "|what did not go well|what could have gone better|what went less well"
    ),
    Section.QUESTIONS: "question summaries|question summary|questions|questions asked|the questions",
    Section.HINTS: "hints given how did i respond|hints given|hints|hints and responses|hints received",
    Section.ACTIONS: "follow up actions|followup actions|follow ups|followups|follow up|action items|actions",
    CHECK_IN: "emotional check in|check in|checkin|emotional checkin|emotions",
    Section.NEXT_STEPS: "next steps|next step",
}
_MEANING = {words: place for place, ways in _ALSO.items() for words in ways.split("|")}
_FIRST_WORDS = frozenset(words.split()[0] for words in _MEANING)
_FIRST_WORD = re.compile(r"[^\W_'’]+")
_SHORT = 500
_KEY_MEANING = {"date": "date", "company": "company", "round": "round"}

_HASHES = re.compile(r"^\ufeff?(#{1,6})[ \t]*(.*?)[ \t]*#*[ \t]*$")
_BOLD = re.compile(r"^\ufeff?(\*\*|__)(.+?)\1[ \t]*(:?)[ \t]*(.*)$")
_COLON = re.compile(r"^\ufeff?([^:]{2,80}):[ \t]*(.*)$")
_UNKNOWN = re.compile(
    r"^(?:#{1,6}[ \t]*\S|(?:\*\*|__)[^*_]+(?:\*\*|__)[ \t]*:?[ \t]*$|[^\W\d_][^:|]{1,60}:[ \t]*$)"
)
_UNDERLINE = re.compile(r"^(?:={3,}|-{3,})[ \t]*$")


@dataclass(frozen=True)
class Heading:
    """A heading of the template: its place, and what was written behind it on the same line."""

    place: str
    rest: str


def read_heading(line: str) -> Heading | None:
    """The template's heading a line holds, in any of the usual marks; None where it holds none.

    Only a line that begins at the margin can be one.
    """
    line = line.removesuffix("\r")
    if not line or line[0] in " \t-+>|`":
        return None
    return _known_heading(line) if len(line) < _SHORT else _heading_in(line)


def _heading_in(line: str) -> Heading | None:
    if hashes := _HASHES.match(line):
        return _split(hashes[2].strip("*_ \t"))
    if bold := _BOLD.match(line):
        place = _MEANING.get(_plain(bold[2]))
        return Heading(place, bold[4]) if place else None
    return _split(line)


_known_heading = lru_cache(maxsize=2048)(_heading_in)
"""A line is looked at several times, and the headings of a template are the same in every file."""


def _split(line: str) -> Heading | None:
    """A line as heading and rest: what stands before its first colon, or all of it."""
    first = _FIRST_WORD.search(line)
    if line[:1] != "(" and (first is None or first[0].casefold() not in _FIRST_WORDS):
        return None
    parts = _COLON.match(line)
    place = _MEANING.get(_plain(parts[1])) if parts else None
    if parts and place:
        return Heading(place, parts[2])
    place = _MEANING.get(_plain(line))
    return Heading(place, "") if place and not (parts and parts[2].strip()) else None


def _plain(words: str) -> str:
    """Words in the form in which headings are compared: lower case, no signs, nothing in brackets."""
    without = re.sub(r"\([^()]*\)", " ", words.casefold())
    return " ".join(re.sub(r"[^\w\s]|_", " ", re.sub(r"['’]", "", without)).split())


def read_key(line: str) -> tuple[str, str] | None:
    """One field of the header on a line of its own ("Company: Acme", "**Date:** 2026-06-11")."""
    if line.startswith((" ", "\t")):
        return None
    bare = re.sub(r"^[-*+•][ \t]+", "", line.removesuffix("\r").removeprefix("\ufeff"))
    bare = re.sub(r"^(\*\*|__)(.+?)\1", r"\2", bare)
    found = _COLON.match(bare)
    name = _KEY_MEANING.get(_plain(found[1])) if found else None
    return (name, found[2].strip()) if found and name else None


def is_unknown_heading(line: str) -> bool:
    """Whether a line at the margin looks like a heading, though not like one of the template."""
    return bool(_UNKNOWN.match(line.removesuffix("\r"))) and read_heading(line) is None


def is_underline(line: str) -> bool:
    """Whether a line only underlines the heading before it."""
    return bool(_UNDERLINE.match(line.removesuffix("\r")))
