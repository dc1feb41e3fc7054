"""The chips of a line: for a script, as the line's own page, and what is said to them."""

from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from afterround.core.errors import Invalid
from afterround.core.personal_themes import KnownTheme
from afterround.queries.rounds import get_round
from afterround.queries.theme_places import find_place, place_suggestions
from afterround.queries.themes import themes_of
from afterround.web.doors import Visit, came_from, form_page, page, see_other, wants_json
from afterround.web.suggestions.answers import Answer, say_to_line
from afterround.web.suggestions.chips import chip_row, chip_rows, drawn


@page
def retro_themes(request: Visit, round_id: UUID) -> HttpResponse:
    """The rows of a retrospective's lines, or of those that are named, for the script that has saved them."""
    held = get_round(request.owner, round_id, request.now)
    rows, wanted = chip_rows(request, held), request.GET.getlist("line")
    shown = {line: drawn(request, row) for line, row in rows.items() if not wanted or line in wanted}
    return JsonResponse({"rows": shown})


@page
def theme_names(request: Visit) -> HttpResponse:
    """Every theme by name, with its meaning and its other wordings, for a field that completes them."""
    return JsonResponse(
        {"themes": [{"name": known.name, "words": _words(known)} for known in themes_of(request.owner).roots]}
    )


def _words(known: KnownTheme) -> str:
    return "; ".join(filter(None, (known.theme.definition, *known.aliases)))


@form_page
def line_themes(request: Visit, line_id: UUID) -> HttpResponse:
    """A line with its themes and all others to choose from; takes what is said to them."""
    home, anchor = _place(request, line_id)
    if request.method != "POST":
        return _line_page(request, line_id, home + anchor)
    try:
        answer = say_to_line(request, line_id)
    except Invalid as error:
        if wants_json(request):
            raise
        return _line_page(request, line_id, home + anchor, problem=str(error))
    if not wants_json(request):
        return see_other(_back_to(request, line_id, home, answer) + anchor)
    found = place_suggestions(request.owner, line_id, request.now)
    row = drawn(request, chip_row(found, themes_of(request.owner)))
    return JsonResponse({"row": row, "said": answer.said, "undo": [answer.field, answer.value]})


def _place(request: Visit, line_id: UUID) -> tuple[str, str]:
    """The page on which a line stands, and its place there: its retrospective, or its round for what others said."""
    round_id, column = find_place(request.owner, line_id)
    return reverse("retro" if column == "line" else "round", args=[round_id]), f"#{column}-{line_id}"


def _line_page(request: Visit, line_id: UUID, back: str, problem: str = "") -> HttpResponse:
    themes = themes_of(request.owner)
    areas: dict[str, list[KnownTheme]] = {}
    for known in themes.roots:
        areas.setdefault(known.area_name, []).append(known)
    values: dict[str, Any] = {
        "chips": chip_row(place_suggestions(request.owner, line_id, request.now), themes),
        "areas": areas,
        "typed": request.POST.get("add", ""),
        "problem": problem,
        "back": back,
    }
    return render(request, "suggestions/line.html", values, status=422 if problem else 200)


def _back_to(request: Visit, line_id: UUID, home: str, answer: Answer) -> str:
    """The page the row stands on, with what takes the answer back in its address."""
    path = urlsplit(came_from(request, home)).path
    if path == reverse("line_themes", args=[line_id]):
        path = home
    undo = {"line": line_id, answer.field: answer.value}
    return f"{path}?{urlencode(undo)}" if answer.field else path
