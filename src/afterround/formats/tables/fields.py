"""What the columns of a table can mean, and how the columns of one table were understood."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from afterround.core.rounds import Outcome, Part


class Field(StrEnum):
    """What a column says."""

    COMPANY = "company"
    ROLE = "role"
    APPLIED = "applied"
    STATUS = "status"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REJECTED = "rejected"
    WITHDREW = "withdrew"
    NO_ANSWER = "no_answer"
    ROUND = "round"
    ROUND_DATE = "round_date"
    ROUND_KIND = "round_kind"
    ROUND_RESULT = "round_result"
    ROUND_NOTES = "round_notes"
    INTERVIEWER = "interviewer"
    RECRUITER = "recruiter"
    REFERRER = "referrer"
    QUESTIONS = "questions"
    WENT_WELL = "went_well"
    SHAKY = "shaky"
    HINTS = "hints"
    FEEDBACK = "feedback"
    FOLLOW_UPS = "follow_ups"
    LESSONS = "lessons"
    TAGS = "tags"
    NOTES = "notes"
    IGNORE = "ignore"


FIELD_WORDS: dict[Field, str] = {
    Field.COMPANY: "company",
    Field.ROLE: "role",
    Field.APPLIED: "day of the application",
    Field.STATUS: "status of the application",
    Field.OFFERED: "day of the offer",
    Field.ACCEPTED: "day the offer was accepted",
    Field.DECLINED: "day the offer was declined",
    Field.REJECTED: "day of the rejection",
    Field.WITHDREW: "day of the withdrawal",
    Field.NO_ANSWER: "no answer",
    Field.ROUND: "a round, by its day, a mark or words",
    Field.ROUND_DATE: "day of the round",
    Field.ROUND_KIND: "kind of round",
    Field.ROUND_RESULT: "result of the round",
    Field.ROUND_NOTES: "notes on the round",
    Field.INTERVIEWER: "interviewer",
    Field.RECRUITER: "recruiter",
    Field.REFERRER: "referrer",
    Field.QUESTIONS: "questions",
    Field.WENT_WELL: "what went well",
    Field.SHAKY: "what felt shaky",
    Field.HINTS: "hints",
    Field.FEEDBACK: "feedback",
    Field.FOLLOW_UPS: "follow-up actions",
    Field.LESSONS: "lesson",
    Field.TAGS: "tags",
    Field.NOTES: "kept as a note",
    Field.IGNORE: "left out",
}
"""Each field as a person says it."""

OUTCOMES: dict[Field, Outcome] = {
    Field.OFFERED: Outcome.OFFER,
    Field.ACCEPTED: Outcome.ACCEPTED,
    Field.DECLINED: Outcome.DECLINED,
    Field.REJECTED: Outcome.REJECTED,
    Field.WITHDREW: Outcome.WITHDREW,
    Field.NO_ANSWER: Outcome.NO_ANSWER,
}
"""The fields whose day, or mark, says what came of the application."""

PARTS: dict[Field, Part] = {
    Field.INTERVIEWER: Part.INTERVIEWER,
    Field.RECRUITER: Part.RECRUITER,
    Field.REFERRER: Part.REFERRER,
}

LISTS: dict[Field, str] = {
    field: str(field)
    for field in (
        *(Field.QUESTIONS, Field.WENT_WELL, Field.SHAKY, Field.HINTS),
        *(Field.FEEDBACK, Field.FOLLOW_UPS, Field.LESSONS),
    )
}
"""The fields whose cells are lines of a round, and the name of the list."""

DATES = frozenset({Field.APPLIED, Field.ROUND, Field.ROUND_DATE, *OUTCOMES})
"""The fields whose cells may be dates."""

PER_ROUND = frozenset(
    {Field.ROUND, Field.ROUND_DATE, Field.ROUND_KIND, Field.ROUND_RESULT, Field.ROUND_NOTES, *LISTS}
    | {Field.INTERVIEWER}
)
"""The fields that may belong to one of several rounds of a row."""

EXAMPLES = 3


class RowsAre(StrEnum):
    """What one row of a table is."""

    APPLICATIONS = "applications"
    ROUNDS = "rounds"


@dataclass(frozen=True)
class Column:
    """How a column is understood.

    `round` names the round it belongs to where a row holds several ("Phone screen"); it is "" for the row's own.
    `day_first` says which way its dates are written; None where nothing tells. `because` says in words why, and
    `examples` are its first cells that differ.
    """

    name: str
    field: Field = Field.NOTES
    round: str = ""
    day_first: bool | None = None
    is_sure: bool = True
    because: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mapping:
    """How the columns of a table are understood, in their order. `tracker` is the program it was exported from."""

    columns: tuple[Column, ...] = ()
    rows_are: RowsAre = RowsAre.APPLICATIONS
    tracker: str = ""

    @cached_property
    def by_round(self) -> dict[tuple[Field, str], tuple[int, ...]]:
        """The places of the columns, from 0, by field and by the round they belong to."""
        found: dict[tuple[Field, str], tuple[int, ...]] = {}
        for place, column in enumerate(self.columns):
            key = (column.field, column.round)
            found[key] = (*found.get(key, ()), place)
        return found

    def places(self, *fields: Field) -> tuple[int, ...]:
        """The places of the columns with one of these fields, from 0."""
        return tuple(place for place, column in enumerate(self.columns) if column.field in fields)

    @property
    def is_about_applications(self) -> bool:
        """Whether the table can be read at all: it names a company, a role or a round."""
        wanted = {Field.COMPANY, Field.ROLE, Field.ROUND, Field.ROUND_DATE, Field.ROUND_KIND}
        return any(column.field in wanted for column in self.columns)
