"""How people write a problem: by a link, a number or its title, how hard it is and how long it takes."""

import re
from dataclasses import dataclass

from afterround.core.catalogue import Catalogue, Difficulty, Problem, name_key, slug_in_link

MOST_MINUTES = 600
"""A problem takes at most so many minutes."""

_LINK = re.compile(
    r"https?://\w[^\s<>\"]*|(?<![\w@])(?:[\w-]+\.)+(?:com|cn|io|org|net|dev)/\w[^\s<>\"]*", re.IGNORECASE
)
_LINK_END = ".,;:!?)]}'"
_WRITTEN = re.compile(
    r"\[(?P<text>[^\]]*)\]\((?P<link>[^)\s]+)\)|<(?P<bare>https?://\w[^>\s]*)>", re.IGNORECASE
)
_NUMBER = re.compile(r"(?:(?:leet ?code|lc)[ -]*)?#? ?(?P<number>\d{1,5})", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?P<site>(?:leet ?code|lc)[ -]*)?#? ?(?P<number>\d{1,5})"
    r"(?:(?P<mark>\s*[.):]|\s+[-–—](?=\s))\s*|\s+)(?P<title>\S.*)",
    re.IGNORECASE,
)
_ALIKE = re.compile(r"(?:^|[./])neetcode\.io/problems/([a-z0-9-]+)", re.IGNORECASE)
_PLAIN_PARTS = frozenset(
    {"problem", "problems", "challenges", "description", "problemset", "tasks", "contest", "gym"}
)

_DIFFICULTIES = {
    "easy": Difficulty.EASY,
    "medium": Difficulty.MEDIUM,
    "med": Difficulty.MEDIUM,
    "hard": Difficulty.HARD,
}
_MINUTES = re.compile(
    r"(?P<number>\d{1,3})\s*(?:m|min|mins|minutes?|(?P<hours>h|hrs?|hours?))?\.?", re.IGNORECASE
)


@dataclass(frozen=True)
class Named:
    """A problem as it was written: the one of the catalogue it means, if any, its title, its link or "".

    `doubt` says what is odd about it, or "".
    """

    known: Problem | None
    title: str
    link: str
    doubt: str = ""


def read_difficulty(words: str) -> Difficulty | None:
    """The difficulty that a word names, None where it names none."""
    return _DIFFICULTIES.get(words.strip(" ()[]").casefold())


def read_minutes(words: str) -> int | None:
    """The minutes that words such as "40", "40 min" or "1 h" give, from 1 to 600; None where they give none."""
    found = _MINUTES.fullmatch(words.strip())
    minutes = int(found["number"]) * (60 if found["hours"] else 1) if found else 0
    return minutes if 1 <= minutes <= MOST_MINUTES else None


def read_problem(words: str, catalogue: Catalogue) -> Named:
    """The problem that a person's words mean. What the catalogue does not know becomes a problem of their own.

    A link counts most, then the title, then the number: in a list that somebody numbered, "3. Two Sum" is Two Sum.
    The title of an own problem is the words as they stand, or what its link says. Never raises.
    """
    link, said = _parted(words)
    if link:
        known = _behind(link, catalogue)
        title = said or (known.title if known else _title_in(link))
        return Named(known, title, "" if known else link)
    known = catalogue.by_name.get(name_key(said))
    if known:
        return Named(known, known.title, "")
    alone, numbered = _NUMBER.fullmatch(said), _NUMBERED.fullmatch(said)
    if alone:
        known = catalogue.by_number.get(int(alone["number"]))
        doubt = "" if known else f"No problem with the number {alone['number']} is known here. Add its link."
        return Named(known, known.title if known else said, "", doubt)
    return _numbered(numbered, said, catalogue) if numbered else Named(None, said, "")


def is_link(words: str) -> bool:
    """Whether words are an address and nothing else."""
    found = _LINK.fullmatch(words)
    return bool(found) and words == words.rstrip(_LINK_END)


def _numbered(found: re.Match[str], said: str, catalogue: Catalogue) -> Named:
    known = catalogue.by_name.get(name_key(found["title"]))
    if known:
        return Named(known, known.title, "")
    other = catalogue.by_number.get(int(found["number"])) if found["mark"] or found["site"] else None
    doubt = f"If you mean {other.label}, write its number alone." if other else ""
    return Named(None, said, "", doubt)


def _parted(words: str) -> tuple[str, str]:
    """The link in some words, or "", and the words without it."""
    plain = " ".join(words.split())
    written = _WRITTEN.search(plain)
    if written and (written["bare"] or is_link(written["link"])):
        link = written["bare"] or written["link"]
        start, end, text = written.start(), written.end(), written["text"] or ""
    elif found := _LINK.search(plain):
        link = found[0].rstrip(_LINK_END)
        start, end, text = found.start(), found.start() + len(link), ""
    else:
        return "", plain
    around = " ".join(f"{plain[:start]} {text} {plain[end:]}".split())
    said = around.strip("-–—:|,;()[]<> ")
    return link, said if said.strip(_LINK_END) else ""


def _behind(link: str, catalogue: Catalogue) -> Problem | None:
    """The known problem a link leads to; another site that publishes the same problems under like names counts."""
    alike = _ALIKE.search(link)
    return catalogue.by_name.get(name_key(alike[1])) if alike else catalogue.with_link(link)


def _title_in(link: str) -> str:
    """What a link says about its problem: the telling part of its path in words, else the link itself."""
    slug = slug_in_link(link)
    path = re.sub(r"^https?://|[?#].*$", "", link, flags=re.IGNORECASE).split("/")
    parts = [slug] if slug else [part for part in path[1:] if part and part.casefold() not in _PLAIN_PARTS]
    telling = [part for part in parts if sum(letter.isalpha() for letter in part) > 2]
    if telling:
        return re.sub(r"[-_+]|%20", " ", telling[-1]).strip().capitalize() or link
    site = path[0].removeprefix("www.").split(".")[0].capitalize()
    return f"{site} {' '.join(parts)}" if parts else link
