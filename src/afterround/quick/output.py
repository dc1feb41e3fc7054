"""What the quick commands print. That nobody can hear it never undoes a deed: what is kept is kept."""

import os
import sys


def say(text: str, *, encoding: str | None = None) -> None:
    """Print on standard output, by default in the terminal's encoding."""
    _print(text, is_error=False, encoding=encoding)


def complain(text: str) -> None:
    """Print on standard error."""
    _print(text, is_error=True, encoding=None)


def _print(text: str, *, is_error: bool, encoding: str | None) -> None:
    """Print and go on: a closed stream, a reader that has gone or a full disk is no failure of the command."""
    stream = sys.stderr if is_error else sys.stdout
    if stream is None:
        return
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding=encoding, errors="replace")
    try:
        stream.write(text)
        stream.flush()
    except (OSError, ValueError):
        lead_nowhere(stream.fileno())


def kind_in_words(kind: str, label: str) -> str:
    """A round's sort as `core.rounds.KIND_WORDS` says it, or the person's own word for it."""
    return label or ("take-home" if kind == "take_home" else kind.replace("_", " "))


def lead_nowhere(handle: int) -> None:
    """Let what is left in a stream go to nobody, or its flush would fail once more when the process ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, handle)
    os.close(nowhere)
