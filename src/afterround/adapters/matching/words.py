"""Stemming, and words that are one typing error away from a known one."""

from collections.abc import Callable, Collection
from functools import cached_property, lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne
from Stemmer import Stemmer

SHORTEST_MENDED = 6
LONG = 9
"""A word of so many letters may have two slips."""

_stemmer = Stemmer("english")
_APART = {
    "interviewers": "interviewer", "interviewer": "interviewer", "probably": "probably", "exhaustive": "exhaustive",
    "experiment": "experiment", "experiments": "experiment", "business": "business", "initiative": "initiative",
    "initiated": "initiative", "position": "position", "positions": "position", "objective": "objective",
    "internal": "internal", "internals": "internal", "several": "several", "bits": "bits",
}  # fmt: skip
"""Words that the stemmer would throw together with words of another meaning."""


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a word in small letters (Snowball's English stemmer, a few words kept apart)."""
    stemmed: str = _APART.get(word) or _stemmer.stemWord(word)
    return stemmed


class Mender:
    """Finds the known word that an unknown one was meant to be."""

    def __init__(self, known: Callable[[], Collection[str]]) -> None:
        """`known` gives words that are never changed, as are words with one of their stems; asked at first need."""
        self._known = known

    @cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word in sorted(self._known()):
            if len(word) >= SHORTEST_MENDED - 1:
                found.setdefault(word[0], []).append(word)
        return found

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(map(stem, self._known()))

    def __call__(self, word: str) -> str | None:
        """The known word within one slip of the hand (two in a long word), with the same first letter."""
        if len(word) < SHORTEST_MENDED or not word.isalpha() or stem(word) in self._stems:
            return None
        slips = 2 if len(word) >= LONG else 1
        found = extractOne(word, self._by_letter.get(word[0], ()), scorer=OSA.distance, score_cutoff=slips)
        return found[0] if found and _is_slip(word, found[0]) else None


def _is_slip(word: str, meant: str) -> bool:
    """Whether letters were left out, doubled or swapped; another letter in a short word is another word."""
    return len(word) >= LONG or len(word) != len(meant) or sorted(word) == sorted(meant)
