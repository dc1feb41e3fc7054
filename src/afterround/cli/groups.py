"""What the commands share in their help, and a group that shows something when no command is named."""

import click


def examples(*commands: str) -> str:
    """The end of a help text: commands to copy, a line each."""
    return "\b\nExamples:\n" + "\n".join(f"  {command}" for command in commands)


class ShowsByDefault(click.Group):
    """`afterround jots --json` means `afterround jots show --json`; the other commands are named."""

    by_default = "show"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `show` in front where no command is named; completion still offers all of them."""
        asks_help = args[:1] in (["-h"], ["--help"])
        completes = ctx.resilient_parsing and not args
        if not (asks_help or completes or (args and args[0] in self.list_commands(ctx))):
            args = [self.by_default, *args]
        return super().parse_args(ctx, args)
