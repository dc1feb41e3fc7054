"""The retrospective as Markdown: to see, copy, download, and edit."""

import re
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from afterround.actions.retro_document import save_document
from afterround.core.retro import Retro
from afterround.formats.markdown import render as as_markdown
from afterround.queries.retro import RetroView, get_document, get_retro
from afterround.queries.rounds import get_round
from afterround.web.doors import Visit, form_page, page, see_other
from afterround.web.retro.reading import Reading, read_edited
from afterround.web.retro.views import gate


@form_page
def markdown(request: Visit, round_id: UUID) -> HttpResponse:
    """Show the document as text; take an edited text, after what is to be seen and asked about it."""
    found = get_round(request.owner, round_id, request.now)
    if request.method == "POST":
        return _take(request, round_id)
    if not found.cooldown.allows_analysis(request.now):
        return gate(request, found)
    document = get_document(request.owner, round_id, request.now)
    values = {"round": found, "text": as_markdown(document), "base": as_markdown(document, front_matter=True)}
    return render(request, "retro/markdown.html", values)


def _take(request: Visit, round_id: UUID) -> HttpResponse:
    view = get_retro(request.owner, round_id, request.now)
    base_text, text = _lines(request.POST.get("base", "")), _lines(request.POST.get("text", ""))
    choices = {n.removeprefix("line:"): str(v) for n, v in request.POST.items() if n.startswith("line:")}
    reading = read_edited(view, base_text, text, choices)
    if not reading.is_settled(request.POST.get("seen", "")):
        return render(request, "retro/markdown.html", _unsettled(view, reading, base_text, text), status=422)
    saved = save_document(request.owner, round_id, base=reading.base, edited=reading.edited, now=request.now)
    clash = "#also-kept" if saved.refused else ""
    return see_other(reverse("retro", args=[round_id]) + clash)


def _lines(text: str) -> str:
    """The text with the line ends it had before a form carried it."""
    return text.replace("\r\n", "\n")


def _unsettled(view: RetroView, reading: Reading, base_text: str, text: str) -> dict[str, Any]:
    return {"round": view.round, "text": text, "base": base_text, "reading": reading}


@page
def markdown_file(request: Visit, round_id: UUID) -> HttpResponse:
    """The document as a file, with its keys and the prediction in front."""
    document = get_document(request.owner, round_id, request.now)
    response = HttpResponse(
        as_markdown(document, front_matter=True).encode("utf-8", "surrogatepass"),
        content_type="text/markdown; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="{file_name(document)}"'
    return response


def file_name(document: Retro) -> str:
    """A file's name from the header, in plain letters: "2026-06-11-acme-coding.md"."""
    words = f"{document.date} {document.company} {document.round}".lower()
    return "-".join(re.findall(r"[a-z0-9]+", words))[:100] + ".md"
