"""`afterround inbox`: folders that a phone also writes to, whose text files become jots."""

import time
from pathlib import Path

import click

from afterround.actions.cooldown import forget_folder, watch_folder
from afterround.adapters import clock
from afterround.adapters.inbox_folder import SETTLED_SECONDS
from afterround.cli.answers import instant, print_json
from afterround.cli.groups import examples
from afterround.cli.start import Start, start
from afterround.formats.words import count
from afterround.jobs.intake import FOLDERS_EVERY, take_in_folders
from afterround.queries.cooldown import inbox_folders


@click.command(
    "inbox",
    epilog=examples(
        "afterround inbox ~/Sync/jots", "afterround inbox --once ~/Sync/jots", "afterround inbox"
    ),
)
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--once", is_flag=True, help="Take in what is there and leave.")
@click.option("--forget", is_flag=True, help="Watch the folder no longer; its jots stay.")
@click.option("--json", "as_json", is_flag=True, help="Print the watched folders as JSON.")
def inbox(folder: Path | None, once: bool, forget: bool, as_json: bool) -> None:
    """Take jots from a FOLDER that any sync service keeps in step with your phone.

    Each line of a text file becomes a jot: + went well, - stumbled, ! a signal. A time before the words is
    the jot's time. A line is taken once. `afterround serve` watches the folder too. Without a FOLDER the
    watched ones are listed.
    """
    at = start()
    if folder is None:
        if forget:
            raise click.UsageError("Say which folder, for example: afterround inbox --forget ~/Sync/jots")
        if not once:
            _list(at, as_json)
            return
    elif forget:
        forget_folder(at.owner, folder.expanduser())
        click.echo(f"No longer watched: {folder}. Its jots stay.")
        return
    else:
        found = watch_folder(at.owner, folder.expanduser(), now=at.now)
        click.echo(f"Watched from now on: {found.path}")
    _take_in_once(at) if once else _watch(at)


def _list(at: Start, as_json: bool) -> None:
    folders = inbox_folders(at.owner)
    if as_json:
        print_json(
            [
                {"path": f.path, "since": instant(f.created_at), "there": Path(f.path).is_dir()}
                for f in folders
            ]
        )
        return
    for folder in folders:
        click.echo(folder.path + ("" if Path(folder.path).is_dir() else "  (not there now)"))
    if not folders:
        click.echo("No folder is watched. Name one: afterround inbox ~/Sync/jots")


def _look(at: Start) -> int:
    taken = take_in_folders(at.owner, clock.now(), at.zone)
    if taken:
        click.echo(f"Taken in: {count(taken, 'jot')}.")
    return taken


def _take_in_once(at: Start) -> None:
    """Take in what is there, and what has just been written once it has settled."""
    taken = _look(at)
    time.sleep(SETTLED_SECONDS + 0.1)
    taken += _look(at)
    if not taken:
        click.echo("Nothing new.")


def _watch(at: Start) -> None:
    """Look again and again, until Ctrl-C."""
    click.echo("Ctrl-C ends this; afterround serve goes on watching.")
    try:
        while True:
            _look(at)
            time.sleep(FOLDERS_EVERY)
    except KeyboardInterrupt:
        click.echo("\nNo longer looking here.")


COMMANDS = {"inbox": inbox}
