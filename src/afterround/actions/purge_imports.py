"""What imports hold of a round that goes for good: rows that an undo has kept, and files that told of nothing else."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from afterround.actions.kept_rows import Packed, squeeze, unsqueeze
from afterround.data.models import Import, ImportFile, Owner


def forget_kept_rows(owner: Owner, keys: Collection[UUID]) -> None:
    """Take what hangs on these rows out of what undone imports have kept for coming back; all else can come back."""
    gone = {str(key) for key in keys}
    for batch in Import.objects.filter(owner=owner, removed__isnull=False).order_by("id"):
        assert batch.removed is not None
        held = unsqueeze(batch.removed)
        left = [_without(one, gone) for one in held]
        if left != held:
            batch.removed = squeeze(left)
            batch.save(update_fields=["removed"])


def _without(held: dict[str, Any], gone: Collection[str]) -> dict[str, Any]:
    rows: Packed = held["rows"]
    lost = set(gone)
    while more := {row["pk"] for row in rows if lost & _keys_in(row)} - lost:
        lost |= more
    return {
        "rows": [row for row in rows if row["pk"] not in lost],
        "changed": [one for one in held["changed"] if one[0] not in lost],
        "values": [one for one in held["values"] if one[0] not in lost],
    }


def _keys_in(row: dict[str, Any]) -> set[str]:
    """The keys that a packed row names."""
    return {value for value in row["fields"].values() if isinstance(value, str)}


def forget_files(owner: Owner, files: Collection[UUID]) -> None:
    """Remove those of the files that told of nothing that is left, and imports that hold no file any more. One that
    was undone stays, since its files are to come back."""
    empty = ImportFile.objects.filter(owner=owner, id__in=files, batch__removed=None)
    empty = empty.filter(rounds=None, applications=None)
    batches = list(empty.values_list("batch", flat=True))
    empty.delete()
    Import.objects.filter(owner=owner, id__in=batches, files=None).delete()
