"""kill -9 while two browsers write jots and a retrospective."""

import random
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.torture.served import Served, write_as_a_person
from tests.torture.stores import a_data_folder, clashes, lost, run, the_round, twice

WRITES = 1000
PERSONS = 2


@contextmanager
def serving(home: Path, *, without: str = "") -> Iterator[Served]:
    """A program that serves until the block is left, which ends with one more kill."""
    served = Served(home, without=without)
    served.start()
    try:
        yield served
    finally:
        served.kill()


def written_under_fire(served: Served, count: int, *, seed: int) -> tuple[list[str], int]:
    """Let two persons write at once while the program is killed again and again; what they were told is kept, and
    how many kills that took."""
    chance = random.Random(seed)
    round_id = the_round(served.home)
    visitors = [served.visitor() for _ in range(PERSONS)]

    def write(number: int) -> list[str]:
        return list(write_as_a_person(visitors[number], round_id, str(number), count // PERSONS))

    with ThreadPoolExecutor(PERSONS) as persons:
        writing = [persons.submit(write, number) for number in range(PERSONS)]
        kills = kill_while(writing, served, chance)
        return [text for told in writing for text in told.result()], kills


def kill_while(writing: list[Future[list[str]]], served: Served, chance: random.Random) -> int:
    """Kill and start the program again until everything is written; returns how often."""
    kills = 0
    while not all(told.done() for told in writing):
        time.sleep(chance.uniform(0.05, 0.5))
        served.kill()
        kills += 1
        served.start()
    return kills


def test_no_acknowledged_jot_or_save_is_lost_to_a_kill(tmp_path: Path) -> None:
    home = a_data_folder(tmp_path)
    with serving(home) as served:
        acknowledged, kills = written_under_fire(served, WRITES, seed=1)
    assert len(acknowledged) == WRITES // PERSONS * PERSONS
    assert kills >= 5
    assert lost(home, acknowledged) == []
    run(home, "jots")
    assert lost(home, acknowledged) == []
    assert twice(home, of=acknowledged) == []
    assert clashes(home) == 0


def test_a_program_that_answers_before_its_commit_is_caught(tmp_path: Path) -> None:
    home = a_data_folder(tmp_path)
    with serving(home, without="commit-first") as served:
        acknowledged, _ = written_under_fire(served, 150, seed=1)
    with pytest.raises(AssertionError):
        assert lost(home, acknowledged) == []
