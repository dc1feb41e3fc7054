"""Jots through the browser: taken in from any page, struck out, moved, and pasted from a phone."""

from contextlib import suppress
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from afterround.actions import cooldown as deeds
from afterround.actions.cooldown import NewJot
from afterround.actions.retro import place_in_retro
from afterround.adapters.clock import local_zone, zone
from afterround.core.cooldown import RECENT, round_for_jot
from afterround.core.errors import Invalid, NotFound
from afterround.core.retro import Section
from afterround.formats.words import clock
from afterround.queries.attachments import AttachmentView, get_attachment, loose_attachments
from afterround.queries.cooldown import JotView, get_jot, loose_jots, spans_around
from afterround.queries.rounds import RoundView, all_rounds, get_round
from afterround.web.cooldown.forms import (
    next_address,
    read_jot,
    read_key,
    read_lane,
    read_round,
    with_other_words,
)
from afterround.web.doors import Visit, came_from, deed, page, see_other, wants_json


@page
def jot(request: Visit) -> HttpResponse:
    """One field for what is on one's mind, wherever one is; it says which round it will be kept for."""
    return render(request, "cooldown/jot.html", _jot_page(request))


def _jot_page(request: Visit) -> dict[str, Any]:
    loose, attached = loose_jots(request.owner, limit=20), _attached(request)
    kept = None
    if wanted := read_key(request.GET.get("kept", "")):
        with suppress(NotFound):
            kept = get_jot(request.owner, wanted)
    return {
        "round": _round_now(request),
        "kept": kept,
        "attachments": attached,
        "attached_address": f"{request.get_full_path()}#attached",
        "struck": read_key(request.GET.get("struck", "")),
        "loose": loose,
        "rounds": all_rounds(request.owner, request.now) if loose or attached else [],
        "next_id": uuid4(),
    }


def _attached(request: Visit) -> list[AttachmentView]:
    """What was attached just now, wherever it belongs to, and what still has no round."""
    loose = loose_attachments(request.owner, limit=20)
    wanted = read_key(request.GET.get("attached", ""))
    if wanted is None or any(found.id == wanted for found in loose):
        return loose
    try:
        return [get_attachment(request.owner, wanted, removed=True), *loose]
    except NotFound:
        return loose


def _round_now(request: Visit) -> RoundView | None:
    """The round a jot made at this moment belongs to."""
    found = round_for_jot(spans_around(request.owner, request.now - RECENT, request.now), request.now)
    return get_round(request.owner, UUID(found), request.now) if found else None


@deed
def jots(request: Visit) -> HttpResponse:
    """Keep one jot. Sending it again changes nothing, so a device may try until it hears an answer."""
    wanted = read_jot(request.POST, request.now)
    is_new, kept = _keep(request, wanted)
    if wants_json(request):
        return JsonResponse(_as_json(kept, request), status=201 if is_new else 200)
    return see_other(next_address(request, f"{reverse('jot')}?kept={kept.id}"))


def _keep(request: Visit, wanted: NewJot) -> tuple[bool, JotView]:
    with suppress(NotFound):
        wanted = with_other_words(wanted, get_jot(request.owner, wanted.id).text)
    is_new = deeds.record_jots(request.owner, [wanted], now=request.now) == 1
    return is_new, get_jot(request.owner, wanted.id)


def _as_json(kept: JotView, request: Visit) -> dict[str, Any]:
    return {
        "id": str(kept.id),
        "round": str(kept.round_id) if kept.round_id else None,
        "lane": kept.lane,
        "text": kept.text,
        "strike": reverse("strike_jot", args=[kept.id]),
        "at": kept.at.isoformat(),
        "saved_at": request.now.isoformat(),
        "clock": clock(request.now.astimezone(zone(local_zone()))),
    }


@deed
def strike_jot(request: Visit, jot_id: UUID) -> HttpResponse:
    """Strike a jot out; its words stay to be seen."""
    deeds.strike_jot(request.owner, jot_id, now=request.now)
    return see_other(next_address(request, came_from(request)))


@deed
def unstrike_jot(request: Visit, jot_id: UUID) -> HttpResponse:
    """Take a strike-out back."""
    deeds.unstrike_jot(request.owner, jot_id)
    return see_other(next_address(request, came_from(request)))


@deed
def place_jot(request: Visit, jot_id: UUID) -> HttpResponse:
    """Give a jot its place: a section of its retrospective, another lane, or a round."""
    section = request.POST.get("section", "")
    if section:
        if section not in set(Section):
            raise Invalid(f"There is no section {section}.")
        place_in_retro(request.owner, jot_id, Section(section), now=request.now)
    else:
        lane, round_id = read_lane(request.POST.get("lane", "")), read_round(request.POST.get("round", ""))
        deeds.place_jot(request.owner, jot_id, now=request.now, round_id=round_id, lane=lane)
    return see_other(next_address(request, came_from(request)))


@deed
def paste_jots(request: Visit, round_id: UUID) -> HttpResponse:
    """Turn the lines of a pasted text into jots of this round."""
    get_round(request.owner, round_id, request.now)
    text = request.POST.get("text", "")
    deeds.paste_jots(request.owner, round_id, text, now=request.now, zone=zone(local_zone()))
    return see_other(next_address(request, reverse("cooldown", args=[round_id])))
