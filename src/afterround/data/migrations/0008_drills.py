"""What is practised: drills, their attempts, and problems of one's own."""

import django.db.models.deletion
from django.db import migrations, models

import afterround.data.keys


def key() -> "models.UUIDField[object, object]":
    """A key of ours."""
    return models.UUIDField(
        default=afterround.data.keys.new_key, editable=False, primary_key=True, serialize=False
    )


def owner() -> "models.ForeignKey[object, object]":
    """Whose it is."""
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="data.owner"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("data", "0007_themes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Drill",
            fields=[
                ("id", key()),
                ("kind", models.CharField(max_length=20)),
                ("item", models.CharField(max_length=100)),
                ("due_on", models.DateField(null=True)),
                ("rests_until", models.DateField(null=True)),
                ("rests_since", models.DateTimeField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "action",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drill",
                        to="data.retroline",
                    ),
                ),
                ("owner", owner()),
            ],
            options={
                "db_table": "drill",
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "kind", "item"), name="drill_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    *("pattern", "behaviour", "design", "study"),
                                    *("action", "problem", "worked", "mock"),
                                ],
                            )
                        ),
                        name="drill_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action__isnull", False), ("kind", "action")),
                            models.Q(models.Q(("kind", "action"), _negated=True), ("action", None)),
                            _connector="OR",
                        ),
                        name="drill_of_action",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rests_since", None), ("rests_until", None)),
                            models.Q(("rests_since__isnull", False), ("rests_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="drill_rest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", key()),
                ("rating", models.CharField(max_length=10)),
                ("note", models.TextField(blank=True, default="")),
                ("minutes", models.PositiveSmallIntegerField()),
                ("problems", models.JSONField(default=list)),
                ("ticked", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "drill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attempts", to="data.drill"
                    ),
                ),
                ("owner", owner()),
            ],
            options={
                "db_table": "attempt",
                "indexes": [models.Index(fields=["owner", "drill", "at"], name="attempt_of_drill")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rating__in", ["again", "hard", "good", "easy"])),
                        name="attempt_rating",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnProblem",
            fields=[
                ("id", key()),
                ("key", models.CharField(max_length=500)),
                ("name", models.CharField(max_length=200)),
                ("number", models.PositiveIntegerField(null=True)),
                ("link", models.CharField(blank=True, default="", max_length=500)),
                ("difficulty", models.CharField(blank=True, default="", max_length=10)),
                ("patterns", models.JSONField(default=list)),
                ("minutes", models.PositiveSmallIntegerField(null=True)),
                ("note", models.TextField(blank=True, default="")),
                ("created_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                ("owner", owner()),
            ],
            options={
                "db_table": "own_problem",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("owner", "key"),
                        name="own_problem_once",
                    )
                ],
            },
        ),
    ]
