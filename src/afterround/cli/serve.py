"""`afterround serve` and `afterround open`: the program in the browser, at one kept address."""

import os
import signal
import sys
import webbrowser
from collections.abc import Callable
from types import FrameType

import click
from django.conf import settings

from afterround.actions.owners import make_open_token, remember
from afterround.adapters import clock, store
from afterround.adapters.port import Listener, bind, free_port, who_listens
from afterround.cli.groups import examples
from afterround.cli.start import Start, start
from afterround.core.errors import Conflict
from afterround.queries.owners import recall_setting
from afterround.queries.store import store_key

DEFAULT_PORT = 4717
THREADS = 4
BODY_LIMIT = 25 * 1024 * 1024


@click.command("serve", epilog=examples("afterround serve", "afterround serve --no-open --port 5123"))
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Another port than the kept one; it is kept from then on."
)
@click.option("--no-open", is_flag=True, help="Do not open the browser.")
def serve(port: int | None, no_open: bool) -> None:
    """Run the program for the browser of this computer, until Ctrl-C.

    Its port is chosen once and kept: bookmarks, the installed app and what the browser holds belong to it.
    """
    at = start()
    kept: int | None = recall_setting(at.owner, "port")
    chosen = port or kept or free_port(DEFAULT_PORT)
    if kept is not None and chosen != kept and who_listens(kept, store_key()) is Listener.OURSELVES:
        raise Conflict(
            f"Afterround runs already at {origin_at(kept)}. Stop it before it can change its port."
        )
    serve_store(at, chosen, no_open=no_open)


def serve_store(at: Start, port: int, *, no_open: bool) -> None:
    """Serve at the port until a signal ends it, or lead to where this store is served already."""
    if _runs_already(port):
        click.echo(f"Afterround runs already at {origin_at(port)}")
        lead_in(at, port, no_open=no_open)
        return
    serve_at(at, port, lambda: lead_in(at, port, no_open=no_open))


def origin_at(port: int) -> str:
    """The address under which the program answers."""
    return str(settings.ORIGIN) or f"http://localhost:{port}"


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


def serve_at(at: Start, port: int, when_ready: Callable[[], None]) -> None:
    """Answer at the port until a signal ends it; `when_ready` is called once it can answer."""
    from django.core.wsgi import get_wsgi_application
    from waitress import create_server

    from afterround.jobs.intake import Intake

    try:
        sockets = bind(port)
    except OSError as error:
        if _runs_already(port):  # another start was faster
            click.echo(f"Afterround runs already at {origin_at(port)}")
            return
        raise Conflict(
            f"Port {port} cannot be used: {error.strerror}. Take another one with --port."
        ) from error
    remember(at.owner, "port", port)
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
    click.echo(f"Afterround runs at {origin_at(port)}")
    when_ready()
    click.echo(f"Ctrl-C ends it. A browser that is not let in yet: {store.program()} open")
    sys.stdout.flush()
    try:
        server.run()
    finally:
        intake.stop()
        click.echo("Ended.")


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
    return f"{origin_at(port)}/open/{make_open_token(at.owner, now=clock.now())}/"


def _can_open_browser() -> bool:
    """Whether there is a screen to open a browser on; one inside the terminal would take it over."""
    if sys.platform in ("darwin", "win32"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))


@click.command("open", epilog=examples("afterround open", "afterround open --print"))
@click.option(
    "--print", "only_print", is_flag=True, help="Only print the address; it lets one browser in, once."
)
def open_browser(only_print: bool) -> None:
    """Open the running program in the browser and let that browser in for a year."""
    at = start()
    port: int | None = recall_setting(at.owner, "port")
    if port is None or who_listens(port, store_key()) is not Listener.OURSELVES:
        raise Conflict(
            f"Afterround is not running. Start it: {store.program()} serve. At every login: afterround autostart on"
        )
    address = address_at(at, port)
    if only_print:
        click.echo(address)
    elif _can_open_browser() and webbrowser.open(address):
        click.echo(f"Opened {origin_at(port)}")
    else:
        click.echo(f"No browser could be opened. Open this once, within ten minutes: {address}")


COMMANDS = {"serve": serve, "open": open_browser}
