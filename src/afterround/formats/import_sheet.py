"""What was read as a text to correct in an editor: a block for each round, a line or a few for each field."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from afterround.core.errors import Problem
from afterround.core.import_matching import LISTS, Choice
from afterround.formats.corrections import FIELDS

LONG = ("people", *LISTS, "notes")
"""Fields that stand on the lines below their name, indented by two."""

HEAD = """\
# Retype what is wrong and save. A block that you delete is not taken in this time.
# choice: take, or leave to leave it out for good, or later; of a known round: add, replace, keep.
# The items of a list stand a line each, the further lines of one indented more.
"""
_BLOCK = re.compile(r"== (\d{1,6})\b.*")
_FIELD = re.compile(r"([a-z_]+):(?: (.*))?")


@dataclass(frozen=True)
class Entry:
    """A round on the sheet: its number, where it stands, its fields as texts, and what is done with it."""

    number: int
    where: str
    fields: Mapping[str, str]
    choice: str = Choice.TAKE


def write_sheet(entries: Iterable[Entry]) -> str:
    """The text to correct."""
    return HEAD + "".join(_block(entry) for entry in entries)


def _block(entry: Entry) -> str:
    rows = [f"\n== {entry.number}  {' '.join(entry.where.split())}", f"choice: {entry.choice}"]
    for name in FIELDS:
        text = entry.fields.get(name, "").replace("\r", "")
        if name not in LONG:
            rows.append(f"{name}: {' '.join(text.split())}".rstrip())
        elif text.strip():
            rows += [f"{name}:", *(f"  {line}".rstrip() for line in text.split("\n"))]
        else:
            rows.append(f"{name}:")
    return "\n".join(rows) + "\n"


def read_sheet(text: str) -> tuple[list[Entry], list[Problem]]:
    """The rounds that are left on a corrected sheet, and the lines that were not understood. Never raises."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    fields: dict[str, list[str]] = {}
    number, name = 0, ""

    def close() -> None:
        if number:
            said = {key: "\n".join(lines).strip("\n") for key, lines in fields.items()}
            entries.append(Entry(number, "", said, said.pop("choice", str(Choice.TAKE)).strip()))

    for at, line in enumerate(text.replace("\r", "").split("\n"), 1):
        block, field = _BLOCK.fullmatch(line), _FIELD.fullmatch(line.rstrip())
        if block:
            close()
            number, name, fields = int(block[1]), "", {}
        elif line.startswith("#") or (not line.strip() and name not in LONG):
            continue
        elif number and field and field[1] in (*FIELDS, "choice"):
            name = field[1]
            fields[name] = [field[2]] if field[2] else []
        elif number and name in LONG and (line.startswith("  ") or not line.strip()):
            fields[name].append(line[2:])
        else:
            problems.append(Problem(at, f'"{line.strip()[:60]}" belongs to no field; indent it by two.'))
    close()
    return entries, problems
