"""What a person says to suggested themes: confirm, refuse, add, none of these, a group at once, and take it back.

The place of the words is a line of a retrospective, feedback, a line of an observer's, or a tag; its key says which.
Each press is a deed with a key of its own, by which it is taken back, a group as a whole. What was decided about a
place last holds; a mention stands where that is a yes.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from afterround.actions.tag_wordings import follow_wording
from afterround.actions.themes import theme_named
from afterround.core.errors import Invalid, NotFound
from afterround.core.personal_themes import PersonalThemes
from afterround.core.tags import tag_words
from afterround.core.themes import Decision, Polarity
from afterround.data.keys import new_key
from afterround.data.models import (
    Feedback,
    Mention,
    ObservedLine,
    Owner,
    OwnTheme,
    RetroLine,
    RoundTag,
    ThemeAlias,
    ThemeChoice,
    ThemeDecision,
    ThemeMerge,
)
from afterround.queries.theme_suggestions import statement_of
from afterround.queries.themes import NO_THEME, themes_of


@transaction.atomic
def confirm_theme(
    owner: Owner, line_id: UUID, theme: str, *, now: datetime, polarity: Polarity = Polarity.SHAKY
) -> UUID:
    """Say yes to a theme that was suggested under a line; it counts from now on. Returns the deed's key.

    `polarity` is what feedback says of it; a line says so itself. Raises NotFound for a line or a theme that is not
    there.
    """
    return _decide(owner, [line_id], [theme], Decision.ACCEPTED, now, polarity=polarity)


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
def add_theme(
    owner: Owner, line_id: UUID, name: str, *, now: datetime, polarity: Polarity = Polarity.SHAKY
) -> UUID:
    """Add a theme to a line that was not suggested, by its slug, name or another wording. Returns the deed's key.

    A name that no theme has makes a theme of one's own. Raises NotFound for the line, and Invalid for the name.
    """
    _places(owner, [line_id])
    slug = theme_named(owner, name, now=now)
    return _decide(owner, [line_id], [slug], Decision.ADDED, now, polarity=polarity)


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
def decide_tags(
    owner: Owner,
    tags: Collection[UUID],
    theme: str,
    decision: Decision,
    *,
    now: datetime,
    polarity: Polarity = Polarity.SHAKY,
    otherwise: Collection[UUID] = (),
) -> UUID:
    """Say yes or no to a theme under tags of rounds in one deed, whose key is returned.

    `polarity` is what they say of it, except where the place of a tag says it itself and where it was the contrary,
    under those of `otherwise`. Raises NotFound.
    """
    return _decide(owner, tags, [theme], decision, now, polarity=polarity, otherwise=otherwise)


@transaction.atomic
def take_back(owner: Owner, deed: UUID, *, now: datetime) -> int:
    """Undo a deed: what was decided before about each of its lines holds again. Returns how many decisions went.

    Raises NotFound where there is no such deed, as after it was taken back.
    """
    made = list(ThemeDecision.objects.filter(owner=owner, deed=deed).select_related("tag"))
    if not made:
        raise NotFound("There is nothing to take back.")
    ThemeDecision.objects.filter(owner=owner, deed=deed).delete()
    for row in made:
        _follow(owner, _place_of(row), row.theme)
    for key, theme, at in {(row.tag.key, row.theme, row.at) for row in made if row.tag is not None}:
        follow_wording(owner, key, theme, made_at=[at])
    for theme, at in {(row.theme, row.at) for row in made}:
        _unmake(owner, theme, at)
    return len(made)


def _unmake(owner: Owner, theme: str, at: datetime) -> None:
    """Let a theme of one's own go that the deed of that moment has made, unless anything else is known by its name."""
    made = OwnTheme.objects.filter(owner=owner, slug=theme, created_at=at)
    if not made.exists():
        return
    named = (ThemeDecision, Mention, ThemeAlias, ThemeChoice, ThemeMerge)
    is_used = any(table._default_manager.filter(owner=owner, theme=theme).exists() for table in named)
    if not is_used and not ThemeMerge.objects.filter(owner=owner, into=theme).exists():
        made.delete()


def _decide_group(
    owner: Owner, theme: str, lines: Collection[UUID], decision: Decision, now: datetime
) -> UUID:
    if not lines:
        raise Invalid("No line was chosen. Tick at least one.")
    return _decide(owner, lines, [theme], decision, now)


def _decide(
    owner: Owner,
    keys: Iterable[UUID],
    themes: Iterable[str],
    decision: Decision,
    now: datetime,
    *,
    polarity: Polarity = Polarity.SHAKY,
    otherwise: Collection[UUID] = (),
) -> UUID:
    """Record a decision about each theme in each place, and let the mentions follow."""
    known = themes_of(owner)
    slugs = dict.fromkeys(_slug(known, theme) for theme in themes)
    deed = new_key()
    for place in _places(owner, keys):
        for slug in (*slugs, *_parts_here(owner, known, slugs, place, decision)):
            ThemeDecision.objects.create(
                owner=owner,
                deed=deed,
                theme=slug,
                statement=place.statement,
                decision=decision,
                polarity=place.said(polarity, is_contrary=place.key in otherwise),
                round_id=place.round_id,
                at=now,
                **place.named,
            )
            _follow(owner, place, slug)
    return deed


def _parts_here(
    owner: Owner, themes: PersonalThemes, slugs: Collection[str], place: "_Place", decision: Decision
) -> list[str]:
    """What a no is about as well: the themes merged into those of `slugs` that stand confirmed in the place."""
    parts = [part for slug in slugs if (known := themes.known(slug)) for part in known.parts]
    if decision is not Decision.REJECTED or not parts:
        return []
    here = Mention.objects.filter(owner=owner, theme__in=parts, **place.named)
    return list(here.order_by("theme").values_list("theme", flat=True))


def _slug(themes: PersonalThemes, said: str) -> str:
    known = themes.known(said)
    if known is None:
        raise NotFound(NO_THEME)
    return known.slug


@dataclass(frozen=True)
class _Place:
    """Where words stand: the column that names it, its key, its round, and the words."""

    column: str
    key: UUID
    round_id: UUID
    statement: str = ""
    polarity: str = ""

    def said(self, polarity: Polarity, *, is_contrary: bool) -> str:
        """What is stored of a theme here: of feedback and of a tag what the person says, unless where the tag stands
        says it; of all else nothing, since its place is asked anew."""
        if self.column not in ("feedback", "tag") or self.polarity:
            return self.polarity
        if is_contrary:
            return Polarity.WELL if polarity is Polarity.SHAKY else Polarity.SHAKY
        return polarity

    @property
    def named(self) -> dict[str, UUID]:
        """The place as a column and its value."""
        return {f"{self.column}_id": self.key}


def _place_of(row: ThemeDecision) -> _Place:
    """The place that a decision was about."""
    keys = {
        "line": row.line_id, "feedback": row.feedback_id, "observed": row.observed_id, "tag": row.tag_id
    }  # fmt: skip
    return next(_Place(column, key, row.round_id) for column, key in keys.items() if key is not None)


def _places(owner: Owner, keys: Iterable[UUID]) -> list[_Place]:
    """The places of those keys, each once. Raises NotFound where one is not there, is deleted or struck out.

    A tag of a deleted round is a place, since what a tag means is said of all rounds that bear it.
    """
    wanted = list(dict.fromkeys(keys))
    found: dict[UUID, _Place] = {}
    for table in (_lines, _feedback, _observed, _tags):
        if len(found) < len(wanted):
            found |= {place.key: place for place in table(owner, wanted)}
    if len(found) < len(wanted):
        raise NotFound("There is no such line.")
    return [found[key] for key in wanted]


def _lines(owner: Owner, keys: Collection[UUID]) -> Iterator[_Place]:
    mine = RetroLine.objects.filter(owner=owner, deleted_at=None, retro__round__deleted_at=None, id__in=keys)
    for line in mine.select_related("retro"):
        yield _Place("line", line.id, line.retro.round_id, statement_of(line))


def _feedback(owner: Owner, keys: Collection[UUID]) -> Iterator[_Place]:
    mine = Feedback.objects.filter(owner=owner, struck_at=None, round__deleted_at=None, id__in=keys)
    for said in mine:
        yield _Place("feedback", said.id, said.round_id, said.text)


def _observed(owner: Owner, keys: Collection[UUID]) -> Iterator[_Place]:
    mine = ObservedLine.objects.filter(
        owner=owner, observation__struck_at=None, observation__round__deleted_at=None, id__in=keys
    )
    for line in mine.select_related("observation"):
        yield _Place("observed", line.id, line.observation.round_id, line.text)


def _tags(owner: Owner, keys: Collection[UUID]) -> Iterator[_Place]:
    for tag in RoundTag.objects.filter(owner=owner, id__in=keys):
        yield _Place("tag", tag.id, tag.round_id, tag_words(tag.name), tag.polarity)


def _follow(owner: Owner, place: _Place, theme: str) -> None:
    """Let the mention of a theme in a place stand exactly where the last decision is a yes."""
    here: dict[str, Any] = {"owner": owner, "theme": theme, **place.named}
    last = ThemeDecision.objects.filter(**here).order_by("-at", "-id").first()
    if last is None or last.decision == Decision.REJECTED:
        Mention.objects.filter(**here).delete()
        return
    said = {"round_id": place.round_id, "polarity": last.polarity, "at": last.at}
    Mention.objects.update_or_create(**here, defaults=said)
