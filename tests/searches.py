"""Simulated searches: rounds, themes and how often each is really shaky, drawn from a seed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from afterround.core.personal_themes import KnownTheme
from afterround.core.rounds import RoundKind
from afterround.core.tally import NotedMention, NotedRound, ThemeTally, tally
from afterround.core.themes import Polarity, Theme

KINDS = (RoundKind.CODING, RoundKind.SYSTEM_DESIGN)
AREAS = {"algorithms": KINDS[:1], "design": KINDS[1:], "communication": KINDS}
"""Three areas, and the kinds of round that can ask their themes."""

START = datetime(2026, 1, 5, 10, tzinfo=UTC)


def a_theme(slug: str, area: str = "algorithms", kinds: Iterable[RoundKind] = KINDS[:1]) -> KnownTheme:
    """A theme that only its name and its kinds are known of."""
    return KnownTheme(Theme(slug, slug, area, "", frozenset(kinds), 3, "", 0.5, "", ""), area)


def a_noted_round(number: int, kind: RoundKind = RoundKind.CODING, *, is_mock: bool = False) -> NotedRound:
    """The round of that number, a day after the one before it."""
    return NotedRound(UUID(int=number + 1), kind, START + timedelta(days=number), is_mock, f"Acme {number}")


def a_mention(theme: str, found: NotedRound, polarity: Polarity | None = Polarity.SHAKY) -> NotedMention:
    """A theme confirmed in a round."""
    return NotedMention(UUID(int=found.id.int + (1 << 64)), theme, found, polarity, "words", found.ended_at)


@dataclass(frozen=True)
class SimulatedSearch:
    """Themes with the rate at which each is really shaky, and what was noted in the rounds."""

    themes: tuple[KnownTheme, ...]
    rates: Mapping[str, float]
    rounds: tuple[NotedRound, ...]
    mentions: tuple[NotedMention, ...]

    def tally(self) -> list[ThemeTally]:
        """The tally of it."""
        return tally(self.themes, self.rounds, self.mentions)

    def covers(self) -> list[bool]:
        """Of each theme with a rate: whether its interval holds the true one."""
        return [
            found.low <= self.rates[found.theme.slug] <= found.high
            for found in self.tally()
            if found.low is not None and found.high is not None
        ]


def searched(
    rng: Random, themes: Iterable[KnownTheme], rate: Callable[[KnownTheme], float], *, rounds: int = 40
) -> SimulatedSearch:
    """A search of so many rounds in which nothing changes; `rate` says how often a theme is shaky."""
    known = tuple(themes)
    held = tuple(a_noted_round(number, rng.choice(KINDS)) for number in range(rounds))
    rates = {theme.slug: rate(theme) for theme in known}
    mentions = tuple(
        a_mention(theme.slug, found)
        for theme in known
        for found in held
        if found.kind in theme.theme.kinds and rng.random() < rates[theme.slug]
    )
    return SimulatedSearch(known, rates, held, mentions)


def some_themes(number: int) -> list[KnownTheme]:
    """So many themes in each area."""
    return [a_theme(f"{area}-{n}", area, kinds) for area, kinds in AREAS.items() for n in range(number)]


def as_areas_are(rng: Random, strength: float = 4.0) -> Callable[[KnownTheme], float]:
    """Rates that lie around a mean of their area, scattered like Beta with that strength."""
    means = {area: rng.uniform(0.1, 0.35) for area in AREAS}
    return lambda theme: rng.betavariate(strength * means[theme.area], strength * (1 - means[theme.area]))


def with_planted(rng: Random, planted: Iterable[str]) -> Callable[[KnownTheme], float]:
    """Rates that are small, but for the planted themes, which are shaky in about every second round."""
    weak = frozenset(planted)
    return lambda theme: rng.uniform(0.45, 0.65) if theme.slug in weak else rng.uniform(0.02, 0.12)
