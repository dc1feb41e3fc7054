"""Everything one has typed as files: one JSON document, a Markdown file for each round, what is attached to it."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from uuid import UUID

from afterround.core.attachments import ENDINGS
from afterround.core.retro import Retro
from afterround.formats.markdown import render

VERSION = 1
"""The shape of the JSON document; a reader refuses a higher one."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Archive:
    """The rows of every table that holds a person's words, each by its columns' names."""

    companies: Sequence[Row]
    aliases: Sequence[Row]
    declined_merges: Sequence[Row]
    applications: Sequence[Row]
    stages: Sequence[Row]
    people: Sequence[Row]
    rounds: Sequence[Row]
    participations: Sequence[Row]
    cooldowns: Sequence[Row]
    jots: Sequence[Row]
    placements: Sequence[Row]
    attachments: Sequence[Row]
    retros: Sequence[Row]
    lines: Sequence[Row]
    earlier_texts: Sequence[Row]
    feedback: Sequence[Row]
    feedback_reasons: Sequence[Row]
    finding_decisions: Sequence[Row]
    observations: Sequence[Row]
    observed_lines: Sequence[Row]
    self_ratings: Sequence[Row]
    observer_links: Sequence[Row]
    inbox_folders: Sequence[Row]
    imports: Sequence[Row]
    import_files: Sequence[Row]
    round_sources: Sequence[Row]
    application_sources: Sequence[Row]
    round_tags: Sequence[Row]
    tags_let_go: Sequence[Row]
    drills: Sequence[Row]
    attempts: Sequence[Row]
    own_problems: Sequence[Row]
    own_themes: Sequence[Row]
    theme_aliases: Sequence[Row]
    theme_choices: Sequence[Row]
    theme_merges: Sequence[Row]
    themes_apart: Sequence[Row]
    theme_decisions: Sequence[Row]
    mentions: Sequence[Row]
    settings: Sequence[Row]


BELONGS_TO = {
    "aliases": ("companies", "company_id"),
    "stages": ("applications", "application_id"),
    "participations": ("rounds", "round_id"),
    "round_tags": ("rounds", "round_id"),
    "cooldowns": ("rounds", "round_id"),
    "placements": ("jots", "jot_id"),
    "lines": ("retros", "retro_id"),
    "earlier_texts": ("retros", "retro_id"),
    "feedback_reasons": ("feedback", "feedback_id"),
    "finding_decisions": ("rounds", "round_id"),
    "observed_lines": ("observations", "observation_id"),
    "self_ratings": ("rounds", "round_id"),
    "observer_links": ("rounds", "round_id"),
    "import_files": ("imports", "batch_id"),
    "attempts": ("drills", "drill_id"),
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
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def render_archive(archive: Archive, *, at: datetime) -> str:
    """The JSON text of the archive, every word as it was typed."""
    return json.dumps(archive_document(archive, at=at), ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True)
class AttachedFile:
    """A photo or a voice memo as an export names it; `round_id` is "" where it has no round."""

    id: str
    round_id: str
    words: str
    media_type: str
    at: datetime


def markdown_files(
    documents: Iterable[Retro], attached: Mapping[str, Sequence[str]] | None = None
) -> Iterator[tuple[str, str]]:
    """The name and the text of a Markdown file for each round, with keys and prediction in front.

    `attached` holds, by a round's key, the names of the files that lie beside it. Names are safe on every system
    and tell day, company and round; equal ones are numbered.
    """
    known = list(documents)
    for retro, stem in zip(known, _stems(known), strict=True):
        names = (attached or {}).get(retro.round_id, ())
        yield f"{stem}.md", render(retro, front_matter=True, attachments=names)


def attachment_names(
    files: Iterable[AttachedFile], documents: Iterable[Retro], *, zone: tzinfo
) -> dict[str, str]:
    """The name of each file in an export, by its key: "attachments/2026-06-11-acme-coding-1545-whiteboard.jpg".

    The clock is that of `zone`; equal names are numbered.
    """
    known = list(documents)
    stems = {retro.round_id: stem for retro, stem in zip(known, _stems(known), strict=True)}
    named, used = {}, dict[str, int]()
    for file in files:
        at = file.at.astimezone(zone)
        stem = stems.get(file.round_id, f"{at:%Y-%m-%d}")
        name = _numbered(f"{stem}-{at:%H%M}-{_slug(file.words) or 'file'}", used)
        named[file.id] = f"attachments/{name}.{ENDINGS[file.media_type]}"
    return named


def _stems(documents: Iterable[Retro]) -> list[str]:
    """What the files of each round are called, without an ending."""
    used: dict[str, int] = {}
    parts = ((_slug(retro.date), _slug(retro.company), _slug(retro.round)) for retro in documents)
    return [_numbered("-".join(filter(None, part)) or "round", used) for part in parts]


def _numbered(name: str, used: dict[str, int]) -> str:
    """The name, with a number behind it where it was used before."""
    used[name] = used.get(name, 0) + 1
    return f"{name}-{used[name]}" if used[name] > 1 else name


def _slug(words: str) -> str:
    """Words as letters, digits and dashes, at most 60 of them."""
    simple = unicodedata.normalize("NFKC", words).casefold()
    return re.sub(r"[^\w]+", "-", simple).strip("-_")[:60].strip("-")
