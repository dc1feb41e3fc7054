"""The front matter of a downloaded retrospective: its keys and its prediction, in a small part of YAML."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from afterround.core.errors import Problem
from afterround.core.retro import Retro, Section

_OURS = re.compile(r"\A\ufeff?---\r?\nafterround:[^\n]*\n(?:.*?\n)??---[ \t]*\r?(?:\n|\Z)", re.DOTALL)
_NONE = "-"


@dataclass(frozen=True)
class FrontMatter:
    """What stood in front: single values, the keys of each section's lines, and what could not be read."""

    values: Mapping[str, str] = field(default_factory=dict)
    prediction: int | None = None
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def write_front_matter(retro: Retro, attachments: Sequence[str] = ()) -> str:
    """The block for a download; it names the files beside it, one to a line."""
    rows = ["---", "afterround: 1"]
    rows += [f"retro: {retro.id}"] if retro.id else []
    rows += [f"round: {retro.round_id}"] if retro.round_id else []
    rows += [f"prediction: {retro.prediction}"] if retro.prediction is not None else []
    for section in Section:
        keys = [line.id or _NONE for line in getattr(retro, section)]
        if any(key != _NONE for key in keys):
            rows.append(f"{section}: [{', '.join(keys)}]")
    rows += [f"attachment: {name}" for name in attachments]
    return "\n".join([*rows, "---", ""])


def read_front_matter(text: str) -> tuple[FrontMatter, str, int]:
    """Our block, the text behind it, and how many lines it took; another program's block is left in the text."""
    found = _OURS.match(text)
    if not found:
        return FrontMatter(), text, 0
    values: dict[str, str] = {}
    keys: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    prediction = None
    for number, line in enumerate(found[0].split("\n")[1:-2], 2):
        name, _, value = (part.strip() for part in line.partition(":"))
        if name in set(Section):
            keys[name] = tuple("" if key == _NONE else key for key in re.findall(r"[^\s,\[\]]+", value))
        elif name == "prediction":
            good = value.isascii() and value.isdigit() and int(value) <= 100
            prediction = int(value) if good else None
            if not good:
                problems.append(
                    Problem(number, f'The prediction "{value}" cannot be read: it is a number from 0 to 100.')
                )
        elif name in ("retro", "round"):
            values[name] = value
        elif name and name not in ("afterround", "attachment"):
            problems.append(
                Problem(number, f'"{line.strip()}" in front of the text is not known and was left out.')
            )
    return FrontMatter(values, prediction, keys, tuple(problems)), text[found.end() :], found[0].count("\n")


def with_identity(retro: Retro, front: FrontMatter | None) -> Retro:
    """The document with the keys that stood in front of it; with None, without any."""
    known = front or FrontMatter()
    changes: dict[str, Any] = {}
    for section in Section:
        lines = getattr(retro, section)
        keys = known.keys.get(section, ())
        given = [*keys, *([""] * len(lines))] if len(keys) == len(lines) else [""] * len(lines)
        changes[section.value] = tuple(replace(line, id=key) for line, key in zip(lines, given, strict=False))
    prediction = retro.prediction if front is None else front.prediction
    return replace(
        retro,
        **changes,
        prediction=prediction,
        id=known.values.get("retro", ""),
        round_id=known.values.get("round", ""),
    )
