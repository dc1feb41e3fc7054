"""Who may come in: one-time tokens, devices, remembered choices."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from afterround.actions.owners import (
    DEVICE_LIFE,
    TOKEN_LIFE,
    admit_device,
    ensure_local_owner,
    hash_token,
    make_open_token,
    note_use,
    remember,
    rename_device,
    revoke_device,
)
from afterround.core.errors import Invalid, NotFound
from afterround.data.models import Device, OpenToken, Owner
from afterround.queries.owners import (
    devices_of,
    find_device,
    get_device,
    known_device,
    local_owner,
    recall_setting,
)

SECOND = timedelta(seconds=1)


def admitted(owner: Owner, now: datetime) -> str:
    return admit_device(make_open_token(owner, now=now), name="Firefox", now=now)


def test_there_is_one_local_owner_without_a_password(db: None, now: datetime) -> None:
    first = ensure_local_owner(now=now)
    assert ensure_local_owner(now=now) == first == local_owner()
    assert not first.has_usable_password()


def test_a_token_lets_one_device_in_for_a_year(ann: Owner, now: datetime) -> None:
    token = admitted(ann, now)
    device = known_device(hash_token(token), now + DEVICE_LIFE - SECOND)
    assert device is not None
    assert (device.owner, device.name) == (ann, "Firefox")
    assert known_device(hash_token(token), now + DEVICE_LIFE) is None


def test_a_token_is_good_once(ann: Owner, now: datetime) -> None:
    token = make_open_token(ann, now=now)
    admit_device(token, name="", now=now)
    with pytest.raises(NotFound):
        admit_device(token, name="", now=now)
    assert Device.objects.count() == 1


def test_a_token_is_good_for_ten_minutes(ann: Owner, now: datetime) -> None:
    token = make_open_token(ann, now=now)
    with pytest.raises(NotFound):
        admit_device(token, name="", now=now + TOKEN_LIFE)
    admit_device(token, name="", now=now + TOKEN_LIFE - SECOND)


@pytest.mark.parametrize("token", ["", "guess", "x" * 10_000])
def test_a_guessed_token_lets_nobody_in(ann: Owner, now: datetime, token: str) -> None:
    with pytest.raises(NotFound):
        admit_device(token, name="", now=now)


def test_the_store_holds_no_token_that_could_be_used(ann: Owner, now: datetime) -> None:
    token = make_open_token(ann, now=now)
    device = admit_device(token, name="", now=now)
    kept = {
        *OpenToken.objects.values_list("token_hash", flat=True),
        *Device.objects.values_list("token_hash", flat=True),
    }
    assert not kept & {token, device}
    assert known_device(device, now) is None


def test_old_tokens_are_cleared_away(ann: Owner, now: datetime) -> None:
    make_open_token(ann, now=now)
    make_open_token(ann, now=now + TOKEN_LIFE + SECOND)
    assert OpenToken.objects.count() == 1


def test_a_revoked_device_is_shut_out(ann: Owner, now: datetime) -> None:
    token = admitted(ann, now)
    (device,) = devices_of(ann, now)
    revoke_device(ann, device.id, now=now)
    assert known_device(hash_token(token), now) is None
    assert devices_of(ann, now) == []
    with pytest.raises(NotFound):
        revoke_device(ann, device.id, now=now)


def test_a_browser_that_is_let_in_again_stays_the_device_it_was(ann: Owner, now: datetime) -> None:
    first = admitted(ann, now)
    (before,) = devices_of(ann, now)
    rename_device(ann, before.id, "My phone")
    later = now + DEVICE_LIFE - SECOND
    second = admit_device(make_open_token(ann, now=later), name="x", now=later, known_token=first)
    (after,) = devices_of(ann, later)
    assert (after.id, after.name, after.created_at) == (before.id, "My phone", now)
    assert after.expires_at == later + DEVICE_LIFE
    assert known_device(hash_token(first), later) is None
    assert known_device(hash_token(second), later) is not None


def test_a_device_of_another_owner_or_one_that_was_shut_out_is_not_taken_up(
    ann: Owner, bo: Owner, now: datetime
) -> None:
    his, hers = admitted(bo, now), admitted(ann, now)
    revoke_device(ann, devices_of(ann, now)[0].id, now=now)
    for known in (his, hers, "guess", ""):
        admit_device(make_open_token(ann, now=now), name="x", now=now, known_token=known)
    assert (len(devices_of(ann, now)), len(devices_of(bo, now))) == (4, 1)


@pytest.mark.parametrize("name", ["", " \n ", "x" * 201])
def test_a_device_needs_a_name_of_some_length(ann: Owner, now: datetime, name: str) -> None:
    admitted(ann, now)
    (device,) = devices_of(ann, now)
    with pytest.raises(Invalid) as refused:
        rename_device(ann, device.id, name)
    assert "name" in refused.value.problems
    assert get_device(ann, device.id, now).name == "Firefox"


def test_a_device_is_found_by_the_key_that_is_shown(ann: Owner, now: datetime) -> None:
    admitted(ann, now)
    (device,) = devices_of(ann, now)
    assert find_device(ann, device.id.hex[-8:], now) == get_device(ann, device.id, now) == device
    with pytest.raises(NotFound):
        get_device(ann, device.id, now + DEVICE_LIFE)


def test_devices_are_listed_by_their_last_use(ann: Owner, now: datetime) -> None:
    first = known_device(hash_token(admitted(ann, now)), now)
    second = known_device(hash_token(admitted(ann, now)), now)
    assert first is not None and second is not None
    note_use(first.id, now=now + SECOND)
    assert [device.id for device in devices_of(ann, now)] == [first.id, second.id]
    note_use(uuid4(), now=now)


def test_a_choice_takes_the_place_of_the_earlier_one(ann: Owner, bo: Owner) -> None:
    remember(ann, "port", 8137)
    remember(ann, "port", {"number": 8138})
    assert recall_setting(ann, "port") == {"number": 8138}
    assert recall_setting(bo, "port", default=0) == 0
