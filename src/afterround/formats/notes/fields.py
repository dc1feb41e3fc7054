"""Reads the fields of one round from its lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from afterround.core.imports import Found
from afterround.formats.notes.days import find_date, is_date_alone
from afterround.formats.notes.kinds import kind_of
from afterround.formats.notes.labels import LISTS, Field, folded, label_words, meaning, split_key
from afterround.formats.notes.ledger import Ledger
from afterround.formats.notes.lines import Is, Line
from afterround.formats.notes.marks import LONGEST, without_signs
from afterround.formats.notes.passages import about, is_fault, is_reference, leads_to, sentences
from afterround.formats.notes.results import (
    NOTHING,
    is_awaited,
    is_guess,
    is_of_process,
    result_in_prose,
)
from afterround.formats.notes.rubric import is_rubric_label, is_rubric_line, is_scored
from afterround.formats.notes.values import SINGLE, Reading, take_result, take_value

_TOLD = re.compile(
    r"^\W*(?:(?:first|then|next|later|finally),? (?:I|we|they)|I|my|we|he|she|they|it|the interviewers?"
    r"|interviewers?|had|got|was|went|felt|this|there|then|after"
    r"|once|so|but|also|overall|initially|although|though|however"
    r"|finally|in the end|the (?:round|interview|first|second|last|whole|entire))\b",
    re.I,
)
_TOPIC = re.compile(r"^\W*my (?:\w+[ ,]*){1,12}$", re.I)
_ASKS = re.compile(r"\?[\"”’)*_\s]*$|\basked\b", re.I)
_BOXED = re.compile(r"^\s*[-*+]\s+\[[ xX-]\]")
_QUESTION = re.compile(
    r"^\W*(?:Q|Que|Ques|Question|Problem)\s*(?:[-#]?\s*\d{1,2}\s*[:.)–-]+|:)\s*(\S.*)$", re.I | re.DOTALL
)
_OFFER = re.compile(
    r"^\W*(?:accepted|declined|no|got(?: an?| the)?|received(?: an?)?|rejected|rejection|ghosted)(?: "
    r"offer)?\W*$",
    re.I,
)
_MORE = re.compile(r"^\W*follow[ -]?ups?\W*$", re.I)
_PROBLEM = re.compile(r"\b(?:problem|question|q\d|task|coding|design|implement|puzzle|query)\b", re.I)


class FieldReader:
    """Goes through a round's lines in order and sorts them to fields."""

    def __init__(self, ledger: Ledger, *, takes_items: bool, default: Field | None = None) -> None:
        """`takes_items` says that a bare item is a question; `default` is what a bare item is otherwise."""
        self.found = Reading()
        self._ledger = ledger
        self._takes_items = takes_items
        self._default = default
        self._current: Field | None = default
        self._from_heading = False
        self._has_items = False
        self._after_blank = False
        self._indent = 0
        self._top = 0
        self._rubric: Line | None = None
        self._level = 0  # of the heading over questions that have headings of their own
        self._in_answer = False

    def read(self, lines: Sequence[Line]) -> Reading:
        """Read these lines as well."""
        for line in lines:
            self._line(line)
        return self.found

    # What stands where

    def _line(self, line: Line) -> None:
        if line.what is Is.BLANK or line.what is Is.RULE:
            self._after_blank = True
            if line.what is Is.RULE:
                self._close()
            return
        if line.what is Is.HEADING:
            self._heading(line)
        elif line.what is Is.ROW:
            self._row(line)
        elif line.what in (Is.ITEM, Is.TEXT) and line.text:
            self._text(line)
        self._after_blank = False

    def _meant(self, name: Field | None, label: str) -> Field | None:
        """What a label stands for here: behind questions a "follow-up" is one more of them."""
        is_more = (
            name is Field.FOLLOW_UPS and bool(_MORE.match(label)) and bool(self.found.lists[Field.QUESTIONS])
        )
        return Field.QUESTIONS if is_more else name

    def _close(self) -> None:
        self._current, self._from_heading, self._has_items, self._rubric = self._default, False, False, None

    def _open(self, name: Field | None, *, from_heading: bool = False, indent: int = 0) -> None:
        self._in_answer = False
        self._current, self._from_heading, self._has_items = name, from_heading, False
        self._indent = indent

    def _heading(self, line: Line) -> None:
        known = self._meant(meaning(line.text), line.text)
        is_inner = 0 < self._level < line.depth
        self._close()
        self._in_answer = False
        self._level = self._level if is_inner and known is None else 0
        if known in LISTS or known in SINGLE or known in (Field.ASIDE, Field.WHOLE):
            self._ledger.place(line.number, label_words(line.raw) if known in (*LISTS, *SINGLE) else "")
            self._open(known, from_heading=True)
            self._level = line.depth if known is Field.QUESTIONS else 0
        elif is_rubric_label(line.text):
            self._open(Field.FEEDBACK, from_heading=True)
            self._rubric = line
        elif self._key(line):
            self._in_answer = self._current is Field.QUESTIONS
        elif known is None and (is_inner or _is_problem(line.text)):
            self._add(Field.QUESTIONS, line, line.full)
            self._in_answer = True

    def _row(self, line: Line) -> None:
        """A row of a rubric's table; other tables stay notes here."""
        cells = [cell for cell in line.cells if cell]
        if len(cells) >= 2 and is_rubric_label(cells[0]) and is_scored(cells[1]):
            self._add(Field.FEEDBACK, line, f"{cells[0]}: {' '.join(cells[1:])}")

    def _text(self, line: Line) -> None:
        if line.what is Is.TEXT and self._after_blank and self._has_items and not line.raw[:1].isspace():
            self._close()
        if line.what is Is.ITEM and self._current and not self._from_heading and line.depth < self._indent:
            self._close()
        if line.what is Is.ITEM and not self._has_items:
            self._top = line.depth
        asked = _QUESTION.match(line.full) if self._current not in (Field.ASIDE, Field.WHOLE) else None
        if asked and not line.is_quote:
            self._ledger.place(line.number, line.full)
            self._add(Field.QUESTIONS, line, asked[1])
        elif is_rubric_line(line.text):
            self._add(Field.FEEDBACK, line, without_signs(line.full))
        elif not self._key(line):
            if self._rubric is not None:
                self._scored(line)
            else:
                self._passage(line)
        if line.what is Is.ITEM:
            self._has_items = True

    def _scored(self, line: Line) -> None:
        """What stands under a rubric's heading: its score and what was said."""
        head = self._rubric
        if head is not None and is_scored(line.text):
            self._ledger.place(head.number, head.raw)
            self._add(Field.FEEDBACK, line, f"{head.text}: {line.full}")
        else:
            self._passage(line)

    # Keys

    def _key(self, line: Line) -> bool:
        """Take a key with its value, or open the list that a label names."""
        if len(line.text) > LONGEST:
            return False
        label = line.text.rstrip(":： ")
        alone = (
            self._meant(meaning(label), label)
            if (line.lead or line.text.rstrip().endswith((":", "：")))
            else None
        )
        if alone is not None and (not line.rest.strip(" :：") or not line.lead):
            return self._label(line, alone)
        is_key = line.lead.rstrip().endswith((":", "：")) or line.rest.lstrip()[:1] in (
            ":",
            "：",
            "-",
            "–",
            "—",
            "=",
        )
        lead = meaning(line.lead.rstrip(":： ")) if line.lead and line.rest and is_key else None
        key = (line.lead, line.rest.lstrip(" :：-–—"), lead) if lead else split_key(line.full)
        if key is None or key[2] is None:
            return False
        value, name = key[1], key[2]
        if name is Field.FACT and folded(key[0]) == "type" and kind_of(value):
            name = Field.KIND
        if name in LISTS and self._current is Field.ASIDE and line.what is Is.ITEM:
            return False
        if name in LISTS:
            return False if line.is_quote and name is Field.FEEDBACK else self._listed(line, name, value)
        return self._value(line, name, value)

    def _label(self, line: Line, name: Field) -> bool:
        is_deep = line.what is Is.ITEM and self._current is Field.QUESTIONS and line.depth > self._top
        is_item = line.what is Is.ITEM and self._current is name is Field.QUESTIONS
        if is_item and not line.text.rstrip().endswith((":", "：")):
            return False
        if is_deep and name not in (Field.WENT_WELL, Field.SHAKY, Field.FEEDBACK, Field.HINTS):
            return False
        if name in (*LISTS, *SINGLE, Field.ASIDE, Field.WHOLE, Field.FACT):
            self._open(name, indent=line.depth)
            self._ledger.place(line.number, label_words(line.raw) if name in (*LISTS, *SINGLE) else "")
            return True
        return False

    def _listed(self, line: Line, name: Field, value: str) -> bool:
        """A list's label with its first line behind it."""
        if name is Field.QUESTIONS and re.match(r"^\d+$", value.strip()):
            return False
        name = self._meant(name, line.text[: len(line.text) - len(value)]) or name
        self._ledger.place(line.number, line.text[: max(0, len(line.text) - len(value))])
        self._add(name, line, value)
        self._open(name, indent=line.depth)
        self._has_items = bool(value)
        return True

    def _value(self, line: Line, name: Field, value: str) -> bool:
        """Take a key's value; False where the line is to be read as a passage all the same."""
        text = value.strip()
        is_result = name in (Field.RESULT, Field.FINAL)
        is_deep = line.what is Is.ITEM and self._current is Field.QUESTIONS and line.depth > self._top
        if not text or (is_result and is_deep):  # a word on one question is no result
            return False
        if name is Field.MOCK:
            self.found.is_mock = self.found.is_mock or not re.match(r"^(?:no|false)\b", text, re.I)
            return True
        if take_value(self.found, line, name, text):
            before = line.text[: line.text.find(text)] if text in line.text else ""
            self._ledger.place(line.number, before)
            if name in (Field.COMPANY, Field.ROLE, Field.KIND):  # others are placed where they are kept
                self._ledger.place(line.number, text)
            return True
        return not is_result and name is not Field.DATE

    # Lists and prose

    def _passage(self, line: Line) -> None:
        if self._current in (Field.ASIDE, Field.WHOLE, Field.FACT) and not (
            line.what is Is.TEXT and not self._from_heading
        ):
            return
        if self._date_alone(line):
            return
        if (
            line.what is Is.TEXT
            and _OFFER.match(line.text)
            and take_result(self.found, line, Field.FINAL, line.text)
        ):
            return
        if self._in_answer:
            self._prose(line)
            return
        if self._current in SINGLE:
            if not self._value(line, self._current, line.full):
                self._prose(line)
            return
        if line.text.rstrip().endswith((":", "：")) and line.what is Is.TEXT:
            self._lead_in(line)
        elif line.what is Is.ITEM:
            self._item(line)
        elif line.is_quote and self._current in (None, Field.QUESTIONS) and split_key(line.text) is None:
            self._add(Field.QUESTIONS, line, without_signs(line.full))
        elif self._current in LISTS:
            self._listed_text(line, self._current)
        else:
            self._prose(line)

    def _date_alone(self, line: Line) -> bool:
        if self.found.date is not None or len(line.text) > 60 or not is_date_alone(line.text):
            return False
        date = find_date(line.text, line.number, is_place=True)
        self.found.date = date.date if date else None
        self._ledger.place(line.number, date.date.text if date else "")
        return date is not None

    def _lead_in(self, line: Line) -> None:
        if is_reference(line.text):
            self._open(Field.ASIDE)
            return
        fields = {name for sentence in sentences(line.text) for name in about(sentence)}
        lead = leads_to(line.text)
        if lead in (Field.ASIDE, Field.LESSONS, Field.FEEDBACK, Field.QUESTIONS) or not fields:
            self._open(lead if lead or not self._from_heading else self._current, indent=line.depth)
        else:
            self._prose(line)
            self._open(None)

    def _item(self, line: Line) -> None:
        text = without_signs(line.full)
        current = self._current
        if current in (Field.ASIDE, Field.WHOLE, Field.FACT) or not text:
            return
        if _BOXED.match(line.raw) and current in (None, Field.QUESTIONS):
            self._add(Field.FOLLOW_UPS, line, text)
        elif current is Field.QUESTIONS or current is None:
            self._question(line, text)
        else:
            self._add(current, line, text)

    def _question(self, line: Line, text: str) -> None:
        """An item among questions: a question, or what is told of the one above it."""
        is_topic = self._current is Field.QUESTIONS and bool(_TOPIC.match(line.text))
        is_told = bool(_TOLD.match(line.text)) and not _ASKS.search(line.text) and not is_topic
        is_deep = line.depth > self._top and self._has_items and (is_told or text.endswith("."))
        if is_reference(line.full) or (
            line.raw.strip().startswith(("- [", "* [", "🔗")) and self._current is None
        ):
            return
        if (
            is_told
            or is_deep
            or (not self._takes_items and self._current is None and not _ASKS.search(line.text))
        ):
            self._prose(line)
            return
        self._add(
            Field.QUESTIONS,
            line,
            text,
            is_sure=self._current is Field.QUESTIONS or line.text.rstrip().endswith("?"),
        )
        self._prose(line, without=Field.QUESTIONS)

    def _listed_text(self, line: Line, current: Field) -> None:
        if is_reference(line.full):
            return
        told = bool(_TOLD.match(line.text)) or len(line.text) > 220
        if current is Field.QUESTIONS and (told or self._has_items) and not line.is_numbered:
            self._prose(line)
        elif current is Field.QUESTIONS and re.match(
            r"^\W*(?:e\.?g|example|input|output|eg|constraints?)\b", line.text, re.I
        ):
            return
        else:
            self._add(current, line, without_signs(line.full))

    def _prose(self, line: Line, *, without: Field | None = None) -> None:
        """Take from a line of prose the sentences that say what they are about; the line stays in the notes."""
        for sentence in sentences(line.full):
            is_result = self._told_result(line, sentence)
            for name in about(sentence):
                if is_result and name is Field.SHAKY:
                    continue
                is_plain = (
                    name is not Field.QUESTIONS or self._takes_items or "?" in sentence or "asked" in sentence
                )
                if name is not without and is_plain:
                    self._add(name, line, sentence, is_sure=False)

    def _told_result(self, line: Line, sentence: str) -> bool:
        """Take a sentence that says what came of it."""
        if result_in_prose(sentence) == NOTHING or is_guess(sentence):
            return False
        told = Found(sentence, line.number, False)
        if is_of_process(sentence) or self.found.told_result is not None:
            self.found.final = (
                told if self.found.final is None or not self.found.final.is_sure else self.found.final
            )
        else:
            self.found.told_result = told
        return True

    def _add(self, name: Field, line: Line, text: str, *, is_sure: bool = True) -> None:
        text = text.strip(" \t*_")
        if not re.search(r"[^\W_]", text) or (name is Field.FEEDBACK and is_awaited(text)):
            return
        self.found.lists[name].append(Found(text, line.number, is_sure))
        self._ledger.place(line.number, text)
        if name is Field.FEEDBACK and is_sure and is_fault(text) and not is_rubric_line(text):
            self.found.lists[Field.SHAKY].append(Found(text, line.number, False))


def _is_problem(heading: str) -> bool:
    """Whether a heading within a round is the title of a problem."""
    return bool(_PROBLEM.search(heading)) and len(heading.split()) > 2


def head_value(line: Line, value: str) -> Iterator[Line]:
    """What follows a round's name on the same line, as a line of its own."""
    if value.strip():
        yield replace(line, what=Is.TEXT, text=value, full=value, lead="", rest="", depth=0)
