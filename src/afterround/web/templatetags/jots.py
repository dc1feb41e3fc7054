"""When a jot was made, as its round saw it, and which lane it stands in."""

from datetime import timedelta

from django import template

from afterround.core.cooldown import LANE_WORDS, Lane
from afterround.formats import words
from afterround.queries.cooldown import JotView

register = template.Library()


@register.filter
def after_end(jot: JotView) -> str:
    """When a jot was made: "4 minutes after the end", "during the round", "" where it has no round."""
    minutes = jot.minutes_after_end
    if minutes is None:
        return ""
    if minutes < 0:
        return "during the round"
    return f"{words.left(timedelta(minutes=minutes))} after the end" if minutes else "right after the end"


@register.filter
def lane_words(lane: str) -> str:
    """A lane as it is said: "went well"."""
    return LANE_WORDS[Lane(lane)].lower()
