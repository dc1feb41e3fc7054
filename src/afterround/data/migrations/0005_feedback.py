"""Feedback, the reasons in its words, and what was said to findings."""

import django.db.models.deletion
from django.db import migrations, models

import afterround.core.feedback
import afterround.data.keys


class Migration(migrations.Migration):
    dependencies = [("data", "0004_imports")]
    operations = [
        migrations.CreateModel(
            name="Feedback",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=afterround.data.keys.new_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("source", models.CharField(max_length=20)),
                ("decision", models.CharField(blank=True, default="", max_length=20)),
                ("told_on", models.DateField(null=True)),
                ("text", models.TextField(blank=True, default="")),
                ("result_before", models.CharField(blank=True, default="", max_length=20)),
                ("received_at", models.DateTimeField()),
                ("struck_at", models.DateTimeField(null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="data.owner",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="feedback",
                        to="data.person",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="feedback", to="data.round"
                    ),
                ),
            ],
            options={
                "db_table": "feedback",
                "indexes": [models.Index(fields=["owner", "round", "received_at"], name="feedback_of_round")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__in", ["recruiter", "interviewer", "observer", "unknown"])
                        ),
                        name="feedback_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decision__in", ["", "passed", "rejected", "withdrew", "no_answer"])
                        ),
                        name="feedback_decision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("decision", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="feedback_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedbackReason",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=afterround.data.keys.new_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("reason", models.CharField(max_length=20)),
                ("polarity", models.CharField(max_length=10)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        default=afterround.core.feedback.ReasonState["CONFIRMED"], max_length=10
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "feedback",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reasons",
                        to="data.feedback",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="data.owner",
                    ),
                ),
            ],
            options={
                "db_table": "feedback_reason",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "feedback", "reason", "start", "end"), name="feedback_reason_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                [
                                    "speed",
                                    "correctness",
                                    "communication",
                                    "problem_solving",
                                    "design",
                                    "knowledge",
                                    "level",
                                    "fit",
                                    "other",
                                ],
                            )
                        ),
                        name="feedback_reason_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("polarity__in", ["well", "shaky"])),
                        name="feedback_reason_polarity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["confirmed", "declined"])),
                        name="feedback_reason_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("start__lt", models.F("end"))), name="feedback_reason_has_words"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=afterround.data.keys.new_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("reason", models.CharField(max_length=20)),
                ("state", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="data.owner",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="finding_decisions",
                        to="data.round",
                    ),
                ),
            ],
            options={
                "db_table": "finding_decision",
                "indexes": [models.Index(fields=["owner", "round", "at"], name="finding_decision_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                [
                                    "speed",
                                    "correctness",
                                    "communication",
                                    "problem_solving",
                                    "design",
                                    "knowledge",
                                    "level",
                                    "fit",
                                    "other",
                                ],
                            )
                        ),
                        name="finding_decision_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "confirmed", "refuted"])),
                        name="finding_decision_state",
                    ),
                ],
            },
        ),
    ]
