"""The first step of bringing: files are chosen or a text is pasted, and read; drafts and imports stand below."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from afterround.actions.import_drafts import BATCH_BYTES, FILES, begin_draft
from afterround.core.errors import AfterroundError, Conflict
from afterround.formats.bring import FILE_BYTES
from afterround.queries.import_drafts import drafts_of
from afterround.queries.imports import imports_of
from afterround.web.doors import Visit, form_page, see_other


@form_page
def import_retro(request: Visit) -> HttpResponse:
    """Read what was chosen, and go on to look at it; nothing is taken in yet."""
    if request.method != "POST":
        return _page(request)
    try:
        return see_other(
            reverse("import_draft", args=[begin_draft(request.owner, _files(request), now=request.now)])
        )
    except AfterroundError as error:
        return _page(request, problem=str(error), status=409 if isinstance(error, Conflict) else 422)


def _files(request: Visit) -> list[tuple[str, bytes]]:
    """The chosen files and the pasted text, by name and content; no more of them than tells that it is too much."""
    chosen: list[tuple[str, bytes]] = []
    for file in request.FILES.getlist("file")[: FILES + 1]:
        chosen.append((file.name or "", bytes(file.read(FILE_BYTES + 1))))
        if sum(len(content) for _, content in chosen) > BATCH_BYTES:
            break
    text = request.POST.get("text", "").replace("\r\n", "\n")
    return [*chosen, *([("", text.encode("utf-8", "surrogatepass"))] if text.strip() else [])]


def _page(request: Visit, *, problem: str = "", status: int = 200) -> HttpResponse:
    values = {
        "problem": problem,
        "text": request.POST.get("text", ""),
        "is_nothing_new": "nothing" in request.GET,
        "drafts": drafts_of(request.owner),
        "imports": imports_of(request.owner, limit=20),
        "megabytes": FILE_BYTES // 1_000_000,
        "most": FILES,
    }
    return render(request, "imports/start.html", values, status=status)
