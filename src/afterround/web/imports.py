"""Bringing notes: a filled-in template is pasted or chosen, shown as it was read, and becomes a round."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from afterround.actions import imports as deeds
from afterround.adapters.clock import local_zone, zone
from afterround.core.errors import Invalid
from afterround.core.retro import Retro
from afterround.formats.dates import read_date
from afterround.formats.markdown import Parsed, parse
from afterround.formats.reading import reading_of
from afterround.web.doors import Visit, form_page, once, see_other

SIZE_LIMIT = 1_000_000
"""Bytes of the largest text that is taken at once."""


@form_page
def import_retro(request: Visit) -> HttpResponse:
    """Show how the text was read; the second press, on what is shown, takes it in."""
    if request.method != "POST":
        return render(request, "import.html", {})
    text, problem = _text_of(request)
    if problem or not text.strip():
        return _page(request, text, problem=problem or "Paste a text, or choose a file.", status=422)
    parsed = parse(text)
    parsed = replace(parsed, retro=_put_right(request, parsed.retro))
    if "take" not in request.POST:
        return _page(request, text, parsed)
    try:
        here = zone(local_zone())
        round_id = deeds.import_retro(
            request.owner, parsed.retro, now=request.now, zone=here, once=once(request)
        )
    except Invalid as error:
        return _page(request, text, parsed, problems=error.problems, status=422)
    return see_other(reverse("round", args=[round_id]))


def _put_right(request: Visit, retro: Retro) -> Retro:
    """The retrospective with the header as the page has it, where it has one."""
    said = {name: " ".join(request.POST.get(name, "").split()) for name in ("date", "company", "round")}
    return replace(
        retro,
        date=said["date"] or retro.date,
        company=said["company"] or retro.company,
        round=said["round"] or retro.round,
    )


def _text_of(request: Visit) -> tuple[str, str]:
    """The chosen file's text, or the pasted one; and what is wrong with it."""
    chosen = request.FILES.get("file")
    if chosen is None:
        return request.POST.get("text", "").replace("\r\n", "\n"), ""
    if (chosen.size or 0) > SIZE_LIMIT:
        return "", "This file is larger than a retrospective can be. Choose a text file of at most 1 MB."
    try:
        return bytes(chosen.read()).decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return "", "This file is not text in UTF-8. Open it in an editor and paste its text instead."


def _page(
    request: Visit, text: str, parsed: Parsed | None = None, *, status: int = 200, **values: Any
) -> HttpResponse:
    if parsed is not None:
        reading = reading_of("", parsed)
        values |= {
            "parsed": parsed,
            "reading": reading,
            "round": reading["rounds"][0] if reading["rounds"] else None,
            "date": read_date(parsed.retro.date),
        }
    return render(request, "import.html", {"text": text, **values}, status=status)
