"""A passing PostgreSQL server for the tests, from the distribution's binaries, on a Unix socket."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

ADDRESS = "AFTERROUND_TEST_DATABASE"
"""Names a server to use instead; its user must be allowed to create databases."""

ABSENT = f"no PostgreSQL: set {ADDRESS} or install the server from your distribution"


def find_binaries() -> Path | None:
    """The folder with initdb and postgres: the newest of Debian's, else the PATH's."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True):
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _version(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0.0


def _as_postgres() -> dict[str, Any]:
    """The server refuses to run as root; then it runs as the distribution's own user."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


class Server:
    """A server with an empty cluster that lives until `stop`."""

    def __init__(self) -> None:
        binaries = find_binaries()
        assert binaries is not None, ABSENT
        # Directly under /tmp: the path of a Unix socket has at most 107 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="afterround-pg-", dir="/tmp"))
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        data, log = self.folder / "data", self.folder / "log"
        self.control = [str(binaries / "pg_ctl"), "-D", str(data), "-w", "-l", str(log)]
        self._run(
            [
                str(binaries / "initdb"),
                "--no-sync",
                "-A",
                "trust",
                "-U",
                "postgres",
                "-E",
                "UTF8",
                "--locale=C",
                "-D",
                str(data),
            ]
        )
        fast = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        self._run([*self.control, "-o", f"-c listen_addresses='' -k {self.folder} {fast}", "start"])
        self.address = f"postgresql://postgres@/postgres?host={quote(str(self.folder))}"

    def _run(self, command: list[str]) -> None:
        # The server would keep a pipe open, so its output goes to a file.
        with (Path(tempfile.gettempdir()) / f"{self.folder.name}.out").open("w+") as out:
            done = subprocess.run(
                command, stdout=out, stderr=out, cwd="/", check=False, timeout=120, **_as_postgres()
            )
            out.seek(0)
            assert done.returncode == 0, out.read()
        Path(out.name).unlink()

    def stop(self) -> None:
        """Stop the server and remove its cluster."""
        self._run([*self.control, "-m", "immediate", "stop"])
        shutil.rmtree(self.folder, ignore_errors=True)
