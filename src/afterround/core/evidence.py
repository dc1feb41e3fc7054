"""What in a line speaks for each theme, as the few numbers that the small model weighs."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log, log1p, sqrt

from afterround.core.cues import Sighting
from afterround.core.wording import Word

PRIOR = 4.0
"""A cue is trusted as its kind usually is until it was seen about this many times."""

USUAL = {"weak": 0.08, "word": 0.45, "phrase": 0.6}
"""How often a cue of each kind is right, where nothing else is known."""

MOST = 0.97
FLOOR = 3.0
"""Added to log odds, so that no sighting at all, which is 0, lies below all sightings."""

FEATURES = (
    "phrase", "word", "sightings", "hint", "best_cue", "all_cues", "covered", "early", "inside", "cue_lead",
    "score", "score_root", "score_lead", "score_rank", "no_theme", "length", "untaught",
)  # fmt: skip
"""The names of the numbers, in their order. All are theme-agnostic: a theme without examples has them too."""

Vector = tuple[float, ...]


@dataclass(frozen=True)
class CueTrust:
    """How often each cue was right on the training sentences: (sightings, right ones) by theme and cue."""

    seen: Mapping[tuple[str, str], tuple[int, int]]

    def of(self, sighting: Sighting) -> float:
        """The share of sightings of a cue that are right, 0 to 1, drawn towards the usual share of its kind."""
        kind = "weak" if sighting.is_weak else "word" if sighting.length == 1 else "phrase"
        seen, right = self.seen.get((sighting.theme, sighting.cue), (0, 0))
        return min(MOST, (right + PRIOR * USUAL[kind]) / (seen + PRIOR))


def log_odds(share: float) -> float:
    """The logarithm of the odds of a share between 0 and 1."""
    return log(share / (1 - share))


def evidence(
    words: Sequence[Word],
    sightings: Sequence[Sighting],
    trust: CueTrust,
    scores: Mapping[str, float],
    no_theme: float,
) -> dict[str, Vector]:
    """The numbers for each theme that anything in a line speaks for; their names are FEATURES.

    `scores` are those of the reader for the themes it knows, `no_theme` its score for none. A theme that was
    sighted and is not in `scores` was never taught, as those are which a person made.
    """
    by_theme: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        by_theme[sighting.theme].append(sighting)
    spans = {(one.first, one.last) for one in sightings if not one.is_weak}
    seen = {theme: _seen(words, found, trust, spans) for theme, found in by_theme.items()}
    cue_leads = _leads({theme: numbers[5] for theme, numbers in seen.items()})
    score_leads = _leads(scores)
    ranks = {
        theme: rank for rank, theme in enumerate(sorted(scores, key=scores.__getitem__, reverse=True), 1)
    }
    nothing = (0.0,) * 9
    return {
        theme: (
            *seen.get(theme, nothing),
            cue_leads.get(theme, -max((numbers[5] for numbers in seen.values()), default=0.0)),
            scores.get(theme, 0.0),
            sqrt(max(0.0, scores.get(theme, 0.0))),
            score_leads.get(theme, 0.0),
            1 / (1 + ranks[theme]) if theme in ranks else 0.0,
            no_theme,
            log1p(len(words)),
            float(theme not in scores),
        )
        for theme in {**scores, **seen}
    }


def _seen(
    words: Sequence[Word], found: Sequence[Sighting], trust: CueTrust, spans: Collection[tuple[int, int]]
) -> Vector:
    """What the cues of one theme say; `spans` are those of the strong cues of all themes."""
    strong = [one for one in found if not one.is_weak]
    shares = {one.cue: trust.of(one) for one in found}
    wrong = 1.0
    for share in shares.values():
        wrong *= 1 - share
    covered = {
        place for one in strong for place in range(one.first, one.last + 1) if not words[place].is_light
    }
    heavy = sum(not word.is_light for word in words) or 1
    return (
        float(any(one.length > 1 for one in strong)),
        float(any(one.length == 1 for one in strong)),
        log1p(len({(one.first, one.last) for one in strong})),
        float(len(strong) < len(found)),
        log_odds(max(shares.values())) + FLOOR,
        log((1 - wrong) / (wrong + 1e-3)) + FLOOR,
        len(covered) / heavy,
        1 / (1 + min(one.first for one in found)),
        float(all(_is_inside(one, spans) for one in strong or found)),
    )


def _is_inside(one: Sighting, spans: Collection[tuple[int, int]]) -> bool:
    """Whether a cue is but a part of a longer one."""
    return any(
        first <= one.first and one.last <= last and last - first > one.last - one.first
        for first, last in spans
    )


def _leads(values: Mapping[str, float]) -> dict[str, float]:
    """How far each value is ahead of the best other one; below 0 for all but the best."""
    ordered = sorted(values.values(), reverse=True)
    best = ordered[0] if ordered else 0.0
    second = ordered[1] if len(ordered) > 1 else 0.0
    return {theme: value - (second if value == best else best) for theme, value in values.items()}
