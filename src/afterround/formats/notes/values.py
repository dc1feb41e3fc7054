"""What was read of a round so far, and how the value behind a key is taken into it."""

import re
from dataclasses import dataclass, field

from afterround.core.imports import Found, FoundDate, FoundPerson
from afterround.core.rounds import Part
from afterround.formats.notes.days import find_date
from afterround.formats.notes.labels import LISTS, Field
from afterround.formats.notes.lines import Line
from afterround.formats.notes.marks import without_signs
from afterround.formats.notes.results import NOTHING, is_guess, is_score, read_result
from afterround.formats.notes.titles import names_role

SINGLE = (
    *(
        Field.DATE,
        Field.COMPANY,
        Field.ROLE,
        Field.KIND,
        Field.PEOPLE,
        Field.RECRUITER,
        Field.RESULT,
        Field.FINAL,
    ),
)
"""The fields that hold one value."""

_NAME = re.compile(r"^[^\W\d_a-z][\w.'’-]*(?:\s+(?:[^\W\d_a-z][\w.'’-]*|de|van|von|der|la)){0,3}$")
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&|\band\b|/|\(|\))\s*")


@dataclass
class Reading:
    """What was read of a round so far. `told_result` is a sentence that says what came of it, `final` words on
    what came of the whole process."""

    lists: dict[Field, list[Found]] = field(default_factory=lambda: {name: [] for name in LISTS})
    date: FoundDate | None = None
    company: Found | None = None
    role: Found | None = None
    kind: Found | None = None
    people: list[FoundPerson] = field(default_factory=list)
    result: Found | None = None
    told_result: Found | None = None
    final: Found | None = None
    is_mock: bool = False


def take_value(reading: Reading, line: Line, name: Field, text: str) -> bool:
    """Take the value behind a key; False where it is none, or where there is one already."""
    if name is Field.DATE and reading.date is None:
        date = find_date(text, line.number, is_place=True)
        reading.date = date.date if date else None
        return date is not None
    if name is Field.COMPANY and reading.company is None:
        reading.company = Found(text, line.number)
    elif name is Field.ROLE and reading.role is None:
        reading.role = Found(text, line.number)
    elif name is Field.KIND and reading.kind is None:
        reading.kind = Found(text, line.number)
    elif name in (Field.PEOPLE, Field.RECRUITER):
        return _take_people(
            reading, line, text, Part.RECRUITER if name is Field.RECRUITER else Part.INTERVIEWER
        )
    elif name in (Field.RESULT, Field.FINAL):
        return take_result(reading, line, name, text)
    else:
        return False
    return True


def _take_people(reading: Reading, line: Line, text: str, part: Part) -> bool:
    """Take the names in a list of people; what they are ("Senior Engineer") is no name."""
    names = [name for name in _BETWEEN_NAMES.split(text) if _NAME.match(name) and len(name) < 60]
    taken = [name for name in names if not names_role(name)]
    reading.people += [FoundPerson(Found(name, line.number), part) for name in taken]
    return bool(taken)


def take_result(reading: Reading, line: Line, name: Field, text: str) -> bool:
    """Take the words of a result. A guess is none."""
    signs = "".join(sign for sign in "✅❌" if sign in line.raw)
    is_known = read_result(f"{signs} {text}".strip()) != NOTHING or is_score(text)
    before = reading.final if name is Field.FINAL else reading.result
    if is_guess(text) or not is_known or (before is not None and before.is_sure):
        return False
    value = Found(without_signs(text) or text, line.number)
    if name is Field.FINAL:
        reading.final = value
    else:
        reading.result = value
    return True
