"""What a person does with problems of their own: add some, say which patterns they are of, remove and put back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from afterround.adapters.catalogue.built_in import built_in_catalogue
from afterround.core.catalogue import Difficulty, name_key
from afterround.core.errors import Invalid, NotFound
from afterround.data.models import Owner, OwnProblem
from afterround.data.models.drills import LINK_LENGTH, NAME_LENGTH
from afterround.queries.own_problems import added_problems

NO_PROBLEM = "There is no such problem."
MOST = 2000
"""So many problems can be added at once."""

PATTERNS = 3
"""The most patterns of one problem."""


@dataclass(frozen=True)
class NewProblem:
    """A problem to add. `number` is that of the catalogue's problem where it is one; `patterns` are slugs."""

    name: str
    link: str = ""
    number: int | None = None
    difficulty: Difficulty | None = None
    patterns: tuple[str, ...] = ()
    minutes: int | None = None
    note: str = ""

    @property
    def key(self) -> str:
        """What it is told apart by: its number, its link, or its name."""
        if self.number is not None:
            return f"number {self.number}"
        return (
            self.link.strip().rstrip("/").casefold() or f"name {name_key(self.name) or self.name.casefold()}"
        )


@transaction.atomic
def add_problems(owner: Owner, problems: Sequence[NewProblem], *, now: datetime) -> int:
    """Add problems; one that was added before stays as it is. Returns how many are new.

    `remove_added` with the same moment takes them back. Raises Invalid for a name that cannot be kept.
    """
    if len(problems) > MOST:
        raise Invalid(f"Add at most {MOST} problems at once.")
    known = set(OwnProblem.objects.filter(owner=owner, removed_at=None).values_list("key", flat=True))
    fresh = {one.key[:LINK_LENGTH]: one for one in reversed(problems)}
    made = [_row(owner, key, one, now) for key, one in fresh.items() if key not in known]
    OwnProblem.objects.bulk_create(reversed(made))
    return len(made)


def _row(owner: Owner, key: str, new: NewProblem, now: datetime) -> OwnProblem:
    name = " ".join(new.name.split())
    if not name or "\0" in name + new.link + new.note:
        why = "Say what the problem is called." if not name else "Take out the character NUL."
        raise Invalid(why, problems={"text": why})
    return OwnProblem(
        owner=owner,
        key=key,
        name=name[:NAME_LENGTH],
        number=new.number,
        link=new.link.strip()[:LINK_LENGTH],
        difficulty=new.difficulty or "",
        patterns=list(checked_patterns(new.patterns)),
        minutes=new.minutes,
        note=new.note.strip(),
        created_at=now,
    )


def checked_patterns(said: Iterable[str]) -> tuple[str, ...]:
    """The slugs of the patterns or families that slugs or names mean. Raises Invalid for words that mean none."""
    catalogue, found = built_in_catalogue(), list[str]()
    for words in said:
        pattern = catalogue.patterns.get(words) or catalogue.pattern_named(words)
        if pattern is None:
            why = f'There is no pattern called "{words}". See afterround drills patterns.'
            raise Invalid(why, problems={"patterns": why})
        found.append(pattern.slug)
    if len(found) > PATTERNS:
        why = f"Give at most {PATTERNS} patterns."
        raise Invalid(why, problems={"patterns": why})
    return tuple(dict.fromkeys(found))


@transaction.atomic
def sort_problem(owner: Owner, problem_id: UUID, patterns: Iterable[str]) -> None:
    """Say which patterns a problem is of. Raises NotFound, and Invalid for a pattern that is not known."""
    found = OwnProblem.objects.filter(owner=owner, id=problem_id, removed_at=None).first()
    if found is None:
        raise NotFound(NO_PROBLEM)
    found.patterns = list(checked_patterns(patterns))
    found.save(update_fields=["patterns"])


@transaction.atomic
def remove_problem(owner: Owner, problem_id: UUID, *, now: datetime) -> None:
    """Take a problem out of the plan; attempts at it stay. Raises NotFound."""
    if not OwnProblem.objects.filter(owner=owner, id=problem_id, removed_at=None).update(removed_at=now):
        raise NotFound(NO_PROBLEM)


@transaction.atomic
def restore_problem(owner: Owner, problem_id: UUID) -> None:
    """Put a removed problem back. Raises NotFound, also where it was added again meanwhile."""
    gone = OwnProblem.objects.filter(owner=owner, id=problem_id).exclude(removed_at=None).first()
    if gone is None or OwnProblem.objects.filter(owner=owner, key=gone.key, removed_at=None).exists():
        raise NotFound(NO_PROBLEM)
    gone.removed_at = None
    gone.save(update_fields=["removed_at"])


@transaction.atomic
def remove_added(owner: Owner, at: datetime, *, now: datetime) -> int:
    """Take back what was added at one moment; returns how many problems that were. Raises NotFound."""
    keys = [found.id for found in added_problems(owner, at)]
    if not keys:
        raise NotFound("Nothing was added then.")
    return OwnProblem.objects.filter(owner=owner, id__in=keys).update(removed_at=now)
