"""The companies, applications and people that files name: the known ones by their names, new ones made once."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from afterround.actions.owners import hold_names
from afterround.core.import_matching import application_hash, file_key, is_same_file
from afterround.core.imports import FoundApplication
from afterround.core.rounds import Outcome, company_key
from afterround.data.bulk import Row
from afterround.data.keys import new_key
from afterround.data.models import Application, ApplicationSource, Owner, Person
from afterround.queries.spellings import companies_by_spelling


@dataclass(frozen=True)
class Process:
    """An application as it is known. `told` is the role and the outcome a file gave it last; `files` are those
    files by their key, `contents` hashes of what they told."""

    id: UUID
    company_id: UUID | None
    role: str
    outcome: str
    told: tuple[str, str] | None = None
    files: frozenset[str] = frozenset()
    contents: frozenset[str] = frozenset()


@dataclass(frozen=True)
class State:
    """What the directory knows; replaced and never changed, so that it can be put back."""

    companies: dict[str, UUID] = field(default_factory=dict)
    processes: dict[UUID, Process] = field(default_factory=dict)
    by_company: dict[UUID | None, tuple[UUID, ...]] = field(default_factory=dict)
    by_content: dict[str, tuple[UUID, ...]] = field(default_factory=dict)
    people: dict[tuple[str, UUID | None], UUID] = field(default_factory=dict)


class Directory:
    """What an owner has, read once; `made` holds what was made and is not yet written."""

    def __init__(self, owner: Owner, now: datetime) -> None:
        hold_names(owner)
        self.owner = owner
        self.now = now
        self.made_companies: list[Row] = []
        self.made_people: list[Row] = []
        self.companies = companies_by_spelling(owner)
        self.processes = {process.id: process for process in _processes(owner)}
        self.by_company: dict[UUID | None, tuple[UUID, ...]] = {}
        self.by_content: dict[str, tuple[UUID, ...]] = {}
        for process in self.processes.values():
            self._list(process)
            for content in process.contents:
                self.by_content[content] = (*self.by_content.get(content, ()), process.id)
        people = Person.objects.filter(owner=owner).order_by("-id").values_list("name", "company_id", "id")
        self.people: dict[tuple[str, UUID | None], UUID] = {
            (name.casefold(), company): key for name, company, key in people
        }

    def state(self) -> State:
        """What is known now, to be put back where the writing of it fails."""
        return State(
            dict(self.companies),
            dict(self.processes),
            dict(self.by_company),
            dict(self.by_content),
            dict(self.people),
        )

    def put_back(self, state: State) -> None:
        """Know no more than at `state`."""
        self.companies, self.processes = dict(state.companies), dict(state.processes)
        self.by_company, self.by_content = dict(state.by_company), dict(state.by_content)
        self.people = dict(state.people)
        self.made_companies, self.made_people = [], []

    def company(self, name: str) -> UUID | None:
        """The company of that name, made where there is none; None for "". The one place that looks for it."""
        if not name:
            return None
        key = company_key(name)[:200]
        if key not in self.companies:
            made = Row(id=new_key(), owner_id=self.owner.id, name=name, key=key, created_at=self.now)
            self.made_companies.append(made)
            self.companies[key] = made["id"]
        return self.companies[key]

    def person(self, name: str, company_id: UUID | None) -> UUID:
        """The person of that name at that company."""
        known = (name.casefold(), company_id)
        if known not in self.people:
            made = Row(
                id=new_key(), owner_id=self.owner.id, name=name, company_id=company_id, created_at=self.now
            )
            self.made_people.append(made)
            self.people[known] = made["id"]
        return self.people[known]

    def know(self, process: Process) -> None:
        """Know an application, new or as it is now."""
        before = self.processes.get(process.id)
        if before is None:
            self._list(process)
        self.processes[process.id] = process
        for content in process.contents - (before.contents if before else frozenset()):
            self.by_content[content] = (*self.by_content.get(content, ()), process.id)

    def _list(self, process: Process) -> None:
        self.by_company[process.company_id] = (*self.by_company.get(process.company_id, ()), process.id)

    def open_process(self, company_id: UUID | None, role: str) -> Process | None:
        """The newest open application at a company for that role, or one whose role is not known; the rule by
        which a typed round finds its application."""
        if company_id is None:
            return None
        newest = [self.processes[key] for key in reversed(self.by_company.get(company_id, ()))]
        found = [process for process in newest if process.outcome == Outcome.OPEN]
        fitting = [process for process in found if not role or process.role.casefold() == role.casefold()]
        return next(iter([*fitting, *(process for process in found if not process.role)]), None)

    def same_process(
        self, told: FoundApplication, company_id: UUID | None, role: str, file: str, taken: set[UUID]
    ) -> Process | None:
        """The application that a file has told before: in the same words, or of the same company and role, first
        one of the same file, then an open one, then one that came out as this one did. Of one whose company is
        not told only the same file can know."""
        content = application_hash(told)
        for key in self.by_content.get(content, ()):
            if key not in taken:
                return self.processes[key]
        known = [self.processes[key] for key in self.by_company.get(company_id, ()) if key not in taken]
        same = [process for process in known if process.role.casefold() == role.casefold()]
        file = file_key(file)
        for process in same:
            if any(is_same_file(file, other) for other in process.files):
                return process
        if company_id is None:
            return None
        outcome = str(told.outcome or "")
        fitting = [p for p in same if p.outcome == Outcome.OPEN or outcome in ("", p.outcome)]
        return next(iter(sorted(fitting, key=lambda process: process.outcome != Outcome.OPEN)), None)


def _processes(owner: Owner) -> Iterator[Process]:
    """The owner's applications in the order they were made, each with what files said of it."""
    sources = ApplicationSource.objects.filter(owner=owner).order_by("id")
    told: dict[UUID, tuple[str, str]] = {}
    files: dict[UUID, frozenset[str]] = {}
    contents: dict[UUID, frozenset[str]] = {}
    columns = ("application_id", "role", "outcome", "file__name", "content")
    for key, role, outcome, name, content in sources.values_list(*columns):
        told[key] = (role, outcome)
        contents[key] = contents.get(key, frozenset()) | {content}
        files[key] = files.get(key, frozenset()) | {file_key(name)}
    rows = Application.objects.filter(owner=owner).order_by("id")
    for key, company_id, role, outcome in rows.values_list("id", "company_id", "role", "outcome"):
        yield Process(
            key,
            company_id,
            role,
            outcome,
            told.get(key),
            files.get(key, frozenset()),
            contents.get(key, frozenset()),
        )


def with_file(process: Process, file: str, content: str) -> Process:
    """The application as one that this file tells, too, in these words."""
    return replace(process, files=process.files | {file_key(file)}, contents=process.contents | {content})
