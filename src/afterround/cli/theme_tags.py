"""`afterround themes tag`: what a tag of one's files means, or that it means nothing; and tags as rows and JSON."""

from typing import Any

import click

from afterround.actions import tags as deeds
from afterround.cli.answers import instant
from afterround.cli.groups import examples
from afterround.cli.lines import one_line, print_rows, when
from afterround.cli.start import Start, start
from afterround.core.errors import Invalid, NotFound
from afterround.core.tags import tag_key
from afterround.core.themes import Polarity
from afterround.formats.words import count
from afterround.queries.tags import CountedTag, OpenTag, TagLetGoView, counted_tags, open_tag
from afterround.queries.themes import get_theme

UNSAID = "A tag does not say how it went. Say --shaky or --well."


@click.command(
    "tag",
    epilog=examples(
        "afterround themes tag time-mgmt --shaky",
        "afterround themes tag time-mgmt pace --well",
        "afterround themes tag luck --let-go",
    ),
)
@click.argument("tag")
@click.argument("theme", required=False, default="")
@click.option("--shaky", is_flag=True, help="It was shaky in these rounds.")
@click.option("--well", is_flag=True, help="It went well in these rounds.")
@click.option("--let-go", is_flag=True, help="It means no theme; do not offer it again.")
@click.option("--again", is_flag=True, help="Offer it again after it was let go.")
@click.option("--part", is_flag=True, help="Let it count as its theme no more.")
def tag_command(tag: str, theme: str, **said: bool) -> None:
    """Say which theme a TAG of your files means, by any of its names; left out, the one that `inbox` proposes.

    A name that no theme has makes one of your own. Where the tag stands on lines of a section, that says how it went.
    """
    named = [name for name, is_given in said.items() if is_given]
    if len(named) > 1:
        raise click.UsageError(
            "Say one of " + ", ".join(f"--{name.replace('_', '-')}" for name in named) + "."
        )
    deed = named[0] if named else None
    if theme and deed in ("let_go", "again"):
        raise click.UsageError(f"--{deed.replace('_', '-')} is said of a tag alone, without a theme.")
    at = start()
    if deed == "let_go":
        deeds.let_tag_go(at.owner, tag, now=at.now)
        click.echo(f"Let go. To take it back: afterround themes tag {_quoted(tag)} --again")
    elif deed == "again":
        deeds.offer_tag_again(at.owner, tag)
        click.echo("It is offered again.")
    elif deed == "part":
        _part(at, tag, theme)
    else:
        _count(at, tag, theme, deed)


def _count(at: Start, tag: str, theme: str, said: str | None) -> None:
    waiting = open_tag(at.owner, tag, at.now)
    meant = theme or (waiting.theme.slug if waiting.theme else "")
    if not meant:
        raise Invalid(
            f'Nothing speaks for a theme. Name one: afterround themes tag {_quoted(tag)} "Its theme"'
        )
    if said is None and not waiting.is_told:
        raise Invalid(UNSAID)
    polarity = Polarity(said) if said else Polarity.SHAKY
    made = deeds.answer_tag(at.owner, tag, meant, polarity=polarity, now=at.now)
    rounds = count(len(waiting.rounds), "round")
    name = get_theme(at.owner, meant).name
    click.echo(f"{one_line(waiting.name)} counts as {one_line(name)} in {rounds} now.")
    click.echo(f"To take it back: afterround themes back {made}")


def _part(at: Start, tag: str, theme: str) -> None:
    wanted = get_theme(at.owner, theme).slug if theme else ""
    found = [
        one
        for one in counted_tags(at.owner, at.now)
        if one.key == tag_key(tag) and wanted in ("", one.theme.slug)
    ]
    if len(found) > 1:
        raise Invalid(f'"{tag}" counts as several themes. Name the one to part it from.')
    if not found:
        raise NotFound(f'No tag "{tag}" counts as a theme. See afterround themes merges.')
    made = deeds.part_tag(at.owner, tag, found[0].theme.slug, now=at.now)
    click.echo(f"{one_line(found[0].name)} counts as {one_line(found[0].theme.name)} no more.")
    click.echo(f"To take it back: afterround themes back {made}")


def print_open_tag(found: OpenTag, at: Start) -> None:
    """Print a tag that waits, with its rounds and with the command that answers it."""
    theme = f" {one_line(found.theme.name)}? {found.reason}" if found.theme else ""
    click.echo(f"Your tag {one_line(found.name)}, {count(len(found.rounds), 'round')}:{theme}")
    told = {Polarity.SHAKY: "felt shaky", Polarity.WELL: "went well", None: ""}
    print_rows(
        [
            [f"  {when(one.round, at.now, at.zone)}", told[one.polarity], one.round.title]
            for one in found.rounds
        ]
    )
    name = _quoted(found.name)
    meant = "" if found.theme else " THEME"
    how = "" if found.is_told else " --shaky   or   --well"
    click.echo(f"  afterround themes tag {name}{meant}{how}   or   tag {name} --let-go\n")


def print_counted_tag(found: CountedTag) -> None:
    """Print a tag that counts as a theme."""
    rounds = count(found.rounds, "round")
    click.echo(f"Your tag {one_line(found.name)} counts as {one_line(found.theme.name)} in {rounds}")


def print_tag_let_go(found: TagLetGoView) -> None:
    """Print a tag that was let go, with the command that offers it again."""
    name = _quoted(found.name)
    click.echo(
        f"Your tag {one_line(found.name)} was let go. To offer it: afterround themes tag {name} --again"
    )


def open_tag_answer(found: OpenTag) -> dict[str, Any]:
    """A tag that waits, as JSON; `theme` is null where nothing speaks for one."""
    return {
        "tag": found.key,
        "name": found.name,
        "theme": found.theme.slug if found.theme else None,
        "because": found.reason or None,
        "rounds": [
            {
                "id": str(one.round.id),
                "title": one.round.title,
                "ended_at": instant(one.round.ends_at),
                "says": one.polarity,
            }
            for one in found.rounds
        ],
    }


def counted_tag_answer(found: CountedTag) -> dict[str, Any]:
    """A tag that counts as a theme, as JSON."""
    return {
        "tag": found.key,
        "name": found.name,
        "theme": found.theme.slug,
        "rounds": found.rounds,
        "counted_at": instant(found.at),
    }


def let_go_answer(found: TagLetGoView) -> dict[str, Any]:
    """A tag that was let go, as JSON."""
    return {"tag": found.key, "name": found.name, "let_go_at": instant(found.at)}


def _quoted(text: str) -> str:
    """A tag as it is typed in a terminal; where its signs would mean something there, in its words alone."""
    plain = one_line(text)
    is_word = plain.replace("-", "").replace("_", "").isalnum() and not plain.startswith("-")
    return plain if is_word else f'"{tag_key(text)}"'


COMMANDS = {"tag": tag_command}
