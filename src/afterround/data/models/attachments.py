"""Photos and voice memos. The files lie beside the store, each under its hash; a row says whose and what they are."""

from django.db import models

from afterround.core.attachments import CAPTION_LENGTH, NAME_LENGTH, AttachmentKind
from afterround.data.models.cooldown import Jot
from afterround.data.models.owned import Owned
from afterround.data.models.rounds import Round


class Attachment(Owned):
    """A photo or a voice memo of a round, of a jot (and then wherever the jot stands), or of neither yet.

    `sha256` names the file as it is kept, `sent_sha256` what was sent, so that sending it again is known before
    anything is decoded. `name` is for display only.
    """

    round = models.ForeignKey(Round, null=True, on_delete=models.CASCADE, related_name="attachments")
    jot = models.ForeignKey(Jot, null=True, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64, db_index=True)
    sent_sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    name = models.CharField(max_length=NAME_LENGTH, blank=True, default="")
    caption = models.CharField(max_length=CAPTION_LENGTH, blank=True, default="")
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "attachment"
        indexes = [
            models.Index(fields=["owner", "round", "at"], name="attachment_of_round"),
            models.Index(fields=["owner", "jot"], name="attachment_of_jot"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[str(kind) for kind in AttachmentKind]), name="attachment_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(round=None) | models.Q(jot=None), name="attachment_of_one"
            ),
        ]
