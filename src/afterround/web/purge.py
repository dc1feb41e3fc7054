"""Deleting for good: the deleted rounds, and a page that asks before a round or an attachment goes."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from afterround.actions import purge as deeds
from afterround.actions.store import remove_copies
from afterround.queries.attachments import kept_attachment
from afterround.queries.purge import deleted_rounds, round_to_purge
from afterround.web.doors import Visit, form_page, page, see_other


@page
def deleted(request: Visit) -> HttpResponse:
    """The deleted rounds: each can be brought back, or go for good."""
    values = {"rounds": deleted_rounds(request.owner), "is_gone": "gone" in request.GET}
    return render(request, "purge/deleted.html", values)


@form_page
def purge_round(request: Visit, round_id: UUID) -> HttpResponse:
    """Ask, naming all that goes; then let it go."""
    if request.method != "POST":
        values = {"purge": round_to_purge(request.owner, round_id)}
        return render(request, "purge/round.html", values)
    purged = deeds.purge_round(request.owner, round_id, now=request.now)
    if request.POST.get("copies"):
        remove_copies()
    return _gone(request, purged.left, purged.gone.round.title)


@form_page
def purge_attachment(request: Visit, attachment_id: UUID) -> HttpResponse:
    """Ask once more; then let it go."""
    if request.method != "POST":
        found = kept_attachment(request.owner, attachment_id)
        return render(request, "purge/attachment.html", {"attachment": found})
    return _gone(request, deeds.purge_attachment(request.owner, attachment_id), "It")


def _gone(request: Visit, left: tuple[str, ...], title: str) -> HttpResponse:
    """Say that it is gone, and make this browser forget the pictures and sounds it has kept."""
    if left:
        answer = render(request, "purge/left.html", {"title": title, "left": left})
    else:
        answer = see_other(f"{reverse('deleted_rounds')}?gone")
    answer["Clear-Site-Data"] = '"cache"'
    return answer
