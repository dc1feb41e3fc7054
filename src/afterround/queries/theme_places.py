"""Themes in what others said of a round, feedback and observers' lines, and the place that a key names."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from afterround.core.errors import NotFound
from afterround.core.observation import Heading
from afterround.core.personal_themes import PersonalThemes
from afterround.core.retro import Section
from afterround.core.rounds import RoundKind
from afterround.core.themes import polarity_observed
from afterround.data.models import Feedback, ObservedLine, Owner, SelfRating
from afterround.queries.rounds import RoundView, get_round
from afterround.queries.theme_suggestions import (
    LineSuggestions,
    Place,
    asked_lines,
    line_suggestions,
    read_places,
)
from afterround.queries.themes import themes_of

SECTIONS = {Heading.WENT_WELL: Section.WENT_WELL, Heading.SHAKY: Section.SHAKY, Heading.HINTS: Section.HINTS}
"""An observer's headings as those of a retrospective; a rated line stands under none."""

NO_PLACE = "There is no such line."


def suggestions_told(
    owner: Owner, held: RoundView, themes: PersonalThemes, now: datetime
) -> Mapping[UUID, LineSuggestions]:
    """What stands under the feedback on a round and under its observers' lines, by their keys.

    Nothing while the round's cooldown is open or the round still to come; nothing of an observer's before the person
    has rated the round as well.
    """
    if not held.cooldown.allows_analysis(now):
        return {}
    places = [*_feedback(owner, held), *_observed(owner, held)]
    return {found.line_id: found for found in read_places(owner, places, themes)}


def find_place(owner: Owner, key: UUID) -> tuple[UUID, str]:
    """The key of the round in which a place stands, and whether that is a "line", "feedback", or "observed".

    Raises NotFound.
    """
    tables = {
        "line": asked_lines(owner).filter(id=key).values_list("retro__round", flat=True),
        "feedback": Feedback.objects.filter(owner=owner, id=key, round__deleted_at=None).values_list(
            "round", flat=True
        ),
        "observed": ObservedLine.objects.filter(owner=owner, id=key).values_list(
            "observation__round", flat=True
        ),
    }
    for column, found in tables.items():
        for round_id in found:
            return round_id, column
    raise NotFound(NO_PLACE)


def place_suggestions(owner: Owner, key: UUID, now: datetime) -> LineSuggestions:
    """What stands in one place, by the same rules as on the page of its round. Raises NotFound."""
    round_id, column = find_place(owner, key)
    if column == "line":
        return line_suggestions(owner, key, now)
    held = get_round(owner, round_id, now)
    place = next((one for one in (*_feedback(owner, held), *_observed(owner, held)) if one.key == key), None)
    if place is None:
        raise NotFound(NO_PLACE)
    if not held.cooldown.allows_analysis(now):
        return LineSuggestions(key, place.statement, place.polarity, is_feedback=place.column == "feedback")
    return next(iter(read_places(owner, [place], themes_of(owner))))


def _feedback(owner: Owner, held: RoundView) -> list[Place]:
    said = Feedback.objects.filter(owner=owner, round=held.id, struck_at=None).exclude(text="")
    return [
        Place(one.id, "feedback", one.text, RoundKind(held.kind))
        for one in said.order_by("received_at", "id")
    ]


def _observed(owner: Owner, held: RoundView) -> list[Place]:
    return [place for _, place in observed_places(observed_lines(owner).filter(observation__round=held.id))]


def observed_lines(owner: Owner) -> QuerySet[ObservedLine]:
    """What observers wrote, with or without a rating, of rounds that the person has rated as well, in its order."""
    rated = SelfRating.objects.filter(owner=owner, round=OuterRef("observation__round"))
    mine = ObservedLine.objects.filter(
        Exists(rated), owner=owner, observation__struck_at=None, observation__round__deleted_at=None
    )
    needed = mine.exclude(text="").select_related("observation__round")
    return needed.order_by("observation__received_at", "heading", "position")


def observed_places(lines: Iterable[ObservedLine]) -> list[tuple[UUID, Place]]:
    """Observers' lines as places of words, each with the key of its round."""
    return [(one.observation.round_id, _observed_place(one)) for one in lines]


def _observed_place(one: ObservedLine) -> Place:
    heading = Heading(one.heading)
    return Place(
        key=one.id,
        column="observed",
        statement=one.text,
        kind=RoundKind(one.observation.round.kind),
        section=SECTIONS.get(heading),
        polarity=polarity_observed(heading, one.rating),
    )
