"""Learns the reader: a regularised least squares classifier over the terms of sentences."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterround.adapters.matching.recogniser import word_groups
from afterround.adapters.matching.words import stem
from afterround.core.wording import words_of
from afterround.core.wordprint import Reader, terms_of
from training.sentences import Sentence

PENALTY = 0.5
OFFSET = 0.1
"""The square of the constant term that is added to each vector."""

SMALLEST = 0.06
"""Votes below this are left out of the file."""

Matrix = NDArray[np.float64]
Bearers = tuple[NDArray[np.int64], Matrix]
"""The sentences that have a term, and its weight in each."""


def learn_reader(sentences: Sequence[Sentence], themes: Sequence[str]) -> Reader:
    """Learn from sentences; the same sentences give the same reader."""
    rarity = _rarities(sentences)
    blank = Reader(tuple(themes), rarity, {}, ())
    bearers = _bearers([blank.weigh(_terms(sentence.text)) for sentence in sentences])
    duals = _solve(bearers.values(), _answers(sentences, themes))
    nothing = np.zeros(len(themes) + 1)
    votes = {term: values @ duals[rows] for term, (rows, values) in bearers.items()}
    return Reader(
        tuple(themes),
        rarity,
        {term: _kept(votes.get(term, nothing)) for term in rarity},
        tuple(float(value) for value in OFFSET * duals.sum(axis=0)),
    )


def _bearers(vectors: Sequence[Mapping[str, float]]) -> dict[str, Bearers]:
    """The vectors by term: a sentence has some thirty of the tens of thousands."""
    found: dict[str, tuple[list[int], list[float]]] = {}
    for row, vector in enumerate(vectors):
        for term, value in vector.items():
            rows, values = found.setdefault(term, ([], []))
            rows.append(row)
            values.append(value)
    return {term: (np.array(rows), np.array(values)) for term, (rows, values) in found.items()}


def _terms(text: str) -> dict[str, list[int]]:
    return terms_of(words_of(text, stem), word_groups())


def _rarities(sentences: Sequence[Sentence]) -> dict[str, float]:
    """How rare each term is; pairs of words that occur once are left out."""
    counts = Counter(term for sentence in sentences for term in _terms(sentence.text))
    kept = sorted(term for term, count in counts.items() if count > 1 or " " not in term)
    return {term: round(float(np.log((1 + len(sentences)) / (1 + counts[term])) + 1), 2) for term in kept}


def _answers(sentences: Sequence[Sentence], themes: Sequence[str]) -> Matrix:
    """1 where a sentence carries a theme; the last column is that of no theme."""
    numbers = {theme: number for number, theme in enumerate(themes)}
    answers = np.zeros((len(sentences), len(themes) + 1))
    for row, sentence in enumerate(sentences):
        for theme in sentence.themes:
            answers[row, numbers[theme]] = 1
        answers[row, -1] = not sentence.themes
    return answers


def _solve(bearers: Iterable[Bearers], answers: Matrix) -> Matrix:
    kernel = np.full((len(answers), len(answers)), OFFSET)
    for rows, values in bearers:
        kernel[np.ix_(rows, rows)] += np.outer(values, values)
    return np.asarray(np.linalg.solve(kernel + PENALTY * np.eye(len(kernel)), answers), dtype=np.float64)


def _kept(votes: Matrix) -> tuple[tuple[int, float], ...]:
    return tuple((n, round(float(v), 3)) for n, v in enumerate(votes) if abs(v) >= SMALLEST)


def reader_as_json(reader: Reader) -> dict[str, Any]:
    """The reader as it is kept: rarities in hundredths, votes in thousandths, a list for each term."""
    return {
        "themes": list(reader.themes),
        "offsets": [round(value * 1000) for value in reader.offsets],
        "terms": {
            term: [
                round(rarity * 100),
                *(n for vote in reader.votes[term] for n in (vote[0], round(vote[1] * 1000))),
            ]
            for term, rarity in reader.rarity.items()
        },
    }
