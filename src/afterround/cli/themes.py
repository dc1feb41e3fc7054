"""`afterround themes`: what keeps happening, one theme with its evidence, and which themes a text may carry."""

import json
import sys
from typing import Any

import click

from afterround.adapters.matching.recogniser import built_in_recogniser
from afterround.adapters.matching.taxonomy import built_in_taxonomy
from afterround.cli.answers import print_json
from afterround.cli.groups import ShowsByDefault, examples
from afterround.cli.lines import one_line, print_rows, when
from afterround.cli.start import Start, start
from afterround.cli.theme_answers import evidence_answer, tally_answer, theme_answer
from afterround.core.recognition import Suggestion, suggest
from afterround.core.retro import Section
from afterround.core.rounds import RoundKind
from afterround.core.tally import Mark, ThemeTally
from afterround.formats.theme_words import MARK_WORDS, SIGNS, course_words, range_words, rounds_words
from afterround.queries.theme_pages import EvidenceView, ThemePage, theme_page
from afterround.queries.themes import get_theme, tally

SHOWN_ROUNDS = 24
"""So many of the latest rounds stand in a row."""


class ListsByDefault(ShowsByDefault):
    """`afterround themes --json` means `afterround themes list --json`."""

    by_default = "list"


@click.group(
    "themes", cls=ListsByDefault, epilog=examples("afterround themes", "afterround themes show dp-state")
)
def themes_group() -> None:
    """See what keeps happening, from the themes you confirmed; or recognise themes in a text."""


@themes_group.command("list", epilog=examples("afterround themes", "afterround themes --json"))
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON, each with its rounds.")
def list_themes(as_json: bool) -> None:
    """List the themes you confirmed, the one that is shaky most often first, with a sign for each round.

    \b
    ● felt shaky   ○ went well   – did not come up; the oldest round first, mocks behind a bar.
    """
    at = start()
    found = tally(at.owner, at.now)
    if as_json:
        print_json([tally_answer(one) for one in found])
        return
    print_rows([_tally_row(one) for one in found])
    if not found:
        click.echo("No themes yet. Confirm them under the lines of a retrospective, and finish it.")


def _tally_row(found: ThemeTally) -> list[str]:
    real = "".join(SIGNS[dot.mark] for dot in found.dots if not dot.round.is_mock)[-SHOWN_ROUNDS:]
    mocks = "".join(SIGNS[dot.mark] for dot in found.dots if dot.round.is_mock)[-SHOWN_ROUNDS:]
    rate = range_words(found.posterior, found.n) if found.shaky and not found.is_early else f"n = {found.n}"
    return [
        found.theme.slug,
        f"{found.shaky} of {found.n}",
        f"{real} | {mocks}" if mocks else real,
        rate,
        f"{found.theme.name}. {course_words(found)}",
    ]


@themes_group.command(
    "show", epilog=examples("afterround themes show dp-state", 'afterround themes show "edge cases" --json')
)
@click.argument("theme")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def show_theme(theme: str, as_json: bool) -> None:
    """Show one theme with all it was seen in, the latest round first. THEME is a slug, a name or another wording."""
    at = start()
    page = theme_page(at.owner, get_theme(at.owner, theme).slug, at.now)
    if as_json:
        print_json(_shown(page))
        return
    click.echo(one_line(f"{page.theme.name} ({page.theme.area_name})"))
    if page.row:
        found = page.row.tally
        kinds = [dot.round.kind for dot in found.dots if not dot.round.is_mock]
        click.echo(f"Felt shaky in {rounds_words(found.shaky, found.counts, kinds)}. {course_words(found)}")
        if not found.is_early:
            click.echo(range_words(found.posterior, found.n))
    print_rows([_evidence_row(one, at) for one in page.evidence])
    if not page.evidence:
        click.echo("It was not confirmed anywhere yet.")


def _shown(page: ThemePage) -> dict[str, Any]:
    answer = tally_answer(page.row.tally) if page.row else theme_answer(page.theme)
    return {**answer, "evidence": [evidence_answer(one.mention, one.why_not) for one in page.evidence]}


def _evidence_row(one: EvidenceView, at: Start) -> list[str]:
    said = MARK_WORDS[Mark(one.mention.polarity.value)] if one.mention.polarity else "says neither"
    return [when(one.round, at.now, at.zone), one.round.title, said, f"{one.mention.words} {one.why_not}"]


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
