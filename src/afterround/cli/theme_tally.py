"""`afterround themes list` and `show`: what keeps happening, and one theme with all it was seen in."""

from typing import Any

import click

from afterround.cli.answers import print_json
from afterround.cli.groups import examples
from afterround.cli.lines import columns_here, cut, fit_here, one_line, print_rows, when
from afterround.cli.start import Start, start
from afterround.cli.theme_answers import evidence_answer, tally_answer, theme_answer
from afterround.core.tally import Mark, ThemeTally
from afterround.formats.theme_words import MARK_WORDS, SIGNS, course_words, range_words, rounds_words
from afterround.queries.theme_pages import EvidenceView, ThemePage, theme_page
from afterround.queries.themes import get_theme, tally

SHOWN_ROUNDS = 24
"""So many of the latest rounds stand in a row."""


@click.command("list", epilog=examples("afterround themes", "afterround themes --json"))
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
    rows = [_tally_row(one) for one in found]
    if fit_here(rows):
        print_rows(rows)
    else:
        _print_blocks(rows)
    if not found:
        click.echo(
            "No themes yet. Confirm them under the lines of a finished retrospective or under feedback."
            " What waits: afterround themes inbox"
        )


def _print_blocks(rows: list[list[str]]) -> None:
    """Print a theme on several lines, each cut where it would break, for a narrow window."""
    room = columns_here()
    for slug, often, signs, rate, course in rows:
        for line in (f"{slug}  {often}", f"  {signs}", f"  {rate}", f"  {course}"):
            click.echo(cut(line, room))


def _tally_row(found: ThemeTally) -> list[str]:
    real = "".join(SIGNS[dot.mark] for dot in found.dots if not dot.round.is_mock)[-SHOWN_ROUNDS:]
    mocks = "".join(SIGNS[dot.mark] for dot in found.dots if dot.round.is_mock)[-SHOWN_ROUNDS:]
    rate = range_words(found.posterior, found.n) if found.shaky and not found.is_early else f"n = {found.n}"
    return [
        found.theme.slug,
        f"{found.shaky} of {found.n}",
        f"{real} | {mocks}" if mocks else real,
        rate,
        f"{course_words(found)} {found.theme.name}",  # what is cut in a narrow window is the name
    ]


@click.command(
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
    if page.theme.is_hidden:
        click.echo("Hidden: neither suggested nor counted.")
    for part in page.parts:
        click.echo(f"{one_line(part.name)} counts as it. To part them: afterround themes split {part.slug}")
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
    words = f"tagged “{one.mention.words}”" if one.mention.is_tag else one.mention.words
    return [when(one.round, at.now, at.zone), one.round.title, said, f"{words} {one.why_not}"]


COMMANDS = {"list": list_themes, "show": show_theme}
