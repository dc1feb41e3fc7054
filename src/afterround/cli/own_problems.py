"""`afterround drills add`, `problems` and `patterns`: problems of one's own, and the patterns there are."""

import sys
from pathlib import Path

import click

from afterround.actions import own_problems as deeds
from afterround.actions.problem_lists import read_list, take_problem_list
from afterround.adapters.catalogue.built_in import built_in_catalogue
from afterround.cli.answers import instant, print_json
from afterround.cli.groups import examples
from afterround.cli.lines import key_of, one_line, print_rows
from afterround.cli.start import start
from afterround.formats.words import count
from afterround.queries.own_problems import added_problems, find_own_problem, own_problems


@click.command(
    "add",
    epilog=examples(
        'afterround drills add "312. Burst Balloons"',
        'afterround drills add "https://acme.example/stones, medium" --pattern dp-linear',
        "afterround drills add --file list.csv",
    ),
)
@click.argument("words", nargs=-1)
@click.option("--file", "path", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True))
@click.option("--pattern", "patterns", multiple=True, help="A pattern it is of. May be repeated.")
def add(words: tuple[str, ...], path: Path | None, patterns: tuple[str, ...]) -> None:
    """Add a problem by its link, number or name, or a list of them from a file ("-" for standard input)."""
    at = start()
    slugs = deeds.checked_patterns(patterns)
    text = " ".join(words)
    if path is not None:
        content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        text += "\n" + read_list(content)
    taken = take_problem_list(at.owner, text, now=at.now)
    for one in added_problems(at.owner, at.now):
        if slugs:
            deeds.sort_problem(at.owner, one.id, slugs)
        click.echo(f"Added: {key_of(one.id)}  {one_line(one.name)}")
    if taken.known:
        click.echo(f"{count(taken.known, 'problem').capitalize()} there already.")
    for problem in taken.problems:
        click.echo(f"Line {problem.line}: {problem.message}", err=True)


@click.command("problems", epilog=examples("afterround drills problems", "afterround drills problems --json"))
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def problems(as_json: bool) -> None:
    """List the problems you have added."""
    at = start()
    found = own_problems(at.owner)
    if as_json:
        print_json(
            [
                {
                    "id": str(one.id),
                    "name": one.name,
                    "link": one.link or None,
                    "number": one.number,
                    "difficulty": one.difficulty,
                    "patterns": list(one.patterns),
                    "minutes": one.minutes,
                    "note": one.note or None,
                    "added_at": instant(one.added_at),
                }
                for one in found
            ]
        )
        return
    print_rows([[key_of(one.id), ", ".join(one.patterns), one_line(one.name)] for one in found])
    if not found:
        click.echo('No problems of your own yet: afterround drills add "312. Burst Balloons"')


@click.command("remove", epilog=examples('afterround drills remove "Stones in a row"'))
@click.argument("problem")
def remove(problem: str) -> None:
    """Take a problem out that you have added. PROBLEM is its name or its key."""
    at = start()
    found = find_own_problem(at.owner, problem)
    deeds.remove_problem(at.owner, found.id, now=at.now)
    click.echo(f"Removed: {one_line(found.name)}")


@click.command("patterns", epilog=examples("afterround drills patterns", "afterround drills patterns --json"))
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def patterns(as_json: bool) -> None:
    """List the patterns that problems are sorted by."""
    catalogue = built_in_catalogue()
    if as_json:
        print_json(
            [
                {"slug": one.slug, "name": one.name, "family": family.name, "what": one.what}
                for family in catalogue.families
                for one in family.patterns
            ]
        )
        return
    for family in catalogue.families:
        click.echo(family.name)
        print_rows([[f"  {one.slug}", one.name, one.what] for one in family.patterns])


COMMANDS = (add, problems, remove, patterns)
