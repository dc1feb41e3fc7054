"""A drill as the pages show it: its title, its parts in words, and the words it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from afterround.core.drills import Seen
from afterround.core.practice_plan import Planned
from afterround.formats.practice import kind_in_words, parts_in_words, title_of, when_in_words
from afterround.formats.words import day

SHOWN_ROUNDS = 5
"""At most so many of the rounds that led to a drill are shown, the latest first."""


@dataclass(frozen=True)
class Card:
    """One drill with all its words. `due` is the day it is for, and `when` that day in a phrase; `places` are the
    rounds its theme was shaky in."""

    drill: Planned
    title: str
    kind: str
    theme: str
    due: str
    when: str
    parts: tuple[tuple[str, str], ...]
    places: tuple[Seen, ...]


def card_of(planned: Planned, now: datetime, zone: tzinfo) -> Card:
    """A drill as a card, in the reader's zone."""
    places = planned.standing.shaky[::-1][:SHOWN_ROUNDS] if planned.standing else ()
    return Card(
        drill=planned,
        title=title_of(planned),
        kind=kind_in_words(planned),
        theme=planned.standing.theme.name if planned.standing else "",
        due=day(planned.due_on, now.astimezone(zone).date()),
        when=when_in_words(planned, now.astimezone(zone).date()),
        parts=tuple(parts_in_words(planned, now, zone)),
        places=places,
    )


def cards_of(drills: Iterable[Planned], now: datetime, zone: tzinfo) -> list[Card]:
    """Drills as cards, in their order."""
    return [card_of(one, now, zone) for one in drills]
