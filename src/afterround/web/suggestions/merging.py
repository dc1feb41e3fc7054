"""Themes that look alike: offered with the reason, made one in a press or kept apart, and parted again."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from afterround.actions import themes as deeds
from afterround.core.errors import Invalid
from afterround.queries.tags import counted_tags, tags_let_go
from afterround.queries.theme_groups import merge_offers
from afterround.queries.themes import merges_of, themes_apart, themes_of
from afterround.web.doors import Visit, deed, page, see_other
from afterround.web.suggestions.answers import deed_words, read_keys

OFFERS = 10
"""So many offers stand on the page at once; the next ones come up as these are answered."""


@page
def theme_merges(request: Visit) -> HttpResponse:
    """What looks like one theme, and what was made one; what was just done can be taken back."""
    offers, said = merge_offers(request.owner, request.now), read_keys(request.GET, "said")
    values: dict[str, Any] = {
        "offers": offers[:OFFERS],
        "more_offers": len(offers[OFFERS:]),
        "merges": merges_of(request.owner),
        "counted_tags": counted_tags(request.owner, request.now),
        "tags_let_go": tags_let_go(request.owner),
        "said": said,
        "said_words": deed_words(request, said),
        **_just_done(request),
    }
    return render(request, "suggestions/merges.html", values)


def _just_done(request: Visit) -> dict[str, Any]:
    """What the address says was just done, as far as it still holds: a merge, a parting, or two kept apart."""
    themes, apart = themes_of(request.owner), themes_apart(request.owner)
    holds: dict[str, Callable[[str, str], bool]] = {
        "joined": lambda one, other: themes.into.get(one) == other,
        "parted": lambda one, other: themes.into.get(one) != other,
        "apart": lambda one, other: frozenset((one, other)) in apart,
    }
    found = dict[str, Any]()
    for what, does_hold in holds.items():
        pair = [known for slug in request.GET.getlist(what) if (known := themes.themes.get(slug))]
        if len(pair) == 2 and does_hold(pair[0].slug, pair[1].slug):
            found[what] = pair
    return found


@deed
def merge_themes(request: Visit) -> HttpResponse:
    """Make two themes one, under the name of the one to keep."""
    keep, other = read_pair(request.POST)
    merged = deeds.merge_themes(request.owner, keep, other, now=request.now)
    return see_other(_merges(joined=[merged, keep]))


@deed
def part_themes(request: Visit) -> HttpResponse:
    """Part a merged theme again: at once, as if nothing had been, or later, and then the merge is not offered again."""
    theme, is_undo = request.POST.get("theme", ""), request.POST.get("undo") == "yes"
    whole = deeds.split_theme(request.owner, theme, now=request.now, keep_apart=not is_undo)
    return see_other(_merges() if is_undo else _merges(parted=[theme, whole]))


@deed
def keep_apart(request: Visit) -> HttpResponse:
    """Keep two themes apart: their merge is not offered again."""
    one, other = read_pair(request.POST)
    deeds.keep_themes_apart(request.owner, one, other, now=request.now)
    return see_other(_merges(apart=[one, other]))


@deed
def offer_again(request: Visit) -> HttpResponse:
    """Offer a merge again that was declined."""
    one, other = read_pair(request.POST)
    deeds.offer_merge_again(request.owner, one, other)
    return see_other(_merges())


def read_pair(post: QueryDict) -> tuple[str, str]:
    """The two themes of a form by slug, the one to keep first. Raises Invalid where there are not two."""
    pair = list(dict.fromkeys(filter(None, (*post.getlist("keep")[:1], *post.getlist("theme")))))
    if len(pair) != 2:
        raise Invalid("Choose two themes.", problems={"theme": "Choose another theme."})
    return pair[0], pair[1]


def _merges(**query: list[str]) -> str:
    return reverse("theme_merges") + (f"?{urlencode(query, doseq=True)}" if query else "")
