"""`afterround themes`: which themes a text may carry, for scripts."""

import json
import sys
from typing import Any

import click

from afterround.adapters.matching.recogniser import built_in_recogniser
from afterround.adapters.matching.taxonomy import built_in_taxonomy
from afterround.cli.groups import examples
from afterround.core.recognition import Suggestion, suggest
from afterround.core.retro import Section
from afterround.core.rounds import RoundKind


@click.group("themes", epilog=examples('echo "lost the DP state" | afterround themes suggest'))
def themes_group() -> None:
    """Recognise themes in what you wrote."""


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
