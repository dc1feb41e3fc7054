"""Reads a filled-in template of the chapter, or several of them in one file."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from afterround.core.errors import Problem
from afterround.core.imports import Found, FoundApplication, FoundDate, FoundFile, FoundRound
from afterround.core.retro import Retro, action_words
from afterround.formats.dates import read_date
from afterround.formats.headings import HEADER, read_heading
from afterround.formats.markdown import Parsed, parse
from afterround.formats.notes.fields import FieldReader
from afterround.formats.notes.kinds import kind_of
from afterround.formats.notes.ledger import Ledger
from afterround.formats.notes.lines import read_lines
from afterround.formats.notes.results import read_result
from afterround.formats.notes.values import Reading
from afterround.formats.reading import read_round_name

_ENOUGH = 4
"""So many different headings of the template make a text one, though its header is missing."""


def is_template(text: str) -> bool:
    """Whether a text is the template filled in."""
    places = [
        heading.place for line in text.split("\n") if len(line) < 300 and (heading := read_heading(line))
    ]
    return HEADER in places or (len(set(places)) >= _ENOUGH and len(set(places)) == len(places))


def read_template(text: str, *, name: str) -> FoundFile:
    """Each template in a text as a round, with the document itself; what stands outside is unplaced."""
    rounds: list[FoundRound] = []
    applications: list[FoundApplication] = []
    unplaced: list[str] = []
    problems: list[Problem] = []
    for first, part in _parts(text):
        parsed = parse(part)
        problems += [Problem(problem.line + first - 1, problem.message) for problem in parsed.problems]
        unplaced += [chunk.text.strip("\n") for chunk in parsed.retro.outside if chunk.text.strip()]
        if parsed.has_sections:
            found = _round(parsed, first, part.count("\n") + 1)
            place = next(
                (
                    n
                    for n, known in enumerate(applications)
                    if known.company and found.company and known.company.text == found.company.text
                ),
                -1,
            )
            if found.company and place < 0:
                place = len(applications)
                applications.append(FoundApplication(company=found.company, role=found.role))
            rounds.append(_with_application(found, place))
    return FoundFile(name, tuple(applications), tuple(rounds), tuple(unplaced), tuple(problems))


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The text cut before each further header, each part with the number of its first line."""
    lines = text.split("\n")
    starts = [
        n
        for n, line in enumerate(lines)
        if len(line) < 300 and (head := read_heading(line)) and head.place == HEADER
    ]
    cuts = [0, *starts[1:], len(lines)]
    for start, end in pairwise(cuts):
        yield start + 1, "\n".join(lines[start:end])


def _with_application(found: FoundRound, place: int) -> FoundRound:
    return replace(found, application=place) if place >= 0 else found


def _round(parsed: Parsed, first: int, count: int) -> FoundRound:
    retro = parsed.retro
    named = read_round_name(retro.round)
    beside = _beside(retro)
    result = beside.result or beside.final
    return FoundRound(
        date=FoundDate(read_date(retro.date).iso, retro.date, first) if retro.date else None,
        company=Found(retro.company, first) if retro.company else None,
        role=beside.role,
        kind=kind_of(retro.round) or (named.kind if retro.round else None),
        label=Found(retro.round, first) if retro.round else None,
        is_mock=named.is_mock,
        people=tuple(beside.people),
        questions=tuple(Found(_joined(q.topic, q.approach, q.time, q.space), first) for q in retro.questions),
        went_well=tuple(Found(line.text, first) for line in retro.went_well),
        shaky=tuple(Found(line.text, first) for line in retro.shaky),
        hints=tuple(Found(hint.text, first) for hint in retro.hints),
        follow_ups=tuple(
            Found(text, first)
            for text in (
                *(action_words(action.kind, action.text, action.problems) for action in retro.actions),
                *(line.text for line in retro.next_steps),
            )
        ),
        lessons=(Found(retro.lesson, first),) if retro.lesson else (),
        result=read_result(result.text).result if result else None,
        result_text=result,
        retro=retro,
        first_line=first,
        last_line=first + count - 1,
    )


def _beside(retro: Retro) -> Reading:
    """What keys outside of the template's sections say: the role, who interviewed, the result."""
    outside = "\n".join(chunk.text for chunk in retro.outside)
    return FieldReader(Ledger(()), takes_items=False).read(read_lines(outside).lines)


def _joined(*parts: str) -> str:
    return " / ".join(part for part in parts if re.search(r"\S", part))
