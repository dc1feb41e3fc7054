"""The program's own style sheets, scripts and pictures, each under an address that changes with its content."""

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

FOLDER = Path(__file__).parent / "static"
SHEET = "afterround.css"
SHEETS = ("tokens.css", "base.css")
"""The style sheets are written apart and sent as one: a page waits for each of them before it is painted."""

YEAR = 365 * 24 * 3600

mimetypes.add_type("text/javascript", ".js")  # some systems say otherwise, and a module then refuses to run
mimetypes.add_type("image/svg+xml", ".svg")


@cache
def version() -> str:
    """Twelve digits that stand for the content of all files."""
    digest = hashlib.sha256()
    for file in sorted(path for path in FOLDER.rglob("*") if path.is_file()):
        digest.update(file.relative_to(FOLDER).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


@cache
def address(name: str) -> str:
    """The address of a file, for example "/static/3f…/base.css"."""
    return reverse("static", args=[version(), name])


@cache
def names() -> tuple[str, ...]:
    """Every file a page may ask for; the sheets are asked for as one."""
    files = [path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()]
    return (SHEET, *sorted(name for name in files if name not in SHEETS))


def static(request: HttpRequest, version_read: str, path: str) -> HttpResponseBase:
    """Serve a file, for a year where the address names today's content, else not to be kept."""
    if path == SHEET and request.method in ("GET", "HEAD"):
        return _kept(HttpResponse(_sheet(), content_type="text/css; charset=utf-8"), version_read)
    file = (FOLDER / path.replace("\0", "?")).resolve()  # no name holds a NUL, and asking for one is an error
    if (
        request.method not in ("GET", "HEAD")
        or not file.is_relative_to(FOLDER.resolve())
        or not file.is_file()
    ):
        raise Http404
    return _kept(FileResponse(file.open("rb")), version_read)


@cache
def _sheet() -> bytes:
    return b"".join((FOLDER / name).read_bytes() for name in SHEETS)


def _kept(response: HttpResponseBase, version_read: str) -> HttpResponseBase:
    """The answer, to be kept for a year where its address names today's content."""
    is_current = version_read == version()
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if is_current else "no-cache"
    return response
