"""How columns and statuses were understood, as JSON, so that it can be kept for the next file and edited."""

from collections.abc import Mapping as AnyMapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from afterround.core.errors import Problem
from afterround.core.rounds import Outcome, Result, RoundKind
from afterround.formats.tables.fields import Column, Field, Mapping, RowsAre
from afterround.formats.tables.guessing import guess_mapping
from afterround.formats.tables.names import plain_name
from afterround.formats.tables.statuses import MOST, StatusMapping, StatusMeaning
from afterround.formats.tables.table import CELL, COLUMNS, Table

VERSION = 1

Choice = TypeVar("Choice", bound=StrEnum)


class _Misread(Exception):
    """What is wrong with the JSON."""


def mapping_to_json(mapping: Mapping) -> dict[str, Any]:
    """A mapping as plain values that JSON can hold; `mapping_from_json` reads it back identical."""
    columns = [
        {
            "name": column.name,
            "field": str(column.field),
            "round": column.round,
            "day_first": column.day_first,
            "is_sure": column.is_sure,
            "because": column.because,
            "examples": list(column.examples),
        }
        for column in mapping.columns
    ]
    return {
        "version": VERSION,
        "tracker": mapping.tracker,
        "rows_are": str(mapping.rows_are),
        "columns": columns,
    }


def mapping_from_json(document: Any) -> Mapping | Problem:
    """The mapping that plain values hold, or what is wrong with them. Never raises, whatever they are."""
    try:
        whole = _object(document)
        columns = tuple(_column(_object(one)) for one in _list(whole, "columns", COLUMNS))
        return Mapping(columns, _choice(RowsAre, whole, "rows_are"), _text(whole, "tracker"))
    except _Misread as wrong:
        return Problem(0, f"This is not a mapping of columns: {wrong}")


def _column(one: AnyMapping[str, Any]) -> Column:
    examples = _list(one, "examples", 10)
    if not all(isinstance(example, str) for example in examples):
        raise _Misread("an example is no text.")
    day_first = one.get("day_first")
    if not (day_first is None or isinstance(day_first, bool)):
        raise _Misread('"day_first" is neither true, false nor null.')
    return Column(
        name=_text(one, "name"),
        field=_choice(Field, one, "field"),
        round=_text(one, "round"),
        day_first=day_first,
        is_sure=_flag(one, "is_sure"),
        because=_text(one, "because"),
        examples=tuple(examples),
    )


def statuses_to_json(statuses: StatusMapping) -> dict[str, Any]:
    """A mapping of statuses as plain values that JSON can hold."""
    meanings = [
        {
            "text": one.text,
            "outcome": str(one.outcome) if one.outcome else None,
            "result": str(one.result) if one.result else None,
            "kind": str(one.kind) if one.kind else None,
            "is_sure": one.is_sure,
            "because": one.because,
        }
        for one in statuses.meanings
    ]
    return {"version": VERSION, "meanings": meanings}


def statuses_from_json(document: Any) -> StatusMapping | Problem:
    """The mapping of statuses that plain values hold, or what is wrong with them. Never raises."""
    try:
        meanings = (_object(one) for one in _list(_object(document), "meanings", MOST))
        return StatusMapping(tuple(_meaning(one) for one in meanings))
    except _Misread as wrong:
        return Problem(0, f"This is not a mapping of statuses: {wrong}")


def _meaning(one: AnyMapping[str, Any]) -> StatusMeaning:
    return StatusMeaning(
        text=_text(one, "text"),
        outcome=_choice_or_none(Outcome, one, "outcome"),
        result=_choice_or_none(Result, one, "result"),
        kind=_choice_or_none(RoundKind, one, "kind"),
        is_sure=_flag(one, "is_sure"),
        because=_text(one, "because"),
    )


def _object(value: Any) -> AnyMapping[str, Any]:
    if not isinstance(value, dict):
        raise _Misread("it is no object.")
    if "version" in value and value["version"] != VERSION:
        raise _Misread("it was written by another version.")
    return value


def _list(value: AnyMapping[str, Any], name: str, most: int) -> list[Any]:
    items = value.get(name)
    if not isinstance(items, list) or len(items) > most:
        raise _Misread(f'"{name}" is no list of at most {most}.')
    return items


def _text(value: AnyMapping[str, Any], name: str) -> str:
    text = value.get(name)
    if not isinstance(text, str) or len(text) > CELL:
        raise _Misread(f'"{name}" is no text.')
    return text


def _flag(value: AnyMapping[str, Any], name: str) -> bool:
    flag = value.get(name)
    if not isinstance(flag, bool):
        raise _Misread(f'"{name}" is neither true nor false.')
    return flag


def _choice(choices: type[Choice], value: AnyMapping[str, Any], name: str) -> Choice:
    said = value.get(name)
    if not isinstance(said, str) or said not in list(choices):
        raise _Misread(f'"{name}" is none of {", ".join(choices)}.')
    return choices(said)


def _choice_or_none(choices: type[Choice], value: AnyMapping[str, Any], name: str) -> Choice | None:
    return None if value.get(name) is None else _choice(choices, value, name)


def fit_mapping(remembered: Mapping, table: Table) -> Mapping | None:
    """A remembered mapping for a table with the same columns, with the examples and the way dates are written of
    this one; None where the columns are others."""
    names = [plain_name(column.name) for column in remembered.columns]
    if names != [plain_name(name) for name in table.header]:
        return None
    guessed = guess_mapping(table)
    columns = tuple(
        replace(old, name=new.name, day_first=new.day_first, examples=new.examples)
        for old, new in zip(remembered.columns, guessed.columns, strict=True)
    )
    return replace(remembered, columns=columns)


def fit_statuses(remembered: StatusMapping, guessed: StatusMapping) -> StatusMapping:
    """The statuses of a table as they are remembered; those that are new are taken as guessed."""
    return StatusMapping(tuple(remembered.known(one.text) or one for one in guessed.meanings))


def confirm_mapping(mapping: Mapping) -> Mapping:
    """The mapping after a person has looked at it: every column is sure."""
    return replace(mapping, columns=tuple(replace(column, is_sure=True) for column in mapping.columns))


def confirm_statuses(statuses: StatusMapping) -> StatusMapping:
    """The statuses after a person has looked at them: every one is sure."""
    return StatusMapping(tuple(replace(one, is_sure=True) for one in statuses.meanings))
