"""What a person practises: drills with their attempts, and the problems that are not in the catalogue."""

from django.db import models

from afterround.core.drills import DrillKind
from afterround.core.spacing import Rating
from afterround.data.models.owned import Owned
from afterround.data.models.retro import RetroLine

NAME_LENGTH = 200
LINK_LENGTH = 500


class Drill(Owned):
    """One thing that is practised again and again, once something is to be remembered about it.

    `item` is its slug in the catalogue, or the key of the follow-up action or of the own problem that it is. When it
    comes back follows from its attempts. `due_on` is the day something to study is for. It stays away until
    `rests_until`, told at `rests_since`, and for good since `dropped_at`.
    """

    kind = models.CharField(max_length=20)
    item = models.CharField(max_length=100)
    action = models.OneToOneField(RetroLine, null=True, on_delete=models.CASCADE, related_name="drill")
    due_on = models.DateField(null=True)
    rests_until = models.DateField(null=True)
    rests_since = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "drill"
        constraints = [
            models.UniqueConstraint(fields=["owner", "kind", "item"], name="drill_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[str(kind) for kind in DrillKind]), name="drill_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=str(DrillKind.ACTION), action__isnull=False)
                | ~models.Q(kind=str(DrillKind.ACTION)) & models.Q(action=None),
                name="drill_of_action",
            ),
            models.CheckConstraint(
                condition=models.Q(rests_until=None, rests_since=None)
                | models.Q(rests_until__isnull=False, rests_since__isnull=False),
                name="drill_rest",
            ),
        ]


class Attempt(Owned):
    """One time a drill was done, rated by the person. `problems` are the labels of those that were tried.

    `ticked` are the keys of the follow-up actions that it ticked too. One that was taken back stays, with `undone_at`.
    """

    drill = models.ForeignKey(Drill, on_delete=models.CASCADE, related_name="attempts")
    rating = models.CharField(max_length=10)
    note = models.TextField(blank=True, default="")
    minutes = models.PositiveSmallIntegerField()
    problems = models.JSONField(default=list)
    ticked = models.JSONField(default=list)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "attempt"
        indexes = [models.Index(fields=["owner", "drill", "at"], name="attempt_of_drill")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rating__in=[str(rating) for rating in Rating]), name="attempt_rating"
            )
        ]


class OwnProblem(Owned):
    """A problem that the person added: one of the catalogue by its `number`, or one from elsewhere.

    `key` is what it is told apart by: its number, its link or its name. `difficulty` may be "" and `minutes` unknown.
    Those of one list were added at one moment.
    """

    key = models.CharField(max_length=LINK_LENGTH)
    name = models.CharField(max_length=NAME_LENGTH)
    number = models.PositiveIntegerField(null=True)
    link = models.CharField(max_length=LINK_LENGTH, blank=True, default="")
    difficulty = models.CharField(max_length=10, blank=True, default="")
    patterns = models.JSONField(default=list)
    minutes = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "own_problem"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "key"], condition=models.Q(removed_at=None), name="own_problem_once"
            )
        ]
