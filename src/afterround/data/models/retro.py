"""Retrospectives, their lines, and what stood in a field before."""

from django.db import models

from afterround.core.retro import ActionKind, ActionState, Response, Section
from afterround.data.models.cooldown import Jot
from afterround.data.models.owned import Owned
from afterround.data.models.rounds import Round


class Retro(Owned):
    """The retrospective of a round. `versions` counts the changes of each of its own fields."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="retro")
    stress = models.PositiveSmallIntegerField(null=True)
    mindset = models.TextField(blank=True, default="")
    prediction = models.PositiveSmallIntegerField(null=True)
    lesson = models.TextField(blank=True, default="")
    outside = models.JSONField(default=list)
    versions = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "retro"
        indexes = [models.Index(fields=["owner", "changed_at"], name="retro_owner")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stress=None) | models.Q(stress__range=(1, 5)), name="retro_stress"
            ),
            models.CheckConstraint(
                condition=models.Q(prediction=None) | models.Q(prediction__range=(0, 100)),
                name="retro_prediction",
            ),
        ]


class RetroLine(Owned):
    """One item of a retrospective: a line, a question, a hint, an action or a next step.

    One table for all, so that a theme, a drill or a finding can point at any of them. Its key survives edits.
    """

    retro = models.ForeignKey(Retro, on_delete=models.CASCADE, related_name="lines")
    section = models.CharField(max_length=20)
    position = models.PositiveIntegerField()
    text = models.TextField(blank=True, default="")
    approach = models.TextField(blank=True, default="")
    time = models.TextField(blank=True, default="")
    space = models.TextField(blank=True, default="")
    rating = models.PositiveSmallIntegerField(null=True)
    response = models.CharField(max_length=20, blank=True, default="")
    question = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="hints")
    kind = models.CharField(max_length=20, blank=True, default="")
    problems = models.TextField(blank=True, default="")
    state = models.CharField(max_length=20, blank=True, default="")
    state_at = models.DateTimeField(null=True)
    jot = models.OneToOneField(Jot, null=True, on_delete=models.SET_NULL, related_name="line")
    versions = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "retro_line"
        indexes = [
            models.Index(fields=["owner", "retro", "section", "position"], name="retro_line_order"),
            models.Index(fields=["owner", "section", "state", "created_at"], name="retro_line_actions"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(section__in=[str(s) for s in Section]), name="retro_line_section"
            ),
            models.CheckConstraint(
                condition=models.Q(rating=None) | models.Q(rating__range=(1, 4)), name="retro_line_rating"
            ),
            models.CheckConstraint(
                condition=models.Q(response__in=["", *[str(r) for r in Response]]), name="retro_line_response"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["", *[str(k) for k in ActionKind]]), name="retro_line_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["", *[str(s) for s in ActionState]]), name="retro_line_state"
            ),
        ]


class EarlierText(Owned):
    """What stood in a field before, or what another window wrote there at the same time.

    `is_open` marks the second: both texts are kept until the person chooses.
    """

    retro = models.ForeignKey(Retro, on_delete=models.CASCADE, related_name="earlier_texts")
    line = models.ForeignKey(RetroLine, null=True, on_delete=models.CASCADE, related_name="earlier_texts")
    field = models.CharField(max_length=20)
    value = models.TextField()
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    is_open = models.BooleanField(default=False)

    class Meta:
        db_table = "earlier_text"
        indexes = [models.Index(fields=["owner", "retro", "at"], name="earlier_text_of_retro")]
