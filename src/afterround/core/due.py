"""What waits for a person, and since when too long. Used by the quick path: plain numbers, light imports."""

COOLDOWN_SECONDS = 30 * 60
OVERDUE_AFTER = 24 * 3600
"""A retrospective is overdue a day after its round: by then much of what was said is gone."""

SILENT_AFTER = 14 * 24 * 3600
"""After two weeks a missing retrospective is no longer brought up; it stays in its list (product rule 8)."""


def retro_due(ended_ago: float, *, cooldown_over: bool) -> str | None:
    """How an unfinished retrospective stands: "due", "overdue", or None where it is not to be brought up.

    `ended_ago` is the seconds since the round's end, negative before it.
    """
    if ended_ago < 0 or not cooldown_over or ended_ago >= SILENT_AFTER:
        return None
    return "overdue" if ended_ago >= OVERDUE_AFTER else "due"
