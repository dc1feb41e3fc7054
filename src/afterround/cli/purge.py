"""`afterround round purge`: a deleted round goes for good, after all that goes was named."""

import click

from afterround.actions import purge as deeds
from afterround.actions.store import remove_copies
from afterround.cli.groups import examples
from afterround.cli.lines import one_line
from afterround.cli.start import start
from afterround.formats.words import count
from afterround.queries.purge import RoundToPurge, round_to_purge
from afterround.queries.rounds import find_deleted_round


@click.command("purge", epilog=examples("afterround round purge 0c1d2e3f"))
@click.argument("key")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--copies/--keep-copies", default=None, help="Whether older copies of the whole store go, too.")
def purge(key: str, yes: bool, copies: bool | None) -> None:
    """Remove a deleted round for good, with all that hangs on it. KEY is what delete has printed.

    Files you have exported or backed up yourself are not reached.
    """
    at = start()
    goes = round_to_purge(at.owner, find_deleted_round(at.owner, key))
    click.echo(f"{one_line(goes.round.title)}: this goes for good:")
    for part in _parts(goes):
        click.echo(f"  {one_line(part)}")
    if not yes:
        click.confirm("Nobody can bring it back. Remove it?", abort=True)
    if goes.copies and copies is None and not yes:
        said = count(goes.copies, "older copy")
        copies = click.confirm(f"{said.capitalize()} of the whole store may still hold it. Remove them, too?")
    purged = deeds.purge_round(at.owner, goes.round.id, now=at.now)
    if copies:
        remove_copies()
    click.echo("It is gone for good.")
    for sentence in purged.left:
        click.echo(sentence)
    if goes.copies and not copies:
        click.echo("Older copies of the store, in copies/ of the data folder, may still hold it.")


def _parts(goes: RoundToPurge) -> list[str]:
    """What goes, a line each."""
    counted = [(goes.jots, "jot"), (goes.photos, "photo"), (goes.memos, "voice memo")]
    counted += [(goes.observations, "observer’s form")]
    parts = ["the round and its notes", *(count(number, noun) for number, noun in counted if number)]
    parts += [f"its retrospective with {count(goes.lines, 'line')}"] if goes.has_retro else []
    parts += [f"{count(goes.feedback, 'piece')} of feedback"] if goes.feedback else []
    parts += [f"{goes.company}, which no other round knows"] if goes.company else []
    parts += [f"{name}, met in no other round" for name in goes.people]
    parts += [f"your theme {name}, seen in no other round" for name in goes.themes]
    parts += [f"your wording “{name}” of a theme, which stands in no other round" for name in goes.wordings]
    notes = f"{count(goes.notes, 'note')} at drills that it led to; that you did them stays"
    return [*parts, notes] if goes.notes else parts
