"""Applications and rounds know what they were brought by."""

import datetime

import django.db.models.deletion
from django.db import migrations, models

import afterround.core.imports
import afterround.core.rounds
import afterround.data.keys


class Migration(migrations.Migration):
    dependencies = [
        ("data", "0003_companies"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApplicationSource",
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
                ("is_made", models.BooleanField(default=False)),
                ("content", models.CharField(blank=True, default="", max_length=32)),
                ("role", models.CharField(blank=True, default="", max_length=200)),
                ("outcome", models.CharField(max_length=20)),
                ("outcome_text", models.TextField(blank=True, default="")),
                ("notes", models.TextField(blank=True, default="")),
                ("before", models.JSONField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sources",
                        to="data.application",
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
                "db_table": "application_source",
                "indexes": [models.Index(fields=["owner", "application"], name="application_source_of")],
            },
        ),
        migrations.CreateModel(
            name="Import",
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
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("are_finished", models.BooleanField(default=True)),
                ("taken_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("removed", models.BinaryField(null=True)),
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
                "db_table": "import",
                "indexes": [models.Index(fields=["owner", "created_at"], name="import_by_time")],
            },
        ),
        migrations.CreateModel(
            name="ImportFile",
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
                ("position", models.PositiveIntegerField()),
                ("name", models.CharField(blank=True, default="", max_length=500)),
                ("kind", models.CharField(default=afterround.core.imports.FileKind["NOTES"], max_length=20)),
                ("content", models.BinaryField(null=True)),
                ("reading", models.JSONField(null=True)),
                ("mapping", models.JSONField(null=True)),
                ("made", models.JSONField(default=dict)),
                ("counts", models.JSONField(default=dict)),
                ("problem", models.TextField(blank=True, default="")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="data.import"
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
                "db_table": "import_file",
                "indexes": [models.Index(fields=["owner", "batch", "position"], name="import_file_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["notes", "template", "table"])),
                        name="import_file_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundSource",
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
                ("is_made", models.BooleanField(default=False)),
                ("position", models.PositiveIntegerField()),
                ("content", models.CharField(max_length=32)),
                ("span", models.CharField(blank=True, default="", max_length=32)),
                ("company", models.CharField(blank=True, default="", max_length=200)),
                ("date", models.CharField(blank=True, default="", max_length=200)),
                ("name", models.CharField(blank=True, default="", max_length=200)),
                ("result_text", models.TextField(blank=True, default="")),
                ("feedback", models.TextField(blank=True, default="")),
                ("writings", models.PositiveIntegerField(default=0)),
                ("before", models.JSONField(null=True)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rounds",
                        to="data.importfile",
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
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sources",
                        to="data.round",
                    ),
                ),
            ],
            options={
                "db_table": "round_source",
                "indexes": [
                    models.Index(fields=["owner", "round"], name="round_source_of_round"),
                    models.Index(fields=["owner", "file", "position"], name="round_source_of_file"),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="round",
            name="round_precision",
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("precision__in", ["minute", "day", "month", "year", "unknown"])),
                name="round_precision",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ends_at", datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC)),
                        ("precision", afterround.core.rounds.Precision["UNKNOWN"]),
                        ("starts_at", None),
                    ),
                    models.Q(
                        models.Q(("precision", afterround.core.rounds.Precision["UNKNOWN"]), _negated=True),
                        ("ends_at__gt", datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC)),
                    ),
                    _connector="OR",
                ),
                name="round_undated",
            ),
        ),
        migrations.AddField(
            model_name="applicationsource",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="applications", to="data.importfile"
            ),
        ),
        migrations.AddIndex(
            model_name="applicationsource",
            index=models.Index(fields=["owner", "file"], name="application_source_of_file"),
        ),
    ]
