"""Near-duplicates: which names of themes say the same thing, and why one may think so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from afterround.core.recognition import Recogniser, probability, read
from afterround.core.themes import Taxonomy
from afterround.core.wording import Word, words_of
from afterround.core.wordprint import terms_of

SAME_WORDS = 0.75
"""From this likeness of their words on, two names are the same wording."""

SAME_THEME = 0.5
"""Each name must carry the shared theme with at least this probability."""

RELATED = 0.1
"""Two names of one theme must also be alike at least so far, like words counted as the same."""


@dataclass(frozen=True)
class Merge:
    """Two names that may be one theme, and the reason in words."""

    a: str
    b: str
    reason: str


@dataclass(frozen=True)
class _Name:
    text: str
    words: tuple[Word, ...]
    stems: Mapping[str, float]
    print: Mapping[str, float]
    theme: str | None


def propose_merges(names: Sequence[str], recogniser: Recogniser, taxonomy: Taxonomy) -> tuple[Merge, ...]:
    """The pairs of names that may be one theme, in the order of `names`; a name given twice counts once.

    Two names are proposed where they are the same words in other forms, or where both most probably carry the
    same built-in theme and their words are related. Nothing is merged here: a person decides.
    """
    read_names = [_name(text, recogniser) for text in dict.fromkeys(names)]
    found = []
    for one, two in combinations(read_names, 2):
        reason = _reason(one, two, taxonomy)
        if reason:
            found.append(Merge(one.text, two.text, reason))
    return tuple(found)


def _name(text: str, recogniser: Recogniser) -> _Name:
    reading = read(text, recogniser)
    best = max(reading.odds, key=reading.odds.__getitem__)
    heavy = tuple(word for word in words_of(text, recogniser.stem) if not word.is_light)
    rarity = recogniser.reader.rarity
    rarest = max(rarity.values())
    return _Name(
        text=text,
        words=heavy,
        stems={word.stem: rarity.get(word.stem, rarest) for word in heavy},
        print={
            term: rarity.get(term, rarest) for term in terms_of(heavy, recogniser.groups) if " " not in term
        },
        theme=best if probability(reading.odds[best]) >= SAME_THEME else None,
    )


def _reason(one: _Name, two: _Name, taxonomy: Taxonomy) -> str:
    if _cosine(one.stems, two.stems) >= SAME_WORDS:
        shared = [word.text for word in one.words if word.stem in two.stems]
        return f"Both say “{' '.join(shared)}”."
    if one.theme is not None and one.theme == two.theme and _cosine(one.print, two.print) >= RELATED:
        return f"Both read like “{taxonomy.themes[one.theme].name}”."
    return ""


def _cosine(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    shared = sum(value * two[term] for term, value in one.items() if term in two)
    lengths = sum(value * value for value in one.values()) * sum(value * value for value in two.values())
    return shared / sqrt(lengths) if lengths else 0.0
