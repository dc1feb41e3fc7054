"""What goes for good: a deleted round with all that hangs on it, and a removed photo or voice memo.

Purging reaches every copy in the data folder: rows, files, drafts, and the free space of the store. The copies of
the whole store from before migrations hold other rounds too, so they go only by a deed of their own
(`actions.store.remove_copies`).
"""

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from afterround.actions.attachments import NOT_THERE, remove_unnamed_files
from afterround.actions.cooldown import take_in_jots
from afterround.actions.purge_imports import forget_files, forget_kept_rows
from afterround.actions.store import clear_free_space
from afterround.actions.theme_groups import forget_waiting
from afterround.adapters.home import home
from afterround.adapters.matching.recogniser import built_in_reading
from afterround.core.drills import DrillKind
from afterround.core.errors import Conflict, NotFound
from afterround.data.models import (
    Application,
    ApplicationSource,
    Attachment,
    Attempt,
    Company,
    CompanyAlias,
    Cooldown,
    DeclinedMerge,
    Drill,
    EarlierText,
    Feedback,
    FeedbackReason,
    FindingDecision,
    Jot,
    JotPlacement,
    Mention,
    Observation,
    ObservedLine,
    ObserverLink,
    Owner,
    OwnTheme,
    Participation,
    Person,
    Retro,
    RetroLine,
    Round,
    RoundSource,
    RoundTag,
    SelfRating,
    Stage,
    TagLetGo,
    ThemeAlias,
    ThemeChoice,
    ThemeDecision,
    ThemeMerge,
    ThemesApart,
)
from afterround.queries.keys import short_key
from afterround.queries.purge import Hanging, RoundToPurge, deleted_round, hanging_on, round_to_purge


@dataclass(frozen=True)
class Purged:
    """What went, and in `left` what could not be cleared yet, each as a sentence."""

    gone: RoundToPurge
    left: tuple[str, ...]


def purge_round(owner: Owner, round_id: UUID, *, now: datetime) -> Purged:
    """Remove a deleted round for good, with its jots, its retrospective, earlier texts, photos and voice memos, what
    observers said of it, and the application, company, people, own themes and wordings that no other round knows.

    An attempt at a drill that only this round has led to stays as something done, without what was noted at it.

    Jots that still wait in the inbox or in the spool are taken in first: those of other rounds stay. Raises NotFound,
    and Conflict for a round that is not deleted.
    """
    take_in_jots(owner, now=now)
    left: list[str] = []
    with transaction.atomic():
        gone = round_to_purge(owner, round_id)
        digests = _remove_rows(owner, deleted_round(owner, round_id))
        transaction.on_commit(partial(_reach_every_copy, digests, short_key(round_id), left))
    return Purged(gone, tuple(left))


def purge_attachment(owner: Owner, attachment_id: UUID) -> tuple[str, ...]:
    """Remove a removed photo or voice memo for good; returns what could not be cleared yet, each as a sentence.

    Raises NotFound, and Conflict for one that is not removed.
    """
    left: list[str] = []
    with transaction.atomic():
        found = Attachment.objects.filter(owner=owner, id=attachment_id).first()
        if found is None:
            raise NotFound(NOT_THERE)
        if found.deleted_at is None:
            raise Conflict("This is not removed. Remove it first; then it can go for good.")
        found.delete()
        transaction.on_commit(partial(_reach_every_copy, [found.sha256], "", left))
    return tuple(left)


def _remove_rows(owner: Owner, found: Round) -> list[str]:
    """Remove every row of a round, those first that point at others; returns the hashes of its files."""
    hanging = hanging_on(owner, found)
    jots = Jot.objects.filter(owner=owner, round=found)
    retros = Retro.objects.filter(owner=owner, round=found)
    lines = RetroLine.objects.filter(owner=owner, retro__in=retros)
    attached = Attachment.objects.filter(owner=owner).filter(Q(round=found) | Q(jot__in=jots))
    digests = list(attached.values_list("sha256", flat=True))
    files = set(RoundSource.objects.filter(owner=owner, round=found).values_list("file", flat=True))
    observed = ObservedLine.objects.filter(owner=owner, observation__round=found)
    asked = [key for rows in (lines, observed) for key in rows.values_list("id", flat=True)]
    forget_waiting(owner, asked, hanging.themes)
    _remove_tag_words(owner, found)
    RetroLine.objects.filter(owner=owner, jot__in=jots).update(jot=None)
    lines.update(question=None)
    _remove(
        attached,
        ThemeDecision.objects.filter(owner=owner, round=found),
        Mention.objects.filter(owner=owner, round=found),
        RoundTag.objects.filter(owner=owner, round=found),
        EarlierText.objects.filter(owner=owner, retro__in=retros),
        Attempt.objects.filter(owner=owner, drill__action__in=lines),
        Drill.objects.filter(owner=owner, action__in=lines),
        lines,
        retros,
        JotPlacement.objects.filter(owner=owner).filter(Q(round=found) | Q(jot__in=jots)),
        jots,
        Cooldown.objects.filter(owner=owner, round=found),
        FindingDecision.objects.filter(owner=owner, round=found),
        FeedbackReason.objects.filter(owner=owner, feedback__round=found),
        Feedback.objects.filter(owner=owner, round=found),
        observed,
        Observation.objects.filter(owner=owner, round=found),
        SelfRating.objects.filter(owner=owner, round=found),
        ObserverLink.objects.filter(owner=owner, round=found),
        Participation.objects.filter(owner=owner, round=found),
        RoundSource.objects.filter(owner=owner, round=found),
        Round.objects.filter(owner=owner, id=found.id),
    )
    _remove_hanging(owner, hanging)
    _remove_themes(owner, hanging.themes)
    ThemeAlias.objects.filter(owner=owner, id__in=[one.id for one in hanging.wordings]).delete()
    Attempt.objects.filter(owner=owner, id__in=hanging.notes).update(note="")
    gone = [found.id, hanging.application_id, hanging.company_id, *hanging.people]
    forget_kept_rows(owner, [key for key in gone if key])
    forget_files(owner, files)
    return digests


def _remove_tag_words(owner: Owner, found: Round) -> None:
    """Remove what is remembered of tags that no other round bears: wordings that came with them, and that they were
    let go."""
    tags = RoundTag.objects.filter(owner=owner)
    keys = set(tags.filter(round=found).values_list("key", flat=True))
    keys -= set(tags.filter(key__in=keys).exclude(round=found).values_list("key", flat=True))
    moments = ThemeDecision.objects.filter(owner=owner, tag__key__in=keys).values("at")
    _remove(
        ThemeAlias.objects.filter(owner=owner, key__in=keys, created_at__in=moments),
        TagLetGo.objects.filter(owner=owner, key__in=keys),
    )


def _remove_themes(owner: Owner, slugs: Collection[str]) -> None:
    """Remove own themes that no other round knows, with all that was decided about them."""
    _remove(
        ThemeAlias.objects.filter(owner=owner, theme__in=slugs),
        ThemeChoice.objects.filter(owner=owner, theme__in=slugs),
        ThemeMerge.objects.filter(owner=owner, theme__in=slugs),
        ThemesApart.objects.filter(owner=owner).filter(Q(one__in=slugs) | Q(other__in=slugs)),
        OwnTheme.objects.filter(owner=owner, slug__in=slugs),
        Attempt.objects.filter(owner=owner, drill__kind=DrillKind.MOCK, drill__item__in=slugs),
        Drill.objects.filter(owner=owner, kind=DrillKind.MOCK, item__in=slugs),
    )


def _remove_hanging(owner: Owner, hanging: Hanging) -> None:
    """Remove what no other round knows: a company goes with its other spellings, those merged into it too."""
    companies = [hanging.company_id] if hanging.company_id else []
    companies += Company.objects.filter(owner=owner, merged_into__company__in=companies).values_list(
        "id", flat=True
    )
    _remove(
        CompanyAlias.objects.filter(owner=owner, company__in=companies),
        DeclinedMerge.objects.filter(owner=owner).filter(Q(one__in=companies) | Q(other__in=companies)),
        Person.objects.filter(owner=owner, id__in=hanging.people),
        Stage.objects.filter(owner=owner, application=hanging.application_id),
        ApplicationSource.objects.filter(owner=owner, application=hanging.application_id),
        Application.objects.filter(owner=owner, id__in=filter(None, [hanging.application_id])),
        Company.objects.filter(owner=owner, id__in=companies),
    )


def _remove(*rows: QuerySet[Any]) -> None:
    """Remove rows in this order, one statement for each table. `delete` would read them all once more to look for
    what hangs on them, which is gone by then."""
    for found in rows:
        found._raw_delete(found.db)


def _reach_every_copy(digests: Iterable[str], key: str, left: list[str]) -> None:
    """After the commit: remove files that no row names any more, drafts of the round, and old words in free space."""
    built_in_reading.cache_clear()
    try:
        remove_unnamed_files(digests)
    except OSError:
        left.append("A file could not be removed yet; the next start of the program tries again.")
    for draft in (home() / "drafts").glob(f"retro-{key}-*.md") if key else ():
        with suppress(OSError):
            draft.unlink()
    if not clear_free_space():
        left.append(
            "The store is in use, so its free space could not be cleared; the next start of the program tries again."
        )
