"""What observers of mock rounds said, one's own ratings of the same, and the links under which forms lie."""

from django.db import models

from afterround.core.feedback import Reason
from afterround.core.observation import OBSERVER_LENGTH, TITLE_LENGTH, FormSource, Heading
from afterround.data.models.owned import Owned
from afterround.data.models.rounds import Round


class Observation(Owned):
    """An observer's form that was handed in. `form_key` is the form's own, by which the same one counts once."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="observations")
    form_key = models.UUIDField()
    observer = models.CharField(max_length=OBSERVER_LENGTH, blank=True, default="")
    source = models.CharField(max_length=10)
    received_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "observation"
        indexes = [models.Index(fields=["owner", "round", "received_at"], name="observation_of_round")]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "form_key"], condition=models.Q(struck_at=None), name="observation_once"
            ),
            models.CheckConstraint(
                condition=models.Q(source__in=[str(s) for s in FormSource]), name="observation_source"
            ),
        ]


class ObservedLine(Owned):
    """One thing an observer wrote: a rating under a reason with its line, or a line under another heading.

    One table for all, so that a theme or a finding can point at any of them.
    """

    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="lines")
    heading = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=20, blank=True, default="")
    rating = models.PositiveSmallIntegerField(null=True)
    text = models.TextField(blank=True, default="")

    class Meta:
        db_table = "observed_line"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "observation", "heading", "position"], name="observed_line_once"
            ),
            models.CheckConstraint(
                condition=models.Q(heading__in=[str(h) for h in Heading]), name="observed_line_heading"
            ),
            models.CheckConstraint(
                condition=models.Q(heading=str(Heading.RATED), reason__in=[str(r) for r in Reason])
                | ~models.Q(heading=str(Heading.RATED)) & models.Q(reason="", rating=None),
                name="observed_line_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(rating=None) | models.Q(rating__range=(1, 4)), name="observed_line_rating"
            ),
        ]


class SelfRating(Owned):
    """How the person rated a mock round under one of the reasons an observer rates."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="self_ratings")
    reason = models.CharField(max_length=20)
    rating = models.PositiveSmallIntegerField()
    rated_at = models.DateTimeField()

    class Meta:
        db_table = "self_rating"
        constraints = [
            models.UniqueConstraint(fields=["owner", "round", "reason"], name="self_rating_once"),
            models.CheckConstraint(
                condition=models.Q(reason__in=[str(r) for r in Reason]), name="self_rating_reason"
            ),
            models.CheckConstraint(condition=models.Q(rating__range=(1, 4)), name="self_rating_range"),
        ]


class ObserverLink(Owned):
    """An address under which one form can be filled in once, without a device. Only its token's hash is kept.

    `title` is all that the page behind it says of the round.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="observer_links")
    token_hash = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=TITLE_LENGTH)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "observer_link"
        indexes = [models.Index(fields=["owner", "round", "created_at"], name="observer_link_of_round")]
