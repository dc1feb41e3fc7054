"""What was read, in a few lines a round, and the way to correct it in an editor."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import click

from afterround.actions.imports import Brought, brought
from afterround.cli.bringing import named
from afterround.cli.editor import draft_of, edit_file
from afterround.cli.lines import one_line
from afterround.cli.start import Start
from afterround.core.import_draft import unsure_fields
from afterround.core.import_matching import LISTS, Choice, Known, Match, Standing, default_choice
from afterround.core.imports import FoundRound
from afterround.core.rounds import KIND_WORDS, RESULT_WORDS
from afterround.formats.bring import Read
from afterround.formats.corrections import as_fields, correct
from afterround.formats.import_sheet import Entry, read_sheet, write_sheet
from afterround.formats.words import count
from afterround.queries.imports import edited_rounds, matcher_for, matches_of

SHOWN = 60
"""Rounds that are shown one by one; of more, only those to look at."""


@dataclass
class Looked:
    """A file as the person looks at it: what was read, how each round stands, and what is done with it."""

    file: Brought
    matches: Sequence[Match]
    choices: dict[int, Choice] = field(default_factory=dict)

    @property
    def taken(self) -> int:
        """How many of its rounds go in."""
        return sum(choice in (Choice.TAKE, Choice.ADD, Choice.REPLACE) for choice in self.choices.values())

    @property
    def final(self) -> Brought:
        """The file as it is to be taken in."""
        chosen = {n: c for n, c in self.choices.items() if self.matches[n].standing is not Standing.UNCHANGED}
        return replace(self.file, choices=chosen)


def look_at(at: Start, reads: Iterable[Read]) -> list[Looked]:
    """How the rounds of files stand to what is known, and what is done with each unless the person says so."""
    matcher, found = matcher_for(at.owner), []
    for place, read in enumerate(reads):
        file = brought(read)
        matches = matches_of(matcher, file.prints)
        edited = {str(key) for key in edited_rounds(at.owner, matches)}
        choices = {
            n: default_choice(match, is_edited=bool(match.known and match.known.round_id in edited))
            for n, match in enumerate(matches)
        }
        for n, match in enumerate(matches):
            if match.standing is Standing.NEW:
                matcher.add(Known(file.prints[n][0], f"{place}.{n}", is_stored=False))
        found.append(Looked(file, matches, choices))
    return found


def show(looked: Sequence[Looked]) -> None:
    """Print what was read: a line a round, and below it what to look at."""
    is_short = sum(len(each.matches) for each in looked) > SHOWN
    for each in looked:
        file = each.file
        if file.why:
            continue
        kinds = [match.standing for match in each.matches]
        told = [
            count(kinds.count(standing), word, word)
            for standing, word in (
                (Standing.NEW, "new"),
                (Standing.CHANGED, "changed"),
                (Standing.UNCHANGED, "known"),
            )
            if kinds.count(standing)
        ]
        applications = len(file.found.applications)
        told += [count(applications, "application")] if applications and not kinds else []
        click.echo(f"{named(file.found.name)}: {', '.join(told) or 'no round was found in it'}")
        for n, (one, match) in enumerate(zip(file.found.rounds, each.matches, strict=True)):
            if match.standing in (Standing.NEW, Standing.CHANGED):
                _show_round(one, match, each.choices[n], is_short=is_short)
        for problem in file.found.problems[:20]:
            click.echo(f"  line {problem.line}: {one_line(problem.message)}")


def _show_round(one: FoundRound, match: Match, choice: Choice, *, is_short: bool) -> None:
    unsure = unsure_fields(one)
    waits = choice is Choice.LATER
    if is_short and not (unsure or waits):
        return
    line = f"line {one.first_line}" if one.first_line else ""
    facts = [
        one.company.text if one.company else "company not named",
        one.label.text if one.label else KIND_WORDS[one.kind] if one.kind else "kind not told",
        one.date.text if one.date else "no date",
        RESULT_WORDS[one.result] if one.result else "",
        ", ".join(
            f"{len(getattr(one, name))} {name.replace('_', ' ')}" for name in LISTS if getattr(one, name)
        ),
    ]
    said = "; ".join(one_line(fact) for fact in facts if fact)
    mark = "changed: " if match.standing is Standing.CHANGED else ""
    click.echo(f"  {mark}{said}" + (f"  ({line})" if line else ""))
    if unsure:
        click.echo(f"    look at: {', '.join(name.replace('_', ' ') for name in unsure)}")
    if waits:
        click.echo(
            "    a round of yours looks like it, or you have written into it: left as it is unless you edit"
        )


def edit(at: Start, looked: Sequence[Looked]) -> None:
    """Let the person correct in their editor what is to be decided; what comes back is in `looked`."""
    places = [
        (each, n)
        for each in looked
        for n, match in enumerate(each.matches)
        if match.standing in (Standing.NEW, Standing.CHANGED)
    ]
    entries = [
        Entry(number, _where(each, n), as_fields(each.file.found.rounds[n]), str(each.choices[n]))
        for number, (each, n) in enumerate(places, 1)
    ]
    with draft_of(write_sheet(entries), name="import", now=at.now) as draft:
        edit_file(draft.path)
        left, problems = read_sheet(draft.read())
        for problem in problems:
            click.echo(f"Not understood, line {problem.line}: {problem.message}", err=True)
        _take_back(places, {entry.number: entry for entry in left})


def _where(each: Looked, n: int) -> str:
    one = each.file.found.rounds[n]
    standing = "changed" if each.matches[n].standing is Standing.CHANGED else "new"
    lines = f", lines {one.first_line} to {one.last_line}" if one.first_line else ""
    return f"{named(each.file.found.name)}{lines} ({standing})"


def _take_back(places: Sequence[tuple[Looked, int]], left: dict[int, Entry]) -> None:
    """Put what came back from the editor into the files."""
    for number, (each, n) in enumerate(places, 1):
        entry = left.get(number)
        if entry is None:
            each.choices[n] = Choice.LATER
            continue
        found, problems = correct(each.file.found.rounds[n], entry.fields)
        for name, message in problems.items():
            click.echo(f"Round {number}, {name}: {message} It stays as it was read.", err=True)
        rounds = list(each.file.found.rounds)
        rounds[n] = found
        each.file = replace(each.file, found=replace(each.file.found, rounds=tuple(rounds)))
        each.choices[n] = Choice(entry.choice) if entry.choice in set(Choice) else each.choices[n]


def ask(at: Start, looked: Sequence[Looked]) -> bool:
    """Ask once whether to take it in; "edit" corrects it first, and asks again."""
    while True:
        rounds = sum(each.taken for each in looked)
        files = sum(bool(each.taken) for each in looked)
        applications = sum(len(each.file.found.applications) for each in looked)
        if not rounds and not applications and not any(Choice.LATER in e.choices.values() for e in looked):
            click.echo("Nothing in it is new.")
            return False
        what = (
            f"{count(rounds, 'round')} from {count(files, 'file')}"
            if rounds
            else "what is told of applications"
        )
        if not sys.stdin.isatty():
            click.echo(f"Nothing was taken in. To take in {what} without being asked: --yes", err=True)
            raise click.exceptions.Exit(1)
        answer = click.prompt(f"Take in {what}? [y/N/edit]", default="n", show_default=False).strip().lower()
        if answer in ("e", "edit"):
            edit(at, looked)
            show(looked)
            continue
        return answer in ("y", "yes")
