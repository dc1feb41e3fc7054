"""`afterround import`: retrospectives that were written elsewhere, a file each."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from afterround.actions.imports import import_retro
from afterround.cli.answers import print_json
from afterround.cli.groups import examples
from afterround.cli.lines import key_of, one_line
from afterround.cli.start import Start, start
from afterround.core.errors import AfterroundError
from afterround.core.retro import Section
from afterround.formats.encoding import decode_text
from afterround.formats.markdown import Parsed, parse
from afterround.formats.reading import reading_of
from afterround.formats.words import count

SIZE_LIMIT = 5_000_000
"""Bytes of the largest file that is read."""

SECTION_NAMES = {
    Section.WENT_WELL: "line that went well",
    Section.SHAKY: "line that felt shaky",
    Section.QUESTIONS: "question",
    Section.HINTS: "hint",
    Section.ACTIONS: "action",
    Section.NEXT_STEPS: "next step",
}


@dataclass(frozen=True)
class Unreadable:
    """Why a file could not be read."""

    why: str


@click.command(
    "import",
    epilog=examples("afterround import --dry-run notes/*.md", "afterround import --date 2026-06-11 acme.md"),
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--dry-run", is_flag=True, help="Only say how each file is read; nothing is kept.")
@click.option("--date", help="The day of the round, for files that do not say it.")
@click.option("--company", help="The company, for files that do not say it.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON how each file was read.")
def import_files(
    files: tuple[str, ...], dry_run: bool, date: str | None, company: str | None, as_json: bool
) -> int:
    """Take in filled-in templates, in anyone's habits of writing; "-" reads standard input.

    What cannot be placed is kept as text. A file that cannot be taken in is named, the others go in; the exit
    status is then 1.
    """
    at = None if dry_run else start()
    answers, failed = [], 0
    with _progress(files) as names:
        for name in names:
            found = _read(name)
            parsed = _completed(found, date, company) if isinstance(found, Parsed) else found
            answer, why = _take(at, name, parsed)
            answers.append(answer)
            failed += bool(why)
            if why:
                click.echo(f"afterround: {name}: {why}", err=True)
            elif not as_json:
                _tell(answer, parsed)
    if as_json:
        print_json(answers)
    return 1 if failed else 0


@contextmanager
def _progress(files: tuple[str, ...]) -> Iterator[Iterable[str]]:
    """A bar on standard error where there is much to do and somebody to watch."""
    if len(files) < 10 or not sys.stderr.isatty() or sys.stdout.isatty():
        yield files
        return
    with click.progressbar(files, label="Importing", file=sys.stderr) as names:
        yield names


def _read(name: str) -> Parsed | Unreadable:
    """Read one file as a retrospective."""
    try:
        content = sys.stdin.buffer.read(SIZE_LIMIT + 1) if name == "-" else _content(Path(name))
    except OSError as error:
        return Unreadable(f"it cannot be read: {error.strerror}.")
    if len(content) > SIZE_LIMIT:
        return Unreadable(f"it is larger than {SIZE_LIMIT // 1_000_000} MB, which no retrospective is.")
    text = decode_text(content)
    return parse(text) if text is not None else Unreadable("it is no text but a binary file.")


def _content(path: Path) -> bytes:
    with path.expanduser().open("rb") as file:
        return file.read(SIZE_LIMIT + 1)


def _completed(parsed: Parsed, date: str | None, company: str | None) -> Parsed:
    """What was read, with the day and the company from the options where the text has none."""
    retro = parsed.retro
    filled = replace(retro, date=retro.date or date or "", company=retro.company or company or "")
    return replace(parsed, retro=filled)


def _take(at: Start | None, name: str, parsed: Parsed | Unreadable) -> tuple[dict[str, Any], str]:
    """How a file was read, as JSON, and why it was not taken in; "" where it was, or was only read."""
    if isinstance(parsed, Unreadable):
        problems = [{"line": 0, "message": parsed.why}]
        unread = {"file": name, "applications": [], "rounds": [], "unplaced": [], "problems": problems}
        return unread | ({"round": None} if at else {}), parsed.why
    answer = reading_of(name, parsed)
    if at is None:
        return answer, ""
    if not parsed.has_sections:
        return answer | {
            "round": None
        }, "it holds none of the template's headings, so nothing was taken from it."
    try:
        key = import_retro(at.owner, parsed.retro, now=at.now, zone=at.zone)
    except AfterroundError as error:
        return answer | {"round": None}, str(error)
    return answer | {"round": str(key)}, ""


def _tell(answer: dict[str, Any], parsed: Parsed | Unreadable) -> None:
    """Say how a file was read."""
    if isinstance(parsed, Unreadable):
        return
    retro = parsed.retro
    header = ", ".join(one_line(part) for part in (retro.company, retro.round, retro.date) if part)
    taken = [(len(getattr(retro, section)), noun) for section, noun in SECTION_NAMES.items()]
    counts = ", ".join(_counted(n, noun) for n, noun in taken if n)
    done = f"taken in as {key_of(UUID(answer['round']))}" if "round" in answer else "read"
    click.echo(f"{answer['file']}: {done}: {header or 'no header'}; {counts or 'no lines'}")
    for problem in answer["problems"]:
        click.echo(f"  line {problem['line']}: {problem['message']}")
    for text in answer["unplaced"]:
        click.echo(f"  kept as text: {count(len(text.splitlines()), 'line')} ({one_line(text)[:50]})")


def _counted(n: int, noun: str) -> str:
    return count(n, noun, noun.replace("line ", "lines ") if noun.startswith("line ") else None)


COMMANDS = {"import": import_files}
