"""Everything an owner has typed, in one query for each table, whatever there is of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from django.db.models import Model, QuerySet

from afterround.core.attachments import KIND_WORDS
from afterround.core.errors import NotFound
from afterround.data import models
from afterround.data.models import Owner
from afterround.formats.archive import Archive, AttachedFile, attachment_names, markdown_files
from afterround.queries.attachments import AttachmentView, attachments_as_views, file_of
from afterround.queries.demo import FILLED
from afterround.queries.retro import get_documents
from afterround.queries.theme_groups import WAITING

HIDDEN_SETTINGS = ("port", FILLED, WAITING)
"""What belongs to a computer and not to a person, or can be counted again."""


HOLDS = {"taken_at__isnull": False, "undone_at": None}
"""Imports that were taken in and not undone; a draft is not the person's word yet."""

DRAFTED = ("content", "reading", "mapping")
"""What a file of an import holds only while it is a draft."""


def get_archive(owner: Owner) -> Archive:
    """The rows of every table that holds words of the owner's, in the order they were made."""
    settings = models.Setting.objects.filter(owner=owner).exclude(name__in=HIDDEN_SETTINGS)
    return Archive(
        companies=_rows(owner, models.Company),
        aliases=_rows(owner, models.CompanyAlias),
        declined_merges=_rows(owner, models.DeclinedMerge),
        applications=_rows(owner, models.Application),
        stages=_rows(owner, models.Stage),
        people=_rows(owner, models.Person),
        rounds=_rows(owner, models.Round),
        participations=_rows(owner, models.Participation),
        cooldowns=_rows(owner, models.Cooldown),
        jots=_rows(owner, models.Jot),
        placements=_rows(owner, models.JotPlacement),
        attachments=_rows(owner, models.Attachment),
        retros=_rows(owner, models.Retro),
        lines=_rows(owner, models.RetroLine),
        earlier_texts=_rows(owner, models.EarlierText),
        feedback=_rows(owner, models.Feedback),
        feedback_reasons=_rows(owner, models.FeedbackReason),
        finding_decisions=_rows(owner, models.FindingDecision),
        observations=_rows(owner, models.Observation),
        observed_lines=_rows(owner, models.ObservedLine),
        self_ratings=_rows(owner, models.SelfRating),
        observer_links=_rows(owner, models.ObserverLink, None, "token_hash"),
        inbox_folders=_rows(owner, models.InboxFolder),
        imports=_rows(owner, models.Import, HOLDS, "removed"),
        import_files=_rows(
            owner, models.ImportFile, {f"batch__{name}": v for name, v in HOLDS.items()}, *DRAFTED
        ),
        round_sources=_rows(owner, models.RoundSource, None, "before"),
        round_tags=_rows(owner, models.RoundTag),
        tags_let_go=_rows(owner, models.TagLetGo),
        application_sources=_rows(owner, models.ApplicationSource, None, "before"),
        drills=_rows(owner, models.Drill),
        attempts=_rows(owner, models.Attempt),
        own_problems=_rows(owner, models.OwnProblem),
        own_themes=_rows(owner, models.OwnTheme),
        theme_aliases=_rows(owner, models.ThemeAlias),
        theme_choices=_rows(owner, models.ThemeChoice),
        theme_merges=_rows(owner, models.ThemeMerge),
        themes_apart=_rows(owner, models.ThemesApart),
        theme_decisions=_rows(owner, models.ThemeDecision),
        mentions=_rows(owner, models.Mention),
        settings=list(settings.order_by("name").values("name", "value")),
    )


@dataclass(frozen=True)
class ArchiveFiles:
    """Files to be written out, by name: texts, and files that lie in the data folder; `missing` names those whose
    file is gone."""

    texts: Mapping[str, str]
    attached: Mapping[str, Path]
    missing: tuple[str, ...]


def get_archive_files(owner: Owner, now: datetime, zone: tzinfo) -> ArchiveFiles:
    """A Markdown file for each round, and the photos and voice memos; clocks in names are those of `zone`.

    Deleted rounds and removed attachments are left out.
    """
    documents = [document for _, document in get_documents(owner, now)]
    views = attachments_as_views(owner)
    names = attachment_names((_named(view) for view in views), documents, zone=zone)
    by_round: dict[str, list[str]] = {}
    attached, missing = {}, []
    for view in views:
        name = names[str(view.id)]
        by_round.setdefault(str(view.round_id), []).append(name)
        try:
            attached[name] = file_of(view)
        except NotFound:
            missing.append(name)
    return ArchiveFiles(dict(markdown_files(documents, by_round)), attached, tuple(missing))


def _named(view: AttachmentView) -> AttachedFile:
    words = view.caption or KIND_WORDS[view.kind]
    return AttachedFile(str(view.id), str(view.round_id or ""), words, view.media_type, view.at)


def _rows(
    owner: Owner, model: type[Model], which: Mapping[str, Any] | None = None, *without: str
) -> list[dict[str, Any]]:
    """The owner's rows of a table, all columns but the owner and those named."""
    columns = [field.attname for field in model._meta.concrete_fields]
    columns = [name for name in columns if name not in ("owner_id", *without)]
    wanted: QuerySet[Any] = model._default_manager.filter(owner=owner, **(which or {})).order_by("id")
    return list(wanted.values(*columns))
