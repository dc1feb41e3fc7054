"""`afterround cooldown`: what is left of the half hour after a round."""

import click

from afterround.actions import cooldown as deeds
from afterround.cli.answers import cooldown_answer, print_json
from afterround.cli.groups import ShowsByDefault, examples
from afterround.cli.lines import key_of, one_line
from afterround.cli.start import Start, start
from afterround.formats import words
from afterround.queries.cooldown import cooling_rounds
from afterround.queries.rounds import RoundView, find_round, get_round

REF = "REF is a company's name or a round's key; without it the round whose cooldown is open is meant."


@click.group(
    name="cooldown",
    cls=ShowsByDefault,
    help=f"See what is left of a cooldown; skip it, or note a walk.\n\n{REF}",
    epilog=examples("afterround cooldown", "afterround cooldown walked"),
)
def cooldown_group() -> None:
    """Nothing before its commands."""


def _meant(at: Start, ref: str | None) -> RoundView:
    """The round whose cooldown is meant: the one named, else the one that cools down, else the latest."""
    if ref is not None:
        return find_round(at.owner, ref, at.now)
    cooling = cooling_rounds(at.owner, at.now)
    return cooling[0] if cooling else find_round(at.owner, "last", at.now)


@cooldown_group.command(
    "show", help=f"Say what is left. {REF}", epilog=examples("afterround cooldown Acme --json")
)
@click.argument("ref", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def show(ref: str | None, as_json: bool) -> None:
    at = start()
    view = _meant(at, ref)
    if as_json:
        print_json({"round": str(view.id), "company": view.company or None, **cooldown_answer(view, at.now)})
        return
    click.echo(f"{one_line(view.title)}: {_standing(view, at)}")
    if view.walked_at:
        click.echo("You took a walk.")
    if view.cooldown.is_open(at.now):
        click.echo("\nTake a short walk, or breathe: in for four counts, out for six.\n")
        click.echo('  keep an impression  afterround jot "lost the DP state"')
        click.echo("  note your walk      afterround cooldown walked")
        click.echo("  end it now          afterround cooldown skip")


def _standing(view: RoundView, at: Start) -> str:
    cooldown = view.cooldown
    if cooldown.is_open(at.now):
        until = words.clock(cooldown.closes_at.astimezone(at.zone))
        ended = words.ago(at.now, view.ends_at, at.zone)
        return (
            f"it ended {ended}; {cooldown.minutes_left(at.now)} min of the cooldown are left, until {until}."
        )
    if at.now < view.ends_at:
        return "the cooldown begins when the round has ended."
    how = "skipped" if cooldown.is_skipped else "over"
    return f"the cooldown is {how}. Write the retrospective: afterround retro edit {key_of(view.id)}"


@cooldown_group.command(
    "skip", help=f"End it early; that is recorded. {REF}", epilog=examples("afterround cooldown skip")
)
@click.argument("ref", required=False)
def skip(ref: str | None) -> None:
    at = start()
    view = _meant(at, ref)
    deeds.skip_cooldown(at.owner, view.id, now=at.now)
    click.echo(f"Skipped: {one_line(view.title)}. To take that back: afterround cooldown resume")


@cooldown_group.command(
    "walked", help=f"Note that you took a walk. {REF}", epilog=examples("afterround cooldown walked")
)
@click.argument("ref", required=False)
def walked(ref: str | None) -> None:
    at = start()
    view = _meant(at, ref)
    deeds.record_walk(at.owner, view.id, now=at.now)
    click.echo(f"Noted: a walk after {one_line(view.title)}.")


@cooldown_group.command(
    "resume",
    help=f"Take a skip back while its half hour runs. {REF}",
    epilog=examples("afterround cooldown resume"),
)
@click.argument("ref", required=False)
def resume(ref: str | None) -> None:
    at = start()
    view = _meant(at, ref)
    deeds.resume_cooldown(at.owner, view.id, now=at.now)
    click.echo(f"{one_line(view.title)}: {_standing(get_round(at.owner, view.id, at.now), at)}")


COMMANDS = {"cooldown": cooldown_group}
