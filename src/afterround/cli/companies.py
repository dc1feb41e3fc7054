"""`afterround company`: list, show, merge, part, keep apart and rename companies."""

from collections.abc import Iterator

import click

from afterround.actions import companies as deeds
from afterround.cli.answers import company_answer, offer_answer, print_json, round_answer
from afterround.cli.groups import examples
from afterround.cli.lines import key_of, one_line, print_rows, round_row, when
from afterround.cli.start import Start, start
from afterround.formats.words import count
from afterround.queries.companies import (
    CompanyView,
    OfferView,
    all_companies,
    company_people,
    company_rounds,
    find_company,
    find_merged,
    get_company,
    offered_merges,
)
from afterround.queries.rounds import PAGE

MEANT = "a company's name, a part of it, another spelling of it, or its key as the list shows it."
REF = f"REF is {MEANT}"
EACH = f"Each is {MEANT}"


@click.group(
    name="company",
    epilog=examples("afterround company list", 'afterround company merge Acme "Acme, Inc."'),
)
def company_group() -> None:
    """See companies; merge two spellings of one, part them again, or rename one."""


@company_group.command("list", epilog=examples("afterround company list", "afterround company list --json"))
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON, with the merges on offer.")
def list_companies(as_json: bool) -> None:
    """List companies, the one with the latest round first, and say which of them look like one."""
    at = start()
    views, number = list[CompanyView](), 1
    while found := all_companies(at.owner, at.now, page=number):
        views += found
        number += 1
        if len(found) < PAGE:
            break
    offers = offered_merges(at.owner)
    if as_json:
        print_json(
            {
                "companies": [company_answer(view, at.now) for view in views],
                "offered_merges": [offer_answer(offer) for offer in offers],
            }
        )
        return
    print_rows([_row(view, at) for view in views])
    if not views:
        click.echo('No companies yet. They come with rounds: afterround round add "Acme, coding, ended now"')
    for offer in offers:
        _say_offer(offer)


def _row(view: CompanyView, at: Start) -> list[str]:
    latest = when(view.latest, at.now, at.zone) if view.latest else ""
    spellings = "".join(f"; {alias.name}" for alias in view.aliases)
    return [key_of(view.id), count(view.rounds, "round"), latest, f"{view.name}{spellings}"]


def _say_offer(offer: OfferView) -> None:
    """Two companies that look like one, and what can be done about it."""
    names = f"{one_line(offer.keep_name)} and {one_line(offer.other_name)}"
    keys = f"{key_of(offer.keep_id)} {key_of(offer.other_id)}"
    click.echo(f"\n{names} look like one company: {offer.reason}.")
    click.echo(f"  afterround company merge {keys}   or   afterround company apart {keys}")


@company_group.command(
    "show",
    help=f"Show one company: its spellings, its people and its rounds. {REF}",
    epilog=examples("afterround company show Acme", "afterround company show Acme --json"),
)
@click.argument("ref")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def show(ref: str, as_json: bool) -> None:
    at = start()
    view = find_company(at.owner, ref, at.now)
    people = company_people(at.owner, view.id)
    rounds, number = company_rounds(at.owner, view.id, at.now), 2
    while len(rounds) < view.rounds and (more := company_rounds(at.owner, view.id, at.now, page=number)):
        rounds += more
        number += 1
    if as_json:
        met = [
            {"name": p.name, "parts": p.parts, "rounds": p.rounds, "email": p.email or None} for p in people
        ]
        answers = [round_answer(found, at.now) for found in rounds]
        print_json({**company_answer(view, at.now), "people": met, "all_rounds": answers})
        return
    click.echo(one_line(view.name))
    print_rows([[f"  {name}", value] for name, value in _facts(view).items() if value])
    for title, rows in {
        "People": [[f"  {one_line(p.name)}", ", ".join(p.parts)] for p in people],
        "Rounds": [["  " + row[0], *row[1:]] for row in (round_row(r, at.now, at.zone) for r in rounds)],
    }.items():
        if rows:
            click.echo(f"\n{title}:")
            print_rows(rows)


def _facts(view: CompanyView) -> dict[str, str]:
    return {
        "key": key_of(view.id),
        "also": "; ".join(alias.name for alias in view.aliases),
        "merged": "; ".join(a.merged_name for a in view.aliases if a.merged_name not in ("", a.name)),
    }


def _each(at: Start, *references: str) -> Iterator[CompanyView]:
    """The companies that references mean. Raises NotFound for one that means none."""
    return (find_company(at.owner, reference, at.now) for reference in references)


@company_group.command(
    "merge",
    help=f"Make OTHER a spelling of KEEP: its rounds and people come along. {EACH}",
    epilog=examples('afterround company merge Acme "Acme, Inc."'),
)
@click.argument("keep")
@click.argument("other")
def merge(keep: str, other: str) -> None:
    at = start()
    kept, merged = _each(at, keep, other)
    key = deeds.merge_companies(at.owner, kept.id, merged.id, now=at.now)
    click.echo(f"{one_line(merged.name)} is part of {one_line(kept.name)} now.")
    click.echo(f"To part them again: afterround company part {key_of(key)}")


@company_group.command("part", epilog=examples('afterround company part "Acme, Inc."'))
@click.argument("ref")
def part(ref: str) -> None:
    """Take a merge back. REF is the name of the company that was merged, or its key as merge has printed it.

    Its rounds and people go with it; those that came since stay. The merge is not offered again.
    """
    at = start()
    key = find_merged(at.owner, ref)
    kept = get_company(at.owner, deeds.part_companies(at.owner, key, now=at.now, keep_apart=True), at.now)
    parted = get_company(at.owner, key, at.now)
    click.echo(f"{one_line(parted.name)} is a company of its own again, apart from {one_line(kept.name)}.")


@company_group.command(
    "apart",
    help=f"Keep two companies apart that look like one: their merge is not offered again. {EACH}",
    epilog=examples('afterround company apart Acme "Acme, Inc."'),
)
@click.argument("one")
@click.argument("other")
def apart(one: str, other: str) -> None:
    at = start()
    first, second = _each(at, one, other)
    deeds.decline_merge(at.owner, first.id, second.id, now=at.now)
    click.echo(f"{one_line(first.name)} and {one_line(second.name)} are kept apart.")


@company_group.command(
    "rename",
    help=f"Give a company another NAME; the one it had stays a spelling of it. {REF}",
    epilog=examples('afterround company rename Acme "Acme Robotics"'),
)
@click.argument("ref")
@click.argument("name")
def rename(ref: str, name: str) -> None:
    at = start()
    found = find_company(at.owner, ref, at.now)
    deeds.rename_company(at.owner, found.id, name, now=at.now)
    now_called = get_company(at.owner, found.id, at.now).name
    click.echo(f"{one_line(found.name)} is called {one_line(now_called)} now.")


COMMANDS = {"company": company_group}
