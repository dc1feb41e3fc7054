"""What was brought from elsewhere: the files, and for each round and application what it was read from."""

from django.db import models

from afterround.core.imports import FileKind
from afterround.data.models.owned import Owned
from afterround.data.models.rounds import Application, Round


class Import(Owned):
    """Files that were brought together: a draft until they are taken in, then a record that can be taken back.

    `removed` holds, packed, the rows that an undo has taken out; it goes after a while, and the undo is final.
    """

    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    are_finished = models.BooleanField(default=True)
    taken_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    removed = models.BinaryField(null=True)

    class Meta:
        db_table = "import"
        indexes = [models.Index(fields=["owner", "created_at"], name="import_by_time")]


class ImportFile(Owned):
    """One file. `content`, `reading` and `mapping` are a draft's and go when it is taken in.

    `made` names what the file brought into the store besides rounds and applications, by table; `counts` is the
    report on it, `problem` why nothing was taken from it.
    """

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=500, blank=True, default="")
    kind = models.CharField(max_length=20, default=FileKind.NOTES)
    content = models.BinaryField(null=True)
    reading = models.JSONField(null=True)
    mapping = models.JSONField(null=True)
    made = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    problem = models.TextField(blank=True, default="")

    class Meta:
        db_table = "import_file"
        indexes = [models.Index(fields=["owner", "batch", "position"], name="import_file_order")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[str(kind) for kind in FileKind]), name="import_file_kind"
            )
        ]


class RoundSource(Owned):
    """A round as a file told it: what it is known by when the file is brought again, and words kept as they stood.

    `round` is None where the person left it out. `content` and `span` are hashes of what was read and of the
    text it was read from; `company`, `date` and `name` are normalised. `writings` counts all that was ever
    written into the round at that moment. `before` holds the rows of a round that the file has changed.
    """

    file = models.ForeignKey(ImportFile, on_delete=models.CASCADE, related_name="rounds")
    round = models.ForeignKey(Round, null=True, on_delete=models.CASCADE, related_name="sources")
    is_made = models.BooleanField(default=False)
    position = models.PositiveIntegerField()
    content = models.CharField(max_length=32)
    span = models.CharField(max_length=32, blank=True, default="")
    company = models.CharField(max_length=200, blank=True, default="")
    date = models.CharField(max_length=200, blank=True, default="")
    name = models.CharField(max_length=200, blank=True, default="")
    result_text = models.TextField(blank=True, default="")
    feedback = models.TextField(blank=True, default="")
    writings = models.PositiveIntegerField(default=0)
    before = models.JSONField(null=True)

    class Meta:
        db_table = "round_source"
        indexes = [
            models.Index(fields=["owner", "round"], name="round_source_of_round"),
            models.Index(fields=["owner", "file", "position"], name="round_source_of_file"),
        ]


class ApplicationSource(Owned):
    """An application as a file told it. `role` and `outcome` are those it had when it was taken in, `content` is
    a hash of all that was told."""

    file = models.ForeignKey(ImportFile, on_delete=models.CASCADE, related_name="applications")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="sources")
    is_made = models.BooleanField(default=False)
    content = models.CharField(max_length=32, blank=True, default="")
    role = models.CharField(max_length=200, blank=True, default="")
    outcome = models.CharField(max_length=20)
    outcome_text = models.TextField(blank=True, default="")
    notes = models.TextField(blank=True, default="")
    before = models.JSONField(null=True)

    class Meta:
        db_table = "application_source"
        indexes = [
            models.Index(fields=["owner", "application"], name="application_source_of"),
            models.Index(fields=["owner", "file"], name="application_source_of_file"),
        ]
