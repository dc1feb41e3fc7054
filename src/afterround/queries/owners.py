"""The local owner, known devices, and remembered choices."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet

from afterround.core.errors import NotFound
from afterround.data.models import (
    Device as Device,
)  # the doors name these types and must not reach the tables
from afterround.data.models import Owner as Owner
from afterround.data.models import Setting
from afterround.data.prepared import KEY, MOMENT, TEXT, Given, prepared
from afterround.queries.keys import record_with_key


@dataclass(frozen=True)
class DeviceView:
    """A browser that was let in."""

    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


def local_owner() -> Owner:
    """The one owner of a store on one's own computer."""
    return Owner.objects.get(username="local")


def known_device(token_hash: str, now: datetime) -> Device | None:
    """The device with that token's hash, with its owner, unless it is revoked or its year is over."""
    rows = _devices(token_hash=token_hash, now=now)
    if not rows:
        return None
    own, owners = rows[0][: len(DEVICE_FIELDS)], rows[0][len(DEVICE_FIELDS) :]
    device = Device.from_db(DEFAULT_DB_ALIAS, DEVICE_FIELDS, own)
    device.owner = Owner.from_db(DEFAULT_DB_ALIAS, OWNER_FIELDS, owners)
    return device


DEVICE_FIELDS, OWNER_FIELDS = (
    [field.attname for field in model._meta.concrete_fields] for model in (Device, Owner)
)


@prepared
def _devices() -> "QuerySet[Device, Any]":
    """The device with a token that may come in, and its owner. Asked for by every request."""
    let_in = Device.objects.filter(revoked_at=None, expires_at__gt=Given("now", MOMENT))
    fields = (*DEVICE_FIELDS, *(f"owner__{name}" for name in OWNER_FIELDS))
    return let_in.filter(token_hash=Given("token_hash", TEXT)).values_list(*fields)


def devices_of(owner: Owner, now: datetime) -> list[DeviceView]:
    """The devices that may come in, the last used first."""
    return [_view(device) for device in _let_in(owner, now).order_by("-last_used_at")]


def get_device(owner: Owner, device_id: UUID, now: datetime) -> DeviceView:
    """One device that may come in. Raises NotFound."""
    found = _let_in(owner, now).filter(id=device_id).first()
    if found is None:
        raise NotFound("There is no such device.")
    return _view(found)


def find_device(owner: Owner, key: str, now: datetime) -> DeviceView:
    """The device that may come in and whose key begins or ends so. Raises NotFound, and "ambiguous" for several."""
    found = record_with_key(_let_in(owner, now), key, noun="devices")
    if found is None:
        raise NotFound(f'There is no device with the key "{key}". See afterround devices')
    return _view(found)


def _let_in(owner: Owner, now: datetime) -> QuerySet[Device]:
    return Device.objects.filter(owner=owner, revoked_at=None, expires_at__gt=now)


def _view(device: Device) -> DeviceView:
    return DeviceView(
        id=device.id,
        name=device.name or "A browser",
        created_at=device.created_at,
        last_used_at=device.last_used_at,
        expires_at=device.expires_at,
    )


def kept_origin(owner: Owner) -> str:
    """One's own address, as the environment says or as it was chosen and remembered; "" for localhost."""
    return str(settings.ORIGIN or recall_setting(owner, "origin", ""))


def recall_setting(owner: Owner, name: str, default: Any = None) -> Any:
    """The remembered choice of that name."""
    return next((value for (value,) in _setting(owner=owner, name=name)), default)


@prepared
def _setting() -> "QuerySet[Setting, Any]":
    return Setting.objects.filter(owner=Given("owner", KEY), name=Given("name", TEXT)).values_list("value")
