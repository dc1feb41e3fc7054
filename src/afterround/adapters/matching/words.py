"""Stemming, and words that are one typing error away from a known one."""

from collections.abc import Collection
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne
from Stemmer import Stemmer

SHORTEST_MENDED = 6
LONG = 9
"""A word of so many letters may have two slips."""

_stemmer = Stemmer("english")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a word in small letters (Snowball's English stemmer)."""
    stemmed: str = _stemmer.stemWord(word)
    return stemmed


class Mender:
    """Finds the known word that an unknown one was meant to be."""

    def __init__(self, known: Collection[str]) -> None:
        """`known` words are never changed, nor are words with one of their stems."""
        self._stems = frozenset(stem(word) for word in known)
        by_letter: dict[str, list[str]] = {}
        for word in sorted(known):
            if len(word) >= SHORTEST_MENDED - 1:
                by_letter.setdefault(word[0], []).append(word)
        self._by_letter = by_letter

    def __call__(self, word: str) -> str | None:
        """The known word within one slip of the hand (two in a long word) and with the same first letter."""
        if len(word) < SHORTEST_MENDED or not word.isalpha() or stem(word) in self._stems:
            return None
        slips = 2 if len(word) >= LONG else 1
        found = extractOne(word, self._by_letter.get(word[0], ()), scorer=OSA.distance, score_cutoff=slips)
        return found[0] if found else None
