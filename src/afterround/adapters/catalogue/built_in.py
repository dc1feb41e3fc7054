"""The built-in catalogue of what can be practised, read from the files that the package carries."""

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from afterround.core.catalogue import (
    Behaviour,
    Catalogue,
    DesignExercise,
    Difficulty,
    Family,
    Pattern,
    Problem,
    StudyItem,
)

FAMILIES = (
    "arrays", "sorting", "two-pointers", "sliding-window", "stack", "binary-search", "linked-list", "trees", "tries",
    "heap", "backtracking", "graphs", "greedy", "intervals", "dynamic-programming", "bits", "maths", "matrices",
    "strings", "structures", "sql", "threads",
)  # fmt: skip
"""The files of the families, in the order in which they are shown."""

_FOLDER = files("afterround.adapters.catalogue")


@cache
def built_in_catalogue() -> Catalogue:
    """The project's own catalogue, read once for each process."""
    return Catalogue(
        families=tuple(_family(name) for name in FAMILIES),
        problems=_problems(),
        behaviours=tuple(Behaviour(**_exercise(row)) for row in _rows("behaviours.toml", "behaviour")),
        designs=tuple(
            DesignExercise(**_exercise(row), subjects=tuple(row.get("subjects", ())))
            for row in _rows("designs.toml", "design")
        ),
        studies=tuple(
            StudyItem(**_exercise(row), asks=row.get("asks", "")) for row in _rows("studies.toml", "study")
        ),
    )


def _text(*path: str) -> str:
    return _FOLDER.joinpath(*path).read_text(encoding="utf-8")


def _rows(file: str, kind: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(_text(file)).get(kind, [])
    return rows


def _exercise(row: dict[str, Any]) -> dict[str, Any]:
    said = {name: row[name] for name in ("slug", "name", "minutes")}
    return said | {"how": " ".join(row["how"].split()), "themes": tuple(row["themes"])}


def _family(name: str) -> Family:
    read = tomllib.loads(_text("patterns", f"{name}.toml"))
    patterns = tuple(_pattern(read["slug"], row) for row in read["pattern"])
    return Family(read["slug"], read["name"], patterns, tuple(read["also"]))


def _pattern(family: str, row: dict[str, Any]) -> Pattern:
    return Pattern(
        slug=row["slug"],
        name=row["name"],
        parent=family,
        what=row["what"],
        worked=row["worked"],
        themes=tuple(row["themes"]),
        needs=tuple(row.get("needs", ())),
        also=tuple(row.get("also", ())),
        small=row.get("small", ""),
    )


def _problems() -> tuple[Problem, ...]:
    return tuple(
        Problem(
            number=int(row["number"]),
            slug=row["slug"],
            title=row["title"],
            difficulty=Difficulty(row["difficulty"]),
            patterns=tuple(row["patterns"].split()),
            is_paid=row["paid"] == "yes",
        )
        for row in csv.DictReader(_text("problems.csv").splitlines())
    )
