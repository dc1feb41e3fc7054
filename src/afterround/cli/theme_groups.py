"""`afterround themes inbox` and its neighbours: many suggestions answered at once, and themes that look alike."""

from typing import Any
from uuid import UUID

import click

from afterround.actions import theme_groups as deeds
from afterround.actions import themes as theme_deeds
from afterround.cli.answers import instant, print_json
from afterround.cli.groups import examples
from afterround.cli.lines import key_of, one_line, print_rows
from afterround.cli.start import Start, start
from afterround.cli.theme_tags import (
    counted_tag_answer,
    let_go_answer,
    open_tag_answer,
    print_counted_tag,
    print_open_tag,
    print_tag_let_go,
)
from afterround.core.errors import Invalid, NotFound
from afterround.core.personal_themes import theme_key
from afterround.formats.words import count
from afterround.queries.keys import record_with_key
from afterround.queries.tags import OpenTags, counted_tags, open_tags, tags_let_go
from afterround.queries.theme_groups import (
    GroupLine,
    Inbox,
    MergeOffer,
    ThemeGroup,
    merge_offers,
    theme_inbox,
)
from afterround.queries.theme_places import observed_lines
from afterround.queries.theme_suggestions import asked_lines
from afterround.queries.themes import get_theme, merges_of

THEME = "THEME is a theme's name, one of its other wordings, or its slug."
EXCEPT = "A line that gets the other answer, by its key as `inbox` shows it; may be given again."

page_option = click.option(
    "--page", default=1, type=click.IntRange(min=1), help="Page 2 holds earlier rounds."
)


@click.command("inbox", epilog=examples("afterround themes inbox", "afterround themes inbox --page 2 --json"))
@page_option
@click.option("--json", "as_json", is_flag=True, help="Print the groups as JSON.")
def inbox(page: int, as_json: bool) -> None:
    """Show what waits for a look in old rounds: the tags of your files with what they may mean, and lines by the
    theme they may carry, the telling words in brackets."""
    at = start()
    found = theme_inbox(at.owner, at.now, page=page)
    deeds.remember_waiting(at.owner, found)
    tags = open_tags(at.owner, at.now) if page == 1 else OpenTags((), 0)
    if as_json:
        print_json(_inbox_answer(found, tags))
        return
    for tag in tags.tags:
        print_open_tag(tag, at)
    if tags.more:
        click.echo(f"{count(tags.more, 'more tag')} will stand here once these are answered.\n")
    for group in found.groups:
        click.echo(f"{one_line(group.theme.name)} ({group.theme.slug}), {count(len(group.lines), 'line')}:")
        print_rows([[f"  {key_of(line.id)}", one_line(_where(line)), _marked(line)] for line in group.lines])
        click.echo(f"  afterround themes confirm {group.theme.slug}   or   refuse {group.theme.slug}\n")
    if not found.groups and not tags.tags:
        click.echo("Nothing waits in these rounds." if found.has_more else "Nothing waits.")
    if found.has_more:
        click.echo(f"Earlier rounds: afterround themes inbox --page {page + 1}")


def _where(line: GroupLine) -> str:
    return f"{line.round.title}, an observer’s form" if line.is_observed else line.round.title


def _marked(line: GroupLine) -> str:
    return "".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in line.pieces)


def _inbox_answer(found: Inbox, tags: OpenTags) -> dict[str, Any]:
    return {
        "tags": [open_tag_answer(tag) for tag in tags.tags],
        "more_tags": tags.more,
        "groups": [
            {
                "theme": group.theme.slug,
                "name": group.theme.name,
                "lines": [_line_answer(line) for line in group.lines],
            }
            for group in found.groups
        ],
        "page": found.page,
        "has_more": found.has_more,
    }


def _line_answer(line: GroupLine) -> dict[str, Any]:
    return {
        "id": str(line.id),
        "round": str(line.round.id),
        "round_title": line.round.title,
        "round_ended_at": instant(line.round.ends_at),
        "section": line.section,
        "observed": line.is_observed,
        "says": line.polarity,
        "text": line.text,
        "because": [piece.text for piece in line.pieces if piece.is_marked],
    }


def _answering(name: str, does: str, example: str, *, is_yes: bool) -> click.Command:
    """A command that gives one answer to all lines that wait under a theme, but for those that are excepted."""

    @click.command(name, help=f"{does} {THEME}", epilog=examples(example))
    @click.argument("theme")
    @click.option("--except", "excepted", multiple=True, help=EXCEPT)
    @page_option
    def answering(theme: str, excepted: tuple[str, ...], page: int) -> None:
        _answer(theme, excepted, page, is_yes=is_yes)

    return answering


confirm = _answering(
    "confirm",
    "Say yes to all lines that wait under a theme.",
    "afterround themes confirm dp-state --except 1f2e3d4c",
    is_yes=True,
)
refuse = _answering(
    "refuse",
    "Say no to all lines that wait under a theme.",
    'afterround themes refuse "Speed" --except 1f2e3d4c',
    is_yes=False,
)


def _answer(theme: str, excepted: tuple[str, ...], page: int, *, is_yes: bool) -> None:
    at = start()
    group = _group(at, theme, page)
    others = [_line(at, group, key) for key in excepted]
    lines = [line.id for line in group.lines]
    made = deeds.answer_group(at.owner, group.theme.slug, lines, is_yes=is_yes, excepted=others, now=at.now)
    yes, no = ("Confirmed", "refused") if is_yes else ("Refused", "confirmed")
    rest = f", {no} under {count(len(set(others)), 'other')}" if others else ""
    click.echo(
        f"{yes} {one_line(group.theme.name)} under {count(len(lines) - len(set(others)), 'line')}{rest}."
    )
    click.echo(f"To take it back: afterround themes back {' '.join(str(key) for key in made)}")


def _group(at: Start, theme: str, page: int) -> ThemeGroup:
    known = get_theme(at.owner, theme)
    groups = theme_inbox(at.owner, at.now, page=page).groups
    found = next((group for group in groups if group.theme.slug == known.slug), None)
    if found is None:
        raise NotFound(f"No line waits under {known.name}. See afterround themes inbox.")
    return found


def _line(at: Start, group: ThemeGroup, key: str) -> UUID:
    waiting = [line.id for line in group.lines]
    for lines in (asked_lines(at.owner), observed_lines(at.owner)):
        found = record_with_key(lines.filter(id__in=waiting), key, noun="lines")
        if found is not None:
            return found.id
    raise NotFound(f'No line with the key "{key}" waits under {group.theme.name}.')


@click.command("back", epilog=examples("afterround themes back 01a2184e-d340-7ed9-8df5-a06b76989963"))
@click.argument("deeds_made", metavar="KEY...", nargs=-1, required=True, type=click.UUID)
def back(deeds_made: tuple[UUID, ...]) -> None:
    """Take an answer back, by the keys that were printed with it."""
    at = start()
    deeds.take_back_all(at.owner, deeds_made, now=at.now)
    click.echo("Taken back.")


@click.command("merges", epilog=examples("afterround themes merges", "afterround themes merges --json"))
@click.option("--json", "as_json", is_flag=True, help="Print the offers and the merges as JSON.")
def merges(as_json: bool) -> None:
    """Show which themes look alike, with the reason, which were made one, and what was said of the tags of your
    files."""
    at = start()
    offers, made = merge_offers(at.owner, at.now), merges_of(at.owner)
    counted, let_go = counted_tags(at.owner, at.now), tags_let_go(at.owner)
    if as_json:
        print_json(
            {
                "offers": [_offer_answer(offer) for offer in offers],
                "merged": [
                    {"theme": one.theme, "name": one.name, "into": one.into, "merged_at": instant(one.at)}
                    for one in made
                ],
                "tags": [counted_tag_answer(one) for one in counted],
                "tags_let_go": [let_go_answer(one) for one in let_go],
            }
        )
        return
    for offer in offers:
        keep, other = offer.keep, offer.other
        click.echo(f"{one_line(other.name)} and {one_line(keep.name)} look alike. {one_line(offer.reason)}")
        click.echo(
            f"  afterround themes merge {keep.slug} {other.slug}   or   apart {keep.slug} {other.slug}\n"
        )
    if not offers:
        click.echo("Nothing looks alike.")
    print_rows([[one_line(one.name), f"counts as {one_line(one.into_name)}"] for one in made])
    for one in counted:
        print_counted_tag(one)
    for gone in let_go:
        print_tag_let_go(gone)


def _offer_answer(offer: MergeOffer) -> dict[str, Any]:
    return {
        "keep": offer.keep.slug,
        "other": offer.other.slug,
        "names": [offer.keep.name, offer.other.name],
        "reason": offer.reason,
        "rounds": offer.rounds,
    }


@click.command("merge", epilog=examples('afterround themes merge planning "Coded before planning"'))
@click.argument("keep")
@click.argument("other")
def merge(keep: str, other: str) -> None:
    """Let OTHER count as KEEP; its names go on to be understood. Each is a name, another wording or a slug."""
    at = start()
    kept, merged = (get_theme(at.owner, one) for one in (keep, other))
    theme_deeds.merge_themes(at.owner, kept.slug, merged.slug, now=at.now)
    click.echo(f"{one_line(merged.name)} counts as {one_line(kept.name)} now.")
    click.echo(f"To part them again: afterround themes split {merged.slug}")


@click.command("split", epilog=examples("afterround themes split own-coded-before-planning"))
@click.argument("theme")
def split(theme: str) -> None:
    """Part a merged theme again, by its name or slug; the merge is not offered again."""
    at = start()
    said = theme_key(theme)
    merged = [one for one in merges_of(at.owner) if said in (theme_key(one.theme), theme_key(one.name))]
    if len(merged) != 1:
        raise NotFound(f'There is no merged theme "{theme}". See afterround themes merges.')
    theme_deeds.split_theme(at.owner, merged[0].theme, now=at.now, keep_apart=True)
    click.echo(
        f"{one_line(merged[0].name)} is a theme of its own again, apart from {one_line(merged[0].into_name)}."
    )
    click.echo(f"To merge them again: afterround themes merge {merged[0].into} {merged[0].theme}")


@click.command(
    "apart",
    epilog=examples(
        "afterround themes apart planning own-coded-before-planning",
        "afterround themes apart planning own-coded-before-planning --undo",
    ),
)
@click.argument("one")
@click.argument("other")
@click.option("--undo", is_flag=True, help="Offer their merge again.")
def apart(one: str, other: str, undo: bool) -> None:
    """Keep two themes apart that look alike: their merge is not offered again."""
    at = start()
    first, second = get_theme(at.owner, one), get_theme(at.owner, other)
    if first.slug == second.slug:
        raise Invalid("These are one theme. Part them first: afterround themes split")
    if undo:
        theme_deeds.offer_merge_again(at.owner, first.slug, second.slug)
        click.echo("They may be offered as one again.")
        return
    theme_deeds.keep_themes_apart(at.owner, first.slug, second.slug, now=at.now)
    click.echo(f"{one_line(first.name)} and {one_line(second.name)} are kept apart.")
    click.echo(f"To take it back: afterround themes apart {first.slug} {second.slug} --undo")


COMMANDS = {command.name: command for command in (inbox, confirm, refuse, back, merges, merge, split, apart)}
