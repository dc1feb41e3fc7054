"""How the tables of a file are understood, as plain values: kept in a draft, and remembered by their columns."""

from collections.abc import Mapping, Sequence
from typing import Any

from afterround.core.errors import Problem
from afterround.formats.bring import Understood
from afterround.formats.tables.applying import guess_statuses_of
from afterround.formats.tables.headers import header_signature
from afterround.formats.tables.remembering import (
    confirm_mapping,
    confirm_statuses,
    fit_mapping,
    fit_statuses,
    mapping_from_json,
    mapping_to_json,
    statuses_from_json,
    statuses_to_json,
)
from afterround.formats.tables.table import Table, TableFile

NAME = "columns:"
"""What the name of a remembered choice begins with; the signature of the header follows."""


def understood_to_json(understood: Sequence[Understood]) -> list[dict[str, Any]]:
    """The columns and statuses of a file's tables as plain values."""
    return [
        {"mapping": mapping_to_json(mapping), "statuses": statuses_to_json(statuses)}
        for mapping, statuses in understood
    ]


def understood_from_json(values: Any) -> tuple[Understood, ...]:
    """The columns and statuses that plain values hold; without those that cannot be read."""
    pairs = [one for value in values or () if (one := _pair(value)) is not None]
    return tuple(pairs)


def _pair(value: Any) -> Understood | None:
    if not isinstance(value, dict):
        return None
    mapping, statuses = mapping_from_json(value.get("mapping")), statuses_from_json(value.get("statuses"))
    if isinstance(mapping, Problem) or isinstance(statuses, Problem):
        return None
    return mapping, statuses


def names_of(file: TableFile) -> list[str]:
    """The names under which the understanding of each table of a file is remembered."""
    return [NAME + header_signature(table) for table in file.tables]


def to_remember(file: TableFile, understood: Sequence[Understood]) -> dict[str, Any]:
    """What is remembered of tables that a person has looked at, by name: every column and status is sure."""
    looked_at = [(confirm_mapping(mapping), confirm_statuses(statuses)) for mapping, statuses in understood]
    return dict(zip(names_of(file), understood_to_json(looked_at), strict=True))


def as_remembered(
    file: TableFile, guessed: Sequence[Understood], remembered: Mapping[str, Any]
) -> tuple[Understood, ...]:
    """The tables of a file as ones with the same columns were understood before, else as guessed."""
    names = names_of(file)
    return tuple(
        _fitted(table, guess, remembered.get(name))
        for table, guess, name in zip(file.tables, guessed, names, strict=True)
    )


def _fitted(table: Table, guessed: Understood, remembered: Any) -> Understood:
    known = _pair(remembered)
    mapping = fit_mapping(known[0], table) if known else None
    if known is None or mapping is None:
        return guessed
    return mapping, fit_statuses(known[1], guess_statuses_of(table, mapping))
