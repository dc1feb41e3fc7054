"""Writes what an import has planned: many files' rows together, and the record of what each file gave."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Model

from afterround.actions.import_directory import Process, with_file
from afterround.actions.import_outlet import Outlet, Taken
from afterround.actions.import_rows import RoundRows, clean, short, when_of
from afterround.actions.import_tags import tag_rows
from afterround.core.feedback import FeedbackSource
from afterround.core.import_matching import Print, application_hash
from afterround.core.imports import FoundApplication, FoundPerson, FoundRound
from afterround.core.rounds import Outcome, Precision
from afterround.data.bulk import Row, insert
from afterround.data.keys import new_key
from afterround.data.models import (
    Application,
    ApplicationSource,
    Company,
    Feedback,
    Import,
    ImportFile,
    Participation,
    Person,
    Retro,
    RetroLine,
    Round,
    RoundSource,
    RoundTag,
    Stage,
)

Rows = dict[type[Model], list[Row]]

ORDER: tuple[type[Model], ...] = (
    *(Company, Application, Stage, Person, Import, ImportFile, Round, Participation, Retro, RetroLine),
    *(Feedback, ApplicationSource, RoundSource, RoundTag),
)
"""Each table after those it points at."""


def write(outlet: Outlet, some: Iterable[Taken]) -> None:
    """Write the rows of some files, each table's at once."""
    rows: Rows = {model: [] for model in ORDER}
    for taken in some:
        if not taken.problem:
            _file_rows(outlet, taken, rows)
    _write_rows(rows)


def _write_rows(rows: Rows) -> None:
    """Write each table's rows at once, each table after those it points at."""
    for model in ORDER:
        if rows[model]:
            insert(model, rows[model])


def _file_rows(outlet: Outlet, taken: Taken, rows: Rows) -> None:
    """The rows of one file, in the order of its rounds."""
    file = _File(outlet, taken, rows)
    file.processes()
    for place, made in taken.made:
        file.round(place, made)
    for place, known in taken.remembered:
        file.sources(place, known, writings=0)
    for place, known in taken.retold:
        file.tags(place, known)
    for one in taken.left_out:
        rows[RoundSource].append(source_of(outlet.file_of(taken), one, 0, round_id=None))
    file.close()


class _File:
    """One file on its way into the store."""

    def __init__(self, outlet: Outlet, taken: Taken, rows: Rows) -> None:
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
            self.note("companies", made["id"])
        self.directory.made_companies = []
        return found

    def person(self, name: str, company_id: UUID | None) -> UUID:
        """The person of that name; a new one is written with this file."""
        found = self.directory.person(name, company_id)
        for made in self.directory.made_people:
            self.rows[Person].append(made)
            self.note("people", made["id"])
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
            Row(
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
            Row(
                owner_id=self.owner_id,
                file_id=self.outlet.file_of(self.taken).id,
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
            key = new_key()
            self.rows[Stage].append(
                {
                    "id": key,
                    "owner_id": self.owner_id,
                    "application_id": application_id,
                    "name": name,
                    "at": at,
                }
            )
            self.note("stages", key)

    def round(self, place: int, made: RoundRows) -> None:
        """A new round with its people, its feedback and its source."""
        one = self.taken.found.rounds[place]
        process = self.process_of(one)
        made.round["application_id"] = process.id
        self.rows[Round].append(made.round)
        if made.retro is not None:
            self.rows[Retro].append(made.retro)
            self.rows[RetroLine] += made.lines
        joined = {(self.person(name, process.company_id), person.part) for person, name in _named(one.people)}
        self.rows[Participation] += [
            Row(owner_id=self.owner_id, round_id=made.id, person_id=person, part=part)
            for person, part in sorted(joined)
        ]
        said = feedback_rows(self.owner_id, made.id, one, self.outlet.moment.now)
        self.rows[Feedback] += said
        self.sources(place, made.id, writings=made.writings + len(said), is_made=True)
        self.tags(place, made.id, is_made=True)

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
            source |= {"writings": writings, "is_made": is_made, **(words_of(one) if number == 0 else {})}
            self.rows[RoundSource].append(source)

    def tags(self, place: int, round_id: UUID, *, is_made: bool = False) -> None:
        """The tags of a round that it does not bear yet."""
        self.rows[RoundTag] += tag_rows(
            self.outlet, self.taken, place, round_id, self.rows[RoundTag], is_made=is_made
        )

    def keep_made(self) -> None:
        """Add what was made to the stored record of the file."""
        if self.made:
            file = self.outlet.file_of(self.taken)
            for table, keys in self.made.items():
                file.made.setdefault(table, []).extend(keys)
            ImportFile.objects.filter(id=file.id).update(made=file.made)

    def close(self) -> None:
        """The record of the file, where it gave anything."""
        if self.made or self.taken.changes or self.taken.file is not None:
            file = self.outlet.file_of(self.taken)
            file.made, file.counts = self.made, self.taken.counts()
            file.counts["changed"] = len(self.taken.changes)
            self.rows[ImportFile].append(
                {field.attname: getattr(file, field.attname) for field in ImportFile._meta.concrete_fields}
            )


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


def source_of(file: ImportFile, one: Print, place: int, *, round_id: UUID | None) -> Row:
    """What a round is known by again, as a row."""
    return {
        "owner_id": file.owner_id,
        "file_id": file.id,
        "round_id": round_id,
        "position": place,
        "content": one.content,
        "span": one.span,
        "company": clean(one.company),
        "date": clean(one.date),
        "name": clean(one.name),
    }


def words_of(one: FoundRound) -> Row:
    """The words of a file that are kept beside the round as they stood: its result's and all feedback."""
    return {
        "result_text": clean(one.result_text.text) if one.result_text else "",
        "feedback": "\n\n".join(clean(said.text) for said in one.feedback),
    }


def feedback_rows(owner_id: UUID, round_id: UUID, one: FoundRound, now: datetime) -> list[Row]:
    """The feedback of a file as records, word for word; whose words they are the file does not say.

    Their moments differ by microseconds, which keeps their order.
    """
    texts = [text for said in one.feedback if (text := clean(said.text)).strip()]
    return [
        Row(
            id=new_key(),
            owner_id=owner_id,
            round_id=round_id,
            source=FeedbackSource.UNKNOWN,
            text=text,
            received_at=now + timedelta(microseconds=number),
        )
        for number, text in enumerate(texts)
    ]


def _named(people: Iterable[FoundPerson]) -> list[tuple[FoundPerson, str]]:
    """The people who have a name, with it."""
    return [(person, name) for person in people if (name := short(person.name))]
