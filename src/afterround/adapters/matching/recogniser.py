"""The recogniser, made ready from the files that the package carries."""

import json
import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from afterround.adapters.matching.taxonomy import built_in_taxonomy
from afterround.adapters.matching.words import Mender, stem
from afterround.core.cues import CueIndex
from afterround.core.evidence import FEATURES, CueTrust
from afterround.core.recognition import Mend, Reading, Recogniser, Weights, built_in_cues, read_line
from afterround.core.silence import SILENCE
from afterround.core.themes import Taxonomy
from afterround.core.wordprint import Reader, WordGroups

FOLDER = files("afterround.adapters.matching")
_LETTERS = re.compile("[a-z]+")

REMEMBERED = 1000
"""So many lines are read only once; each takes some 20 KB."""


@cache
def built_in_recogniser() -> Recogniser:
    """The recogniser of the built-in themes; the first call takes some tenths of a second."""
    taxonomy = built_in_taxonomy()
    weights = _read("weights.json")
    return assemble(taxonomy, weights_from(weights), trust_from(weights), reader_from(_read("reader.json")))


@lru_cache(maxsize=REMEMBERED)
def built_in_reading(text: str) -> Reading:
    """How the built-in recogniser reads a line; it remembers the last ones, for pages that show many lines again."""
    return read_line(text, built_in_recogniser())


def assemble(taxonomy: Taxonomy, weights: Weights, trust: CueTrust, reader: Reader) -> Recogniser:
    """Put a recogniser together from what was learnt."""
    return Recogniser(
        stem=stem,
        mend=mender(taxonomy, reader),
        groups=word_groups(),
        cues=CueIndex(built_in_cues(taxonomy, stem)),
        trust=trust,
        reader=reader,
        weights=weights,
        kinds={theme.slug: theme.kinds for theme in taxonomy.themes.values()},
    )


@cache
def word_groups() -> WordGroups:
    """The project's groups of words that mean much the same."""
    read = tomllib.loads((FOLDER / "word_groups.toml").read_text(encoding="utf-8"))
    return WordGroups({name: words.split() for name, words in read.items()})


def mender(taxonomy: Taxonomy, reader: Reader) -> Mend:
    """Mends typing errors towards the words of the cues; what the reader knows is no error."""

    def known() -> set[str]:
        cues = " ".join(text for theme in taxonomy.themes.values() for text in (*theme.cues, *theme.hints))
        return set(_LETTERS.findall(cues)) | {term for term in reader.rarity if term.isalpha()}

    return Mender(known)


def weights_from(read: dict[str, Any]) -> Weights:
    """The small model from its JSON."""
    return Weights(
        features=tuple(read["features"][name] for name in FEATURES),
        intercept=read["intercept"],
        silence=tuple(read["silence"][name] for name in SILENCE),
        silence_intercept=read["silence_intercept"],
        needed=(read["needed"][0], read["needed"][1], read["needed"][2]),
    )


def trust_from(read: dict[str, Any]) -> CueTrust:
    """How often each cue was right, from JSON."""
    return CueTrust(
        {
            (theme, cue): (seen, right)
            for theme, cues in read["cues"].items()
            for cue, (seen, right) in cues.items()
        }
    )


def reader_from(read: dict[str, Any]) -> Reader:
    """The reader from its JSON, where rarities are in hundredths and votes in thousandths."""
    return Reader(
        themes=tuple(read["themes"]),
        rarity={term: row[0] / 100 for term, row in read["terms"].items()},
        votes={
            term: tuple((row[n], row[n + 1] / 1000) for n in range(1, len(row), 2))
            for term, row in read["terms"].items()
        },
        offsets=tuple(offset / 1000 for offset in read["offsets"]),
    )


def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return read
