"""Companies, applications and their stages, rounds, and the people in them."""

from django.db import models

from afterround.core.rounds import UNDATED, Outcome, Part, Precision, Result, RoundKind
from afterround.data.models.owned import Owned


class Company(Owned):
    """An employer. `key` is its name in the form under which two spellings are the same.

    One that was merged into another stays, with nothing of its own, so that the two can be parted again; an alias
    of the other names it.
    """

    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    merged_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "company"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "key"], condition=models.Q(merged_at=None), name="company_once"
            )
        ]


class Application(Owned):
    """One hiring process for one role; the company is unknown for some mocks."""

    company = models.ForeignKey(Company, null=True, on_delete=models.PROTECT, related_name="applications")
    role = models.CharField(max_length=200, blank=True, default="")
    level = models.CharField(max_length=100, blank=True, default="")
    outcome = models.CharField(max_length=20, default=Outcome.OPEN)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "application"
        indexes = [models.Index(fields=["owner", "company"], name="application_company")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=[str(o) for o in Outcome]), name="application_outcome"
            )
        ]


class Stage(Owned):
    """One step in the dated history of an application."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="stages")
    name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        db_table = "stage"
        indexes = [models.Index(fields=["owner", "application", "at"], name="stage_history")]


class Round(Owned):
    """One interview. Deleting hides it until the deletion is undone or the round purged."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="rounds")
    kind = models.CharField(max_length=20)
    label = models.CharField(max_length=200, blank=True, default="")
    is_mock = models.BooleanField(default=False)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    precision = models.CharField(max_length=10, default=Precision.MINUTE)
    date_text = models.CharField(max_length=200, blank=True, default="")
    time_zone = models.CharField(max_length=64)
    result = models.CharField(max_length=20, default=Result.PENDING)
    result_at = models.DateTimeField(null=True)
    put_aside_at = models.DateTimeField(null=True)
    notes = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "round"
        indexes = [
            models.Index(fields=["owner", "ends_at"], name="round_by_end"),
            models.Index(fields=["owner", "starts_at"], name="round_by_start"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[str(k) for k in RoundKind]), name="round_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(result__in=[str(r) for r in Result]), name="round_result"
            ),
            models.CheckConstraint(
                condition=models.Q(precision__in=[str(p) for p in Precision]), name="round_precision"
            ),
            models.CheckConstraint(
                condition=models.Q(starts_at=None) | models.Q(starts_at__lte=models.F("ends_at")),
                name="round_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(precision=Precision.UNKNOWN, ends_at=UNDATED, starts_at=None)
                | ~models.Q(precision=Precision.UNKNOWN) & models.Q(ends_at__gt=UNDATED),
                name="round_undated",
            ),
        ]


class Person(Owned):
    """Somebody met on the way; the e-mail address is optional."""

    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254, blank=True, default="")
    company = models.ForeignKey(Company, null=True, on_delete=models.SET_NULL, related_name="people")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "person"
        indexes = [models.Index(fields=["owner", "name"], name="person_by_name")]


class Participation(Owned):
    """The part a person plays in a round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="participations")
    part = models.CharField(max_length=20, default=Part.INTERVIEWER)

    class Meta:
        db_table = "participation"
        constraints = [
            models.UniqueConstraint(fields=["owner", "round", "person", "part"], name="participation_once"),
            models.CheckConstraint(
                condition=models.Q(part__in=[str(p) for p in Part]), name="participation_part"
            ),
        ]
