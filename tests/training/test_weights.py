"""The files that recognition reads are those that the command makes from the project's sentences."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from afterround.adapters.matching.taxonomy import built_in_taxonomy
from training.__main__ import FOLDER, weights_as_json
from training.reader import reader_as_json
from training.sentences import FOLDS, joined, read_sentences
from training.weights import FIRST, Example, learn, logistic, needed_from

TAXONOMY = built_in_taxonomy()


def kept(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def differing_terms(made: Any, there: Any) -> float:
    """The share of the reader's terms that weigh otherwise; 1.0 where the terms are others."""
    if (made["themes"], list(made["terms"])) != (there["themes"], list(there["terms"])):
        return 1.0
    differing = [term for term, row in made["terms"].items() if row != there["terms"][term]]
    return len(differing) / len(made["terms"])


def test_what_is_kept_is_what_is_learnt() -> None:
    learnt = learn(TAXONOMY)
    made, there = weights_as_json(learnt), kept("weights.json")
    assert (made["cues"], made["needed"]) == (there["cues"], there["needed"])
    for name in ("features", "silence", "intercept", "silence_intercept"):
        assert made[name] == pytest.approx(there[name], abs=2e-3)
    reader, kept_reader = reader_as_json(learnt.reader), kept("reader.json")
    assert (
        differing_terms(reader, kept_reader) <= 0.01
    )  # a last digit may be rounded otherwise by another library
    kept_reader["terms"].pop("knapsack")  # the proof: a sentence more or less would have changed it
    assert differing_terms(reader, kept_reader) == 1.0


def test_a_suggestion_that_breaks_the_silence_is_surer_than_one_beside_it() -> None:
    first, *beside = kept("weights.json")["needed"]
    assert first == FIRST > min(beside)


def test_a_missing_theme_weighs_more_than_a_wrong_suggestion() -> None:
    """The second theme is right in two lines of five, which does not pay when both weigh the same."""
    odds = [{"calm": 3.0, "recall": -1.2}] * 50
    lines = [
        Example({}, frozenset({"calm", "recall"} if number % 5 < 2 else {"calm"}), ()) for number in range(50)
    ]
    assert needed_from(lines, [{**one, "pace": -9.0} for one in odds])[1] < 0.23


def test_each_theme_has_sentences_of_its_own() -> None:
    counts = Counter(theme for sentence in read_sentences(TAXONOMY) for theme in sentence.themes)
    assert counts.keys() == TAXONOMY.themes.keys()
    assert min(counts.values()) >= 10


def test_no_sentence_stands_twice_and_none_is_empty() -> None:
    texts = [sentence.text for sentence in read_sentences(TAXONOMY)]
    assert [text for text, count in Counter(texts).items() if count > 1 or not text] == []


def test_a_joined_line_is_held_out_with_all_its_sentences() -> None:
    sentences = read_sentences(TAXONOMY)
    lines = joined(sentences, 50)
    assert {line.fold for line in lines} == set(range(FOLDS))
    for line in lines:
        assert {one.fold for one in sentences if len(one.text) > 20 and one.text in line.text} <= {line.fold}


def test_none_of_the_development_statements_is_among_the_sentences(shared: Path) -> None:
    lines = (shared / "data/themes_dev.jsonl").read_text(encoding="utf-8").splitlines()
    theirs = {json.loads(line)["text"].casefold() for line in lines}
    ours = {sentence.text.casefold() for sentence in read_sentences(TAXONOMY)}
    assert not [
        text for text in ours if len(text) > 30 and any(text in other or other in text for other in theirs)
    ]


def test_logistic_regression_finds_what_decides() -> None:
    rows = np.array([[x, y] for x in range(10) for y in range(10)], dtype=float)
    weights, intercept = logistic(rows, (rows[:, 0] > 4).astype(float))
    assert weights[0] > 1 > abs(weights[1]) * 100
    assert (rows @ np.array(weights) + intercept > 0).tolist() == (rows[:, 0] > 4).tolist()
