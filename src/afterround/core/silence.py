"""Silence: what in a line tells an account of what happened from a judgement of how it went."""

from collections.abc import Mapping, Sequence
from math import log1p

from afterround.core.evidence import FEATURES, Vector
from afterround.core.wording import Word
from afterround.core.wordprint import WordGroups

JUDGING, ARRANGING = "judging", "arranging"
"""The groups of words in which people judge how something went, and in which they tell what was arranged."""

OTHERS = frozenset({"they", "he", "she", "we", "there", "our", "each", "all", "both", "everybody"})
"""A line that begins so is seldom about what its writer did."""

DEEDS = frozenset(
    {"forgot", "lost", "ran", "got", "took", "made", "spent", "knew", "wrote", "said", "told", "drew", "went", "did",
     "could", "had", "was", "felt", "gave", "chose", "should", "kept", "left", "found", "began", "thought", "saw"}
)  # fmt: skip
"""A note that begins so, or with another verb of the past, leaves out the I."""

SILENCE = ("best", "second", "no_theme", "length", "has_cue", "judging", "arranging", "others", "deed")
"""The names of the numbers that decide whether a line carries any theme, in their order."""


def silence_evidence(
    vectors: Mapping[str, Vector], odds: Mapping[str, float], words: Sequence[Word], groups: WordGroups
) -> Vector:
    """What speaks for a line carrying any theme, in the order of SILENCE.

    The best log odds and the next ones, the reader's score for no theme, the line's length, whether it holds a cue
    that means a theme, how many of its words judge, the share of those that arrange, whether it begins with somebody
    else than its writer, and whether with a deed.
    """
    best = sorted(odds.values(), reverse=True)
    first = next(iter(vectors.values()))
    no_theme, length = first[FEATURES.index("no_theme")], first[FEATURES.index("length")]
    has_cue = any(vector[0] or vector[1] for vector in vectors.values())
    found = [groups.of(word.text) for word in words]
    beginning = words[0].text if words else ""
    arranging = sum(ARRANGING in names for names in found) / max(1, len(words))
    return (
        best[0],
        best[1],
        no_theme,
        length,
        float(has_cue),
        log1p(sum(JUDGING in names for names in found)),
        arranging,
        float(beginning in OTHERS),
        float(beginning in DEEDS or beginning.endswith("ed")),
    )
