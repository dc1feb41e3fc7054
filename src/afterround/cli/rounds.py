"""`afterround round`: add, list, show, edit, end, close, delete, bring back, and purge."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import click

from afterround.actions import rounds as deeds
from afterround.actions.rounds import RoundFacts, facts_from
from afterround.adapters import clock
from afterround.cli.answers import print_json, round_answer
from afterround.cli.facts import Wishes, apply, facts_of, facts_options, wishes_of
from afterround.cli.groups import examples
from afterround.cli.lines import jot_row, key_of, one_line, print_rows, round_row, standing, when
from afterround.cli.purge import purge
from afterround.cli.start import Start, start
from afterround.core.rounds import RESULT_WORDS, Result, RoundKind, RoundState
from afterround.formats.oneline import read_rounds
from afterround.queries.cooldown import round_jots
from afterround.queries.rounds import (
    PAGE,
    RoundView,
    all_rounds,
    find_deleted_round,
    find_round,
    get_round,
    rounds_in_state,
)

REF = "REF is a company's name, a round's key as the lists show it, or \"last\" (which is meant when it is left out)."


@click.group(
    name="round", epilog=examples('afterround round add "Acme, coding, ended now"', "afterround round list")
)
def round_group() -> None:
    """Add rounds and see, edit, end, close or delete them."""


@round_group.command(
    "add",
    epilog=examples(
        'afterround round add "Acme, coding, ended now"',
        'afterround round add --company Acme --kind coding --start "tomorrow 14:00" --with "Priya Raman"',
    ),
)
@click.argument("line", required=False)
@facts_options
def add(line: str | None, **given: Any) -> None:
    """Add rounds, from a LINE as you would say it, from the options, or from both.

    One line may hold several rounds of a day: "Acme: coding 10:00-11:00, system design 11:15-12:15, tomorrow".
    """
    at, wishes = start(), wishes_of(given)
    drafts = _drafts(line, wishes, at) if line else (RoundFacts(RoundKind.OTHER, at.zone.key),)
    if not line and not (wishes.facts or wishes.starts or wishes.ends):
        raise click.UsageError('Say which round, for example: afterround round add "Acme, coding, ended now"')
    if len(drafts) > 1 and (wishes.starts or wishes.ends or wishes.due):
        raise click.UsageError("The line holds several rounds, so their times must stand in the line.")
    keys = deeds.add_rounds(at.owner, [apply(facts, wishes, at) for facts in drafts], now=at.now)
    views = [get_round(at.owner, key, at.now) for key in keys]
    print_rows([["Added", *round_row(view, at.now, at.zone)] for view in views])
    for hint in dict.fromkeys(next_step(view) for view in views):
        click.echo(hint)


def _drafts(line: str, wishes: Wishes, at: Start) -> Sequence[RoundFacts]:
    """The rounds of a line. Stops the command with what was not understood, so that nothing is half added."""
    found = read_rounds(line, now=at.now, zone=clock.zone(wishes.zone) if wishes.zone else at.zone)
    problems = [
        p
        for p in found.problems
        if not (p.message.startswith("Name the company") and wishes.facts.get("company"))
    ]
    if problems or not found.drafts:
        for problem in problems:
            click.echo(f"afterround: {problem.message}", err=True)
        raise click.UsageError("Nothing was added.")
    return [facts_from(draft, time_zone=wishes.zone or at.zone.key) for draft in found.drafts]


def next_step(view: RoundView) -> str:
    """What a person would do next about a round, as a command."""
    key = key_of(view.id)
    steps = {
        RoundState.COMING: f"When it is over: afterround round end {key}",
        RoundState.RUNNING: f'Jot at any second: afterround jot "..."  When it is over: afterround round end {key}',
        RoundState.COOLING: f'Breathe, then jot: afterround jot "..."  What is left: afterround cooldown {key}',
        RoundState.TO_REFLECT: f"Write the retrospective: afterround retro edit {key}",
        RoundState.REFLECTED: f"When you hear back: afterround round result {key} passed|rejected|...",
    }
    return steps.get(view.state, f"See it: afterround round show {key}")


@round_group.command(
    "list", epilog=examples("afterround round list --state to_reflect", "afterround round list --json")
)
@click.option("--state", type=click.Choice([str(state) for state in RoundState]), help="Only one list.")
@click.option("--page", type=click.IntRange(min=1), default=None, help=f"Another {PAGE} rounds.")
@click.option("--json", "as_json", is_flag=True, help="Print all of them as JSON.")
def list_rounds(state: str | None, page: int | None, as_json: bool) -> None:
    """List rounds, the latest first; the coming ones with the soonest first where only they are listed."""
    at = start()
    views, number = [], page or 1
    while found := _page(at, state, number):
        views += found
        number += 1
        if page or not as_json or len(found) < PAGE:
            break
    if as_json:
        print_json([round_answer(view, at.now) for view in views])
        return
    print_rows([round_row(view, at.now, at.zone) for view in views])
    if not views:
        click.echo('No rounds here. Add one: afterround round add "Acme, coding, ended now"')
    elif len(views) == PAGE and _page(at, state, number):
        click.echo(f"More: add --page {number}")


def _page(at: Start, state: str | None, number: int) -> list[RoundView]:
    if state is None:
        return all_rounds(at.owner, at.now, page=number)
    return rounds_in_state(at.owner, RoundState(state), at.now, page=number)


@round_group.command("show", help=f"Show one round. {REF}", epilog=examples("afterround round show Acme"))
@click.argument("ref", default="last")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def show(ref: str, as_json: bool) -> None:
    at = start()
    view = find_round(at.owner, ref, at.now)
    jots = round_jots(at.owner, view.id)
    if as_json:
        print_json(round_answer(view, at.now))
        return
    click.echo(one_line(view.title) + (" (mock)" if view.is_mock else ""))
    people = ", ".join(f"{p.name} ({p.part})" for p in view.people)
    facts = {
        "key": key_of(view.id),
        "when": when(view, at.now, at.zone),
        "state": standing(view, at.now),
        "role": ", ".join(part for part in (view.role, view.level) if part),
        "stage": view.stage,
        "people": people,
        "notes": view.notes,
    }
    print_rows([[f"  {name}", value] for name, value in facts.items() if value])
    if jots:
        click.echo("\nJots:")
        print_rows(
            [["  " + jot_row(jot, at.now, at.zone)[0], *jot_row(jot, at.now, at.zone)[1:]] for jot in jots]
        )
    click.echo("\n" + next_step(view))


@round_group.command(
    "edit",
    help=f"Change what an option names; the rest stays. {REF} --with replaces all people.",
    epilog=examples('afterround round edit Acme --role "Backend Engineer" --end 15:45'),
)
@click.argument("ref")
@facts_options
def edit(ref: str, **given: Any) -> None:
    at, wishes = start(), wishes_of(given)
    view = find_round(at.owner, ref, at.now)
    if wishes == Wishes({}, None, None, None, None, ()):
        raise click.UsageError(
            "Say what to change, for example: --end 15:45. All options: afterround round edit --help"
        )
    facts = apply(facts_of(view), wishes, at)
    deeds.edit_round(at.owner, view.id, facts, version=view.version, now=at.now)
    _say("Changed", at, view.id)


def _say(deed: str, at: Start, round_id: UUID) -> None:
    print_rows([[deed, *round_row(get_round(at.owner, round_id, at.now), at.now, at.zone)]])


@round_group.command(
    "end",
    help=f"Say that a round has just ended; its cooldown begins. {REF}",
    epilog=examples("afterround round end Acme"),
)
@click.argument("ref", default="last")
def end(ref: str) -> None:
    at = start()
    view = find_round(at.owner, ref, at.now)
    deeds.end_round(at.owner, view.id, now=at.now)
    _say("Ended", at, view.id)
    click.echo(next_step(get_round(at.owner, view.id, at.now)))


@round_group.command(
    "result",
    help=f"Set what came of a round; pending takes a mistaken result back. {REF}",
    epilog=examples("afterround round result Acme passed"),
)
@click.argument("ref")
@click.argument("result", type=click.Choice([str(result) for result in Result]))
def result_of(ref: str, result: str) -> None:
    at = start()
    view = find_round(at.owner, ref, at.now)
    deeds.record_result(at.owner, view.id, Result(result), now=at.now)
    click.echo(f"{one_line(view.title)}: {RESULT_WORDS[Result(result)]}.")


@round_group.command(
    "aside",
    help=f"Close a round without a result or a retrospective. {REF}",
    epilog=examples("afterround round aside Acme"),
)
@click.argument("ref")
def aside(ref: str) -> None:
    at = start()
    view = find_round(at.owner, ref, at.now)
    deeds.put_aside(at.owner, view.id, now=at.now)
    click.echo(
        f"Put aside: {one_line(view.title)}. To take it up again: afterround round take-up {key_of(view.id)}"
    )


@round_group.command(
    "take-up",
    help=f"Open a round again that was put aside. {REF}",
    epilog=examples("afterround round take-up Acme"),
)
@click.argument("ref")
def take_up(ref: str) -> None:
    at = start()
    view = find_round(at.owner, ref, at.now)
    deeds.take_up(at.owner, view.id)
    _say("Taken up", at, view.id)


@round_group.command(
    "delete",
    help=f"Delete a round with its jots and its retrospective; restore brings it back. {REF}",
    epilog=examples("afterround round delete Acme"),
)
@click.argument("ref")
def delete(ref: str) -> None:
    at = start()
    view = find_round(at.owner, ref, at.now)
    deeds.delete_round(at.owner, view.id, now=at.now)
    click.echo(f"Deleted: {one_line(view.title)}, {when(view, at.now, at.zone)}, with all that hangs on it.")
    click.echo(f"To remove it for good: afterround round purge {key_of(view.id)}")
    click.echo(f"To bring it back: afterround round restore {key_of(view.id)}")


@round_group.command("restore", epilog=examples("afterround round restore 0c1d2e3f"))
@click.argument("key")
def restore(key: str) -> None:
    """Bring a deleted round back. KEY is what delete has printed, or what the lists showed."""
    at = start()
    found = find_deleted_round(at.owner, key)
    deeds.restore_round(at.owner, found)
    _say("Restored", at, found)


round_group.add_command(purge)

COMMANDS = {"round": round_group}
