"""Takes in what files were read to hold, all in one transaction; a file that fails leaves the others be."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import DatabaseError, transaction

from afterround.actions.import_changes import change_round
from afterround.actions.import_directory import Directory
from afterround.actions.import_outlet import Outlet, Taken
from afterround.actions.import_rows import Moment, round_rows
from afterround.actions.import_writing import write
from afterround.core.errors import AfterroundError, Invalid
from afterround.core.import_matching import (
    Choice,
    Known,
    Match,
    Print,
    Standing,
    default_choice,
    print_of,
)
from afterround.core.imports import FileKind, FoundFile
from afterround.data.models import Import, Owner
from afterround.formats.bring import Read
from afterround.queries.imports import FileGave, edited_rounds, matcher_for, matches_of

CHUNK = 1000
"""So many files and rounds are written together."""

ROUNDS = 20_000
"""The most rounds of one import."""

Listener = Callable[[FileGave], None]


@dataclass(frozen=True)
class Brought:
    """A file with what the person wants of each of its rounds, by their number from 0.

    `prints` are those of the rounds as they were read, more than one where rounds were joined; `left_out` those of
    rounds that were dropped. `why` says why the file could not be read.
    """

    found: FoundFile
    kind: FileKind = FileKind.NOTES
    prints: Sequence[Sequence[Print]] = ()
    choices: Mapping[int, Choice] = field(default_factory=dict)
    left_out: Sequence[Print] = ()
    why: str = ""


def brought(read: Read) -> Brought:
    """A file as it was read, nothing corrected and nothing chosen."""
    prints = [(print_of(one, file=read.found.name, lines=read.lines),) for one in read.found.rounds]
    return Brought(read.found, read.kind, prints, why=read.why)


@dataclass(frozen=True)
class Report:
    """What an import did. `id` is None where nothing was new, so that nothing was written at all. `waiting` is the
    draft that holds what could not be taken in."""

    id: UUID | None
    files: tuple[FileGave, ...]
    rounds: tuple[UUID, ...]
    waiting: UUID | None = None


def take_in(
    owner: Owner,
    files: Iterable[Brought],
    *,
    now: datetime,
    zone: ZoneInfo,
    are_finished: bool = True,
    batch: Import | None = None,
    listen: Listener | None = None,
) -> Report:
    """Take in files, each round once: what is known already is not taken again, what has changed is changed as the
    person chose. Dates are meant in `zone`; retrospectives of the past count as finished unless `are_finished` is
    False. `batch` is a draft that becomes the import; `listen` hears of each file as it is done.

    All of it is one transaction. A file that cannot be taken in is said in the report, and the others go in.
    """
    with _without_garbage_collection(), transaction.atomic():
        taking = _Taking(owner, Moment(now, zone, are_finished), batch, listen)
        for each in files:
            taking.take(each)
        return taking.finish()


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Search no cycles of unused values meanwhile: an import makes many values and no cycle, and looking through all of
    them again and again took a seventh of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Taking:
    """An import that is under way."""

    def __init__(self, owner: Owner, moment: Moment, batch: Import | None, listen: Listener | None) -> None:
        self.owner, self.moment = owner, moment
        self.matcher = matcher_for(owner)
        self.outlet = Outlet(owner, moment, Directory(owner, moment.now), batch)
        self.listen = listen
        self.waiting: list[Taken] = []
        self.files: list[FileGave] = []
        self.rounds: list[UUID] = []
        self.seen = self.size = 0

    def take(self, file: Brought) -> None:
        """Plan one file; it is written with others."""
        self.seen += len(file.found.rounds)
        taken = Taken(file.found, file.kind, self.seen, left_out=file.left_out, problem=file.why)
        if self.seen > ROUNDS:
            taken.problem = f"There are more than {ROUNDS:,} rounds. Bring the rest in another import."
        matches = [] if taken.problem else matches_of(self.matcher, file.prints)
        try:
            self._plan(file, matches, taken)
        except Invalid as error:
            taken.forget(str(error))
        for one, rows in taken.made:
            self.matcher.add(Known(file.prints[one][0], str(rows.id), is_stored=False))
        self.waiting.append(taken)
        self.size += 1 + len(taken.made)
        if taken.changes or self.size >= CHUNK:
            self.flush()

    def _plan(self, file: Brought, matches: Sequence[Match], taken: Taken) -> None:
        """Sort the rounds of a file by what becomes of them. Raises Invalid."""
        edited = edited_rounds(self.owner, matches)
        for place, (one, match) in enumerate(zip(file.found.rounds, matches, strict=True)):
            known = UUID(match.known.round_id) if match.known and match.known.round_id else None
            is_edited = known in edited
            choice = file.choices.get(place) or default_choice(match, is_edited=is_edited)
            prints = file.prints[place]
            taken.prints[place] = prints
            if known is not None and choice is not Choice.TAKE:
                taken.known[place] = known
            match choice:
                case Choice.TAKE:
                    try:
                        rows = round_rows(self.owner.id, one, self.moment)
                    except Invalid as error:
                        raise _named(error, place, len(file.found.rounds)) from error
                    taken.made.append((place, rows))
                case Choice.ADD | Choice.REPLACE if known is not None:
                    taken.changes.append((place, known, choice))
                case Choice.LEAVE:
                    taken.left_out = [*taken.left_out, *prints]
                case Choice.KEEP if match.standing is Standing.CHANGED and known is not None:
                    taken.remembered.append((place, known))
                case Choice.LATER:
                    taken.later += 1
                case _:
                    if match.standing is Standing.UNCHANGED:
                        taken.unchanged += 1
                        taken.retold += _retold(match, place)

    def flush(self) -> None:
        """Write what waits: together, or file by file where that fails, so that it is known which one it was."""
        waiting, self.waiting, self.size = self.waiting, [], 0
        if not self._written(waiting) and len(waiting) > 1:
            for taken in waiting:
                self._written([taken])
        for taken in waiting:
            gave = taken.gave()
            self.files.append(gave)
            self.rounds += taken.rounds
            if self.listen is not None:
                self.listen(gave)

    def _written(self, some: list[Taken]) -> bool:
        """Write some files behind a savepoint. A lone one that fails says why, and counts as done."""
        state, was_begun = self.outlet.directory.state(), self.outlet.is_begun
        try:
            with transaction.atomic():
                write(self.outlet, some)
                for taken in some:
                    for place, known, choice in taken.changes:
                        change_round(self.outlet, taken, place, known, choice)
        except (DatabaseError, AfterroundError) as error:
            self.outlet.directory.put_back(state)
            self.outlet.unbegin(was_begun=was_begun)
            for taken in some:
                taken.unwrite()
            if len(some) > 1:
                return False
            why = (
                str(error) if isinstance(error, AfterroundError) else "it could not be stored as it was read"
            )
            some[0].forget(f"{why} ({' '.join(str(error).split())})" if why not in str(error) else why)
        return True

    def finish(self) -> Report:
        """Write the rest and the record of the import."""
        self.flush()
        batch = self.outlet.finish()
        return Report(batch, tuple(self.files), tuple(self.rounds))


def _retold(match: Match, place: int) -> list[tuple[int, UUID]]:
    """The place of a round and the key of the stored one that it is, whose tags the file may tell anew."""
    known = match.known
    return [(place, UUID(known.round_id))] if known and known.round_id and known.is_stored else []


def _named(error: Invalid, place: int, rounds: int) -> Invalid:
    """The refusal with the number of the round it is about, where there are several."""
    which = f"Round {place + 1}: " if rounds > 1 else ""
    return Invalid(f"{which}{error}", problems=error.problems)
