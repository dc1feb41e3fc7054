"""Where one theme was confirmed, as the tally reads it."""

from datetime import datetime

from afterround.core.tally import NotedMention
from afterround.data.models import Owner
from afterround.queries.themes import noted_mentions, themes_of


def theme_mentions(owner: Owner, slug: str, now: datetime) -> list[NotedMention]:
    """Where a theme and all that counts as it were confirmed, the latest round first."""
    themes = themes_of(owner)
    return [one for one in noted_mentions(owner, themes, now) if one.theme == themes.root(slug)]
