"""A round of a file as fields that a person can retype, and the round that comes back from them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from afterround.core.import_draft import words_of
from afterround.core.import_matching import LISTS
from afterround.core.imports import Found, FoundDate, FoundPerson, FoundRound
from afterround.core.rounds import Result, RoundKind
from afterround.formats.dates import read_date
from afterround.formats.people import read_people, render_people

SINGLE = ("company", "role", "label", "result_text")
FIELDS = ("date", *SINGLE, "kind", "result", "mock", "people", *LISTS, "notes")
"""All fields of a round that can be retyped, by name."""


def as_fields(found: FoundRound) -> dict[str, str]:
    """The fields of a round as texts. An item of a list stands on a line of its own, its further lines indented."""
    return {
        "date": found.date.text if found.date else "",
        **{name: words_of(getattr(found, name)) for name in SINGLE},
        "kind": str(found.kind or ""),
        "result": str(found.result or ""),
        "mock": "yes" if found.is_mock else "",
        "people": render_people((person.name.text, person.part) for person in found.people),
        **{name: write_items(one.text for one in getattr(found, name)) for name in LISTS},
        "notes": found.notes,
    }


def write_items(texts: Iterable[str]) -> str:
    """The items of a list as a text; `read_items` reads it back."""
    return "\n".join(text.strip().replace("\n", "\n  ") for text in texts)


def read_items(text: str) -> list[str]:
    """The items of a text: a line each, with the indented lines below it."""
    items: list[str] = []
    for line in text.replace("\r", "").split("\n"):
        if line[:1] in (" ", "\t") and items:
            items[-1] += f"\n{line.strip()}"
        elif line.strip():
            items.append(line.strip())
    return items


def correct(found: FoundRound, said: Mapping[str, str]) -> tuple[FoundRound, dict[str, str]]:
    """The round as a person has retyped it, and what is wrong with a field, by its name. A field that is not named,
    or still says what it said, stays as it is; one that was retyped is sure."""
    before, problems = as_fields(found), dict[str, str]()
    changed = {
        name: text.replace("\r\n", "\n")
        for name, text in said.items()
        if name in FIELDS and _differs(text, before[name])
    }
    values: dict[str, Any] = {}
    for name, text in changed.items():
        if name == "date":
            values[name] = _date(found, text)
        elif name in SINGLE:
            values[name] = _single(getattr(found, name), text)
        elif name in LISTS:
            values[name] = _items(getattr(found, name), text)
        elif name == "notes":
            values[name] = text.strip("\n")
        elif name == "mock":
            values["is_mock"] = bool(text)
        elif name == "people":
            people, wrong = read_people(text)
            if wrong:
                problems[name] = " ".join(problem.message for problem in wrong)
            else:
                values[name] = tuple(FoundPerson(Found(one), part) for one, part in people)
        elif name == "kind":
            values[name] = RoundKind(text) if text in set(RoundKind) else None
        else:
            values[name] = Result(text) if text in set(Result) else None
    if "company" in values:
        values["application"] = None  # another company's process is another one
    return replace(found, **values), problems


def _differs(text: str, before: str) -> bool:
    """Whether a field was retyped; how its lines end does not count."""
    return text.replace("\r\n", "\n").strip() != before.replace("\r\n", "\n").strip()


def _date(found: FoundRound, text: str) -> FoundDate | None:
    """A date as it is known; its words stay where it tells no year."""
    words = " ".join(text.split())
    if not words:
        return None
    return FoundDate(read_date(words).iso, words, found.date.line if found.date else 0)


def _single(found: Found | None, text: str) -> Found | None:
    words = " ".join(text.split())
    return Found(words, found.line if found else 0) if words else None


def _items(known: Sequence[Found], text: str) -> tuple[Found, ...]:
    """The items; one that still has its words keeps its line."""
    left: dict[str, list[Found]] = {}
    for one in known:
        left.setdefault(one.text.strip(), []).append(one)
    return tuple(left[each].pop(0) if left.get(each) else Found(each) for each in read_items(text))
