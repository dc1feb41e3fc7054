"""The running tally: themes ranked over the rounds in which they could have come up, with how sure that is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from afterround.core.personal_themes import KnownTheme
from afterround.core.rounds import RoundKind
from afterround.core.theme_state import ENOUGH, State, Trend
from afterround.core.themes import Polarity


@dataclass(frozen=True)
class NotedRound:
    """A round whose retrospective is finished, or which has feedback: what came up in it would have been noted."""

    id: UUID
    kind: RoundKind
    ended_at: datetime
    is_mock: bool = False
    title: str = ""


@dataclass(frozen=True)
class NotedMention:
    """A confirmed theme in a round; `theme` is the slug that counts. `words` are those it was seen in, `line` their
    line in a retrospective. `polarity` is None where the place of the words says neither."""

    id: UUID
    theme: str
    round: NotedRound
    polarity: Polarity | None
    words: str
    at: datetime
    line: UUID | None = None


class Mark(StrEnum):
    """What a round says about a theme; shaky once is shaky, whatever else went well."""

    SHAKY = "shaky"
    WELL = "well"
    NONE = "none"


@dataclass(frozen=True)
class Dot:
    """One round in which a theme could have come up; a mock is shown and not counted among the others."""

    round: NotedRound
    mark: Mark


@dataclass(frozen=True)
class Estimate:
    """A rate with the interval that holds it four times in five, and the number of rounds it weighs as much as."""

    rate: float
    low: float
    high: float
    effective_n: float


@dataclass(frozen=True)
class Counts:
    """Rounds: all in which a theme could have come up, those in which it was shaky, those in which it went well."""

    n: int
    shaky: int
    well: int


@dataclass(frozen=True)
class ThemeTally:
    """What the records say about one theme. `dots` are oldest first.

    `counts` are of real rounds, `mocks` of mock interviews. `beside` is how many rounds hold it and are in neither:
    their kind does not ask it, or their retrospective is not finished. `posterior` is what an order of themes may go
    by; what a person is shown is `rate`, `low` and `high`, which are None below five rounds. `state` is None where it
    was never shaky.
    """

    theme: KnownTheme
    dots: tuple[Dot, ...]
    counts: Counts
    mocks: Counts
    beside: int
    posterior: Estimate
    strength: Estimate
    state: State | None
    trend: Trend | None
    last_shaky: NotedMention | None
    last_well: NotedMention | None

    @property
    def n(self) -> int:
        """Rounds in which it could have come up and would have been noted, mocks left out."""
        return self.counts.n

    @property
    def shaky(self) -> int:
        """Rounds of these in which it was confirmed as shaky."""
        return self.counts.shaky

    @property
    def well(self) -> int:
        """Rounds of these in which it went well."""
        return self.counts.well

    @property
    def is_early(self) -> bool:
        """Whether there are too few rounds for a rate; counts are shown alone."""
        return self.n < ENOUGH

    @property
    def rate(self) -> float | None:
        """How often it is shaky, 0 to 1; None below five rounds."""
        return None if self.is_early else self.posterior.rate

    @property
    def low(self) -> float | None:
        """The lower end of the 80 % interval; None below five rounds."""
        return None if self.is_early else self.posterior.low

    @property
    def high(self) -> float | None:
        """The upper end of the 80 % interval; None below five rounds."""
        return None if self.is_early else self.posterior.high

    @property
    def effective_n(self) -> float:
        """The number of equally recent rounds that would say as much."""
        return self.posterior.effective_n


def tally(
    themes: Iterable[KnownTheme], rounds: Sequence[NotedRound], mentions: Iterable[NotedMention]
) -> list[ThemeTally]:
    """The tally of all themes that were confirmed anywhere, the one that is shaky most often first."""
    raise NotImplementedError
