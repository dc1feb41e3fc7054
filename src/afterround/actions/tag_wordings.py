"""A tag that counts as a theme is remembered as a wording of it, and forgotten as one when it counts no more."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import QuerySet

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


def counted_as(owner: Owner, tags: QuerySet[RoundTag]) -> dict[tuple[str, str], list[datetime]]:
    """What tags count as, by their key and the theme, each with the moments of the deeds that made it so."""
    made = ThemeDecision.objects.filter(owner=owner, tag__in=tags.values("id")).exclude(
        decision=Decision.REJECTED
    )
    found: dict[tuple[str, str], list[datetime]] = {}
    for key, theme, at in made.order_by("at", "id").values_list("tag__key", "theme", "at"):
        found.setdefault((key, theme), []).append(at)
    return found


def forget_wordings(owner: Owner, counted: Mapping[tuple[str, str], Collection[datetime]]) -> None:
    """Let the wordings go that came with tags which are gone, as an import that is taken back takes them; `counted`
    is what `counted_as` gave before."""
    for (key, theme), moments in counted.items():
        if not Mention.objects.filter(owner=owner, theme=theme, tag__key=key).exists():
            follow_wording(owner, key, theme, made_at=moments)
