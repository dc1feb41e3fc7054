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


class Memory:
    """The decisions of one person, ready to be asked about a line."""

    def __init__(self, decisions: Iterable[Recorded], stem: Stem, rarity: Mapping[str, float]) -> None:
        """`decisions` in the order they were made; `rarity` weighs the stems it knows."""
        self._rarity = rarity
        self._rarest = max(rarity.values(), default=1.0)
        self._made: dict[str, list[tuple[dict[str, float], Decision]]] = {}
        prints: dict[str, dict[str, float]] = {}
        for made in decisions:
            if made.statement not in prints:
                prints[made.statement] = self._print(words_of(made.statement, stem))
            self._made.setdefault(made.theme, []).append((prints[made.statement], made.decision))

    @property
    def themes(self) -> Iterable[str]:
        """The themes that were ever decided on."""
        return self._made.keys()

    def opinion(self, words: Sequence[Word], theme: str) -> float:
        """Log odds to add for a theme: above 0 where lines like this one were confirmed, below where refused.

        Under a repeat the last decision counts alone; else the decision about the line that is most like it.
        """
        asked = self._print(words)
        best, opinion = ALIKE, 0.0
        for known, decision in self._made.get(theme, ()):
            likeness = _likeness(asked, known)
            sign = -1.0 if decision is Decision.REJECTED else 1.0
            if likeness >= REPEAT:
                best, opinion = 1.0, sign * CERTAIN
            elif likeness >= best:
                best, opinion = likeness, sign * STRENGTH * likeness
        return opinion

    def _print(self, words: Sequence[Word]) -> dict[str, float]:
        heavy = {word.stem for word in words if not word.is_light} or {word.stem for word in words}
        return {stem: self._rarity.get(stem, self._rarest) for stem in heavy}


def _likeness(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    """The cosine of two lines' rarities, 0 to 1."""
    shared = sum(value * two[stem] for stem, value in one.items() if stem in two)
    lengths = sum(value * value for value in one.values()) * sum(value * value for value in two.values())
    return shared / sqrt(lengths) if lengths else 0.0


def own_cues(own: PersonalRecord, stem: Stem) -> list[Cue]:
    """The cues a person brings: the names and aliases of own themes, and own wordings for built-in ones.

    The whole of a wording is a cue; each of its telling words alone is a weak one.
    """
    wordings = [(theme.slug, text) for theme in own.own for text in (theme.name, *theme.aliases)]
    wordings += [(slug, text) for slug, texts in own.aliases.items() for text in texts]
    found = []
    for slug, text in wordings:
        heavy = [word for word in words_of(text, stem) if not word.is_light]
        found.append(cue_from(" ".join(word.text for word in heavy), slug, stem))
        if len(heavy) > 1:
            found += [cue_from(word.text, slug, stem, is_weak=True) for word in heavy]
    return [cue for cue in found if cue is not None]
