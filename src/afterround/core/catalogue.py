"""What can be practised: problems under their patterns, behaviours, design exercises, things to study."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Difficulty(StrEnum):
    """How hard a problem is said to be where it is published."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


DIFFICULTIES = tuple(Difficulty)
"""From the easiest to the hardest."""

MINUTES = {Difficulty.EASY: 15, Difficulty.MEDIUM: 25, Difficulty.HARD: 40}
"""Minutes for a problem, from reading it to a checked solution.

A round of 45 minutes leaves about 40 once people have said who they are: room for one hard problem, for a medium one
with a follow-up, or for two easy ones with talk between them.
"""

_LINK = "https://leetcode.com/problems/{slug}/"
_IN_LINK = re.compile(r"(?:^|[./])leetcode\.(?:com|cn)(?:/.*)?/problems/([a-z0-9-]+)", re.IGNORECASE)


def slug_in_link(link: str) -> str | None:
    """The slug of the problem that an address of the problems' publisher leads to, None for any other address.

    Whatever follows the slug (a description, solutions, a query) and whatever stands before it (a contest, a
    study plan) is passed over.
    """
    found = _IN_LINK.search(link)
    return found[1].lower() if found else None


def name_key(words: str) -> str:
    """A name by its letters and digits alone, so that "Pow(x, n)" and "powx-n" are one."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())


@dataclass(frozen=True)
class Problem:
    """A published problem, as facts: where it stands, what it is called, how hard it is. Its text stays there.

    `patterns` are slugs, the main one first. A problem that `is_paid` is shown only to the publisher's subscribers.
    """

    number: int
    slug: str
    title: str
    difficulty: Difficulty
    patterns: tuple[str, ...]
    is_paid: bool = False

    @property
    def link(self) -> str:
        """Where it is read."""
        return _LINK.format(slug=self.slug)

    @property
    def minutes(self) -> int:
        """How long it takes by its difficulty."""
        return MINUTES[self.difficulty]

    @property
    def label(self) -> str:
        """Its number and title, as people write them."""
        return f"{self.number}. {self.title}"


@dataclass(frozen=True)
class Pattern:
    """A technique that solves many problems, and when it fits, in `what`.

    `parent` is the slug of its family, `needs` those of the patterns to know before it, `also` other names for it.
    `worked` is the number of the problem to read a solution of. `themes` are slugs of the taxonomy, the main one
    first. `small` is the reason why it has but one problem or one difficulty, or "".
    """

    slug: str
    name: str
    parent: str
    what: str
    worked: int
    themes: tuple[str, ...]
    needs: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    small: str = ""


@dataclass(frozen=True)
class Family:
    """A broad pattern, and the finer ones under it in the order in which they are best learnt."""

    slug: str
    name: str
    patterns: tuple[Pattern, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exercise:
    """Something to do again and again: how, for how many minutes, and the themes it is for, the main one first."""

    slug: str
    name: str
    how: str
    minutes: int
    themes: tuple[str, ...]


@dataclass(frozen=True)
class Behaviour(Exercise):
    """A habit to practise, alone, with a known problem or with a partner."""


@dataclass(frozen=True)
class DesignExercise(Exercise):
    """Practice for a design round. `subjects` are systems to do it with, the simplest first; none: any will do."""

    subjects: tuple[str, ...] = ()


@dataclass(frozen=True)
class StudyItem(Exercise):
    """Something to read up on. `asks` is what has to be known before it can start: of what, how far."""

    asks: str = ""

    def about(self, topic: str) -> str:
        """Its name with the topic in it; the name alone without a topic."""
        said = " ".join(topic.split())
        return f"{self.name}: {said}" if said else self.name


@dataclass(frozen=True)
class Catalogue:
    """Everything built in that can be practised, always in the same order."""

    families: tuple[Family, ...]
    problems: tuple[Problem, ...]
    behaviours: tuple[Behaviour, ...] = ()
    designs: tuple[DesignExercise, ...] = ()
    studies: tuple[StudyItem, ...] = ()

    @cached_property
    def patterns(self) -> Mapping[str, Pattern]:
        """Every pattern by its slug."""
        return {pattern.slug: pattern for family in self.families for pattern in family.patterns}

    @cached_property
    def exercises(self) -> Mapping[str, Exercise]:
        """Every behaviour, design exercise and study item by its slug."""
        return {one.slug: one for one in (*self.behaviours, *self.designs, *self.studies)}

    @cached_property
    def by_number(self) -> Mapping[int, Problem]:
        """Every problem by its number."""
        return {problem.number: problem for problem in self.problems}

    @cached_property
    def by_name(self) -> Mapping[str, Problem]:
        """Every problem by the `name_key` of its slug and of its title."""
        slugs = {name_key(problem.slug): problem for problem in self.problems}
        return {name_key(problem.title): problem for problem in self.problems} | slugs

    @cached_property
    def _of_pattern(self) -> Mapping[str, tuple[Problem, ...]]:
        found: dict[str, list[Problem]] = {}
        for problem in self.problems:
            parents = {self.patterns[slug].parent for slug in problem.patterns}
            for slug in (*problem.patterns, *sorted(parents)):
                found.setdefault(slug, []).append(problem)
        return {slug: tuple(sorted(ones, key=self._place_in(slug))) for slug, ones in found.items()}

    def _place_in(self, slug: str) -> Callable[[Problem], tuple[int, bool, bool, int]]:
        def place(problem: Problem) -> tuple[int, bool, bool, int]:
            main = problem.patterns[0]
            is_beside = slug not in (main, self.patterns[main].parent)
            return DIFFICULTIES.index(problem.difficulty), problem.is_paid, is_beside, problem.number

        return place

    @cached_property
    def _pattern_names(self) -> Mapping[str, Pattern | Family]:
        every: list[Pattern | Family] = [*self.families, *self.patterns.values()]
        return {name_key(name): one for one in every for name in (*one.also, one.slug, one.name)}

    def problems_of(self, pattern: str) -> tuple[Problem, ...]:
        """The problems of a pattern or of a whole family, by its slug, from easy to hard.

        Of equal ones those come first that anybody can read and that it is the main pattern of, then by number.
        """
        return self._of_pattern.get(pattern, ())

    def themes_of(self, problem: Problem) -> tuple[str, ...]:
        """The themes a problem exercises by its patterns, the main one first."""
        return tuple(dict.fromkeys(slug for name in problem.patterns for slug in self.patterns[name].themes))

    def with_link(self, link: str) -> Problem | None:
        """The problem an address leads to; None for an address elsewhere or of an unknown problem."""
        slug = slug_in_link(link)
        return self.by_name.get(name_key(slug)) if slug else None

    def pattern_named(self, words: str) -> Pattern | Family | None:
        """The pattern or family that goes by a name, in any spelling of it: "interval DP", "sliding-window"."""
        return self._pattern_names.get(name_key(words))
