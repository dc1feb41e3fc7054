"""Which line of an edited text is which: identities that survive rewording, moving and deleting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from afterround.core.retro import Question, Retro, Section

ALIKE = 0.6
"""From this similarity on (difflib's ratio, 0 to 1) a line counts as reworded, not as another one."""

COMPARED = 400
"""Characters of a line that are compared; more would cost time and tell little."""


class Sameness(StrEnum):
    """How sure it is that an edited line is the old one."""

    SAME = "same"
    REWORDED = "reworded"
    CHANGED = "changed"
    NEW = "new"


@dataclass(frozen=True)
class Match:
    """The old line an edited one is; None for a new one."""

    id: str | None
    sameness: Sameness


@dataclass(frozen=True)
class ChangedMeaning:
    """A line that keeps its place but not its words: the door asks about what hangs on it."""

    section: Section
    id: str
    before: str
    after: str


def match_lines(old: Sequence[tuple[str, str]], new: Sequence[str]) -> tuple[Match, ...]:
    """Match edited lines to old ones given as (key, text), each old one at most once.

    Equal words first, in order; then the most alike pairs; then lines that stand in the same gap between
    matched ones, whose meaning may have changed.
    """
    taken: dict[int, tuple[int, Sameness]] = {}
    _match_equal(old, new, taken)
    _match_alike(old, new, taken)
    _match_in_place(old, new, taken)
    return tuple(
        Match(old[taken[n][0]][0], taken[n][1]) if n in taken else Match(None, Sameness.NEW)
        for n in range(len(new))
    )


def _left(
    old: Sequence[object], new: Sequence[object], taken: Mapping[int, tuple[int, Sameness]]
) -> tuple[list[int], list[int]]:
    """The old and new places that are not matched yet."""
    used = {place for place, _ in taken.values()}
    return [o for o in range(len(old)) if o not in used], [n for n in range(len(new)) if n not in taken]


def _match_equal(
    old: Sequence[tuple[str, str]], new: Sequence[str], taken: dict[int, tuple[int, Sameness]]
) -> None:
    places: dict[str, list[int]] = {}
    for o, (_, text) in enumerate(old):
        places.setdefault(text, []).append(o)
    for n, text in enumerate(new):
        if places.get(text):
            taken[n] = (places[text].pop(0), Sameness.SAME)


def _match_alike(
    old: Sequence[tuple[str, str]], new: Sequence[str], taken: dict[int, tuple[int, Sameness]]
) -> None:
    left_old, left_new = _left(old, new, taken)
    pairs = []
    for n in left_new:
        matcher = SequenceMatcher(None, b=new[n][:COMPARED].casefold(), autojunk=False)
        for o in left_old:
            matcher.set_seq1(old[o][1][:COMPARED].casefold())
            if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
                pairs.append((-matcher.ratio(), abs(n - o), n, o))
    used: set[int] = set()
    for ratio, _, n, o in sorted(pairs):
        if -ratio >= ALIKE and n not in taken and o not in used:
            taken[n] = (o, Sameness.REWORDED)
            used.add(o)


def _match_in_place(
    old: Sequence[tuple[str, str]], new: Sequence[str], taken: dict[int, tuple[int, Sameness]]
) -> None:
    """Pair what is left over between the same two matched neighbours, as far as both sides have one."""
    left_old, left_new = _left(old, new, taken)
    for n in left_new:
        before = max((taken[m][0] for m in range(n) if m in taken), default=-1)
        after = min((taken[m][0] for m in range(n + 1, len(new)) if m in taken), default=len(old))
        fitting = [o for o in left_old if before < o < after]
        if fitting:
            taken[n] = (fitting[0], Sameness.CHANGED)
            left_old.remove(fitting[0])


def identify(old: Retro, new: Retro) -> tuple[Retro, tuple[ChangedMeaning, ...]]:
    """Give the lines of an edited document the keys they have in the old one.

    Keys that the edited document brings itself are trusted where the old one has them in the same section,
    and dropped elsewhere. Its prediction is taken where it has one. Returns the document and the lines whose
    meaning may have changed.
    """
    changes: dict[str, Any] = {}
    asked: list[ChangedMeaning] = []
    for section in Section:
        lines, changed = _identify_section(section, getattr(old, section), getattr(new, section))
        changes[section.value] = lines
        asked += changed
    prediction = old.prediction if new.prediction is None else new.prediction
    return replace(new, **changes, prediction=prediction, id=old.id, round_id=old.round_id), tuple(asked)


def _words(line: Any) -> str:
    return line.topic if isinstance(line, Question) else line.text


def _identify_section(
    section: Section, old: Sequence[Any], new: Sequence[Any]
) -> tuple[tuple[Any, ...], list[ChangedMeaning]]:
    texts = {line.id: _words(line) for line in old}
    brought = [line.id for line in new]
    trusted = {key for key in brought if key in texts and brought.count(key) == 1}
    open_new = [n for n, line in enumerate(new) if line.id not in trusted]
    open_old = [(line.id, _words(line)) for line in old if line.id not in trusted]
    found = dict(zip(open_new, match_lines(open_old, [_words(new[n]) for n in open_new]), strict=True))
    lines = tuple(
        line if n not in found else replace(line, id=found[n].id or "") for n, line in enumerate(new)
    )
    changed = [
        ChangedMeaning(section, match.id, texts[match.id], _words(new[n]))
        for n, match in found.items()
        if match.sameness is Sameness.CHANGED and match.id is not None
    ]
    return lines, changed
