"""What a note says as a whole: its title, its file's name, its front matter, and the company it speaks of."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from afterround.core.imports import Found, FoundDate
from afterround.formats.notes.days import find_date, is_date_alone
from afterround.formats.notes.labels import Field, folded, meaning
from afterround.formats.notes.lines import PROGRAMS, Is, Line, NoteLines
from afterround.formats.notes.not_names import is_plain
from afterround.formats.notes.outline import Head
from afterround.formats.notes.titles import Title, company_named, read_title

_ENDING = re.compile(r"\.(?:md|markdown|txt|org|rst|text|html?|adoc|[a-z]{1,4})$", re.I)
_OWNER = re.compile(r"^[\w.-]{1,60}?__(?=.)")
_POST = (
    "layout",
    "title",
    "tags",
    "categories",
    "permalink",
    "slug",
    "author",
    "draft",
    "published",
    "pubdate",
)
_JOINED = re.compile(r"(?<=[a-z])(?=Interview|Experience|Notes|Log\b)")
_FILE_DAY = re.compile(
    r"(?<!\d)(?:\d{4}[-_]\d{1,2}[-_]\d{1,2}|20\d{6}|\d{1,2}[-_]\d{1,2}(?:[-_]\d{2,4})?)(?!\d)"
)
_NAMES = r"((?:[A-Z][\w&.'’-]*[\w])(?:\s+(?:[A-Z][\w&.'’-]*[\w]|&|of))*)"
_IN_PROSE = (
    re.compile(
        rf"\b(?i:interview(?:ed|ing|s)?|screen(?:ing)?|call|onsite|role|position|internship|opening|job"
        rf"|opportunity|appl(?:y|ied)|process)\s+(?:\w+\s+)?(?:at|for|from)\s+{_NAMES}"
    ),
    re.compile(rf"\b(?i:interview(?:ed|ing|s)?|call|onsite|round)\s+with\s+{_NAMES}"),
    re.compile(rf"\b(?:her|his|their|the|a) company,?\s+(?:called\s+|named\s+)?{_NAMES}"),
    re.compile(rf"\bcompany (?:is|was|called|named)\s+{_NAMES}"),
)
_ROLE_IN_PROSE = re.compile(
    r"\b(?:for|as) (?:an?|the) ((?:[A-Z][\w+-]*|SDE|SWE)(?:[ -](?:[A-Z0-9][\w+-]*|in|and|engineer"
    r"|developer|intern))*?) (?:role|position|profile|opening|internship)\b"
)
_OPENING = 40


@dataclass(frozen=True)
class Whole:
    """The facts that hold for all of a note's rounds unless they say otherwise."""

    title: Title
    company: Found | None
    role: Found | None
    date: FoundDate | None
    file_date: FoundDate | None
    is_mock: bool


def stem_of(name: str) -> str:
    """A file's name without its folders, its ending, and a name of whose it is in front of "__"."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return _OWNER.sub("", _ENDING.sub("", last))


def read_whole(note: NoteLines, heads: Sequence[Head], first_round: int, *, name: str) -> Whole:
    """Read them; `first_round` is the place of the first line that belongs to a round."""
    stem = stem_of(name)
    top = next((h for h in heads if h.line.what is Is.HEADING), None)
    is_top = top is not None and top.field is None and top.at <= first_round
    own = top.title if is_top and top and not top.title.text.endswith("?") else Title("")
    front_title, front_line = note.front.get("title", ("", 0))
    title = (
        own if own.company or not front_title or "?" in front_title else read_title(front_title, front_line)
    )
    line = top.line.number if title is own and top else front_line
    company, role = _from_keys(note), None
    if company is None and title.company and title.is_company_sure and not _is_several(title.company):
        company = Found(title.company, line)
    elif (
        company is None
        and title is own
        and top
        and title.company
        and top.end - top.at <= 2
        and title.strength == 0
    ):
        company = Found(title.company, line, False)
    if title.role:
        role = Found(title.role, line)
    opening = [x for x in note.lines if x.text and x.what in (Is.TEXT, Is.ITEM)][:_OPENING]
    role = _front_value(note, Field.ROLE) or role
    is_mock = (
        title.is_mock or own.is_mock or bool(re.search(r"\bmock\b|\bpramp\b", stem.replace("_", " "), re.I))
    )
    is_named = any(head.title.company and head.title.strength == 2 for head in heads)
    is_told = is_mock or is_named or name.lower().endswith(PROGRAMS)
    filed = _from_stem(stem, note.lines, is_told=is_told)
    company = company or (filed if filed and filed.line else None) or _from_prose(opening) or filed
    return Whole(title, company, role, _front_date(note), _file_date(stem, note), is_mock)


def _is_several(company: str) -> bool:
    return bool(re.search(r"\w+ and \w+|,", company))


def _front_value(note: NoteLines, wanted: Field) -> Found | None:
    for key, (value, line) in note.front.items():
        if key != "title" and meaning(key) is wanted and not value.startswith(("[", "{", "<")):
            return Found(value, line)
    return None


def _from_keys(note: NoteLines) -> Found | None:
    return _front_value(note, Field.COMPANY)


def is_post(front: Collection[str]) -> bool:
    """Whether the keys in front of a text are those of a post in a blog."""
    return sum(key in _POST for key in front) >= 2


def _front_date(note: NoteLines) -> FoundDate | None:
    """The date in front, only where what else stands there shows that it is the interview's and not a post's."""
    fields = {meaning(key) for key in note.front if key != "title"}
    about = fields & {Field.COMPANY, Field.KIND, Field.PEOPLE, Field.RESULT, Field.ROLE}
    said = next((key for key in note.front if meaning(key) is Field.DATE), "")
    if not said or ("interview" not in said and (not about or is_post(note.front))):
        return None
    value, line = note.front[said]
    found = find_date(value, line, is_place=True)
    return found.date if found else None


def _file_date(stem: str, note: NoteLines) -> FoundDate | None:
    """The date in a file's name, unless it is a post's."""
    found = _FILE_DAY.search(stem)
    if found is None or is_post(note.front):
        return None
    read = find_date(found[0].replace("_", "-"), 0, is_place=True)
    return FoundDate(read.date.iso if read else None, found[0], 0, False)


def _from_stem(stem: str, lines: Sequence[Line], *, is_told: bool) -> Found | None:
    """The company that a file is named for, in the text's spelling where it has one.

    `is_told` says that the note is of a mock, a program, or its rounds name whom they were with; then only with one."""
    spaced = _JOINED.sub(" ", _FILE_DAY.sub(" ", stem))
    words = [word for word in re.split(r"[\s_]+|-+", spaced) if word]
    bare = company_named(" ".join(words))
    if not bare:
        while words and is_plain(folded(words[0])):
            words.pop(0)
        while words and is_plain(folded(words[-1])):
            words.pop()
        read = read_title(" ".join(words), 0)
        bare = company_named(" ".join(words)) or read.company
    if not bare or is_date_alone(bare) or (len(bare) < 3 and not bare.isupper()):
        return None
    for line in lines[:200]:
        at = line.text[:2000].casefold().find(bare.casefold())
        if at >= 0 and line.what is not Is.CODE:
            return Found(line.text[at : at + len(bare)], line.number, False)
    return None if is_told else Found(bare, 0, False)


def _from_prose(opening: Sequence[Line]) -> Found | None:
    for line in opening:
        for shape in _IN_PROSE:
            found = shape.search(line.text[:600])
            name = company_named(found[1]) if found else ""
            if name and not re.match(r"^(?:Person [A-Z]|Round|Phase)$", name):
                return Found(name, line.number, False)
    return None


def role_in_prose(lines: Sequence[Line], company: Found | None) -> Found | None:
    """The role that a sentence near the beginning names: "I applied for a Backend Engineer role"."""
    name = company.text.casefold() if company else ""
    for line in [x for x in lines[:200] if x.text and x.what in (Is.TEXT, Is.ITEM)][:_OPENING]:
        found = _ROLE_IN_PROSE.search(line.text[:600])
        if found:
            words = found[1]
            own = words[len(name) :].strip() if name and words.casefold().startswith(name) else words
            return Found(own or words, line.number, False)
    return None
