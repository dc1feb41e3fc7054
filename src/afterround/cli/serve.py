"""`afterround serve` and `afterround open`: the program in the browser, at one kept address."""

import os
import shutil
import signal
import sys
import webbrowser
from collections.abc import Callable
from types import FrameType

import click
from django.conf import settings

from afterround.actions.attachments import sweep_files
from afterround.actions.owners import make_open_token, remember
from afterround.actions.store import clear_free_space_if_due
from afterround.adapters import clock, store
from afterround.adapters.port import Listener, bind, free_port, who_listens
from afterround.cli.groups import examples
from afterround.cli.start import Start, start
from afterround.core.address import local_address, opening_address, pairing_address, read_address
from afterround.core.errors import Conflict
from afterround.formats.qr import can_draw, terminal_picture, terminal_width
from afterround.queries.owners import Owner, kept_origin, recall_setting
from afterround.queries.store import store_key

DEFAULT_PORT = 4717
THREADS = 4
BODY_LIMIT = 32 * 1024 * 1024
"""More bytes than are ever taken, so that a file that is too large is refused in our words."""


@click.command(
    "serve",
    epilog=examples(
        "afterround serve",
        "afterround serve --no-open --port 5123",
        "afterround serve --at https://notes.example.org",
    ),
)
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Another port than the kept one; it is kept from then on."
)
@click.option(
    "--at",
    "address",
    metavar="ADDRESS",
    help="The https address under which a proxy of yours leads here, for a phone; it is kept from then on. "
    '"localhost" goes back to this computer alone.',
)
@click.option("--no-at", is_flag=True, help="Go back to this computer alone, as --at localhost does.")
@click.option("--no-open", is_flag=True, help="Do not open the browser.")
def serve(port: int | None, address: str | None, no_at: bool, no_open: bool) -> None:
    """Run the program for the browser of this computer, until Ctrl-C.

    Its port is chosen once and kept: bookmarks, the installed app and what the browser holds belong to it. So is
    its own address (--at), which makes it reachable for your other devices. It listens on this computer alone in
    any case; a TLS proxy or a private mesh network has to stand before it (docs/phone.md).
    """
    if address is not None and no_at:
        raise click.UsageError("Give either --at or --no-at.")
    at = start()
    kept: int | None = recall_setting(at.owner, "port")
    chosen = port or kept or free_port(DEFAULT_PORT)
    before = kept_origin(at.owner)
    origin = _chosen_origin("localhost" if no_at else address, before)
    is_other = kept is not None and (chosen, origin) != (kept, before)
    if kept is not None and is_other and who_listens(kept, store_key()) is Listener.OURSELVES:
        raise Conflict(
            f"Afterround runs already at {before or local_address(kept)}. Stop it before it can change its port or "
            "its address (if it starts at login: afterround autostart off)."
        )
    serve_store(at, chosen, origin, no_open=no_open)


def serve_store(at: Start, port: int, origin: str = "", *, no_open: bool) -> None:
    """Serve at the port until a signal ends it, or lead to where this store is served already."""
    if _runs_already(port):
        click.echo(f"Afterround runs already at {address_of(at.owner, port)}")
        lead_in(at, port, no_open=no_open)
        return
    serve_at(at, port, lambda: lead_in(at, port, no_open=no_open), origin)


def _chosen_origin(wanted: str | None, before: str) -> str:
    """The origin that was asked for, else the one before.

    Raises Invalid for an address that cannot be it, and Conflict where the environment says another.
    """
    if wanted is None:
        return before
    origin = read_address(wanted)
    if settings.ORIGIN and origin != settings.ORIGIN:
        raise Conflict(
            f"The variable AFTERROUND_ORIGIN says {settings.ORIGIN}. Unset it to choose another address."
        )
    return origin


def address_of(owner: Owner, port: int) -> str:
    """The address under which the program answers."""
    return kept_origin(owner) or local_address(port)


def _runs_already(port: int) -> bool:
    """Whether this very store is served at the port. Raises Conflict where somebody else has it."""
    listener = who_listens(port, store_key())
    if listener in (Listener.OTHER_PROGRAM, Listener.OTHER_STORE):
        raise Conflict(
            _taken(port, "Afterround with another store" if listener is Listener.OTHER_STORE else "")
        )
    return listener is Listener.OURSELVES


def _taken(port: int, by: str) -> str:
    other = free_port(port + 1 if port < 65535 else 0)
    return (
        f"Port {port} is taken by {by or 'another program'}. Stop that program and start again, or take another "
        f"port: afterround serve --port {other}\n"
        "The price of another port: jots that a browser has not sent yet stay behind at the old address, and "
        "bookmarks and the installed app still point there."
    )


def serve_at(at: Start, port: int, when_ready: Callable[[], None], origin: str = "") -> None:
    """Answer at the port until a signal ends it; `when_ready` is called once it can answer. `origin` is one's own
    address, or "" for localhost."""
    from django.core.wsgi import get_wsgi_application
    from waitress import create_server

    from afterround.jobs.intake import Intake

    try:
        sockets = bind(port)
    except OSError as error:
        if _runs_already(port):  # another start was faster
            click.echo(f"Afterround runs already at {address_of(at.owner, port)}")
            return
        raise Conflict(
            f"Port {port} cannot be used: {error.strerror}. Take another one with --port."
        ) from error
    _keep_address(at, port, origin)
    sweep_files()
    clear_free_space_if_due()
    server = create_server(
        get_wsgi_application(),
        sockets=sockets,
        threads=THREADS,
        ident="Afterround",
        max_request_body_size=BODY_LIMIT,
    )
    signal.signal(signal.SIGTERM, _end)
    intake = Intake(at.owner, at.zone)
    intake.start()
    click.echo(f"Afterround runs at {origin or local_address(port)}")
    if origin:
        click.echo(f"Your proxy has to lead that address to {local_address(port)} (see docs/phone.md).")
    when_ready()
    click.echo(f"Ctrl-C ends it. A browser that is not let in yet: {store.program()} open")
    sys.stdout.flush()
    try:
        server.run()
    finally:
        intake.stop()
        click.echo("Ended.")


def _keep_address(at: Start, port: int, origin: str) -> None:
    """Remember where the program answers, and let the pages of this process know it."""
    remember(at.owner, "port", port)
    if not settings.ORIGIN:
        remember(at.owner, "origin", origin)
        settings.ORIGIN = origin


def _end(_: int, __: FrameType | None) -> None:
    """End as Ctrl-C does: requests that run are answered first."""
    raise KeyboardInterrupt


def lead_in(at: Start, port: int, *, no_open: bool) -> None:
    """Open the browser, or print the address that lets one in; never into a log."""
    if not no_open and _can_open_browser():
        webbrowser.open(address_at(at, port))
    elif sys.stdout.isatty():
        click.echo(f"Open this once, within ten minutes: {address_at(at, port)}")


def address_at(at: Start, port: int) -> str:
    """An address that lets one browser in, once."""
    return opening_address(address_of(at.owner, port), make_open_token(at.owner, now=clock.now()))


def _can_open_browser() -> bool:
    """Whether there is a screen to open a browser on; one inside the terminal would take it over."""
    if sys.platform in ("darwin", "win32"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))


@click.command("open", epilog=examples("afterround open", "afterround open --qr"))
@click.option(
    "--print", "only_print", is_flag=True, help="Only print the address; it lets one browser in, once."
)
@click.option(
    "--qr", "as_code", is_flag=True, help="Show a code that a phone's camera reads, to pair the phone."
)
def open_browser(only_print: bool, as_code: bool) -> None:
    """Open the running program in the browser and let that browser in for a year."""
    at = start()
    port: int | None = recall_setting(at.owner, "port")
    if port is None or who_listens(port, store_key()) is not Listener.OURSELVES:
        raise Conflict(
            f"Afterround is not running. Start it: {store.program()} serve. At every login: afterround autostart on"
        )
    if as_code:
        _show_code(at, port)
        return
    address = address_at(at, port)
    if only_print:
        click.echo(address)
    elif _can_open_browser() and webbrowser.open(address):
        click.echo(f"Opened {address_of(at.owner, port)}")
    else:
        click.echo(f"No browser could be opened. Open this once, within ten minutes: {address}")


def _show_code(at: Start, port: int) -> None:
    """Print a pairing address, and above it the same as a QR code where the terminal can show one."""
    origin = address_of(at.owner, port)
    if not origin.startswith("https:"):
        raise Conflict(
            f"A phone cannot reach {origin}: that is this computer alone. Give Afterround an https address of its "
            "own first: afterround serve --at https://NAME. docs/phone.md walks through two ways that cost nothing."
        )
    address = pairing_address(origin, make_open_token(at.owner, now=at.now))
    room = shutil.get_terminal_size().columns
    if terminal_width(address) > room:
        click.echo(
            f"A code needs {terminal_width(address)} columns, and there are {room}. Make the window wider, or:"
        )
    elif not can_draw(sys.stdout.encoding):
        click.echo("This terminal cannot draw a code.")
    else:
        click.echo("\n".join(terminal_picture(address)), color=True)
    click.echo("Scan this with the phone's camera, or type it there. It works once, within ten minutes:")
    click.echo(address)


COMMANDS = {"serve": serve, "open": open_browser}
