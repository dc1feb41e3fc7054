"""What a person says to suggested themes: confirm, refuse, add, none of these, a group at once, and take it back.

Each press is a deed with a key of its own, by which it is taken back, a group as a whole. What was decided about a
line last holds; a mention stands where that is a yes.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from afterround.actions.themes import make_theme
from afterround.core.errors import Invalid, NotFound
from afterround.core.personal_themes import PersonalThemes
from afterround.core.themes import Decision
from afterround.data.keys import new_key
from afterround.data.models import Mention, Owner, RetroLine, ThemeDecision
from afterround.queries.theme_suggestions import statement_of
from afterround.queries.themes import NO_THEME, themes_of


@transaction.atomic
def confirm_theme(owner: Owner, line_id: UUID, theme: str, *, now: datetime) -> UUID:
    """Say yes to a theme that was suggested under a line; it counts from now on. Returns the deed's key.

    Raises NotFound for a line or a theme that is not there.
    """
    return _decide(owner, [line_id], [theme], Decision.ACCEPTED, now)


@transaction.atomic
def reject_theme(owner: Owner, line_id: UUID, theme: str, *, now: datetime) -> UUID:
    """Say no to a theme under a line; one that was confirmed there counts no more. Returns the deed's key.

    Raises NotFound.
    """
    return _decide(owner, [line_id], [theme], Decision.REJECTED, now)


@transaction.atomic
def none_of_these(owner: Owner, line_id: UUID, themes: Collection[str], *, now: datetime) -> UUID:
    """Say no to all themes that were suggested under a line, in one deed, whose key is returned.

    `themes` are those that were seen. Raises NotFound, and Invalid where none is named.
    """
    if not themes:
        raise Invalid("There was no suggestion to refuse.")
    return _decide(owner, [line_id], themes, Decision.REJECTED, now)


@transaction.atomic
def add_theme(owner: Owner, line_id: UUID, name: str, *, now: datetime) -> UUID:
    """Add a theme to a line that was not suggested, by its slug, name or another wording. Returns the deed's key.

    A name that no theme has makes a theme of one's own. Raises NotFound for the line, and Invalid for the name.
    """
    _own_lines(owner, [line_id])
    known = themes_of(owner).called(name)
    slug = known.slug if known else make_theme(owner, name, now=now)
    return _decide(owner, [line_id], [slug], Decision.ADDED, now)


@transaction.atomic
def confirm_group(owner: Owner, theme: str, lines: Collection[UUID], *, now: datetime) -> UUID:
    """Say yes to one theme under many lines in one deed, whose key is returned; exceptions are left out of `lines`.

    Raises NotFound, and then nothing is confirmed; Invalid where no line is named.
    """
    return _decide_group(owner, theme, lines, Decision.ACCEPTED, now)


@transaction.atomic
def refuse_group(owner: Owner, theme: str, lines: Collection[UUID], *, now: datetime) -> UUID:
    """Say no to one theme under many lines in one deed, whose key is returned. Raises NotFound, Invalid."""
    return _decide_group(owner, theme, lines, Decision.REJECTED, now)


@transaction.atomic
def take_back(owner: Owner, deed: UUID, *, now: datetime) -> int:
    """Undo a deed: what was decided before about each of its lines holds again. Returns how many decisions went.

    Raises NotFound where there is no such deed, as after it was taken back.
    """
    made = ThemeDecision.objects.filter(owner=owner, deed=deed)
    rows = list(made.values_list("line", "theme").distinct())
    if not rows:
        raise NotFound("There is nothing to take back.")
    number = made.delete()[0]
    lines = _lines_by_key(owner, {line for line, _ in rows})
    for line_id, theme in rows:
        _follow(owner, lines[line_id], theme, now)
    return number


def _decide_group(
    owner: Owner, theme: str, lines: Collection[UUID], decision: Decision, now: datetime
) -> UUID:
    if not lines:
        raise Invalid("No line was chosen. Tick at least one.")
    return _decide(owner, lines, [theme], decision, now)


def _decide(
    owner: Owner, lines: Iterable[UUID], themes: Iterable[str], decision: Decision, now: datetime
) -> UUID:
    """Record a decision about each theme under each line, and let the mentions follow."""
    known = themes_of(owner)
    slugs = [_slug(known, theme) for theme in dict.fromkeys(themes)]
    found, deed = _own_lines(owner, lines), new_key()
    for line in found:
        for slug in dict.fromkeys(slugs):
            ThemeDecision.objects.create(
                owner=owner,
                deed=deed,
                line=line,
                theme=slug,
                statement=statement_of(line),
                decision=decision,
                at=now,
            )
            _follow(owner, line, slug, now)
    return deed


def _slug(themes: PersonalThemes, said: str) -> str:
    known = themes.known(said)
    if known is None:
        raise NotFound(NO_THEME)
    return known.slug


def _own_lines(owner: Owner, keys: Iterable[UUID]) -> list[RetroLine]:
    """The lines of those keys, each once. Raises NotFound where one is not there or is deleted."""
    wanted = list(dict.fromkeys(keys))
    mine = RetroLine.objects.filter(owner=owner, deleted_at=None, retro__round__deleted_at=None)
    found = {line.id: line for line in mine.select_related("retro").filter(id__in=wanted)}
    if len(found) < len(wanted):
        raise NotFound("There is no such line.")
    return [found[key] for key in wanted]


def _lines_by_key(owner: Owner, keys: Collection[UUID]) -> dict[UUID, RetroLine]:
    """Lines by their key, deleted ones too: a deed is taken back there as well."""
    rows = RetroLine.objects.filter(owner=owner, id__in=keys).select_related("retro")
    return {line.id: line for line in rows}


def _follow(owner: Owner, line: RetroLine, theme: str, now: datetime) -> None:
    """Let the mention of a theme under a line stand exactly where the last decision is a yes."""
    made = ThemeDecision.objects.filter(owner=owner, line=line, theme=theme)
    last = made.order_by("-at", "-id").first()
    if last is None or last.decision == Decision.REJECTED:
        Mention.objects.filter(owner=owner, line=line, theme=theme).delete()
        return
    defaults = {"round_id": line.retro.round_id, "at": last.at}
    Mention.objects.get_or_create(owner=owner, line=line, theme=theme, defaults=defaults)
