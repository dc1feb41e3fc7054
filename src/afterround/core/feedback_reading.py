"""Reads reasons from words, proposes them with the words that led to them, and knows feedback that gives none."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from afterround.core.feedback import Polarity, ReadReason, Reason
from afterround.core.feedback_lexicon import CUES, JUDGING, STOCK, TOPICS

REACH = 60
"""A judging word belongs to a topic of its clause from at most so many characters away."""

READ = 4_000
"""So many characters are read, more than a letter has; to what follows reasons can be added by hand."""

MOST = 12
"""So many reasons are proposed at most, the first in the text: more would be a list and no help."""

EMPTY_REASONS = frozenset({Reason.FIT, Reason.OTHER})
"""Reasons that name nothing one could practise: feedback that gives only these is vague all the same."""


_BETWEEN = r"(?:\w[\w'’-]*[\s,]+){0,3}"
"""Up to three words between two of a wording."""


@dataclass(frozen=True)
class Vagueness:
    """Whether feedback names no reason; `why` says how that was seen, `phrase` is the set phrase where there is one."""

    is_vague: bool
    why: str
    phrase: str = ""


def _pattern(wording: str) -> str:
    """A wording of the lexicon as a regular expression; its words may be apart by any white space or a comma."""
    return r"\b" + r"[\s,]+".join(map(_word, wording.split())).replace(rf"{_BETWEEN}[\s,]+", _BETWEEN)


def _word(word: str) -> str:
    return _BETWEEN if word == "_" else re.escape(word).replace(r"\*", r"\w*").replace("'", "['’]") + r"\b"


def _any(wordings: Iterable[str]) -> re.Pattern[str]:
    """One expression for many wordings, the longest first."""
    ordered = sorted(wordings, key=len, reverse=True)
    return re.compile("|".join(map(_pattern, ordered)), re.IGNORECASE)


_CUES = [(reason, polarity, _any(found)) for (reason, polarity), found in CUES.items()]
_TOPICS = [(reason, _any(found)) for reason, found in TOPICS.items()]
_JUDGING = [(polarity, _any(found)) for polarity, found in JUDGING.items()]
_STOCK = _any(STOCK)
_CLAUSE = re.compile(r"[.;:!?\n]+|,? (?:but|however|although|though|yet)\b|, and ", re.IGNORECASE)
_NOT = re.compile(r"(?:\b(?:not|never|no|hardly|without)\b|n['’]t\b)(?:\s+\w+){0,2}\s*$", re.IGNORECASE)


def propose_reasons(text: str) -> tuple[ReadReason, ...]:
    """The reasons that feedback seems to give, each with its polarity and the words it was read from, in their order.

    A wording of the lexicon gives one by itself, a topic with a judging word in its clause. Words are used once for
    each reason, the longest reading first. They are proposals: nothing counts before a person confirms it. At most
    MOST are given, of the first READ characters.
    """
    text = text[:READ]
    cues = list(_cues_in(text))
    judged = [one for one in _judged_topics(text) if not any(_meet(one, cue) for cue in cues)]
    return _apart([*cues, *judged])[:MOST]


def reasons_in(text: str) -> tuple[ReadReason, ...]:
    """The reasons that a line of one's own is about, whatever it says of them: wordings and bare topics.

    The polarity is that of the wording, and SHAKY for a bare topic; where the line stands tells it better.
    The first READ characters are read.
    """
    text = text[:READ]
    cues = list(_cues_in(text))
    topics = [
        ReadReason(reason, Polarity.SHAKY, *found.span())
        for reason, pattern in _TOPICS
        for found in pattern.finditer(text)
    ]
    return _apart([*cues, *(one for one in topics if not any(_meet(one, cue) for cue in cues))])


def _cues_in(text: str) -> Iterator[ReadReason]:
    """The wordings that stand in a text; of two that share words the longer one."""
    found = [
        ReadReason(reason, polarity, *match.span())
        for reason, polarity, pattern in _CUES
        for match in pattern.finditer(text)
    ]
    for one in found:
        if not any(_meet(one, other) and _length(other) > _length(one) for other in found):
            yield one


def _judged_topics(text: str) -> Iterator[ReadReason]:
    """The topics that have a judging word in their clause, with the nearest of them."""
    for start, end in _clauses(text):
        judging = [
            (_turned(text[max(start, word.start() - REACH) : word.start()], polarity), word.span())
            for polarity, pattern in _JUDGING
            for word in pattern.finditer(text, start, end)
        ]
        for reason, pattern in _TOPICS:
            for topic in pattern.finditer(text, start, end):
                near = [(_gap(topic.span(), span), polarity, span) for polarity, span in judging]
                near = [one for one in near if one[0] <= REACH and not _within(one[2], topic.span())]
                if near:
                    _, polarity, span = min(near, key=lambda one: one[0])
                    yield ReadReason(reason, polarity, min(topic.start(), span[0]), max(topic.end(), span[1]))


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for cut in _CLAUSE.finditer(text):
        yield start, cut.start()
        start = cut.end()
    yield start, len(text)


def _turned(before: str, polarity: Polarity) -> Polarity:
    """The polarity of a judging word, turned round by a "not" shortly before it."""
    if not _NOT.search(before):
        return polarity
    return Polarity.SHAKY if polarity is Polarity.WELL else Polarity.WELL


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def _within(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def _length(one: ReadReason) -> int:
    return one.end - one.start


def _meet(one: ReadReason, other: ReadReason) -> bool:
    return one.start < other.end and other.start < one.end


def _apart(found: Iterable[ReadReason]) -> tuple[ReadReason, ...]:
    """Of readings of one reason that share words the longest, in the order of the text."""
    kept: list[ReadReason] = []
    for one in sorted(found, key=lambda one: (-_length(one), one.start)):
        if not any(one.reason is other.reason and _meet(one, other) for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: (one.start, one.end, one.reason)))


def vagueness_of(text: str, reasons: Collection[Reason]) -> Vagueness:
    """Whether feedback with these words is vague, where `reasons` are those that count or wait for a word.

    It is where it has no words, or where nothing in them could be practised; *fit* and *other* name nothing that
    could.
    """
    if not text.strip():
        return Vagueness(True, "A decision came without a word.")
    if set(reasons) - EMPTY_REASONS:
        return Vagueness(False, "")
    stock = max((found[0] for found in _STOCK.finditer(text[:READ])), key=len, default="")
    if stock:
        return Vagueness(True, f"“{stock}” is a set phrase, and nothing else in it names a reason.", stock)
    if reasons:
        return Vagueness(True, "It names nothing that could be practised.")
    return Vagueness(True, "No reason was read in these words.")
