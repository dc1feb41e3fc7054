"""Rounds: the lists by state, one round's page, and what can be done with it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from afterround.actions import rounds as deeds
from afterround.core.cooldown import LANE_WORDS
from afterround.core.errors import Conflict, Invalid
from afterround.core.retro import Section
from afterround.core.rounds import RESULT_WORDS, STATE_WORDS, Result, RoundState
from afterround.queries.attachments import round_attachments
from afterround.queries.cooldown import round_jots
from afterround.queries.imports import round_sources
from afterround.queries.purge import has_deleted_rounds
from afterround.queries.retro import RetroView, get_retro
from afterround.queries.rounds import (
    PAGE,
    all_rounds,
    company_names,
    deleted_title,
    get_round,
    rounds_in_state,
)
from afterround.queries.tags import round_tags
from afterround.web.doors import Visit, deed, done, done_at, form_page, page, page_number, see_other
from afterround.web.feedback.reading import feedback_on
from afterround.web.observers.views import observers_section
from afterround.web.rounds.forms import RoundForm, initial_of, zones_to_offer
from afterround.web.suggestions.answers import last_answer
from afterround.web.suggestions.chips import told_rows

EMPTY = {
    "": "No rounds yet. Add one you have had, or one that is coming.",
    RoundState.COMING: "Rounds that lie ahead will stand here, the soonest first. Add one once its date is known.",
    RoundState.RUNNING: "A round stands here while it runs.",
    RoundState.COOLING: "A round stands here for the half hour after its end.",
    RoundState.TO_REFLECT: "Rounds that wait for their retrospective will stand here. None does.",
    RoundState.REFLECTED: "Rounds with a finished retrospective and no result yet will stand here.",
    RoundState.CLOSED: "Rounds with a result, and those you put aside, will stand here.",
}
SECTION_WORDS = {
    Section.WENT_WELL: "What went well",
    Section.SHAKY: "What felt shaky",
    Section.QUESTIONS: "Questions",
    Section.HINTS: "Hints and the response",
    Section.ACTIONS: "Follow-up actions",
    Section.NEXT_STEPS: "Next steps",
}


@page
def rounds(request: Visit) -> HttpResponse:
    """One list, or all rounds with the latest first, in pages; a round just deleted can be brought back."""
    state, number = _state(request.GET.get("state", "")), page_number(request.GET.get("page", ""))
    if state is None:
        found = all_rounds(request.owner, request.now, page=number)
    else:
        found = rounds_in_state(request.owner, state, request.now, page=number)
    deleted = _key(request.GET.get("deleted", ""))
    values = {
        "state": state or "",
        "states": STATE_WORDS.items(),
        "list_words": STATE_WORDS[state] if state else "All rounds",
        "rounds": found,
        "page": number,
        "has_more": len(found) == PAGE,
        "empty": EMPTY[state or ""],
        "has_deleted": has_deleted_rounds(request.owner),
        "deleted": deleted,
        "deleted_title": deleted_title(request.owner, deleted) if deleted else "",
    }
    return render(request, "rounds/list.html", values)


def _state(said: str) -> RoundState | None:
    return RoundState(said) if said in set(RoundState) else None


def _key(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None


@page
def one_round(request: Visit, round_id: UUID) -> HttpResponse:
    """Everything about one interview: its header, jots, retrospective, feedback and findings."""
    return render(
        request, "rounds/round.html", _round_page(request, get_retro(request.owner, round_id, request.now))
    )


def _round_page(request: Visit, retro: RetroView) -> dict[str, Any]:
    jots = round_jots(request.owner, retro.round.id)
    return {
        "round": retro.round,
        "lanes": [(words, [jot for jot in jots if jot.lane is lane]) for lane, words in LANE_WORDS.items()],
        "jots": jots,
        "attachments": round_attachments(request.owner, retro.round.id),
        "attached_address": reverse("round", args=[retro.round.id]) + "#attached",
        "sections": [
            (SECTION_WORDS[section], lines) for section in Section if (lines := retro.lines[section])
        ],
        "has_hints": bool(retro.lines[Section.HINTS]),
        "lesson": retro.fields["lesson"].value,
        "sources": round_sources(request.owner, retro.round.id),
        "tags": round_tags(request.owner, retro.round.id),
        "told_rows": told_rows(request, retro.round),
        "answered": last_answer(request),
        "observers": observers_section(request, retro.round),
        "results": RESULT_WORDS.items(),
        "result_words": RESULT_WORDS[retro.round.result],
        **feedback_on(request, retro.round),
    }


@form_page
def edit_round(request: Visit, round_id: UUID) -> HttpResponse:
    """The full form of a round. Where it was changed meanwhile, both stand on the page and nothing is written."""
    found = get_round(request.owner, round_id, request.now)
    form = RoundForm(request.POST if request.method == "POST" else None, initial=initial_of(found))
    status, changed = 422 if form.is_bound else 200, None
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            deeds.edit_round(request.owner, round_id, form.facts(found), version=version, now=request.now)
            return see_other(reverse("round", args=[round_id]))
        except Invalid as error:
            form.show_problems(error.problems)
        except Conflict as error:
            status, changed = 409, str(error)
            form.data = {**request.POST.dict(), "version": found.version}  # a second press then saves it
    offered = {"companies": company_names(request.owner), "zones": zones_to_offer(found.time_zone)}
    values = {"form": form, "round": found, "changed": changed, **offered}
    return render(request, "rounds/edit.html", values, status=status)


@deed
def delete_round(request: Visit, round_id: UUID) -> HttpResponse:
    """Hide a round; the list then offers to bring it back."""
    deeds.delete_round(request.owner, round_id, now=request.now)
    return see_other(f"{reverse('rounds')}?deleted={round_id}")


@deed
def restore_round(request: Visit, round_id: UUID) -> HttpResponse:
    """Bring a deleted round back."""
    deeds.restore_round(request.owner, round_id)
    return see_other(reverse("round", args=[round_id]))


@deed
def end_round(request: Visit, round_id: UUID) -> HttpResponse:
    """It has just ended: the cooldown begins."""
    at = done_at(request)
    is_again = "at" in request.POST and get_round(request.owner, round_id, request.now).ends_at == at
    if not is_again:  # what a device kept may be delivered twice
        deeds.end_round(request.owner, round_id, now=at)
    return done(request, reverse("cooldown", args=[round_id]))


@deed
def round_result(request: Visit, round_id: UUID) -> HttpResponse:
    """Say what came of the round."""
    said = request.POST.get("result", "")
    if said not in set(Result):
        raise Invalid("The result is one of: " + ", ".join(Result) + ".", problems={"result": "Choose one."})
    deeds.record_result(request.owner, round_id, Result(said), now=request.now)
    return _back_to(round_id)


@deed
def aside_round(request: Visit, round_id: UUID) -> HttpResponse:
    """Put a round aside, or take it up again."""
    if request.POST.get("aside") == "no":
        deeds.take_up(request.owner, round_id)
    else:
        deeds.put_aside(request.owner, round_id, now=request.now)
    return _back_to(round_id)


def _back_to(round_id: UUID) -> HttpResponse:
    return see_other(reverse("round", args=[round_id]))
