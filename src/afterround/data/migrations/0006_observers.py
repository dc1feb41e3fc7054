"""What observers of mock rounds said, one's own ratings, and the links under which forms lie."""

import django.db.models.deletion
from django.db import migrations, models

import afterround.data.keys

REASONS = [
    "speed",
    "correctness",
    "communication",
    "problem_solving",
    "design",
    "knowledge",
    "level",
    "fit",
    "other",
]


class Migration(migrations.Migration):
    dependencies = [
        ("data", "0005_feedback"),
    ]

    operations = [
        migrations.CreateModel(
            name="Observation",
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
                ("form_key", models.UUIDField()),
                ("observer", models.CharField(blank=True, default="", max_length=200)),
                ("source", models.CharField(max_length=10)),
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="observations",
                        to="data.round",
                    ),
                ),
            ],
            options={
                "db_table": "observation",
                "indexes": [
                    models.Index(fields=["owner", "round", "received_at"], name="observation_of_round")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("struck_at", None)),
                        fields=("owner", "form_key"),
                        name="observation_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["file", "link"])), name="observation_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObservedLine",
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
                ("heading", models.CharField(max_length=20)),
                ("position", models.PositiveSmallIntegerField()),
                ("reason", models.CharField(blank=True, default="", max_length=20)),
                ("rating", models.PositiveSmallIntegerField(null=True)),
                ("text", models.TextField(blank=True, default="")),
                (
                    "observation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="data.observation",
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
                "db_table": "observed_line",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "observation", "heading", "position"), name="observed_line_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("heading__in", ["rated", "went_well", "shaky", "hints"])),
                        name="observed_line_heading",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("heading", "rated"), ("reason__in", REASONS)),
                            models.Q(
                                models.Q(("heading", "rated"), _negated=True),
                                ("rating", None),
                                ("reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="observed_line_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rating", None), ("rating__range", (1, 4)), _connector="OR"),
                        name="observed_line_rating",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SelfRating",
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
                ("rating", models.PositiveSmallIntegerField()),
                ("rated_at", models.DateTimeField()),
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
                        related_name="self_ratings",
                        to="data.round",
                    ),
                ),
            ],
            options={
                "db_table": "self_rating",
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "round", "reason"), name="self_rating_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason__in", REASONS)), name="self_rating_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rating__range", (1, 4))), name="self_rating_range"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObserverLink",
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
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
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
                        related_name="observer_links",
                        to="data.round",
                    ),
                ),
            ],
            options={
                "db_table": "observer_link",
                "indexes": [
                    models.Index(fields=["owner", "round", "created_at"], name="observer_link_of_round")
                ],
            },
        ),
    ]
