"""Many suggestions looked at together: lines grouped by the theme they most probably carry, and their telling words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from afterround.core.recognition import Span

L = TypeVar("L")

GAP = " … "
"""Stands where words were left out."""


@dataclass(frozen=True)
class Piece:
    """A part of a line; a marked one led to a theme."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True)
class Group(Generic[L]):
    """The lines that most probably carry one theme, in the order in which they were given."""

    theme: str
    lines: tuple[L, ...]


def group_by_theme(found: Iterable[tuple[L, Sequence[str]]]) -> tuple[Group[L], ...]:
    """Group lines by the first of the themes suggested for them, the largest group first, equal ones in order.

    Each line stands in one group, so that one answer is enough for it; one without a suggestion stands in none.
    """
    groups: dict[str, list[L]] = {}
    for line, themes in found:
        if themes:
            groups.setdefault(themes[0], []).append(line)
    ordered = sorted(groups.items(), key=lambda item: -len(item[1]))
    return tuple(Group(theme, tuple(lines)) for theme, lines in ordered)


def marked(text: str, spans: Sequence[Span]) -> tuple[Piece, ...]:
    """A line cut into pieces: those within the spans, which stand in order and do not meet, are marked."""
    pieces: list[Piece] = []
    before = 0
    for span in spans:
        pieces += [Piece(text[before : span.start]), Piece(text[span.start : span.end], is_marked=True)]
        before = span.end
    return tuple(piece for piece in (*pieces, Piece(text[before:])) if piece.text)


def telling_words(text: str, spans: Sequence[Span]) -> str:
    """The words of a line within the spans, with a gap between those that stand apart; "" without spans."""
    return GAP.join(" ".join(text[span.start : span.end].split()) for span in spans)
