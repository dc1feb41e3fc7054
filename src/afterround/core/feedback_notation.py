"""How wordings of the feedback lexicon are found in a text.

Words of a wording may be apart by white space, a comma or a hyphen. `*` stands for the rest of a word, `_` for up to
three words between, none of them a no, `~` for "did not" in any of its forms, `#` for a number.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

Span = tuple[int, int]
Label = TypeVar("Label", bound=Hashable)

_BETWEEN = r"(?:(?!(?:none|no|not|never)\b)\w[\w'’-]*[\s,]+){0,3}"
_APART = r"[\s,-]+"
_AUXILIARIES = (
    "did",
    "do",
    "does",
    "could",
    "can",
    "would",
    "was",
    "were",
    "is",
    "are",
    "has",
    "have",
    "had",
)
_FAILED = ("unable", "inability", "failed", "fails", "failing", "failure", "struggled", "struggles")
_SOFTENED = r"(?:\s+(?:able to|seem to|manage to|quite|always|even|yet|(?!only\b)\w+ly)){0,2}"
_DID_NOT = (
    rf"(?:(?:(?:{'|'.join(_AUXILIARIES)})(?:\s+not|n['’]\s{{0,5}}t)|cannot|not|never"
    rf"|(?:{'|'.join(_FAILED)}) to){_SOFTENED})"
)
_NUMBERS = (
    "one",
    "two",
    "three",
    "five",
    "ten",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "half",
    "most",
)
_TOKENS = {"_": _BETWEEN, "~": _DID_NOT + r"\b", "#": rf"(?:\d+|{'|'.join(_NUMBERS)})\b"}
_CONTRACTED = tuple(word.removesuffix("n") + "n" for word in _AUXILIARIES)
_FIRST = {"~": (*_AUXILIARIES, *_CONTRACTED, *_FAILED, "cannot", "not", "never"), "#": (*_NUMBERS, "0")}
_WORD, _LETTERS = re.compile(r"\w+"), re.compile(r"\w+\*?")


class Wordings(Generic[Label]):
    """Groups of wordings, found where they stand; of a group's that begin at one word the longest written one counts.

    They are looked up by their first words, by two letters where only its beginning is known, and become expressions
    when such a word is first met: the whole lexicon as expressions would take a second to make.
    """

    def __init__(self, groups: Mapping[Label, Iterable[str]]) -> None:
        self._begun: dict[str, dict[Label, set[str]]] = {}
        self._made: dict[str, list[tuple[Label, re.Pattern[str]]]] = {}
        for label, wordings in groups.items():
            for wording in wordings:
                first = wording.split()[0]
                for word in _FIRST.get(first, _LETTERS.findall(first)[:1]):
                    key = word[:2] + "*" if word.endswith("*") else word
                    self._begun.setdefault(key, {}).setdefault(label, set()).add(wording)

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[Label, Span]]:
        """Where they stand in text[start:end], as (start, end) in characters; those of one group apart."""
        end = len(text) if end is None else end
        free: dict[Label, int] = {}
        for word in _WORD.finditer(text, start, end):
            for label, expression in self._beginning_with(word[0].lower()):
                if word.start() >= free.get(label, 0) and (
                    found := expression.match(text, word.start(), end)
                ):
                    free[label] = found.end()
                    yield label, found.span()

    def at(self, text: str, start: int, end: int) -> tuple[Label, Span] | None:
        """The first group's that begins at a place of a text, None where none does."""
        word = _WORD.match(text, start, end)
        for label, expression in self._beginning_with(word[0].lower()) if word else ():
            if found := expression.match(text, start, end):
                return label, found.span()
        return None

    def _beginning_with(self, word: str) -> list[tuple[Label, re.Pattern[str]]]:
        """What may begin at a word, made once for all words that are treated alike."""
        whole = "0" if word[0].isdigit() else word
        key = whole if whole in self._begun else f"{word[:2]}*"
        if key not in self._made:
            exact, open_ended = self._begun.get(key, {}), self._begun.get(f"{key[:2]}*", {})
            self._made[key] = [
                (label, _one_of(exact.get(label, set()) | open_ended.get(label, set())))
                for label in {**exact, **open_ended}
            ]
        return self._made[key]


def spoken(wording: str) -> str:
    """A wording as somebody might say it, with nothing between, "did not" and 40."""
    return wording.replace(" _ ", " ").replace("*", "").replace("~", "did not").replace("#", "40")


def _one_of(wordings: Iterable[str]) -> re.Pattern[str]:
    """One expression for wordings that may begin at the same word, the longest first."""
    ordered = sorted(wordings, key=lambda wording: (-len(wording), wording))
    return re.compile("|".join(map(_expression, ordered)), re.IGNORECASE)


def _expression(wording: str) -> str:
    return _APART.join(map(_word, wording.split())).replace(_BETWEEN + _APART, _BETWEEN)


def _word(word: str) -> str:
    if word in _TOKENS:
        return _TOKENS[word]
    return re.escape(word).replace(r"\*", r"\w*").replace(r"\-", "-").replace("'", r"['’]\s{0,5}") + r"\b"
