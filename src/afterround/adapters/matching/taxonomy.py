"""The built-in themes and the sentences about them, read from the files that the package carries."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from afterround.core.rounds import RoundKind
from afterround.core.themes import Area, Taxonomy, Theme

VERSION = 2
AREAS = (
    "problem", "algorithms", "coding", "complexity", "testing", "communication", "time", "design", "behavioural",
    "knowledge", "mindset", "logistics",
)  # fmt: skip
"""The files of the areas, in the order in which they are shown."""

_FOLDER = files("afterround.adapters.matching")


@cache
def built_in_taxonomy() -> Taxonomy:
    """The project's own themes, version 2."""
    return Taxonomy(VERSION, tuple(_area(name) for name in AREAS))


def _area(name: str) -> Area:
    read = tomllib.loads((_FOLDER / "themes" / f"{name}.toml").read_text(encoding="utf-8"))
    return Area(read["slug"], read["name"], tuple(_theme(read["slug"], row) for row in read["theme"]))


def _theme(area: str, row: dict[str, Any]) -> Theme:
    return Theme(
        slug=row["slug"],
        name=row["name"],
        area=area,
        definition=row["definition"],
        kinds=frozenset(RoundKind(kind) for kind in row["kinds"]),
        severity=row["severity"],
        severity_reason=row["severity_reason"],
        controllability=row["controllability"],
        controllability_reason=row["controllability_reason"],
        drill=row["drill"],
        was=tuple(row["was"]),
        is_external=row.get("external", False),
        asks=row.get("asks", ""),
        cues=_listed(row["cues"]),
        hints=_listed(row["hints"]),
        prototypes=(row["well"], row["shaky"]),
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(cue.split()) for cue in text.split(",") if cue.strip())
