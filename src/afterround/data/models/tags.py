"""Tags that a person gave to rounds elsewhere, as an import brought them, and those that were let go."""

from django.db import models

from afterround.core.feedback import Polarity
from afterround.data.models.imports import ImportFile
from afterround.data.models.owned import Owned
from afterround.data.models.rounds import Round

TAG = 200


class RoundTag(Owned):
    """A tag on a round, spelled as the file has it; `key` is the form under which two are the same.

    `polarity` is what its place says, where it stands on a line of its own words; "" where only the person can say it.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="tags")
    file = models.ForeignKey(ImportFile, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=TAG)
    key = models.CharField(max_length=TAG)
    polarity = models.CharField(max_length=10, blank=True, default="")

    class Meta:
        db_table = "round_tag"
        indexes = [models.Index(fields=["owner", "key"], name="round_tag_by_key")]
        constraints = [
            models.UniqueConstraint(fields=["owner", "round", "key"], name="round_tag_once"),
            models.CheckConstraint(
                condition=models.Q(polarity__in=["", *(str(polarity) for polarity in Polarity)]),
                name="round_tag_polarity",
            ),
        ]


class TagLetGo(Owned):
    """A tag that says nothing of a theme, as the person has said; it is offered no more, whatever import brings it."""

    key = models.CharField(max_length=TAG)
    at = models.DateTimeField()

    class Meta:
        db_table = "tag_let_go"
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="tag_let_go_once")]
