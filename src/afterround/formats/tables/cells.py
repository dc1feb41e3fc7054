"""The cells of one row by what they mean: words, days, people and notes, each with the row's line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from afterround.core.imports import Found, FoundDate, FoundPerson, FoundTag
from afterround.core.rounds import Part
from afterround.formats.tables.fields import PARTS, Column, Field, Mapping
from afterround.formats.tables.names import plain_name
from afterround.formats.tables.table import Row
from afterround.formats.tables.values import NO, NOTHING, YES, cell_date
from afterround.formats.tag_list import split_tags

NAME_LENGTH = 100
"""A longer text names nobody."""

_PLAIN_NOTES = frozenset(
    {"notes", "note", "comments", "comment", "remarks", "remark", "details", "other", "misc"}
)
_PEOPLE = re.compile(r"\s*(?:[;\n/&]|,(?!\s*(?:jr|sr|phd|md)\b)|\band\b|\bund\b|、)\s*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*[(\[<](?P<said>[^)\]>]*)[)\]>]")
_NOBODY = re.compile(
    r"[\d\W]*|.*@.*|https?:.*|.*\d{3}.*|(?:via|through|from|referral|referred|portal|cold)\b.*", re.IGNORECASE
)
_LINKED = re.compile(r" <((?:https?://|www\.)[^>\s]*)>$")
_RECRUITS = re.compile(r"\b(?:recruit\w*|hr|talent|sourcer)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Cells:
    """A row as its columns are understood."""

    row: Row
    mapping: Mapping

    def of(self, *fields: Field, within: str = "") -> Iterator[tuple[Column, str]]:
        """The cells that say something in the columns with one of these fields, for the round named `within`."""
        by_round = self.mapping.by_round
        places = [place for field in fields for place in by_round.get((field, within), ())]
        for place in sorted(places) if len(fields) > 1 else places:
            text = self.row.cells[place]
            if text and not NOTHING.fullmatch(text):
                yield self.mapping.columns[place], text

    def text(self, field: Field, within: str = "") -> Found | None:
        """The words of a field, None where the row says none."""
        found = next(self.of(field, within=within), None)
        if found is None:
            return None
        return Found(_LINKED.sub("", " ".join(found[1].split())), self.row.line, found[0].is_sure)

    def date(self, field: Field, within: str = "") -> FoundDate | None:
        """The day of a field; words that are no day stay words with no day, and are not sure."""
        found = next(self.of(field, within=within), None)
        return None if found is None else self.date_in(*found)

    def date_in(self, column: Column, text: str) -> FoundDate:
        """A cell as a day; without a year, or as other words, it stays as it is written."""
        read = cell_date(text, day_first=column.day_first)
        is_sure = column.is_sure and read.iso is not None and not read.is_ambiguous
        return FoundDate(read.iso, text, self.row.line, is_sure)

    def lines(self, field: Field, within: str = "") -> tuple[Found, ...]:
        """The lines of a field's cells, without bullets."""
        return tuple(
            Found(line, self.row.line, column.is_sure)
            for column, text in self.of(field, within=within)
            for line in (
                re.sub(r"^(?:[-*•–]|\d{1,2}[.)])\s+", "", part.strip()) for part in text.splitlines()
            )
            if line
        )

    def people(self, *fields: Field, within: str = "") -> tuple[FoundPerson, ...]:
        """The people of these fields, each once; a cell that holds no name names nobody."""
        people: dict[str, FoundPerson] = {}
        for column, text in self.of(*fields, within=within):
            for name, part in _names(text, PARTS[column.field]):
                people.setdefault(
                    name.casefold(), FoundPerson(Found(name, self.row.line, column.is_sure), part)
                )
        return tuple(people.values())

    def tags(self) -> tuple[FoundTag, ...]:
        """The tags of the row."""
        return tuple(
            FoundTag(name, self.row.line) for _, text in self.of(Field.TAGS) for name in split_tags(text)
        )

    def notes(self, field: Field = Field.NOTES, within: str = "") -> list[str]:
        """The notes of a row: plain ones as they are, others behind the name of their column."""
        return [noted(column.name, text, within) for column, text in self.of(field, within=within)]

    def asides(self) -> list[str]:
        """What cells of names say beside them: the address a company is linked to, a person's e-mail."""
        linked = [
            noted(column.name, address)
            for column, text in self.of(Field.COMPANY, Field.ROLE)
            for address in _LINKED.findall(text)
        ]
        named = [
            noted(column.name, text)
            for column, text in zip(self.mapping.columns, self.row.cells, strict=True)
            if text and column.field in PARTS and not NOTHING.fullmatch(text) and not _is_only_names(text)
        ]
        return [*linked, *named]


def noted(name: str, text: str, within: str = "") -> str:
    """A cell as a note under its column's name, which is left out where it only says "Notes", or "Onsite notes"
    among the notes of the round `within`."""
    if plain_name(name).removeprefix(within).strip() in _PLAIN_NOTES:
        return text
    return f"{name}: {text}"


def _is_only_names(text: str) -> bool:
    """Whether a cell says nothing but names."""
    said = [name for name, _ in _names(text, Part.INTERVIEWER)]
    return [" ".join(part.split()) for part in _PEOPLE.split(text) if part.strip()] == said


def _names(text: str, part: Part) -> Iterator[tuple[str, Part]]:
    for said in _PEOPLE.split(text):
        inside = " ".join(_IN_BRACKETS.findall(said))
        name = " ".join(_IN_BRACKETS.sub("", said).split()).strip(" .,:-")
        if (
            not name
            or len(name) > NAME_LENGTH
            or _NOBODY.fullmatch(name)
            or YES.fullmatch(name)
            or NO.fullmatch(name)
        ):
            continue
        yield name, Part.RECRUITER if _RECRUITS.search(inside) else part
