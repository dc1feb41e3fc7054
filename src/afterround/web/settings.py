"""Settings: where the data is, which browsers may come in, everything to take along, and the paper."""

import shutil
import zipfile
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from afterround.adapters.clock import local_zone, zone
from afterround.adapters.home import home
from afterround.formats.archive import render_archive
from afterround.queries.archive import ArchiveFiles, get_archive, get_archive_files
from afterround.queries.owners import devices_of
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
def export_markdown(request: Visit) -> HttpResponseBase:
    """Every round as a Markdown file, with its photos and voice memos, in one archive."""
    packed = _packed(get_archive_files(request.owner, request.now, zone(local_zone())), request.now)
    name = f"afterround-{request.now:%Y-%m-%d}.zip"
    return FileResponse(packed, as_attachment=True, filename=name, content_type="application/zip")


def _packed(files: ArchiveFiles, now: datetime) -> IO[bytes]:
    """The files as an archive, on the disk in a file without a name, since photos would fill the memory."""
    packed = TemporaryFile(dir=home() if home().is_dir() else None)  # noqa: SIM115 (the answer closes it)
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.texts.items():
            entry = zipfile.ZipInfo(name, now.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
        for name, path in files.attached.items():
            entry = zipfile.ZipInfo(name, now.timetuple()[:6])
            with path.open("rb") as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target)
    packed.seek(0)
    return packed


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
