"""Near-duplicates: which names of themes say the same thing, and why one may think so."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import sqrt

from afterround.core.recognition import Read, Recogniser, probability, read_line
from afterround.core.themes import OwnTheme, Taxonomy
from afterround.core.wording import Word, words_of
from afterround.core.wordprint import terms_of

SAME_WORDS = 0.75
"""From this likeness of their words on, two names are the same wording."""

SAME_THEME = 0.5
"""Each name must carry the shared theme with at least this probability."""

RELATED = 0.1
"""Two names of one theme must also be alike at least so far, like words counted as the same."""


@dataclass(frozen=True)
class Offer:
    """Two themes that may be one: the one to keep, an own one that would become part of it, and the reason in words."""

    keep: str
    other: str
    reason: str


@dataclass(frozen=True)
class _Name:
    text: str
    words: tuple[Word, ...]
    stems: Mapping[str, float]
    print: Mapping[str, float]
    theme: str | None


def offer_merges(
    own: Sequence[OwnTheme],
    recogniser: Recogniser,
    taxonomy: Taxonomy,
    *,
    hidden: Collection[str] = (),
    read: Read | None = None,
) -> tuple[Offer, ...]:
    """The themes of a person's own that may be one with another. Nothing is merged here: a person decides.

    Two names are offered as one where they are the same words in other forms, or where both most probably carry the
    same built-in theme and their words are related.
    Each is held against the built-in ones that are not hidden, and against the own ones before it, by any of its
    names; a built-in one is the one to keep, else the one made first. `read` may remember what it has read.
    """
    reading = read or partial(read_line, recogniser=recogniser)
    kept: list[tuple[str, tuple[_Name, ...]]] = [
        (theme.slug, (_name(theme.name, recogniser, reading, theme.slug),))
        for theme in taxonomy.themes.values()
        if theme.slug not in hidden
    ]
    found = []
    for theme in own:
        names = tuple(_name(text, recogniser, reading) for text in (theme.name, *theme.aliases))
        for slug, others in kept:
            pairs = (_reason(one, other, taxonomy) for one in names for other in others)
            if reason := next(filter(None, pairs), ""):
                found.append(Offer(slug, theme.slug, reason))
        kept.append((theme.slug, names))
    return tuple(found)


def _name(text: str, recogniser: Recogniser, read: Read, theme: str | None = None) -> _Name:
    """A name with what it reads like, which for a built-in theme is that `theme`."""
    if theme is None:
        odds = read(text).odds
        best = max(odds, key=odds.__getitem__)
        theme = best if probability(odds[best]) >= SAME_THEME else None
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
        theme=theme,
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
