"""All tables, as decided once."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import afterround.core.cooldown
import afterround.core.rounds
import afterround.data.keys


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Owner",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "id",
                    models.UUIDField(
                        default=afterround.data.keys.new_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("username", models.CharField(max_length=150, unique=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "owner",
            },
        ),
        migrations.CreateModel(
            name="JotInbox",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "lane",
                    models.CharField(db_default=afterround.core.cooldown.Lane["UNSORTED"], max_length=20),
                ),
                ("text", models.TextField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("round_ref", models.CharField(db_default="", max_length=200)),
            ],
            options={
                "db_table": "jot_inbox",
            },
        ),
        migrations.CreateModel(
            name="Company",
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
                "db_table": "company",
                "constraints": [models.UniqueConstraint(fields=("owner", "key"), name="company_once")],
            },
        ),
        migrations.CreateModel(
            name="Application",
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
                ("role", models.CharField(blank=True, default="", max_length=200)),
                ("level", models.CharField(blank=True, default="", max_length=100)),
                ("outcome", models.CharField(default=afterround.core.rounds.Outcome["OPEN"], max_length=20)),
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
                (
                    "company",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="data.company",
                    ),
                ),
            ],
            options={
                "db_table": "application",
                "indexes": [models.Index(fields=["owner", "company"], name="application_company")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                [
                                    "open",
                                    "offer",
                                    "accepted",
                                    "declined",
                                    "rejected",
                                    "withdrew",
                                    "no_answer",
                                ],
                            )
                        ),
                        name="application_outcome",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Device",
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
                ("name", models.CharField(blank=True, default="", max_length=200)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
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
                "db_table": "device",
                "indexes": [models.Index(fields=["owner", "created_at"], name="device_owner")],
            },
        ),
        migrations.CreateModel(
            name="InboxFolder",
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
                ("path", models.CharField(max_length=1000)),
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
                "db_table": "inbox_folder",
                "constraints": [models.UniqueConstraint(fields=("owner", "path"), name="inbox_folder_once")],
            },
        ),
        migrations.CreateModel(
            name="Jot",
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
                ("lane", models.CharField(default=afterround.core.cooldown.Lane["UNSORTED"], max_length=20)),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                ("source", models.CharField(max_length=20)),
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
            ],
            options={
                "db_table": "jot",
                "indexes": [models.Index(fields=["owner", "at"], name="jot_by_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("lane__in", ["well", "stumbled", "signal", "unsorted"])),
                        name="jot_lane",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OpenToken",
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
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
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
            ],
            options={
                "db_table": "open_token",
                "indexes": [models.Index(fields=["owner", "created_at"], name="open_token_owner")],
            },
        ),
        migrations.CreateModel(
            name="Person",
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
                ("email", models.CharField(blank=True, default="", max_length=254)),
                ("created_at", models.DateTimeField()),
                (
                    "company",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="people",
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
                "db_table": "person",
                "indexes": [models.Index(fields=["owner", "name"], name="person_by_name")],
            },
        ),
        migrations.CreateModel(
            name="Retro",
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
                ("stress", models.PositiveSmallIntegerField(null=True)),
                ("mindset", models.TextField(blank=True, default="")),
                ("prediction", models.PositiveSmallIntegerField(null=True)),
                ("lesson", models.TextField(blank=True, default="")),
                ("outside", models.JSONField(default=list)),
                ("versions", models.JSONField(default=dict)),
                ("started_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
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
                "db_table": "retro",
                "indexes": [models.Index(fields=["owner", "changed_at"], name="retro_owner")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stress", None), ("stress__range", (1, 5)), _connector="OR"),
                        name="retro_stress",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("prediction", None), ("prediction__range", (0, 100)), _connector="OR"
                        ),
                        name="retro_prediction",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RetroLine",
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
                ("section", models.CharField(max_length=20)),
                ("position", models.PositiveIntegerField()),
                ("text", models.TextField(blank=True, default="")),
                ("approach", models.TextField(blank=True, default="")),
                ("time", models.TextField(blank=True, default="")),
                ("space", models.TextField(blank=True, default="")),
                ("rating", models.PositiveSmallIntegerField(null=True)),
                ("response", models.CharField(blank=True, default="", max_length=20)),
                ("kind", models.CharField(blank=True, default="", max_length=20)),
                ("problems", models.TextField(blank=True, default="")),
                ("state", models.CharField(blank=True, default="", max_length=20)),
                ("state_at", models.DateTimeField(null=True)),
                ("versions", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField()),
                ("deleted_at", models.DateTimeField(null=True)),
                (
                    "jot",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="line",
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
                    "question",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="hints",
                        to="data.retroline",
                    ),
                ),
                (
                    "retro",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="data.retro"
                    ),
                ),
            ],
            options={
                "db_table": "retro_line",
                "indexes": [
                    models.Index(fields=["owner", "retro", "section", "position"], name="retro_line_order"),
                    models.Index(
                        fields=["owner", "section", "state", "created_at"], name="retro_line_actions"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "section__in",
                                ["went_well", "shaky", "questions", "hints", "actions", "next_steps"],
                            )
                        ),
                        name="retro_line_section",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rating", None), ("rating__range", (1, 4)), _connector="OR"),
                        name="retro_line_rating",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("response__in", ["", "used_it", "needed_more", "missed_it"])),
                        name="retro_line_response",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["", "gap", "pattern", "other"])),
                        name="retro_line_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["", "open", "parked", "done", "dropped"])),
                        name="retro_line_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EarlierText",
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
                ("field", models.CharField(max_length=20)),
                ("value", models.TextField()),
                ("version", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("is_open", models.BooleanField(default=False)),
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
                    "retro",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="earlier_texts",
                        to="data.retro",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="earlier_texts",
                        to="data.retroline",
                    ),
                ),
            ],
            options={
                "db_table": "earlier_text",
                "indexes": [models.Index(fields=["owner", "retro", "at"], name="earlier_text_of_retro")],
            },
        ),
        migrations.CreateModel(
            name="Round",
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
                ("kind", models.CharField(max_length=20)),
                ("label", models.CharField(blank=True, default="", max_length=200)),
                ("is_mock", models.BooleanField(default=False)),
                ("starts_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                (
                    "precision",
                    models.CharField(default=afterround.core.rounds.Precision["MINUTE"], max_length=10),
                ),
                ("date_text", models.CharField(blank=True, default="", max_length=200)),
                ("time_zone", models.CharField(max_length=64)),
                ("result", models.CharField(default=afterround.core.rounds.Result["PENDING"], max_length=20)),
                ("result_at", models.DateTimeField(null=True)),
                ("put_aside_at", models.DateTimeField(null=True)),
                ("notes", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("deleted_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
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
                "db_table": "round",
                "indexes": [
                    models.Index(fields=["owner", "ends_at"], name="round_by_end"),
                    models.Index(fields=["owner", "starts_at"], name="round_by_start"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "recruiter_screen",
                                    "coding",
                                    "system_design",
                                    "behavioural",
                                    "online_assessment",
                                    "take_home",
                                    "hiring_manager",
                                    "other",
                                ],
                            )
                        ),
                        name="round_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("result__in", ["pending", "passed", "rejected", "withdrew", "no_answer"])
                        ),
                        name="round_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__in", ["minute", "day", "month", "year"])),
                        name="round_precision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_at", None), ("starts_at__lte", models.F("ends_at")), _connector="OR"
                        ),
                        name="round_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="retro",
            name="round",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="retro", to="data.round"
            ),
        ),
        migrations.CreateModel(
            name="Participation",
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
                ("part", models.CharField(default=afterround.core.rounds.Part["INTERVIEWER"], max_length=20)),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participations",
                        to="data.person",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participations",
                        to="data.round",
                    ),
                ),
            ],
            options={
                "db_table": "participation",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "round", "person", "part"), name="participation_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part__in", ["interviewer", "recruiter", "observer", "referrer"])
                        ),
                        name="participation_part",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JotPlacement",
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
                ("lane", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "jot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="placements", to="data.jot"
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
                        related_name="+",
                        to="data.round",
                    ),
                ),
            ],
            options={
                "db_table": "jot_placement",
                "indexes": [models.Index(fields=["owner", "jot", "at"], name="jot_placement_latest")],
            },
        ),
        migrations.AddField(
            model_name="jot",
            name="round",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="jots", to="data.round"
            ),
        ),
        migrations.CreateModel(
            name="Cooldown",
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
                ("skipped_at", models.DateTimeField(null=True)),
                ("walked_at", models.DateTimeField(null=True)),
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cooldown", to="data.round"
                    ),
                ),
            ],
            options={
                "db_table": "cooldown",
                "indexes": [models.Index(fields=["owner"], name="cooldown_owner")],
            },
        ),
        migrations.CreateModel(
            name="Setting",
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
                ("name", models.CharField(max_length=100)),
                ("value", models.JSONField()),
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
                "db_table": "setting",
                "constraints": [models.UniqueConstraint(fields=("owner", "name"), name="setting_once")],
            },
        ),
        migrations.CreateModel(
            name="Stage",
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
                ("name", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
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
                "db_table": "stage",
                "indexes": [models.Index(fields=["owner", "application", "at"], name="stage_history")],
            },
        ),
        migrations.AddIndex(
            model_name="jot",
            index=models.Index(fields=["owner", "round", "at"], name="jot_of_round"),
        ),
    ]
