"""A mapping goes to JSON and comes back, for the next file with the same columns."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterround.core.errors import Problem
from afterround.core.rounds import Outcome, Result, RoundKind
from afterround.formats.tables.applying import guess_statuses_of
from afterround.formats.tables.fields import Column, Field, Mapping, RowsAre
from afterround.formats.tables.guessing import guess_mapping
from afterround.formats.tables.headers import header_signature
from afterround.formats.tables.reading import read_tables
from afterround.formats.tables.remembering import (
    confirm_mapping,
    fit_mapping,
    fit_statuses,
    mapping_from_json,
    mapping_to_json,
    statuses_from_json,
    statuses_to_json,
)
from afterround.formats.tables.statuses import StatusMapping, StatusMeaning, guess_statuses
from afterround.formats.tables.table import Table

TEXT = st.text(max_size=12)
COLUMNS = st.builds(
    Column, TEXT, st.sampled_from(Field), TEXT, st.none() | st.booleans(), st.booleans(), TEXT,
    st.lists(TEXT, max_size=3).map(tuple),
)  # fmt: skip
MAPPINGS = st.builds(Mapping, st.lists(COLUMNS, max_size=6).map(tuple), st.sampled_from(RowsAre), TEXT)
MEANINGS = st.builds(
    StatusMeaning, TEXT, st.none() | st.sampled_from(Outcome), st.none() | st.sampled_from(Result),
    st.none() | st.sampled_from(RoundKind), st.booleans(), TEXT,
)  # fmt: skip
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def table_of(text: str) -> Table:
    return read_tables(text.encode(), "a.csv").tables[0]


@given(MAPPINGS)
def test_a_mapping_comes_back_as_it_was(mapping: Mapping) -> None:
    assert mapping_from_json(json.loads(json.dumps(mapping_to_json(mapping)))) == mapping


@given(st.lists(MEANINGS, max_size=6))
def test_statuses_come_back_as_they_were(meanings: list[StatusMeaning]) -> None:
    statuses = StatusMapping(tuple(meanings))
    assert statuses_from_json(json.loads(json.dumps(statuses_to_json(statuses)))) == statuses


@given(ANY_JSON, st.sampled_from(["columns", "rows_are", "tracker", "meanings", "version"]))
def test_hostile_json_is_a_problem_and_no_traceback(value: Any, key: str) -> None:
    for whole in (value, {**mapping_to_json(Mapping()), **statuses_to_json(StatusMapping()), key: value}):
        assert isinstance(mapping_from_json(whole), (Mapping, Problem))
        assert isinstance(statuses_from_json(whole), (StatusMapping, Problem))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"field": "salary"}, "none of"),
        ({"name": 7}, "no text"),
        ({"is_sure": "yes"}, "neither"),
        ({"day_first": 1}, "null"),
    ],
)
def test_a_problem_says_what_is_wrong(change: dict[str, Any], word: str) -> None:
    document = mapping_to_json(Mapping((Column("Company", Field.COMPANY),)))
    document["columns"][0].update(change)
    problem = mapping_from_json(document)
    assert isinstance(problem, Problem) and word in problem.message


def test_the_signature_is_the_same_for_the_same_columns_only() -> None:
    first = header_signature(table_of("Company,Date Applied\nAcme,2026-06-01\n"))
    assert header_signature(table_of("company;date_applied\nGlobex;2026-07-01\n")) == first
    assert header_signature(table_of("Date Applied,Company\n2026-06-01,Acme\n")) != first


def test_a_remembered_mapping_fits_the_next_file_and_shows_its_examples() -> None:
    old = guess_mapping(table_of("Company,Where,Applied\nAcme,Berlin,01/02/2026\n"))
    fitted = fit_mapping(confirm_mapping(old), table_of("Company,Where,Applied\nGlobex,Bonn,25/02/2026\n"))
    assert fitted is not None
    assert (fitted.columns[0].examples, fitted.columns[0].is_sure) == (("Globex",), True)
    assert fitted.columns[2].day_first is True
    assert fit_mapping(old, table_of("Company,Role\nAcme,Dev\n")) is None


def test_a_remembered_status_is_kept_and_a_new_one_is_guessed() -> None:
    table = table_of("Company,Status\nAcme,Parked\nGlobex,Rejected\n")
    guessed = guess_statuses_of(table, guess_mapping(table))
    remembered = StatusMapping((StatusMeaning("parked", Outcome.WITHDREW),))
    assert [one.outcome for one in fit_statuses(remembered, guessed).meanings] == [
        Outcome.WITHDREW,
        Outcome.REJECTED,
    ]
    assert guess_statuses(["Parked"]).meanings[0].outcome is None
