"""Learns the small model: how to weigh the evidence for a theme, and when to say nothing."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterround.adapters.matching.recogniser import assemble, word_groups
from afterround.adapters.matching.words import stem
from afterround.core.cues import CueIndex, Sighting
from afterround.core.evidence import FEATURES, CueTrust, Vector, evidence
from afterround.core.recognition import (
    MOST,
    Recogniser,
    Weights,
    built_in_cues,
    probability,
)
from afterround.core.silence import SILENCE, silence_evidence
from afterround.core.themes import Taxonomy
from afterround.core.wording import Word, words_of
from afterround.core.wordprint import Reader
from training.reader import learn_reader
from training.sentences import FOLDS, Sentence, descriptions, joined, read_sentences

Matrix = NDArray[np.float64]

JOINED = 1500
LEFT_OUT = 0.4
"""The share of cues that are overlooked while learning: the lexicon's author knew the sentences, other people's
lines hold fewer of its cues."""

UNTAUGHT = 0.15
"""The share of lines in which half of the themes are treated as ones that have no sentences."""

LOST = 0.03
"""The share of held-out lines with a theme that may be kept silent, so that lines without one can be."""

FIRST = 0.2
"""What the first suggestion needs, which breaks the silence; a less probable one may stand beside it."""

MISSING = 2.0
"""A missing theme weighs so many times as much as a wrong suggestion: it is typed, the other is passed over."""

RIDGE = 1.0
EMPTY = Weights((0.0,) * len(FEATURES), 0.0, (0.0,) * len(SILENCE), 0.0, (0.0, 0.0, 0.0))


@dataclass(frozen=True)
class Example:
    """A held-out line: the evidence for each theme, and which of them it carries."""

    vectors: dict[str, Vector]
    themes: frozenset[str]
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Learnt:
    """All that is kept."""

    reader: Reader
    trust: CueTrust
    weights: Weights


def learn(taxonomy: Taxonomy) -> Learnt:
    """Learn everything from the project's sentences; the same sentences give the same weights."""
    sentences = read_sentences(taxonomy)
    told = descriptions(taxonomy)
    themes = list(taxonomy.themes)
    marked = cues_of([*sentences, *told], CueIndex(built_in_cues(taxonomy, stem)))
    lines = [*sentences, *joined(sentences, JOINED)]
    examples: list[Example] = []
    draw = random.Random(7)
    for fold in range(FOLDS):
        others = [one for one in marked if one.fold != fold]
        recogniser = assemble(taxonomy, EMPTY, learn_trust(others, marked), learn_reader(others, themes))
        examples += [example_of(line, recogniser, draw) for line in lines if line.fold == fold]
    return Learnt(learn_reader(list(marked), themes), learn_trust(marked, marked), learn_weights(examples))


def cues_of(sentences: Iterable[Sentence], index: CueIndex) -> dict[Sentence, frozenset[tuple[str, str]]]:
    """The cues in each sentence, by theme and wording."""
    return {
        sentence: frozenset((one.theme, one.cue) for one in index.sightings(words_of(sentence.text, stem)))
        for sentence in sentences
    }


def learn_trust(
    sentences: Iterable[Sentence], marked: Mapping[Sentence, frozenset[tuple[str, str]]]
) -> CueTrust:
    """Count how often each cue was seen in some sentences, and how often it was right."""
    seen: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        for theme, cue in marked[sentence]:
            seen[theme, cue] += 1
            right[theme, cue] += theme in sentence.themes
    return CueTrust({key: (count, right[key]) for key, count in seen.items()})


def example_of(line: Sentence, recogniser: Recogniser, draw: random.Random) -> Example:
    """The evidence in a line by a recogniser that never saw it, with some of its cues overlooked."""
    words: tuple[Word, ...] = words_of(line.text, stem)
    sightings = _overlooked(recogniser.cues.sightings(words), draw)
    scores, no_theme = recogniser.reader.hear(line.text, words, recogniser.groups)
    if draw.random() < UNTAUGHT:
        scores = {theme: value for theme, value in scores.items() if draw.random() < 0.5}
    return Example(evidence(words, sightings, recogniser.trust, scores, no_theme), line.themes, words)


def _overlooked(sightings: Iterable[Sighting], draw: random.Random) -> list[Sighting]:
    blind: dict[tuple[str, str], bool] = {}
    return [one for one in sightings if not blind.setdefault((one.theme, one.cue), draw.random() < LEFT_OUT)]


def learn_weights(examples: Sequence[Example]) -> Weights:
    """Weigh the evidence for a theme, then that for any theme, then choose what later suggestions need."""
    rows = np.array([vector for example in examples for vector in example.vectors.values()])
    answers = np.array([float(theme in example.themes) for example in examples for theme in example.vectors])
    features, intercept = logistic(rows, answers)
    odds = [
        {theme: intercept + float(np.dot(features, vector)) for theme, vector in example.vectors.items()}
        for example in examples
    ]
    silent = np.array(
        [
            silence_evidence(one.vectors, found, one.words, word_groups())
            for one, found in zip(examples, odds, strict=True)
        ]
    )
    themed = np.array([float(bool(example.themes)) for example in examples])
    silence, _ = logistic(silent, themed, balanced=True)
    heard = silent[themed > 0] @ np.array(silence)
    return Weights(
        features, intercept, silence, -float(np.quantile(heard, LOST)), needed_from(examples, odds)
    )


def logistic(rows: Matrix, answers: Matrix, *, balanced: bool = False) -> tuple[Vector, float]:
    """Logistic regression with a ridge penalty by Newton's method, on standardised columns.

    `balanced` gives both answers the same total weight.
    """
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = np.hstack([(rows - middle) / spread, np.ones((len(rows), 1))])
    share = answers.mean()
    counted = np.where(answers > 0, 0.5 / share, 0.5 / (1 - share)) if balanced else np.ones(len(rows))
    penalty = np.diag([RIDGE] * rows.shape[1] + [0.0])
    found = np.zeros(scaled.shape[1])
    for _ in range(25):
        guess = 1 / (1 + np.exp(-scaled @ found))
        slope = scaled.T @ (counted * (guess - answers)) + penalty @ found
        curve = (scaled * (counted * guess * (1 - guess))[:, None]).T @ scaled + penalty
        step = np.linalg.solve(curve, slope)
        found = found - step
        if float(np.abs(step).max()) < 1e-8:
            break
    weights = found[:-1] / spread
    return tuple(float(weight) for weight in weights), float(found[-1] - weights @ middle)


def needed_from(examples: Sequence[Example], odds: Sequence[dict[str, float]]) -> tuple[float, float, float]:
    """The probabilities that a first, second and third suggestion need for the best F over all lines.

    Found one after the other, twice. The first needs FIRST.
    """
    best = [sorted(found, key=found.__getitem__, reverse=True)[:MOST] for found in odds]
    sure = np.array(
        [[probability(found[t]) for t in themes] for found, themes in zip(odds, best, strict=True)]
    )
    right = np.array([[t in one.themes for t in themes] for one, themes in zip(examples, best, strict=True)])
    carried = sum(len(one.themes) for one in examples)
    steps = [number / 50 for number in range(5, 36)]
    needed = [FIRST] * MOST
    for place in (*range(1, MOST), *range(1, MOST)):
        tried = [
            (_f(sure, right, carried, [*needed[:place], step, *needed[place + 1 :]]), step) for step in steps
        ]
        needed[place] = max(tried)[1]
    return needed[0], needed[1], needed[2]


def _f(sure: Matrix, right: NDArray[np.bool_], carried: int, needed: Sequence[float]) -> float:
    """F, the mean of precision and recall in which a missing theme weighs MISSING times as much as a wrong one."""
    given = np.logical_and.accumulate(sure >= np.array(needed), axis=1)
    return float((1 + MISSING) * (given & right).sum() / (given.sum() + MISSING * carried))
