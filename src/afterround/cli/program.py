"""The list of commands, each loaded when it is called, and what becomes of their errors."""

import os
import sys
from dataclasses import dataclass
from importlib import import_module

import click

from afterround.cli.groups import examples
from afterround.core.errors import AfterroundError, Invalid
from afterround.quick.jot import readable
from afterround.quick.output import lead_nowhere

FIRST_STEPS = """Afterround: the hour after an interview, and everything it should change.

  afterround round add "Acme, coding, ended now"   say that a round has ended
  afterround jot "lost the DP state"               keep an impression, from any shell
  afterround retro edit                            write the retrospective
  afterround serve                                 the same in the browser
"""


@dataclass(frozen=True)
class Entry:
    """A command as the list of commands knows it: its module under this package and its line in the list."""

    module: str
    line: str
    needs_django: bool = True


COMMANDS = {
    "jot": Entry("quick", "Keep a raw impression, at any second, from any shell.", needs_django=False),
    "due": Entry("quick", "Say what waits for you; fit for a prompt.", needs_django=False),
    "round": Entry("rounds", "Add rounds and see, edit, end, close or delete them."),
    "company": Entry("companies", "See companies; merge two spellings of one, part them, rename one."),
    "cooldown": Entry("cooldown", "See what is left of the cooldown; skip it, or note a walk."),
    "jots": Entry("jots", "See your impressions; strike one out or place it."),
    "observe": Entry("observers", "Ask whoever watched a mock; take in their form, rate yourself."),
    "retro": Entry("retro", "Write, read and finish a retrospective."),
    "hints": Entry("hints", "See whether you get by with fewer hints."),
    "feedback": Entry("feedback", "Keep what came back about a round; confirm the reasons in it."),
    "findings": Entry("findings", "See what is inferred where feedback is vague; say what is right."),
    "actions": Entry("actions", "See the follow-up actions that are open; tick, park or drop one."),
    "themes": Entry(
        "themes", "See what keeps happening; recognise themes, answer what is suggested.", needs_django=False
    ),
    "drills": Entry("drills", "See what to practise today and why; note how it went."),
    "inbox": Entry("inbox", "Take jots from a folder that your phone also writes to."),
    "import": Entry("imports", "Take in notes and tables from elsewhere; take an import back."),
    "export": Entry("export", "Write everything out as JSON and Markdown."),
    "serve": Entry("serve", "Run the program for the browser."),
    "open": Entry("serve", "Open the running program in the browser."),
    "devices": Entry("devices", "See which browsers may come in; shut one out."),
    "demo": Entry("demo", "Look around in an invented search, apart from your own.", needs_django=False),
    "doctor": Entry("doctor", "Say where the data is and whether all is well."),
    "autostart": Entry("autostart", "Start the program at login, or no longer.", needs_django=False),
    "completion": Entry(
        "completion", "Print the script that completes commands in your shell.", needs_django=False
    ),
}


class Commands(click.Group):
    """A group whose commands are imported when they are called, so that --help and completion are quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command; Django is set up first where it needs tables."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        if entry.needs_django:
            set_up_django()
        module = import_module(f"afterround.cli.{entry.module}")
        found = module.COMMANDS[cmd_name]
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.line) for name, entry in COMMANDS.items()])


def set_up_django() -> None:
    """Make tables usable; a second call costs nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "afterround.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        click.echo(f"afterround {version('afterround')}")
        ctx.exit()


def _choose_demo(_: click.Context, __: click.Parameter, wanted: bool) -> None:
    if wanted:
        from afterround.adapters.store import choose_demo

        choose_demo()


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples('afterround round add "Acme, coding, ended now"'),
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_version,
    help="Show the version.",
)
@click.option(
    "--demo",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_choose_demo,
    help="Work on the demo and not on your own data.",
)
@click.pass_context
def program(ctx: click.Context) -> None:
    """The hour after an interview, and everything it should change."""
    if ctx.invoked_subcommand is None:
        click.echo(FIRST_STEPS)
        _say_what_waits()
        click.echo("All commands: afterround --help")


def _say_what_waits() -> None:
    """The lines of `afterround due` under the first steps, where there is a store to read them from."""
    import sqlite3

    from afterround.quick.due import in_words, what_waits

    try:
        items = what_waits()
    except sqlite3.Error as error:
        click.echo(f"afterround: The store cannot be read: {error}. See afterround doctor.\n", err=True)
        return
    if items:
        click.echo("What waits for you:\n")
        click.echo("".join(f"  {in_words(item)}\n" for item in items))


def run(arguments: list[str] | None = None) -> int:
    """Run the program on `arguments` (by default those of this process); returns the exit status.

    0 done, 1 refused or not well, 2 wrong usage, 130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    words = [_readable(word) for word in (sys.argv[1:] if arguments is None else arguments)]
    try:
        answer = program.main(words, prog_name="afterround", standalone_mode=False)
        sys.stdout.flush()  # what cannot be written must fail here, where it can be said
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return 130
    except AfterroundError as error:
        tell_refusal(error)
        return 1
    except OSError as error:
        lead_nowhere(sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            click.echo(f"afterround: {error}", err=True)
        return 1
    except Exception as error:
        if not _is_about_the_store(error):
            raise
        why = " ".join(str(error).split())  # PostgreSQL says it on several lines
        click.echo(f"afterround: The store cannot be used: {why}. See afterround doctor.", err=True)
        return 1
    return answer if isinstance(answer, int) else 0


def _readable(word: str) -> str:
    """A word of the command line as text that can be kept; the name of a file that is there stays as it is."""
    return word if os.path.lexists(word) else readable(word)


def tell_refusal(error: AfterroundError) -> None:
    """Say on standard error why something was refused."""
    click.echo(f"afterround: {error}", err=True)
    for name, problem in error.problems.items() if isinstance(error, Invalid) else ():
        if problem not in str(error):
            click.echo(f"  {name}: {problem}", err=True)


def _is_about_the_store(error: Exception) -> bool:
    """Whether it was the database that refused: locked, full, damaged, gone."""
    if "django.db" not in sys.modules:
        return False
    from django.db import DatabaseError

    return isinstance(error, DatabaseError)
