"""Writes what an import has planned: many files' rows together, and the record of what each file gave."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db.models import Model

from afterround.actions.import_directory import Directory, Process, with_file
from afterround.actions.import_rows import Moment, RoundRows, clean, short, when_of
from afterround.core.import_matching import Choice, Print, application_hash
from afterround.core.imports import FileKind, FoundApplication, FoundFile, FoundPerson, FoundRound
from afterround.core.rounds import Outcome, Precision
from afterround.data.keys import new_key
from afterround.data.models import (
    Application,
    ApplicationSource,
    Company,
    Import,
    ImportFile,
    Owner,
    Participation,
    Person,
    Retro,
    RetroLine,
    Round,
    RoundSource,
    Stage,
)
from afterround.queries.imports import FileGave

ORDER: tuple[type[Model], ...] = (
    *(Company, Application, Stage, Person, Import, ImportFile, Round, Participation, Retro, RetroLine),
    *(ApplicationSource, RoundSource),
)
"""Each table after those it points at."""


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
    unchanged: int = 0
    later: int = 0
    applications: int = 0
    people: int = 0
    changed: list[UUID] = field(default_factory=list)
    file: ImportFile | None = None

    def forget(self, problem: str) -> None:
        """Take nothing from it, and say why."""
        self.problem = problem
        self.made, self.changes, self.remembered, self.left_out = [], [], [], []
        self.known, self.unchanged, self.later = {}, 0, 0

    def unwrite(self) -> None:
        """As if it had not been written."""
        self.applications = self.people = 0
        self.changed, self.file = [], None

    @property
    def rounds(self) -> list[UUID]:
        """The rounds that it made or changed."""
        return [*(rows.round.id for _, rows in self.made), *self.changed]

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


def write(outlet: Outlet, some: Iterable[Taken]) -> None:
    """Write the rows of some files, each table's at once."""
    rows: dict[type[Model], list[Model]] = {model: [] for model in ORDER}
    for taken in some:
        if not taken.problem:
            _file_rows(outlet, taken, rows)
    _write_rows(rows)


def _write_rows(rows: dict[type[Model], list[Model]]) -> None:
    """Write each table's rows at once, each table after those it points at."""
    for model in ORDER:
        if rows[model]:
            model._default_manager.bulk_create(rows[model], batch_size=1000)


def _file_rows(outlet: Outlet, taken: Taken, rows: dict[type[Model], list[Model]]) -> None:
    """The rows of one file, in the order of its rounds."""
    file = _File(outlet, taken, rows)
    file.processes()
    for place, made in taken.made:
        file.round(place, made)
    for place, known in taken.remembered:
        file.sources(place, known, writings=0)
    for one in taken.left_out:
        rows[RoundSource].append(source_of(outlet.file_of(taken), one, 0, round_id=None))
    file.close()


class _File:
    """One file on its way into the store."""

    def __init__(self, outlet: Outlet, taken: Taken, rows: dict[type[Model], list[Model]]) -> None:
        self.outlet, self.taken, self.rows = outlet, taken, rows
        self.directory = outlet.directory
        self.owner_id = outlet.owner.id
        self.made: dict[str, list[str]] = {}
        self.mine: dict[int, Process] = {}

    def note(self, table: str, key: UUID) -> None:
        """Remember that this file made that row."""
        self.made.setdefault(table, []).append(str(key))

    def company(self, name: str) -> UUID | None:
        """The company of that name; a new one is written with this file."""
        found = self.directory.company(name)
        for made in self.directory.made_companies:
            self.rows[Company].append(made)
            self.note("companies", made.id)
        self.directory.made_companies = []
        return found

    def person(self, name: str, company_id: UUID | None) -> UUID:
        """The person of that name; a new one is written with this file."""
        found = self.directory.person(name, company_id)
        for made in self.directory.made_people:
            self.rows[Person].append(made)
            self.note("people", made.id)
            self.taken.people += 1
        self.directory.made_people = []
        return found

    def processes(self) -> None:
        """The file's applications: those of its known rounds, those told before, and new ones."""
        rounds = self.taken.found.rounds
        of_round = (
            dict(
                Round.objects.filter(owner=self.outlet.owner, id__in=self.taken.known.values()).values_list(
                    "id", "application_id"
                )
            )
            if self.taken.known
            else {}
        )
        known: dict[int, UUID] = {}
        for place, key in self.taken.known.items():
            index = rounds[place].application
            if index is not None and key in of_round:
                known.setdefault(index, of_round[key])
        wanted = {rounds[place].application for place, _ in self.taken.made}
        held = {one.application for one in rounds}
        for index, told in enumerate(self.taken.found.applications):
            if index in known:
                self._tell(index, told, self.directory.processes[known[index]])
            elif index in wanted or index not in held:
                self._find(index, told, {process.id for process in self.mine.values()} | set(known.values()))

    def _find(self, index: int, told: FoundApplication, taken: set[UUID]) -> None:
        """The application that was told before, or a new one."""
        role = short(told.role)
        company_id = self.company(short(told.company))
        found = self.directory.same_process(told, company_id, role, self.taken.found.name, taken)
        if found is not None:
            self._tell(index, told, found)
            return
        made = self._make(company_id, role, told.outcome or Outcome.OPEN)
        self.mine[index] = made
        self._source_of(made, told, is_made=True)
        self._stages(made.id, told)

    def _make(self, company_id: UUID | None, role: str, outcome: str) -> Process:
        now = self.outlet.moment.now
        made = Process(new_key(), company_id, role, outcome)
        self.rows[Application].append(
            Application(
                id=made.id,
                owner_id=self.owner_id,
                company_id=company_id,
                role=role,
                outcome=outcome,
                created_at=now,
            )
        )
        self.directory.know(made)
        self.note("applications", made.id)
        self.taken.applications += 1
        return made

    def _tell(self, index: int, told: FoundApplication, known: Process) -> None:
        """An application that is known: what the file newly says of its role and outcome, where the person has not
        said otherwise since."""
        is_untouched = known.told == (known.role, known.outcome)
        role = known.role or short(told.role)
        says_more = told.outcome is not None and (known.outcome == Outcome.OPEN or is_untouched)
        outcome = str(told.outcome) if says_more else known.outcome
        now = replace(known, role=role, outcome=outcome)
        self.mine[index] = now
        if now == known:
            return
        Application.objects.filter(owner=self.outlet.owner, id=known.id).update(role=role, outcome=outcome)
        self.directory.know(now)
        self.taken.applications += 1
        self._source_of(now, told, before={"role": known.role, "outcome": known.outcome})
        self._stages(known.id, told)

    def _source_of(
        self, process: Process, told: FoundApplication, *, is_made: bool = False, before: object = None
    ) -> None:
        content = application_hash(told)
        known = replace(process, told=(process.role, process.outcome))
        self.directory.know(with_file(known, self.taken.found.name, content))
        self.rows[ApplicationSource].append(
            ApplicationSource(
                owner_id=self.owner_id,
                file=self.outlet.file_of(self.taken),
                application_id=process.id,
                is_made=is_made,
                content=content,
                role=process.role,
                outcome=process.outcome,
                outcome_text=clean(told.outcome_text.text) if told.outcome_text else "",
                notes=self._notes(told, process.company_id),
                before=before,
            )
        )

    def _notes(self, told: FoundApplication, company_id: UUID | None) -> str:
        """What a file says of an application and no field holds; its people are known from now on."""
        said = [clean(told.notes)] if told.notes else []
        if told.applied is not None and not (told.applied.iso and len(told.applied.iso) == 10):
            said.append(f"Applied: {clean(told.applied.text)}")
        for person, name in _named(told.people):
            self.person(name, company_id)
            said.append(f"{person.part.capitalize()}: {name}")
        return "\n".join(said)

    def _stages(self, application_id: UUID, told: FoundApplication) -> None:
        """The steps that are told: the day of applying where it is known, and where the process stood last."""
        now = self.outlet.moment.now
        steps = []
        if told.applied is not None and told.applied.iso and len(told.applied.iso) == 10:
            when = when_of(told.applied, self.outlet.moment)
            if when.precision is Precision.DAY and not when.is_ahead:
                steps.append(("applied", when.ends_at))
        if told.stage is not None and short(told.stage):
            steps.append((short(told.stage)[:100], now))
        for name, at in steps:
            made = Stage(owner_id=self.owner_id, application_id=application_id, name=name, at=at)
            self.rows[Stage].append(made)
            self.note("stages", made.id)

    def round(self, place: int, made: RoundRows) -> None:
        """A new round with its people and its source."""
        one = self.taken.found.rounds[place]
        process = self.process_of(one)
        made.round.application_id = process.id
        self.rows[Round].append(made.round)
        if made.retro is not None:
            self.rows[Retro].append(made.retro)
            self.rows[RetroLine] += made.lines
        joined = {(self.person(name, process.company_id), person.part) for person, name in _named(one.people)}
        self.rows[Participation] += [
            Participation(owner_id=self.owner_id, round=made.round, person_id=person, part=part)
            for person, part in sorted(joined)
        ]
        self.sources(place, made.round.id, writings=made.writings, is_made=True)

    def process_of(self, one: FoundRound) -> Process:
        """The application of a round: the file's own, else the one a typed round of that company would find."""
        if one.application is not None and one.application in self.mine:
            return self.mine[one.application]
        company_id, role = self.company(short(one.company)), short(one.role)
        found = self.directory.open_process(company_id, role)
        if found is None:
            return self._make(company_id, role, Outcome.OPEN)
        if role and not found.role:
            found = replace(found, role=role)
            Application.objects.filter(owner=self.outlet.owner, id=found.id).update(role=role)
            self.directory.know(found)
        return found

    def sources(self, place: int, round_id: UUID, *, writings: int, is_made: bool = False) -> None:
        """What a round was read from: a row for each round of the file that went into it."""
        one = self.taken.found.rounds[place]
        file = self.outlet.file_of(self.taken)
        for number, each in enumerate(self.taken.prints[place]):
            source = source_of(file, each, place, round_id=round_id)
            source.writings, source.is_made = writings, is_made
            if number == 0:
                add_words(source, one)
            self.rows[RoundSource].append(source)

    def keep_made(self) -> None:
        """Add what was made to the stored record of the file."""
        if self.made:
            file = self.outlet.file_of(self.taken)
            for table, keys in self.made.items():
                file.made.setdefault(table, []).extend(keys)
            file.save(update_fields=["made"])

    def close(self) -> None:
        """The record of the file, where it gave anything."""
        if self.made or self.taken.changes or self.taken.file is not None:
            file = self.outlet.file_of(self.taken)
            file.made, file.counts = self.made, self.taken.counts()
            file.counts["changed"] = len(self.taken.changes)
            self.rows[ImportFile].append(file)


def process_for(outlet: Outlet, taken: Taken, one: FoundRound, *, current: Application) -> UUID:
    """The application of a round that has changed: the current one while the company stays the same, or has none
    so far and this round alone."""
    file = _File(outlet, taken, {model: [] for model in ORDER})
    company_id = file.company(short(one.company))
    if current.company_id == company_id:
        return current.id
    _write_rows(file.rows)
    if current.company_id is None and current.rounds.count() == 1:
        Application.objects.filter(owner=outlet.owner, id=current.id).update(company_id=company_id)
        outlet.directory.know(replace(outlet.directory.processes[current.id], company_id=company_id))
        file.keep_made()
        return current.id
    file.rows = {model: [] for model in ORDER}
    found = file.process_of(replace(one, application=None))
    _write_rows(file.rows)
    file.keep_made()
    return found.id


def person_for(outlet: Outlet, taken: Taken, name: str, company_id: UUID | None) -> UUID:
    """The person of that name in a round that has changed, stored."""
    file = _File(outlet, taken, {model: [] for model in ORDER})
    found = file.person(name, company_id)
    _write_rows(file.rows)
    file.keep_made()
    return found


def source_of(file: ImportFile, one: Print, place: int, *, round_id: UUID | None) -> RoundSource:
    """What a round is known by again, unsaved."""
    return RoundSource(
        owner_id=file.owner_id,
        file=file,
        round_id=round_id,
        position=place,
        content=one.content,
        span=one.span,
        company=clean(one.company),
        date=clean(one.date),
        name=clean(one.name),
    )


def add_words(source: RoundSource, one: FoundRound) -> None:
    """The words of a file that are kept beside the round as they stood: its result's and all feedback."""
    source.result_text = clean(one.result_text.text) if one.result_text else ""
    source.feedback = "\n\n".join(clean(said.text) for said in one.feedback)


def _named(people: Iterable[FoundPerson]) -> list[tuple[FoundPerson, str]]:
    """The people who have a name, with it."""
    return [(person, name) for person in people if (name := short(person.name))]
