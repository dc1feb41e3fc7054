"""A row of chips: the themes a line may carry, the words that led to them, and those that were confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from afterround.core.personal_themes import PersonalThemes
from afterround.core.theme_groups import telling_words
from afterround.queries.rounds import RoundView
from afterround.queries.theme_places import suggestions_told
from afterround.queries.theme_suggestions import LineSuggestions, suggestions_in
from afterround.queries.themes import themes_of
from afterround.web.doors import Visit


@dataclass(frozen=True)
class Chip:
    """A theme as a chip shows it. An earned one is ticked beforehand, and counts only once it was looked at."""

    theme: str
    name: str
    title: str
    because: str = ""
    asks: str = ""
    is_earned: bool = False


@dataclass(frozen=True)
class ChipRow:
    """The chips under one line, confirmed ones first, and the address that takes what is said to them."""

    line: UUID
    text: str
    address: str
    confirmed: tuple[Chip, ...]
    offered: tuple[Chip, ...]
    asks_polarity: bool = False


def chip_row(found: LineSuggestions, themes: PersonalThemes) -> ChipRow:
    """The row of a line."""
    return ChipRow(
        line=found.line_id,
        text=found.statement,
        address=reverse("line_themes", args=[found.line_id]),
        confirmed=tuple(
            Chip(one.theme, one.name, _meaning(themes, one.theme), asks=one.asks) for one in found.confirmed
        ),
        offered=tuple(
            Chip(
                theme=one.theme,
                name=one.name,
                title=_meaning(themes, one.theme),
                because=telling_words(found.statement, one.because),
                is_earned=one.is_earned,
            )
            for one in found.suggested
        ),
        asks_polarity=found.is_feedback,
    )


def chip_rows(request: Visit, held: RoundView) -> Mapping[str, ChipRow]:
    """The rows of a round's lines by key; none while its cooldown is on, and none for a line without words."""
    themes = themes_of(request.owner)
    found = suggestions_in(request.owner, held, themes, request.now)
    return {str(line): chip_row(one, themes) for line, one in found.items() if one.statement}


def told_rows(request: Visit, held: RoundView) -> Mapping[str, ChipRow]:
    """The rows under what others said of a round, by key; none while its cooldown is on."""
    themes = themes_of(request.owner)
    found = suggestions_told(request.owner, held, themes, request.now)
    return {str(key): chip_row(one, themes) for key, one in found.items()}


def drawn(request: HttpRequest, row: ChipRow) -> str:
    """The row as a page shows it."""
    return render_to_string("suggestions/chips.html", {"chips": row}, request)


def _meaning(themes: PersonalThemes, slug: str) -> str:
    known = themes.known(slug)
    return (known.theme.definition if known else "") or "A theme of your own"
