"""Themes as a person has them, what they decided about suggestions, and where each theme was seen."""

import django.db.models.deletion
from django.db import migrations, models

import afterround.data.keys


class Migration(migrations.Migration):
    dependencies = [
        ("data", "0006_observers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mention",
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
                ("theme", models.CharField(max_length=80)),
                ("polarity", models.CharField(blank=True, default="", max_length=10)),
                ("at", models.DateTimeField()),
                (
                    "feedback",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to="data.feedback",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to="data.retroline",
                    ),
                ),
                (
                    "observed",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to="data.observedline",
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
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mentions", to="data.round"
                    ),
                ),
            ],
            options={
                "db_table": "mention",
                "indexes": [
                    models.Index(fields=["owner", "theme", "at"], name="mention_of_theme"),
                    models.Index(fields=["owner", "round"], name="mention_in_round"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "line", "theme"), name="mention_once"),
                    models.UniqueConstraint(
                        fields=("owner", "feedback", "theme"), name="mention_once_in_feedback"
                    ),
                    models.UniqueConstraint(
                        fields=("owner", "observed", "theme"), name="mention_once_observed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("feedback__isnull", True),
                                ("line__isnull", False),
                                ("observed__isnull", True),
                            ),
                            models.Q(
                                ("feedback__isnull", False),
                                ("line__isnull", True),
                                ("observed__isnull", True),
                            ),
                            models.Q(
                                ("feedback__isnull", True),
                                ("line__isnull", True),
                                ("observed__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="mention_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("feedback", None), ("polarity", "")),
                            models.Q(("feedback__isnull", False), ("polarity__in", ["well", "shaky"])),
                            _connector="OR",
                        ),
                        name="mention_polarity",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnTheme",
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
                ("slug", models.CharField(max_length=80)),
                ("name", models.CharField(max_length=120)),
                ("area", models.CharField(blank=True, default="", max_length=40)),
                ("created_at", models.DateTimeField()),
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
                "db_table": "own_theme",
                "constraints": [models.UniqueConstraint(fields=("owner", "slug"), name="own_theme_once")],
            },
        ),
        migrations.CreateModel(
            name="ThemeAlias",
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
                ("theme", models.CharField(max_length=80)),
                ("name", models.CharField(max_length=120)),
                ("key", models.CharField(max_length=120)),
                ("created_at", models.DateTimeField()),
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
                "db_table": "theme_alias",
                "constraints": [models.UniqueConstraint(fields=("owner", "key"), name="theme_alias_once")],
            },
        ),
        migrations.CreateModel(
            name="ThemeChoice",
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
                ("theme", models.CharField(max_length=80)),
                ("name", models.CharField(blank=True, default="", max_length=120)),
                ("hidden_at", models.DateTimeField(null=True)),
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
                "db_table": "theme_choice",
                "constraints": [models.UniqueConstraint(fields=("owner", "theme"), name="theme_choice_once")],
            },
        ),
        migrations.CreateModel(
            name="ThemeDecision",
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
                ("deed", models.UUIDField()),
                ("theme", models.CharField(max_length=80)),
                ("statement", models.TextField()),
                ("decision", models.CharField(max_length=10)),
                ("polarity", models.CharField(blank=True, default="", max_length=10)),
                ("at", models.DateTimeField()),
                (
                    "feedback",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="theme_decisions",
                        to="data.feedback",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="theme_decisions",
                        to="data.retroline",
                    ),
                ),
                (
                    "observed",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="theme_decisions",
                        to="data.observedline",
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
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="theme_decisions",
                        to="data.round",
                    ),
                ),
            ],
            options={
                "db_table": "theme_decision",
                "indexes": [
                    models.Index(fields=["owner", "at"], name="theme_decision_by_time"),
                    models.Index(fields=["owner", "line", "theme"], name="theme_decision_of_line"),
                    models.Index(fields=["owner", "deed"], name="theme_decision_of_deed"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("decision__in", ["accepted", "rejected", "added"])),
                        name="theme_decision_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("feedback__isnull", True),
                                ("line__isnull", False),
                                ("observed__isnull", True),
                            ),
                            models.Q(
                                ("feedback__isnull", False),
                                ("line__isnull", True),
                                ("observed__isnull", True),
                            ),
                            models.Q(
                                ("feedback__isnull", True),
                                ("line__isnull", True),
                                ("observed__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="theme_decision_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("feedback", None), ("polarity", "")),
                            models.Q(("feedback__isnull", False), ("polarity__in", ["well", "shaky"])),
                            _connector="OR",
                        ),
                        name="theme_decision_polarity",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ThemeMerge",
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
                ("theme", models.CharField(max_length=80)),
                ("into", models.CharField(max_length=80)),
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
            ],
            options={
                "db_table": "theme_merge",
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "theme"), name="theme_merge_once"),
                    models.CheckConstraint(
                        condition=models.Q(("theme", models.F("into")), _negated=True),
                        name="theme_merge_of_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ThemesApart",
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
                ("one", models.CharField(max_length=80)),
                ("other", models.CharField(max_length=80)),
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
            ],
            options={
                "db_table": "themes_apart",
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "one", "other"), name="themes_apart_once")
                ],
            },
        ),
    ]
