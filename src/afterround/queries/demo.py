"""Whether and when a store was filled with the demo."""

from datetime import datetime

from afterround.data.models import Owner
from afterround.queries.owners import recall_setting

FILLED = "demo"
"""The setting that marks a store as the demo's; it holds the moment at which it was filled."""


def demo_filled_at(owner: Owner) -> datetime | None:
    """The instant at which the demo was filled; None for a store that is not the demo's."""
    found = recall_setting(owner, FILLED)
    return None if found is None else datetime.fromisoformat(found)
