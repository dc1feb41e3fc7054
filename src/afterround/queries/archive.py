"""Everything an owner has typed, in eighteen queries, whatever there is of it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model, QuerySet

from afterround.data import models
from afterround.data.models import Owner
from afterround.formats.archive import Archive

HIDDEN_SETTINGS = ("port",)
"""Choices that belong to a computer and not to a person."""


HOLDS = {"taken_at__isnull": False, "undone_at": None}
"""Imports that were taken in and not undone; a draft is not the person's word yet."""

DRAFTED = ("content", "reading", "mapping")
"""What a file of an import holds only while it is a draft."""


def get_archive(owner: Owner) -> Archive:
    """The rows of every table that holds words of the owner's, in the order they were made."""
    settings = models.Setting.objects.filter(owner=owner).exclude(name__in=HIDDEN_SETTINGS)
    return Archive(
        companies=_rows(owner, models.Company),
        applications=_rows(owner, models.Application),
        stages=_rows(owner, models.Stage),
        people=_rows(owner, models.Person),
        rounds=_rows(owner, models.Round),
        participations=_rows(owner, models.Participation),
        cooldowns=_rows(owner, models.Cooldown),
        jots=_rows(owner, models.Jot),
        placements=_rows(owner, models.JotPlacement),
        retros=_rows(owner, models.Retro),
        lines=_rows(owner, models.RetroLine),
        earlier_texts=_rows(owner, models.EarlierText),
        inbox_folders=_rows(owner, models.InboxFolder),
        imports=_rows(owner, models.Import, HOLDS, "removed"),
        import_files=_rows(
            owner, models.ImportFile, {f"batch__{name}": v for name, v in HOLDS.items()}, *DRAFTED
        ),
        round_sources=_rows(owner, models.RoundSource, None, "before"),
        application_sources=_rows(owner, models.ApplicationSource, None, "before"),
        settings=list(settings.order_by("name").values("name", "value")),
    )


def _rows(
    owner: Owner, model: type[Model], which: Mapping[str, Any] | None = None, *without: str
) -> list[dict[str, Any]]:
    """The owner's rows of a table, all columns but the owner and those named."""
    columns = [field.attname for field in model._meta.concrete_fields]
    columns = [name for name in columns if name not in ("owner_id", *without)]
    wanted: QuerySet[Any] = model._default_manager.filter(owner=owner, **(which or {})).order_by("id")
    return list(wanted.values(*columns))
