"""Opens a text in the person's own editor, from a file that only they can read."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from afterround.adapters.home import home
from afterround.core.errors import AfterroundError

FALLBACKS = ("sensible-editor", "editor", "nano", "vim", "vi", "notepad")


@dataclass
class Draft:
    """A file with a text that is being edited. `is_needed` says that the text is not saved elsewhere."""

    path: Path
    text: str
    is_needed: bool = False

    def read(self) -> str:
        """What the file holds now. Raises AfterroundError where that is no text."""
        try:
            return self.path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise AfterroundError(
                f"The text is not in UTF-8 (at byte {error.start}); nothing was changed."
            ) from error
        except OSError as error:
            raise AfterroundError(
                f"The text cannot be read back: {error.strerror}. Nothing was changed."
            ) from error


@contextmanager
def draft_of(text: str, *, name: str, now: datetime) -> Iterator[Draft]:
    """A file of the data folder (mode 0600) with a text, for the time of the block.

    It goes afterwards, unless it holds words that are not saved: after an error, or where `is_needed` was set.
    Then its path is said.
    """
    draft = Draft(_new_file(f"{name}-{now:%Y%m%dT%H%M%S}", text), text)
    try:
        yield draft
    except BaseException as error:
        draft.is_needed = True
        if isinstance(error, click.Abort):
            click.echo(err=True)  # the question that was broken off stands on the line
        raise
    finally:
        with suppress(OSError):
            content = draft.path.read_bytes()
            if draft.is_needed and content.strip() and content != text.encode():
                click.echo(f"Your text is kept in {draft.path}", err=True)
            else:
                draft.path.unlink()


def _new_file(name: str, text: str) -> Path:
    folder = home() / "drafts"
    folder.mkdir(mode=0o700, exist_ok=True)
    number = 1
    while (folder / f"{name}-{number}.md").exists():
        number += 1
    path = folder / f"{name}-{number}.md"
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode())
    return path


def edit_file(path: Path) -> None:
    """Run the editor on a file and wait for it.

    Raises AfterroundError where there is no editor, or where it says that it failed.
    """
    command = editor_command()
    try:
        with _interrupts_left_to_the_editor():
            status = subprocess.run([*command, str(path)], check=False).returncode
    except OSError as error:
        raise AfterroundError(
            f"The editor {command[0]} cannot be started: {error.strerror}. Set $EDITOR."
        ) from error
    if status:
        raise AfterroundError(f"The editor {command[0]} ended with status {status}.")


def editor_command() -> list[str]:
    """The editor to run: $VISUAL, $EDITOR, or one that is there. Raises AfterroundError where none is."""
    for name in ("VISUAL", "EDITOR"):
        if words := os.environ.get(name, "").strip():
            try:
                return shlex.split(words, posix=sys.platform != "win32")
            except ValueError as error:
                raise AfterroundError(f"${name} cannot be understood: {words} ({error}).") from error
    found = next((program for program in FALLBACKS if shutil.which(program)), None)
    if found is None:
        raise AfterroundError("No editor was found. Set $EDITOR to the one you use.")
    return [found]


@contextmanager
def _interrupts_left_to_the_editor() -> Iterator[None]:
    """While the editor runs, Ctrl-C is its own."""
    earlier = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, earlier)
