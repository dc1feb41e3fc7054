"""`afterround demo`: an invented search in a store of its own, served at a port of its own."""

import sys
from _thread import interrupt_main
from datetime import timedelta
from threading import Thread
from typing import TYPE_CHECKING

import click

from afterround.adapters import store
from afterround.cli.groups import examples

if TYPE_CHECKING:
    from afterround.cli.start import Start

DEMO_PORT = 4718
"""The port to begin with: the one after a person's own."""

FRESH = timedelta(hours=12)
"""A demo that was filled longer ago begins anew, since its dates are to lie around today."""


@click.command(
    "demo", epilog=examples("afterround demo", "afterround demo --reset", "afterround --demo round list")
)
@click.option("--reset", is_flag=True, help="Begin anew; a copy of what you tried is kept.")
@click.option("--fill-only", is_flag=True, help="Fill it, and do not serve it.")
@click.option("--port", type=click.IntRange(1, 65535), help="Another port than the one it had.")
@click.option("--no-open", is_flag=True, help="Do not open the browser.")
@click.option("--beside", is_flag=True, hidden=True, help="Serve beside the program that started this one.")
def demo(reset: bool, fill_only: bool, port: int | None, no_open: bool, beside: bool) -> None:
    """Look around in an invented search of three months: 25 rounds, 9 companies, two offers.

    It has a store of its own inside the data folder and never touches yours. It begins anew after half a day,
    so that its dates lie around today. Every other command works on it too: afterround --demo due
    """
    store.choose_demo()
    from afterround.cli.program import set_up_django

    set_up_django()
    from afterround.cli.serve import serve_store
    from afterround.cli.start import start

    at = start()
    _keep_fresh(at, is_asked=reset)
    if fill_only:
        click.echo(f"The demo is ready in {store.home()}")
    elif beside:
        _serve_beside(at, port or _usual_port(at))
    else:
        serve_store(at, port or _usual_port(at), no_open=no_open)


def _keep_fresh(at: "Start", *, is_asked: bool) -> None:
    """Begin anew where that is asked for or its dates have grown old."""
    from afterround.actions.demo import renew_demo
    from afterround.queries.demo import demo_filled_at

    filled_at = demo_filled_at(at.owner) or at.now
    age = at.now - filled_at
    if age >= FRESH or (is_asked and age):
        renew_demo(at.owner, now=at.now, zone=at.zone)
        click.echo(f"The demo has begun anew. What was tried in it is kept in {store.home()}", err=True)


def _usual_port(at: "Start") -> int:
    """The kept port unless somebody else has it; nothing is lost by another one here."""
    from afterround.adapters.port import Listener, free_port, who_listens
    from afterround.queries.owners import recall_setting
    from afterround.queries.store import store_key

    kept: int | None = recall_setting(at.owner, "port")
    if kept is not None and who_listens(kept, store_key()) in (Listener.NOBODY, Listener.OURSELVES):
        return kept
    return free_port(DEMO_PORT)


def _serve_beside(at: "Start", port: int) -> None:
    """Serve until the program that started this one ends: it holds the other end of standard input."""
    from afterround.adapters.port import Listener, who_listens
    from afterround.cli.serve import serve_at
    from afterround.queries.store import store_key

    if who_listens(port, store_key()) is Listener.OURSELVES:
        _hand_out(at, port)
    else:
        serve_at(at, port, Thread(target=_hand_out_to_the_end, args=(at, port), daemon=True).start)


def _hand_out(at: "Start", port: int) -> None:
    """Answer each line with an address that lets one browser in."""
    from django.db import connection

    from afterround.cli.serve import address_at

    for _ in sys.stdin:
        click.echo(address_at(at, port))
        sys.stdout.flush()
        connection.close()


def _hand_out_to_the_end(at: "Start", port: int) -> None:
    """Do so until nobody asks any more; then end as Ctrl-C does."""
    try:
        _hand_out(at, port)
    finally:
        interrupt_main()


COMMANDS = {"demo": demo}
