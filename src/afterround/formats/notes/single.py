"""Says whether a note without sections for rounds speaks of one interview as a whole."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from afterround.formats.notes.evidence import told_by
from afterround.formats.notes.labels import LISTS, Field, meaning, split_key
from afterround.formats.notes.lines import Is, Line
from afterround.formats.notes.rubric import is_rubric_label, is_rubric_line
from afterround.formats.notes.titles import read_title
from afterround.formats.notes.whole import is_post

HELD = re.compile(
    r"\b(?:had|did|took|gave|have|conducted|attended|finished|completed|bombed|failed|passed|went (?:for"
    r"|to|through)"
    r"|appeared for|sat)\b.{0,50}\binterview|\bmock (?:\w+ )?interview\b|"
    r"\binterviewed (?:me|with|at|for)\b(?! (?:\w+ )?(?:many|several|various|multiple|lots?|different|dozens|\d+)\b)"
    r"|\b(?:phone|video|technical) (?:screen|interview|call) with\b|\binterview (?:at|with)\b",
    re.I,
)
_TITLE = re.compile(r"interview (?:at|with)\b|\binterview experience\b", re.I)
_ABOUT = re.compile(r"\binterview(?:ed|ing)?\b", re.I)
_ARTICLE = re.compile(r"\?|\b(?:how|why|should|tips|ways|things|guide|technique|thoughts|interviews)\b", re.I)
_FOREIGN = re.compile(r"면접|面试|面試")
_FACTS = (Field.DATE, Field.COMPANY, Field.KIND, Field.PEOPLE, Field.RESULT)
_FIRST = 300
_SHORT = 80


def is_single(lines: Sequence[Line], front: Collection[str], titles: Sequence[str]) -> bool:
    """Whether keys, a rubric, the title or the first sentences say that the note is about one interview."""
    keys = () if is_post(front) else front
    fields = {known for key in keys if key != "title" and (known := meaning(key)) is not None}
    rubric = 0
    for line in lines[:_FIRST]:
        fields |= _said_by(line)
        rubric += is_rubric_line(line.text) or (line.what is Is.HEADING and is_rubric_label(line.text))
    facts = fields & set(_FACTS)
    if len(facts) >= 2 or (facts and fields & set(LISTS)) or rubric >= 3:
        return True
    opening = [line.text for line in lines if line.text][:_SHORT]
    if any(_FOREIGN.search(text[:200]) and split_key(text[:200]) is None for text in opening[:15]):
        return True
    told = told_by(lines)
    about = any(_ABOUT.search(title) and not _ARTICLE.search(title) for title in titles)
    if told < 2 or (is_post(front) and not (about and told >= 4)):
        return False
    titled = any(read_title(title, 0).is_mock or _TITLE.search(title) for title in titles)
    return titled or (len(opening) < _SHORT and any(HELD.search(text[:500]) for text in opening[:40]))


def blocks(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The places of blocks of keys, one a round: each begins with the key that the first one begins with."""
    keys = [(n, key[2]) for n, line in enumerate(lines) if (key := _fact(line))]
    if not keys:
        return []
    first = keys[0][1]
    starts = [n for n, name in keys if name is first]
    others = {name for _, name in keys} - {first}
    if len(starts) < 2 or not others or len(keys) < len(starts) * 2:
        return []
    return [*pairwise([*starts, len(lines)])]


def _fact(line: Line) -> tuple[str, str, Field] | None:
    """A line that is a key of a round with its value, at the margin."""
    if line.what not in (Is.TEXT, Is.ITEM) or line.depth > 1 or len(line.text) >= 200:
        return None
    key = split_key(line.text)
    return key if key and key[1] and key[2] in (*_FACTS, Field.ROLE) else None


def _said_by(line: Line) -> set[Field]:
    """The field that a line is a key or a label of."""
    if len(line.text) >= 200:
        return set()
    key = split_key(line.text) if line.what is not Is.HEADING else None
    if key and key[1]:
        return {key[2]}
    known = meaning(line.text.rstrip(": ")) if line.what is Is.HEADING or line.text.endswith(":") else None
    return {known} if known else set()
