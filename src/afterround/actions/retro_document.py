"""Writes an edited document back: what changed is saved field by field, by the rules of any other save."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from afterround.actions.retro import Saved, save_retro
from afterround.core.retro import Outside, Retro
from afterround.core.retro_document import (
    DocumentChange,
    FlatLine,
    changes_between,
    flat_lines,
    keep_header,
    with_keys,
)
from afterround.core.retro_fields import RETRO, FieldChange
from afterround.data import models
from afterround.data.keys import new_key
from afterround.data.models import EarlierText, Owner, RetroLine
from afterround.queries.retro import line_value, retro_value


@transaction.atomic
def save_document(owner: Owner, round_id: UUID, *, base: Retro, edited: Retro, now: datetime) -> Saved:
    """Save what an editor changed between `base` (as it was read, with keys) and `edited`.

    A field that somebody else changed meanwhile clashes as everywhere: both texts are kept. Lines take the
    order of the edited document; its text outside the sections is kept byte for byte, and so is a header that
    differs from the round's. Raises NotFound.
    """
    edited = with_keys(keep_header(base, edited), lambda: str(new_key()))
    changes = changes_between(base, edited)
    first = save_retro(owner, round_id, [], now=now)
    retro = models.Retro.objects.get(owner=owner, round=round_id)
    lines = {str(line.id): line for line in RetroLine.objects.filter(owner=owner, retro=retro)}
    kept = _rewritten_elsewhere(base, lines)
    wanted = [
        _against(change, retro, lines.get(change.line))
        for change in changes
        if not (change.field == "deleted" and change.line in kept)
    ]
    wanted += _brought_back(base, edited, lines)
    spoken_of = {change.line for change in changes}
    fresh = [line for line in flat_lines(edited) if line.id not in lines and line.id not in spoken_of]
    _make_empty_lines(retro, fresh, now)
    saved = save_retro(owner, round_id, wanted, now=now) if wanted else first
    _order(owner, retro, edited)
    if edited.outside != base.outside:
        _keep_outside(owner, round_id, base.outside, edited.outside, now)
    return saved


def _against(change: DocumentChange, retro: models.Retro, line: RetroLine | None) -> FieldChange:
    """A document's change as a field change, read at the version that still shows what the editor saw."""
    record: models.Retro | RetroLine | None = retro if change.line == RETRO else line
    if record is None:
        return FieldChange(change.line, change.field, change.after, 0, change.section)
    current = retro_value(retro, change.field) if line is None else line_value(line, change.field)
    version = record.versions.get(change.field, 0)
    read_at = version if current == change.before else -1
    return FieldChange(change.line, change.field, change.after, read_at, change.section)


def _rewritten_elsewhere(base: Retro, lines: dict[str, RetroLine]) -> set[str]:
    """The lines whose words somebody changed since the editor read them; an editor's deletion spares them."""
    read = {line.id: line.fields["text"] for line in flat_lines(base)}
    return {key for key, line in lines.items() if key in read and line.text != read[key]}


def _brought_back(base: Retro, edited: Retro, known: dict[str, RetroLine]) -> list[FieldChange]:
    """The wish to see lines again that were deleted and stand in the edited document, as an older copy has them."""
    seen = {line.id for line in flat_lines(base)}
    gone = [line for line in flat_lines(edited) if line.id not in seen and line.id in known]
    return [
        FieldChange(line.id, "deleted", "", known[line.id].versions.get("deleted", 0), line.section)
        for line in gone
        if known[line.id].deleted_at is not None
    ]


def _make_empty_lines(retro: models.Retro, fresh: Iterable[FlatLine], now: datetime) -> None:
    """Make the new lines that hold no words at all, which no field change speaks of."""
    RetroLine.objects.bulk_create(
        RetroLine(
            id=UUID(line.id),
            owner_id=retro.owner_id,
            retro=retro,
            section=line.section,
            position=0,
            created_at=now,
        )
        for line in fresh
    )


def _order(owner: Owner, retro: models.Retro, edited: Retro) -> None:
    """Put the lines into the order of the document."""
    places = {line.id: number for number, line in enumerate(flat_lines(edited), 1)}
    lines = [line for line in RetroLine.objects.filter(owner=owner, retro=retro) if str(line.id) in places]
    for line in lines:
        line.position = places[str(line.id)]
    RetroLine.objects.bulk_update(lines, ["position"])


def _keep_outside(
    owner: Owner, round_id: UUID, base: Iterable[Outside], edited: Iterable[Outside], now: datetime
) -> None:
    """Write the text outside the sections. What stood there is kept; what somebody else put there meanwhile
    stays behind it."""
    retro = models.Retro.objects.get(owner=owner, round=round_id)
    seen = [{"after": chunk.after, "text": chunk.text} for chunk in base]
    wanted = [{"after": chunk.after, "text": chunk.text} for chunk in edited]
    version = retro.versions.get("outside", 0)
    if retro.outside:
        stood = retro_value(retro, "outside")
        EarlierText.objects.create(
            owner=owner, retro=retro, field="outside", value=stood, version=version, at=now
        )
    retro.outside = wanted + [chunk for chunk in retro.outside if chunk not in seen and chunk not in wanted]
    retro.versions["outside"] = version + 1
    retro.changed_at = now
    retro.save(update_fields=["outside", "versions", "changed_at"])
