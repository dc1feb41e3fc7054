"""Reasons, sources and findings as a page says them."""

from datetime import date, datetime

from django import template
from django.template.context import Context

from afterround.adapters.clock import local_zone, zone
from afterround.core.feedback import (
    POLARITY_WORDS,
    REASON_WORDS,
    SOURCE_WORDS,
    FeedbackSource,
    Polarity,
    Reason,
)
from afterround.core.findings import MISSING_WORDS, Missing, SignKind
from afterround.core.rounds import RESULT_WORDS, Result
from afterround.formats import words
from afterround.queries.feedback import FeedbackView
from afterround.queries.findings import RoundFindings

register = template.Library()


@register.filter
def reason_words(reason: str) -> str:
    """A reason as it is said: {{ mark.reason|reason_words }} is "problem solving"."""
    return REASON_WORDS[Reason(reason)]


@register.filter
def polarity_words(polarity: str) -> str:
    """How it went: "went well" or "shaky"."""
    return POLARITY_WORDS[Polarity(polarity)]


@register.simple_tag(takes_context=True)
def whose_words(context: Context, said: FeedbackView) -> str:
    """Whose words they are and when they came: "Dan Okafor, recruiter, on Thursday 11 June"."""
    who = SOURCE_WORDS[said.source]
    parts = [said.person, who] if said.person else [who[:1].upper() + who[1:]]
    if said.source is FeedbackSource.UNKNOWN:
        parts = [said.person or "From your files, without a name"]
    if said.told_on is not None:
        parts.append(_day(said.told_on, context["now"]))
    return ", ".join(parts)


def _day(day: date, now: datetime) -> str:
    return words.day(day, now.astimezone(zone(local_zone())).date())


@register.filter
def missing_words(missing: str) -> str:
    """What nothing could be inferred for want of, in a sentence or two."""
    return MISSING_WORDS[Missing(missing)]


@register.filter
def whose_signs(found: RoundFindings) -> str:
    """Who noted what findings rest on: "your own notes", "what your mock partner saw", or both."""
    kinds = {sign.kind for one in found.findings for sign in one.signs}
    own = "your own notes" if kinds != {SignKind.OBSERVATION} else ""
    seen = "what your mock partner saw" if SignKind.OBSERVATION in kinds else ""
    return " and ".join(part for part in (own, seen) if part)


@register.filter
def decision_words(decision: Result) -> str:
    """A decision as it is said: "rejected"."""
    return RESULT_WORDS[decision]
