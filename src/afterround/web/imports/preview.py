"""The second step of bringing: each round beside its source, to be retyped, split, joined and chosen."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from afterround.actions import import_drafts as deeds
from afterround.adapters.clock import local_zone, zone
from afterround.core.errors import Conflict, NotFound
from afterround.core.import_draft import DraftFile, join_with_previous, split_at
from afterround.formats.bring import read_text
from afterround.queries.import_drafts import DraftFileView, DraftView, get_draft
from afterround.queries.imports import get_import
from afterround.web.doors import Visit, deed, form_page, see_other, wants_json
from afterround.web.imports.cards import cards_of, columns_of
from afterround.web.imports.sending import Pressed, choices_in, fields_in, pressed, understood_in, version_in


@form_page
def draft(request: Visit, import_id: UUID) -> HttpResponse:
    """Show a draft; every button saves what was typed, and then does what it says."""
    with suppress(NotFound):
        get_import(request.owner, import_id)
        return see_other(
            reverse("import_report", args=[import_id])
        )  # taken in already, perhaps pressed twice
    found = get_draft(request.owner, import_id, request.now)
    if request.method != "POST":
        return _page(request, found)
    try:
        problems = _save(request, found)
    except Conflict as error:
        if wants_json(request):
            raise
        return _page(request, found, changed=str(error), status=409)
    if wants_json(request):
        kept = get_draft(request.owner, import_id, request.now)
        return JsonResponse({"version": kept.changed_at.isoformat(), "problems": list(problems.values())})
    if problems:
        return _page(request, get_draft(request.owner, import_id, request.now), problems=problems, status=422)
    return _do(request, found, pressed(request.POST))


def _save(request: Visit, found: DraftView) -> dict[tuple[int, str], str]:
    """Keep everything that stands on the page."""
    return deeds.save_draft(
        request.owner,
        found.id,
        fields_in(request.POST, found),
        now=request.now,
        choices=choices_in(request.POST, found),
        are_finished="finished" in request.POST,
        version=version_in(request.POST),
    )


def _do(request: Visit, found: DraftView, button: Pressed) -> HttpResponse:
    """What the pressed button says."""
    here = reverse("import_draft", args=[found.id])
    if button.deed == "take":
        return _take(request, found)
    place = next((n for n, file in enumerate(found.files) if file.id == button.file), None)
    if place is None:
        return see_other(here)
    file = found.files[place]
    if button.deed == "columns":
        understood = understood_in(request.POST, place, file)
        deeds.understand_table(request.owner, found.id, file.id, understood, now=request.now)
        return see_other(f"{here}#t{place}")
    if button.deed == "join":
        _edit(request, found, file, lambda whole: join_with_previous(whole, button.uid))
        return see_other(here)
    if button.deed == "split":
        said = request.POST.get(f"r{place}.{button.uid}.at", "")
        line = int(said) if said.isdigit() and len(said) < 8 else 0
        _edit(request, found, file, lambda whole: _split(file, whole, button.uid, line))
    return see_other(f"{here}#r{place}-{button.uid}")


def _edit(request: Visit, found: DraftView, file: DraftFileView, edit: deeds.Edit) -> None:
    deeds.edit_draft(request.owner, found.id, file.id, edit, now=request.now)


def _split(file: DraftFileView, whole: DraftFile, uid: int, line: int) -> DraftFile:
    """The file with a round cut before a line; the text below is read once more for what it tells by itself."""
    one = next((each.found for each in whole.rounds if each.uid == uid), None)
    if one is None or not one.first_line < line <= one.last_line:
        return whole
    below = read_text("", "\n".join(file.lines[line - 1 : one.last_line])).found.rounds
    return split_at(whole, uid, line, file.lines, below[0] if len(below) == 1 else None)


def _take(request: Visit, found: DraftView) -> HttpResponse:
    """Take the draft in. Where all of it fails, the page comes back with what is wrong."""
    report = deeds.take_draft(request.owner, found.id, now=request.now, zone=zone(local_zone()))
    if report.id is not None:
        return see_other(reverse("import_report", args=[report.id]))
    if report.waiting is not None:
        return see_other(reverse("import_draft", args=[report.waiting]))
    return see_other(f"{reverse('import_retro')}?nothing=new")


def _page(
    request: Visit,
    found: DraftView,
    *,
    changed: str = "",
    problems: dict[tuple[int, str], str] | None = None,
    status: int = 200,
) -> HttpResponse:
    typed = request.POST if status != 200 else None
    cards = [
        cards_of(place, file, request.now, typed, problems or {}) for place, file in enumerate(found.files)
    ]
    values: dict[str, Any] = {
        "draft": found,
        "files": [
            {"file": file, "place": place, "cards": cards[place], "tables": columns_of(place, file)}
            for place, file in enumerate(found.files)
        ],
        "count": sum(card.is_taken for some in cards for card in some),
        "to_look_at": sum(card.needs_a_look for some in cards for card in some),
        "applications": sum(len(file.file.found.applications) for file in found.files if file.file),
        "alone": sum(
            len(each.file.found.applications)
            for each in found.files
            if each.file and not each.file.found.rounds
        ),
        "changed": changed,
        "problems": problems,
    }
    return render(request, "imports/preview.html", values, status=status)


@deed
def discard_draft(request: Visit, import_id: UUID) -> HttpResponse:
    """Throw the draft away."""
    deeds.discard_draft(request.owner, import_id)
    return see_other(reverse("import_retro"))
