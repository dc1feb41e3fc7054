"""What recognition suggests under the lines of retrospectives, and what was decided about it already."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from afterround.adapters.matching.recogniser import built_in_reading, built_in_recogniser
from afterround.core.errors import NotFound
from afterround.core.personal_themes import PersonalThemes
from afterround.core.recognition import MOST, Span, Suggester
from afterround.core.retro import Section
from afterround.core.rounds import RoundKind
from afterround.core.themes import Decision, Polarity, polarity_in
from afterround.data.models import Mention, Owner, RetroLine, ThemeDecision
from afterround.queries.rounds import RoundView, get_round
from afterround.queries.themes import personal_record, place_of_words, themes_of

ASKED_ABOUT = (Section.WENT_WELL, Section.SHAKY, Section.QUESTIONS, Section.HINTS, Section.ACTIONS)
"""The sections under whose lines themes are suggested."""


@dataclass(frozen=True)
class SuggestedTheme:
    """A theme that a line may carry: how probable (0 to 1), the places and the words in the statement that led to it.

    `is_earned` allows to tick it beforehand; it still counts only once confirmed.
    """

    theme: str
    name: str
    p: float
    because: tuple[Span, ...]
    words: tuple[str, ...]
    is_earned: bool = False


@dataclass(frozen=True)
class ConfirmedTheme:
    """A theme that was confirmed under a line; `deed` takes it back, and `asks` is what to put to the person, or ""."""

    theme: str
    name: str
    deed: UUID | None
    asks: str = ""


@dataclass(frozen=True)
class LineSuggestions:
    """What stands under one line: its words as they are read, open suggestions and confirmed themes.

    Of feedback only the person can say whether it is praise; of all else its place does.
    """

    line_id: UUID
    statement: str
    polarity: Polarity | None
    suggested: tuple[SuggestedTheme, ...] = ()
    confirmed: tuple[ConfirmedTheme, ...] = ()
    is_feedback: bool = False


@dataclass(frozen=True)
class Place:
    """Words that may carry themes, and where they stand: a line, feedback, or an observer's line, as `column` says."""

    key: UUID
    column: str
    statement: str
    kind: RoundKind
    section: Section | None = None
    polarity: Polarity | None = None


def statement_of(line: RetroLine) -> str:
    """The words of a line as recognition reads them: its text, of a question also the approach."""
    return ". ".join(part for part in (line.text.strip(), line.approach.strip()) if part)


def suggestions_for(owner: Owner, round_id: UUID, now: datetime) -> Mapping[UUID, LineSuggestions]:
    """What stands under each line of a round's retrospective, by the line's key; nothing while the round's cooldown
    is open or the round still to come (product rule 1). Raises NotFound.
    """
    return suggestions_in(owner, get_round(owner, round_id, now), themes_of(owner), now)


def suggestions_in(
    owner: Owner, held: RoundView, themes: PersonalThemes, now: datetime
) -> Mapping[UUID, LineSuggestions]:
    """What `suggestions_for` gives, for a round and themes that were read already."""
    if not held.cooldown.allows_analysis(now):
        return {}
    lines = list(asked_lines(owner).filter(retro__round=held.id))
    return {found.line_id: found for found in read_places(owner, [place_of(line) for line in lines], themes)}


def line_suggestions(owner: Owner, line_id: UUID, now: datetime) -> LineSuggestions:
    """What stands under one line, by the same rules. Raises NotFound."""
    line = asked_lines(owner).filter(id=line_id).first()
    if line is None:
        raise NotFound("There is no such line.")
    if not get_round(owner, line.retro.round_id, now).cooldown.allows_analysis(now):
        return LineSuggestions(line.id, statement_of(line), place_of(line).polarity)
    return next(read_places(owner, [place_of(line)]))


def asked_lines(owner: Owner) -> QuerySet[RetroLine]:
    """The lines under which themes are suggested."""
    return RetroLine.objects.filter(
        owner=owner, deleted_at=None, section__in=ASKED_ABOUT, retro__round__deleted_at=None
    ).select_related("retro__round__application__company")


def place_of(line: RetroLine) -> Place:
    """A line as a place of words."""
    kind, section = RoundKind(line.retro.round.kind), Section(line.section)
    return Place(line.id, "line", statement_of(line), kind, section, polarity_in(section, line.rating))


def read_places(
    owner: Owner, places: Sequence[Place], themes: PersonalThemes | None = None
) -> Iterator[LineSuggestions]:
    """What is suggested and confirmed in each place; the number of queries does not grow with them."""
    themes = themes or themes_of(owner)
    suggester = Suggester(built_in_recogniser(), personal_record(owner, themes), built_in_reading)
    made, mentions = _by_place(owner, ThemeDecision, places), _by_place(owner, Mention, places)
    for place in places:
        decided = made.get(place.key, ())
        confirmed = _confirmed(mentions.get(place.key, ()), decided, themes)
        refused = {
            themes.root(decision.theme)
            for decision in decided
            if decision.decision == Decision.REJECTED and decision.statement == place.statement
        }
        closed = {one.theme for one in confirmed} | refused
        yield LineSuggestions(
            line_id=place.key,
            statement=place.statement,
            polarity=place.polarity,
            suggested=_suggested(place, themes, suggester, closed) if place.statement else (),
            confirmed=confirmed,
            is_feedback=place.column == "feedback",
        )


def _suggested(
    place: Place, themes: PersonalThemes, suggester: Suggester, closed: set[str]
) -> tuple[SuggestedTheme, ...]:
    """Suggestions in a place, a merged theme as the one it counts as, without what was decided already."""
    found: dict[str, SuggestedTheme] = {}
    said = place.statement
    for one in suggester.suggest(said, section=place.section, kind=place.kind):
        known = themes.known(one.theme)
        if known is None or known.is_hidden or known.slug in closed or known.slug in found:
            continue
        found[known.slug] = SuggestedTheme(
            known.slug, known.name, one.p, one.because, one.words(said), one.is_earned
        )
    return tuple(found.values())[:MOST]


def _in_places(places: Iterable[Place]) -> Q:
    """Rows that point at one of the places."""
    keys = [place.key for place in places]
    return Q(line__in=keys) | Q(feedback__in=keys) | Q(observed__in=keys)


Row = TypeVar("Row", Mention, ThemeDecision)


def _by_place(owner: Owner, table: type[Row], places: Iterable[Place]) -> dict[UUID, list[Row]]:
    """The mentions or the decisions in each place, in the order they were made."""
    found: dict[UUID, list[Row]] = {}
    rows: QuerySet[Row] = table._default_manager.filter(_in_places(places), owner=owner)
    for row in rows.order_by("at", "id"):
        key = place_of_words(row)
        if key is not None:
            found.setdefault(key, []).append(row)
    return found


def _confirmed(
    mentions: Iterable[Mention], made: Sequence[ThemeDecision], themes: PersonalThemes
) -> tuple[ConfirmedTheme, ...]:
    """The themes confirmed under a line, each once, with the deed that made it so."""
    deeds = {decision.theme: decision.deed for decision in made if decision.decision != Decision.REJECTED}
    found: dict[str, ConfirmedTheme] = {}
    for mention in mentions:
        known = themes.known(mention.theme)
        if known is not None and known.slug not in found:
            deed = deeds.get(mention.theme)
            found[known.slug] = ConfirmedTheme(known.slug, known.name, deed, known.theme.asks)
    return tuple(found.values())
