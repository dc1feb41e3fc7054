"""Photos and voice memos."""

import django.db.models.deletion
from django.db import migrations, models

import afterround.data.keys


class Migration(migrations.Migration):
    dependencies = [
        ("data", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
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
                ("kind", models.CharField(max_length=10)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("sent_sha256", models.CharField(max_length=64)),
                ("media_type", models.CharField(max_length=40)),
                ("size", models.PositiveIntegerField()),
                ("width", models.PositiveIntegerField(null=True)),
                ("height", models.PositiveIntegerField(null=True)),
                ("name", models.CharField(blank=True, default="", max_length=120)),
                ("caption", models.CharField(blank=True, default="", max_length=300)),
                ("at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("deleted_at", models.DateTimeField(null=True)),
                (
                    "jot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="data.jot",
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
                        related_name="attachments",
                        to="data.round",
                    ),
                ),
            ],
            options={
                "db_table": "attachment",
                "indexes": [
                    models.Index(fields=["owner", "round", "at"], name="attachment_of_round"),
                    models.Index(fields=["owner", "jot"], name="attachment_of_jot"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["photo", "voice"])), name="attachment_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("round", None), ("jot", None), _connector="OR"),
                        name="attachment_of_one",
                    ),
                ],
            },
        ),
    ]
