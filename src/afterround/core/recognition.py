"""Recognition: which themes a line carries, how sure that is, which words led to it, and when to say nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import exp

from afterround.core.cues import Cue, CueIndex, Sighting, cue_from
from afterround.core.evidence import CueTrust, Vector, evidence
from afterround.core.retro import Section
from afterround.core.rounds import RoundKind
from afterround.core.silence import silence_evidence
from afterround.core.theme_memory import Memory, own_cues
from afterround.core.themes import PersonalRecord, Taxonomy, is_earned
from afterround.core.wording import Stem, Word, words_of
from afterround.core.wordprint import GROUP, Reader, WordGroups, terms_of

MOST = 3
"""At most this many suggestions stand under a line."""

OTHER_KIND = 1.5
"""Log odds a theme loses in a round of a kind that cannot ask it; the line may still speak of it."""

EVERY_KIND = frozenset(RoundKind)
"""The kinds of rounds that can ask a theme of one's own."""

NO_REFLECTION = frozenset({Section.NEXT_STEPS})
"""Sections whose lines are errands; they carry no theme."""

SURE = 0.9
"""A theme that is as probable as this breaks the silence."""

SHOWN_WORDS = 4

Mend = Callable[[str], str | None]
"""Maps a word that nobody knows to the known one it is a typing error of, or to None."""


@dataclass(frozen=True)
class Weights:
    """The small model. `features` weigh the evidence for a theme, `silence` that for any theme at all.

    `needed` are the probabilities that a first, a second and a third suggestion need.
    """

    features: Vector
    intercept: float
    silence: Vector
    silence_intercept: float
    needed: tuple[float, float, float]


@dataclass(frozen=True)
class Span:
    """Characters of a line, from `start` up to and without `end`."""

    start: int
    end: int


@dataclass(frozen=True)
class Suggestion:
    """A theme that a line may carry: how probable (0 to 1), the words that led to it, and whether it is ticked."""

    theme: str
    p: float
    because: tuple[Span, ...]
    is_earned: bool = False

    def words(self, text: str) -> tuple[str, ...]:
        """The words of the line that led to it."""
        return tuple(text[span.start : span.end] for span in self.because)


@dataclass(frozen=True)
class Recogniser:
    """Everything that recognition needs, made ready once."""

    stem: Stem
    mend: Mend
    groups: WordGroups
    cues: CueIndex
    trust: CueTrust
    reader: Reader
    weights: Weights
    kinds: Mapping[str, frozenset[RoundKind]]


@dataclass(frozen=True)
class Reading:
    """A line as it was read: its words, the cues in it, the themes that wordings of the person's own point to, and
    the log odds of each theme."""

    words: tuple[Word, ...]
    sightings: tuple[Sighting, ...]
    own: frozenset[str]
    weighed: Mapping[str, float]
    odds: Mapping[str, float]
    any_odds: float


Read = Callable[[str], Reading]
"""Reads a line without anything of a person's."""


def built_in_cues(taxonomy: Taxonomy, stem: Stem) -> list[Cue]:
    """The cues of all built-in themes."""
    found = [
        cue_from(text, theme.slug, stem, is_weak=is_weak)
        for theme in taxonomy.themes.values()
        for texts, is_weak in ((theme.cues, False), (theme.hints, True))
        for text in texts
    ]
    return [cue for cue in found if cue is not None]


def suggest(
    text: str,
    recogniser: Recogniser,
    *,
    section: Section | None = None,
    kind: RoundKind | None = None,
    own: PersonalRecord | None = None,
) -> tuple[Suggestion, ...]:
    """At most three themes that a line may carry, the most probable first; none where it carries none.

    `section` is where the line stands and `kind` the round's. `own` is what the person brings: themes of their
    own, wordings, and earlier decisions, which outweigh the model on lines that resemble them.
    """
    return Suggester(recogniser, own).suggest(text, section=section, kind=kind)


class Suggester:
    """Suggests themes to one person. What they bring is made ready once, for any number of lines."""

    def __init__(
        self, recogniser: Recogniser, own: PersonalRecord | None = None, read: Read | None = None
    ) -> None:
        """`read` reads a line without anything of a person's, and may remember what it has read."""
        self._recogniser = recogniser
        self._own = own or PersonalRecord()
        self._memory = Memory(self._own.decisions, recogniser.stem, recogniser.reader.rarity)
        self._cues = CueIndex(own_cues(self._own, recogniser.stem))
        self._read = read or partial(read_line, recogniser=recogniser)

    def suggest(
        self, text: str, *, section: Section | None = None, kind: RoundKind | None = None
    ) -> tuple[Suggestion, ...]:
        """What `suggest` gives for a line."""
        if section in NO_REFLECTION:
            return ()
        reading = with_cues(text, self._read(text), self._recogniser, self._cues)
        opinions = self._memory.opinions(reading.words)
        odds = self._weighed(reading, opinions, kind)
        is_silent = reading.any_odds < 0 and probability(max(odds.values())) < SURE
        hidden = self._own.hidden
        kept: list[Suggestion] = []
        for theme in sorted(odds, key=odds.__getitem__, reverse=True)[: MOST + len(hidden)]:
            p = probability(odds[theme])
            needed = self._recogniser.weights.needed[min(len(kept), MOST - 1)]
            is_known = theme in reading.own or opinions.get(theme, 0.0) > 0
            if len(kept) == MOST or theme in hidden or (not is_known and (is_silent or p < needed)):
                continue
            because = _because(reading, self._recogniser, theme)
            kept.append(Suggestion(theme, p, because, is_earned(*self._own.tried(theme))))
        return tuple(kept)

    def _weighed(
        self, reading: Reading, opinions: Mapping[str, float], kind: RoundKind | None
    ) -> dict[str, float]:
        """The log odds of each theme after the round's kind and the person's own decisions."""
        odds = dict(reading.odds)
        if kind not in (None, RoundKind.OTHER):
            for theme in odds:
                if kind not in self._recogniser.kinds.get(theme, EVERY_KIND):
                    odds[theme] -= OTHER_KIND
        for theme, opinion in opinions.items():
            odds[theme] = odds.get(theme, self._recogniser.weights.intercept) + opinion
        return odds


def probability(odds: float) -> float:
    """The probability of log odds."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


def read_line(text: str, recogniser: Recogniser) -> Reading:
    """Read a line without anything of a person's: find its cues, hear the reader, and weigh both for each theme."""
    words = tuple(_mended(word, recogniser) for word in words_of(text, recogniser.stem))
    weighed = recogniser.reader.weigh(terms_of(words, recogniser.groups))
    return _weigh(text, words, tuple(recogniser.cues.sightings(words)), weighed, recogniser)


def with_cues(text: str, reading: Reading, recogniser: Recogniser, cues: CueIndex) -> Reading:
    """The reading of a line with cues of the person's own; the same where none of them stands in it."""
    found = tuple(cues.sightings(reading.words))
    if not found:
        return reading
    weighed = _weigh(text, reading.words, (*reading.sightings, *found), reading.weighed, recogniser)
    return replace(weighed, own=frozenset(one.theme for one in found if not one.is_weak))


def _weigh(
    text: str,
    words: tuple[Word, ...],
    sightings: tuple[Sighting, ...],
    weighed: Mapping[str, float],
    recogniser: Recogniser,
) -> Reading:
    scores, no_theme = recogniser.reader.hear(text, words, recogniser.groups)
    vectors = evidence(words, sightings, recogniser.trust, scores, no_theme)
    weights = recogniser.weights
    odds = {
        theme: weights.intercept + _product(weights.features, vector) for theme, vector in vectors.items()
    }
    any_odds = weights.silence_intercept + _product(
        weights.silence, silence_evidence(vectors, odds, words, recogniser.groups)
    )
    return Reading(words, sightings, frozenset(), weighed, odds, any_odds)


def _product(one: Sequence[float], two: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, two, strict=True))


def _mended(word: Word, recogniser: Recogniser) -> Word:
    meant = recogniser.mend(word.text)
    return word if meant is None else replace(word, text=meant, stem=recogniser.stem(meant))


def _because(reading: Reading, recogniser: Recogniser, theme: str) -> tuple[Span, ...]:
    """The words that led to a theme: its cues, the strong before the weak, else the words that speak most for it."""
    found = [one for one in reading.sightings if one.theme == theme]
    chosen = [one for one in found if not one.is_weak] or found
    places = {place for one in chosen for place in range(one.first, one.last + 1)}
    if not places and theme in recogniser.reader.themes:
        terms = terms_of(reading.words, recogniser.groups)
        for _, term in recogniser.reader.speaking_for(theme, reading.weighed)[:SHOWN_WORDS]:
            places.update(place for place in terms[term] if not (term.startswith(GROUP) and places))
    return _joined(sorted(places), reading.words)


def _joined(places: Sequence[int], words: Sequence[Word]) -> tuple[Span, ...]:
    """Words that stand beside each other as one span."""
    spans: list[Span] = []
    before = -2
    for place in places:
        word = words[place]
        if spans and place == before + 1:
            spans[-1] = Span(spans[-1].start, word.end)
        else:
            spans.append(Span(word.start, word.end))
        before = place
    return tuple(spans)
