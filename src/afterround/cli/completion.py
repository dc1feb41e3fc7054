"""`afterround completion`: the script by which a shell completes commands and options."""

import click
from click.shell_completion import get_completion_class

from afterround.cli.groups import examples

COMPLETE_VARIABLE = "_AFTERROUND_COMPLETE"


@click.command(
    "completion",
    epilog=examples(
        "afterround completion bash >> ~/.bashrc",
        "afterround completion fish > ~/.config/fish/completions/afterround.fish",
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that completes commands and options in SHELL."""
    script = get_completion_class(shell)
    assert script is not None
    click.echo(script(ctx.find_root().command, {}, "afterround", COMPLETE_VARIABLE).source())


COMMANDS = {"completion": completion}
