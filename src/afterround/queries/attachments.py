"""Photos and voice memos as they stand: those of a round, those without one, one of them, and their files."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db.models import F, Q, QuerySet

from afterround.adapters import attachments as files
from afterround.core.attachments import AttachmentKind, file_name
from afterround.core.errors import NotFound
from afterround.data.models import Attachment, Owner


@dataclass(frozen=True)
class AttachmentView:
    """A photo or a voice memo. `round_id` is where it stands, by itself or through its jot; sizes are in bytes
    and pixels."""

    id: UUID
    kind: AttachmentKind
    round_id: UUID | None
    jot_id: UUID | None
    jot_text: str
    sha256: str
    media_type: str
    size: int
    width: int | None
    height: int | None
    name: str
    caption: str
    at: datetime
    deleted_at: datetime | None

    @property
    def file_name(self) -> str:
        """The name under which it is handed out."""
        return file_name(self.name, self.media_type, self.kind)


@dataclass(frozen=True)
class FilesState:
    """What the files look like beside their rows: how many there are, and which are not as they should be."""

    count: int
    missing: tuple[str, ...]
    damaged: tuple[str, ...]
    unnamed: tuple[str, ...]


_SHOWN_FIRST = (F("deleted_at").asc(nulls_first=True),)


def _all_of(owner: Owner) -> QuerySet[Attachment]:
    """The owner's attachments, removed ones included, those of deleted rounds left out."""
    is_hidden = Q(round__deleted_at__isnull=False) | Q(jot__round__deleted_at__isnull=False)
    return Attachment.objects.filter(owner=owner).exclude(is_hidden).select_related("jot")


def attachments_as_views(owner: Owner) -> list[AttachmentView]:
    """All attachments that are shown somewhere, in the order they were made."""
    return [_view(one) for one in _all_of(owner).filter(deleted_at=None).order_by("at", "id")]


def round_attachments(owner: Owner, round_id: UUID) -> list[AttachmentView]:
    """The attachments of a round and of its jots in the order they were made, removed ones at the end."""
    found = _all_of(owner).filter(Q(round=round_id) | Q(jot__round=round_id))
    return [_view(one) for one in found.order_by(*_SHOWN_FIRST, "at", "id")]


def loose_attachments(owner: Owner, *, limit: int = 100) -> list[AttachmentView]:
    """Attachments of no round, neither by themselves nor through a jot, latest first, removed ones at the end."""
    found = _all_of(owner).filter(round=None, jot__round=None)
    return [_view(one) for one in found.order_by(*_SHOWN_FIRST, "-at", "-id")[:limit]]


def get_attachment(owner: Owner, attachment_id: UUID, *, removed: bool = False) -> AttachmentView:
    """One attachment, of no deleted round; a removed one only where `removed` allows it. Raises NotFound."""
    found = _all_of(owner).filter(id=attachment_id).first()
    if found is None or (found.deleted_at is not None and not removed):
        raise NotFound("There is no such photo or voice memo.")
    return _view(found)


def kept_attachment(owner: Owner, attachment_id: UUID) -> AttachmentView:
    """One attachment however it stands: shown, removed, or of a deleted round. Raises NotFound."""
    found = Attachment.objects.filter(owner=owner, id=attachment_id).select_related("jot").first()
    if found is None:
        raise NotFound("There is no such photo or voice memo.")
    return _view(found)


def file_of(found: AttachmentView) -> Path:
    """Where its file lies. Raises NotFound, with the code "file_missing", where it is gone or not whole."""
    if not files.is_whole(found.sha256, found.size):
        raise NotFound(
            "The file of this photo or voice memo is missing or damaged. Bring it back from a copy of the data folder; "
            "afterround doctor --attachments names all that are.",
            code="file_missing",
        )
    return files.path_of(found.sha256)


def named_files(digests: Collection[str] | None = None) -> dict[str, int]:
    """The files that any row names, whoever's it is, removed ones included, with their sizes; of `digests` or all."""
    rows = Attachment.objects.all() if digests is None else Attachment.objects.filter(sha256__in=digests)
    return dict(rows.values_list("sha256", "size"))


def check_files() -> FilesState:
    """Read every file and compare it with its hash: minutes where there are gigabytes of them."""
    named, kept = named_files(), set(files.kept_files())
    missing = sorted(set(named) - kept)
    damaged = sorted(
        digest for digest in set(named) & kept if files.hash_on_disk(files.path_of(digest)) != digest
    )
    return FilesState(len(named), tuple(missing), tuple(damaged), tuple(sorted(kept - set(named))))


def _view(found: Attachment) -> AttachmentView:
    return AttachmentView(
        id=found.id,
        kind=AttachmentKind(found.kind),
        round_id=found.jot.round_id if found.jot else found.round_id,
        jot_id=found.jot_id,
        jot_text=found.jot.text if found.jot else "",
        sha256=found.sha256,
        media_type=found.media_type,
        size=found.size,
        width=found.width,
        height=found.height,
        name=found.name,
        caption=found.caption,
        at=found.at,
        deleted_at=found.deleted_at,
    )
