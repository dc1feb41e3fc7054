"""The third step of bringing: what each file gave, with links, and the way back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from afterround.actions import import_undo as deeds
from afterround.actions.theme_groups import remember_waiting
from afterround.queries.import_drafts import drafts_of
from afterround.queries.imports import get_import, import_rounds, written_into
from afterround.queries.tags import tags_waiting
from afterround.queries.theme_groups import theme_inbox
from afterround.web.doors import Visit, deed, page, see_other


@page
def report(request: Visit, import_id: UUID) -> HttpResponse:
    """What an import gave; where something was written into it since, what an undo would leave."""
    found = get_import(request.owner, import_id)
    rounds = import_rounds(request.owner, import_id, request.now)
    written = written_into(request.owner, import_id) if found.undone_at is None else set()
    values = {
        "found": found,
        "rounds": rounds,
        "written": [view for view in rounds if view.id in written],
        "drafts": drafts_of(request.owner),
        "lines_waiting": _lines_waiting(request),
        "tags_waiting": tags_waiting(request.owner, request.now),
    }
    return render(request, "imports/report.html", values)


def _lines_waiting(request: Visit) -> int:
    """How many lines of old rounds wait for a look now, which Today then says as well."""
    found = theme_inbox(request.owner, request.now)
    remember_waiting(request.owner, found)
    return found.lines


@deed
def undo_import(request: Visit, import_id: UUID) -> HttpResponse:
    """Take the import back."""
    deeds.undo_import(request.owner, import_id, now=request.now, even_written="even_written" in request.POST)
    return see_other(reverse("import_report", args=[import_id]))


@deed
def redo_import(request: Visit, import_id: UUID) -> HttpResponse:
    """Bring an undone import back."""
    deeds.redo_import(request.owner, import_id)
    return see_other(reverse("import_report", args=[import_id]))
