"""Cooldowns, jots, and the two ways by which jots arrive from outside."""

from django.db import models
from django.db.models.functions import Now

from afterround.core.cooldown import Lane
from afterround.data.models.owned import Owned
from afterround.data.models.rounds import Round


class Cooldown(Owned):
    """What the person did in the cooldown of a round; there is no row where they did nothing."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="cooldown")
    skipped_at = models.DateTimeField(null=True)
    walked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cooldown"
        indexes = [models.Index(fields=["owner"], name="cooldown_owner")]


class Jot(Owned):
    """A raw impression. Append-only: its words, lane and time are never changed; it may be struck out.

    `round` is where it stands now; its placements tell how it came there.
    """

    round = models.ForeignKey(Round, null=True, on_delete=models.CASCADE, related_name="jots")
    lane = models.CharField(max_length=20, default=Lane.UNSORTED)
    text = models.TextField()
    at = models.DateTimeField()
    source = models.CharField(max_length=20)
    received_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "jot"
        indexes = [
            models.Index(fields=["owner", "round", "at"], name="jot_of_round"),
            models.Index(fields=["owner", "at"], name="jot_by_time"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(lane__in=[str(lane) for lane in Lane]), name="jot_lane")
        ]


class JotPlacement(Owned):
    """A later word about a jot: the round or the lane it was moved to. The newest one holds."""

    jot = models.ForeignKey(Jot, on_delete=models.CASCADE, related_name="placements")
    round = models.ForeignKey(Round, null=True, on_delete=models.CASCADE, related_name="+")
    lane = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        db_table = "jot_placement"
        indexes = [models.Index(fields=["owner", "jot", "at"], name="jot_placement_latest")]


class JotInbox(models.Model):
    """A jot from the quick path, waiting to be taken in.

    Once released, this table only grows by columns with a database default, so that an older `jot` can still
    write into it.
    """

    id = models.UUIDField(primary_key=True)
    lane = models.CharField(max_length=20, db_default=Lane.UNSORTED)
    text = models.TextField()
    at = models.DateTimeField(db_default=Now())
    round_ref = models.CharField(max_length=200, db_default="")

    class Meta:
        db_table = "jot_inbox"


class InboxFolder(Owned):
    """A folder whose text files become jots."""

    path = models.CharField(max_length=1000)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "inbox_folder"
        constraints = [models.UniqueConstraint(fields=["owner", "path"], name="inbox_folder_once")]
