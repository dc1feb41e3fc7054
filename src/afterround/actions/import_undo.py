"""Takes a whole import back, without what was written into it since, and brings it back again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from afterround.actions.import_changes import change_back
from afterround.actions.kept_rows import (
    Packed,
    pack,
    put_back,
    squeeze,
    unpack,
    unsqueeze,
    with_all_that_hangs_on,
)
from afterround.actions.tag_wordings import counted_as, follow_wording, forget_wordings
from afterround.core.errors import Conflict, NotFound
from afterround.data.models import (
    Application,
    ApplicationSource,
    Company,
    Import,
    ImportFile,
    Owner,
    Person,
    Round,
    RoundSource,
    RoundTag,
    Stage,
)
from afterround.queries.imports import ASKED, writings_of, written_into
from afterround.queries.spellings import companies_by_spelling

RETURNS_FOR = timedelta(days=30)
"""So long an undone import can be brought back; then what it held is gone."""

Row = Any


@dataclass
class Undone:
    """What an undo did: how many rounds and applications went or were changed back, and the rounds that stayed,
    since something was written into them."""

    removed: int = 0
    applications: int = 0
    changed_back: int = 0
    kept: list[UUID] = field(default_factory=list)


@transaction.atomic
def undo_import(owner: Owner, import_id: UUID, *, now: datetime, even_written: bool = False) -> Undone:
    """Take an import back: the rounds, applications, companies and people it made go, what it changed is again as it
    was. Rounds into which something was written since stay, unless `even_written`; so does all they need.

    Raises NotFound, and Conflict where it is undone already.
    """
    batch = _locked(owner, import_id)
    if batch.undone_at is not None:
        raise Conflict("This import is undone already.")
    written = set() if even_written else written_into(owner, import_id)
    undone, kept, tagged = Undone(), _Removed(), counted_as(owner, _tags_in(owner, batch))
    _change_back(owner, batch, written, undone, kept)
    sources = RoundSource.objects.filter(owner=owner, file__batch=batch)
    made = list(
        dict.fromkeys(sources.filter(is_made=True, round__isnull=False).values_list("round_id", flat=True))
    )
    undone.kept = [key for key in dict.fromkeys([*made, *undone.kept]) if key in written]
    gone = [key for key in made if key not in written]
    for some in _some(gone):
        kept.take(Round.objects.filter(owner=owner, id__in=some))
    undone.removed = len(gone)
    kept.take(RoundTag.objects.filter(owner=owner, file__batch=batch).exclude(round__in=written))
    kept.take(sources.exclude(round__in=written))
    undone.applications = _take_processes(owner, batch, kept)
    _take_names(owner, batch, kept)
    forget_wordings(owner, tagged)
    batch.undone_at, batch.removed = now, squeeze(kept.packed())
    batch.save(update_fields=["undone_at", "removed"])
    return undone


def _tags_in(owner: Owner, batch: Import) -> QuerySet[RoundTag]:
    """The tags that an import brought, and those on the rounds it tells of."""
    told = RoundSource.objects.filter(owner=owner, file__batch=batch, round__isnull=False)
    return RoundTag.objects.filter(owner=owner).filter(
        Q(file__batch=batch) | Q(round__in=told.values("round"))
    )


def _locked(owner: Owner, import_id: UUID) -> Import:
    """The import, locked until the deed is done. Raises NotFound."""
    mine = Import.objects.filter(owner=owner, id=import_id, taken_at__isnull=False)
    found = mine.select_for_update().first()
    if found is None:
        raise NotFound("There is no such import.")
    return found


class _Removed:
    """What an undo has taken out of the store."""

    def __init__(self) -> None:
        self.rows: Packed = []
        self.changed: list[Any] = []
        self.values: list[Any] = []

    def take(self, rows: Any) -> None:
        """Take rows out with all that hangs on them."""
        self.rows += pack(with_all_that_hangs_on(rows))
        rows.delete()

    def packed(self) -> Packed:
        """All of it as one value."""
        return [{"rows": self.rows, "changed": self.changed, "values": self.values}]


def _change_back(owner: Owner, batch: Import, written: set[UUID], undone: Undone, kept: _Removed) -> None:
    """Put the rounds that it changed back as they were, the last change first."""
    changes = RoundSource.objects.filter(owner=owner, file__batch=batch, before__isnull=False)
    for source in changes.select_related("round").order_by("-id"):
        assert source.round is not None and source.round_id is not None and source.before is not None
        if source.round_id in written:
            undone.kept.append(source.round_id)
            continue
        stood = change_back(source.round, source.before)
        writings = writings_of(owner, [source.round_id])[source.round_id]
        kept.changed.append([str(source.round_id), stood, writings])
        undone.changed_back += 1


def _take_processes(owner: Owner, batch: Import, kept: _Removed) -> int:
    """Take out the applications that it made and that hold nothing else; put the others' role and outcome back.
    Returns how many went."""
    sources = ApplicationSource.objects.filter(owner=owner, file__batch=batch)
    stages = _made(batch, "stages")
    own_stages = set(stages)
    told = {source.application_id: source for source in sources.order_by("id")}
    for source in sources.filter(before__isnull=False).select_related("application").order_by("-id"):
        process = source.application
        if (process.role, process.outcome) == (source.role, source.outcome):
            kept.values.append([str(process.id), process.role, process.outcome])
            before = source.before or {}
            process.role, process.outcome = before["role"], before["outcome"]
            process.save(update_fields=["role", "outcome"])
    number = 0
    for some in _some(_made(batch, "applications")):
        empty = Application.objects.filter(owner=owner, id__in=some, rounds=None)
        others = set(Stage.objects.filter(owner=owner, application__in=some).values_list("id", "application"))
        full = {process for stage, process in others if str(stage) not in own_stages}
        gone = [
            process.id
            for process in empty
            if process.id not in full and (process.id not in told or _is_as_told(process, told[process.id]))
        ]
        kept.take(Application.objects.filter(owner=owner, id__in=gone))
        number += len(gone)
    for some in _some(stages):
        kept.take(Stage.objects.filter(owner=owner, id__in=some, application__rounds=None))
    kept.take(sources.filter(Q(before__isnull=False) | Q(application__rounds=None)))
    return number


def _is_as_told(process: Application, source: ApplicationSource) -> bool:
    return (process.role, process.outcome) == (source.role, source.outcome)


def _take_names(owner: Owner, batch: Import, kept: _Removed) -> None:
    """Take out the people and companies that it made and that nothing is left of."""
    for some in _some(_made(batch, "people")):
        kept.take(
            Person.objects.filter(owner=owner, id__in=some, participations=None, feedback=None, email="")
        )
    for some in _some(_made(batch, "companies")):
        left = Company.objects.filter(owner=owner, id__in=some, applications=None, people=None)
        kept.take(
            left.filter(merged_at=None, aliases=None)
        )  # one that was merged or renamed is a person's deed


def _some(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The keys in portions that one question to the database can hold."""
    return (keys[at : at + ASKED] for at in range(0, len(keys), ASKED))


def _made(batch: Import, table: str) -> list[str]:
    """The keys of the rows of a table that the files of an import made."""
    found = ImportFile.objects.filter(owner=batch.owner_id, batch=batch).values_list("made", flat=True)
    return [key for made in found for key in made.get(table, ())]


@transaction.atomic
def redo_import(owner: Owner, import_id: UUID) -> int:
    """Bring an undone import back as it was; returns how many rounds came back.

    Raises NotFound, and Conflict where it is not undone, where that was too long ago, or where the same rounds
    were brought again since.
    """
    batch = _locked(owner, import_id)
    if batch.undone_at is None:
        raise Conflict("This import is not undone.")
    if batch.removed is None:
        raise Conflict(f"It was undone more than {RETURNS_FOR.days} days ago. Bring the files again.")
    held = unsqueeze(batch.removed)[0]
    rows = unpack(held["rows"])
    _check_not_brought_again(owner, rows)
    put_back(_with_known_companies(owner, rows))
    for key, stood, writings in reversed(held["changed"]):
        found = Round.objects.filter(owner=owner, id=key).first()
        if found is not None and writings_of(owner, [found.id])[found.id] == writings:
            change_back(found, stood)
    for key, role, outcome in held["values"]:
        Application.objects.filter(owner=owner, id=key).update(role=role, outcome=outcome)
    for key, theme in counted_as(owner, _tags_in(owner, batch)):
        follow_wording(owner, key, theme)
    batch.undone_at, batch.removed = None, None
    batch.save(update_fields=["undone_at", "removed"])
    return sum(isinstance(row, Round) for row in rows)


def _check_not_brought_again(owner: Owner, rows: Iterable[Row]) -> None:
    words = [row.content for row in rows if isinstance(row, RoundSource) and row.round_id is not None]
    for some in _some(words):
        known = RoundSource.objects.filter(owner=owner, content__in=some)
        if known.exclude(round=None).exists():
            raise Conflict("Some of these rounds were brought again since. Undo that import first.")


def _with_known_companies(owner: Owner, rows: Iterable[Row]) -> list[Row]:
    """The rows, with a company of the same name that was made since in place of their own."""
    known = companies_by_spelling(owner)
    renamed: dict[UUID, UUID] = {}
    staying = []
    for row in rows:
        if isinstance(row, Company) and row.key in known:
            renamed[row.id] = known[row.key]
        else:
            staying.append(row)
    for row in staying:
        if isinstance(row, (Application, Person)) and row.company_id in renamed:
            row.company_id = renamed[row.company_id]
    return staying


@transaction.atomic
def forget_old_imports(owner: Owner, *, now: datetime) -> None:
    """Let go of what undone imports held, once they cannot be brought back any more."""
    old = Import.objects.filter(owner=owner, undone_at__lt=now - RETURNS_FOR, removed__isnull=False)
    old.update(removed=None)
