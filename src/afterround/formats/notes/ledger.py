"""Keeps account of a note's words, so that none is lost: what was read into a field, and what is left."""

import re
from collections.abc import Iterable, Sequence

from afterround.core.imports import Found, FoundDate
from afterround.formats.notes.lines import Is, Line
from afterround.formats.notes.marks import words_of

_COUNTED = re.compile(
    r"^[\s>*_+•-]{0,20}(?:\(?(?:\d{1,3}|[a-zA-Z])[.)]\s+|\d\ufe0f?\u20e3|(?:q|problem)[\W_]?\d{1,2}\b)", re.I
)
"""The number in front of an item, which is no word of it."""


class Ledger:
    """The words of each line that a field holds."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = {line.number: line for line in lines}
        self._placed: dict[int, set[str]] = {}

    def place(self, line: int, text: str) -> None:
        """Say that a field holds this text, read from this line."""
        if line in self._lines:
            self._placed.setdefault(line, set()).update(words_of(text))

    def place_all(self, found: Iterable[Found | FoundDate | None]) -> None:
        """Say that fields hold these values."""
        for value in found:
            if value is not None:
                self.place(value.line, value.text)

    def is_placed(self, line: Line) -> bool:
        """Whether every word of a line is held by some field. The number before an item is no word."""
        if line.what is Is.CODE:
            return False
        held = self._placed.get(line.number)
        if held is None:
            return not words_of(line.raw)
        return all(word in held for word in words_of(_COUNTED.sub("", line.raw, count=1)))

    def left(self, lines: Iterable[Line]) -> list[str]:
        """The passages that no field holds, each as its raw lines; blank lines within one are kept."""
        passages: list[list[str]] = []
        is_open = False
        blanks = 0
        for line in lines:
            if line.what in (Is.BLANK, Is.RULE) and not words_of(line.raw):
                blanks += 1
                continue
            if self.is_placed(line):
                is_open = False
            else:
                if is_open:
                    passages[-1] += [""] * min(blanks, 1)
                else:
                    passages.append([])
                passages[-1].append(line.raw.rstrip())
                self.place(line.number, line.raw)
                is_open = True
            blanks = 0
        return ["\n".join(passage) for passage in passages]
