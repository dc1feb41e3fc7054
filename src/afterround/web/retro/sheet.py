"""The retrospective as its page shows it: the sections in order, their rows, and what was typed but not taken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from afterround.core.retro import OPEN_ACTIONS, ActionState, Section
from afterround.core.retro_fields import LINE_FIELDS, RETRO, FieldChange, is_typed_on
from afterround.queries.cooldown import JotView
from afterround.queries.retro import EarlierView, LineView, OtherText, RetroView
from afterround.queries.theme_suggestions import ASKED_ABOUT
from afterround.web.suggestions.chips import ChipRow

NEW = "NEW"
"""Stands for the key of the row that a script copies."""

Key = tuple[str, str]


CODES = ("deleted", "section", "state", "kind", "question")
"""Fields whose earlier values are no words to reread."""

RATINGS = {"1": "1, lost", "2": "2, with help", "3": "3, fine", "4": "4, sure"}


def said(name: str, value: str) -> str:
    """A field's value in words; a question is not told apart from another, since only its key is at hand."""
    if not value:
        return "nothing"
    if name == "rating":
        return RATINGS[value]
    if name == "question":
        return "a question"
    return value.replace("_", " ") if name in ("response", *CODES) else value


@dataclass(frozen=True)
class Cell:
    """A field as it is shown: its text, the version it was read at, and what was wrong with what was typed."""

    value: str = ""
    version: int = 0
    problem: str = ""


@dataclass(frozen=True)
class Slip:
    """Two texts of one field; the person has not chosen yet."""

    text: OtherText
    standing: str
    can_keep_both: bool

    @property
    def standing_words(self) -> str:
        """What the field holds, as it is said."""
        return said(self.text.field, self.standing)

    @property
    def other_words(self) -> str:
        """What waits, as it is said."""
        return said(self.text.field, self.text.value)


@dataclass(frozen=True)
class Row:
    """A line on the page. `number` counts from 1 within its section; a blank one is offered, not there."""

    id: str
    section: Section
    number: int
    cells: Mapping[str, Cell]
    jot: JotView | None = None
    slips: tuple[Slip, ...] = ()
    is_blank: bool = False
    noun: str = ""
    chips: ChipRow | None = None

    @property
    def label(self) -> str:
        """What its field is called where nothing else says so: "Went well, line 2"."""
        return f"{self.noun}, line {self.number}" if self.number else f"{self.noun}, a new line"

    @property
    def may_carry_themes(self) -> bool:
        """Whether themes are suggested under lines of its section."""
        return self.section in ASKED_ABOUT

    @property
    def is_reworded(self) -> bool:
        """Whether the line says something else than the jot it came from."""
        return self.jot is not None and self.jot.text != self.cells["text"].value


@dataclass(frozen=True)
class SheetSection:
    """A section with its words, its rows, a blank row for a page without script, and a row to copy."""

    section: Section
    heading: str
    row: str
    invitation: str
    more: str
    rows: tuple[Row, ...]
    blank: Row
    pattern: Row
    count: str
    is_folded: bool


@dataclass(frozen=True)
class Words:
    """What a section is called, what one of its lines is called, and what invites to the first and the next."""

    heading: str
    noun: str
    invitation: str
    more: str
    row: str = "line"


WORDS: dict[Section, Words] = {
    Section.WENT_WELL: Words("What went well", "Went well", "", "Add a line"),
    Section.SHAKY: Words("What felt shaky", "Felt shaky", "", "Add a line"),
    Section.QUESTIONS: Words("Questions", "Question", "Note a question", "Add a question", "question"),
    Section.HINTS: Words("Hints", "Hint", "Note a hint and how you responded", "Add a hint", "hint"),
    Section.ACTIONS: Words(
        "Follow-up actions", "Action", "Decide on a follow-up action", "Add an action", "action"
    ),
    Section.NEXT_STEPS: Words("Next steps", "Next step", "Note a next step", "Add a step"),
}
ALWAYS_OPEN = (Section.WENT_WELL, Section.SHAKY)


@dataclass(frozen=True)
class Typed:
    """What a form carried, and why some of it was not taken."""

    values: Mapping[Key, FieldChange] = field(default_factory=dict)
    problems: Mapping[Key, str] = field(default_factory=dict)

    def cell(self, line: str, name: str, value: str, version: int) -> Cell:
        """A field as it was typed where it was refused, else as it stands."""
        problem = self.problems.get((line, name), "")
        return Cell(self.values[line, name].value if problem else value, version, problem)

    def unborn(self, section: Section, known: Iterable[str]) -> list[str]:
        """The keys of lines of a section that do not exist because none of their fields could be taken."""
        there = set(known)
        refused = (change for key, change in self.values.items() if key in self.problems)
        return list(dict.fromkeys(c.line for c in refused if c.section == section and c.line not in there))


def sheet(
    view: RetroView, typed: Typed | None = None, chips: Mapping[str, ChipRow] | None = None
) -> dict[Section, SheetSection]:
    """The sections of the page in the chapter's order, with the chips of their lines by key."""
    return {section: _section(view, section, typed or Typed(), chips or {}) for section in Section}


def own_cells(view: RetroView, typed: Typed | None = None) -> dict[str, Cell]:
    """The fields of the retrospective itself."""
    shown = typed or Typed()
    return {name: shown.cell(RETRO, name, found.value, found.version) for name, found in view.fields.items()}


def own_slips(view: RetroView) -> dict[str, list[Slip]]:
    """The slips of the retrospective's own fields, by field."""
    slips: dict[str, list[Slip]] = {}
    for text in view.others:
        slips.setdefault(text.field, []).append(Slip(text, view.fields[text.field].value, False))
    return slips


def _section(view: RetroView, section: Section, typed: Typed, chips: Mapping[str, ChipRow]) -> SheetSection:
    words, lines = WORDS[section], view.lines[section]
    rows = [_row(line, number, typed, chips.get(str(line.id))) for number, line in enumerate(lines, 1)]
    for key in typed.unborn(section, (row.id for row in rows)):
        rows.append(_blank(section, key, len(rows) + 1, typed))
    return SheetSection(
        section=section,
        heading=words.heading,
        row=f"retro/rows/{words.row}.html",
        invitation=words.invitation,
        more=words.more,
        rows=tuple(rows),
        blank=_blank(section, str(uuid4()), len(rows) + 1, Typed()),
        pattern=_blank(section, NEW, 0, Typed()),
        count=_count(section, lines),
        is_folded=not rows and section not in ALWAYS_OPEN,
    )


def _row(line: LineView, number: int, typed: Typed, chips: ChipRow | None) -> Row:
    key = str(line.id)
    return Row(
        id=key,
        section=line.section,
        number=number,
        cells={
            name: typed.cell(key, name, found.value, found.version) for name, found in line.fields.items()
        },
        jot=line.jot,
        slips=tuple(_slip(line, text) for text in line.others),
        noun=WORDS[line.section].noun,
        chips=chips,
    )


def _slip(line: LineView, text: OtherText) -> Slip:
    standing = line.fields[text.field].value if text.field in line.fields else ""
    return Slip(text, standing, can_keep_both=text.field == "text")


def _blank(section: Section, key: str, number: int, typed: Typed) -> Row:
    names = (*LINE_FIELDS[section], "deleted")
    cells = {name: typed.cell(key, name, "", 0) for name in names}
    return Row(key, section, number, cells, is_blank=True, noun=WORDS[section].noun)


def _count(section: Section, lines: Sequence[LineView]) -> str:
    """What stands beside a heading: how many questions, and how many of the three actions are open."""
    if section is Section.QUESTIONS and lines:
        return f"{len(lines)} question{'s' if len(lines) > 1 else ''}"
    if section is Section.ACTIONS and lines:
        is_open = sum(line.fields["state"].value in ("", ActionState.OPEN) for line in lines)
        return f"{is_open} of {OPEN_ACTIONS} open"
    return ""


def worth_rereading(texts: Sequence[EarlierView], view: RetroView) -> list[EarlierView]:
    """The earlier texts (latest first) without those that what came next only goes on from."""
    standing: dict[Key, str] = {(RETRO, name): found.value for name, found in view.fields.items()}
    for lines in view.lines.values():
        standing |= {
            (str(line.id), name): found.value for line in lines for name, found in line.fields.items()
        }
    shown = []
    for text in texts:
        key = (str(text.line_id or RETRO), text.field)
        is_text = bool(text.value) and text.field not in CODES
        if is_text and not is_typed_on(text.value, standing.get(key, "")):
            shown.append(text)
        standing[key] = text.value
    return shown
