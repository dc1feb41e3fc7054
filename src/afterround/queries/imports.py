"""What was brought: the rounds that are known by what they were read from, and the imports with what they gave."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from afterround.adapters.clock import zone
from afterround.core.errors import NotFound
from afterround.core.import_matching import Known, Match, Matcher, Print, Standing, file_key
from afterround.core.rounds import Precision, company_key
from afterround.data.models import (
    ApplicationSource,
    Cooldown,
    Feedback,
    FeedbackReason,
    FindingDecision,
    Import,
    ImportFile,
    Jot,
    Owner,
    Retro,
    RetroLine,
    Round,
    RoundSource,
)
from afterround.formats.words import KNOWN_DIGITS
from afterround.queries.keys import record_with_key
from afterround.queries.rounds import RoundView, rounds_of, view_rounds

ASKED = 500
"""So many keys are put into one question to the database."""


@dataclass(frozen=True)
class FileGave:
    """What one file of an import gave: numbers of rounds, applications, people and tags; `problem` says why nothing."""

    name: str
    made: int = 0
    changed: int = 0
    unchanged: int = 0
    later: int = 0
    left_out: int = 0
    applications: int = 0
    people: int = 0
    tags: int = 0
    problem: str = ""

    @property
    def gave(self) -> bool:
        """Whether anything came of it."""
        return bool(self.made or self.changed or self.applications or self.tags)


@dataclass(frozen=True)
class ImportView:
    """An import that was taken in, with what each of its files gave. Instants are aware."""

    id: UUID
    taken_at: datetime
    undone_at: datetime | None
    can_return: bool
    files: tuple[FileGave, ...]

    @property
    def made(self) -> int:
        """How many rounds it made."""
        return sum(file.made for file in self.files)

    @property
    def applications(self) -> int:
        """How many applications it made."""
        return sum(file.applications for file in self.files)

    @property
    def changed(self) -> int:
        """How many rounds it changed."""
        return sum(file.changed for file in self.files)

    @property
    def mainly(self) -> tuple[int, str]:
        """What it made, a number and a noun: rounds, where there are none applications, where there are none tags."""
        tags = sum(file.tags for file in self.files)
        made = ((self.made, "round"), (self.applications, "application"), (tags, "tag"))
        return next((one for one in made if one[0]), made[0])


@dataclass(frozen=True)
class SourceView:
    """What a file says of a round in its own words, beside what the round says itself."""

    file: str
    import_id: UUID
    taken_at: datetime | None
    result_text: str
    feedback: str
    outcome_text: str = ""
    application_notes: str = ""

    @property
    def has_words(self) -> bool:
        """Whether there are words to show."""
        return bool(self.result_text or self.feedback or self.outcome_text or self.application_notes)


def matches_of(matcher: Matcher, prints: Sequence[Sequence[Print]]) -> list[Match]:
    """How each round of a file stands; of a joined one, the first of its parts that is known tells."""
    found = matcher.match([some[0] for some in prints])
    for part in range(1, max((len(some) for some in prints), default=1)):
        others = matcher.match([some[min(part, len(some) - 1)] for some in prints])
        found = [a if a.standing is not Standing.NEW else b for a, b in zip(found, others, strict=True)]
    return found


def edited_rounds(owner: Owner, matches: Iterable[Match]) -> set[UUID]:
    """The known rounds of changed ones into which somebody has written since a file told of them."""
    told: dict[UUID, int] = {}
    for match in matches:
        if (
            match.standing is Standing.CHANGED
            and match.known
            and match.known.is_stored
            and match.known.round_id
        ):
            key = UUID(match.known.round_id)
            told[key] = max(told.get(key, 0), match.known.writings)
    now = writings_of(owner, told)
    return {key for key, number in told.items() if now.get(key, 0) != number}


def matcher_for(owner: Owner) -> Matcher:
    """A matcher that knows every round of the owner's, in three queries."""
    return Matcher([*_brought(owner), *_own(owner)])


def _brought(owner: Owner) -> Iterator[Known]:
    """The rounds that files were the source of, and those of files that were left out; what was kept of an import
    that is undone belongs to them."""
    sources = RoundSource.objects.filter(owner=owner).exclude(
        round=None, file__batch__undone_at__isnull=False
    )
    rows = sources.order_by("id").values_list(
        *("content", "span", "company", "date", "name", "file__name"),
        *("round_id", "round__deleted_at", "writings"),
    )
    for content, span, company, date, name, file, key, deleted_at, writings in rows.iterator(2000):
        one = Print(content, span, company, date, name, file_key(file))
        yield Known(one, str(key) if key else None, is_deleted=deleted_at is not None, writings=writings)


def _own(owner: Owner) -> Iterator[Known]:
    """The rounds that no file was the source of."""
    rounds = Round.objects.filter(owner=owner, deleted_at=None, sources=None).order_by("id")
    rows = rounds.values_list(
        "id", "application__company__key", "starts_at", "ends_at", "time_zone", "precision", "kind", "label"
    )
    for key, company, start, end, zone_name, precision, kind, label in rows.iterator(2000):
        day = (start or end).astimezone(zone(zone_name)).date().isoformat()
        one = Print(
            content="",
            company=company or "",
            date=day[: KNOWN_DIGITS[Precision(precision)]],
            name=company_key(label) or kind,
            kind=kind,
        )
        yield Known(one, str(key), is_own=True)


def writings_of(owner: Owner, rounds: Iterable[UUID]) -> dict[UUID, int]:
    """How much was ever written into each of these rounds: a number that grows with every change to the round,
    its retrospective, its jots or its feedback, so that two equal ones mean that nothing was."""
    wanted = list(dict.fromkeys(rounds))
    counts: dict[UUID, int] = {}
    for at in range(0, len(wanted), ASKED):
        some = wanted[at : at + ASKED]
        counts.update(Round.objects.filter(owner=owner, id__in=some).values_list("id", "version"))
        for key, versions in _versions(owner, some):
            counts[key] = counts.get(key, 0) + versions
        for model in (Jot, Cooldown, Feedback, FindingDecision):
            mine = model._default_manager.filter(owner=owner, round__in=some)
            for key, number in mine.values_list("round_id").annotate(number=Count("id")):
                counts[key] = counts.get(key, 0) + number
        said = FeedbackReason.objects.filter(owner=owner, feedback__round__in=some)
        for key, number in said.values_list("feedback__round_id").annotate(number=Count("id")):
            counts[key] = counts.get(key, 0) + number
    return counts


def _versions(owner: Owner, rounds: Collection[UUID]) -> Iterator[tuple[UUID, int]]:
    """The versions of all fields of the retrospectives of these rounds, and one for each line."""
    for key, versions in Retro.objects.filter(owner=owner, round__in=rounds).values_list(
        "round_id", "versions"
    ):
        yield key, sum(versions.values())
    lines = RetroLine.objects.filter(owner=owner, retro__round__in=rounds)
    for key, versions in lines.values_list("retro__round_id", "versions"):
        yield key, 1 + sum(versions.values())


def imports_of(owner: Owner, *, limit: int = 50) -> list[ImportView]:
    """The imports that were taken in, latest first."""
    return [_view(found) for found in _taken(owner).order_by("-taken_at", "-id")[:limit]]


def get_import(owner: Owner, import_id: UUID) -> ImportView:
    """One import that was taken in. Raises NotFound."""
    found = _taken(owner).filter(id=import_id).first()
    if found is None:
        raise NotFound("There is no such import.")
    return _view(found)


def find_import(owner: Owner, reference: str) -> ImportView:
    """The import with that key, or with a key that begins or ends so; the latest that is not undone for "".

    Raises NotFound, or AfterroundError with the code "ambiguous" where it fits several.
    """
    taken = _taken(owner)
    if not reference:
        found = taken.filter(undone_at=None).order_by("-taken_at", "-id").first()
    else:
        found = record_with_key(taken, reference, noun="imports")
    if found is None:
        said = f' with the key "{reference}"' if reference else ""
        raise NotFound(f"There is no import{said}. See afterround import list.")
    return _view(found)


def _taken(owner: Owner) -> QuerySet[Import]:
    """The imports that were taken in, with their files; what an undo took out stays where it is."""
    taken = Import.objects.filter(owner=owner, taken_at__isnull=False).defer("removed")
    return taken.annotate(can_return=Q(removed__isnull=False)).prefetch_related("files")


def _view(found: Import) -> ImportView:
    assert found.taken_at is not None
    files = sorted(found.files.all(), key=lambda file: file.position)
    return ImportView(
        id=found.id,
        taken_at=found.taken_at,
        undone_at=found.undone_at,
        can_return=getattr(found, "can_return", False),
        files=tuple(_gave(file) for file in files),
    )


def _gave(file: ImportFile) -> FileGave:
    return FileGave(name=file.name, problem=file.problem, **file.counts)


def import_rounds(owner: Owner, import_id: UUID, now: datetime, *, limit: int = 500) -> list[RoundView]:
    """The rounds that an import made or changed, in the order of its files."""
    sources = RoundSource.objects.filter(owner=owner, file__batch=import_id, round__isnull=False)
    keys = list(
        dict.fromkeys(
            sources.filter(Q(is_made=True) | Q(before__isnull=False))
            .order_by("file__position", "position")
            .values_list("round_id", flat=True)[:limit]
        )
    )
    views = {view.id: view for view in view_rounds(owner, rounds_of(owner).filter(id__in=keys), now)}
    return [views[key] for key in keys if key in views]


def round_sources(owner: Owner, round_id: UUID) -> list[SourceView]:
    """What files say of a round in their own words, the latest first."""
    sources = RoundSource.objects.filter(owner=owner, round=round_id).select_related("file__batch", "round")
    found = list(sources.order_by("-id"))
    of_application: dict[UUID, ApplicationSource] = {}
    if found and found[0].round is not None:
        mine = ApplicationSource.objects.filter(owner=owner, application=found[0].round.application_id)
        of_application = {source.file_id: source for source in mine}
    return [_source(source, of_application.get(source.file_id)) for source in found]


def _source(source: RoundSource, process: ApplicationSource | None) -> SourceView:
    return SourceView(
        file=source.file.name,
        import_id=source.file.batch_id,
        taken_at=source.file.batch.taken_at,
        result_text=source.result_text,
        feedback=source.feedback,
        outcome_text=process.outcome_text if process else "",
        application_notes=process.notes if process else "",
    )


def written_into(owner: Owner, import_id: UUID) -> set[UUID]:
    """The rounds of an import into which something was written since it made or changed them."""
    sources = RoundSource.objects.filter(owner=owner, file__batch=import_id, round__isnull=False)
    told: dict[UUID, int] = {}
    for key, writings in sources.filter(writings__gt=0).values_list("round_id", "writings"):
        told[key] = max(told.get(key, 0), writings)
    now = writings_of(owner, told)
    return {key for key, writings in told.items() if now.get(key) != writings}
