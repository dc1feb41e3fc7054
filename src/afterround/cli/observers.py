"""`afterround observe`: the form for a mock partner as a file or a link, what came back, and one's own ratings."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import click

from afterround.actions import observers as deeds
from afterround.adapters.observer_file import shell
from afterround.cli.answers import instant, print_json
from afterround.cli.groups import ShowsByDefault, examples
from afterround.cli.lines import key_of, one_line, print_rows
from afterround.cli.rounds import REF
from afterround.cli.start import Start, start
from afterround.core.errors import Conflict, Invalid
from afterround.core.feedback import REASON_WORDS, Reason
from afterround.core.observation import FORM_SIZE, LINES_ASKED, LINK_LIFE, Observation, form_title
from afterround.formats import words
from afterround.formats.observer_file import render_file
from afterround.formats.observer_form import read_form
from afterround.queries.observers import (
    FormView,
    ObserversView,
    find_link,
    find_observation,
    get_observers,
)
from afterround.queries.owners import kept_origin
from afterround.queries.rounds import find_round, get_round

HIDDEN = "Hidden until you have rated yourself:"
COOLING = "Hidden until the cooldown is over."


@click.group(
    "observe",
    cls=ShowsByDefault,
    epilog=examples(
        "afterround observe form last -o mock-form.html",
        "afterround observe import last mock-form.json",
        "afterround observe rate last speed=3 communication=2",
    ),
)
def observe() -> None:
    """Ask whoever watched a mock interview, take in what they say, and compare it with your own ratings.

    What they say is shown once you have rated yourself; an export of everything holds it before that, too.
    """


@observe.command(
    "form",
    help=f"Write the form for your mock partner: one file that opens in any browser. {REF}",
    epilog=examples("afterround observe form Acme -o mock-form.html"),
)
@click.argument("ref", default="last")
@click.option("-o", "--output", "output", metavar="FILE", default="-", help='Where to; "-" prints it.')
@click.option("--title", default="", help="What the form says it is about; all it says of you.")
def form(ref: str, output: str, title: str) -> None:
    at = start()
    view = find_round(at.owner, ref, at.now)
    if not view.is_mock:
        raise Conflict(deeds.NO_MOCK)
    said = title.strip() or form_title(view.kind)
    text = render_file(shell(), title=said, file_key=str(uuid4()), round_key=str(view.id))
    if output == "-":
        click.echo(text.encode(), nl=False)
        return
    try:
        with Path(output).expanduser().open("xb") as file:
            file.write(text.encode())
    except FileExistsError as error:
        raise Conflict(f"{output} exists already. Choose another name.") from error
    click.echo(f"Written: {output}", err=True)
    click.echo(f"What comes back: afterround observe import {key_of(view.id)} mock-form.json", err=True)


@observe.command(
    "link",
    help=f"Make an address under which one form can be filled in, once, within two weeks. {REF}",
    epilog=examples('afterround observe link Acme --title "Coding, 11 June"'),
)
@click.argument("ref", default="last")
@click.option("--title", default="", help="What the form says it is about; all it says of you.")
def link(ref: str, title: str) -> None:
    at = start()
    view, origin = find_round(at.owner, ref, at.now), kept_origin(at.owner)
    if not origin.startswith("https:"):
        raise Conflict(
            "Nobody else can reach this computer. Give Afterround an https address of its own first: afterround "
            "serve --at https://NAME (docs/phone.md), or send the form as a file: afterround observe form"
        )
    token = deeds.make_link(at.owner, view.id, title or form_title(view.kind), now=at.now)
    until = (at.now + LINK_LIFE).astimezone(at.zone).date()
    click.echo(f"{origin}/observe/{token}/")
    click.echo(f"Good for one form, until {words.day(until, at.today)}. It is shown this once.", err=True)


@observe.command(
    "import",
    help=f'Take in a form that came back; FILE may be "-". {REF}',
    epilog=examples("afterround observe import Acme mock-form.json"),
)
@click.argument("ref")
@click.argument("file", type=click.File("rb"))
@click.option(
    "--anyway", is_flag=True, help="Also one of another round, or what is understood of a spoilt one."
)
def take_in(ref: str, file: Any, anyway: bool) -> None:
    at = start()
    view = find_round(at.owner, ref, at.now)
    read = read_form(file.read(FORM_SIZE + 1))
    for problem in read.problems:
        click.echo(f"afterround: {problem.message}", err=True)
    if read.form is None:
        raise Invalid("Nothing was taken in.")
    other = deeds.made_for_another(at.owner, view.id, read.form)
    if read.problems and other and not anyway:
        raise Conflict(
            f"Nothing was taken in. {other} To take the rest of it here: --anyway", code=other.code
        )
    if read.problems and not anyway:
        raise Invalid("Nothing was taken in. To take the rest of it: --anyway")
    try:
        done = deeds.hand_in(at.owner, view.id, read.form, now=at.now, anyway=anyway)
    except deeds.OtherRound as error:
        there = f"observe import {key_of(error.round_id)} FILE" if error.round_id else ""
        ways = [f"Hand it in there: afterround {there}"] if there else []
        raise Conflict(" ".join([str(error), *ways, "Take it here: --anyway"]), code=error.code) from error
    click.echo(f"{'Taken in' if done.is_new else 'It was here already'}: {one_line(view.title)}")
    _tell(at, get_observers(at.owner, view.id, at.now))
    if done.is_new:
        click.echo(f"To strike it out: afterround observe strike {key_of(done.id)}")


@observe.command(
    "show",
    help=f"Show both sides once both are in. {REF}",
    epilog=examples("afterround observe show Acme", "afterround observe show Acme --json"),
)
@click.argument("ref", default="last")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON; what is hidden is null.")
def show(ref: str, as_json: bool) -> None:
    at = start()
    view = get_observers(at.owner, find_round(at.owner, ref, at.now).id, at.now)
    if as_json:
        print_json(_answer(view))
        return
    click.echo(one_line(view.round.title))
    _tell(at, view)


@observe.command(
    "rate",
    help=f"Rate yourself, 1 (shaky) to 4 (solid), under the reasons your partner rates. {REF}",
    epilog=examples("afterround observe rate Acme speed=3 communication=2"),
)
@click.argument("ref")
@click.argument("ratings", nargs=-1, required=True, metavar="REASON=1-4...")
def rate(ref: str, ratings: tuple[str, ...]) -> None:
    at = start()
    view = find_round(at.owner, ref, at.now)
    deeds.rate_self(at.owner, view.id, dict(map(_rating, ratings)), now=at.now)
    click.echo(f"Rated: {one_line(view.title)}")
    _tell(at, get_observers(at.owner, view.id, at.now))


def _rating(said: str) -> tuple[Reason, int]:
    name, _, rating = said.partition("=")
    code = name.strip().lower().replace(" ", "_").replace("-", "_")
    if code not in set(Reason):
        raise click.UsageError(f'There is no reason "{name}". There are: {", ".join(Reason)}.')
    return Reason(code), int(rating) if rating in ("1", "2", "3", "4") else 0


@observe.command("strike", epilog=examples("afterround observe strike 0c1d2e3f"))
@click.argument("key")
def strike(key: str) -> None:
    """Strike out a form that came in; restore brings it back."""
    at = start()
    found = find_observation(at.owner, key)
    round_id = deeds.strike_observation(at.owner, found, now=at.now)
    click.echo(f"Struck out: a form for {one_line(get_round(at.owner, round_id, at.now).title)}")
    click.echo(f"To bring it back: afterround observe restore {key_of(found)}")


@observe.command("restore", epilog=examples("afterround observe restore 0c1d2e3f"))
@click.argument("key")
def restore(key: str) -> None:
    """Bring a form back that was struck out."""
    at = start()
    round_id = deeds.restore_observation(at.owner, find_observation(at.owner, key))
    click.echo(f"Brought back: a form for {one_line(get_round(at.owner, round_id, at.now).title)}")


@observe.command("revoke", epilog=examples("afterround observe revoke 0c1d2e3f"))
@click.argument("key")
def revoke(key: str) -> None:
    """Close a link that was not used yet."""
    at = start()
    deeds.revoke_link(at.owner, find_link(at.owner, key), now=at.now)
    click.echo("Closed. The address leads nowhere from now on.")


def _tell(at: Start, view: ObserversView) -> None:
    """Both sides in a terminal, or why they are not shown yet."""
    if not view.round.is_mock and not view.forms:
        click.echo(f"{deeds.NO_MOCK} (afterround round edit {key_of(view.round.id)} --mock)")
        return
    for one in view.forms:
        when = words.ago(at.now, one.received_at, at.zone)
        click.echo(f"\n{key_of(one.id)}  {one_line(one.observer) or 'without a name'}, came in {when}")
        if one.said is not None:
            _tell_form(one, one.said)
    if view.forms and not view.is_open:
        key = key_of(view.round.id)
        click.echo(COOLING if view.own else f"{HIDDEN} afterround observe rate {key} speed=3 ...")
    elif not view.forms:
        own = ", ".join(f"{REASON_WORDS[reason]} {rating}" for reason, rating in view.own.items())
        click.echo(f"You rated: {own}. No form is in yet." if own else "No form is in yet.")
    rows = [[key_of(found.id), "link", found.state, one_line(found.title)] for found in view.links]
    print_rows(rows)


def _tell_form(one: FormView, said: Observation) -> None:
    rows = [["  reason", "you", "they", ""]]
    rows += [
        [f"  {REASON_WORDS[pair.reason]}", str(pair.own or "-"), str(pair.theirs or "-"), pair.line]
        for pair in one.compared
    ]
    print_rows(rows)
    for sentence in one.apart:
        click.echo(f"  Far apart. {one_line(sentence)}")
    for heading, label in LINES_ASKED.items():
        for line in getattr(said, heading):
            click.echo(f"  {label}: {one_line(line.text)}")


def _answer(view: ObserversView) -> dict[str, Any]:
    return {
        "round": str(view.round.id),
        "mock": view.round.is_mock,
        "own": {str(reason): rating for reason, rating in view.own.items()},
        "own_at": instant(view.own_at),
        "open": view.is_open,
        "forms": [_form_answer(one) for one in view.forms],
        "links": [
            {
                "id": str(found.id),
                "title": found.title,
                "state": found.state,
                "made_at": instant(found.created_at),
                "expires_at": instant(found.expires_at),
            }
            for found in view.links
        ],
    }


def _form_answer(one: FormView) -> dict[str, Any]:
    """A form as JSON; while it is hidden, what it says is null."""
    said = one.said
    return {
        "id": str(one.id),
        "observer": one.observer or None,
        "received_at": instant(one.received_at),
        "ratings": None
        if said is None
        else [
            {"id": r.id, "reason": r.reason, "rating": r.rating, "line": r.line or None} for r in said.ratings
        ],
        "apart": [] if said is None else [p.reason for p in one.compared if p.is_apart],
        **{
            str(heading): None
            if said is None
            else [{"id": line.id, "text": line.text} for line in getattr(said, heading)]
            for heading in LINES_ASKED
        },
    }


COMMANDS = {"observe": observe}
