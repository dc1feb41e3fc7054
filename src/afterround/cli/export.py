"""`afterround export`: everything one has typed as JSON and as Markdown files, and what is attached to it."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from afterround.cli.groups import examples
from afterround.cli.start import Start, start
from afterround.core.errors import Conflict
from afterround.formats.archive import render_archive
from afterround.formats.words import count
from afterround.queries.archive import get_archive, get_archive_files


@click.command(
    "export",
    epilog=examples("afterround export --json afterround.json", "afterround export --markdown retros/"),
)
@click.option("--json", "json_file", metavar="FILE", help='Everything in one file; "-" prints it.')
@click.option(
    "--markdown",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="A Markdown file for each round; photos and voice memos in attachments/ beside them.",
)
@click.option("--replace", is_flag=True, help="Write over files that are there and differ.")
def export(json_file: str | None, folder: Path | None, replace: bool) -> None:
    """Write everything out. The files can be read by you alone (mode 0600)."""
    if json_file is None and folder is None:
        raise click.UsageError("Say what to write: --json FILE, --markdown DIR, or both.")
    at = start()
    if json_file is not None:
        _export_json(at, json_file, replace)
    if folder is not None:
        _export_markdown(at, folder.expanduser(), replace)


def _export_json(at: Start, json_file: str, replace: bool) -> None:
    text = render_archive(get_archive(at.owner), at=at.now)
    if json_file == "-":
        click.echo(text.encode(), nl=False)
        return
    path = Path(json_file).expanduser()
    _refuse_to_overwrite([path], replace)
    _write(path, text.encode())
    click.echo(f"Written: {path}", err=True)


def _export_markdown(at: Start, folder: Path, replace: bool) -> None:
    files = get_archive_files(at.owner, at.now, at.zone)
    contents: dict[str, Callable[[], bytes]] = {
        **{name: text.encode for name, text in files.texts.items()},
        **{name: path.read_bytes for name, path in files.attached.items()},
    }
    differing = [folder / name for name, content in contents.items() if _differs(folder / name, content)]
    _refuse_to_overwrite(differing, replace)
    for made in (folder, folder / "attachments") if files.attached else (folder,):
        _make_folder(made)
    with click.progressbar(
        contents.items(), label="Writing", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as items:
        for name, content in items:
            _write(folder / name, content())
    click.echo(f"Written: {count(len(contents), 'file')} in {folder}", err=True)
    for name in files.missing:
        click.echo(f"Not written: {name}, its file is missing. See afterround doctor --attachments", err=True)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Conflict(f"{folder} cannot be made: {error.strerror}.") from error


def _differs(path: Path, content: Callable[[], bytes]) -> bool:
    return path.exists() and path.read_bytes() != content()


def _refuse_to_overwrite(paths: list[Path], replace: bool) -> None:
    """Raise Conflict where files are there already, unless they are to be replaced."""
    there = [path for path in paths if path.exists()]
    if there and not replace:
        named = str(there[0]) + (f" and {len(there) - 1} more" if len(there) > 1 else "")
        raise Conflict(f"{named} exists already. Choose another place, or write over it: --replace")


def _write(path: Path, content: bytes) -> None:
    """Write a file as a whole: a reader sees the old one or the new one. Raises Conflict."""
    part = path.with_name(path.name + ".part")
    try:
        handle = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise Conflict(f"{path} cannot be written: {error.strerror}.") from error


COMMANDS = {"export": export}
