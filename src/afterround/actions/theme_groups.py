"""What a person says to many lines at once, and to one that was confirmed together with others."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from afterround.actions.owners import remember
from afterround.actions.theme_decisions import confirm_group, confirm_theme, refuse_group, take_back
from afterround.core.errors import Invalid, NotFound
from afterround.core.themes import Decision
from afterround.data.models import Mention, Owner, ThemeDecision
from afterround.queries.theme_groups import WAITING, Inbox, waiting_lines
from afterround.queries.themes import NO_THEME, place_of_words, themes_of


@transaction.atomic
def answer_group(
    owner: Owner,
    theme: str,
    lines: Collection[UUID],
    *,
    is_yes: bool,
    excepted: Collection[UUID] = (),
    now: datetime,
) -> tuple[UUID, ...]:
    """Say yes (or no) to one theme under many lines, and the contrary under those that are excepted.

    Returns the keys of the deeds, one or two, by which `take_back_all` undoes it; a press that is sent twice is done
    once. Raises NotFound, and then nothing is said; Invalid where no line is named.
    """
    Owner.objects.select_for_update(no_key=True).get(
        id=owner.id
    )  # the same press may come a second time meanwhile
    others = [line for line in lines if line in set(excepted)]
    rest = [line for line in lines if line not in others]
    say = (confirm_group, refuse_group) if is_yes else (refuse_group, confirm_group)
    named = [(deed, found) for deed, found in zip(say, (rest, others), strict=True) if found]
    if not named:
        raise Invalid("There was no line to answer for.")
    yes = {*(rest if is_yes else others)}
    return _said_before(owner, theme, lines, yes) or tuple(
        deed(owner, theme, found, now=now) for deed, found in named
    )


def _said_before(
    owner: Owner, theme: str, lines: Collection[UUID], yes: Collection[UUID]
) -> tuple[UUID, ...]:
    """The deeds that have said just this of a theme under all of `lines` and of no other, and that still hold; none
    where anything else was said."""
    known = themes_of(owner).known(theme)
    if known is None:
        return ()
    wanted = [*lines]
    here = Q(line__in=wanted) | Q(feedback__in=wanted) | Q(observed__in=wanted)
    made = ThemeDecision.objects.filter(here, owner=owner, theme=known.slug).order_by("at", "id")
    last = {place_of_words(row): row for row in made}
    if {key: row.decision != Decision.REJECTED for key, row in last.items()} != {
        line: line in yes for line in wanted
    }:
        return ()
    deeds = tuple(dict.fromkeys(row.deed for row in last.values()))
    told = {place_of_words(row) for row in ThemeDecision.objects.filter(owner=owner, deed__in=deeds)}
    return deeds if told == set(wanted) else ()


@transaction.atomic
def take_back_all(owner: Owner, deeds: Sequence[UUID], *, now: datetime) -> None:
    """Undo deeds that were one press, the last first. Raises NotFound where one is not there, and then undoes none."""
    for deed in reversed(deeds):
        take_back(owner, deed, now=now)


@transaction.atomic
def reopen_theme(owner: Owner, key: UUID, theme: str) -> None:
    """Let a theme that was confirmed under a line be open there again, whatever else the same press has confirmed.

    `key` is that of a line, of feedback, or of an observer's line. Raises NotFound where it is not confirmed there.
    """
    known = themes_of(owner).known(theme)
    if known is None:
        raise NotFound(NO_THEME)
    slugs = (known.slug, *known.parts)
    here = Q(line=key) | Q(feedback=key) | Q(observed=key)
    if not Mention.objects.filter(here, owner=owner, theme__in=slugs).delete()[0]:
        raise NotFound("This theme is not confirmed under this line.")
    made = ThemeDecision.objects.filter(here, owner=owner, theme__in=slugs)
    made.exclude(decision=Decision.REJECTED).delete()


@transaction.atomic
def confirm_ticked(owner: Owner, ticked: Collection[tuple[UUID, str]], *, now: datetime) -> None:
    """Say yes to what was ticked beforehand and left so, as (line, theme) pairs. Raises NotFound."""
    for line, theme in ticked:
        confirm_theme(owner, line, theme, now=now)


def remember_waiting(owner: Owner, found: Inbox) -> None:
    """Remember which lines of the latest old rounds wait for a look, where that has changed; other pages are left."""
    waiting = {str(line.id): list(line.themes) for group in found.groups for line in group.lines}
    if found.page == 1 and waiting != waiting_lines(owner):
        remember(owner, WAITING, waiting)


def forget_waiting(owner: Owner, lines: Collection[UUID], themes: Collection[str]) -> None:
    """Let go of what is remembered about lines that are gone for good, and of themes that are, whose slug is made of
    their name."""
    waiting, gone = waiting_lines(owner), {str(key) for key in lines}
    left = {
        key: [slug for slug in slugs if slug not in themes]
        for key, slugs in waiting.items()
        if key not in gone and not set(slugs) <= set(themes)
    }
    if left != waiting:
        remember(owner, WAITING, left)
