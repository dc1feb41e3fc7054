"""`afterround themes`: the tally, which themes a text may carry, and the commands about your own."""

import json
import sys
from importlib import import_module
from typing import Any

import click

from afterround.adapters.matching.recogniser import built_in_recogniser
from afterround.adapters.matching.taxonomy import built_in_taxonomy
from afterround.cli.groups import ShowsByDefault, examples
from afterround.cli.program import set_up_django
from afterround.core.recognition import Suggestion, suggest
from afterround.core.retro import Section
from afterround.core.rounds import RoundKind

LATER = {
    "theme_tally": {
        "list": "List the themes you confirmed, with a sign for each round; themes alone does this.",
        "show": "Show one theme with all it was seen in.",
    },
    "theme_groups": {
        "inbox": "Show what waits for a look in old rounds, by theme.",
        "confirm": "Say yes to all lines that wait under a theme.",
        "refuse": "Say no to all lines that wait under a theme.",
        "back": "Take an answer back.",
        "merges": "Show which themes look alike, and which were made one.",
        "merge": "Let one theme count as another one.",
        "split": "Part a merged theme again.",
        "apart": "Keep two themes apart that look alike.",
    },
    "theme_tags": {"tag": "Say which theme a tag of your files means."},
}
"""Commands that need tables, by the module of this package that holds them, each with its line in the list."""


class Themes(ShowsByDefault):
    """A group some of whose commands are loaded, and Django before them, only when they are called."""

    by_default = "list"

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return [*super().list_commands(ctx), *(name for lines in LATER.values() for name in lines)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        for module, lines in LATER.items():
            if cmd_name in lines:
                set_up_django()
                found = import_module(f"afterround.cli.{module}").COMMANDS[cmd_name]
                assert isinstance(found, click.Command)
                return found
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading any."""
        with formatter.section("Commands"):
            known = [(name, found.get_short_help_str()) for name, found in self.commands.items()]
            formatter.write_dl([*known, *(line for lines in LATER.values() for line in lines.items())])


@click.group(
    "themes",
    cls=Themes,
    epilog=examples("afterround themes", "afterround themes show dp-state", "afterround themes inbox"),
)
def themes_group() -> None:
    """See what keeps happening, recognise themes in what you wrote, and answer what is suggested."""


@themes_group.command(
    "suggest",
    epilog=examples(
        'echo "lost the DP state" | afterround themes suggest',
        "cat lines.txt | afterround themes suggest --json",
    ),
)
@click.option(
    "--section", type=click.Choice([section.value for section in Section]), help="Where the texts stand."
)
@click.option("--kind", type=click.Choice([kind.value for kind in RoundKind]), help="The kind of the round.")
@click.option("--json", "as_json", is_flag=True, help="Print one array for each text.")
def suggest_themes(section: str | None, kind: str | None, as_json: bool) -> None:
    """Suggest at most three themes for each text on standard input, one text a line, the most probable first.

    A text that carries no theme gets none. Nothing is kept, and no store is needed.
    """
    recogniser = built_in_recogniser()
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", "replace").strip()
        found = suggest(
            text,
            recogniser,
            section=Section(section) if section else None,
            kind=RoundKind(kind) if kind else None,
        )
        shown = (
            json.dumps([_answer(one, text) for one in found], ensure_ascii=False)
            if as_json
            else _row(found, text)
        )
        click.echo(shown.encode("utf-8", "replace"))


def _answer(suggestion: Suggestion, text: str) -> dict[str, Any]:
    return {
        "theme": suggestion.theme,
        "was": list(built_in_taxonomy().themes[suggestion.theme].was),
        "p": round(suggestion.p, 3),
        "because": list(suggestion.words(text)),
    }


def _row(found: tuple[Suggestion, ...], text: str) -> str:
    themes = built_in_taxonomy().themes
    return (
        "; ".join(f"{themes[one.theme].name} ({', '.join(one.words(text))})" for one in found) or "no theme"
    )


COMMANDS = {"themes": themes_group}
