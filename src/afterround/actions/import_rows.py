"""The rows that a round of a file becomes, made without a question to the database."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from afterround.core.cooldown import COOLDOWN
from afterround.core.due import SILENT_AFTER
from afterround.core.errors import Invalid
from afterround.core.found_retro import is_written, retro_of
from afterround.core.imports import Found, FoundDate, FoundRound
from afterround.core.retro import OPEN_ACTIONS, Action, ActionState, Hint, Line, Question, Retro, Section
from afterround.core.retro_fields import TEXT_LIMIT
from afterround.core.rounds import KIND_WORDS, UNDATED, YEARS, Precision, Result, RoundKind
from afterround.data.bulk import Row
from afterround.data.keys import new_key
from afterround.formats.reading import read_round_name
from afterround.formats.words import instant

NOON = time(12)
LAST_MINUTE = time(23, 59)
SHORT = 200
"""Characters of a company, a role, a label or a name."""

PRECISION = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}
"""How exactly an ISO date of so many characters is known."""


@dataclass(frozen=True)
class Moment:
    """The present of an import, and the zone in which its dates are meant."""

    now: datetime
    zone: ZoneInfo
    are_finished: bool = True

    @property
    def today(self) -> date:
        """The day it is."""
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True)
class When:
    """When a round was, as far as a file tells."""

    ends_at: datetime
    precision: Precision
    text: str = ""
    is_ahead: bool = False

    def is_old(self, now: datetime) -> bool:
        """Whether nobody is to be reminded of it any more."""
        return now - self.ends_at >= timedelta(seconds=SILENT_AFTER)


def when_of(found: FoundDate | None, moment: Moment) -> When:
    """The time of a round from the date that a file tells: noon of the day, or of the first day of a month or a
    year; the last minute of what lies ahead. No date is made up where none is known.

    Raises Invalid, its problem named "date", for a year in which no interview can be.
    """
    if found is None or found.iso is None:
        return When(UNDATED, Precision.UNKNOWN, _short(found.text) if found else "")
    known = found.iso
    try:
        first = date.fromisoformat(known + "-01-01"[len(known) - 4 :] if len(known) < 10 else known)
    except ValueError:
        return When(UNDATED, Precision.UNKNOWN, _short(found.text or known))
    if first.year not in YEARS:
        message = f"The year {first.year} cannot be right. Check the date."
        raise Invalid(message, problems={"date": message})
    if first > moment.today:
        end = instant(_last_day(first, len(known)), LAST_MINUTE, moment.zone)
        return When(end, PRECISION[len(known)], _short(found.text), is_ahead=True)
    beginning, noon = instant(first, time(), moment.zone), instant(first, NOON, moment.zone)
    end = max(beginning, min(noon, moment.now - COOLDOWN - timedelta(seconds=1)))
    return When(end, PRECISION[len(known)], _short(found.text))


def _last_day(first: date, known: int) -> date:
    if known == 4:
        return first.replace(month=12, day=31)
    return first.replace(day=monthrange(first.year, first.month)[1]) if known == 7 else first


def clean(text: str) -> str:
    """A text that every database can hold: what is no character becomes U+FFFD."""
    if "\0" in text or not text.isascii():
        text = (
            text.replace("\0", "\N{REPLACEMENT CHARACTER}")
            .encode("utf-8", "surrogatepass")
            .decode("utf-8", "replace")
        )
    return text


def _short(text: str) -> str:
    return " ".join(clean(text).split())[:SHORT]


def short(found: Found | None) -> str:
    """A value as one of a round's short texts; `long_words` keeps what does not fit."""
    return _short(found.text) if found else ""


def long_words(found: FoundRound) -> str:
    """The values that are too long for their field, whole, for the notes."""
    values = (found.company, found.role, found.label, *(person.name for person in found.people))
    return "\n".join(clean(value.text) for value in values if value and len(value.text) > SHORT)


def kind_of(found: FoundRound) -> tuple[RoundKind, str]:
    """The kind of a round and its label, "" where the kind says as much."""
    label = short(found.label)
    if found.kind is None:
        named = read_round_name(label)
        return named.kind, _short(named.label)
    plain = {KIND_WORDS[found.kind], str(found.kind), f"{KIND_WORDS[found.kind]} interview"}
    if found.retro is not None:  # the template's words may hold "mock", which is told apart
        label = _short(read_round_name(label).label)
    return found.kind, "" if label.casefold() in plain and found.kind is not RoundKind.OTHER else label


def obstacle(found: FoundRound, now: datetime, zone: ZoneInfo) -> str:
    """Why a round cannot be taken in as it is, with what to do; "" where it can."""
    try:
        _placed(found, Moment(now, zone))
    except Invalid as error:
        return str(error)
    return ""


def _placed(found: FoundRound, moment: Moment) -> tuple[When, Retro]:
    """When a round was and its retrospective. Raises Invalid where the two cannot be."""
    when, retro = when_of(found.date, moment), retro_of(found)
    if when.is_ahead and is_written(retro):
        said = found.date.text if found.date else ""
        message = f"{said} lies ahead. Give the day on which the round took place."
        raise Invalid(message, problems={"date": message})
    return when, retro


@dataclass
class RoundRows:
    """A new round with its retrospective, unsaved. `writings` is what stands in them, see queries.imports."""

    round: Row
    retro: Row | None = None
    lines: list[Row] = field(default_factory=list)

    @property
    def id(self) -> UUID:
        """The round's key."""
        key: UUID = self.round["id"]
        return key

    @property
    def writings(self) -> int:
        """Everything that was ever written into them."""
        of_retro = len(self.retro["versions"]) if self.retro else 0
        return 1 + of_retro + sum(1 + len(line["versions"]) for line in self.lines)


def round_rows(owner_id: UUID, found: FoundRound, moment: Moment) -> RoundRows:
    """A round that was read from a file, without its application. Raises Invalid for a date that cannot be, or
    that lies ahead of a round of which a retrospective is told.
    """
    when, retro = _placed(found, moment)
    kind, label = kind_of(found)
    notes = "\n\n".join(part for part in (clean(found.notes).strip("\n"), long_words(found)) if part)
    made = Row(
        id=new_key(),
        owner_id=owner_id,
        kind=kind,
        label=label,
        is_mock=found.is_mock,
        ends_at=when.ends_at,
        precision=when.precision,
        date_text=when.text,
        time_zone=moment.zone.key,
        result=found.result or Result.PENDING,
        notes=notes,
        created_at=moment.now,
    )
    rows = RoundRows(made)
    if is_written(retro) or (moment.are_finished and when.is_old(moment.now)):
        add_retro(rows, retro, moment, is_old=when.is_old(moment.now))
    return rows


def add_retro(rows: RoundRows, retro: Retro, moment: Moment, *, is_old: bool) -> None:
    """Give a new round its retrospective. Actions of an old round are parked, so that they come up for nobody."""
    told = {
        "stress": retro.stress,
        "mindset": clean(retro.mindset),
        "prediction": retro.prediction,
        "lesson": clean(retro.lesson),
        "outside": [{"after": chunk.after, "text": clean(chunk.text)} for chunk in retro.outside],
    }
    rows.retro = Row(
        id=new_key(),
        owner_id=rows.round["owner_id"],
        round_id=rows.id,
        versions={name: 1 for name, value in told.items() if value not in (None, "", [])},
        started_at=moment.now,
        changed_at=moment.now,
        finished_at=moment.now if moment.are_finished else None,
        **told,
    )
    rows.lines = list(_lines(rows.retro, retro, moment.now, is_old=is_old))


def _lines(record: Row, retro: Retro, now: datetime, *, is_old: bool) -> Iterator[Row]:
    """The lines of a retrospective, questions before the hints that point at them."""

    same = {"owner_id": record["owner_id"], "retro_id": record["id"], "created_at": now}

    def line(section: Section, position: int, **fields: object) -> Row:
        versions = {
            name: 1
            for name, value in fields.items()
            if value not in ("", None, ActionState.OPEN) and name != "question_id"
        }
        return {
            "id": new_key(), **same, "section": section, "position": position, "versions": versions, **fields
        }  # fmt: skip

    for section in (Section.WENT_WELL, Section.SHAKY, Section.NEXT_STEPS):
        for number, text in enumerate(_cut(getattr(retro, section)), 1):
            yield line(section, number, text=text)
    asked: list[UUID] = []
    for number, question in enumerate(retro.questions, 1):
        asked.append((made := line(Section.QUESTIONS, number, **_question(question)))["id"])
        yield made
    for number, hint in enumerate(retro.hints, 1):
        yield line(Section.HINTS, number, **_hint(hint, asked))
    is_open = 0
    for number, action in enumerate(retro.actions, 1):
        state = action.state
        if state is ActionState.OPEN:
            is_open += 1
            state = ActionState.PARKED if is_old or is_open > OPEN_ACTIONS else state
        yield line(Section.ACTIONS, number, **_action(action, state))


def _cut(lines: tuple[Line, ...]) -> Iterator[str]:
    """The texts of lines; one that is longer than a line can be goes on in the next."""
    for each in lines:
        text = clean(each.text)
        yield text[:TEXT_LIMIT]
        yield from (text[at : at + TEXT_LIMIT] for at in range(TEXT_LIMIT, len(text), TEXT_LIMIT))


def _question(asked: Question) -> dict[str, object]:
    fields = {"text": asked.topic, "approach": asked.approach, "time": asked.time, "space": asked.space}
    return {**{name: clean(text) for name, text in fields.items()}, "rating": asked.rating}


def _hint(hint: Hint, asked: list[UUID]) -> dict[str, object]:
    about = asked[hint.question - 1] if hint.question and hint.question <= len(asked) else None
    return {"text": clean(hint.text), "response": hint.response or "", "question_id": about}


def _action(action: Action, state: ActionState) -> dict[str, object]:
    return {
        "text": clean(action.text),
        "kind": action.kind,
        "problems": clean(action.problems),
        "state": state,
    }
