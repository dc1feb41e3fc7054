"""The tables are as the migrations make them, and the quick path knows their number."""

import re
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from afterround.adapters import store
from afterround.data.models import JotInbox, Owner
from tests.rules.code import PACKAGE

MIGRATIONS = sorted((PACKAGE / "data/migrations").glob("[0-9]*.py"))
TABLES = [model for model in apps.get_app_config("data").get_models() if model not in (Owner, JotInbox)]


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    out = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out)
    assert "No changes detected" in out.getvalue()


def test_the_schema_is_the_number_of_the_newest_migration() -> None:
    numbers = [int(file.name[:4]) for file in MIGRATIONS]
    assert numbers == list(range(1, store.SCHEMA + 1))


def test_migrations_are_named_for_what_they_hold() -> None:
    assert [file.name for file in MIGRATIONS if re.search(r"auto|alter_|_and_more", file.name)] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_table_has_an_owner_who_leads_an_index_and_a_key_of_ours(table: type[models.Model]) -> None:
    assert table._meta.get_field("owner").remote_field.model is Owner  # type: ignore[union-attr]
    assert isinstance(table._meta.pk, models.UUIDField)
    unique = [
        constraint
        for constraint in table._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    ]
    leading = [index.fields[0] for index in (*table._meta.indexes, *unique)]
    assert "owner" in leading


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_index_is_led_by_the_owner(table: type[models.Model]) -> None:
    assert {index.fields[0] for index in table._meta.indexes} <= {"owner"}
