"""Hands out the file of a photo or a voice memo, whole or in the ranges a player asks for, and lets it do nothing."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.http import FileResponse, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from afterround.queries.attachments import AttachmentView, file_of, get_attachment
from afterround.web.doors import Visit, page

POLICY = "default-src 'none'; img-src 'self'; media-src 'self'; frame-ancestors 'none'; sandbox"
DAY = 24 * 3600
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_PIECE = 1 << 16


@page
def attachment(request: Visit, attachment_id: UUID) -> HttpResponseBase:
    """The file, with its content type and a name; 206 with a part of it where a range is asked for."""
    found = get_attachment(request.owner, attachment_id)
    path = file_of(found)
    tag = f'"{found.sha256}"'
    if request.headers.get("If-None-Match") == tag:
        return _with_headers(HttpResponseNotModified(), found, tag)
    wanted = request.headers.get("Range", "")
    if request.headers.get("If-Range", tag) != tag or not _RANGE.fullmatch(wanted):
        return _with_headers(FileResponse(path.open("rb"), content_type=found.media_type), found, tag)
    return _with_headers(_part(path, found, wanted), found, tag)


def _part(path: Path, found: AttachmentView, wanted: str) -> HttpResponseBase:
    """The bytes of one range (RFC 9110, section 14), or 416 where it lies outside."""
    span = _span(wanted, found.size)
    if span is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{found.size}"})
    first, last = span
    response = StreamingHttpResponse(
        _pieces(path, first, last - first + 1), status=206, content_type=found.media_type
    )
    response["Content-Length"] = str(last - first + 1)
    response["Content-Range"] = f"bytes {first}-{last}/{found.size}"
    return response


def _span(wanted: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte of a range; None where it names none that is there."""
    match = _RANGE.fullmatch(wanted)
    start, end = match.groups() if match else ("", "")
    if not start:  # the last so many bytes
        return (max(0, size - int(end)), size - 1) if end and int(end) else None
    last = min(int(end), size - 1) if end else size - 1
    return (int(start), last) if int(start) <= last else None


def _pieces(path: Path, start: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while length > 0 and (piece := file.read(min(_PIECE, length))):
            length -= len(piece)
            yield piece


def _with_headers(response: HttpResponseBase, found: AttachmentView, tag: str) -> HttpResponseBase:
    """The answer as what it is and nothing else: shown in place, kept by this browser only, for a day."""
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = f"private, max-age={DAY}, immutable"
    response["ETag"] = tag
    response["Accept-Ranges"] = "bytes"
    response["Content-Disposition"] = content_disposition_header(False, found.file_name) or "inline"
    return response
