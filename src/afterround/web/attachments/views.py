"""Photos and voice memos through the browser: attached from any page, captioned, placed, removed with undo."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from afterround.actions import attachments as deeds
from afterround.adapters.clock import local_zone, zone
from afterround.core.attachments import size_words
from afterround.core.errors import Invalid
from afterround.formats.words import clock
from afterround.queries.attachments import AttachmentView, kept_attachment
from afterround.web.attachments.forms import read_attachments
from afterround.web.cooldown.forms import next_address, read_key, read_round
from afterround.web.doors import Visit, came_from, deed, see_other, wants_json


@deed
def attachments(request: Visit) -> HttpResponse:
    """Keep what was sent. Sending it again changes nothing, so a device may try until it hears an answer."""
    try:
        kept = [deeds.attach(request.owner, sent, now=request.now) for sent in read_attachments(request)]
    except Invalid as error:
        if wants_json(request):
            raise
        return _again(request, error)
    if wants_json(request):
        view = kept_attachment(request.owner, kept[0].id)
        return JsonResponse(_as_json(request, view), status=201 if kept[0].is_new else 200)
    return see_other(next_address(request, f"{reverse('jot')}?attached={kept[0].id}#attached"))


def _again(request: Visit, error: Invalid) -> HttpResponse:
    """The form once more, with what is wrong; what was chosen has to be chosen anew, a page may not do that."""
    values = {
        "problem": str(error),
        "round_id": read_key(request.POST.get("round", "")),
        "jot_id": read_key(request.POST.get("jot", "")),
        "next": next_address(request, came_from(request)),
    }
    return render(request, "attachments/again.html", values, status=422)


def _as_json(request: Visit, view: AttachmentView) -> dict[str, Any]:
    return {
        "id": str(view.id),
        "kind": view.kind,
        "round": str(view.round_id) if view.round_id else None,
        "jot": str(view.jot_id) if view.jot_id else None,
        "media_type": view.media_type,
        "size": view.size,
        "size_words": size_words(view.size),
        "width": view.width,
        "height": view.height,
        "name": view.name,
        "caption": view.caption,
        "address": reverse("attachment", args=[view.id]),
        "remove": reverse("remove_attachment", args=[view.id]),
        "at": view.at.isoformat(),
        "saved_at": request.now.isoformat(),
        "clock": clock(view.at.astimezone(zone(local_zone()))),
    }


@deed
def caption(request: Visit, attachment_id: UUID) -> HttpResponse:
    """Say in words what there is to see or to hear."""
    deeds.caption_attachment(request.owner, attachment_id, request.POST.get("caption", ""))
    return see_other(next_address(request, came_from(request)))


@deed
def place(request: Visit, attachment_id: UUID) -> HttpResponse:
    """Give it a round."""
    round_id = read_round(request.POST.get("round", ""))
    if round_id is None:
        raise Invalid("Choose the round it belongs to.", problems={"round": "Choose a round."})
    deeds.place_attachment(request.owner, attachment_id, round_id)
    return see_other(next_address(request, came_from(request)))


@deed
def remove(request: Visit, attachment_id: UUID) -> HttpResponse:
    """Take it off the page; it can be taken back there."""
    deeds.remove_attachment(request.owner, attachment_id, now=request.now)
    return see_other(next_address(request, came_from(request)))


@deed
def restore(request: Visit, attachment_id: UUID) -> HttpResponse:
    """Bring it back."""
    deeds.restore_attachment(request.owner, attachment_id)
    return see_other(next_address(request, came_from(request)))
