"""What a person's earlier decisions say about a new line: repeats are decided alike, own wordings become cues."""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt

from afterround.core.cues import Cue, cue_from
from afterround.core.themes import Decision, PersonalRecord, Recorded
from afterround.core.wording import Stem, Word, words_of

REPEAT = 0.8
"""From this likeness on, a line is an earlier one said again."""

ALIKE = 0.4
"""Below this likeness a decision says nothing about a line."""

CERTAIN = 12.0
STRENGTH = 6.0
"""Log odds that a decision adds or takes: CERTAIN under a repeat, up to STRENGTH under a line that is like it."""


WORDING = range(2, 6)
"""A confirmed line of so many telling words is a wording of its own for the theme; a longer one says more than that."""


class Memory:
    """The decisions of one person, ready to be asked about a line."""

    def __init__(self, decisions: Iterable[Recorded], stem: Stem, rarity: Mapping[str, float]) -> None:
        """`decisions` in the order they were made; `rarity` weighs the stems it knows."""
        self._rarity = rarity
        self._rarest = max(rarity.values(), default=1.0)
        self._prints: dict[str, dict[str, float]] = {}
        self._statements_with: dict[str, list[str]] = {}
        self._made: list[Recorded] = []
        for made in decisions:
            self._made.append(made)
            if made.statement not in self._prints:
                self._prints[made.statement] = self._print(words_of(made.statement, stem))
                for word in self._prints[made.statement]:
                    self._statements_with.setdefault(word, []).append(made.statement)

    def opinions(self, words: Sequence[Word]) -> dict[str, float]:
        """Log odds to add for each theme that was decided on under lines like this one: above 0 where it was
        confirmed there, below where it was refused.

        Under a repeat the last decision counts alone; else the decision about the line that is most like it.
        """
        likeness = self._alike(words)
        best: dict[str, float] = {}
        opinions: dict[str, float] = {}
        for made in self._made if likeness else ():
            like = likeness.get(made.statement, 0.0)
            sign = -1.0 if made.decision is Decision.REJECTED else 1.0
            if like >= REPEAT:
                best[made.theme], opinions[made.theme] = 1.0, sign * CERTAIN
            elif like >= best.get(made.theme, ALIKE):
                best[made.theme], opinions[made.theme] = like, sign * STRENGTH * like
        return opinions

    def _alike(self, words: Sequence[Word]) -> dict[str, float]:
        """The statements that are like a line, each with its likeness."""
        asked = self._print(words)
        near = {statement for word in asked for statement in self._statements_with.get(word, ())}
        found = {statement: _likeness(asked, self._prints[statement]) for statement in near}
        return {statement: like for statement, like in found.items() if like >= ALIKE}

    def _print(self, words: Sequence[Word]) -> dict[str, float]:
        heavy = {word.stem for word in words if not word.is_light} or {word.stem for word in words}
        return {stem: self._rarity.get(stem, self._rarest) for stem in heavy}


def _likeness(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    """The cosine of two lines' rarities, 0 to 1."""
    shared = sum(value * two[stem] for stem, value in one.items() if stem in two)
    lengths = sum(value * value for value in one.values()) * sum(value * value for value in two.values())
    return shared / sqrt(lengths) if lengths else 0.0


def own_cues(own: PersonalRecord, stem: Stem) -> list[Cue]:
    """The cues a person brings: names and aliases of own themes, own wordings for built-in ones, and the short lines
    they confirmed.

    The whole of a wording is a cue; each of its telling words alone is a weak one, but not of a line, which was
    not written to name a theme.
    """
    named = [(theme.slug, text) for theme in own.own for text in (theme.name, *theme.aliases)]
    named += [(slug, text) for slug, texts in own.aliases.items() for text in texts]
    found = []
    for slug, text in named:
        heavy = _telling(text, stem)
        found.append(cue_from(" ".join(heavy), slug, stem))
        if len(heavy) > 1:
            found += [cue_from(word, slug, stem, is_weak=True) for word in heavy]
    for slug, text in _confirmed(own.decisions):
        heavy = _telling(text, stem)
        if len(heavy) in WORDING:
            found.append(cue_from(" ".join(heavy), slug, stem))
    return [cue for cue in found if cue is not None]


def _telling(text: str, stem: Stem) -> list[str]:
    """The words of a text that may not be passed over."""
    return [word.text for word in words_of(text, stem) if not word.is_light]


def _confirmed(decisions: Iterable[Recorded]) -> list[tuple[str, str]]:
    """The themes and the lines they were confirmed under, by what was decided last, each once."""
    last = {(made.theme, made.statement): made.decision for made in decisions}
    return [pair for pair, decision in last.items() if decision is not Decision.REJECTED]
