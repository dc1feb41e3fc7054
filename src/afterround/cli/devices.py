"""`afterround devices`: the browsers that may come in; rename one or shut it out."""

from typing import Any

import click

from afterround.actions import owners as deeds
from afterround.cli.answers import instant, print_json
from afterround.cli.groups import ShowsByDefault, examples
from afterround.cli.lines import key_of, one_line, print_rows
from afterround.cli.start import start
from afterround.formats import words
from afterround.queries.owners import DeviceView, devices_of, find_device


@click.group(
    "devices", cls=ShowsByDefault, epilog=examples("afterround devices", "afterround devices revoke 077b27da")
)
def devices() -> None:
    """See which browsers may come in and when each was last used; rename one or shut it out.

    KEY is what the list shows first in a line. A phone is paired by `afterround open --qr`, a browser on this
    computer by `afterround open`.
    """


@devices.command("show", epilog=examples("afterround devices --json"))
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def show(as_json: bool) -> None:
    """List the browsers that may come in, the last used first; the use is noted at most once an hour."""
    at = start()
    found = devices_of(at.owner, at.now)
    if as_json:
        print_json([_answer(device) for device in found])
        return
    rows = []
    for device in found:
        let_in = words.day(device.created_at.astimezone(at.zone).date(), at.today)
        used = words.ago(at.now, device.last_used_at, at.zone)
        rows.append([key_of(device.id), f"let in {let_in}", f"last used {used}", device.name])
    print_rows(rows)
    if not found:
        click.echo("No browser is let in. Let one in: afterround open")


def _answer(device: DeviceView) -> dict[str, Any]:
    return {
        "id": str(device.id),
        "name": device.name,
        "let_in_at": instant(device.created_at),
        "last_used_at": instant(device.last_used_at),
        "expires_at": instant(device.expires_at),
    }


@devices.command("rename", epilog=examples('afterround devices rename 077b27da "My phone"'))
@click.argument("key")
@click.argument("name")
def rename(key: str, name: str) -> None:
    """Call a browser by another NAME."""
    at = start()
    device = find_device(at.owner, key, at.now)
    deeds.rename_device(at.owner, device.id, name)
    click.echo(f"Renamed: {one_line(device.name)} is now {one_line(name)}")


@devices.command("revoke", epilog=examples("afterround devices revoke 077b27da"))
@click.argument("key")
def revoke(key: str) -> None:
    """Shut a browser out, from its next request on."""
    at = start()
    device = find_device(at.owner, key, at.now)
    deeds.revoke_device(at.owner, device.id, now=at.now)
    click.echo(f"Shut out: {one_line(device.name)}. To let it in again, pair it anew.")


COMMANDS = {"devices": devices}
