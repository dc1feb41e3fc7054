"""The retrospective as plain text: the chapter's template, written exactly and read in anyone's habits."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from afterround.core.errors import Problem
from afterround.core.retro import Outside, Retro, Section
from afterround.formats import retro_items as items
from afterround.formats.escaping import NOTHING, SEPARATOR, escape, split_fields, unescape
from afterround.formats.front_matter import read_front_matter, with_identity, write_front_matter
from afterround.formats.headings import (
    CHECK_IN,
    HEADER,
    TEMPLATE,
    is_underline,
    is_unknown_heading,
    read_heading,
    read_key,
)

START = ""
PLACES = (START, *TEMPLATE)
"""Where text outside the sections can stand: before the first heading, or after one of them."""

_STRESS = re.compile(
    r"^(?:stress(?:[ \t]+level)?[ \t]*[:=]?[ \t]*)?([0-9]+)(?:[ \t]*(?:/|of|out of)[ \t]*5)?(?=$|[\s,.;:-])[ \t,.;:-]*",
    re.I,
)
_MINDSET = re.compile(r"^mindset[ \t]*:[ \t]*", re.I)
_LESSON = re.compile(
    r"^(?:[-*+•][ \t]+)?(?:\*\*)?(?:key[ \t]+)?lesson(?:s|[ \t]+learn(?:ed|t))?(?:\*\*)?[ \t]*:(?:\*\*)?[ \t]*(.*)$",
    re.I | re.DOTALL,
)
_STRESS_KEY = re.compile(r"^stress", re.I)
_FENCE = ("```", "~~~")
_OTHER_SEPARATORS = (" | ", " – ", " — ", " - ", ",")


@dataclass(frozen=True)
class Parsed:
    """A text as it was read: the retrospective, what could not be understood, and whether the template was there."""

    retro: Retro
    problems: tuple[Problem, ...]
    has_sections: bool


# Writing


def render(retro: Retro, *, front_matter: bool = False, attachments: Sequence[str] = ()) -> str:
    """The retrospective in the chapter's template, in order; with keys and prediction in front where asked, and
    with the names of the files that are attached to it.

    `parse(render(r, front_matter=True)).retro == r` for every retrospective whose text outside the sections
    holds no heading of the template, no unclosed fence, stands at most once at each place, begins (after the
    first heading) with a heading of its own, and ends with a line's end unless it is the last.
    """
    outside = {chunk.after: chunk.text for chunk in retro.outside}
    parts = [write_front_matter(retro, attachments) if front_matter else "", outside.get(START, "")]
    for place, heading in TEMPLATE.items():
        body = _body(retro, place)
        follows = outside.get(place, "")
        last = place == Section.NEXT_STEPS
        parts.append(heading + (body or "\n") + ("\n" if follows or not last else "") + follows)
    return "".join(parts)


def _body(retro: Retro, place: str) -> str:
    """What stands under a heading, from the end of its own line on."""
    match place:
        case "header":
            fields = [escape(text) if text else NOTHING for text in (retro.date, retro.company, retro.round)]
            given = any((retro.date, retro.company, retro.round))
            return " " + SEPARATOR.join(fields).replace("\n", "\n  ") + "\n" if given else "\n"
        case "check_in":
            stress = f"stress: {retro.stress}\n" if retro.stress is not None else ""
            return "\n" + stress + _keyed("mindset", retro.mindset)
        case Section.QUESTIONS:
            return _listed((items.write_question(q, n) for n, q in enumerate(retro.questions, 1)), "1. ")
        case Section.HINTS:
            return _listed(map(items.write_hint, retro.hints))
        case Section.ACTIONS:
            return _listed(map(items.write_action, retro.actions))
        case Section.NEXT_STEPS:
            return _listed(items.write_line(step, _LESSON) for step in retro.next_steps) + _keyed(
                "lesson", retro.lesson
            )
    return _listed(map(items.write_line, retro.went_well if place == Section.WENT_WELL else retro.shaky))


def _listed(written: Iterable[str], mark: str = "- ") -> str:
    """Items below a heading; a bare mark, which means nothing, where there are none."""
    return "\n" + ("".join(written) or f"{mark}\n")


def _keyed(name: str, text: str) -> str:
    return f"{name}: " + escape(text).replace("\n", "\n  ") + "\n" if text else ""


# Reading


@dataclass
class _Place:
    """The lines under one heading, numbered, with what was written on the heading's own line first."""

    lines: list[tuple[int, str]] = field(default_factory=list)
    outside: str = ""


def parse(text: str) -> Parsed:
    """Read any text as a retrospective. What is no part of the template is kept as text outside of it;
    what looks like a value and is none is listed as a problem and kept as words. Never raises.
    """
    front, body, skipped = read_front_matter(text)
    places, keys = _divide(_unwrap(body), skipped)
    problems: list[Problem] = list(front.problems)
    retro = _assemble(places, keys, problems)
    has_sections = any(place in places for place in TEMPLATE) or bool(keys)
    if front.values or front.keys or front.prediction is not None:
        retro = with_identity(retro, front)
    return Parsed(retro, tuple(sorted(problems, key=lambda p: p.line)), has_sections)


def _unwrap(text: str) -> str:
    """The text with the fence taken off a template that stands inside one."""
    lines = text.split("\n")
    fenced = _fenced(lines)
    if any(read_heading(line) for line, inside in zip(lines, fenced, strict=True) if not inside):
        return text
    if sum(read_heading(line) is not None for line in lines) < 2:
        return text
    return "\n".join("" if line.startswith(_FENCE) else line for line in lines)


def _fenced(lines: Sequence[str]) -> list[bool]:
    """For each line whether it lies in a closed fence (its marks included) or in another program's front matter."""
    marks = [number for number, line in enumerate(lines) if line.startswith(_FENCE)]
    inside = [False] * len(lines)
    for first, last in zip(marks[::2], marks[1::2], strict=False):
        inside[first : last + 1] = [True] * (last + 1 - first)
    if (
        lines[0].rstrip() == "---"
    ):  # another program's front matter, whose date is the note's and not the round's
        end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
        inside[:end] = [True] * end
    return inside


def _divide(text: str, skipped: int) -> tuple[dict[str, _Place], dict[str, str]]:
    """Sort lines to their places; text under a heading that is none of the template's stays outside."""
    places: dict[str, _Place] = {}
    keys: dict[str, str] = {}
    lines = text.split("\n")
    fenced = _fenced(lines)
    takes_keys = not _has_header(lines, fenced)
    current, outside = START, True
    for number, line in enumerate(lines):
        ending = "\n" if number < len(lines) - 1 else ""
        heading = None if fenced[number] else read_heading(line)
        if heading:
            current, outside = heading.place, False
            place = places.setdefault(current, _Place())
            place.lines += [(0, ""), (skipped + number + 1, heading.rest)]
            continue
        key = read_key(line) if takes_keys and current in (START, HEADER) and not fenced[number] else None
        if key and key[0] not in keys:
            keys[key[0]] = key[1]
            outside = outside and current == START
            continue
        place = places.setdefault(current, _Place())
        if not outside and not fenced[number]:
            outside = is_unknown_heading(line) or _ends_header(current, place, line)
        if outside:
            place.outside += line + ending
        elif not (place.lines and not place.lines[-1][1].strip() and is_underline(line)):
            place.lines.append((skipped + number + 1, line))
    return places, keys


def _has_header(lines: Sequence[str], fenced: Sequence[bool]) -> bool:
    """Whether date, company and round stand behind their heading or right below it; then no line is a key."""
    plain = ["" if inside else line for line, inside in zip(lines, fenced, strict=True)]
    for number, line in enumerate(plain):
        heading = read_heading(line)
        if heading and heading.place == HEADER:
            below = next((text for text in plain[number + 1 :] if text.strip()), "")
            return bool(heading.rest.strip() or (below and not read_heading(below) and not read_key(below)))
    return False


def _ends_header(current: str, place: _Place, line: str) -> bool:
    """Whether a line under the header is no part of it: the header has its value, and the line begins anew."""
    begins_anew = current == HEADER and bool(line.strip()) and line[0] not in " \t"
    return begins_anew and any(text.strip(" \t\r") for _, text in place.lines)


def _assemble(places: dict[str, _Place], keys: dict[str, str], problems: list[Problem]) -> Retro:
    def found(place: str, names: Iterable[str] = ()) -> list[items.Item]:
        return items.read_items(places[place].lines, names) if place in places else []

    date, company, round_ = _read_header(places.get(HEADER, _Place()).lines)
    stress, mindset = _read_check_in(places.get(CHECK_IN, _Place()).lines, problems)
    steps, lesson = _take_lesson(places.get(Section.NEXT_STEPS, _Place()).lines)
    actions = (items.read_action(item, problems) for item in found(Section.ACTIONS, items.ACTION_KEYS))
    return Retro(
        date=date or keys.get("date", ""),
        company=company or keys.get("company", ""),
        round=round_ or keys.get("round", ""),
        went_well=tuple(items.read_line(item) for item in found(Section.WENT_WELL)),
        shaky=tuple(items.read_line(item) for item in found(Section.SHAKY)),
        questions=tuple(
            items.read_question(item, problems) for item in found(Section.QUESTIONS, items.QUESTION_KEYS)
        ),
        hints=tuple(items.read_hint(item, problems) for item in found(Section.HINTS, items.HINT_KEYS)),
        actions=tuple(action for action in actions if action is not None),
        stress=stress,
        mindset=mindset,
        next_steps=tuple(items.read_line(item) for item in items.read_items(steps)),
        lesson=lesson,
        outside=_outside(places),
    )


def _outside(places: dict[str, _Place]) -> tuple[Outside, ...]:
    chunks = []
    for place in PLACES:
        text = places[place].outside if place in places else ""
        if not text.strip():
            continue
        complete = text if text.endswith("\n") or place == Section.NEXT_STEPS else text + "\n"
        chunks.append(Outside(place, complete))
    return tuple(chunks)


def _read_header(lines: Sequence[tuple[int, str]]) -> tuple[str, str, str]:
    """Date, company and round; without ` / ` another separator is tried, the round takes what is left."""
    raw = "\n".join(text.removesuffix("\r").strip(" \t") for _, text in lines if text.strip(" \t\r"))
    fields = split_fields(raw)
    if len(fields) == 1:
        for separator in _OTHER_SEPARATORS:
            if separator in raw:
                fields = [part.strip() for part in raw.split(separator)]
                break
    if len(fields) > 3:
        fields = [*fields[:2], SEPARATOR.join(fields[2:])]
    date, company, round_ = (unescape(part) for part in (*fields, "", "")[:3])
    return date, company, round_


def _read_check_in(lines: Sequence[tuple[int, str]], problems: list[Problem]) -> tuple[int | None, str]:
    """The stress level, and everything else as mindset."""
    stress: int | None = None
    words: list[str] = []
    for number, full in lines:
        line = full.removesuffix("\r").strip(" \t")
        if not line:
            continue
        if not words and line[:2] in ("- ", "* ", "+ ", "• "):
            line = line[2:].strip(" \t")
        if _MINDSET.match(line) and not full.startswith((" ", "\t")):
            words.append(_MINDSET.sub("", line, count=1))
            continue
        level = _STRESS.match(line) if stress is None and not full.startswith((" ", "\t")) else None
        if level and level[1] in ("1", "2", "3", "4", "5"):
            stress = int(level[1])
            line = _MINDSET.sub("", line[level.end() :])
        elif _STRESS_KEY.match(line) and not full.startswith((" ", "\t")):
            problems.append(
                Problem(number, f'"{line}" cannot be read: stress is 1, 2, 3, 4 or 5. It is kept as text.')
            )
        if line:
            words.append(line)
    return stress, unescape("\n".join(words))


def _take_lesson(lines: Sequence[tuple[int, str]]) -> tuple[list[tuple[int, str]], str]:
    """The lines of the next steps without the lesson, and the lesson with its indented further lines."""
    rest: list[tuple[int, str]] = []
    lesson: list[str] = []
    is_open = False
    for number, full in lines:
        line = full.removesuffix("\r")
        found = _LESSON.match(line) if not line.startswith((" ", "\t")) else None
        if found and not lesson:
            lesson, is_open = [found[1].strip(" \t")], True
        elif is_open and line.startswith((" ", "\t")) and line.strip(" \t"):
            lesson.append(line.strip(" \t"))
        else:
            is_open = False
            rest.append((number, full))
    return rest, unescape("\n".join(lesson))
