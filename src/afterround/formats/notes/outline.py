"""A note as an outline: its headings and what stands in for them, each with the lines it reaches over."""

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass

from afterround.formats.notes.days import find_date, is_date_alone
from afterround.formats.notes.labels import LISTS, Field, meaning, split_key
from afterround.formats.notes.lines import Is, Line
from afterround.formats.notes.results import NOTHING, read_result
from afterround.formats.notes.titles import Title, may_name_round, read_title, says_sort

BOLD, TEXT, ITEM = 7, 8, 20
"""Levels of what stands in for a heading: a line in bold, a line of its own, an item of a list (deeper by indent)."""

_LONGEST_LEAD = 110
_SENTENCE = re.compile(
    r"[.!?]\s+[A-Z]|\b(?:was|were|had|is|are|started|went|lasted|began|consisted|took|focused|asked|will"
    r"|can)\b"
)
_NAME_ENDS = tuple(
    re.compile(shape) for shape in (r"^[^,;:.()]{2,80}", r"^[^;:.()]{2,80}", r"^[^;:.()]{2,60}?(?=\s[-–—]\s)")
)
_WHOLE = re.compile(r"\bon-?site\b|\bloop\b|\bsuper ?day\b|\brounds\b", re.I)
_PROSE = re.compile(
    r"^\W{0,4}(?:the |my |then |so )?(?:very )?(?:first|second|third|fourth|fifth|sixth|final|last|next"
    r"|\d(?:st|nd|rd|th)) "
    r"(?:\w+[ /-]){0,3}(?:round|interview|call|screen|test|assessment)\b|^\W{0,4}(?:round|interview)[ "
    r"-]?#?\d\b",
    re.I,
)


@dataclass
class Head:
    """A heading or what stands in for one. `at` and `end` are places among the lines, `end` behind its last one;
    `up` is the place of the heading above it among the heads, -1 for none; `value` what follows on the same line."""

    at: int
    level: int
    line: Line
    title: Title
    field: Field | None
    value: str = ""
    up: int = -1
    end: int = 0
    downs: list[int] = dataclasses.field(default_factory=list)


def outline(lines: Sequence[Line], *, with_prose: bool = False) -> list[Head]:
    """The heads of a note in order. `with_prose` takes a paragraph that begins "The second round" as one, too."""
    heads: list[Head] = []
    open_: list[int] = []
    for at, line in enumerate(lines):
        if line.what in (Is.BLANK, Is.CODE):
            continue
        if open_ and line.what is Is.ITEM:
            while open_ and heads[open_[-1]].level >= ITEM + line.depth:
                heads[open_.pop()].end = at
        head = _head(at, line, with_prose=with_prose)
        if head is None or (heads and _is_same(heads[-1], head)):
            continue
        if open_ and _is_own_label(heads, open_[-1], head):
            head.level = BOLD + 3
        if any(_is_part_of(heads[place], head) for place in open_):
            head.level = TEXT + 1
        while open_ and heads[open_[-1]].level >= head.level:
            heads[open_.pop()].end = at
        head.up = open_[-1] if open_ else -1
        if head.up >= 0:
            heads[head.up].downs.append(len(heads))
        open_.append(len(heads))
        heads.append(head)
    for place in open_:
        heads[place].end = len(lines)
    return heads


def _is_same(last: Head, head: Head) -> bool:
    """Whether a line goes on with the round's name on the line above it; then both are one heading."""
    if (
        head.at != last.at + 1
        or last.value
        or last.level not in (BOLD, TEXT)
        or head.level not in (BOLD, TEXT)
    ):
        return False
    if last.title.strength < 2 or head.title.strength < 2 or head.title.is_numbered:
        return False
    last.title = read_title(f"{last.title.text.rstrip(': ')}: {head.line.text}", last.line.number)
    last.value = head.value
    return True


def _is_own_label(heads: Sequence[Head], last: int, head: Head) -> bool:
    """Whether a heading such as "Questions" belongs to the round that a line in bold began above it."""
    if head.line.what is not Is.HEADING or head.field not in (*LISTS, Field.PEOPLE, Field.ASIDE):
        return False
    while heads[last].line.what is Is.HEADING and heads[last].up >= 0:
        last = heads[last].up
    if heads[last].line.what is Is.HEADING or heads[last].title.strength < 2:
        return False
    above = heads[last].up
    return above < 0 or heads[above].line.what is not Is.HEADING or heads[above].level < head.line.depth


def _is_part_of(above: Head, head: Head) -> bool:
    """Whether a line "round 1" belongs to the onsite with a date or a company that a line above it names."""
    if above.level != TEXT or head.level != TEXT or not head.title.is_numbered:
        return False
    is_whole = not above.title.is_numbered and bool(above.title.date or above.title.company)
    return is_whole and bool(_WHOLE.search(above.title.text)) and not head.title.date


def ancestors(heads: Sequence[Head], place: int) -> list[int]:
    """The places of the heads above one, the nearest first."""
    found = []
    while (place := heads[place].up) >= 0:
        found.append(place)
    return found


def _head(at: int, line: Line, *, with_prose: bool) -> Head | None:
    if line.what is Is.HEADING:
        return _heading(at, line)
    if line.what not in (Is.TEXT, Is.ITEM) or line.is_quote or not line.text:
        return None
    return _stand_in(at, line) or (_prose(at, line) if with_prose and line.what is Is.TEXT else None)


def _heading(at: int, line: Line) -> Head:
    known = meaning(line.text)
    key = split_key(line.text) if known is None else None
    words, value = line.text, ""
    if key and key[1] and key[2] not in (Field.KIND, Field.PEOPLE):
        known, value = key[2], key[1]
    elif (
        len(words) > 60
        and (cut := re.match(r"^(.{3,80}?)\s*:\s+(.*)$", words))
        and read_title(cut[1], line.number).strength == 2
        and (_SENTENCE.search(cut[2]) or len(cut[2].split()) > 15)
        and find_date(cut[2], 0, is_place=True) is None
    ):
        words, value = cut[1], cut[2]
    title = read_title(words, line.number)
    if title.strength == 2 and known in (Field.QUESTIONS, Field.FACT, Field.KIND):
        known = None
    return Head(at, line.depth, line, title, known, value)


def _stand_in(at: int, line: Line) -> Head | None:
    """A line in bold, a short line or an item that names a round, and stands where a heading would."""
    words, value = (line.lead, line.rest) if line.lead else _cut(line.text)
    if (
        not line.lead
        and len(line.text) <= _LONGEST_LEAD
        and not _SENTENCE.search(line.text)
        and not line.text.endswith(".")
    ):
        words, value = line.text, ""
    words = words.strip().rstrip(":：").strip()
    dated = _dated(line) if not line.lead or is_date_alone(line.lead) else None
    words, value = dated or (words, value)
    if not words or len(words) > _LONGEST_LEAD or (split_key(line.text) and not line.lead) or meaning(words):
        return _ending(at, line, words, value)
    if not line.lead and _SENTENCE.search(re.sub(r"\s(?:is|was)\s*[:-]?\s*(?=[(\[])", " ", words)):
        return None
    if not dated and not may_name_round(words):
        return _ending(at, line, words, value)
    title = read_title(words, line.number)
    if (
        title.strength < 2
        or read_result(words[:12]) != NOTHING
        or (line.what is Is.TEXT and not line.lead and not _begins(words))
    ):
        return _ending(at, line, words, value)
    level = BOLD if line.lead else TEXT
    if line.what is Is.ITEM:
        if line.text.rstrip().endswith("?"):
            return None
        level = ITEM + line.depth
    return Head(at, level, line, title, None, value.lstrip(" :：-–—"))


def _dated(line: Line) -> tuple[str, str] | None:
    """A line that begins with a date, as the date with the first words behind it, and the rest."""
    opening = line.text[:24].strip("[(<* ")
    if not opening[:1].isalnum() or not any(c.isdigit() for c in opening):
        return None
    if not may_name_round(line.text[:120]) and not says_sort(line.text[:120]):
        return None
    found = find_date(line.text, line.number, is_place=True)
    if found is None or found.start > 3 or len(found.date.text) < 5:
        return None
    behind = line.text[found.end :].lstrip(" -–—:|,)]>")
    for shape in _NAME_ENDS:
        words = shape.match(behind)
        named = f"{found.date.text} {words[0].strip()}" if words else ""
        if words and read_title(named, line.number).strength == 2:
            return named, behind[words.end() :].lstrip(" ,;:.")
    return None


def _begins(words: str) -> bool:
    """Whether a line without marks begins with the round's name, as a heading would."""
    return len(words) <= 80 and not words.endswith((".", ",", ";", "?", "!")) and words[:1] not in "\"'“("


def _ending(at: int, line: Line, words: str, value: str) -> Head | None:
    """A line in bold that ends a round: the result of the whole, a pause between rounds."""
    is_pause = line.lead and re.match(r"^(?:lunch|dinner|break|coffee|office tour)\b", words, re.I)
    known = meaning(words) if words and line.lead and line.what is Is.TEXT else None
    if is_pause or known is Field.FINAL or known is Field.WHOLE:
        return Head(at, BOLD, line, Title(words), known or Field.WHOLE, value.lstrip(" :：-–—"))
    return None


def _cut(text: str) -> tuple[str, str]:
    """A line as what stands before its first colon or dash, and the rest."""
    found = re.match(r"^([^:：]{2,110}?)\s*[:：](?!//)\s*(.*)$", text)
    if found:
        return found[1], found[2]
    dashed = re.match(r"^(.{2,60}?)\s+[-–—]+\s+(.{40,})$", text)
    return (dashed[1], dashed[2]) if dashed else (text, "")


def _prose(at: int, line: Line) -> Head | None:
    found = _PROSE.match(line.text[:120])
    if not found:
        return None
    words = found[0].strip(" \t*-")
    title = read_title(re.sub(r"^(?:the|my|then|so)\s+", "", words, flags=re.I), line.number)
    return Head(at, TEXT, line, title, None, line.text) if title.strength == 2 else None
