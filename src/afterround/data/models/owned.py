"""What every table has: a key made by us and an owner."""

from django.db import models

from afterround.data.keys import new_key


class Owned(models.Model):
    """A record that belongs to one owner. Its key is ours, so that it survives export, import and the phone."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    owner = models.ForeignKey("data.Owner", on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        abstract = True
