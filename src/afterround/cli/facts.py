"""What a person says about a round on the command line: the options, and the facts they make."""

from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any

import click

from afterround.actions.rounds import RoundFacts
from afterround.adapters import clock
from afterround.cli.start import Start
from afterround.core.rounds import Part, Precision, RoundKind
from afterround.formats.moment import read_moment
from afterround.queries.rounds import RoundView


@dataclass(frozen=True)
class Wishes:
    """What the options of add and edit say; None where an option was not given."""

    facts: dict[str, Any]
    starts: str | None
    ends: str | None
    due: str | None
    zone: str | None
    people: tuple[str, ...]


def facts_options(command: Any) -> Any:
    """The options that say everything about a round."""
    kinds = click.Choice([str(kind) for kind in RoundKind])
    for option in reversed(
        [
            click.option("--company", help="The employer."),
            click.option("--role", help="The role applied for."),
            click.option("--level", help="The level, such as senior."),
            click.option("--stage", help="The stage of the application, such as onsite."),
            click.option("--kind", type=kinds, help="What sort of round it is."),
            click.option("--label", help="Your own word for the sort of round."),
            click.option("--mock/--no-mock", default=None, help="Whether it is a mock interview."),
            click.option("--start", "starts", metavar="TIME", help='When it begins: "tomorrow 14:00".'),
            click.option("--end", "ends", metavar="TIME", help='When it ends: "20 min ago".'),
            click.option("--due", metavar="TIME", help="When a take-home is due."),
            click.option("--zone", metavar="ZONE", help="The time zone: Europe/Berlin."),
            click.option(
                "--with",
                "people",
                multiple=True,
                metavar="NAME[:PART]",
                help=f"A person in it; the part is {', '.join(Part)} (interviewer if left out). May be repeated.",
            ),
        ]
    ):
        command = option(command)
    return command


def wishes_of(given: dict[str, Any]) -> Wishes:
    """The wishes from the options a command was given."""
    facts = {
        name: given[name]
        for name in ("company", "role", "level", "stage", "label")
        if given[name] is not None
    }
    if given["kind"] is not None:
        facts["kind"] = RoundKind(given["kind"])
    if given["mock"] is not None:
        facts["mock"] = given["mock"]
    return Wishes(facts, given["starts"], given["ends"], given["due"], given["zone"], given["people"])


def apply(facts: RoundFacts, wishes: Wishes, at: Start) -> RoundFacts:
    """The facts with what the options say on top."""
    zone_name = wishes.zone or facts.time_zone
    zone = clock.zone(zone_name)
    if zone.key != zone_name:
        raise click.BadParameter(
            f"there is no time zone {zone_name}; write one such as Europe/Berlin", param_hint="--zone"
        )
    times: dict[str, Any] = {
        name: _moment(option, text, at.now, zone)
        for name, option, text in (
            ("starts_at", "--start", wishes.starts),
            ("ends_at", "--end", wishes.ends),
            ("due_at", "--due", wishes.due),
        )
        if text is not None
    }
    if {"starts_at", "ends_at"} & set(times):
        times |= {"precision": Precision.MINUTE, "date_text": ""}
    people: dict[str, Any] = {"people": tuple(map(_person, wishes.people))} if wishes.people else {}
    return replace(facts, time_zone=zone_name, **wishes.facts, **times, **people)


def _moment(option: str, text: str, now: datetime, zone: tzinfo) -> datetime:
    try:
        return read_moment(text, now=now, zone=zone)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from error


def _person(text: str) -> tuple[str, Part]:
    name, _, part = text.partition(":")
    if part and part.strip().lower() not in set(Part):
        raise click.BadParameter(f"the part is one of {', '.join(Part)}", param_hint="--with")
    return name, Part(part.strip().lower()) if part else Part.INTERVIEWER


def facts_of(view: RoundView) -> RoundFacts:
    """What is known about a round, as it would be said again."""
    return RoundFacts(
        kind=view.kind,
        time_zone=view.time_zone,
        company=view.company,
        role=view.role,
        level=view.level,
        stage=view.stage,
        label=view.label,
        mock=view.is_mock,
        starts_at=view.starts_at,
        ends_at=None if view.precision is Precision.UNKNOWN else view.ends_at,
        due_at=view.due_at,
        precision=view.precision,
        date_text=view.date_text,
        notes=view.notes,
        people=tuple((person.name, person.part) for person in view.people),
    )
