"""Feedback and findings as a page shows them: the words with their marks, each reason with its number."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from afterround.adapters.clock import local_zone, zone
from afterround.core.feedback import Piece, pieces_of
from afterround.queries.feedback import FeedbackView, ReasonView, round_feedback
from afterround.queries.findings import round_findings
from afterround.queries.rounds import RoundView
from afterround.web.doors import Visit
from afterround.web.feedback.forms import FeedbackForm, ReasonForm


@dataclass(frozen=True)
class Told:
    """One feedback with its words in pieces; `marks` are its reasons by their numbers, proposed ones without a key."""

    said: FeedbackView
    pieces: tuple[Piece, ...]
    marks: tuple[tuple[int, ReasonView], ...]
    form: ReasonForm

    @classmethod
    def of(cls, said: FeedbackView, form: ReasonForm | None = None) -> "Told":
        """The feedback ready for the page."""
        marks = sorted((*said.reasons, *said.proposed), key=lambda one: (one.start, one.end))
        spans = [(one.start, one.end) for one in marks]
        blank = ReasonForm(auto_id=f"{said.id.hex}-%s")
        return cls(said, pieces_of(said.text, spans), tuple(enumerate(marks, 1)), form or blank)

    @property
    def is_problem(self) -> bool:
        """Whether its form was sent and could not be taken."""
        return self.form.is_bound


def new_form(now: datetime) -> FeedbackForm:
    """An empty form for feedback that came today."""
    return FeedbackForm(initial={"told_on": now.astimezone(zone(local_zone())).date()})


def feedback_on(request: Visit, found: RoundView) -> dict[str, Any]:
    """What the page of a round says of its feedback and its findings."""
    said = round_feedback(request.owner, found.id, request.now)
    struck = request.GET.get("struck_feedback", "")
    return {
        "feedback": [Told.of(one) for one in said],
        "feedback_form": new_form(request.now),
        "struck_feedback": next((one.id for one in said if str(one.id) == struck and one.struck_at), None),
        "findings": round_findings(request.owner, found.id, request.now),
    }
