"""The power goes while two browsers and a terminal write: every disk that could be left keeps what was told."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.torture.recording import Recording, begin
from tests.torture.served import Served, write_as_a_person
from tests.torture.stores import a_data_folder, run, the_round


def write_through_everything(home: Path, recording: Recording, count: int, *, without: str = "") -> None:
    """Let two browsers write at once while a shell jots now and then, all of it recorded."""
    round_id = the_round(home)
    served = Served(home, without=without, **recording.environment)
    served.start()
    visitors = [served.visitor() for _ in range(2)]

    def write(number: int) -> None:
        for text in write_as_a_person(visitors[number], round_id, str(number), count // 2):
            recording.acknowledge(text)

    try:
        with ThreadPoolExecutor(2) as persons:
            list(persons.map(write, range(2)))
            for number in range(count // 20):
                run(home, "jot", f"shell jot {number}", **recording.environment)
                recording.acknowledge(f"shell jot {number}")
                visitors[0].look()
    finally:
        served.kill()


def test_no_acknowledged_jot_or_save_is_lost_to_a_power_cut(tmp_path: Path) -> None:
    home = a_data_folder(tmp_path / "user")
    recording = begin(tmp_path / "user")
    write_through_everything(home, recording, 300)
    assert list(recording.losses("home", moments=400)) == []


@pytest.mark.parametrize("guard", ["full", "any-sync"])
def test_a_program_that_does_not_wait_for_the_disk_is_caught(tmp_path: Path, guard: str) -> None:
    home = a_data_folder(tmp_path / "user")
    recording = begin(tmp_path / "user")
    write_through_everything(home, recording, 40, without=guard)
    assert [loss for loss in recording.losses("home", moments=100) if loss.startswith("lost")] != []
