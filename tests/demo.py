"""The demo in a test's database: lived through once, then its rows are put in again."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db.models import Model

from afterround.actions.demo import fill_demo
from afterround.data.models import Owner
from afterround.data.models.owned import Owned

LONDON = ZoneInfo("Europe/London")

_lived: list[tuple[type[Model], list[Any]]] = []


def live_the_demo(owner: Owner, *, now: datetime) -> None:
    """Give an owner who has nothing the demo; `now` is the same at every call."""
    if not _lived:
        fill_demo(owner, now=now, zone=LONDON)
        _lived.extend((model, list(model._default_manager.filter(owner=owner))) for model in owned_models())
        return
    for model, rows in _lived:
        for row in rows:
            row.owner = owner
        model._default_manager.bulk_create(rows)


def owned_models() -> list[type[Model]]:
    """Every table that has an owner, what others point at first."""
    return [model for model in apps.get_app_config("data").get_models() if issubclass(model, Owned)]
