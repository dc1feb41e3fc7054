"""A line as a vector: stems, beginnings, pairs and groups of its words, weighed, and what they speak for."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt

from afterround.core.wording import Word

ARTICLES = frozenset({"a", "an", "the"})
JOINING = frozenset(
    {"but", "and", "because", "although", "though", "while", "which", "so", "however", "then"}
)
MARKS = frozenset('.,;:!?()"–—')
SHORTEST_CLAUSE = 3

LONGEST_BEGINNING = 24

GROUP = "@"
"""Stands before the name of a group of like words, where it is a term."""

BEGINNING = "~"
"""Stands before the first letters of a longer word, where they are a term: explain and explanation share them."""

FIRST_LETTERS = 5


class WordGroups:
    """Groups of words that mean much the same in talk about interviews."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        """`groups` maps a group's name to its words; a word that ends in * stands for all that begin so."""
        self._words: dict[str, set[str]] = defaultdict(set)
        self._beginnings: dict[str, set[str]] = defaultdict(set)
        for name, words in groups.items():
            for word in words:
                (self._beginnings[word[:-1]] if word.endswith("*") else self._words[word]).add(name)

    def of(self, word: str) -> set[str]:
        """The names of the groups a word belongs to."""
        found = set(self._words.get(word, ()))
        for length in range(2, min(len(word), LONGEST_BEGINNING) + 1):
            found |= self._beginnings.get(word[:length], set())
        return found


def terms_of(words: Sequence[Word], groups: WordGroups) -> dict[str, list[int]]:
    """The terms of a line, each with the places of the words it was made of."""
    found: dict[str, list[int]] = defaultdict(list)
    heavy = [place for place, word in enumerate(words) if not word.is_light]
    for place, word in enumerate(words):
        if word.text not in ARTICLES:
            found[word.stem].append(place)
        if len(word.text) > FIRST_LETTERS and word.text.isalpha():
            found[BEGINNING + word.text[:FIRST_LETTERS]].append(place)
        for name in groups.of(word.text):
            found[GROUP + name].append(place)
    for one, two in pairwise(heavy):
        found[f"{words[one].stem} {words[two].stem}"].append(one)
    return dict(found)


def clauses_of(text: str, words: Sequence[Word]) -> list[Sequence[Word]]:
    """The parts of a line between its punctuation marks and joining words, where there are several."""
    parts: list[list[Word]] = [[]]
    before = 0
    for word in words:
        if word.text in JOINING or MARKS.intersection(text[before : word.start]):
            parts.append([])
        parts[-1].append(word)
        before = word.end
    long = [part for part in parts if len(part) >= SHORTEST_CLAUSE]
    return list(long) if len(parts) > 1 else []


@dataclass(frozen=True)
class Reader:
    """What was learnt from sentences: how rare each term is, and how far it speaks for each theme.

    `votes` maps a term to (number of the theme, weight) pairs, with the weights of a regularised least squares
    classifier over tf-idf vectors of length 1. The number after the last theme is that of no theme at all.
    """

    themes: tuple[str, ...]
    rarity: Mapping[str, float]
    votes: Mapping[str, Sequence[tuple[int, float]]]
    offsets: Sequence[float]

    def weigh(self, terms: Mapping[str, Sequence[int]]) -> dict[str, float]:
        """The terms that are known, weighed by how often and how rarely they occur; a vector of length 1."""
        counts = Counter({term: len(places) for term, places in terms.items() if term in self.rarity})
        raw = {term: (1 + log(count)) * self.rarity[term] for term, count in counts.items()}
        length = sqrt(sum(value * value for value in raw.values())) or 1.0
        return {term: value / length for term, value in raw.items()}

    def hear(self, text: str, words: Sequence[Word], groups: WordGroups) -> tuple[dict[str, float], float]:
        """How far a line or the best of its clauses speaks for each theme, and how far the line speaks for none."""
        *whole, no_theme = self.scores(self.weigh(terms_of(words, groups)))
        for clause in clauses_of(text, words):
            part = self.scores(self.weigh(terms_of(clause, groups)))
            whole = [max(pair) for pair in zip(whole, part, strict=False)]
        return dict(zip(self.themes, whole, strict=True)), no_theme

    def scores(self, weighed: Mapping[str, float]) -> list[float]:
        """How far some words speak for each theme, and last for none: about 1 for surely, about 0 for not."""
        found = list(self.offsets)
        for term, value in weighed.items():
            for number, weight in self.votes.get(term, ()):
                found[number] += value * weight
        return found

    def speaking_for(self, theme: str, weighed: Mapping[str, float]) -> list[tuple[float, str]]:
        """The terms of a line that speak for a theme, the strongest first."""
        number = self.themes.index(theme)
        spoken = [
            (value * weight, term)
            for term, value in weighed.items()
            for voted, weight in self.votes.get(term, ())
            if voted == number and weight > 0
        ]
        return sorted(spoken, reverse=True)
