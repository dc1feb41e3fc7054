"""The pieces of a round typed in one line, and what each word in them is: a name, a kind, a day, a time."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from afterround.core.rounds import RoundKind
from afterround.formats.words import CLOCKS, DAYS, MONTH, SPAN, read_clocks, read_day, zone_named

# Tokens: what a word or a few words of a line are


class Is(Enum):
    """What a token is."""

    WORD = auto()
    ODD = auto()  # looks like a day, yet is none: "31 June"
    KIND = auto()
    MOCK = auto()
    WITH = auto()
    PEOPLE = auto()
    VERB = auto()
    AGO = auto()
    AHEAD = auto()
    NOW = auto()
    DAY = auto()
    CLOCK = auto()
    LENGTH = auto()
    ZONE = auto()


@dataclass(frozen=True)
class Token:
    """One or a few words of a piece: what they are, their text without brackets around it, and as typed."""

    what: Is
    text: str
    raw: str = ""


KINDS: tuple[tuple[RoundKind, str], ...] = (
    (
        RoundKind.RECRUITER_SCREEN,
        r"(?:recruiter|recruiting|hr)(?: phone)?(?: screen| call| chat)?|(?:intro|screening) call",
    ),
    (RoundKind.SYSTEM_DESIGN, r"systems?[ -]design|technical design|design|architecture"),
    (RoundKind.HIRING_MANAGER, r"hiring[ -]manager|hm"),
    (
        RoundKind.BEHAVIOURAL,
        r"behaviou?ral|behaviou?r|culture(?: fit)?|values|bar[ -]raiser|leadership principles",
    ),
    (
        RoundKind.ONLINE_ASSESSMENT,
        r"oa|online (?:assessment|test)|hacker ?rank(?: test)?|codility(?: test)?|codesignal",
    ),
    (RoundKind.TAKE_HOME, r"take[ -]?home(?: assignment| test| exercise)?|assignment|homework"),
    (
        RoundKind.CODING,
        r"(?:live )?coding(?: screen| challenge| test)?|algo(?:rithm)?s?|dsa|leetcode|pair programming"
        r"|(?:technical|tech)(?: phone)? screen|technical|phone screen",
    ),
    (RoundKind.OTHER, r"(?:virtual )?on-?site|final|panel|team match(?:ing)?|presentation|other"),
)
_KIND = "|".join(pattern for _, pattern in KINDS)
_UNIT = r"(?:[ap]\.?m|h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?|days?|weeks?|to|until|till|[-–—])"
KIND_ENDS = rf"(?: interview| session)*(?: (?:round |part |#)\d(?! ?{_UNIT}\b)| round)?"
"""What may follow a kind's words: "interview", "round", "round 2"; not the 2 of "round 2 hours ago"."""
VERBS = {
    "ended": r"(?:just )?(?:ended|finished|done|over|submitted|handed in|wrapped up)",
    "started": r"(?:just )?(?:started|began)",
    "due": r"(?:is )?(?:due|deadline)(?: by| on| before)?|by",
    "ends": r"ends|ending|until|till",
    "starts": r"starts|starting|begins",
}
_SHAPES: tuple[tuple[Is, str], ...] = (
    (Is.MOCK, r"mock(?: interview)?"),
    (Is.AGO, rf"{SPAN} ago"),
    (Is.AHEAD, rf"in {SPAN}"),
    (Is.LENGTH, rf"(?:for )?{SPAN}"),
    (Is.NOW, r"(?:right |just )?now"),
    (Is.DAY, DAYS),
    (Is.CLOCK, CLOCKS),
    (Is.VERB, "|".join(VERBS.values())),
    (Is.KIND, f"(?:{_KIND}){KIND_ENDS}"),
    (Is.WITH, r"with|observed by|watched by"),
    (Is.ZONE, r"(?:in )?(?:[\w.'/-]+ ){1,3}time|[A-Z]{2,4}|[A-Z]+/[\w/+-]+"),
)
_COMPILED = tuple(
    (what, re.compile(rf"\(?(?P<it>{shape})\)?[.!?]*(?=\s|$)", re.IGNORECASE)) for what, shape in _SHAPES
)
_SPLIT = re.compile(r"[,;]|:(?=\s|$)|\s[-–—|·](?=\s)(?!\s\d)|(?<![\dmM])\s[-–—](?=\s)")
_ROLE_NOUN = re.compile(
    r"\b(?:engineer|developer|manager|lead|architect|designer|scientist|analyst|intern|sre|director|head)s?\W*$",
    re.IGNORECASE,
)
GLUE = frozenset(
    {"a", "an", "the", "my", "our", "i", "is", "it", "was", "has", "had", "have", "and", "then", "for", "of"}
    | {"to", "on", "at", "in", "from", "interview", "round", "just", "@", "&", "+", "-", "–", "—", "·", "|"}
)
"""Words that carry nothing at the edge of a name."""

ODD = re.compile(
    rf"\d[:/.–-]\d|^\d\S*\d|^\d+(?:\s|$)|\b(?:{MONTH})\b.?\s\d|(?<!full)(?<!part)\stime$", re.IGNORECASE
)
"""Words that look like a time or a zone, and so are no role."""


def _tokens(piece: str, today: date) -> list[Token]:
    tokens: list[Token] = []
    at = 0
    while at < len(piece):
        tokens.append(_token_at(piece, at, today))
        at += len(tokens[-1].raw) + 1
    return _with_people(tokens)


def _token_at(piece: str, at: int, today: date) -> Token:
    reads: dict[Is, Callable[[str], object]] = {
        Is.DAY: lambda words: read_day(words, today),
        Is.CLOCK: read_clocks,
        Is.ZONE: lambda words: zone_named(words.removeprefix("in ")),
    }
    for what, shape in _COMPILED:
        found = shape.match(piece, at)
        if found and reads.get(what, bool)(found["it"]):
            return Token(what, found["it"], found[0])
        if found and what is Is.DAY:
            return Token(Is.ODD, found["it"], found[0])
    word = piece[at:].partition(" ")[0]
    return Token(Is.WORD, word, word)


_BEFORE_A_NAME = {"and", "&", "the", "my", "our", "a"}


def _with_people(tokens: list[Token]) -> list[Token]:
    """Gather the names after "with". The first word of a name is a name, even "Sunday" or "recruiter"."""
    out: list[Token] = []
    last: str | None = None  # the last word of the names being gathered, "" at their beginning
    for token in tokens:
        is_name = last is not None and (
            _is_name(token) or (last in {"", *_BEFORE_A_NAME} and _is_title(token))
        )
        if is_name:
            out[-1] = Token(Is.PEOPLE, f"{out[-1].text} {token.raw}", f"{out[-1].raw} {token.raw}")
            last = token.text.lower()
        else:
            out.append(token)
            last = "" if token.what is Is.WITH else None
    return out


def _is_name(token: Token) -> bool:
    text = token.text.lower()
    return text in {"recruiter", "hr"} or (
        token.what is Is.WORD and text not in {"at", "on", "for", "in", "from"}
    )


def _is_title(token: Token) -> bool:
    """Whether a token right after "with" can open a name: a kind does so only as a title, "recruiter Ada"."""
    return token.what is not Is.KIND or bool(re.match("recruit|hr|hiring", token.text, re.IGNORECASE))


# Pieces: which words are names and which say when or what


def read_pieces(line: str, today: date) -> list[list[Token]]:
    """The tokens of each piece of a line, pieces being what stands between commas and the like.

    Words of a company, a role or a name are words even if they look like a kind or a time.
    """
    line = re.sub(r"(\d{4}-\d\d-\d\d)[Tt](?=\d)", r"\1 ", re.sub(r"^\s*[-*•]\s", "", line))
    line = re.sub(
        rf"((?:{MONTH}) \d{{1,2}}(?:st|nd|rd|th)?), (?=\d{{4}}\b)", r"\1 ", line, flags=re.IGNORECASE
    )
    texts = (" ".join(text.split()) for text in _SPLIT.split(line))
    pieces = [_tokens(text, today) for text in texts if text]
    if pieces:
        _gather_listed_people(pieces)
        for i, piece in enumerate(pieces):
            if _is_named_after_a_kind(piece, pieces[:i] + pieces[i + 1 :], is_first=i == 0):
                piece[:] = [_as_word(token) for token in piece]
        _settle_company(pieces[0], pieces[1:])
    return pieces


def _gather_listed_people(pieces: list[list[Token]]) -> None:
    """Read "with Ada, Bo and Cleo" as three people: names go on over commas up to a piece with "and"."""
    for i, piece in enumerate(pieces):
        if piece[-1].what is not Is.PEOPLE:
            continue
        for last in range(i + 1, len(pieces)):
            words = [token.text for token in pieces[last]]
            if not is_words(pieces[last]) or _ROLE_NOUN.search(" ".join(words)):
                break
            if {"and", "&"} & set(words):
                listed = [" ".join(token.text for token in names) for names in pieces[i + 1 : last + 1]]
                piece[-1] = Token(Is.PEOPLE, " and ".join([piece[-1].text, *listed]))
                del pieces[i + 1 : last + 1]
                return


def is_words(piece: list[Token]) -> bool:
    """Whether a piece consists of plain words only."""
    return all(token.what is Is.WORD for token in piece)


def has(piece: list[Token], what: Is) -> bool:
    """Whether a piece holds a token of that sort."""
    return any(token.what is what for token in piece)


def _is_named_after_a_kind(piece: list[Token], others: list[list[Token]], *, is_first: bool) -> bool:
    """Whether a kind in `piece` is part of a name, as in "Design Engineer" or the company "Scale Design"."""
    names = [token for token in piece if token.what is Is.WORD and token.text.lower() not in GLUE]
    if not names or {token.what for token in piece} != {Is.WORD, Is.KIND}:
        return False
    is_said_elsewhere = any(has(other, Is.KIND) and not has(other, Is.WORD) for other in others)
    return is_said_elsewhere or (not is_first and bool(_ROLE_NOUN.search(piece[-1].text)))


def _as_word(token: Token) -> Token:
    return Token(Is.WORD, token.raw, token.raw)


def _settle_company(first: list[Token], others: list[list[Token]]) -> None:
    """A line begins with the company, whose name may hold a weekday, a number or a kind: those are words."""
    if not has(first, Is.WORD):
        is_kind = {token.what for token in first} == {Is.KIND}
        is_taken = any(has(other, Is.KIND) for other in others)
        if (is_kind and is_taken) or not any(_is_plain(first, i, others) for i in range(len(first))):
            first[:] = [_as_word(token) for token in first]
        return
    for i, token in enumerate(first):
        if _is_plain(first, i, others):
            break
        first[i] = _as_word(token)


def _is_plain(first: list[Token], i: int, others: list[list[Token]]) -> bool:
    """Whether token `i` of the first piece is surely what it looks like, so that the name ends there."""
    token, after = first[i], first[i + 1].what if i + 1 < len(first) else None
    match token.what:
        case Is.KIND:  # in "Acme Design coding" the first belongs to the name
            return after is not Is.KIND or i == 0 or token.text.islower()
        case Is.CLOCK:
            return bool(re.search(r"\d:\d|\d ?[ap]\.?m", token.text, re.IGNORECASE))
        case Is.DAY if after is Is.CLOCK and _is_plain(first, i + 1, others):
            return True
        case Is.DAY:  # "tomorrow" and "11 June" are days, "Monday" may be a name
            is_lone_line = len(first) == 1 and not any(has(other, Is.WORD) for other in others)
            is_day = bool(re.search(r"\d| |to(?:day|night|morrow)|yesterday", token.text, re.IGNORECASE))
            return is_day and after is not Is.WORD and not is_lone_line
        case Is.VERB:
            return after not in {None, Is.WORD}
        case Is.PEOPLE:
            return token.text[0].islower() or i == 0
        case _:
            return token.what in {Is.MOCK, Is.AGO, Is.AHEAD}
