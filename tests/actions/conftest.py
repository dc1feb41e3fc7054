"""A store of its own on the disk, for tests that look into its file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from afterround.adapters import store


@pytest.fixture
def home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Path]:
    """A data folder that does not exist yet, with Django's connection led to the store in it."""
    folder = tmp_path / "home"
    monkeypatch.setenv("AFTERROUND_HOME", str(folder))
    before = connections["default"]
    connections["default"] = connections.create_connection("default")
    connections["default"].settings_dict = {**before.settings_dict, "NAME": str(folder / store.STORE_NAME)}
    with django_db_blocker.unblock():
        yield folder
        connections["default"].close()
    connections["default"] = before
