"""Feedback on a round: adding it, the reasons in its words, striking it out; and the person's word to findings."""

from typing import TypeVar
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from afterround.actions import feedback as deeds
from afterround.core.errors import Invalid
from afterround.core.feedback import Polarity, Reason, ReasonState
from afterround.core.findings import FindingState
from afterround.queries.feedback import get_feedback
from afterround.queries.rounds import RoundView, get_round
from afterround.web.doors import Visit, deed, done, form_page, once, see_other
from afterround.web.feedback.forms import FeedbackForm, FindingForm, ProposedForm, ReasonForm
from afterround.web.feedback.reading import Told, new_form

Sent = TypeVar("Sent", bound=forms.Form)


@form_page
def add_feedback(request: Visit, round_id: UUID) -> HttpResponse:
    """The form for what came back; what cannot be taken comes back with all that was typed."""
    found = get_round(request.owner, round_id, request.now)
    if request.method != "POST":
        return _add_page(request, found, new_form(request.now))
    form = FeedbackForm(request.POST)
    if form.is_valid():
        try:
            key = deeds.add_feedback(
                request.owner, round_id, form.feedback(), now=request.now, once=once(request)
            )
            return done(request, _address(round_id, key))
        except Invalid as error:
            form.show_problems(error.problems)
    return _add_page(request, found, form, status=422)


def _add_page(request: Visit, found: RoundView, form: FeedbackForm, *, status: int = 200) -> HttpResponse:
    return render(request, "feedback/add.html", {"round": found, "form": form}, status=status)


@form_page
def one_feedback(request: Visit, feedback_id: UUID) -> HttpResponse:
    """One feedback by itself; a sent form adds a reason by the words that say it."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        reason, polarity = Reason(said["reason"]), Polarity(said["polarity"])
        try:
            deeds.add_reason(request.owner, feedback_id, reason, polarity, said["words"], now=request.now)
            return done(
                request, _address(get_feedback(request.owner, feedback_id, request.now).round_id, feedback_id)
            )
        except Invalid as error:
            form.show_problems(error.problems)
    found = get_feedback(request.owner, feedback_id, request.now)
    told = Told.of(found, form if form.is_bound else None)
    values = {"told": told, "round": get_round(request.owner, found.round_id, request.now)}
    return render(request, "feedback/page.html", values, status=422 if form.is_bound else 200)


@deed
def decide_reason(request: Visit, feedback_id: UUID) -> HttpResponse:
    """Confirm a proposed reason, or leave it out."""
    form = _read(ProposedForm(request.POST))
    state = ReasonState(form.cleaned_data["state"])
    deeds.decide_reason(request.owner, feedback_id, form.read(), state, now=request.now)
    return done(
        request, _address(get_feedback(request.owner, feedback_id, request.now).round_id, feedback_id)
    )


@deed
def remove_reason(request: Visit, reason_id: UUID) -> HttpResponse:
    """Take back what was said to a reason."""
    feedback_id = deeds.remove_reason(request.owner, reason_id)
    return done(
        request, _address(get_feedback(request.owner, feedback_id, request.now).round_id, feedback_id)
    )


@deed
def strike_feedback(request: Visit, feedback_id: UUID) -> HttpResponse:
    """Strike feedback out; the round's page then offers to take that back."""
    round_id = deeds.strike_feedback(request.owner, feedback_id, now=request.now)
    return done(request, f"{reverse('round', args=[round_id])}?struck_feedback={feedback_id}#feedback")


@deed
def unstrike_feedback(request: Visit, feedback_id: UUID) -> HttpResponse:
    """Take a strike-out back."""
    round_id = deeds.unstrike_feedback(request.owner, feedback_id, now=request.now)
    return done(request, _address(round_id, feedback_id))


@deed
def decide_finding(request: Visit, round_id: UUID) -> HttpResponse:
    """Confirm or refute what was inferred, or take one's word back."""
    get_round(request.owner, round_id, request.now)  # somebody else's is not there, whatever was sent
    said = _read(FindingForm(request.POST)).cleaned_data
    state = FindingState(said["state"])
    deeds.decide_finding(request.owner, round_id, Reason(said["reason"]), state, now=request.now)
    return see_other(f"{reverse('round', args=[round_id])}#finding-{said['reason']}")


def _read(form: Sent) -> Sent:
    """The form, if it can be read; only a page of ours sends it. Raises Invalid."""
    if not form.is_valid():
        raise Invalid("This was not understood. Go back, reload the page, and try again.")
    return form


def _address(round_id: UUID, feedback_id: UUID) -> str:
    return f"{reverse('round', args=[round_id])}#feedback-{feedback_id}"
