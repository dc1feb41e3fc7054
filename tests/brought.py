"""What the cast brings from elsewhere: files as readers find them, and taking them in through the actions alone."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from afterround.actions.imports import Brought, Report, brought, take_in
from afterround.core.feedback import Polarity
from afterround.core.import_matching import Choice, print_of
from afterround.core.imports import (
    Found,
    FoundApplication,
    FoundDate,
    FoundFile,
    FoundPerson,
    FoundRound,
    FoundTag,
)
from afterround.core.rounds import RoundKind
from afterround.data.models import Owner
from afterround.formats.bring import read_text
from tests.cast import NOW

BERLIN = ZoneInfo("Europe/Berlin")

NOTE = """Date / Company / Round: 2026-06-01 / Acme / 2nd technical

What went well:
- asked about duplicates

What felt shaky:
- lost the DP state
"""


def texts(*said: str) -> tuple[Found, ...]:
    """Values as they were found, a line each."""
    return tuple(Found(text, line) for line, text in enumerate(said, 1))


def found_round(company: str = "Acme", date: str = "2026-05-04", **others: Any) -> FoundRound:
    """A coding round as a reader finds it; lists may be given as texts, a result as its code."""
    values: dict[str, Any] = {
        "date": FoundDate(date, date) if date else None,
        "company": Found(company) if company else None,
        "kind": RoundKind.CODING,
    }
    values |= {name: texts(*value) if isinstance(value, list) else value for name, value in others.items()}
    return FoundRound(**values)


def tags(*names: str, polarity: Polarity | None = None) -> tuple[FoundTag, ...]:
    """Tags as a reader finds them."""
    return tuple(FoundTag(name, 1, polarity) for name in names)


def bring_tagged(owner: Owner, *rounds: tuple[FoundTag, ...], now: datetime = NOW) -> Report:
    """Bring rounds of May with these tags, each in a file of its own."""
    days = [f"2026-05-{day:02}" for day in range(1, len(rounds) + 1)]
    return bring(
        owner,
        *[
            a_file(found_round(date=day, tags=borne), name=day)
            for day, borne in zip(days, rounds, strict=True)
        ],
        now=now,
    )


def with_person(found: FoundRound, name: str, **others: Any) -> FoundRound:
    """The round with somebody in it."""
    return replace(found, people=(*found.people, FoundPerson(Found(name), **others)))


def a_file(
    *rounds: FoundRound,
    name: str = "log.md",
    applications: Iterable[FoundApplication] = (),
    choices: dict[int, Choice] | None = None,
) -> Brought:
    """A file with these rounds, as it was read."""
    found = FoundFile(name, tuple(applications), rounds)
    prints = [(print_of(one, file=name),) for one in rounds]
    return Brought(found, prints=prints, choices=choices or {})


def a_text(text: str, name: str = "acme.md") -> Brought:
    """A text as it is read."""
    return brought(read_text(name, text))


def bring(owner: Owner, *files: Brought, now: datetime = NOW, **others: Any) -> Report:
    """Take files in."""
    return take_in(owner, files, now=now, zone=BERLIN, **others)
