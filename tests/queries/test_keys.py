"""Records by the part of their key that a person types."""

from datetime import datetime
from uuid import UUID

import pytest

from afterround.core.errors import AfterroundError, NotFound
from afterround.core.retro import Section
from afterround.queries.cooldown import find_jot
from afterround.queries.keys import short_key
from afterround.queries.owners import Owner
from afterround.queries.retro import find_action
from afterround.queries.rounds import find_round
from tests.cast import a_jot, a_line, a_round


def parts(key: UUID) -> list[str]:
    return [short_key(key), key.hex, str(key), str(key).upper(), key.hex[:20], key.hex[-4:], key.hex[-12:]]


def test_a_round_is_found_by_any_part_that_stands_at_an_end(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    assert {find_round(ann, part, now).id for part in parts(key)} == {key}


def test_a_jot_and_an_action_are_found_the_same_way(ann: Owner, now: datetime) -> None:
    jot = a_jot(ann)
    action = a_line(ann, a_round(ann), Section.ACTIONS, "tries")
    assert {find_jot(ann, part).id for part in parts(jot)} == {jot}
    assert {find_action(ann, part).id for part in parts(action)} == {action}


@pytest.mark.parametrize("text", ["", "abc", "xyzw", "%%%%", "____", "0" * 33])
def test_what_is_no_part_of_a_key_finds_nothing(ann: Owner, text: str) -> None:
    a_jot(ann)
    with pytest.raises(NotFound):
        find_jot(ann, text)


def test_the_beginning_that_two_keys_share_is_not_enough(ann: Owner, now: datetime) -> None:
    first = a_round(ann)
    second = a_round(ann, "Globex")
    shared = next(first.hex[:n] for n in range(32, 0, -1) if first.hex[:n] == second.hex[:n])
    with pytest.raises(AfterroundError) as refused:
        find_round(ann, shared, now)
    assert refused.value.code == "ambiguous"


def test_another_owner_s_key_finds_nothing(ann: Owner, cleo: Owner, now: datetime) -> None:
    key = a_round(ann)
    with pytest.raises(NotFound):
        find_round(cleo, str(key), now)
    with pytest.raises(NotFound):
        find_jot(cleo, str(a_jot(ann)))
