"""What help and completion know of `jot` and `due`, which run without this package."""

import click

from afterround.quick import due, jot


class QuickCommand(click.Command):
    """A quick command as the list of commands shows it: its options for completion, its own text for help."""

    def __init__(self, name: str, text: str, options: list[click.Parameter]) -> None:
        super().__init__(name, params=options, help=text)

    def get_help(self, ctx: click.Context) -> str:
        """The text the quick command itself prints."""
        return (self.help or "").rstrip()


def _flag(*names: str) -> click.Option:
    return click.Option(names, is_flag=True)


JOT = QuickCommand(
    "jot",
    jot.HELP,
    [
        *(
            _flag(*(name for name, lane in jot.LANES.items() if lane == wanted))
            for wanted in ("well", "stumbled", "signal")
        ),
        click.Option(["--round", "-r"]),
        click.Argument(["words"], nargs=-1),
    ],
)
DUE = QuickCommand("due", due.HELP, [_flag("--json"), _flag("--count")])
COMMANDS = {"jot": JOT, "due": DUE}
