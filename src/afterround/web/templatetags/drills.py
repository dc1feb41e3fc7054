"""What templates may say about drills: what one is called, and how an attempt went."""

from collections.abc import Mapping

from django import template

from afterround.core.spacing import RATING_WORDS
from afterround.queries.drills import AttemptView

register = template.Library()


@register.simple_tag
def named_in(names: Mapping[str, str], attempt: AttemptView) -> str:
    """What the drill of an attempt is called, "" where it is gone: {% named_in names attempt as name %}."""
    return names.get(f"{attempt.kind}/{attempt.item}", "")


@register.filter
def rated(attempt: AttemptView) -> str:
    """How an attempt went: {{ attempt|rated }} is "with effort"."""
    return RATING_WORDS[attempt.rating]
