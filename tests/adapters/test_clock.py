import os
import subprocess
import sys

import pytest

from afterround.adapters.clock import local_zone, zone


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (":Asia/Tokyo", "Asia/Tokyo"),
        ("America/New_York", "America/New_York"),
    ],
)
def test_the_zone_is_the_one_the_environment_names(
    monkeypatch: pytest.MonkeyPatch, said: str, found: str
) -> None:
    monkeypatch.setenv("TZ", said)
    assert local_zone() == found


def test_a_zone_nobody_knows_is_taken_for_utc() -> None:
    assert zone("Narnia/Cair").key == "UTC"


def test_django_leaves_the_readers_zone_as_it_was() -> None:
    program = (
        "import django, os; django.setup(); from afterround.adapters.clock import local_zone; "
        "print(os.environ['TZ'], local_zone())"
    )
    environment = {**os.environ, "TZ": "Asia/Tokyo"}
    ran = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["Asia/Tokyo", "Asia/Tokyo"]
