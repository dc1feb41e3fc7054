"""Reads reasons from words, proposes them with the words that led to them, and knows feedback that gives none."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from afterround.core.feedback import Polarity, ReadReason, Reason
from afterround.core.feedback_lexicon import (
    ADVICE,
    COURTESIES,
    CUES,
    DEEDS,
    HEADINGS,
    JUDGING,
    SAID_TOPICS,
    STOCK,
    TOPICS,
    WEAK,
)
from afterround.core.feedback_notation import Span, Wordings
from afterround.core.feedback_text import own_words

REACH = 60
"""A judging word belongs to a topic of its clause from at most so many characters away."""

READ = 4_000
"""So many characters are read, more than a letter has; to what follows reasons can be added by hand."""

MOST = 12
"""So many reasons are proposed at most, the first in the text: more would be a list and no help."""

EMPTY_REASONS = frozenset({Reason.FIT})
"""Reasons that say nothing: feedback that doubts only these is vague all the same."""

LOW, HIGH = 0.5, 0.75
"""A rating of at most this share of its scale doubts, one of at least that praises; between them it says nothing."""

BEFORE_A_DEED = 3
"""So many words may stand before the verb of a clause that tells a deed: "You also clearly considered"."""


@dataclass(frozen=True)
class Vagueness:
    """Whether feedback names no reason; `why` says how that was seen, `phrase` is the set phrase where there is one.

    Where it `is_unread`, neither a set phrase was found nor a reason that the person lets stand: it counts as vague,
    and may not be.
    """

    is_vague: bool
    why: str
    phrase: str = ""
    is_unread: bool = False


@dataclass(frozen=True)
class Judge:
    """Words that judge what stands near them, how, and where they stand."""

    polarity: Polarity
    span: Span


_CUES, _WEAK, _TOPICS, _JUDGING, _HEADINGS = (
    Wordings(CUES),
    Wordings(WEAK),
    Wordings(TOPICS),
    Wordings(JUDGING),
    Wordings(HEADINGS),
)
_SAID_TOPICS = Wordings(
    {one: (*TOPICS.get(one, ()), *SAID_TOPICS.get(one, ())) for one in {**TOPICS, **SAID_TOPICS}}
)
_ADVICE, _DEEDS = Wordings({Polarity.SHAKY: ADVICE}), Wordings({Polarity.WELL: DEEDS})
_COURTESIES, _STOCK = Wordings({"": COURTESIES}), Wordings({"": STOCK})
_CLAUSE = re.compile(
    r"(?<![.;!?\n])[.;!?\n]+(?=\s|$)|\n(?=[ \t]*(?:[^\w\s]|\d+[.)]\s|(?-i:[A-Z])))|[:—–](?!\s*\d)|\s-\s"
    r"|,? (?:but|however|although|though|yet|whereas)\b|, and ",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[\s>•·#+\d.)-]*")
_MANNER = re.compile(r"(?:(?:please|also|\w+ly)\s+)?", re.IGNORECASE)
_AFTER_HEADING = re.compile(r"\s*(?:\([^)]*\))?\s*(?::|$)")
_NOT_SAID = (
    r"(?:\b(?:i|we|they)\s+(?:do|did|would)(?:\s+not|n['’]t)\s+(?:say|think|feel|believe)|\b(?:no one|nobody))\b"
    r"(?:\s+\w+){0,6}\s*$"
)
_NOT = re.compile(
    r"(?:\b(?:not(?! only)|never|no|hardly|without|non|neither)\b|n['’]t\b)(?:[\s-]+\w+){0,3}[\s-]*$"
    rf"|{_NOT_SAID}",
    re.IGNORECASE,
)
_NEXT_TO_NOT = re.compile(
    r"(?:\b(?:not|never|no|without|non|rarely|seldom|hardly|barely)\b|n['’]t\b)(?: any| a| the| ever)?[\s-]*$"
    rf"|{_NOT_SAID}",
    re.IGNORECASE,
)
_NONE_OF = re.compile(r"\s+(?:none|no|nothing|neither)\b", re.IGNORECASE)
_RATING = re.compile(r"\b(\d{1,2}(?:\.\d)?)\s*(?:/|of|out of)\s*(\d{1,3})\b")


def propose_reasons(text: str) -> tuple[ReadReason, ...]:
    """The reasons that feedback seems to give, each with its polarity and the words it was read from, in their order.

    A wording of the lexicon gives one by itself, a topic with a judging word in its clause, or below a heading that
    judges. Words are used once for each reason, the longest reading first; courtesies give none, and neither do the
    mails quoted below. They are proposals: nothing counts before a person confirms it. At most MOST are given, of the
    first READ characters.
    """
    said = own_words(text[:READ])
    polite, clauses = [span for _, span in _COURTESIES.find(said)], list(_clauses(said))
    cues = [one for one in _cues_in(said, _CUES) if not _is_polite(_span(one), polite)]
    read = [*cues, *_judged_topics(said, clauses, cues, polite)]
    weak = [one for one in _cues_in(said, _WEAK) if not _stands_beside(one, read, clauses)]
    return _apart([*read, *weak])[:MOST]


def reasons_in(text: str) -> tuple[ReadReason, ...]:
    """The reasons that a line of one's own is about, whatever it says of them: wordings and bare topics.

    The polarity is that of the wording, and SHAKY for a bare topic; where the line stands tells it better.
    The first READ characters are read.
    """
    text = text[:READ]
    cues = list(_cues_in(text, _CUES))
    topics = [ReadReason(reason, Polarity.SHAKY, *span) for reason, span in _TOPICS.find(text)]
    others = [*_cues_in(text, _WEAK), *topics]
    return _apart(
        [*cues, *(one for one in others if not any(_touch(_span(one), _span(cue)) for cue in cues))]
    )


def _cues_in(text: str, cues: Wordings[tuple[Reason, Polarity]]) -> Iterator[ReadReason]:
    """The wordings that stand in a text; of two that share words the longer one. A "no" next to one turns it round."""
    found = [ReadReason(reason, polarity, *span) for (reason, polarity), span in cues.find(text)]
    for one in found:
        if not any(_touch(_span(one), _span(other)) and _length(other) > _length(one) for other in found):
            before = text[max(0, one.start - REACH) : one.start]
            turned = (
                _NEXT_TO_NOT.search(before) and one.reason is not Reason.OTHER
            )  # "no headcount" is no praise
            yield replace(one, polarity=_opposite(one.polarity)) if turned else one


def _judged_topics(
    text: str, clauses: Sequence[Span], cues: Sequence[ReadReason], polite: Sequence[Span]
) -> Iterator[ReadReason]:
    """The topics that have a judging word in their clause, with the nearest of them; below a heading, its word."""
    taken, headed = [_span(one) for one in cues], list(_headed(text))
    for start, end in clauses:
        topics = [
            one
            for one in _topics(text, start, end)
            if not (_is_polite(one[1], polite) or any(_touch(one[1], other) for other in taken))
        ]
        judges = list(_judges(text, start, end)) if topics else []
        free = [
            one
            for one in judges
            if not (_is_polite(one.span, polite) or any(_within(one.span, other) for other in taken))
        ]
        for reason, span in topics:
            yield from _judged(reason, span, free, headed)


def _judged(
    reason: Reason, topic: Span, judges: Sequence[Judge], headed: Sequence[tuple[Span, Polarity]]
) -> Iterator[ReadReason]:
    """A topic as a reason, if anything judges it."""
    near = [one for one in judges if _gap(topic, one.span) <= REACH and not _within(one.span, topic)]
    if near:
        judge = min(near, key=lambda one: _gap(topic, one.span))
        start, end = min(topic[0], judge.span[0]), max(topic[1], judge.span[1])
        yield ReadReason(reason, judge.polarity, start, end)
        return
    for stretch, polarity in headed:
        if _within(topic, stretch):
            yield ReadReason(reason, polarity, *topic)


def _topics(text: str, start: int, end: int) -> list[tuple[Reason, Span]]:
    """The topics in a clause; one that stands within a longer one is no topic of its own."""
    found = list(_SAID_TOPICS.find(text, start, end))
    return [one for one in found if not any(_within(one[1], other) and one[1] != other for _, other in found)]


def _judges(text: str, start: int, end: int) -> Iterator[Judge]:
    """What judges in a clause: words, a rating on a scale, a deed it begins with. Advice doubts all it is about."""
    first = _end_of(_MANNER, text, _end_of(_BULLET, text, start, end), end)
    advice = _ADVICE.at(text, first, end)
    if advice:
        yield Judge(*advice)
        return
    deed = next(_DEEDS.find(text, first, end), None)
    if deed and len(text[first : deed[1][0]].split()) <= BEFORE_A_DEED:
        is_undone = _NONE_OF.match(text, deed[1][1], end)
        yield Judge(_opposite(deed[0]) if is_undone else deed[0], deed[1])
    for polarity, span in _JUDGING.find(text, start, end):
        turned = _NOT.search(text[max(start, span[0] - REACH) : span[0]])
        yield Judge(_opposite(polarity) if turned else polarity, span)
    for rating in _RATING.finditer(text, start, end):
        share = float(rating[1]) / max(1.0, float(rating[2]))
        if share <= LOW or HIGH <= share <= 1:
            yield Judge(Polarity.SHAKY if share <= LOW else Polarity.WELL, rating.span())


def _headed(text: str) -> Iterator[tuple[Span, Polarity]]:
    """The stretches below headings that judge, each up to the next heading or to plain text after an empty line."""
    begun: tuple[int, Polarity] | None = None
    place, was_empty = 0, False
    for line in text.splitlines(keepends=True):
        first = _end_of(_BULLET, line, 0, len(line))
        polarity = _heading_of(line, first)
        is_plain = was_empty and bool(line.strip()) and not line[:first].strip()
        if begun and (polarity or is_plain):
            yield (begun[0], place), begun[1]
            begun = None
        if polarity:
            begun = (place, polarity)
        was_empty = not line.strip()
        place += len(line)
    if begun:
        yield (begun[0], place), begun[1]


def _heading_of(line: str, first: int) -> Polarity | None:
    """How a line judges the ones below it, where it is a heading: nothing but the words, or a colon after them."""
    found = _HEADINGS.at(line, first, len(line))
    return found[0] if found and _AFTER_HEADING.match(line.rstrip(), found[1][1]) else None


def _clauses(text: str) -> Iterator[Span]:
    start = 0
    for cut in _CLAUSE.finditer(text):
        yield start, cut.start()
        start = cut.end()
    yield start, len(text)


def _stands_beside(weak: ReadReason, read: Iterable[ReadReason], clauses: Iterable[Span]) -> bool:
    """Whether anything was read in the clause of a weak wording."""
    own = next((clause for clause in clauses if clause[0] <= weak.start < clause[1]), _span(weak))
    return any(_touch(_span(one), own) for one in read)


def _opposite(polarity: Polarity) -> Polarity:
    return Polarity.SHAKY if polarity is Polarity.WELL else Polarity.WELL


def _is_polite(span: Span, polite: Iterable[Span]) -> bool:
    """Whether words are part of a courtesy, which is longer than they are."""
    return any(_touch(span, other) and other[1] - other[0] > span[1] - span[0] for other in polite)


def _end_of(expression: re.Pattern[str], text: str, start: int, end: int) -> int:
    found = expression.match(text, start, end)
    return found.end() if found else start


def _span(one: ReadReason) -> Span:
    return one.start, one.end


def _gap(one: Span, other: Span) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def _within(one: Span, other: Span) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _length(one: ReadReason) -> int:
    return one.end - one.start


def _apart(found: Iterable[ReadReason]) -> tuple[ReadReason, ...]:
    """Of readings of one reason that share words the longest, in the order of the text."""
    kept: list[ReadReason] = []
    for one in sorted(found, key=lambda one: (-_length(one), one.start)):
        if not any(one.reason is other.reason and _touch(_span(one), _span(other)) for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: (one.start, one.end, one.reason)))


def vagueness_of(
    text: str,
    reasons: Collection[tuple[Reason, Polarity]],
    *,
    is_refusal: bool = False,
    are_left_out: bool = False,
) -> Vagueness:
    """Whether feedback with these words is vague, where `reasons` are those that count or wait for a word, and the
    person may have left others out.

    It is where it has no words, or where nothing in them could be practised; *fit* names nothing that could. What came
    with a refusal, by its decision or by a set phrase, is vague too where it only praises: praise is no reason for one.
    """
    if not text.strip():
        return Vagueness(True, "A decision came without a word.")
    said = own_words(text[:READ])
    stock = max((said[start:end] for _, (start, end) in _STOCK.find(said)), key=len, default="")
    praises = any(polarity is Polarity.WELL for _, polarity in reasons)
    doubts = {reason for reason, polarity in reasons if polarity is Polarity.SHAKY}
    if doubts - EMPTY_REASONS or (praises and not (doubts or stock or is_refusal)):
        return Vagueness(False, "")
    if praises:
        return Vagueness(True, "It praises, and names no reason for the decision.", stock)
    if stock:
        return Vagueness(True, f"“{stock}” is a set phrase, and nothing else in it names a reason.", stock)
    if reasons:
        return Vagueness(True, "It names nothing that could be practised.")
    if are_left_out:
        why = "You left out what was read in these words. If they give another reason, add it."
        return Vagueness(True, why, is_unread=True)
    return Vagueness(True, "No reason was read in these words. If they give one, add it.", is_unread=True)
