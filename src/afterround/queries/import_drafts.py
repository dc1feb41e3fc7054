"""A draft of an import as its page shows it: each round beside its source, and how it stands to what is known."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from afterround.core.errors import NotFound
from afterround.core.import_draft import DraftFile, DraftRound, unsure_fields
from afterround.core.import_matching import Choice, Known, Match, Matcher, Standing, default_choice
from afterround.core.imports import FileKind
from afterround.core.retro import Retro
from afterround.data.models import Import, ImportFile, Owner
from afterround.formats.bring import Understood, read_file
from afterround.formats.draft_json import draft_from_json
from afterround.formats.understood import understood_from_json
from afterround.queries.imports import edited_rounds, matcher_for, matches_of
from afterround.queries.retro import documents_of
from afterround.queries.rounds import RoundView


@dataclass(frozen=True)
class DraftRoundView:
    """A round of a draft. `known` is the round in the store that it is, with its document; `other` names the file of
    this draft that tells of it, too."""

    uid: int
    draft: DraftRound
    match: Match
    is_edited: bool = False
    known: RoundView | None = None
    document: Retro | None = None
    other: str = ""

    @property
    def choice(self) -> Choice:
        """What is done with it as things stand."""
        return self.draft.choice or default_choice(self.match, is_edited=self.is_edited)

    @property
    def is_offered(self) -> bool:
        """Whether there is anything to decide."""
        return self.match.standing in (Standing.NEW, Standing.CHANGED) or self.draft.choice is Choice.TAKE

    @property
    def unsure(self) -> list[str]:
        """The fields to look at."""
        return unsure_fields(self.draft.found)


@dataclass(frozen=True)
class DraftFileView:
    """A file of a draft. `lines` are those of its text or its table; `understood` how its tables are."""

    id: UUID
    name: str
    kind: FileKind
    problem: str
    file: DraftFile | None
    rounds: tuple[DraftRoundView, ...]
    lines: tuple[str, ...]
    understood: tuple[Understood, ...]

    @property
    def offered(self) -> list[DraftRoundView]:
        """The rounds that are new or changed."""
        return [one for one in self.rounds if one.is_offered]

    @property
    def nameless(self) -> int:
        """How many of them name no company."""
        return sum(one.draft.found.company is None for one in self.offered)

    @property
    def folded(self) -> list[DraftRoundView]:
        """The rounds of which nothing is to be decided."""
        return [one for one in self.rounds if not one.is_offered]


@dataclass(frozen=True)
class DraftView:
    """A draft with its files, and when it was last changed."""

    id: UUID
    changed_at: datetime
    are_finished: bool
    files: tuple[DraftFileView, ...]

    @property
    def rounds(self) -> list[DraftRoundView]:
        """The rounds of all files that are new or changed."""
        return [one for file in self.files for one in file.offered]


@dataclass(frozen=True)
class WaitingDraft:
    """A draft in a list: the names of its files and when it was last touched."""

    id: UUID
    names: tuple[str, ...]
    changed_at: datetime


def drafts_of(owner: Owner) -> list[WaitingDraft]:
    """The drafts that wait, the last touched first."""
    drafts = Import.objects.filter(owner=owner, taken_at=None).order_by("-changed_at")
    names: dict[UUID, list[str]] = {}
    files = ImportFile.objects.filter(owner=owner, batch__taken_at=None).order_by("position")
    for key, name in files.values_list("batch_id", "name"):
        names.setdefault(key, []).append(name)
    return [
        WaitingDraft(key, tuple(names.get(key, ())), changed_at)
        for key, changed_at in drafts.values_list("id", "changed_at")
    ]


def get_draft(owner: Owner, draft_id: UUID, now: datetime) -> DraftView:
    """A draft with everything its page shows. Raises NotFound."""
    found = Import.objects.filter(owner=owner, id=draft_id, taken_at=None).first()
    if found is None:
        raise NotFound("There is no such draft.")
    files = list(ImportFile.objects.filter(owner=owner, batch=found).order_by("position"))
    readings = [draft_from_json(file.reading) if file.reading else None for file in files]
    matches = _matched(matcher_for(owner), readings)
    every = [match for some in matches for match in some]
    keys = [UUID(m.known.round_id) for m in every if _is_shown(m) and m.known and m.known.round_id]
    documents = documents_of(owner, keys, now)
    edited = edited_rounds(owner, every)
    return DraftView(
        id=found.id,
        changed_at=found.changed_at,
        are_finished=found.are_finished,
        files=tuple(
            _file(file, reading, some, edited, documents)
            for file, reading, some in zip(files, readings, matches, strict=True)
        ),
    )


def _is_shown(match: Match) -> bool:
    return match.standing is Standing.CHANGED and match.known is not None and match.known.is_stored


def _matched(matcher: Matcher, readings: list[DraftFile | None]) -> list[list[Match]]:
    """How the rounds of each file stand; those of earlier files are known to the later ones."""
    found = []
    for place, reading in enumerate(readings):
        rounds = reading.rounds if reading else ()
        matches = matches_of(matcher, [each.prints for each in rounds])
        for each, match in zip(rounds, matches, strict=True):
            if match.standing is Standing.NEW:
                matcher.add(Known(each.prints[0], f"{place}.{each.uid}", is_stored=False))
        found.append(matches)
    return found


def _file(
    file: ImportFile,
    reading: DraftFile | None,
    matches: list[Match],
    edited: set[UUID],
    documents: dict[UUID, tuple[RoundView, Retro]],
) -> DraftFileView:
    rounds = []
    for each, match in zip(reading.rounds if reading else (), matches, strict=True):
        key = (
            UUID(match.known.round_id) if _is_shown(match) and match.known and match.known.round_id else None
        )
        view, document = documents.get(key, (None, None)) if key else (None, None)
        other = match.known.print.file if match.known and not match.known.is_stored else ""
        rounds.append(DraftRoundView(each.uid, each, match, key in edited, view, document, other))
    return DraftFileView(
        id=file.id,
        name=file.name,
        kind=FileKind(file.kind),
        problem=file.problem,
        file=reading,
        rounds=tuple(rounds),
        lines=read_file(file.name, bytes(file.content)).lines if file.content and reading else (),
        understood=understood_from_json(file.mapping),
    )
