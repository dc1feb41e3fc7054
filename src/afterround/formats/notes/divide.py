"""Divides a note into its rounds: which headings are rounds, which hold several, and how far each one reaches."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from afterround.formats.notes.days import is_date_alone
from afterround.formats.notes.evidence import told_by
from afterround.formats.notes.labels import LISTS, Field, split_key
from afterround.formats.notes.lines import Is, Line
from afterround.formats.notes.outline import ITEM, Head, ancestors

_HOLDER = re.compile(
    r"\bon-?site\b|\bloop\b|\bsuper ?day\b|\binterviews\b|\brounds\b|\bfinal\b|\bday\b", re.I
)
_MET = re.compile(
    r"\binterview(?:ed|er|ers|s)?\b|\bphone (?:call|screen)\b|\bgave me a call\b|\bonsite\b|\bcoding\b"
    r"|\btest\b|\bassessment\b|\brounds?\b|\bquestions?\b|\bscreen(?:ing)?\b|\btake[- ]?home\b|\btask\b"
    r"|面试|면접",
    re.I,
)
_NOT_HELD = re.compile(
    r"\b(?:was|is)(?:n'?t| not) (?:really |actually )?an? (?:actual |real |proper )?interview\b", re.I
)
_OWN = (Field.PEOPLE, Field.DATE, Field.RESULT, Field.KIND, Field.FACT)
_SAYS_SO = (Field.PEOPLE, Field.QUESTIONS, Field.FEEDBACK, Field.WENT_WELL, Field.SHAKY, Field.HINTS)


@dataclass(frozen=True)
class Span:
    """A round's place among the lines, `end` behind its last one, and its head (-1 where the whole note is one)."""

    head: int
    at: int
    end: int
    is_sure: bool = True


def divide(lines: Sequence[Line], heads: Sequence[Head], *, is_log: bool) -> list[Span]:
    """The rounds of a note in order. `is_log` says that its title calls it a log of interviews."""
    chosen = _without_items(lines, heads, _named(lines, heads))
    chosen = _without_strays(lines, heads, _without_holders(heads, chosen))
    chosen |= _implied(lines, heads, chosen, is_log=is_log)
    last_in = {heads[place].up: place for place in sorted(chosen)}
    count_in = Counter(heads[place].up for place in chosen)
    spans = [_span(heads, place, last_in, count_in) for place in sorted(chosen)]
    return [span for span in spans if not _NOT_HELD.search(_opening(lines, heads, span))]


def _named(lines: Sequence[Line], heads: Sequence[Head]) -> set[int]:
    """The headings that name a round, and those that may and stand where one would."""
    strong = {n for n, head in enumerate(heads) if head.title.strength == 2 and head.field is None}
    for place, head in enumerate(heads):
        if head.title.strength != 1 or head.field not in (None, Field.QUESTIONS) or head.level >= ITEM:
            continue
        above = ancestors(heads, place)
        inside = any(up in strong and not _HOLDER.search(heads[up].title.text) for up in above)
        parent = heads[above[0]] if above else None
        below_date = parent is not None and parent.title.date is not None and is_date_alone(parent.title.text)
        has_signs = below_date or _has_signs(lines, heads, place)
        body = lines[head.at + 1 : head.end]
        is_told = (
            bool(head.title.company) and told_by(body) and any(_MET.search(line.text[:1000]) for line in body)
        )
        is_dated = head.title.date is not None and not head.title.company
        if not inside and (has_signs or is_told or is_dated):
            strong.add(place)
    return strong


def _has_signs(lines: Sequence[Line], heads: Sequence[Head], place: int) -> bool:
    """Whether a section says who interviewed, how long, or what was asked."""
    head = heads[place]
    if any(heads[down].field in _SAYS_SO for down in head.downs):
        return True
    first = heads[head.downs[0]].at if head.downs else head.end
    keys = (
        split_key(line.text) for line in lines[head.at + 1 : min(first, head.at + 15)] if len(line.text) < 200
    )
    return any(key is not None and key[2] in (*_OWN, Field.QUESTIONS) for key in keys)


def _without_holders(heads: Sequence[Head], chosen: set[int]) -> set[int]:
    """What was chosen, without headings that hold rounds, and without parts of a numbered round."""
    kept = set(chosen)
    for place in sorted(chosen, reverse=True):
        head = heads[place]
        below = {n for n in _below(heads, place) if n in kept}
        if not below:
            continue
        numbered = any(heads[n].title.is_numbered for n in below)
        is_holder = _HOLDER.search(head.title.text) or head.title.strength == 1
        if is_holder or numbered or (len(below) > 1 and not head.title.is_numbered):
            kept.discard(place)
        else:
            kept -= below
    return kept


def _below(heads: Sequence[Head], place: int) -> Iterator[int]:
    """The places of the heads within a section."""
    end = heads[place].end
    for n in range(place + 1, len(heads)):
        if heads[n].at >= end:
            return
        yield n


def _without_items(lines: Sequence[Line], heads: Sequence[Head], chosen: set[int]) -> set[int]:
    """What was chosen, without items that only list the rounds to come."""
    firm = sorted(n for n in chosen if heads[n].level < ITEM)
    starts = [heads[n].at for n in firm]
    kept = set(firm)
    for place in chosen - kept:
        head = heads[place]
        if head.level < ITEM:
            continue
        above = next((n for n in ancestors(heads, place) if heads[n].level < ITEM), -1)
        is_round = above in kept
        is_own = above >= 0 and (heads[above].title.company or heads[above].title.date or is_round)
        start, end = (heads[above].at, heads[above].end) if is_own else (-1, len(lines))
        rivals = bisect_left(starts, end) > bisect_right(starts, start)
        is_told = (
            len(head.value.split()) >= 2 or head.end - head.at > 1 or head.title.date or head.title.result
        )
        holds = is_round and _HOLDER.search(heads[above].title.text) and not heads[above].title.is_numbered
        if not rivals and is_told and (holds or not is_round):
            kept.add(place)
    return kept


def _without_strays(lines: Sequence[Line], heads: Sequence[Head], chosen: set[int]) -> set[int]:
    """What was chosen, without a section elsewhere that is only called like a round: the others say when or how
    long they were, or are counted, and it says nothing of the sort."""
    signed = {
        n for n in chosen if heads[n].title.date or heads[n].title.is_numbered or _has_signs(lines, heads, n)
    }
    homes = {heads[n].up for n in signed}
    if len(signed) < 2:
        return chosen
    named = {n for n in chosen if heads[n].up >= 0 and heads[heads[n].up].title.company}
    told = {n for n in chosen if told_by(lines[heads[n].at : heads[n].end])}
    return {n for n in chosen if n in signed | named | told or heads[n].up in homes}


def _implied(lines: Sequence[Line], heads: Sequence[Head], chosen: set[int], *, is_log: bool) -> set[int]:
    """Headings that name no round and tell of one all the same: a date, a company with a story below it."""
    taken = sorted(heads[n].at for n in chosen)
    found: set[int] = set()
    past = -1
    for place, head in enumerate(heads):
        if place in chosen or head.at < past:
            past = max(past, head.end if place in chosen else past)
            continue
        if head.field is not None or head.level >= ITEM or _holds_names(heads, place):
            continue
        if bisect_left(taken, head.end) == bisect_right(taken, head.at) and _tells(
            lines, heads, place, is_log=is_log
        ):
            found.add(place)
            past = head.end
    return found


def _tells(lines: Sequence[Line], heads: Sequence[Head], place: int, *, is_log: bool) -> bool:
    """Whether a section named for a date or a company tells of an interview."""
    head = heads[place]
    body = lines[head.at + 1 : head.end]
    if head.title.date and is_date_alone(head.title.text):
        written = any(line.text or line.what is Is.CODE for line in body)
        return written and (is_log or _has_signs(lines, heads, place))
    if not head.title.company or head.level == 1:
        return False
    return _is_story(body, is_sure=head.title.is_company_sure, is_log=is_log)


def _holds_names(heads: Sequence[Head], place: int) -> bool:
    """Whether a section's own sections are named for companies or dates, so that it only holds them."""
    downs = [heads[down] for down in heads[place].downs]
    return any(down.field is None and (down.title.company or down.title.date) for down in downs)


def _is_story(body: Sequence[Line], *, is_sure: bool, is_log: bool) -> bool:
    held = any(_MET.search(line.text[:1000]) for line in body)
    asked = any(
        split and split[2] in (*_SAYS_SO, Field.DATE)
        for line in body[:30]
        if (split := split_key(line.text[:200]))
    )
    return (held and told_by(body) >= (1 if is_log else 2)) or (asked and (is_log or is_sure))


def _span(heads: Sequence[Head], place: int, last_in: dict[int, int], count_in: dict[int, int]) -> Span:
    """How far a round reaches: to its end, and over the sections of the same level that can only be its own.

    `last_in` and `count_in` give, for each heading above rounds, the last of them and how many there are.
    """
    head = heads[place]
    end = head.end
    for n in range(place + 1, len(heads)):
        if heads[n].at < end:
            continue
        is_own = heads[n].at == end and heads[n].up == head.up and heads[n].level == head.level
        if not is_own or heads[n].field not in (*LISTS, Field.PEOPLE):
            break
        end = heads[n].end
    comes_again = heads[last_in[head.up]].at >= end
    if not comes_again and count_in[head.up] > 1:
        end = head.end
    return Span(place, head.at, end, head.title.strength == 2)


def _opening(lines: Sequence[Line], heads: Sequence[Head], span: Span) -> str:
    if span.head < 0:
        return ""
    first = next((line.text for line in lines[span.at + 1 : span.end] if line.text), "")
    return f"{heads[span.head].value} {first}"[:400].replace("’", "'")
