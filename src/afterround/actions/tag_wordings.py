"""A tag that counts as a theme is remembered as a wording of it, and forgotten as one when it counts no more."""

from collections.abc import Collection
from datetime import datetime

from afterround.core.personal_themes import theme_key
from afterround.core.tags import tag_words
from afterround.core.themes import Decision
from afterround.data.models import Mention, Owner, RoundTag, ThemeAlias, ThemeDecision
from afterround.queries.themes import themes_of


def follow_wording(owner: Owner, key: str, theme: str, *, made_at: Collection[datetime] = ()) -> None:
    """Let a tag be a wording of a theme exactly while it counts as that somewhere, unless the name is taken.

    A wording that the person gave it by hand stays: one that came with a tag was made at the moment of its deed.
    `made_at` are those of deeds that were taken back.
    """
    decided = ThemeDecision.objects.filter(owner=owner, theme=theme, tag__key=key)
    moments = [*decided.exclude(decision=Decision.REJECTED).order_by("-at").values_list("at", flat=True)]
    if not Mention.objects.filter(owner=owner, theme=theme, tag__key=key).exists():
        came = ThemeAlias.objects.filter(owner=owner, theme=theme, key=key)
        came.filter(created_at__in=[*moments, *made_at]).delete()
        return
    borne = RoundTag.objects.filter(owner=owner, key=key).order_by("id").values_list("name", flat=True)
    name = borne[0] if theme_key(borne[0]) == key else tag_words(borne[0])
    if themes_of(owner).called(name) is None:
        came_now = {"theme": theme, "name": name, "created_at": moments[0]}
        ThemeAlias.objects.get_or_create(owner=owner, key=key, defaults=came_now)
