"""`afterround import`: notes, templates and tables from elsewhere; what was taken in, and the way back."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from afterround.actions import import_undo as deeds
from afterround.actions.imports import Brought, Report, brought, take_in
from afterround.cli.answers import instant, print_json
from afterround.cli.bringing import FILES, Wanted, files_in, named, read_path
from afterround.cli.groups import examples
from afterround.cli.import_preview import ask, look_at, show
from afterround.cli.lines import key_of, one_line, print_rows
from afterround.cli.start import Start, start
from afterround.formats.bring import Read
from afterround.formats.found_json import reading_json
from afterround.formats.words import clock, count, day
from afterround.queries.imports import FileGave, ImportView, find_import, imports_of
from afterround.queries.rounds import get_round

NAMED = "KEY is an import's key as the list shows it; the latest one is meant when it is left out."


class TakesByDefault(click.Group):
    """`afterround import notes/` means `afterround import files notes/`; the other commands are named."""

    by_default = "files"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `files` in front where no command is named; completion still offers all of them."""
        asks_help = args[:1] in (["-h"], ["--help"]) or not args
        if not asks_help and args[0] not in self.commands:
            args = [self.by_default, *args]
        return super().parse_args(ctx, args)


@click.group(
    "import",
    cls=TakesByDefault,
    epilog=examples(
        "afterround import notes/ jobs.csv",
        "afterround import --dry-run --json notes/*.md",
        "afterround import undo",
    ),
)
def import_group() -> None:
    """Take in notes, filled-in templates and tables; a file that was brought before gives only what is new.

    Name files or folders: afterround import PATH... See afterround import files --help for its options.
    """


@import_group.command("files", epilog=examples("afterround import notes/", "afterround import --yes log.md"))
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--dry-run", is_flag=True, help="Only say how each file is read; nothing is kept.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--date", default="", help="The day of the round, for files that do not say it.")
@click.option("--company", default="", help="The company, for files that do not say it.")
@click.option("--open", "is_open", is_flag=True, help="Their retrospectives are not finished.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print as JSON how each file was read, or what it gave."
)
def import_files(
    paths: tuple[str, ...], *, dry_run: bool, yes: bool, date: str, company: str, is_open: bool, as_json: bool
) -> int:
    """Read files, and the files in folders, show what was read, and take it in after asking once; "-" reads
    standard input.

    A file that cannot be taken in is named, the others go in; the exit status is then 1.
    """
    wanted = Wanted(" ".join(date.split()), " ".join(company.split()))
    names = list(files_in(paths))
    if len(names) > FILES:
        raise click.UsageError(f"At most {FILES:,} files are read at once; these are {len(names):,}.")
    if dry_run:
        return _dry_run(names, wanted, as_json)
    at = start()
    if yes:
        with _bar(names, "Importing") as each:
            report = _taken(at, (brought(read_path(name, wanted)) for name in each), is_open)
        return _tell(at, report, as_json)
    with _bar(names, "Reading") as each:
        looked = look_at(at, [read_path(name, wanted) for name in each])
    unread = [file.file for file in looked if file.file.why]
    for file in unread:
        click.echo(f"afterround: {named(file.found.name)}: {file.why}", err=True)
    show(looked)
    if not ask(at, looked):
        return 1 if unread else 0
    report = _taken(at, (file.final for file in looked if not file.file.why), is_open)
    return _tell(at, report, as_json) or (1 if unread else 0)


@contextmanager
def _bar(names: Sequence[str], label: str) -> Iterator[Iterable[str]]:
    """A bar on standard error where there is much to do and somebody to watch."""
    if len(names) < 20 or not sys.stderr.isatty():
        yield names
        return
    with click.progressbar(names, label=label, file=sys.stderr) as each:
        yield each


def _dry_run(names: Sequence[str], wanted: Wanted, as_json: bool) -> int:
    """Say how each file is read; the store is not opened."""
    answers, failed = [], 0
    for name in names:
        read = read_path(name, wanted)
        failed += bool(read.why)
        if as_json:
            answers.append(_answer(name, read))
        elif read.why:
            click.echo(f"afterround: {named(name)}: {read.why}", err=True)
        else:
            _tell_reading(named(name), read)
    if as_json:
        print_json(answers)
    return 1 if failed else 0


def _answer(name: str, read: Read) -> dict[str, Any]:
    answer = reading_json(read.found) | {"file": name}
    if read.why and not answer["problems"]:
        answer["problems"] = [{"line": 0, "message": read.why}]
    return answer


def _tell_reading(name: str, read: Read) -> None:
    """A line a round, and what belongs to none."""
    found = read.found
    told = [count(len(found.rounds), "round")]
    told += [count(len(found.applications), "application")] if found.applications else []
    click.echo(f"{name}: {', '.join(told)}")
    for one in found.rounds:
        facts = [one.date.text if one.date else "no date", one.company.text if one.company else ""]
        facts += [one.label.text if one.label else str(one.kind or "")]
        click.echo("  " + ", ".join(one_line(fact) for fact in facts if fact))
    for problem in found.problems:
        click.echo(f"  line {problem.line}: {one_line(problem.message)}")
    for text in found.unplaced:
        click.echo(f"  belongs to no round: {count(len(text.splitlines()), 'line')} ({one_line(text)[:50]})")


def _taken(at: Start, files: Iterable[Brought], is_open: bool) -> Report:
    return take_in(at.owner, files, now=at.now, zone=at.zone, are_finished=not is_open)


def _tell(at: Start, report: Report, as_json: bool) -> int:
    """Say what each file gave; returns the exit status."""
    failed = [gave for gave in report.files if gave.problem]
    for gave in failed:
        click.echo(f"afterround: {named(gave.name)}: {gave.problem}", err=True)
    if as_json:
        print_json(
            {
                "import": str(report.id) if report.id else None,
                "files": [_gave_answer(gave) for gave in report.files],
                "rounds": [str(key) for key in report.rounds],
            }
        )
        return 1 if failed else 0
    for gave in report.files:
        if not gave.problem and (gave.gave or gave.later or len(report.files) < 50):
            click.echo(f"{named(gave.name)}: {_gave_words(gave)}")
    if report.id is None:
        click.echo("Nothing in it is new.")
    else:
        applications = sum(gave.applications for gave in report.files)
        tags = sum(gave.tags for gave in report.files)
        told = f"{count(len(report.rounds), 'round')} and {count(applications, 'application')}"
        if tags and not (report.rounds or applications):
            told = count(tags, "tag")
        if tags:
            click.echo("Your tags wait for what they mean: afterround themes inbox")
        click.echo(f"Taken in: {told}. To undo it: afterround import undo {key_of(report.id)}")
    return 1 if failed else 0


def _gave_answer(gave: FileGave) -> dict[str, Any]:
    return {"file": gave.name, **{n: v for n, v in vars(gave).items() if n not in ("name", "problem")}} | {
        "problem": gave.problem or None
    }


def _gave_words(gave: FileGave) -> str:
    told = [
        (gave.made, "new"), (gave.changed, "changed"), (gave.unchanged, "known already"),
        (gave.later, "left for you to decide"), (gave.left_out, "left out"),
    ]  # fmt: skip
    words = [f"{number} {word}" for number, word in told if number]
    words += [count(gave.applications, "application")] if gave.applications else []
    words += [count(gave.tags, "tag")] if gave.tags else []
    return ", ".join(words) or "no round was found in it"


@import_group.command("list", epilog=examples("afterround import list --json"))
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def list_imports(as_json: bool) -> None:
    """List what was taken in, the latest first."""
    at = start()
    found = imports_of(at.owner)
    if as_json:
        print_json([_import_answer(view) for view in found])
        return
    print_rows([_row(at, view) for view in found])
    if not found:
        click.echo("Nothing was taken in yet. Bring what you have: afterround import PATH...")


def _import_answer(view: ImportView) -> dict[str, Any]:
    return {
        "id": str(view.id),
        "taken_at": instant(view.taken_at),
        "undone_at": instant(view.undone_at),
        "made": view.made,
        "changed": view.changed,
        "files": [_gave_answer(gave) for gave in view.files],
    }


def _row(at: Start, view: ImportView) -> list[str]:
    moment = view.taken_at.astimezone(at.zone)
    names = ", ".join(named(file.name).rpartition("/")[2] for file in view.files[:3]) + (
        " …" if len(view.files) > 3 else ""
    )
    state = "undone" if view.undone_at else count(*view.mainly)
    return [key_of(view.id), f"{day(moment.date(), at.today)} {clock(moment)}", state, names]


@import_group.command(
    "undo",
    help=f"Take a whole import back; what you have written into since stays. {NAMED}",
    epilog=examples("afterround import undo"),
)
@click.argument("key", default="")
@click.option("--even-written", is_flag=True, help="Take back, too, what you have written into since.")
def undo(key: str, even_written: bool) -> None:
    at = start()
    view = find_import(at.owner, key)
    undone = deeds.undo_import(at.owner, view.id, now=at.now, even_written=even_written)
    changed = f", {undone.changed_back} changed back" if undone.changed_back else ""
    gone = f"{count(undone.removed, 'round')} and {count(undone.applications, 'application')}"
    click.echo(f"Undone: {gone} gone{changed}.")
    for kept in undone.kept:
        click.echo(
            f"Kept, since you have written into it: {one_line(get_round(at.owner, kept, at.now).title)}"
        )
    click.echo(f"To bring it back: afterround import redo {key_of(view.id)}")


@import_group.command(
    "redo", help="Bring an undone import back.", epilog=examples("afterround import redo 0c1d2e3f")
)
@click.argument("key")
def redo(key: str) -> None:
    at = start()
    view = find_import(at.owner, key)
    click.echo(f"Back again: {count(deeds.redo_import(at.owner, view.id), 'round')}.")


COMMANDS = {"import": import_group}
