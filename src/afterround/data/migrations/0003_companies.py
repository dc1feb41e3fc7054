"""Companies may have further spellings, be merged into one another, and be kept apart."""

import django.db.models.deletion
from django.db import migrations, models

import afterround.data.keys


class Migration(migrations.Migration):
    dependencies = [
        ("data", "0002_attachments"),
    ]

    operations = [
        migrations.CreateModel(
            name="CompanyAlias",
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
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=200)),
                ("brought", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField()),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="aliases", to="data.company"
                    ),
                ),
                (
                    "merged",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merged_into",
                        to="data.company",
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
                "db_table": "company_alias",
                "constraints": [models.UniqueConstraint(fields=("owner", "key"), name="company_alias_once")],
            },
        ),
        migrations.CreateModel(
            name="DeclinedMerge",
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
                ("at", models.DateTimeField()),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="data.company"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="data.company"
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
                "db_table": "declined_merge",
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "one", "other"), name="declined_merge_once"),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))), name="declined_merge_in_order"
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="company",
            name="company_once",
        ),
        migrations.AddField(
            model_name="company",
            name="merged_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="company",
            constraint=models.UniqueConstraint(
                condition=models.Q(("merged_at", None)), fields=("owner", "key"), name="company_once"
            ),
        ),
    ]
