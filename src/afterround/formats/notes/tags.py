"""The tags of a note: in front of it, behind a key, as hashtags, behind an Org heading; and the rounds they are on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from afterround.core.feedback import Polarity
from afterround.core.imports import FoundFile, FoundRound, FoundTag
from afterround.core.personal_themes import theme_key
from afterround.formats.notes.lines import PROGRAMS, Is, Line, read_lines
from afterround.formats.tag_list import FRONT_KEY, split_tags

LINE = 2_000
"""Characters of the longest line that is looked into."""

_MAY = re.compile(
    r"#\w|^\W{0,6}(?:file|hash)?(?:tags?|keywords?|topics?|labels?|标签|태그)\W|^\*+ .*:\s*$",
    re.IGNORECASE | re.M,
)
_KEY = re.compile(
    r"^[\s>*_+~-]{0,8}(?:#\+)?(?P<key>(?:file|hash)?tags?|keywords?|标签|태그)"
    r"[\s*_]{0,4}(?:[:：]{1,2}|=)[\s*_]*(?P<said>.*)$",
    re.IGNORECASE,
)
_FRONT_ITEM = re.compile(r"^\s*-\s+(?P<said>\S.*)$")
_HASHTAG = re.compile(r"(?<![\w#&/\\])(?<!\]\()#(?P<name>[^\W\d_][\w-]*(?:/[\w-]+)*)")
_NO_TAG = re.compile(
    r"include|define|if(?:n?def)?|endif|else|pragma|region|endregion|import|[0-9a-f]{3}|[0-9a-f]{6}",
    re.IGNORECASE,
)
"""What stands behind the sign in programs and colours."""
_ORG = re.compile(r"\s:(?P<said>[\w@#%-]+(?::[\w@#%-]+)*):\s*$")

SAID = {"went_well": Polarity.WELL, "shaky": Polarity.SHAKY, "hints": Polarity.SHAKY}
"""The lists of a round whose lines say whether it was shaky or went well there; a hint was needed."""


def read_tags(text: str, *, name: str = "") -> list[FoundTag]:
    """Every tag of a note with its line, those in front first. `name` is the file's; a program's comments have none."""
    if not _MAY.search(text) or name.lower().endswith(PROGRAMS):
        return []
    note = read_lines(text, name=name)
    found = [*_in_front(note.lines)]
    for line in note.lines:
        if line.what not in (Is.CODE, Is.FRONT) and len(line.raw) <= LINE:
            found += _on(line, is_org=note.is_org)
        elif line.what is Is.FRONT and line.raw.lower().startswith("#+filetags"):
            found += _behind_key(line)
    return list(dict.fromkeys(found))


def tagged(found: FoundFile, text: str) -> FoundFile:
    """The file with the tags of its rounds.

    A tag of the text is on the round within whose lines it stands; one that stands elsewhere, as in front of the note,
    is on its only round, since of several nobody knows which it means.
    """
    tags = read_tags(text, name=found.name) if found.rounds else []
    if not tags:
        return found
    alone = len(found.rounds) == 1
    rounds = [
        replace(one, tags=(*one.tags, *_placed([tag for tag in tags if alone or _is_in(tag, one)], one)))
        for one in found.rounds
    ]
    return replace(found, rounds=tuple(rounds))


def _is_in(tag: FoundTag, found: FoundRound) -> bool:
    return 0 < found.first_line <= tag.line <= found.last_line


def _placed(tags: Sequence[FoundTag], found: FoundRound) -> Iterator[FoundTag]:
    """The tags with what the section says on one of whose lines, or in whose words, each stands."""
    lists = [(one, polarity) for field, polarity in SAID.items() for one in getattr(found, field)]
    said = [one for one in lists if not _KEY.match(one[0].text)]  # a line of keys is about the whole round
    on_line: dict[int, set[Polarity]] = {}
    in_words: dict[str, set[Polarity]] = {}
    for one, polarity in said:
        on_line.setdefault(one.line, set()).add(polarity)
        for match in _HASHTAG.finditer(one.text):
            in_words.setdefault(match["name"].rstrip("-_"), set()).add(polarity)
    for tag in tags:
        told = on_line.get(tag.line) or in_words.get(tag.name, set())
        yield replace(tag, polarity=next(iter(told))) if len(told) == 1 else tag


def _in_front(lines: Sequence[Line]) -> Iterator[FoundTag]:
    """The tags of the block in front: on the line of their key, or as the items below it."""
    is_below = False
    for line in lines:
        if line.what is not Is.FRONT:
            break
        key, item = FRONT_KEY.match(line.raw[:LINE]), _FRONT_ITEM.match(line.raw[:LINE])
        said = key["said"].strip() if key else item["said"] if item and is_below else ""
        is_below = not said if key else is_below and item is not None
        are_words = key is not None and key["key"].lower().startswith("tag")
        yield from (FoundTag(name, line.number) for name in split_tags(said, are_words=are_words))


def _on(line: Line, *, is_org: bool) -> Iterator[FoundTag]:
    """The tags on a line outside the block in front."""
    text = line.raw
    if _KEY.match(text):
        yield from _behind_key(line)
        return
    if line.what is Is.HEADING:
        text = text.lstrip().lstrip("#")
        org = _ORG.search(text) if is_org else None
        yield from (FoundTag(name, line.number) for name in (org["said"].split(":") if org else ()))
    for match in _HASHTAG.finditer(text):
        name = match["name"].rstrip("-_")
        if not _NO_TAG.fullmatch(name) and theme_key(name):
            yield FoundTag(name, line.number)


def _behind_key(line: Line) -> Iterator[FoundTag]:
    key = _KEY.match(line.raw)
    if key is not None:
        yield from (FoundTag(name, line.number) for name in split_tags(key["said"]))
