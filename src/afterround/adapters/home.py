"""The data folder on disk: made private, kept out of checkouts, with the secret key beside the store."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from afterround.adapters import store
from afterround.core.errors import StoreUnavailable


def home() -> Path:
    """The data folder."""
    return Path(store.home())


def checkout_around(folder: Path) -> Path | None:
    """The code checkout a folder lies in, or None. A home directory under version control does not count."""
    user = Path.home()
    for parent in (folder, *folder.parents):
        if parent == user:
            return None
        if (parent / ".git").exists():
            return parent
    return None


def prepare_home() -> Path:
    """Make the data folder with mode 0700 and return it.

    Raises StoreUnavailable where it lies inside a checkout or cannot be made.
    """
    folder = home()
    around = checkout_around(folder)
    if around is not None:
        raise StoreUnavailable(
            f"The data folder {folder} lies inside the checkout {around}, where it could be committed by mistake. "
            "Set AFTERROUND_HOME to a folder outside of it."
        )
    try:
        if store.is_demo():  # the folder around it is to hold a person's own
            folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise StoreUnavailable(f"The data folder {folder} cannot be used: {error.strerror}.") from error
    return folder


def keep_demo_note() -> None:
    """Say in the demo's data folder what it is; the file also marks it for the program."""
    file = home() / store.DEMO_NOTE
    if not file.exists():
        file.write_text("The demo of Afterround: invented people and companies, nothing of yours.\n")
        file.chmod(0o600)


def secret_key() -> str:
    """The installation's secret key from the file `key` (mode 0600); a passing one where none is kept yet."""
    try:
        kept = (home() / "key").read_text()
    except OSError:
        kept = ""
    return kept or secrets.token_urlsafe(48)


def keep_secret_key() -> None:
    """Make the key file once, whole or not at all: without a key the program could never start again."""
    file = home() / "key"
    if file.exists() and file.stat().st_size:
        return
    part = home() / f"key.{os.getpid()}.part"
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w") as made:
        made.write(secrets.token_urlsafe(48))
        made.flush()
        os.fsync(made.fileno())
    part.replace(file)


def copies() -> list[Path]:
    """The copies of the store from before migrations, the oldest first."""
    return sorted((home() / "copies").glob("before-*.sqlite3"))


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Let one at a time through, of all threads and programs that use this data folder; the lock is a file of that
    name, and goes with the process."""
    with open(home() / name, "w", opener=_private) as handle:
        try:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        except ImportError:
            import msvcrt  # type: ignore[import-not-found,unused-ignore]

            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
        yield


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
