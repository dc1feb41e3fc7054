"""The running tally: themes ranked over the rounds in which they could have come up, with how sure that is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from afterround.core.beta import beta_quantile
from afterround.core.personal_themes import KnownTheme
from afterround.core.rounds import UNDATED, RoundKind
from afterround.core.theme_state import ENOUGH, State, Trend, chance_of_order, declines, state_of, trend_of
from afterround.core.themes import Polarity

HALF_LIFE = 8
"""A round weighs half as much as one that came so many rounds later."""

STRENGTH = 4.0
"""The mean of an area counts like so many rounds."""

TAIL = 0.1
"""This share lies below the interval, and above it."""


@dataclass(frozen=True)
class NotedRound:
    """A round whose retrospective is finished, or which has feedback: what came up in it would have been noted."""

    id: UUID
    kind: RoundKind
    ended_at: datetime
    is_mock: bool = False
    title: str = ""

    @property
    def is_dated(self) -> bool:
        """Whether it stands anywhere in time. One that does not is counted, and is in no order."""
        return self.ended_at > UNDATED


@dataclass(frozen=True)
class NotedMention:
    """A confirmed theme in a round; `theme` is the slug that counts. `words` are those it was seen in; the key of their
    place is `line` in a retrospective, `feedback`, `observed`, an observer's line, or `tag`, one on the round.
    `polarity` is None where that place says neither."""

    id: UUID
    theme: str
    round: NotedRound
    polarity: Polarity | None
    words: str
    at: datetime
    line: UUID | None = None
    feedback: UUID | None = None
    observed: UUID | None = None
    tag: UUID | None = None

    @property
    def is_tag(self) -> bool:
        """Whether the words are a tag on the round."""
        return self.tag is not None


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
    by; what a person is shown is `rate`, `low` and `high`, which are None below five rounds. `strength` is the same of
    the rounds in which it went well, None where it never did; `state` is None where it was never shaky.
    """

    theme: KnownTheme
    dots: tuple[Dot, ...]
    counts: Counts
    mocks: Counts
    beside: int
    posterior: Estimate
    strength: Estimate | None
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
    themes: Iterable[KnownTheme], rounds: Iterable[NotedRound], mentions: Iterable[NotedMention]
) -> list[ThemeTally]:
    """The tally of those `themes` that were confirmed anywhere, the one that is shaky most often first.

    The unit is a theme in a round, shaky or not, however often it is mentioned there: mentions inside one round are
    not independent. It is counted over the `rounds` in which it would have been noted and whose kind can ask it; mocks
    are counted apart. Themes below five rounds follow the others, by their counts. Rounds without a date are counted;
    the state and the trend are read from those that have one.
    """
    found = _by_theme(mentions)
    known = [one for one in themes if one.slug in found]
    ordered = sorted(rounds, key=lambda one: (one.ended_at, one.id))
    histories = {one.slug: _history(one, ordered, found[one.slug]) for one in known}
    means = {mark: _area_means(known, histories, mark) for mark in (Mark.SHAKY, Mark.WELL)}
    chances = {
        slug: chance_of_order(history.dated(Mark.SHAKY))
        for slug, history in histories.items()
        if len(history.dated(Mark.SHAKY)) >= ENOUGH and any(history.dated(Mark.SHAKY))
    }
    fallen = declines(chances)
    counted = []
    for one in known:
        course = _Course(chances.get(one.slug, 1.0), is_decline=one.slug in fallen)
        counted.append(_tally(one, histories[one.slug], means, found[one.slug], course))
    return sorted(counted, key=_rank)


def _rank(found: ThemeTally) -> tuple[bool, float, int, int, str]:
    """The order of themes: those with a rate by it, then the others by their counts, mocks after real rounds."""
    shaky, mock = found.counts.shaky, found.mocks.shaky
    return (
        found.is_early,
        -shaky if found.is_early else -found.posterior.rate,
        -mock,
        found.n,
        found.theme.slug,
    )


@dataclass(frozen=True)
class _History:
    """The rounds in which a theme could have come up, oldest first, those without a date before all, and how many
    others hold it."""

    dots: tuple[Dot, ...]
    beside: int

    @cached_property
    def real(self) -> tuple[Mark, ...]:
        """What the real rounds say."""
        return tuple(dot.mark for dot in self.dots if not dot.round.is_mock)

    @cached_property
    def mock(self) -> tuple[Mark, ...]:
        """What the mocks say."""
        return tuple(dot.mark for dot in self.dots if dot.round.is_mock)

    def marks(self, wanted: Mark) -> tuple[bool, ...]:
        """Which of the real rounds say that."""
        return tuple(mark is wanted for mark in self.real)

    @cached_property
    def undated(self) -> int:
        """How many of the real rounds have no date."""
        return sum(not dot.round.is_dated for dot in self.dots if not dot.round.is_mock)

    def dated(self, wanted: Mark) -> tuple[bool, ...]:
        """Which of the real rounds that have a date say that."""
        return self.marks(wanted)[self.undated :]


@dataclass(frozen=True)
class _Course:
    """How likely the order of a theme's shaky rounds is by chance, and whether it is called a decline."""

    chance: float
    is_decline: bool


def _by_theme(mentions: Iterable[NotedMention]) -> dict[str, list[NotedMention]]:
    found: dict[str, list[NotedMention]] = {}
    for mention in mentions:
        found.setdefault(mention.theme, []).append(mention)
    return found


def _history(theme: KnownTheme, rounds: Sequence[NotedRound], mentions: Iterable[NotedMention]) -> _History:
    marks: dict[UUID, Mark] = {}
    for mention in mentions:
        if mention.polarity is not None and marks.get(mention.round.id) is not Mark.SHAKY:
            marks[mention.round.id] = Mark(mention.polarity.value)
    eligible = [one for one in rounds if one.kind in theme.theme.kinds]
    dots = tuple(Dot(one, marks.get(one.id, Mark.NONE)) for one in eligible)
    return _History(dots, len(marks.keys() - {one.id for one in eligible}))


def _weights(number: int, undated: int) -> list[float]:
    """How much each of so many rounds weighs, oldest first: half as much for each HALF_LIFE rounds that came since.

    The first `undated` ones have no date; each weighs like one that came just before the others.
    """
    return [0.5 ** ((number - 1 - max(place, undated - 1)) / HALF_LIFE) for place in range(number)]


def _area_means(
    themes: Iterable[KnownTheme], histories: Mapping[str, _History], mark: Mark
) -> dict[str, float]:
    """The mean rate of each area over those of its themes that were ever confirmed, as shaky or as well: one that
    never was may never have been looked for. Half a round is added to either side, so that none is 0 or 1."""
    sums: dict[str, tuple[float, float]] = {}
    for theme in themes:
        marks = histories[theme.slug].marks(mark)
        weights = _weights(len(marks), histories[theme.slug].undated)
        hits, total = sums.get(theme.area, (0.5, 1.0))
        hits += sum(weight for weight, is_hit in zip(weights, marks, strict=True) if is_hit)
        sums[theme.area] = hits, total + sum(weights)
    return {area: hits / total for area, (hits, total) in sums.items()}


def estimate(marks: Sequence[bool], area_mean: float, *, undated: int = 0) -> Estimate:
    """The rate of a theme, shrunk towards the mean of its area, with an 80 % interval.

    `marks` are those of its rounds, oldest first; the first `undated` of them stand nowhere in time.

    The prior is Beta(s m, s (1 - m)) with the area's mean m and the strength s = STRENGTH rounds (a beta-binomial
    model as Efron and Morris 1975, JASA 70:311, use shrinkage, with s fixed). Rounds are weighed by recency. A
    weighted mean of independent rounds varies as one of n* = (sum w)^2 / sum w^2 equal rounds does (Kish 1965, Survey
    Sampling, 11.7), so n* is the effective n, and the posterior is Beta(s m + n* r, s (1 - m) + n* (1 - r)) for the
    weighted rate r. The interval holds the middle 80 % of it: "likely", four times in five, over the themes as they
    come. It is cautious about a theme that stands far above its area: that one is drawn down, and its interval holds
    the truth some seven times in ten.
    """
    weights = _weights(len(marks), undated)
    total = sum(weights)
    effective = total * total / sum(weight * weight for weight in weights) if marks else 0.0
    hits = sum(weight for weight, is_hit in zip(weights, marks, strict=True) if is_hit)
    rate = hits / total if marks else 0.0
    a = STRENGTH * area_mean + effective * rate
    b = STRENGTH * (1 - area_mean) + effective * (1 - rate)
    return Estimate(a / (a + b), beta_quantile(TAIL, a, b), beta_quantile(1 - TAIL, a, b), effective)


def _tally(
    theme: KnownTheme,
    history: _History,
    means: Mapping[Mark, Mapping[str, float]],
    mentions: Sequence[NotedMention],
    course: _Course,
) -> ThemeTally:
    shaky = history.dated(Mark.SHAKY)
    return ThemeTally(
        theme=theme,
        dots=history.dots,
        counts=_counts(history.real),
        mocks=_counts(history.mock),
        beside=history.beside,
        posterior=estimate(history.marks(Mark.SHAKY), means[Mark.SHAKY][theme.area], undated=history.undated),
        strength=estimate(history.marks(Mark.WELL), means[Mark.WELL][theme.area], undated=history.undated)
        if Mark.WELL in history.real
        else None,
        state=state_of(
            shaky,
            is_decline=course.is_decline,
            elsewhere=history.real[: history.undated].count(Mark.SHAKY),
        ),
        trend=trend_of(shaky, course.chance),
        last_shaky=_last(mentions, Polarity.SHAKY),
        last_well=_last(mentions, Polarity.WELL),
    )


def _counts(marks: Sequence[Mark]) -> Counts:
    return Counts(len(marks), marks.count(Mark.SHAKY), marks.count(Mark.WELL))


def _last(mentions: Iterable[NotedMention], polarity: Polarity) -> NotedMention | None:
    """The mention of that polarity in the latest round."""
    found = [mention for mention in mentions if mention.polarity is polarity]
    return max(found, key=lambda one: (one.round.ended_at, one.at, one.id), default=None)
