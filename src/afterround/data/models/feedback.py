"""What came back about a round, the reasons read from it, and what the person said to inferred ones."""

from django.db import models

from afterround.core.feedback import FeedbackSource, Polarity, Reason, ReasonState
from afterround.core.findings import FindingState
from afterround.core.rounds import Result
from afterround.data.models.owned import Owned
from afterround.data.models.rounds import Person, Round


class Feedback(Owned):
    """What somebody said about a round, word for word. Append-only: its words are never edited; it may be struck out.

    `decision` is "" where none was told. `told_on` is the day it came, as far as that is known. `result_before` is
    the result that the round had by the person's own word before a decision was told, "" where none was.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="feedback")
    source = models.CharField(max_length=20)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="feedback")
    decision = models.CharField(max_length=20, blank=True, default="")
    told_on = models.DateField(null=True)
    text = models.TextField(blank=True, default="")
    result_before = models.CharField(max_length=20, blank=True, default="")
    received_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "feedback"
        indexes = [models.Index(fields=["owner", "round", "received_at"], name="feedback_of_round")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(source__in=[str(s) for s in FeedbackSource]), name="feedback_source"
            ),
            models.CheckConstraint(
                condition=models.Q(decision__in=["", *[str(r) for r in Result if r is not Result.PENDING]]),
                name="feedback_decision",
            ),
            models.CheckConstraint(
                condition=~models.Q(text="") | ~models.Q(decision=""), name="feedback_says_something"
            ),
        ]


class FeedbackReason(Owned):
    """A reason in a feedback's words, from character `start` to `end`, that the person confirmed or declined."""

    feedback = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="reasons")
    reason = models.CharField(max_length=20)
    polarity = models.CharField(max_length=10)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default=ReasonState.CONFIRMED)
    at = models.DateTimeField()

    class Meta:
        db_table = "feedback_reason"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "feedback", "reason", "start", "end"], name="feedback_reason_once"
            ),
            models.CheckConstraint(
                condition=models.Q(reason__in=[str(r) for r in Reason]), name="feedback_reason_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(polarity__in=[str(p) for p in Polarity]), name="feedback_reason_polarity"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[str(s) for s in ReasonState]), name="feedback_reason_state"
            ),
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="feedback_reason_has_words"
            ),
        ]


class FindingDecision(Owned):
    """What the person said to a finding of a round; the newest word holds, and OPEN takes the one before back."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="finding_decisions")
    reason = models.CharField(max_length=20)
    state = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        db_table = "finding_decision"
        indexes = [models.Index(fields=["owner", "round", "at"], name="finding_decision_latest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reason__in=[str(r) for r in Reason]), name="finding_decision_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[str(s) for s in FindingState]), name="finding_decision_state"
            ),
        ]
