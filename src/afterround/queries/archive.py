"""Everything an owner has typed, in fourteen queries, whatever there is of it."""

from typing import Any

from django.db.models import Model, QuerySet

from afterround.data import models
from afterround.data.models import Owner
from afterround.formats.archive import Archive
from afterround.queries.demo import FILLED

HIDDEN_SETTINGS = ("port", FILLED)
"""Choices that belong to a computer and not to a person."""


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
        settings=list(settings.order_by("name").values("name", "value")),
    )


def _rows(owner: Owner, model: type[Model]) -> list[dict[str, Any]]:
    """The owner's rows of a table, all columns but the owner."""
    columns = [field.attname for field in model._meta.concrete_fields if field.attname != "owner_id"]
    wanted: QuerySet[Any] = model._default_manager.filter(owner=owner).order_by("id")
    return list(wanted.values(*columns))
