"""What a person does with photos and voice memos: attach, caption, place, remove and bring back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from afterround.adapters import attachments as files
from afterround.core.attachments import (
    CAPTION_LENGTH,
    AttachmentKind,
    display_name,
    kind_of,
    too_large_words,
    visible,
)
from afterround.core.cooldown import RECENT, round_for_jot
from afterround.core.errors import Invalid, NotFound
from afterround.data.models import Attachment, Jot, Owner, Round
from afterround.formats.media import media_type_of
from afterround.formats.recording import bare_recording
from afterround.queries.attachments import named_files
from afterround.queries.cooldown import spans_around

NOT_THERE = "There is no such photo or voice memo."


@dataclass(frozen=True)
class NewAttachment:
    """A file as it is sent. `id` is made where it was chosen, so that sending it twice keeps it once.

    With a jot it goes where the jot stands; with neither it goes to the round a jot of that moment would go to.
    """

    id: UUID
    content: bytes
    name: str
    at: datetime
    round_id: UUID | None = None
    jot_id: UUID | None = None
    caption: str = ""


@dataclass(frozen=True)
class Attached:
    """The key under which it is kept, and whether it was new."""

    id: UUID
    is_new: bool


@dataclass(frozen=True)
class _Kept:
    """A file as it will be stored, without what it told beside its picture or its sound."""

    content: bytes
    media_type: str
    width: int | None = None
    height: int | None = None


def attach(owner: Owner, sent: NewAttachment, *, now: datetime) -> Attached:
    """Keep a photo or a voice memo, each once, with place, device and comments left out.

    Another file under a key that is taken is kept under a key of its own. The file is on the disk before its row
    is committed. Raises Invalid with the problem "file" or "caption" for what cannot be taken, NotFound for a round,
    a jot or a key that is another owner's, StoreUnavailable where there is no room.
    """
    digest = files.hash_of(sent.content)
    sent, known = _known(owner, sent, digest)
    if known:
        return Attached(sent.id, is_new=False)
    caption = _caption(sent.caption)
    _place(owner, sent)
    kept = _bare(sent.content)
    with files.keeping_step():
        sha256 = files.keep_file(kept.content)
        try:
            return _record(owner, replace(sent, caption=caption), kept, digest=digest, sha256=sha256, now=now)
        except IntegrityError:  # another computer that serves the same database was faster
            sent, known = _known(owner, sent, digest)
            if not known:
                raise
            return Attached(sent.id, is_new=False)
        except BaseException:
            _remove_unnamed([sha256])
            raise


@transaction.atomic
def _record(
    owner: Owner, sent: NewAttachment, kept: _Kept, *, digest: str, sha256: str, now: datetime
) -> Attached:
    """The row, unless another sending of the same was faster."""
    sent, known = _known(owner, sent, digest)
    if known:
        return Attached(sent.id, is_new=False)
    round_id, jot_id = _place(owner, sent)
    Attachment.objects.create(
        id=sent.id,
        owner=owner,
        round_id=round_id,
        jot_id=jot_id,
        kind=kind_of(kept.media_type),
        sha256=sha256,
        sent_sha256=digest,
        media_type=kept.media_type,
        size=len(kept.content),
        width=kept.width,
        height=kept.height,
        name=display_name(sent.name),
        caption=sent.caption,
        at=sent.at,
        received_at=now,
    )
    return Attached(sent.id, is_new=True)


def _known(owner: Owner, sent: NewAttachment, digest: str) -> tuple[NewAttachment, bool]:
    """The sending under the key it will have, and whether that is kept already. Raises NotFound."""
    other = replace(sent, id=uuid5(sent.id, digest))
    rows = Attachment.objects.filter(id__in=[sent.id, other.id]).values_list("id", "owner_id", "sent_sha256")
    found = {key: (holder, sha) for key, holder, sha in rows}
    if any(holder != owner.id for holder, _ in found.values()):
        raise NotFound(NOT_THERE)
    if sent.id not in found:
        return sent, False
    return (sent, True) if found[sent.id][1] == digest else (other, other.id in found)


def _place(owner: Owner, sent: NewAttachment) -> tuple[UUID | None, UUID | None]:
    """The round or the jot it belongs to, at most one of them. Raises NotFound."""
    if sent.round_id is not None:
        _check_round(owner, sent.round_id)
    if sent.jot_id is not None:
        if (
            not Jot.objects.filter(owner=owner, id=sent.jot_id)
            .exclude(round__deleted_at__isnull=False)
            .exists()
        ):
            raise NotFound("There is no such jot.")
        return None, sent.jot_id
    if sent.round_id is not None:
        return sent.round_id, None
    found = round_for_jot(spans_around(owner, sent.at - RECENT, sent.at), sent.at)
    return UUID(found) if found else None, None


def _check_round(owner: Owner, round_id: UUID) -> None:
    if not Round.objects.filter(owner=owner, id=round_id, deleted_at=None).exists():
        raise NotFound("There is no such round.")


def _bare(content: bytes) -> _Kept:
    """What will be stored of a content. Raises Invalid."""
    from afterround.adapters.photos import bare_photo  # Pillow takes longer to load than most commands take

    if not content:
        raise _not_taken("This file is empty. Choose another one, or take it anew.")
    try:
        media_type = media_type_of(content)
        kind = kind_of(media_type)
        if problem := too_large_words(len(content), kind):
            raise _not_taken(problem)
        if kind is AttachmentKind.VOICE:
            return _Kept(bare_recording(content, media_type), media_type)
        photo = bare_photo(content)
    except ValueError as error:
        raise _not_taken(str(error)) from error
    return _Kept(photo.content, photo.media_type, photo.width, photo.height)


def _not_taken(message: str) -> Invalid:
    return Invalid(message, problems={"file": message})


def _caption(said: str) -> str:
    """The caption as it is kept. Raises Invalid where it is too long."""
    caption = visible(said)
    if len(caption) > CAPTION_LENGTH:
        message = f"A caption has at most {CAPTION_LENGTH} characters. Put more into a jot."
        raise Invalid(message, problems={"caption": message})
    return caption


@transaction.atomic
def caption_attachment(owner: Owner, attachment_id: UUID, caption: str) -> None:
    """Say what is on a photo or in a voice memo; "" takes it away. Raises NotFound, Invalid."""
    _update(owner, attachment_id, caption=_caption(caption))


@transaction.atomic
def place_attachment(owner: Owner, attachment_id: UUID, round_id: UUID) -> None:
    """Move an attachment to a round; it leaves its jot, if it had one. Raises NotFound."""
    _check_round(owner, round_id)
    _update(owner, attachment_id, round_id=round_id, jot_id=None)


@transaction.atomic
def remove_attachment(owner: Owner, attachment_id: UUID, *, now: datetime) -> None:
    """Hide an attachment; `restore_attachment` brings it back, its file stays until it is purged. Raises NotFound."""
    _update(owner, attachment_id, deleted_at=now)


@transaction.atomic
def restore_attachment(owner: Owner, attachment_id: UUID) -> None:
    """Bring a removed attachment back. Raises NotFound."""
    _update(owner, attachment_id, deleted_at=None)


def _update(owner: Owner, attachment_id: UUID, **values: object) -> None:
    if not Attachment.objects.filter(owner=owner, id=attachment_id).update(**values):
        raise NotFound(NOT_THERE)


def remove_unnamed_files(digests: Iterable[str]) -> None:
    """Remove those of the files that no row names any more. To be called once the rows are gone for good."""
    with files.keeping_step():
        _remove_unnamed(digests)


def _remove_unnamed(digests: Iterable[str]) -> None:
    wanted = set(digests)
    files.remove_files(wanted - set(named_files(wanted)))


def sweep_files() -> int:
    """Remove what a crash has left: half written files, and whole ones that no row names; returns how many."""
    with files.keeping_step():
        unnamed = set(files.kept_files()) - set(named_files())
        files.remove_files(unnamed)
        return files.remove_leftovers() + len(unnamed)
