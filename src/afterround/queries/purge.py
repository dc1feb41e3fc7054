"""What would go for good with a deleted round, and what would stay because something else hangs on it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from afterround.adapters.home import copies
from afterround.core.attachments import AttachmentKind
from afterround.core.errors import Conflict, NotFound
from afterround.core.rounds import Precision, RoundKind
from afterround.data.models import (
    Application,
    Attachment,
    Feedback,
    Jot,
    Mention,
    Observation,
    Owner,
    OwnTheme,
    Person,
    RetroLine,
    Round,
    ThemeAlias,
    ThemeDecision,
    ThemeMerge,
)
from afterround.queries.purge_words import notes_from, wordings_from
from afterround.queries.rounds import round_title


@dataclass(frozen=True)
class DeletedRound:
    """A deleted round as a list shows it."""

    id: UUID
    title: str
    starts_at: datetime | None
    ends_at: datetime
    precision: Precision
    time_zone: str
    deleted_at: datetime


@dataclass(frozen=True)
class RoundToPurge:
    """A deleted round and all that goes with it. `company` is "" where it stays, and `people` and `themes` are without
    those that stay; `wordings` are those of themes that stay, `notes` so many words noted at drills. `copies` are
    copies of the whole store from before migrations, which hold it still."""

    round: DeletedRound
    jots: int
    lines: int
    has_retro: bool
    photos: int
    memos: int
    feedback: int
    observations: int
    company: str
    people: tuple[str, ...]
    copies: int
    themes: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()
    notes: int = 0


@dataclass(frozen=True)
class Hanging:
    """What nothing else hangs on once a round is gone; None where it stays. `notes` are attempts that lose theirs."""

    application_id: UUID | None
    company_id: UUID | None
    people: tuple[UUID, ...]
    themes: tuple[str, ...] = ()
    wordings: tuple[ThemeAlias, ...] = ()
    notes: tuple[UUID, ...] = ()


def deleted_rounds(owner: Owner) -> list[DeletedRound]:
    """The deleted rounds, the last deleted first."""
    deleted = Round.objects.filter(owner=owner).exclude(deleted_at=None)
    return [
        _view(found) for found in deleted.select_related("application__company").order_by("-deleted_at", "id")
    ]


def has_deleted_rounds(owner: Owner) -> bool:
    """Whether there is any deleted round."""
    return Round.objects.filter(owner=owner).exclude(deleted_at=None).exists()


def round_to_purge(owner: Owner, round_id: UUID) -> RoundToPurge:
    """What would go with a deleted round. Raises NotFound, and Conflict for one that is not deleted."""
    found = deleted_round(owner, round_id)
    hanging = hanging_on(owner, found)
    kinds = Attachment.objects.filter(owner=owner).filter(Q(round=found) | Q(jot__round=found))
    counted = dict(kinds.values_list("kind").annotate(number=Count("id")))
    company = found.application.company
    return RoundToPurge(
        round=_view(found),
        jots=Jot.objects.filter(owner=owner, round=found).count(),
        lines=RetroLine.objects.filter(owner=owner, retro__round=found, deleted_at=None).count(),
        has_retro=getattr(found, "retro", None) is not None,
        photos=counted.get(AttachmentKind.PHOTO, 0),
        memos=counted.get(AttachmentKind.VOICE, 0),
        feedback=Feedback.objects.filter(owner=owner, round=found).count(),
        observations=Observation.objects.filter(owner=owner, round=found).count(),
        company=company.name if company and hanging.company_id else "",
        people=tuple(
            Person.objects.filter(owner=owner, id__in=hanging.people)
            .order_by("name")
            .values_list("name", flat=True)
        ),
        copies=len(copies()),
        themes=tuple(
            OwnTheme.objects.filter(owner=owner, slug__in=hanging.themes)
            .order_by("name")
            .values_list("name", flat=True)
        ),
        wordings=tuple(one.name for one in hanging.wordings),
        notes=len(hanging.notes),
    )


def deleted_round(owner: Owner, round_id: UUID) -> Round:
    """The deleted round itself. Raises NotFound, and Conflict for one that is not deleted."""
    mine = Round.objects.filter(owner=owner, id=round_id)
    found = mine.select_related("application__company", "retro").first()
    if found is None:
        raise NotFound("There is no such round.")
    if found.deleted_at is None:
        raise Conflict("This round is not deleted. Delete it first; then it can go for good.")
    return found


def hanging_on(owner: Owner, found: Round) -> Hanging:
    """The application, the company, the people and the own themes that would be left without any round, and the words
    that came from it alone."""
    others = Round.objects.filter(owner=owner).exclude(id=found.id)
    is_last = not others.filter(application=found.application_id).exists()
    alone = Person.objects.filter(owner=owner).filter(
        Q(participations__round=found) | Q(feedback__round=found)
    )
    alone = alone.exclude(participations__round__in=others).exclude(feedback__round__in=others)
    people = tuple(alone.values_list("id", flat=True).distinct())
    company_id = found.application.company_id if is_last else None
    if company_id is not None:
        applications = Application.objects.filter(owner=owner, company=company_id)
        staff = Person.objects.filter(owner=owner, company=company_id).exclude(id__in=people)
        if applications.exclude(id=found.application_id).exists() or staff.exists():
            company_id = None
    themes = _own_themes(owner, found)
    return Hanging(
        application_id=found.application_id if is_last else None,
        company_id=company_id,
        people=people,
        themes=themes,
        wordings=tuple(wordings_from(owner, found, themes)),
        notes=tuple(notes_from(owner, found, themes)),
    )


def _own_themes(owner: Owner, found: Round) -> tuple[str, ...]:
    """The slugs of the own themes that were seen or decided on in this round alone, and that none which stays counts
    as."""
    seen = Mention.objects.filter(owner=owner)
    decided = ThemeDecision.objects.filter(owner=owner)
    here = seen.filter(round=found).values("theme").union(decided.filter(round=found).values("theme"))
    slugs = [row["theme"] for row in here]
    elsewhere = set(seen.filter(theme__in=slugs).exclude(round=found).values_list("theme", flat=True))
    elsewhere |= set(decided.filter(theme__in=slugs).exclude(round=found).values_list("theme", flat=True))
    mine = OwnTheme.objects.filter(owner=owner, slug__in=set(slugs) - elsewhere)
    going = set(mine.values_list("slug", flat=True))
    merges = list(ThemeMerge.objects.filter(owner=owner).values_list("theme", "into"))
    while staying := {into for theme, into in merges if into in going and theme not in going}:
        going -= staying
    return tuple(sorted(going))


def _view(found: Round) -> DeletedRound:
    assert found.deleted_at is not None
    company = found.application.company
    return DeletedRound(
        id=found.id,
        title=round_title(
            company.name if company else "", RoundKind(found.kind), found.label, is_mock=found.is_mock
        ),
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        precision=Precision(found.precision),
        time_zone=found.time_zone,
        deleted_at=found.deleted_at,
    )
