"""The files a person names, folders searched, and what each was read to hold."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from afterround.cli.lines import one_line
from afterround.core.imports import Found, FoundDate, FoundFile
from afterround.formats.bring import FILE_BYTES, Read, read_file, read_retro
from afterround.formats.dates import read_date

SUFFIXES = frozenset(
    {
        ".md",
        ".markdown",
        ".mdx",
        ".txt",
        ".text",
        ".org",
        ".rst",
        ".adoc",
        ".html",
        ".htm",
        ".csv",
        ".tsv",
        ".tab",
    }
    | {".xlsx", ".xlsm"}
)
"""The files of a folder that are read; a file that is named is read whatever it is called."""

FILES = 20_000
"""The most files of one import."""


@dataclass(frozen=True)
class Wanted:
    """What the options say of files that do not say it themselves; "" where they say nothing."""

    date: str = ""
    company: str = ""


def files_in(paths: Iterable[str]) -> Iterator[str]:
    """The files that paths name: themselves, and of a folder those that can be notes or tables, at any depth.

    Hidden files and folders are left out.
    """
    for path in paths:
        if path == "-" or not Path(path).expanduser().is_dir():
            yield path
            continue
        for folder, folders, names in os.walk(Path(path).expanduser()):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                    yield str(Path(folder) / name)


def read_path(path: str, wanted: Wanted) -> Read:
    """Read one file; what cannot be read says why."""
    try:
        content = sys.stdin.buffer.read(FILE_BYTES + 1) if path == "-" else _content(Path(path))
    except OSError as error:
        return Read(FoundFile(path), why=f"it cannot be read: {error.strerror}.")
    read = read_file("" if path == "-" else path, content)
    if not read.found.rounds and (wanted.date or wanted.company):
        read = read_retro(read.found.name, content) or read
    return _completed(read, wanted)


def _content(path: Path) -> bytes:
    with path.expanduser().open("rb") as file:
        return file.read(FILE_BYTES + 1)


def _completed(read: Read, wanted: Wanted) -> Read:
    """What was read, with the day and the company from the options where a round has none."""
    if not (wanted.date or wanted.company):
        return read
    rounds = tuple(
        replace(
            one,
            date=one.date or (_date(wanted.date) if wanted.date else None),
            company=one.company or (Found(wanted.company) if wanted.company else None),
        )
        for one in read.found.rounds
    )
    return replace(read, found=replace(read.found, rounds=rounds))


def _date(said: str) -> FoundDate:
    return FoundDate(read_date(said).iso, said)


def named(path: str) -> str:
    """A file as it is spoken of; its name may hold characters that would steer a terminal."""
    return one_line(path) or "standard input"


def total(reads: Sequence[Read]) -> int:
    """The rounds in all of them."""
    return sum(len(read.found.rounds) for read in reads)
