"""Tells an account of interviews from preparation, opinion, a guide or a write-up of a problem."""

import re
from collections.abc import Sequence

from afterround.formats.notes.days import find_date
from afterround.formats.notes.labels import Field, meaning, split_key
from afterround.formats.notes.lines import Is, Line
from afterround.formats.notes.marks import words_of
from afterround.formats.notes.outline import Head
from afterround.formats.notes.results import NOTHING, read_result
from afterround.formats.notes.rubric import is_rubric_label, is_rubric_line
from afterround.formats.notes.tables import column_of
from afterround.formats.notes.titles import read_title
from afterround.formats.notes.whole import is_post

_TITLE = re.compile(
    r"\binterview(?:s|ing)?[\s_-]*(?:\w+[\s_-]+)?(?:experiences?|history|logs?|journal"
    r"|retro(?:spective)?s?|diary|debrief|notes|record"
    r"|tracker|progress|summary|recap|story|feedback)\b|\bmock[\s_-]*interviews?\b|\bmy (?:\w+ "
    r")?interviews?\b|\binterviews$|면접 ?후기|面经|面试(?:记录|经历|总结)"
    r"|\binterview(?:ed|ing)? (?:with|at)\b|\bretrospective\b",
    re.I,
)
_AT = re.compile(r"\binterview(?:ed|ing)? (?:with|at)\b", re.I)
_GUIDE = re.compile(
    r"\b(?:prep(?:aration|are|aring)?|guide|how to|tips|cheat ?sheet|roadmap|template|script|curriculum"
    r"|checklist|study plan|handbook|syllabus"
    r"|faqs?|questions to ask|common|top \d+|best practices|strategy|playbook|framework|resources"
    r"|learning path|rubric|instructions|tutorial|course"
    r"|questions (?:and|&) answers|question bank|why (?:you|we|i)|ultimate|everything you)\b",
    re.I,
)
_TOLD = re.compile(
    r"\bI (?:was|got|had|did|could|couldn't|could not|wasn't|didn't|solved|explained|answered|applied"
    r"|received|felt|struggled|wrote|gave|told|said"
    r"|asked|used|started|managed|failed|passed|cleared|came|went|made|messed|forgot|discussed|coded"
    r"|implemented|interviewed|completed|finished"
    r"|needed|missed|approached|tried|took|spent|thought|knew|proposed|suggested|described|talked|began"
    r"|ended|joined|accepted|rejected|withdrew)\b"
    r"|\basked me\b|\bwas asked\b|\bwere asked\b|\b(?:he|she|they|interviewers?) (?:then |also |first "
    r"|just )?(?:asked|gave|wanted|told|said|started|introduced)\b"
    r"|\bmy (?:first|second|third|final|last|answer|solution|approach|interviewer|performance"
    r"|interview)\b|\binterviewer was\b",
    re.I,
)
_ADVISED = re.compile(
    r"\byou\b|\byou'(?:ll|re)\b"
    r"|\bmake sure (?:you|to)\b|\bthey will ask\b|\byour\b"
    r"|\bcandidates? (?:should|will|must|can|are)\b|\bexpect (?:to|questions)\b|\btypical(?:ly)?\b"
    r"|\busually\b|\boften\b|\bcommonly\b",
    re.I,
)
_BLANKS = re.compile(
    r"\[(?:your|company|role|name|date|position|interviewer|job|insert|problem|question|brief|title)"
    r"[^\[\]()]{0,40}\](?!\()|\{\{?[\w -]{2,40}\}\}?|\bYYYY[-/]MM\b|<(?:company|role|date|name)[^<>]{0,30}>"
    r"|_{4,}|\bX/\d\b|\bXX minutes\b",
    re.I,
)
_MET = re.compile(
    r"\bI (?:have |had |was )?interview(?:ed)? (?:with|at|for|by)\b|\binterviewed me\b"
    r"|\bconducted (?:a|my|the) (?:\w+ ){0,3}interview\b|\bmock (?:\w+ )?interview with\b",
    re.I,
)
_PUT = re.compile(
    r"\?\W*$|^\W*(?:explain|design|implement|write|find|given|what|how|tell|why|describe|build|reverse)\b",
    re.I,
)
_SORT = re.compile(
    r"\b(?:phone|video|technical|mock|onsite|coding|behaviou?ral) (?:interview|screen|call|round)\b", re.I
)
_COLUMNS = {Field.DATE, Field.COMPANY, Field.KIND, Field.RESULT, Field.QUESTIONS, Field.FEEDBACK}
_FRONT = (Field.DATE, Field.COMPANY, Field.KIND, Field.PEOPLE, Field.RESULT)
_EVENT = re.compile(
    r"\b(?:applied|interview(?:ed)?|rejected|rejection|phone|call|screen|onsite|offer|ghosted|assessment"
    r"|round|oa)\b",
    re.I,
)
_FOREIGN = re.compile(r"面试|面試|면접|합격")
_ENOUGH = 400
"""Lines; what a file is shows in its first ones."""


def is_account(
    lines: Sequence[Line], heads: Sequence[Head], *, name: str, title: str, front: Sequence[str]
) -> bool:
    """Whether a note tells of interviews that were held. `name` is the file's, `title` the one in front."""
    told, advised, blanks = _voices(lines)
    points = min(told, 4) + _keys(lines) + min(2, sum(head.title.strength == 2 for head in heads))
    against = min(advised // (2 if advised > 2 * told else 4), 8) + 3 * min(blanks, 4)
    names = [title, name.replace("_", " ").replace("-", " "), *(h.title.text for h in heads if h.level == 1)]
    points += 2 * any(_TITLE.search(text) for text in names)
    points += 3 * any(_AT.search(text) and read_title(text, 0).company for text in names)
    points += 2 * any("interview" in words_of(key) for key in front)
    points += 0 if is_post(front) else sum(meaning(key) in _FRONT for key in front)
    points += 2 * any(head.title.strength == 2 and head.title.result for head in heads)
    points += sum(head.title.is_numbered for head in heads) >= 2 and _questions(lines) >= 3
    points += any(head.title.strength == 2 and head.title.date for head in heads)
    points += any(_SORT.search(line.text[:300]) for line in lines[:20])
    points += 2 * any(
        h.level <= 2 and h.title.company and (h.title.role or h.title.date) and h.title.is_company_sure
        for h in heads[:2]
    )
    points += 3 * (_events(lines) >= 3) + 5 * (_rubric(lines) >= 3) + 3 * _is_tabled(lines)
    if any(_GUIDE.search(text) for text in (title, *names[2:3])) and told < 6:
        against += 4
    return points >= 3 and points > against and (told > 1 or points > 4 or advised < 3)


def told_by(lines: Sequence[Line]) -> int:
    """How often a passage says what somebody did or was asked."""
    return _voices(lines)[0]


def _voices(lines: Sequence[Line]) -> tuple[int, int, int]:
    told = advised = blanks = 0
    for line in lines[:_ENOUGH]:
        if line.what in (Is.CODE, Is.BLANK, Is.RULE, Is.FRONT) or line.raw.startswith("["):
            continue
        text = line.text[:1500].replace("’", "'")
        told += len(_TOLD.findall(text))
        advised += len(_ADVISED.findall(text))
        blanks += bool(_BLANKS.search(line.raw[:500]))
        told += 2 * bool(_FOREIGN.search(text)) + 2 * bool(_MET.search(text))
    return told, advised, blanks


def _events(lines: Sequence[Line]) -> int:
    """How many lines begin with a date and say what happened on it."""
    written = (x.text[:120] for x in lines[:_ENOUGH] if x.what in (Is.ITEM, Is.TEXT, Is.ROW))
    dated = (
        (text, find_date(text, 0, is_place=False))
        for text in written
        if text[:20].strip("|*- ")[:1].isdigit() or _EVENT.search(text)
    )
    return sum(date is not None and date.start < 4 and bool(_EVENT.search(text)) for text, date in dated)


def _questions(lines: Sequence[Line]) -> int:
    """How many items are questions or tasks as an interviewer puts them."""
    return sum(line.what is Is.ITEM and bool(_PUT.search(line.text[:300])) for line in lines[:_ENOUGH])


def _is_tabled(lines: Sequence[Line]) -> bool:
    """Whether a table's header has the columns of a log of interviews, and rows below it."""
    for at, line in enumerate(lines[:_ENOUGH]):
        if line.what is Is.ROW and len(lines) > at + 2 and lines[at + 1].what is Is.RULE:
            return len({column_of(cell) for cell in line.cells} & _COLUMNS) >= 3
    return False


def _rubric(lines: Sequence[Line]) -> int:
    """How many lines a rubric scores."""
    return sum(
        is_rubric_line(line.text) or (line.what is Is.HEADING and is_rubric_label(line.text))
        for line in lines[:_ENOUGH]
    )


def _keys(lines: Sequence[Line]) -> int:
    """What keys and headings say that only an interview that was held can say."""
    kinds: set[Field] = set()
    for line in lines[:_ENOUGH]:
        key = (
            split_key(line.text)
            if line.what in (Is.TEXT, Is.ITEM, Is.HEADING) and len(line.text) < 200
            else None
        )
        if key is None or not key[1] or _BLANKS.search(key[1]):
            continue
        if key[2] in (Field.RESULT, Field.FINAL):
            kinds |= {key[2]} if read_result(key[1]) != NOTHING and "|" not in key[1] else set()
        elif key[2] in (Field.DATE, Field.PEOPLE, Field.COMPANY, Field.FEEDBACK, Field.KIND, Field.ROLE):
            kinds.add(key[2])
    return sum(2 if kind in (Field.RESULT, Field.FINAL, Field.DATE, Field.PEOPLE) else 1 for kind in kinds)
