"""Recognition: which themes a line carries, how sure that is, which words led to it, and when to say nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
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
    if section in NO_REFLECTION:
        return ()
    record = own or PersonalRecord()
    memory = Memory(record.decisions, recogniser.stem, recogniser.reader.rarity)
    reading = read(text, recogniser, record)
    odds = _for_this_person(reading, recogniser, record, memory, kind)
    is_silent = reading.any_odds < 0 and probability(max(odds.values())) < SURE
    kept: list[Suggestion] = []
    for theme in sorted(odds, key=odds.__getitem__, reverse=True)[: MOST + len(record.hidden)]:
        p = probability(odds[theme])
        needed = recogniser.weights.needed[min(len(kept), MOST - 1)]
        is_known = theme in reading.own or memory.opinion(reading.words, theme) > 0
        if len(kept) == MOST or theme in record.hidden or (not is_known and (is_silent or p < needed)):
            continue
        because = _because(reading, recogniser, theme)
        kept.append(Suggestion(theme, p, because, is_earned(*record.tried(theme))))
    return tuple(kept)


def probability(odds: float) -> float:
    """The probability of log odds."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


def read(text: str, recogniser: Recogniser, own: PersonalRecord | None = None) -> Reading:
    """Read a line: find its cues, hear the reader, and weigh both for each theme."""
    words = tuple(_mended(word, recogniser) for word in words_of(text, recogniser.stem))
    private = CueIndex(own_cues(own, recogniser.stem)) if own else CueIndex(())
    own_sightings = private.sightings(words)
    sightings = (*recogniser.cues.sightings(words), *own_sightings)
    weighed = recogniser.reader.weigh(terms_of(words, recogniser.groups))
    scores, no_theme = recogniser.reader.hear(text, words, recogniser.groups)
    vectors = evidence(words, sightings, recogniser.trust, scores, no_theme)
    weights = recogniser.weights
    odds = {
        theme: weights.intercept + _product(weights.features, vector) for theme, vector in vectors.items()
    }
    any_odds = weights.silence_intercept + _product(
        weights.silence, silence_evidence(vectors, odds, words, recogniser.groups)
    )
    pointed_to = frozenset(one.theme for one in own_sightings if not one.is_weak)
    return Reading(words, sightings, pointed_to, weighed, odds, any_odds)


def _product(one: Sequence[float], two: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, two, strict=True))


def _mended(word: Word, recogniser: Recogniser) -> Word:
    meant = recogniser.mend(word.text)
    return word if meant is None else replace(word, text=meant, stem=recogniser.stem(meant))


def _for_this_person(
    reading: Reading, recogniser: Recogniser, record: PersonalRecord, memory: Memory, kind: RoundKind | None
) -> dict[str, float]:
    """The log odds of each theme after the round's kind and the person's own decisions."""
    odds = dict(reading.odds)
    for theme in odds:
        if kind not in (None, RoundKind.OTHER) and kind not in recogniser.kinds.get(
            theme, frozenset(RoundKind)
        ):
            odds[theme] -= OTHER_KIND
    for theme in memory.themes:
        opinion = memory.opinion(reading.words, theme)
        if opinion:
            odds[theme] = odds.get(theme, recogniser.weights.intercept) + opinion
    return odds


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
