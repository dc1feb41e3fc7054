"""What a form says about photos and voice memos: read from its fields, never trusted further than that."""

from collections.abc import Iterator
from uuid import UUID, uuid4, uuid5

from afterround.actions.attachments import NewAttachment
from afterround.core.attachments import LARGEST, AttachmentKind, too_large_words
from afterround.core.errors import Invalid
from afterround.web.cooldown.forms import read_key, read_round
from afterround.web.doors import Visit, made_at


def read_attachments(request: Visit) -> Iterator[NewAttachment]:
    """The files a form carries: it has a field for the camera and one for what is there already.

    Raises Invalid where there is none, where one is too large to be read at all, or where round or jot are none.
    """
    chosen = request.FILES.getlist("file")
    if not chosen:
        raise _problem("Choose a photo or a recording first.")
    key = read_key(request.POST.get("id", "")) or uuid4()
    round_id, jot_id = read_round(request.POST.get("round", "")), _jot(request.POST.get("jot", ""))
    for number, file in enumerate(chosen):
        if (file.size or 0) > LARGEST:
            raise _problem(too_large_words(file.size or 0, AttachmentKind.VOICE))
        yield NewAttachment(
            id=uuid5(key, str(number)) if number else key,
            content=bytes(file.read()),
            name=file.name or "",
            at=made_at(request.POST, request.now),
            round_id=round_id,
            jot_id=jot_id,
            caption=request.POST.get("note", ""),
        )


def _problem(message: str) -> Invalid:
    return Invalid(message, problems={"file": message})


def _jot(text: str) -> UUID | None:
    found = read_key(text)
    if text and found is None:
        raise Invalid("This names no jot.", problems={"jot": "Choose a jot, or the round as a whole."})
    return found
