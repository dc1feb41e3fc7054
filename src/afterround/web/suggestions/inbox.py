"""Old rounds looked at together: what waits by theme, a group answered in one press, and the way back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from afterround.actions import theme_groups as deeds
from afterround.queries import theme_groups as queries
from afterround.queries.tags import OpenTags, TagLetGoView, open_tags, tags_let_go
from afterround.queries.themes import themes_of
from afterround.web.doors import Visit, deed, page, page_number, see_other
from afterround.web.suggestions.answers import deed_words, read_keys

GROUPS = 12
LINES = 40
"""At most so many groups, and lines of a group, stand on the page at once; the others come up after these."""


@page
def theme_inbox(request: Visit) -> HttpResponse:
    """The open suggestions of old rounds, grouped by theme, and the tags that came with them."""
    return inbox_page(request)


def inbox_page(request: Visit, *, tag: str = "", typed: str = "", problem: str = "") -> HttpResponse:
    """The page; `problem` is what is wrong with the theme that was `typed` for a tag, told by its key."""
    found = queries.theme_inbox(request.owner, request.now, page=page_number(request.GET.get("page", "")))
    deeds.remember_waiting(request.owner, found)
    said = read_keys(request.GET, "said")
    tags = open_tags(request.owner, request.now) if found.page == 1 else OpenTags((), 0)
    values: dict[str, Any] = {
        "inbox": found,
        "groups": [(group, group.lines[:LINES], len(group.lines[LINES:])) for group in found.groups[:GROUPS]],
        "more_groups": len(found.groups[GROUPS:]),
        "said": said,
        "said_words": deed_words(request, said),
        "has_group_keys": bool(found.groups),
        "tags": tags,
        "themes": themes_of(request.owner).roots if tags.tags else (),
        "let_go": _let_go(request),
        "wrong": {"tag": tag, "typed": typed, "problem": problem},
    }
    return render(request, "suggestions/inbox.html", values, status=422 if problem else 200)


def _let_go(request: Visit) -> TagLetGoView | None:
    """The tag that the address says was just let go, as far as it still is."""
    key = request.GET.get("go")
    return next((one for one in tags_let_go(request.owner) if one.key == key), None) if key else None


@deed
def answer_group(request: Visit) -> HttpResponse:
    """Say yes or no to a theme under the lines that were shown, and the contrary under the ticked ones."""
    post = request.POST
    said = deeds.answer_group(
        request.owner,
        post.get("theme", ""),
        read_keys(post, "line"),
        is_yes=post.get("answer") == "yes",
        excepted=read_keys(post, "except"),
        now=request.now,
    )
    return see_other(_inbox(request, [("said", key) for key in said]))


@deed
def take_back(request: Visit) -> HttpResponse:
    """Undo one press."""
    deeds.take_back_all(request.owner, read_keys(request.POST, "said"), now=request.now)
    return see_other(reverse("theme_merges") if request.POST.get("at") == "merges" else _inbox(request, []))


def _inbox(request: Visit, more: list[tuple[str, Any]]) -> str:
    number = page_number(request.POST.get("page", ""))
    query = [("page", number)] * (number > 1) + more
    return reverse("theme_inbox") + (f"?{urlencode(query)}" if query else "")
