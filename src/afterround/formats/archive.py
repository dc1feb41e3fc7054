"""Everything one has typed as files: one JSON document, and a Markdown file for each round."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from afterround.core.retro import Retro
from afterround.formats.markdown import render

VERSION = 1
"""The shape of the JSON document; a reader refuses a higher one."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Archive:
    """The rows of every table that holds a person's words, each by its columns' names."""

    companies: Sequence[Row]
    applications: Sequence[Row]
    stages: Sequence[Row]
    people: Sequence[Row]
    rounds: Sequence[Row]
    participations: Sequence[Row]
    cooldowns: Sequence[Row]
    jots: Sequence[Row]
    placements: Sequence[Row]
    retros: Sequence[Row]
    lines: Sequence[Row]
    earlier_texts: Sequence[Row]
    inbox_folders: Sequence[Row]
    imports: Sequence[Row]
    import_files: Sequence[Row]
    round_sources: Sequence[Row]
    application_sources: Sequence[Row]
    settings: Sequence[Row]


BELONGS_TO = {
    "stages": ("applications", "application_id"),
    "participations": ("rounds", "round_id"),
    "cooldowns": ("rounds", "round_id"),
    "placements": ("jots", "jot_id"),
    "lines": ("retros", "retro_id"),
    "earlier_texts": ("retros", "retro_id"),
    "import_files": ("imports", "batch_id"),
}
"""Rows that stand inside the row they belong to, and the column that names it."""


def archive_document(archive: Archive, *, at: datetime) -> dict[str, Any]:
    """The archive as one nested document. Instants are ISO 8601 in UTC, keys are UUIDs as text."""
    tables = {field.name: getattr(archive, field.name) for field in fields(archive)}
    document: dict[str, Any] = {"afterround": VERSION, "exported_at": _plain(at)}
    for name, rows in tables.items():
        if name not in BELONGS_TO:
            document[name] = [{column: _plain(value) for column, value in row.items()} for row in rows]
    for name, (parents, column) in BELONGS_TO.items():
        inside = _grouped(tables[name], column)
        for parent in document[parents]:
            parent[name] = inside.get(parent["id"], [])
    return document


def _grouped(rows: Iterable[Row], column: str) -> dict[str, list[dict[str, Any]]]:
    """Rows by what they belong to; the column that says so is left out."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        plain = {name: _plain(value) for name, value in row.items() if name != column}
        groups.setdefault(str(row[column]), []).append(plain)
    return groups


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return str(value) if isinstance(value, UUID) else value


def render_archive(archive: Archive, *, at: datetime) -> str:
    """The JSON text of the archive, every word as it was typed."""
    return json.dumps(archive_document(archive, at=at), ensure_ascii=False, indent=1) + "\n"


def markdown_files(documents: Iterable[Retro]) -> Iterator[tuple[str, str]]:
    """The name and the text of a Markdown file for each round, with keys and prediction in front.

    Names are safe on every system and tell day, company and round; equal ones are numbered.
    """
    used: dict[str, int] = {}
    for retro in documents:
        stem = "-".join(
            part for part in (_slug(retro.date), _slug(retro.company), _slug(retro.round)) if part
        )
        used[stem] = used.get(stem, 0) + 1
        number = f"-{used[stem]}" if used[stem] > 1 else ""
        yield f"{stem or 'round'}{number}.md", render(retro, front_matter=True)


def _slug(words: str) -> str:
    """Words as letters, digits and dashes, at most 60 of them."""
    simple = unicodedata.normalize("NFKC", words).casefold()
    return re.sub(r"[^\w]+", "-", simple).strip("-_")[:60].strip("-")
