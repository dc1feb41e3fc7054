"""The sentences that recognition learns from, written by the project, and lines made of several of them."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from afterround.core.themes import Taxonomy

FOLDER = Path(__file__).parent / "sentences"
NONE = "none"
"""The heading of the sentences that carry no theme."""

_FURTHER = re.compile(r" \+ ([a-z-]+(?: [a-z-]+)*)$")
FOLDS = 5
SEVERAL = 0.4
EMPTY = 0.15
"""The shares of joined lines in which more than one sentence may carry a theme, and in which surely none does."""


@dataclass(frozen=True)
class Sentence:
    """A text and the themes it carries; `fold` is the part it is held out with."""

    text: str
    themes: frozenset[str]
    fold: int


def read_sentences(taxonomy: Taxonomy) -> list[Sentence]:
    """All sentences, dealt into folds in turn. Raises ValueError for a theme that is not in the taxonomy."""
    found: list[Sentence] = []
    for file in sorted(FOLDER.glob("*.txt")):
        heading = ""
        for line in filter(None, map(str.strip, file.read_text(encoding="utf-8").splitlines())):
            if line.startswith("["):
                heading = line.strip("[]")
                continue
            further = _FURTHER.search(line)
            themes = {heading, *(further[1].split() if further else ())} - {NONE}
            if unknown := themes - set(taxonomy.themes):
                raise ValueError(f"{file.name}: no theme is called {', '.join(sorted(unknown))}")
            text = line[: further.start()] if further else line
            found.append(Sentence(text, frozenset(themes), len(found) % FOLDS))
    return found


def descriptions(taxonomy: Taxonomy) -> list[Sentence]:
    """Definitions and prototypes as sentences; no fold holds them out."""
    return [
        Sentence(text, frozenset({theme.slug}), -1)
        for theme in taxonomy.themes.values()
        for text in (theme.definition, *theme.prototypes)
    ]


def joined(sentences: Sequence[Sentence], wanted: int) -> list[Sentence]:
    """Lines of two or three sentences of one fold, as people write more than one thing into a line.

    In most of them at most one sentence carries a theme, in the others any may. The choice is the same for the
    same sentences.
    """
    draw = random.Random(5)
    by_fold = [[one for one in sentences if one.fold == fold] for fold in range(FOLDS)]
    found = []
    for number in range(wanted):
        fold = by_fold[number % FOLDS]
        around = fold if draw.random() < SEVERAL else [one for one in fold if not one.themes]
        first = draw.choice(around if draw.random() < EMPTY else fold)
        parts = [first, *(draw.choice(around) for _ in range(draw.choice((1, 1, 2))))]
        draw.shuffle(parts)
        themes = frozenset().union(*(part.themes for part in parts))
        found.append(Sentence(" ".join(part.text for part in parts), themes, number % FOLDS))
    return found
