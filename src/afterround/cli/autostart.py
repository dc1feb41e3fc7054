"""`afterround autostart`: the program at login, as a systemd user unit or a launchd agent."""

import os
import plistlib
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from afterround.cli.groups import examples
from afterround.core.errors import Conflict

UNIT = "afterround.service"
LABEL = "afterround"
KEPT_VARIABLES = ("AFTERROUND_HOME", "AFTERROUND_DATABASE", "AFTERROUND_ORIGIN", "XDG_DATA_HOME")
"""What decides where the data is and where the program answers, and must be the same at login."""


def program_command() -> list[str]:
    """The command that serves, by full paths."""
    return [sys.executable, "-m", "afterround", "serve", "--no-open"]


def kept_environment() -> dict[str, str]:
    """Those of these variables that are set now."""
    return {name: os.environ[name] for name in KEPT_VARIABLES if os.environ.get(name)}


@dataclass(frozen=True)
class Asked:
    """What a service manager answered."""

    is_done: bool
    words: str


def ask(*command: str) -> Asked:
    """Run a service manager's command."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Asked(False, str(error))
    return Asked(done.returncode == 0, (done.stdout + done.stderr).strip())


class Systemd:
    """A user's unit under systemd."""

    name = "systemd"

    @property
    def file(self) -> Path:
        """Where the unit stands."""
        config = os.environ.get("XDG_CONFIG_HOME", "").strip() or "~/.config"
        return Path(config).expanduser() / "systemd" / "user" / UNIT

    def text(self) -> str:
        """The unit. A refused start is not repeated, a crash is."""
        lines = [
            "[Unit]",
            "Description=Afterround, for the hour after an interview",
            "",
            "[Service]",
            "ExecStart=" + " ".join(_quoted(word).replace("$", "$$") for word in program_command()),
            *("Environment=" + _quoted(f"{name}={value}") for name, value in kept_environment().items()),
            "Restart=on-failure",
            "RestartSec=10",
            "RestartPreventExitStatus=1 2",
            "UMask=0077",
            "",
            "[Install]",
            "WantedBy=default.target",
        ]
        return "\n".join(lines) + "\n"

    def enable(self) -> Asked:
        """Start it now and at each login."""
        reloaded = ask("systemctl", "--user", "daemon-reload")
        return ask("systemctl", "--user", "enable", "--now", UNIT) if reloaded.is_done else reloaded

    def disable(self) -> Asked:
        """End it and start it no longer."""
        return ask("systemctl", "--user", "disable", "--now", UNIT)

    def forget(self) -> None:
        """Let the manager notice that the unit is gone."""
        ask("systemctl", "--user", "daemon-reload")

    def is_running(self) -> bool:
        """Whether it runs at this moment."""
        return ask("systemctl", "--user", "is-active", UNIT).is_done


def _quoted(word: str) -> str:
    """A word as systemd reads it back."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


class Launchd:
    """An agent under macOS's launchd."""

    name = "launchd"

    @property
    def file(self) -> Path:
        """Where the agent stands."""
        return Path.home() / "Library" / "LaunchAgents" / f"{LABEL}.plist"

    def text(self) -> str:
        """The agent. It is not kept alive: a refused start would be repeated for ever."""
        agent = {
            "Label": LABEL,
            "ProgramArguments": program_command(),
            "EnvironmentVariables": kept_environment(),
            "RunAtLoad": True,
            "KeepAlive": {"Crashed": True},
            "Umask": 0o077,
        }
        return plistlib.dumps(agent).decode()

    def enable(self) -> Asked:
        """Start it now and at each login."""
        return ask("launchctl", "bootstrap", f"gui/{os.getuid()}", str(self.file))

    def disable(self) -> Asked:
        """End it and start it no longer."""
        return ask("launchctl", "bootout", f"gui/{os.getuid()}/{LABEL}")

    def forget(self) -> None:
        """Nothing is left to do."""

    def is_running(self) -> bool:
        """Whether it is loaded at this moment."""
        return ask("launchctl", "print", f"gui/{os.getuid()}/{LABEL}").is_done


def manager() -> Systemd | Launchd:
    """What starts programs at login here. Raises Conflict where that is neither systemd nor launchd."""
    if sys.platform == "darwin":
        return Launchd()
    if shutil.which("systemctl"):
        return Systemd()
    command = " ".join(program_command())
    raise Conflict(
        f"There is no systemd and no launchd here. Let your desktop or shell start this at login: {command}"
    )


@click.group("autostart", epilog=examples("afterround autostart on"))
def autostart() -> None:
    """Start the program at login, or no longer."""


@autostart.command("on", epilog=examples("afterround autostart on"))
def on() -> None:
    """Start it now and at each login."""
    found = manager()
    found.file.parent.mkdir(parents=True, exist_ok=True)
    found.file.write_text(found.text(), encoding="utf-8")
    click.echo(f"Written: {found.file}")
    asked = found.enable()
    if not asked.is_done:
        raise Conflict(
            f"{found.name} did not take it: {asked.words} Run afterround autostart on in your desktop session."
        )
    click.echo("Afterround runs now and starts at each login. Open it: afterround open")


@autostart.command("off", epilog=examples("afterround autostart off"))
def off() -> None:
    """End it and start it no longer; your data stays."""
    found = manager()
    if not found.file.exists():
        click.echo("It does not start at login.")
        return
    asked = found.disable()
    found.file.unlink()
    found.forget()
    click.echo(f"Removed: {found.file}. Your data stays.")
    if not asked.is_done:
        click.echo(f"{found.name} answered: {asked.words}", err=True)


@autostart.command("status", epilog=examples("afterround autostart status --json"))
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def status(as_json: bool) -> None:
    """Say whether it starts at login, and whether it runs."""
    found = manager()
    is_on = found.file.exists()
    is_running = is_on and found.is_running()
    if as_json:
        import json

        answer = {"on": is_on, "running": is_running, "manager": found.name, "file": str(found.file)}
        click.echo(json.dumps(answer, indent=2))
        return
    click.echo(f"At login: {'yes' if is_on else 'no'} ({found.file})")
    click.echo(f"Running through {found.name}: {'yes' if is_running else 'no'}")


COMMANDS = {"autostart": autostart}
