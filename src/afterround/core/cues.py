"""Cues: wordings that point to a theme, how they are written down, and where they stand in a line."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from afterround.core.wording import Stem, Word, words_of

GAP = "_"
"""In a cue: up to WIDE other words may stand here."""

OPEN, EXACT = "*", "="
"""After a word of a cue: it may go on in any way, or must be this word and not another one with its stem."""

WIDE = 4
NARROW = 2
"""Between two words of a cue at most this many light words may stand without a mark."""

SHORTEST_PREFIX = 3
LONGEST_PREFIX = 24
"""Beginnings of words are looked up by these many letters; a longer word is no word."""


@dataclass(frozen=True)
class Step:
    """One word of a cue: the stems, beginnings and exact words that satisfy it, and whether a gap may precede it."""

    stems: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    texts: frozenset[str] = frozenset()
    is_wide: bool = False

    def takes(self, word: Word) -> bool:
        """Whether a word satisfies it."""
        return word.stem in self.stems or word.text in self.texts or word.text.startswith(self.prefixes)


@dataclass(frozen=True)
class Cue:
    """A wording that points to a theme; a weak one only hints at it."""

    theme: str
    text: str
    steps: tuple[Step, ...]
    is_weak: bool = False


@dataclass(frozen=True)
class Sighting:
    """A cue in a line: its theme, how it is written down, and the places of its first and last word."""

    theme: str
    cue: str
    first: int
    last: int
    length: int
    is_weak: bool


def cue_from(text: str, theme: str, stem: Stem, *, is_weak: bool = False) -> Cue | None:
    """Read a cue; None where it holds no word.

    Words stand in their order, light words may stand between them, and any form of a word does. `a|b` is either,
    `word*` any ending, `word=` this form alone, and `_` a gap.
    """
    steps: list[Step] = []
    is_wide = False
    for part in text.split():
        if part == GAP:
            is_wide = True
            continue
        for step in _steps_of(part, stem, is_wide):
            steps.append(step)
            is_wide = False
    return Cue(theme, text, tuple(steps), is_weak) if steps else None


def _steps_of(part: str, stem: Stem, is_wide: bool) -> list[Step]:
    if "|" in part:
        steps = [step for one in part.split("|") for step in _steps_of(one, stem, is_wide)[:1]]
        return [
            Step(
                frozenset().union(*(step.stems for step in steps)),
                tuple(prefix for step in steps for prefix in step.prefixes),
                frozenset().union(*(step.texts for step in steps)),
                is_wide,
            )
        ]
    words = words_of(part, stem)
    return [
        _step_of(word, part[-1] if number == len(words) - 1 else "", is_wide and number == 0)
        for number, word in enumerate(words)
    ]


def _step_of(word: Word, mark: str, is_wide: bool) -> Step:
    if mark == OPEN and len(word.text) >= SHORTEST_PREFIX:
        return Step(prefixes=(word.text,), is_wide=is_wide)
    if mark == EXACT:
        return Step(texts=frozenset({word.text}), is_wide=is_wide)
    return Step(frozenset({word.stem}), is_wide=is_wide)


class CueIndex:
    """Many cues, found by their first word."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._by_stem: dict[str, list[Cue]] = defaultdict(list)
        self._by_prefix: dict[str, list[Cue]] = defaultdict(list)
        self._by_text: dict[str, list[Cue]] = defaultdict(list)
        for cue in cues:
            for first in cue.steps[0].stems:
                self._by_stem[first].append(cue)
            for prefix in cue.steps[0].prefixes:
                self._by_prefix[prefix].append(cue)
            for text in cue.steps[0].texts:
                self._by_text[text].append(cue)

    def sightings(self, words: Sequence[Word]) -> list[Sighting]:
        """All cues in a line, at most one for each cue and first word."""
        return [
            Sighting(cue.theme, cue.text, place, last, len(cue.steps), cue.is_weak)
            for place, word in enumerate(words)
            for cue in self._beginning_with(word)
            if (last := _last_place(cue.steps, words, place)) is not None
        ]

    def _beginning_with(self, word: Word) -> Iterable[Cue]:
        yield from self._by_stem.get(word.stem, ())
        yield from self._by_text.get(word.text, ())
        for length in range(SHORTEST_PREFIX, min(len(word.text), LONGEST_PREFIX) + 1):
            yield from self._by_prefix.get(word.text[:length], ())


def _last_place(steps: Sequence[Step], words: Sequence[Word], first: int) -> int | None:
    """The place of the last word of a cue whose first word stands at `first`; None where the rest is missing."""
    place = first
    for step in steps[1:]:
        allowed = WIDE if step.is_wide else NARROW
        for next_place in range(place + 1, min(place + allowed + 2, len(words))):
            if step.takes(words[next_place]):
                break
            if not step.is_wide and not words[next_place].is_light:
                return None
        else:
            return None
        place = next_place
    return place
