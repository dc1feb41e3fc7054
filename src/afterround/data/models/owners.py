"""Who the data belongs to, and the devices that may see it."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from afterround.data.keys import new_key
from afterround.data.models.owned import Owned


class Owner(AbstractBaseUser):
    """A person with a store. On one's own computer there is exactly one, named "local"."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    username = models.CharField(max_length=150, unique=True)
    created_at = models.DateTimeField()

    objects = BaseUserManager["Owner"]()
    USERNAME_FIELD = "username"

    class Meta:
        db_table = "owner"


class Device(Owned):
    """A browser that was let in. Only the hash of its token is kept."""

    name = models.CharField(max_length=200, blank=True, default="")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "device"
        indexes = [models.Index(fields=["owner", "created_at"], name="device_owner")]


class OpenToken(Owned):
    """A one-time token in an opened address; used once, it becomes a device."""

    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "open_token"
        indexes = [models.Index(fields=["owner", "created_at"], name="open_token_owner")]


class Setting(Owned):
    """One remembered choice, such as the port."""

    name = models.CharField(max_length=100)
    value = models.JSONField()

    class Meta:
        db_table = "setting"
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="setting_once")]
