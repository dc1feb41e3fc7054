"""What becomes of each file of an import, and the record of the import, made with the first row that it gives."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from afterround.actions.import_directory import Directory
from afterround.actions.import_rows import Moment, RoundRows, clean
from afterround.core.import_matching import Choice, Print
from afterround.core.imports import FileKind, FoundFile
from afterround.core.tags import name_keys
from afterround.data.models import Import, ImportFile, Owner
from afterround.queries.imports import FileGave


@dataclass
class Taken:
    """What becomes of one file: its plan, and then what it gave."""

    found: FoundFile
    kind: FileKind
    seen: int
    left_out: Sequence[Print] = ()
    problem: str = ""
    prints: dict[int, Sequence[Print]] = field(default_factory=dict)
    known: dict[int, UUID] = field(default_factory=dict)
    made: list[tuple[int, RoundRows]] = field(default_factory=list)
    changes: list[tuple[int, UUID, Choice]] = field(default_factory=list)
    remembered: list[tuple[int, UUID]] = field(default_factory=list)
    retold: list[tuple[int, UUID]] = field(default_factory=list)
    unchanged: int = 0
    later: int = 0
    applications: int = 0
    people: int = 0
    tags: int = 0
    changed: list[UUID] = field(default_factory=list)
    file: ImportFile | None = None

    def forget(self, problem: str) -> None:
        """Take nothing from it, and say why."""
        self.problem = problem
        self.made, self.changes, self.remembered, self.left_out, self.retold = [], [], [], [], []
        self.known, self.unchanged, self.later = {}, 0, 0

    def unwrite(self) -> None:
        """As if it had not been written."""
        self.applications = self.people = self.tags = 0
        self.changed, self.file = [], None

    @cached_property
    def companies(self) -> frozenset[str]:
        """The keys of all companies that it tells of; as a tag, each only says whose round it was."""
        named = [
            *(one.company for one in self.found.applications),
            *(one.company for one in self.found.rounds),
        ]
        return frozenset(key for one in named if one is not None for key in name_keys(one.text))

    @property
    def rounds(self) -> list[UUID]:
        """The rounds that it made or changed."""
        return [*(rows.id for _, rows in self.made), *self.changed]

    def gave(self) -> FileGave:
        """The report on it."""
        return FileGave(name=self.found.name, problem=self.problem, **self.counts())

    def counts(self) -> dict[str, int]:
        """The numbers of the report."""
        return {
            "made": len(self.made),
            "changed": len(self.changed),
            "unchanged": self.unchanged,
            "later": self.later,
            "left_out": len(self.left_out),
            "applications": self.applications,
            "people": self.people,
            "tags": self.tags,
        }


class Outlet:
    """Where the rows of an import go. The record of it is made with the first row, so that an import which gives
    nothing leaves nothing."""

    def __init__(self, owner: Owner, moment: Moment, directory: Directory, batch: Import | None) -> None:
        self.owner, self.moment, self.directory, self.batch = owner, moment, directory, batch
        self.is_begun, self.is_own = False, batch is None

    def begin(self) -> Import:
        """The record of the import, stored."""
        now = self.moment.now
        if self.batch is None:
            self.batch = Import(owner=self.owner, created_at=now)
        if not self.is_begun:
            batch = self.batch
            batch.taken_at, batch.changed_at, batch.are_finished = now, now, self.moment.are_finished
            if batch._state.adding:
                batch.save(force_insert=True)
            else:
                batch.files.all().delete()  # the draft's, whose words now stand in the rounds
                batch.save(update_fields=["taken_at", "changed_at", "are_finished"])
            self.is_begun = True
        return self.batch

    def unbegin(self, *, was_begun: bool) -> None:
        """As it was before a savepoint that was given up."""
        if not was_begun and self.is_begun:
            self.is_begun = False
            self.batch = None if self.is_own else self.batch

    def file_of(self, taken: Taken) -> ImportFile:
        """The record of a file, unsaved."""
        if taken.file is None:
            name = clean(taken.found.name)[-500:]
            batch = self.begin()
            taken.file = ImportFile(
                owner=self.owner, batch=batch, position=taken.seen, name=name, kind=taken.kind, made={}
            )
        return taken.file

    def finish(self) -> UUID | None:
        """The key of the import; None where it gave nothing."""
        return self.batch.id if self.batch is not None and self.is_begun else None
