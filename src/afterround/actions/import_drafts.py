"""What a person does with files before they are taken in: look, retype, split, join, choose; nothing typed is lost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from afterround.actions.import_rows import clean
from afterround.actions.import_undo import forget_old_imports
from afterround.actions.imports import Brought, Report, take_in
from afterround.actions.owners import remember
from afterround.core.errors import Conflict, Invalid, NotFound
from afterround.core.import_draft import DraftFile, changed, drafted, located
from afterround.core.import_matching import Choice, print_of
from afterround.core.imports import FileKind, FoundFile
from afterround.data.models import Import, ImportFile, Owner
from afterround.formats.bring import Read, Understood, read_file, understand
from afterround.formats.corrections import correct
from afterround.formats.draft_json import draft_from_json, draft_to_json
from afterround.formats.understood import as_remembered, names_of, to_remember, understood_to_json
from afterround.queries.owners import recall_setting

FILES = 100
"""The most files of one draft."""

BATCH_BYTES = 25_000_000
"""Bytes of all files of a draft together."""

DRAFTS = 10
"""So many drafts may wait at once."""

ROUNDS = 1_000
"""The most rounds that can be looked at on a page; the terminal takes more."""

KEPT_FOR = timedelta(days=14)
"""So long a draft waits after it was last touched."""

Edit = Callable[[DraftFile], DraftFile]
Fields = Mapping[int, Mapping[str, str]]


def begin_draft(owner: Owner, files: Sequence[tuple[str, bytes]], *, now: datetime) -> UUID:
    """Read files, given as name and content, and keep what was read to be looked at; returns the draft's key.

    Raises Invalid where there is nothing to read or too much, and Conflict where too many drafts wait.
    """
    if not files:
        raise Invalid("Choose files, or paste a text.", problems={"files": "Choose files, or paste a text."})
    if len(files) > FILES:
        message = f"At most {FILES} files are read at once. Bring the others after these."
        raise Invalid(message, problems={"files": message})
    if sum(len(content) for _, content in files) > BATCH_BYTES:
        message = f"These are more than {BATCH_BYTES // 1_000_000} MB together. Bring fewer files at once."
        raise Invalid(message, problems={"files": message})
    reads = [_as_remembered(owner, read_file(name, content)) for name, content in files]
    if sum(len(read.found.rounds) for read in reads) > ROUNDS:
        message = f"These hold more than {ROUNDS:,} rounds. Bring fewer files, or use afterround import."
        raise Invalid(message, problems={"files": message})
    with transaction.atomic():
        _forget_old(owner, now)
        if Import.objects.filter(owner=owner, taken_at=None).count() >= DRAFTS:
            raise Conflict(f"{DRAFTS} drafts wait already. Take one in or throw one away first.")
        draft = Import.objects.create(owner=owner, created_at=now, changed_at=now)
        ImportFile.objects.bulk_create(
            _file(draft, place, read, content)
            for place, (read, (_, content)) in enumerate(zip(reads, files, strict=True))
        )
    return draft.id


def _as_remembered(owner: Owner, read: Read) -> Read:
    """A table as the person understood one with the same columns before."""
    if read.table is None:
        return read
    known = {name: recall_setting(owner, name) for name in names_of(read.table)}
    understood = as_remembered(read.table, read.understood, known)
    return read if understood == read.understood else understand(read.table, understood)


def _file(draft: Import, place: int, read: Read, content: bytes) -> ImportFile:
    """The record of a file as it was read."""
    return ImportFile(
        owner_id=draft.owner_id,
        batch=draft,
        position=place,
        name=clean(read.found.name)[-500:],
        kind=read.kind,
        content=content,
        reading=None if read.why else draft_to_json(_drafted(read)),
        mapping=understood_to_json(read.understood) if read.understood else None,
        problem=read.why,
    )


def _drafted(read: Read) -> DraftFile:
    name, lines = read.found.name, read.lines
    found = replace(
        read.found,
        name=clean(name),
        unplaced=tuple(clean(text) for text in read.found.unplaced),
        rounds=tuple(located(one, lines) for one in read.found.rounds),
    )
    return drafted(found, [(print_of(one, file=name, lines=lines),) for one in read.found.rounds])


@transaction.atomic
def save_draft(
    owner: Owner,
    draft_id: UUID,
    fields: Mapping[UUID, Fields],
    *,
    now: datetime,
    choices: Mapping[UUID, Mapping[int, str]] | None = None,
    are_finished: bool | None = None,
    version: datetime | None = None,
) -> dict[tuple[int, str], str]:
    """Keep what was retyped, by file, round and field, and what was chosen; returns what is wrong with a field.

    A field that is not named stays. `version` is when the draft was last changed as far as the page knew. Raises
    NotFound, and Conflict where it was changed in another window since.
    """
    draft = _own(owner, draft_id)
    if version is not None and version != draft.changed_at:
        raise Conflict("This was changed in another window since you opened it. Look at it again first.")
    problems: dict[tuple[int, str], str] = {}
    for file in draft.files.filter(reading__isnull=False):
        assert file.reading is not None
        before = draft_from_json(file.reading)
        after = corrected(before, fields.get(file.id, {}), (choices or {}).get(file.id, {}), problems)
        if after != before:
            file.reading = draft_to_json(after)
            file.save(update_fields=["reading"])
    draft.changed_at = now
    draft.are_finished = draft.are_finished if are_finished is None else are_finished
    draft.save(update_fields=["changed_at", "are_finished"])
    return problems


def corrected(
    file: DraftFile, fields: Fields, choices: Mapping[int, str], problems: dict[tuple[int, str], str]
) -> DraftFile:
    """The file with what was retyped and chosen; what is wrong with a field is put into `problems`."""
    for each in file.rounds:
        if each.uid in fields:
            said = {name: clean(text) for name, text in fields[each.uid].items()}
            found, wrong = correct(each.found, said)
            problems |= {(each.uid, name): message for name, message in wrong.items()}
            file = changed(file, each.uid, found=found)
        if choices.get(each.uid, "") in set(Choice):
            file = changed(file, each.uid, choice=Choice(choices[each.uid]))
    return file


@transaction.atomic
def edit_draft(owner: Owner, draft_id: UUID, file_id: UUID, edit: Edit, *, now: datetime) -> None:
    """Change the rounds of one file of a draft: split one, join two. Raises NotFound."""
    draft = _own(owner, draft_id)
    file = draft.files.filter(id=file_id, reading__isnull=False).first()
    if file is None or file.reading is None:
        raise NotFound("There is no such file.")
    file.reading = draft_to_json(edit(draft_from_json(file.reading)))
    file.save(update_fields=["reading"])
    draft.changed_at = now
    draft.save(update_fields=["changed_at"])


@transaction.atomic
def understand_table(
    owner: Owner, draft_id: UUID, file_id: UUID, understood: tuple[Understood, ...], *, now: datetime
) -> None:
    """Read a table anew with other columns and statuses, which are remembered for the next one with the same
    columns. What was retyped in its rounds is read anew, too. Raises NotFound, Invalid.
    """
    draft = _own(owner, draft_id)
    file = draft.files.filter(id=file_id, content__isnull=False).first()
    if file is None or file.content is None:
        raise NotFound("There is no such file.")
    read = read_file(file.name, bytes(file.content))
    if read.table is None or len(read.table.tables) != len(understood):
        raise Invalid("This file holds no table with these columns.")
    again = understand(read.table, understood)
    file.reading, file.mapping = draft_to_json(_drafted(again)), understood_to_json(understood)
    file.save(update_fields=["reading", "mapping"])
    for name, value in to_remember(read.table, understood).items():
        remember(owner, name, value)
    draft.changed_at = now
    draft.save(update_fields=["changed_at"])


def take_draft(owner: Owner, draft_id: UUID, *, now: datetime, zone: ZoneInfo) -> Report:
    """Take a draft in; pressed twice, it is taken in once. Files that could not be taken wait in a new draft.

    Raises NotFound.
    """
    with transaction.atomic():
        draft = _own(owner, draft_id)
        files = list(draft.files.order_by("position"))
        brought = [_brought(file) for file in files]
        report = take_in(owner, brought, now=now, zone=zone, are_finished=draft.are_finished, batch=draft)
        failed = [
            file for file, gave in zip(files, report.files, strict=True) if gave.problem and file.reading
        ]
        if failed:
            report = replace(report, waiting=_keep_for_later(draft, failed, report, now))
        if report.id is None:
            draft.delete()
    return report


def _keep_for_later(draft: Import, failed: Sequence[ImportFile], report: Report, now: datetime) -> UUID:
    """A new draft with the files that could not be taken, and why; returns its key."""
    again = Import.objects.create(
        owner_id=draft.owner_id, created_at=now, changed_at=now, are_finished=draft.are_finished
    )
    why = {gave.name: gave.problem for gave in report.files}
    for file in failed:
        file.batch, file.problem = again, why.get(file.name, "")
        file.save(force_insert=not ImportFile.objects.filter(id=file.id).exists())
    return again.id


def _brought(file: ImportFile) -> Brought:
    """A file of a draft as it is to be taken in."""
    if file.reading is None:
        return Brought(FoundFile(file.name), FileKind(file.kind), why=file.problem)
    draft = draft_from_json(file.reading)
    return Brought(
        draft.whole,
        FileKind(file.kind),
        prints=[each.prints for each in draft.rounds],
        choices={n: each.choice for n, each in enumerate(draft.rounds) if each.choice},
    )


@transaction.atomic
def discard_draft(owner: Owner, draft_id: UUID) -> None:
    """Throw a draft away; the files it came from are where they were. Raises NotFound."""
    _own(owner, draft_id).delete()


def _forget_old(owner: Owner, now: datetime) -> None:
    """Clear away what has waited for too long."""
    Import.objects.filter(owner=owner, taken_at=None, changed_at__lt=now - KEPT_FOR).delete()
    forget_old_imports(owner, now=now)


def _own(owner: Owner, draft_id: UUID) -> Import:
    """The draft, locked until the deed is done. Raises NotFound."""
    found = Import.objects.filter(owner=owner, id=draft_id, taken_at=None).select_for_update().first()
    if found is None:
        raise NotFound("There is no such draft.")
    return found
