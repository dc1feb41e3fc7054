"""Tags that imports bring, those that were let go, and tags as places in which a theme was seen."""

from collections.abc import Mapping

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

import afterround.data.keys

PLACES = ("line", "feedback", "observed", "tag")


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


def points_at(table: str, name: str, *, null: bool = False) -> "models.ForeignKey[object, object]":
    """A column that points at another table, whose rows find it by `name`."""
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.CASCADE, related_name=name, to=f"data.{table}"
    )


def one_of(places: tuple[str, ...]) -> models.Q:
    """That exactly one of these columns names something."""
    found = models.Q()
    for chosen in places:
        found |= models.Q(**{f"{name}__isnull": name != chosen for name in places})
    return found


SAID = models.Q(feedback=None, tag=None, polarity="") | models.Q(
    models.Q(feedback__isnull=False) | models.Q(tag__isnull=False), polarity__in=["well", "shaky"]
)


def check(condition: models.Q, name: str) -> models.CheckConstraint:
    """A rule of a table."""
    return models.CheckConstraint(condition=condition, name=name)


class OtherRules(Operation):
    """Other constraints of tables; one of the same name takes the place of the one before.

    Django's own operations change one at a time, for each of which SQLite makes the table anew.
    """

    def __init__(self, rules: Mapping[str, list[models.BaseConstraint]]) -> None:
        self.rules = rules

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Know them."""
        for table, rules in self.rules.items():
            options = state.models[app_label, table].options
            names = {rule.name for rule in rules}
            stay = [rule for rule in options["constraints"] if rule.name not in names]
            options["constraints"] = [*stay, *rules]
        for table in self.rules:
            state.reload_model(app_label, table, delay=True)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Change them."""
        for table in self.rules:
            before, after = (state.apps.get_model(app_label, table) for state in (from_state, to_state))
            if schema_editor.connection.vendor == "sqlite":
                schema_editor._remake_table(after)  # type: ignore[attr-defined]
                continue
            for rule in before._meta.constraints:
                if rule not in after._meta.constraints:
                    schema_editor.remove_constraint(before, rule)
            for rule in after._meta.constraints:
                if rule not in before._meta.constraints:
                    schema_editor.add_constraint(after, rule)

    database_backwards = database_forwards


class Migration(migrations.Migration):
    dependencies = [
        ("data", "0008_drills"),
    ]

    operations = [
        migrations.CreateModel(
            name="RoundTag",
            fields=[
                ("id", key()),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=200)),
                ("polarity", models.CharField(blank=True, default="", max_length=10)),
                ("file", points_at("importfile", "tags")),
                ("owner", owner()),
                ("round", points_at("round", "tags")),
            ],
            options={
                "db_table": "round_tag",
                "indexes": [models.Index(fields=["owner", "key"], name="round_tag_by_key")],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "round", "key"), name="round_tag_once"),
                    check(models.Q(polarity__in=["", "well", "shaky"]), "round_tag_polarity"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TagLetGo",
            fields=[
                ("id", key()),
                ("key", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("owner", owner()),
            ],
            options={
                "db_table": "tag_let_go",
                "constraints": [models.UniqueConstraint(fields=("owner", "key"), name="tag_let_go_once")],
            },
        ),
        migrations.AddField("mention", "tag", points_at("roundtag", "mentions", null=True)),
        migrations.AddField("themedecision", "tag", points_at("roundtag", "theme_decisions", null=True)),
        OtherRules(
            {
                "mention": [
                    check(one_of(PLACES), "mention_place"),
                    check(SAID, "mention_polarity"),
                    models.UniqueConstraint(fields=("owner", "tag", "theme"), name="mention_once_tagged"),
                ],
                "themedecision": [
                    check(one_of(PLACES), "theme_decision_place"),
                    check(SAID, "theme_decision_polarity"),
                ],
            }
        ),
        migrations.RunSQL(
            migrations.RunSQL.noop,
            [
                "delete from mention where tag_id is not null",
                "delete from theme_decision where tag_id is not null",
            ],
        ),
    ]
