"""`afterround retro`: list, show, edit, predict, finish, and choose between two texts."""

import click

from afterround.actions import retro as deeds
from afterround.cli.answers import print_json, retro_answer, round_answer
from afterround.cli.editing import edit_retro, let_in
from afterround.cli.groups import examples
from afterround.cli.lines import jot_row, key_of, one_line, print_rows, when
from afterround.cli.start import Start, start
from afterround.core.errors import Conflict, Invalid, NotFound
from afterround.core.retro import Section
from afterround.core.retro_fields import RETRO, FieldChange
from afterround.formats import words
from afterround.formats.markdown import render
from afterround.queries.retro import OtherText, RetroView, get_document, get_retro
from afterround.queries.rounds import PAGE, RoundView, all_rounds, find_round

REF = "REF is a company's name, a round's key, or \"last\" (which is meant when it is left out)."


@click.group(
    name="retro", epilog=examples("afterround retro edit", "afterround retro show Acme --markdown > acme.md")
)
def retro_group() -> None:
    """Write, read and finish retrospectives."""


@retro_group.command("list", epilog=examples("afterround retro list --json"))
@click.option("--page", type=click.IntRange(min=1), help=f"Another {PAGE} rounds.")
@click.option("--json", "as_json", is_flag=True, help="Print all of them as JSON.")
def list_retros(page: int | None, as_json: bool) -> None:
    """List the rounds that have ended and how their retrospectives stand, the latest first."""
    at = start()
    views, number = [], page or 1
    while found := all_rounds(at.owner, at.now, page=number):
        views += [view for view in found if view.ends_at <= at.now or view.has_retro]
        number += 1
        if page or not as_json:
            break
    if as_json:
        print_json([round_answer(view, at.now) for view in views])
        return
    print_rows([[key_of(v.id), when(v, at.now, at.zone), _standing(v, at), v.title] for v in views])
    if not views:
        click.echo('No round has ended yet. Add one: afterround round add "Acme, coding, ended now"')
    elif all_rounds(at.owner, at.now, page=number):
        click.echo(f"More: afterround retro list --page {number}")


def _standing(view: RoundView, at: Start) -> str:
    if view.retro_finished_at:
        return f"finished {words.ago(at.now, view.retro_finished_at, at.zone)}"
    return "begun" if view.has_retro else "not begun"


@retro_group.command(
    "show",
    help=f"Show a retrospective. {REF}",
    epilog=examples("afterround retro show Acme --markdown > acme.md"),
)
@click.argument("ref", default="last")
@click.option(
    "--markdown", is_flag=True, help="Only the document, with its keys and the prediction in front."
)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def show(ref: str, markdown: bool, as_json: bool) -> None:
    at = start()
    view = find_round(at.owner, ref, at.now)
    if markdown:
        click.echo(render(get_document(at.owner, view.id, at.now), front_matter=True).encode(), nl=False)
        return
    shown = get_retro(at.owner, view.id, at.now)
    if as_json:
        print_json(retro_answer(shown, at.now))
        return
    _show_what_waits(shown, at)
    click.echo(render(get_document(at.owner, view.id, at.now)))
    prediction = shown.fields["prediction"].value
    click.echo(
        f"Prediction: {prediction} %" if prediction else "No prediction yet: afterround retro predict 40"
    )
    click.echo(f"The retrospective is {_standing(view, at)}.")
    _show_other_texts(shown)


def _show_what_waits(shown: RetroView, at: Start) -> None:
    """The open actions of earlier retrospectives and the jots without a place, above the document."""
    if shown.open_actions:
        click.echo("Open from earlier rounds:")
        print_rows([[f"  {key_of(a.id)}", one_line(a.round_title), a.words] for a in shown.open_actions])
        click.echo()
    if shown.jots_to_place:
        click.echo("Jots not placed yet (afterround retro edit places them):")
        print_rows([["  ", *jot_row(jot, at.now, at.zone)] for jot in shown.jots_to_place])
        click.echo()


def _show_other_texts(shown: RetroView) -> None:
    others = _other_texts(shown)
    if others:
        click.echo("\nTwo texts wait for your choice (this is what stands, other is the one below):")
        print_rows([[f"  {key_of(other.id)}", other.field, other.value] for other in others])
        click.echo(f"Choose: afterround retro choose {key_of(others[0].id)} this|other|both")


def _other_texts(shown: RetroView) -> list[OtherText]:
    lines = (line for section in Section for line in shown.lines[section])
    return [*shown.others, *(other for line in lines for other in line.others)]


@retro_group.command(
    "edit",
    help=f"Write a retrospective in your own editor ($VISUAL, else $EDITOR).\n\n{REF} What went well and what you "
    "stumbled over stands in it already; a note above it holds what waits.",
    epilog=examples("EDITOR=nano afterround retro edit Acme"),
)
@click.argument("ref", default="last")
@click.option("--skip-cooldown", is_flag=True, help="Begin before the half hour is over; that is recorded.")
def edit(ref: str, skip_cooldown: bool) -> int:
    at = start()
    view = find_round(at.owner, ref, at.now)
    let_in(at, view, skip=skip_cooldown)
    return edit_retro(at, view)


@retro_group.command(
    "predict",
    help="Say how likely it is that you passed, from 0 to 100. It is frozen once the result is known.\n\n"
    "REF is a company's name, a round's key, or \"last\" (which is meant when it is left out).",
    epilog=examples("afterround retro predict 40", "afterround retro predict Acme 40"),
)
@click.argument("ref_and_percent", nargs=-1, required=True, metavar="[REF] PERCENT")
def predict(ref_and_percent: tuple[str, ...]) -> None:
    *ref, percent = ref_and_percent
    if len(ref) > 1:
        raise click.UsageError("Give one round and one number, for example: afterround retro predict Acme 40")
    at = start()
    view = find_round(at.owner, ref[0] if ref else "last", at.now)
    version = get_retro(at.owner, view.id, at.now).fields["prediction"].version
    value = str(int(percent.removesuffix("%"))) if percent.removesuffix("%").isdecimal() else percent
    change = FieldChange(RETRO, "prediction", value, version)
    saved = deeds.save_retro(at.owner, view.id, [change], now=at.now)
    if saved.refused:
        raise Invalid(next(iter(saved.refused.values())))
    if saved.clashes:
        raise Conflict("The prediction was changed elsewhere at this moment. See afterround retro show.")
    click.echo(f"Prediction for {one_line(view.title)}: {value} %.")


@retro_group.command(
    "finish",
    help=f"Call a retrospective finished; three lines are enough. {REF}",
    epilog=examples("afterround retro finish Acme"),
)
@click.argument("ref", default="last")
def finish(ref: str) -> None:
    at = start()
    view = find_round(at.owner, ref, at.now)
    deeds.finish_retro(at.owner, view.id, now=at.now)
    click.echo(f"Finished: {one_line(view.title)}. To write on: afterround retro reopen {key_of(view.id)}")


@retro_group.command(
    "reopen", help=f"Take finished back. {REF}", epilog=examples("afterround retro reopen Acme")
)
@click.argument("ref", default="last")
def reopen(ref: str) -> None:
    at = start()
    view = find_round(at.owner, ref, at.now)
    deeds.reopen_retro(at.owner, view.id, now=at.now)
    click.echo(f"Open again: {one_line(view.title)}.")


@retro_group.command(
    "choose",
    help=f"Choose between two texts of one field. KEY is what retro show says. {REF}",
    epilog=examples("afterround retro choose 077b27da both"),
)
@click.argument("key")
@click.argument("choice", type=click.Choice(["this", "other", "both"]))
@click.argument("ref", default="last")
def choose(key: str, choice: str, ref: str) -> None:
    at = start()
    view = find_round(at.owner, ref, at.now)
    others = [
        other for other in _other_texts(get_retro(at.owner, view.id, at.now)) if other.id.hex.endswith(key)
    ]
    if len(others) != 1:
        raise NotFound(f'No text of {one_line(view.title)} waits under "{key}". See afterround retro show.')
    deeds.settle_text(at.owner, others[0].id, choice, now=at.now)
    click.echo("Chosen.")


COMMANDS = {"retro": retro_group}
