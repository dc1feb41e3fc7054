"""Settings: where the data is, which browsers may come in, everything to take along, and the paper."""

import io
import zipfile

from django.http import HttpResponse
from django.shortcuts import render

from afterround.formats.archive import markdown_files, render_archive
from afterround.queries.archive import get_archive
from afterround.queries.owners import devices_of
from afterround.queries.retro import get_documents
from afterround.queries.store import store_facts
from afterround.web.context import PAPER_COOKIE, PAPERS
from afterround.web.doors import Visit, came_from, deed, page, see_other
from afterround.web.guard import origin_of

YEAR = 365 * 24 * 3600


@page
def settings(request: Visit) -> HttpResponse:
    """What one may want to know or change about this installation."""
    devices = devices_of(request.owner, request.now)
    values = {
        "store": store_facts(),
        "devices": devices,
        "this_device": request.device.id,
        "has_own_address": origin_of(request).startswith("https:"),
    }
    return render(request, "settings.html", values)


@page
def export_json(request: Visit) -> HttpResponse:
    """Everything as one JSON document."""
    text = render_archive(get_archive(request.owner), at=request.now)
    return _download(text.encode(), f"afterround-{request.now:%Y-%m-%d}.json", "application/json")


@page
def export_markdown(request: Visit) -> HttpResponse:
    """Every round as a Markdown file, in one archive."""
    documents = (retro for _, retro in get_documents(request.owner, request.now))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in markdown_files(documents):
            entry = zipfile.ZipInfo(name, request.now.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return _download(packed.getvalue(), f"afterround-{request.now:%Y-%m-%d}.zip", "application/zip")


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@deed
def paper(request: Visit) -> HttpResponse:
    """Choose light or dark paper in this browser, or leave it to the system."""
    response = see_other(came_from(request))
    said = request.POST.get("paper", "")
    chosen = said if said in PAPERS else "auto"
    response.set_cookie(PAPER_COOKIE, chosen, max_age=YEAR, httponly=True, samesite="Lax")
    return response
