"""What templates say about themes: counts, rates and courses in words, and a rate as a picture."""

from typing import Any

from django import template
from django.urls import reverse

from afterround.core.tally import Counts, Estimate, Mark, ThemeTally
from afterround.core.themes import Polarity
from afterround.formats import theme_words
from afterround.queries.theme_pages import DotView, EvidenceView, TallyRow

register = template.Library()

WIDTH = 198
"""Units of the picture from 0 to 100 percent; one lies before them and one after."""


@register.filter
def course(found: ThemeTally) -> str:
    """The state of a theme in a sentence: {{ row.tally|course }} is "Quiet: 4 of the first 4, then none of 6. ..."."""
    return theme_words.course_words(found)


@register.filter
def mark_words(mark: Mark) -> str:
    """What a round says: {{ dot.mark|mark_words }} is "felt shaky"."""
    return theme_words.MARK_WORDS[mark]


@register.filter
def polarity_words(polarity: Polarity | None) -> str:
    """What a mention says: {{ one.mention.polarity|polarity_words }} is "felt shaky", "" where it says neither."""
    return theme_words.MARK_WORDS[Mark(polarity.value)] if polarity else ""


@register.filter
def how_often(found: ThemeTally, side: str = "shaky") -> str:
    """In how many of its rounds: {{ row.tally|how_often:'well' }} is "5 of 7 coding rounds"."""
    kinds = [dot.round.kind for dot in found.dots if not dot.round.is_mock]
    return theme_words.rounds_words(_hits(found.counts, side), found.counts, kinds)


@register.filter
def beside(found: ThemeTally, side: str = "shaky") -> str:
    """What stands beside the count: {{ row.tally|beside }} is "1 of 2 mocks"."""
    return theme_words.beside_words(found, Mark(side))


def _hits(counts: Counts, side: str) -> int:
    return counts.well if side == Mark.WELL else counts.shaky


@register.simple_tag
def evidence_address(one: EvidenceView) -> str:
    """Where the words stand that a theme was seen in: {% evidence_address one %}."""
    seen = one.mention
    home = reverse("retro" if seen.line else "round", args=[one.round.id])
    if seen.is_tag:
        return f"{home}#tags"
    places = {"line": seen.line, "feedback": seen.feedback, "observed": seen.observed}
    return next((f"{home}#{column}-{key}" for column, key in places.items() if key), home)


@register.inclusion_tag("themes/interval.html")
def interval(found: ThemeTally, side: str = "shaky") -> dict[str, Any]:
    """A rate with its range as a picture and in words; below five rounds a sentence instead, and nothing for none."""
    estimate = found.strength if side == Mark.WELL else found.posterior
    if found.is_early or estimate is None:
        return {"is_early": found.is_early, "is_none": True}
    return {"percent": theme_words.percent(estimate.rate), "n": found.n, **_places(estimate)}


def _places(found: Estimate) -> dict[str, Any]:
    low, high = theme_words.percent(found.low), theme_words.percent(found.high)
    left, middle, right = (round(1 + WIDTH * share, 1) for share in (found.low, found.rate, found.high))
    return {"low": low, "high": high, "left": left, "middle": middle, "right": right}


@register.inclusion_tag("themes/dots.html", takes_context=True)
def dots(context: template.Context, row: TallyRow, which: str = "dots") -> dict[str, Any]:
    """The rounds of a theme as dots, each a link: {% dots row %}, {% dots row "mocks" %}."""
    found: tuple[DotView, ...] = row.mocks if which == "mocks" else row.dots
    earlier = 0 if which == "mocks" else row.earlier
    return {
        "theme": row.tally.theme,
        "dots": found,
        "earlier": earlier,
        "now": context["now"],
        "is_mock": which == "mocks",
    }
