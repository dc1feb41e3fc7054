"""What a file from elsewhere was read to hold: rounds and applications, each value with the line it was read from."""

from dataclasses import dataclass
from enum import StrEnum

from afterround.core.errors import Problem
from afterround.core.feedback import Polarity
from afterround.core.retro import Retro
from afterround.core.rounds import Outcome, Part, Result, RoundKind


class FileKind(StrEnum):
    """What sort of file something was read from."""

    NOTES = "notes"
    TEMPLATE = "template"
    TABLE = "table"


@dataclass(frozen=True)
class Found:
    """One value in the words of the file. `line` is the line it stands on (from 1; 0 where it has none), `is_sure`
    False where a person should look at it before it is believed."""

    text: str
    line: int = 0
    is_sure: bool = True


@dataclass(frozen=True)
class FoundDate:
    """A date as far as it is known ("2023", "2023-09", "2023-09-07"; None where no year is told) and its words."""

    iso: str | None
    text: str
    line: int = 0
    is_sure: bool = True


@dataclass(frozen=True)
class FoundPerson:
    """Somebody named, and the part they play."""

    name: Found
    part: Part = Part.INTERVIEWER


@dataclass(frozen=True)
class FoundTag:
    """A tag, spelled as the file has it, without its sign. `polarity` is that of the section on one of whose lines it
    stands, None where it stands for the whole round."""

    name: str
    line: int = 0
    polarity: Polarity | None = None


@dataclass(frozen=True)
class FoundApplication:
    """One hiring process. `outcome` is None where the words say none; `outcome_text` keeps them."""

    company: Found | None = None
    role: Found | None = None
    applied: FoundDate | None = None
    outcome: Outcome | None = None
    outcome_text: Found | None = None
    stage: Found | None = None
    people: tuple[FoundPerson, ...] = ()
    notes: str = ""


@dataclass(frozen=True)
class FoundRound:
    """One round. Nothing is invented: what the file does not say is None or empty.

    `application` is the place of its process among the file's applications. `notes` holds what belongs to the
    round and was not understood, in the file's words. `retro` is the document where the file is a filled-in
    template, which says more than the lists. `first_line` and `last_line` are where the round stands.
    """

    date: FoundDate | None = None
    company: Found | None = None
    role: Found | None = None
    kind: RoundKind | None = None
    label: Found | None = None
    is_mock: bool = False
    people: tuple[FoundPerson, ...] = ()
    questions: tuple[Found, ...] = ()
    went_well: tuple[Found, ...] = ()
    shaky: tuple[Found, ...] = ()
    hints: tuple[Found, ...] = ()
    feedback: tuple[Found, ...] = ()
    follow_ups: tuple[Found, ...] = ()
    lessons: tuple[Found, ...] = ()
    result: Result | None = None
    result_text: Found | None = None
    notes: str = ""
    application: int | None = None
    retro: Retro | None = None
    tags: tuple[FoundTag, ...] = ()
    first_line: int = 0
    last_line: int = 0


@dataclass(frozen=True)
class FoundFile:
    """A file as it was read. `unplaced` is text that belongs to no round."""

    name: str
    applications: tuple[FoundApplication, ...] = ()
    rounds: tuple[FoundRound, ...] = ()
    unplaced: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
