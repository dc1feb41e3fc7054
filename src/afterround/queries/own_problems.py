"""The problems that a person added to those of the catalogue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from afterround.core.catalogue import Difficulty
from afterround.core.errors import AfterroundError, NotFound
from afterround.data.models import Owner, OwnProblem
from afterround.queries.keys import record_with_key


@dataclass(frozen=True)
class OwnProblemView:
    """A problem that was added; `number` is that of the catalogue's problem where it is one."""

    id: UUID
    name: str
    link: str
    number: int | None
    difficulty: Difficulty | None
    patterns: tuple[str, ...]
    minutes: int | None
    note: str
    added_at: datetime
    removed_at: datetime | None


def own_problems(owner: Owner) -> list[OwnProblemView]:
    """The problems the owner added and did not remove, the latest first."""
    return _views(OwnProblem.objects.filter(owner=owner, removed_at=None).order_by("-created_at", "-id"))


def added_problems(owner: Owner, at: datetime) -> list[OwnProblemView]:
    """The problems that were added at one moment and stand, in their order."""
    added = OwnProblem.objects.filter(owner=owner, removed_at=None, created_at=at)
    return _views(added.order_by("id"))


def get_own_problem(owner: Owner, problem_id: UUID) -> OwnProblemView:
    """One problem the owner added, removed ones included. Raises NotFound."""
    found = _views(OwnProblem.objects.filter(owner=owner, id=problem_id))
    if not found:
        raise NotFound("There is no such problem.")
    return found[0]


def find_own_problem(owner: Owner, reference: str) -> OwnProblemView:
    """The problem with that name or key, or with a key that begins or ends so. Raises NotFound, or AfterroundError
    with the code "ambiguous" where it fits several.
    """
    mine = OwnProblem.objects.filter(owner=owner, removed_at=None)
    named = list(mine.filter(name__iexact=reference.strip())[:2])
    if len(named) > 1:
        why = f'Several problems are called "{reference}". Give the key of one: afterround drills problems.'
        raise AfterroundError(why, code="ambiguous")
    found = named[0] if named else record_with_key(mine, reference, noun="problems")
    if found is None:
        raise NotFound(f'You have added no problem called "{reference}". See afterround drills problems.')
    return _views([found])[0]


def _views(rows: Iterable[OwnProblem]) -> list[OwnProblemView]:
    return [
        OwnProblemView(
            id=row.id,
            name=row.name,
            link=row.link,
            number=row.number,
            difficulty=Difficulty(row.difficulty) if row.difficulty else None,
            patterns=tuple(row.patterns),
            minutes=row.minutes,
            note=row.note,
            added_at=row.created_at,
            removed_at=row.removed_at,
        )
        for row in rows
    ]
