"""A theme: what may recur in interviews, its place in the taxonomy, and what a person has decided about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from math import comb

from afterround.core.feedback import Polarity as Polarity  # a theme's is the same
from afterround.core.observation import Heading
from afterround.core.retro import Section
from afterround.core.rounds import RoundKind

GOOD = 3
"""From this rating on, a question went well."""

EARNED = 0.9
"""Suggestions of a theme are ticked beforehand only while acceptance is surely above this."""

EARNED_QUANTILE = 0.05
"""How sure: this quantile of the acceptance rate, with a uniform prior, must lie above EARNED."""


@dataclass(frozen=True)
class Theme:
    """A recurring strength or weakness under a neutral name; well or shaky is told by where it was written.

    `was` are the slugs of version 1 it replaces. `severity` is 1 to 5 and `controllability` 0 to 1, each with its
    reason. An external theme is shown and never drilled. `asks` is a question to put wherever the theme is
    confirmed, or "". `cues` and `hints` are wordings: ones that mean the theme, ones that may.
    """

    slug: str
    name: str
    area: str
    definition: str
    kinds: frozenset[RoundKind]
    severity: int
    severity_reason: str
    controllability: float
    controllability_reason: str
    drill: str
    was: tuple[str, ...] = ()
    is_external: bool = False
    asks: str = ""
    cues: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    prototypes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Area:
    """A group of themes that belong together, in the taxonomy's order."""

    slug: str
    name: str
    themes: tuple[Theme, ...]


@dataclass(frozen=True)
class Taxonomy:
    """All built-in themes by area, and the version of their list."""

    version: int
    areas: tuple[Area, ...]

    @cached_property
    def themes(self) -> Mapping[str, Theme]:
        """Every theme by its slug, in order."""
        return {theme.slug: theme for area in self.areas for theme in area.themes}

    @cached_property
    def replaced(self) -> Mapping[str, str]:
        """The slug that stands for each slug of version 1."""
        return {old: theme.slug for theme in self.themes.values() for old in theme.was}


def polarity_in(section: Section, rating: int | None = None) -> Polarity | None:
    """What a line says about its themes by where it stands; None where it says neither.

    A hint was needed and an action is a gap, so both are shaky. A question says it by its own rating, 1 to 4: good
    from 3 on.
    """
    if section is Section.WENT_WELL:
        return Polarity.WELL
    if section is Section.QUESTIONS:
        return None if rating is None else Polarity.WELL if rating >= GOOD else Polarity.SHAKY
    return None if section is Section.NEXT_STEPS else Polarity.SHAKY


def polarity_observed(heading: Heading, rating: int | None = None) -> Polarity | None:
    """The same of a line that an observer wrote.

    One that stands beside a rating says by it: 1 or 2 is shaky, 3 or 4 went well. These are the halves of the form's
    own scale (`RATING_WORDS`: rather shaky, rather solid), which has no middle, so that the observer has chosen a
    side; and the candidate's questions are cut at the same place, so that both count alike in one tally. What was
    written without a rating ("not seen") says neither.
    """
    if heading is Heading.RATED:
        return polarity_in(Section.QUESTIONS, rating)
    return Polarity.WELL if heading is Heading.WENT_WELL else Polarity.SHAKY


class Decision(StrEnum):
    """What a person said to a suggestion, or added without one."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ADDED = "added"


@dataclass(frozen=True)
class Recorded:
    """A decision about a theme under a statement's words; the last one about the same words counts."""

    statement: str
    theme: str
    decision: Decision


@dataclass(frozen=True)
class OwnTheme:
    """A theme that a person made: its name, other wordings for it, and the area it belongs to, "" for none."""

    slug: str
    name: str
    aliases: tuple[str, ...] = ()
    area: str = ""


@dataclass(frozen=True)
class PersonalRecord:
    """What one person brings to recognition: own themes, wordings for built-in ones, hidden ones, decisions.

    `aliases` maps a theme's slug to wordings. `decisions` are in the order in which they were made.
    """

    own: tuple[OwnTheme, ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    decisions: tuple[Recorded, ...] = ()

    def tried(self, theme: str) -> tuple[int, int]:
        """Under how many statements a theme was accepted when it was suggested, and under how many rejected.

        The last decision about the same words counts, so that a press sent twice is no second acceptance; added ones
        were no suggestions.
        """
        last = {
            made.statement: made.decision
            for made in self.decisions
            if made.theme == theme and made.decision is not Decision.ADDED
        }
        found = list(last.values())
        return found.count(Decision.ACCEPTED), found.count(Decision.REJECTED)


def is_earned(accepted: int, rejected: int) -> bool:
    """Whether a theme's suggestions may be ticked beforehand.

    The acceptance rate has a Beta(1 + accepted, 1 + rejected) distribution, the posterior under a uniform prior.
    True while its 5 % quantile is above 0.9, which takes 28 acceptances without a rejection. For whole numbers
    the distribution function is a binomial tail: P(rate <= x) = P(Binomial(accepted + rejected + 1, x) > accepted).
    Raises ValueError for a negative count.
    """
    if accepted < 0 or rejected < 0:
        raise ValueError("counts are not negative")
    trials = accepted + rejected + 1
    below = sum(
        comb(trials, hits) * EARNED**hits * (1 - EARNED) ** (trials - hits)
        for hits in range(accepted + 1, trials + 1)
    )
    return below < EARNED_QUANTILE
