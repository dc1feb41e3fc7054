"""Themes as pages show them: the tally with the rounds behind each dot, and one theme with all it was seen in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from afterround.core import tally as counting
from afterround.core.errors import NotFound
from afterround.core.personal_themes import KnownTheme, PersonalThemes
from afterround.core.tally import Dot, Mark, NotedMention, NotedRound, ThemeTally
from afterround.data.models import Owner
from afterround.queries.rounds import RoundView, rounds_of, view_rounds
from afterround.queries.themes import NO_THEME, noted_mentions, noted_rounds, themes_of

DOTS = 24
"""So many of the latest rounds stand in one row."""


@dataclass(frozen=True)
class DotView:
    """One round of a theme: the round, and what it says."""

    round: RoundView
    mark: Mark


@dataclass(frozen=True)
class TallyRow:
    """A theme in the tally: its latest dots, mocks apart, and how many earlier rounds are not shown."""

    tally: ThemeTally
    dots: tuple[DotView, ...]
    mocks: tuple[DotView, ...]
    earlier: int
    last_shaky: RoundView | None
    last_well: RoundView | None


@dataclass(frozen=True)
class ThemesPage:
    """Everything the tally's page shows; `rounds` is how many it rests on, `latest` the last of them."""

    rows: tuple[TallyRow, ...]
    rounds: int
    latest: RoundView | None
    hidden: tuple[KnownTheme, ...]


@dataclass(frozen=True)
class EvidenceView:
    """One mention of a theme with its round; `why_not` says why the round is in no count, "" where it is."""

    mention: NotedMention
    round: RoundView
    why_not: str


@dataclass(frozen=True)
class ThemePage:
    """One theme: what it is, its row in the tally, if it was ever confirmed, and the evidence, latest first."""

    theme: KnownTheme
    row: TallyRow | None
    evidence: tuple[EvidenceView, ...]
    parts: tuple[KnownTheme, ...]
    others: tuple[KnownTheme, ...]


def themes_page(owner: Owner, now: datetime) -> ThemesPage:
    """The tally with the rounds behind it; the number of queries does not grow with them."""
    themes = themes_of(owner)
    rounds = noted_rounds(owner, now)
    counted = counting.tally(themes.roots, rounds, noted_mentions(owner, themes, now))
    views = _views(owner, _rounds_behind(counted, rounds), now)
    return ThemesPage(
        rows=tuple(_row(found, views) for found in counted),
        rounds=len(rounds),
        latest=views[rounds[-1].id] if rounds else None,
        hidden=tuple(
            known for slug, known in themes.themes.items() if known.is_hidden and slug not in themes.into
        ),
    )


def theme_page(owner: Owner, slug: str, now: datetime) -> ThemePage:
    """One theme with all it was seen in. A merged one gives the one it counts as. Raises NotFound."""
    themes = themes_of(owner)
    known = themes.known(slug)
    if known is None:
        raise NotFound(NO_THEME)
    rounds = noted_rounds(owner, now)
    mentions = noted_mentions(owner, themes, now)
    shown = themes.roots if not known.is_hidden else (*themes.roots, known)
    counted = [found for found in counting.tally(shown, rounds, mentions) if found.theme.slug == known.slug]
    own = [mention for mention in mentions if mention.theme == known.slug]
    views = _views(owner, {*_rounds_behind(counted, rounds), *(one.round.id for one in own)}, now)
    noted = {one.id for one in rounds}
    return ThemePage(
        theme=known,
        row=_row(counted[0], views) if counted else None,
        evidence=tuple(EvidenceView(one, views[one.round.id], _why_not(one, known, noted)) for one in own),
        parts=tuple(themes.themes[part] for part, into in themes.into.items() if into == known.slug),
        others=_others(themes, known),
    )


def _others(themes: PersonalThemes, known: KnownTheme) -> tuple[KnownTheme, ...]:
    """The themes that could be merged into this one, by name."""
    return tuple(
        sorted((one for one in themes.roots if one.slug != known.slug), key=lambda one: one.name.casefold())
    )


def _why_not(mention: NotedMention, known: KnownTheme, noted: Iterable[UUID]) -> str:
    if mention.round.id not in noted:
        return "Its retrospective is not finished."
    if mention.round.kind not in known.theme.kinds:
        return "This kind of round is not one that asks it."
    if mention.polarity is None:
        what = "What an observer wrote" if mention.observed else "A question"
        return f"{what} without a rating says neither."
    return ""


def _rounds_behind(counted: Iterable[ThemeTally], rounds: list[NotedRound]) -> set[UUID]:
    """The keys of all rounds that rows of the tally name."""
    keys = {dot.round.id for found in counted for dot in found.dots}
    for found in counted:
        keys |= {last.round.id for last in (found.last_shaky, found.last_well) if last is not None}
    return keys | {one.id for one in rounds[-1:]}


def _views(owner: Owner, keys: Iterable[UUID], now: datetime) -> dict[UUID, RoundView]:
    return {view.id: view for view in view_rounds(owner, rounds_of(owner).filter(id__in=set(keys)), now)}


def _row(found: ThemeTally, views: Mapping[UUID, RoundView]) -> TallyRow:
    real = [dot for dot in found.dots if not dot.round.is_mock]
    mocks = [dot for dot in found.dots if dot.round.is_mock]
    return TallyRow(
        tally=found,
        dots=_dots(real, views),
        mocks=_dots(mocks, views) if found.mocks.shaky or found.mocks.well else (),
        earlier=max(0, len(real) - DOTS),
        last_shaky=views[found.last_shaky.round.id] if found.last_shaky else None,
        last_well=views[found.last_well.round.id] if found.last_well else None,
    )


def _dots(dots: list[Dot], views: Mapping[UUID, RoundView]) -> tuple[DotView, ...]:
    return tuple(DotView(views[dot.round.id], dot.mark) for dot in dots[-DOTS:])
