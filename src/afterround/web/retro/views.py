"""The page of a retrospective: shut during the break, open afterwards, saved as one types."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from afterround.actions import retro as deeds
from afterround.actions.theme_groups import confirm_ticked
from afterround.core.errors import Invalid
from afterround.core.retro import ActionState
from afterround.queries.attachments import round_attachments
from afterround.queries.cooldown import round_jots
from afterround.queries.retro import RetroView, earlier_texts, get_retro
from afterround.queries.rounds import RoundView, get_round
from afterround.web.cooldown.forms import next_address, read_key
from afterround.web.doors import Visit, came_from, deed, page, see_other, wants_json
from afterround.web.offline import KEEPING
from afterround.web.retro.answers import as_json
from afterround.web.retro.forms import as_it_stands, read_changes
from afterround.web.retro.sheet import Typed, own_cells, own_slips, sheet, worth_rereading
from afterround.web.suggestions.answers import last_answer, still_ticked
from afterround.web.suggestions.chips import chip_rows


@page
def retro(request: Visit, round_id: UUID) -> HttpResponse:
    """Show the retrospective with the jots placed into it, or the gate while the break is on."""
    found = get_round(request.owner, round_id, request.now)
    if not found.cooldown.allows_analysis(request.now):
        return gate(request, found)
    view = get_retro(request.owner, round_id, request.now)
    if KEEPING not in request.headers and any(jot.lane in deeds.PLACES for jot in view.jots_to_place):
        deeds.open_retro(request.owner, round_id, now=request.now)
        view = get_retro(request.owner, round_id, request.now)
    return render(request, "retro/retro.html", retro_page(request, view))


def gate(request: Visit, found: RoundView) -> HttpResponse:
    """What stands in front of the retrospective until the cooldown is over: when it opens, and the jots so far."""
    jots = [jot for jot in round_jots(request.owner, found.id) if jot.struck_at is None]
    values = {"round": found, "jots": jots, "is_open": found.cooldown.is_open(request.now)}
    return render(request, "retro/gate.html", values)


def retro_page(request: Visit, view: RetroView, typed: Typed | None = None) -> dict[str, Any]:
    """Everything the page shows, with what was typed but could not be taken."""
    sections = sheet(view, typed, chip_rows(request, view.round))
    removed = read_key(request.GET.get("removed", ""))
    return {
        "round": view.round,
        "retro": view,
        "sections": sections,
        "questions": sections["questions"].rows,  # type: ignore[index]  # a section is its own text
        "own": own_cells(view, typed),
        "own_slips": own_slips(view),
        "earlier": worth_rereading(earlier_texts(request.owner, view.round.id), view),
        "removed": next((line for line in view.deleted if line.id == removed), None),
        "has_chips": True,
        "answered": last_answer(request),
        "settled": read_key(request.GET.get("settled", "")),
        "struck": read_key(request.GET.get("struck", "")),
        "has_problems": bool(typed and typed.problems),
        "attachments": round_attachments(request.owner, view.round.id),
        "address": reverse("retro", args=[view.round.id]),
        "attached_address": reverse("retro", args=[view.round.id]) + "#attached",
    }


@deed
def save_retro(request: Visit, round_id: UUID) -> HttpResponse:
    """Save what changed. A program is told how each field stands now; a page is shown again."""
    if wants_json(request):
        changes = read_changes(request.POST)
        saved = deeds.save_retro(request.owner, round_id, changes, now=request.now)
        return as_json(request, round_id, changes, saved)
    return _save_form(request, round_id) or see_other(_after_save(request, round_id))


def _save_form(request: Visit, round_id: UUID) -> HttpResponse | None:
    """Save a whole form; answers with the page where some of it could not be taken."""
    view = get_retro(request.owner, round_id, request.now)
    changes = as_it_stands(read_changes(request.POST), view)
    saved = deeds.save_retro(request.owner, round_id, changes, now=request.now)
    if not saved.refused:
        return None
    typed = Typed({(change.line, change.field): change for change in changes}, saved.refused)
    view = get_retro(request.owner, round_id, request.now)
    return render(request, "retro/retro.html", retro_page(request, view, typed), status=422)


def _after_save(request: Visit, round_id: UUID) -> str:
    """The page again; after a deletion with its undo."""
    address = reverse("retro", args=[round_id])
    removed = next(
        (name.split(":")[1] for name, value in request.POST.items() if _is_deletion(name, value)), ""
    )
    return f"{address}?removed={removed}" if read_key(removed) else address


def _is_deletion(name: str, value: object) -> bool:
    return name.startswith("f:") and name.endswith(":deleted") and value == "yes"


@deed
def finish_retro(request: Visit, round_id: UUID) -> HttpResponse:
    """Save what the form still holds, confirm what was ticked beforehand and left so, and call it finished."""
    unsaved = _save_form(request, round_id)
    if unsaved is not None:
        return unsaved
    confirm_ticked(request.owner, still_ticked(request, round_id), now=request.now)
    deeds.finish_retro(request.owner, round_id, now=request.now)
    return see_other(reverse("retro", args=[round_id]))


@deed
def reopen_retro(request: Visit, round_id: UUID) -> HttpResponse:
    """Take *finished* back."""
    deeds.reopen_retro(request.owner, round_id, now=request.now)
    return see_other(reverse("retro", args=[round_id]))


@deed
def settle_text(request: Visit, text_id: UUID) -> HttpResponse:
    """Choose between two texts of one field."""
    round_id = deeds.settle_text(request.owner, text_id, request.POST.get("choice", ""), now=request.now)
    line = read_key(request.POST.get("line", ""))
    return see_other(reverse("retro", args=[round_id]) + (f"#line-{line}" if line else ""))


@deed
def action_state(request: Visit, line_id: UUID) -> HttpResponse:
    """Tick, park, drop or reopen a follow-up action, from whatever page it stands on."""
    state = request.POST.get("state", "")
    if state not in set(ActionState):
        raise Invalid(
            f"An action is one of: {', '.join(ActionState)}.", problems={"state": "Choose one of them."}
        )
    round_id = deeds.set_action_state(request.owner, line_id, ActionState(state), now=request.now)
    if wants_json(request):
        return HttpResponse(status=204)
    return see_other(next_address(request, came_from(request, reverse("retro", args=[round_id]))))
