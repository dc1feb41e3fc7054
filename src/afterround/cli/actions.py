"""`afterround actions`: the follow-up actions that come back until they are done, parked or dropped."""

import click

from afterround.actions.retro import set_action_state
from afterround.cli.answers import action_answer, print_json
from afterround.cli.groups import ShowsByDefault, examples
from afterround.cli.lines import key_of, one_line, print_rows
from afterround.cli.start import start
from afterround.core.retro import ActionState
from afterround.queries.retro import find_action, open_actions


@click.group(
    name="actions",
    cls=ShowsByDefault,
    epilog=examples("afterround actions", "afterround actions done 6da52d64"),
)
def actions_group() -> None:
    """See the follow-up actions that are open; tick, park or drop one.

    KEY is what the list shows first in a line.
    """


@actions_group.command("show", epilog=examples("afterround actions --state parked --json"))
@click.option("--state", type=click.Choice([str(s) for s in ActionState]), default="open", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def show(state: str, as_json: bool) -> None:
    """List the actions of all retrospectives, the latest round's first."""
    at = start()
    actions = open_actions(at.owner, states=[ActionState(state)])
    if as_json:
        print_json([action_answer(action) for action in actions])
        return
    print_rows([[key_of(a.id), one_line(a.round_title), a.words] for a in actions])
    if not actions:
        click.echo(f"No actions are {state}.")


def _set(key: str, state: ActionState, said: str) -> None:
    at = start()
    action = find_action(at.owner, key)
    set_action_state(at.owner, action.id, state, now=at.now)
    click.echo(f"{said}: {one_line(action.words)}")


@actions_group.command("done", epilog=examples("afterround actions done 6da52d64"))
@click.argument("key")
def done(key: str) -> None:
    """Tick an action."""
    _set(key, ActionState.DONE, "Done")


@actions_group.command("park", epilog=examples("afterround actions park 6da52d64"))
@click.argument("key")
def park(key: str) -> None:
    """Park an action for later."""
    _set(key, ActionState.PARKED, "Parked")


@actions_group.command("drop", epilog=examples("afterround actions drop 6da52d64"))
@click.argument("key")
def drop(key: str) -> None:
    """Drop an action for good."""
    _set(key, ActionState.DROPPED, "Dropped")


@actions_group.command("reopen", epilog=examples("afterround actions reopen 6da52d64"))
@click.argument("key")
def reopen(key: str) -> None:
    """Open an action again."""
    _set(key, ActionState.OPEN, "Open")


COMMANDS = {"actions": actions_group}
