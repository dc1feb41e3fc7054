"""The exports of other trackers, known by the names of their columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from afterround.formats.tables.fields import Column, Field, Mapping, RowsAre
from afterround.formats.tables.names import plain_name


@dataclass(frozen=True)
class Tracker:
    """A program and its columns: all of `signs` must be there; `fields` says what its columns mean."""

    name: str
    signs: frozenset[str]
    fields: dict[str, Field]
    rows_are: RowsAre = RowsAre.APPLICATIONS
    ignored: frozenset[str] = field(default_factory=frozenset)


TRACKERS: tuple[Tracker, ...] = (
    Tracker(
        "LinkedIn",
        frozenset({"application date", "company name", "job title", "job url", "question and answers"}),
        {
            "application date": Field.APPLIED,
            "company name": Field.COMPANY,
            "job title": Field.ROLE,
        },
        ignored=frozenset({"contact email", "contact phone number"}),
    ),
    Tracker(
        "LinkedIn (saved jobs)",
        frozenset({"saved date", "job url", "job title", "company name"}),
        {"company name": Field.COMPANY, "job title": Field.ROLE},
    ),
    Tracker(
        "JobSync",
        frozenset({"created at", "applied", "applied date", "company", "job title", "job source", "status"}),
        {
            "applied date": Field.APPLIED,
            "company": Field.COMPANY,
            "job title": Field.ROLE,
            "status": Field.STATUS,
        },
        ignored=frozenset({"index", "applied"}),
    ),
    Tracker(
        "Teal",
        frozenset({"company name", "role", "status name", "applied at", "excitement"}),
        {
            "company name": Field.COMPANY,
            "role": Field.ROLE,
            "applied at": Field.APPLIED,
            "status name": Field.STATUS,
        },
        ignored=frozenset({"id", "status", "updated at"}),
    ),
)
"""Only trackers whose columns were seen in their own code or in programs that read their exports."""


def recognise(header: Sequence[str]) -> Mapping | None:
    """The mapping of a tracker's export, known by its columns' names; None where no tracker is known by them."""
    names = [plain_name(name) for name in header]
    for tracker in TRACKERS:
        if tracker.signs <= set(names):
            columns = tuple(_column(tracker, name, plain) for name, plain in zip(header, names, strict=True))
            return Mapping(columns, tracker.rows_are, tracker.name)
    return None


def _column(tracker: Tracker, name: str, plain: str) -> Column:
    because = f"Exports of {tracker.name} are known."
    if plain in tracker.ignored:
        return Column(name, Field.IGNORE, because=because)
    return Column(name, tracker.fields.get(plain, Field.NOTES), because=because)
