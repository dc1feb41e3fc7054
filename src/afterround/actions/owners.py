"""Who may come in: the local owner, one-time tokens, and the devices they become."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from afterround.core.errors import Invalid, NotFound
from afterround.data.models import Device, OpenToken, Owner, Setting

TOKEN_LIFE = timedelta(minutes=10)
DEVICE_LIFE = timedelta(days=365)
LOCAL = "local"
NAME_LENGTH = 200
"""Characters of a device's name."""


def hash_token(token: str) -> str:
    """What is kept of a token: its SHA-256, so that reading the store lets nobody in."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def ensure_local_owner(*, now: datetime) -> Owner:
    """The one owner of a store on one's own computer, made at the first start."""
    owner, made = Owner.objects.get_or_create(username=LOCAL, defaults={"created_at": now})
    if made:
        owner.set_unusable_password()
        owner.save(update_fields=["password"])
    return owner


def hold_names(owner: Owner) -> None:
    """Let no other deed change what a name means, of a company or of a theme, until this transaction is over.

    It comes before any lock of a single row, so that two deeds never wait for each other.
    """
    Owner.objects.select_for_update(no_key=True).get(id=owner.id)


@transaction.atomic
def make_open_token(owner: Owner, *, now: datetime) -> str:
    """A one-time token for an opened address, good for ten minutes; older ones are cleared away."""
    OpenToken.objects.filter(owner=owner, expires_at__lt=now).delete()
    token = secrets.token_urlsafe(32)
    OpenToken.objects.create(
        owner=owner, token_hash=hash_token(token), created_at=now, expires_at=now + TOKEN_LIFE
    )
    return token


@transaction.atomic
def admit_device(token: str, *, name: str, now: datetime, known_token: str = "") -> str:
    """Turn a one-time token into a device of a year; returns the device's own token.

    A browser that shows by `known_token` that it is a device of the same owner stays that one, with a new token
    and a new year. Raises NotFound for a token that is unknown, used or expired.
    """
    claimed = OpenToken.objects.filter(token_hash=hash_token(token), used_at=None, expires_at__gt=now)
    found = claimed.select_related("owner").first()
    if found is None or claimed.update(used_at=now) != 1:
        raise NotFound("This address was used already, or it is too old. Make a fresh one.")
    device_token = secrets.token_urlsafe(32)
    fresh = {"token_hash": hash_token(device_token), "last_used_at": now, "expires_at": now + DEVICE_LIFE}
    known = Device.objects.filter(
        owner=found.owner, token_hash=hash_token(known_token), revoked_at=None, expires_at__gt=now
    )
    if not known_token or not known.update(**fresh):
        Device.objects.create(owner=found.owner, name=name[:NAME_LENGTH], created_at=now, **fresh)
    return device_token


@transaction.atomic
def note_use(device_id: UUID, *, now: datetime) -> None:
    """Remember when a device was last used; called at most once an hour for each."""
    Device.objects.filter(id=device_id).update(last_used_at=now)


@transaction.atomic
def rename_device(owner: Owner, device_id: UUID, name: str) -> None:
    """Call a device by another name. Raises NotFound, and Invalid for a name that is empty or too long."""
    said = " ".join(name.split())
    if not 1 <= len(said) <= NAME_LENGTH:
        why = f"Give it a name of 1 to {NAME_LENGTH} characters."
        raise Invalid(why, problems={"name": why})
    if not Device.objects.filter(owner=owner, id=device_id, revoked_at=None).update(name=said):
        raise NotFound("There is no such device.")


@transaction.atomic
def revoke_device(owner: Owner, device_id: UUID, *, now: datetime) -> None:
    """Shut a device out from now on. Raises NotFound."""
    if not Device.objects.filter(owner=owner, id=device_id, revoked_at=None).update(revoked_at=now):
        raise NotFound("There is no such device.")


@transaction.atomic
def remember(owner: Owner, name: str, value: Any) -> None:
    """Keep one choice under a name, in place of an earlier one."""
    Setting.objects.update_or_create(owner=owner, name=name, defaults={"value": value})
