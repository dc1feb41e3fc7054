"""`afterround jots`: see impressions, strike one out, place it."""

from collections.abc import Iterable
from uuid import UUID

import click

from afterround.actions import cooldown as deeds
from afterround.cli.answers import jot_answer, print_json
from afterround.cli.groups import ShowsByDefault, examples
from afterround.cli.lines import cut, jot_row, one_line, print_rows
from afterround.cli.start import Start, start
from afterround.core.cooldown import LANE_WORDS, Lane
from afterround.core.errors import NotFound
from afterround.queries.cooldown import find_jot, recent_jots, round_jots
from afterround.queries.rounds import find_round, get_round

TITLE_WIDTH = 28
"""Columns for a round's title beside its jots."""


@click.group(
    name="jots",
    cls=ShowsByDefault,
    epilog=examples(
        "afterround jots --round Acme", "afterround jots strike 077b27da", 'afterround jot "a new one"'
    ),
)
def jots_group() -> None:
    """See your latest jots; strike one out or place it.

    KEY is what the list shows first in a line.
    """


@jots_group.command("show", epilog=examples("afterround jots --round Acme --json"))
@click.option("--round", "ref", metavar="REF", help="Only those of one round: a company's name or a key.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def show(ref: str | None, as_json: bool) -> None:
    """List the latest jots, or all of one round."""
    at = start()
    jots = round_jots(at.owner, find_round(at.owner, ref, at.now).id) if ref else recent_jots(at.owner)
    if as_json:
        print_json([jot_answer(jot) for jot in jots])
        return
    titles = {} if ref else _titles(at, (jot.round_id for jot in jots))
    rows = []
    for jot in jots:
        *first, text = jot_row(jot, at.now, at.zone)
        title = [] if ref else [titles[jot.round_id] if jot.round_id else "no round"]
        rows.append([*first, *title, text])
    print_rows(rows)
    if not jots:
        click.echo('No jots yet. Keep one: afterround jot "lost the DP state"')


def _titles(at: Start, rounds: Iterable[UUID | None]) -> dict[UUID, str]:
    """The titles of rounds, for the deleted ones a word."""
    titles = {}
    for key in {key for key in rounds if key is not None}:
        try:
            titles[key] = cut(one_line(get_round(at.owner, key, at.now).title), TITLE_WIDTH)
        except NotFound:
            titles[key] = "deleted round"
    return titles


@jots_group.command("strike", epilog=examples("afterround jots strike 077b27da"))
@click.argument("key")
def strike(key: str) -> None:
    """Strike a jot out; its words stay readable."""
    at = start()
    jot = find_jot(at.owner, key)
    deeds.strike_jot(at.owner, jot.id, now=at.now)
    click.echo(f"Struck out: {one_line(jot.text)}. To take that back: afterround jots unstrike {key}")


@jots_group.command("unstrike", epilog=examples("afterround jots unstrike 077b27da"))
@click.argument("key")
def unstrike(key: str) -> None:
    """Take a strike-out back."""
    at = start()
    jot = find_jot(at.owner, key)
    deeds.unstrike_jot(at.owner, jot.id)
    click.echo(f"Stands again: {one_line(jot.text)}")


@jots_group.command("place", epilog=examples("afterround jots place 077b27da Acme --lane stumbled"))
@click.argument("key")
@click.argument("ref", required=False)
@click.option("--lane", type=click.Choice([str(lane) for lane in Lane]), help="The lane it goes to.")
def place(key: str, ref: str | None, lane: str | None) -> None:
    """Move a jot to a round, to a lane, or to both. REF is a company's name or a round's key."""
    if ref is None and lane is None:
        raise click.UsageError("Say where it goes: a round, --lane, or both.")
    at = start()
    jot = find_jot(at.owner, key)
    round_id = find_round(at.owner, ref, at.now).id if ref else None
    deeds.place_jot(at.owner, jot.id, now=at.now, round_id=round_id, lane=Lane(lane) if lane else None)
    placed = find_jot(at.owner, jot.id.hex)
    title = get_round(at.owner, placed.round_id, at.now).title if placed.round_id else "no round"
    click.echo(f"Placed: {one_line(placed.text)} ({LANE_WORDS[placed.lane].lower()}, {one_line(title)})")


COMMANDS = {"jots": jots_group}
