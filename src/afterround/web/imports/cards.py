"""A round of a draft as a card: its fields beside the lines they were read from, and what can be chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from afterround.actions.import_rows import obstacle
from afterround.adapters.clock import local_zone, zone
from afterround.core.import_matching import LISTS, Choice, Standing
from afterround.core.imports import Found, FoundDate, FoundRound
from afterround.core.rounds import KIND_WORDS, RESULT_WORDS, Outcome, Result
from afterround.core.tags import telling_tags
from afterround.formats.corrections import as_fields
from afterround.formats.tables.fields import FIELD_WORDS
from afterround.formats.tables.statuses import StatusMeaning
from afterround.queries.import_drafts import DraftFileView, DraftRoundView
from afterround.queries.rounds import round_title
from afterround.web.imports.sending import meaning_code

LABELS = {
    "date": "Date", "company": "Company", "kind": "Kind", "label": "In its own words", "role": "Role",
    "result": "Result", "result_text": "Result in its own words", "people": "People, one a line",
    "questions": "Questions", "went_well": "What went well", "shaky": "What felt shaky", "hints": "Hints",
    "feedback": "Feedback, word for word", "follow_ups": "Follow-ups", "lessons": "Lessons", "notes": "Notes",
}  # fmt: skip
WORDS = 160
"""Characters of a source line that are shown beside a field."""


@dataclass(frozen=True)
class Source:
    """A line of the file beside a field."""

    line: int
    words: str
    is_sure: bool = True


@dataclass(frozen=True)
class Cell:
    """One field of a card. `options` are those of a choice, `rows` the height of a longer text."""

    name: str
    id: str
    label: str
    value: str
    sources: tuple[Source, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    rows: int = 0
    problem: str = ""
    is_unsure: bool = False
    is_missing: bool = False


@dataclass(frozen=True)
class Card:
    """A round of a draft with its fields: those that matter at a glance, the told ones, and the empty rest."""

    view: DraftRoundView
    id: str
    start: str
    title: str
    date: str
    facts: tuple[Cell, ...]
    told: tuple[Cell, ...]
    empty: tuple[Cell, ...]
    is_mock: bool
    choices: tuple[tuple[str, str], ...]
    choice: str
    obstacle: str
    lines: tuple[tuple[int, str], ...]
    number: int

    @property
    def is_taken(self) -> bool:
        """Whether the one button takes it."""
        return self.choice in (Choice.TAKE, Choice.ADD, Choice.REPLACE)

    @property
    def needs_a_look(self) -> bool:
        """Whether something of it is unsure, or the person has to choose."""
        return bool(self.unsure or self.obstacle or self.choice == Choice.LATER)

    @property
    def unsure(self) -> str:
        """The fields to look at, in words."""
        return ", ".join(LABELS[name].split(",")[0].lower() for name in self.view.unsure)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that come with it."""
        return tuple(tag.name for tag in telling_tags(self.view.draft.found))

    @property
    def is_open(self) -> bool:
        """Whether its fields are shown at once."""
        return bool(self.obstacle or self.view.match.standing is Standing.CHANGED)

    @property
    def cells(self) -> Iterator[Cell]:
        """All its fields."""
        return iter((*self.facts, *self.told, *self.empty))


TAKE = (str(Choice.TAKE), "Take it in")
CHOICES: dict[Standing, tuple[tuple[str, str], ...]] = {
    Standing.NEW: (TAKE, (str(Choice.LATER), "Not now"), (str(Choice.LEAVE), "Leave it out for good")),
    Standing.CHANGED: (
        (str(Choice.ADD), "Add what is new in the file"),
        (str(Choice.REPLACE), "Let it say what the file says"),
        (str(Choice.KEEP), "Leave mine as it is"),
        (str(Choice.LATER), "Decide later"),
        (str(Choice.TAKE), "It is a round of its own"),
    ),
    Standing.UNCHANGED: ((str(Choice.KEEP), "Known already"), TAKE),
    Standing.LEFT_OUT: ((str(Choice.KEEP), "Left out before"), TAKE),
}


def cards_of(
    place: int,
    file: DraftFileView,
    now: datetime,
    typed: Mapping[str, Any] | None,
    problems: Mapping[tuple[int, str], str],
) -> list[Card]:
    """The cards of the rounds of a file of which something is to be decided."""
    return [
        _card(one, f"r{place}.{one.uid}.", file, now=now, typed=typed, problems=problems, number=n)
        for n, one in enumerate(file.rounds)
        if one.is_offered
    ]


def _card(
    one: DraftRoundView,
    start: str,
    file: DraftFileView,
    *,
    now: datetime,
    typed: Mapping[str, Any] | None,
    problems: Mapping[tuple[int, str], str],
    number: int,
) -> Card:
    found, key = one.draft.found, start.strip(".").replace(".", "-")
    values = as_fields(found)
    if typed is not None:
        values = {name: str(typed.get(start + name, text)) for name, text in values.items()}

    def cell(name: str) -> Cell:
        return Cell(
            name=start + name,
            id=f"{key}-{name}",
            label=LABELS[name],
            value=values[name],
            sources=tuple(_sources(found, name, file.lines)),
            options=_options(name),
            rows=min(12, values[name].count("\n") + 1) if name in (*LISTS, "notes", "people") else 0,
            problem=problems.get((one.uid, name), ""),
            is_unsure=name in one.unsure,
            is_missing=name in one.unsure and not values[name],
        )

    later = ("people", *LISTS, "notes", "label", "role", "result_text")
    choice = str(typed.get(start + "choice", one.choice) if typed is not None else one.choice)
    return Card(
        view=one,
        id=key,
        start=start,
        title=_title(found),
        date=found.date.text if found.date else "no date",
        facts=tuple(cell(name) for name in ("company", "date", "kind", "result")),
        told=tuple(cell(name) for name in later if values[name]),
        empty=tuple(cell(name) for name in later if not values[name]),
        is_mock=bool(values["mock"]),
        choices=CHOICES[one.match.standing],
        choice=choice,
        obstacle=obstacle(found, now, zone(local_zone())),
        lines=_own_lines(found, file.lines),
        number=number,
    )


def _title(found: FoundRound) -> str:
    company = found.company.text if found.company else ""
    label = found.label.text if found.label else ""
    return round_title(company, found.kind or "other", label, is_mock=found.is_mock)


def _own_lines(found: FoundRound, lines: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """The lines of the file that are the round's, with their numbers."""
    if found.first_line < 1:
        return ()
    own = lines[found.first_line - 1 : found.last_line]
    return tuple((n, text) for n, text in enumerate(own, found.first_line))


def _sources(found: FoundRound, name: str, lines: tuple[str, ...]) -> Iterator[Source]:
    """The lines a field was read from, each once."""
    seen: set[int] = set()
    for one in _values(found, name):
        if one.line > 0 and (one.line not in seen or not one.is_sure):
            seen.add(one.line)
            words = lines[one.line - 1].strip() if one.line <= len(lines) else ""
            yield Source(one.line, words[:WORDS] + ("…" if len(words) > WORDS else ""), one.is_sure)


def _values(found: FoundRound, name: str) -> Iterator[Found | FoundDate]:
    if name == "people":
        yield from (person.name for person in found.people)
    elif name in LISTS:
        yield from getattr(found, name)
    elif name in ("kind", "result"):
        one = found.label if name == "kind" else found.result_text
        yield from [one] if one else []
    elif name not in ("notes", "mock"):
        one = getattr(found, name)
        yield from [one] if one else []


def _options(name: str) -> tuple[tuple[str, str], ...]:
    if name == "kind":
        return (("", "not told"), *((str(kind), words) for kind, words in KIND_WORDS.items()))
    if name == "result":
        return (("", "not told"), *((str(result), words) for result, words in RESULT_WORDS.items()))
    return ()


FIELD_OPTIONS = tuple((str(field), words) for field, words in FIELD_WORDS.items())
MEANINGS = (
    ("/", "only a stage, or not known"),
    (f"{Outcome.OPEN}/", "still open"),
    (f"{Outcome.OPEN}/{Result.PENDING}", "open, the round without a result yet"),
    (f"{Outcome.OPEN}/{Result.PASSED}", "open, the round passed"),
    (f"{Outcome.OFFER}/", "an offer"),
    (f"{Outcome.ACCEPTED}/", "accepted"),
    (f"{Outcome.DECLINED}/", "declined by you"),
    (f"{Outcome.REJECTED}/", "rejected"),
    (f"{Outcome.REJECTED}/{Result.REJECTED}", "rejected after the round"),
    (f"{Outcome.WITHDREW}/", "you withdrew"),
    (f"{Outcome.NO_ANSWER}/", "no answer"),
    (f"/{Result.PASSED}", "the round passed"),
    (f"/{Result.REJECTED}", "the round rejected"),
)


def columns_of(place: int, file: DraftFileView) -> list[dict[str, Any]]:
    """The tables of a file with a choice for each column and each status."""
    return [
        {
            "start": f"t{place}.{number}.",
            "tracker": mapping.tracker,
            "columns": [(f"t{place}.{number}.c{n}", column) for n, column in enumerate(mapping.columns)],
            "fields": FIELD_OPTIONS,
            "statuses": [
                (f"t{place}.{number}.s{n}", one, meaning_code(one), _meanings(one))
                for n, one in enumerate(statuses.meanings)
            ],
        }
        for number, (mapping, statuses) in enumerate(file.understood)
    ]


def _meanings(one: StatusMeaning) -> tuple[tuple[str, str], ...]:
    """The meanings to choose from, with the one it has where that is none of them."""
    code = meaning_code(one)
    if code in dict(MEANINGS):
        return MEANINGS
    words = " and ".join(part for part in (str(one.outcome or ""), str(one.result or "")) if part)
    return (*MEANINGS, (code, words.replace("_", " ")))
