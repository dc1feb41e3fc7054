"""The program as a whole: its help, its version, its exit status, and completion in a real shell."""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from afterround.cli.program import COMMANDS, program
from afterround.quick import due, jot
from tests import warm
from tests.cli.terminal import Terminal
from tests.warm import PROGRAM

pytestmark = pytest.mark.embedded


def commands(
    found: click.Command, words: tuple[str, ...] = ()
) -> list[tuple[tuple[str, ...], click.Command]]:
    """A command and all below it, with the words that call them."""
    below = found.commands if isinstance(found, click.Group) and words else {}
    if not words:
        context = click.Context(program)
        below = {name: program.get_command(context, name) for name in COMMANDS}  # type: ignore[misc]
    return [(words, found), *(pair for name, sub in below.items() for pair in commands(sub, (*words, name)))]


ALL = [(words, found) for words, found in commands(program) if words]


@pytest.mark.parametrize(("words", "found"), ALL, ids=[" ".join(words) for words, _ in ALL])
def test_every_command_has_help_with_an_example(words: tuple[str, ...], found: click.Command) -> None:
    text = found.get_help(click.Context(found, info_name=" ".join(words)))
    assert f"afterround {words[0]}" in text.split("Examples:")[1]
    assert found.help and len(text) > 100


def test_help_lists_every_command_without_loading_any(fresh: Terminal) -> None:
    listed = fresh.ok("--help")
    assert all(f"  {name} " in listed for name in COMMANDS)
    assert not fresh.home.exists()


@pytest.mark.parametrize(("name", "text"), [("jot", jot.HELP), ("due", due.HELP)])
def test_the_quick_commands_have_one_help(fresh: Terminal, name: str, text: str) -> None:
    found = program.get_command(click.Context(program), name)
    assert found is not None
    assert found.get_help(click.Context(found)) == text.rstrip()
    assert fresh.ok(name, "--help") == text


def test_completion_knows_every_option_of_jot() -> None:
    found = program.get_command(click.Context(program), "jot")
    assert found is not None
    offered = {option for parameter in found.params for option in parameter.opts}
    assert offered - {"words"} == set(jot.LANES) | {"--round", "-r"}


def test_alone_it_says_how_to_begin_and_what_waits(terminal: Terminal) -> None:
    assert "afterround round add" in terminal.ok()
    terminal.ok("round", "add", "Acme, coding, ended 2 hours ago")
    assert "Retrospective: Acme, coding" in terminal.ok()


def test_the_version_is_the_package_s(fresh: Terminal) -> None:
    from importlib.metadata import version

    assert fresh.ok("--version") == f"afterround {version('afterround')}\n"


@pytest.mark.parametrize("args", [["nonsense"], ["round", "nonsense"], ["round", "list", "--loud"]])
def test_wrong_usage_has_status_2(terminal: Terminal, args: list[str]) -> None:
    done = terminal.run(*args)
    assert (done.returncode, done.stdout) == (2, "")


def test_a_store_of_a_newer_program_is_refused_in_words(terminal: Terminal) -> None:
    terminal.rows("pragma user_version=9999")
    done = terminal.run("round", "list")
    assert (done.returncode, done.stdout) == (1, "")
    assert "newer Afterround" in done.stderr


def test_a_damaged_store_is_refused_in_words(terminal: Terminal) -> None:
    (terminal.home / "afterround.sqlite3").write_bytes(b"not a database" * 100)
    done = terminal.run("round", "list")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_json_is_utf_8_whatever_the_terminal_speaks(terminal: Terminal) -> None:
    terminal.ok("round", "add", "Žižka, coding, ended now")
    assert terminal.json("round", "show", PYTHONIOENCODING="ascii")["company"] == "Žižka"


@pytest.mark.parametrize(
    ("shell", "mark"), [("bash", "complete -o"), ("zsh", "compdef"), ("fish", "complete --no-files")]
)
def test_a_completion_script_is_printed(fresh: Terminal, shell: str, mark: str) -> None:
    assert mark in fresh.ok("completion", shell)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("afterround jo", {"jot", "jots"}),
        ("afterround jot --s", {"--stumbled", "--signal"}),
        ("afterround due --c", {"--count"}),
        ("afterround cooldown sk", {"skip"}),
        ("afterround round li", {"list"}),
    ],
)
def test_bash_completes_commands_and_options(fresh: Terminal, line: str, offered: set[str]) -> None:
    assert shutil.which("bash")
    words = line.split()
    script = (
        'eval "$(afterround completion bash)"\n'
        f"COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _afterround_completion afterround\n"
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", script], env=fresh.env, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == offered


@pytest.mark.parametrize(("words", "found"), ALL, ids=[" ".join(words) for words, _ in ALL])
def test_every_example_is_understood(
    words: tuple[str, ...], found: click.Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AFTERROUND_DEMO", "")  # an example with --demo sets it, and the next test is no demo
    for name in ("mock-form.json", "list.csv"):
        Path(name).touch()
    text = found.get_help(click.Context(found, info_name=" ".join(words))).split("Examples:")[1]
    for example in re.findall(r"^ *(?:\w+=\S+ )?afterround (.*?)(?: (?:>>?|<) .*)?$", text, re.MULTILINE):
        resolve(program, shlex.split(example))


def resolve(command: click.Command, words: list[str]) -> None:
    """Follow the words down to the command they call. Raises UsageError where they cannot be understood."""
    context = command.make_context("afterround", list(words))
    if isinstance(command, click.Group):
        rest = [*context._protected_args, *context.args]
        _, below, rest = command.resolve_command(context, rest)
        assert below is not None
        resolve(below, rest)


def test_alone_it_says_why_it_cannot_tell_what_waits(terminal: Terminal) -> None:
    terminal.rows("pragma user_version=9999")
    done = terminal.run()
    assert (done.returncode, "afterround round add" in done.stdout) == (0, True)
    assert "cannot be read: the store has schema 9999" in done.stderr


@pytest.mark.parametrize("command", ["jots", "due", "due --json"])
def test_a_reader_that_has_gone_hears_no_complaint(terminal: Terminal, command: str) -> None:
    terminal.ok("jot", "one")
    done = subprocess.run(
        ["bash", "-c", f"{PROGRAM} {command} | true"], env=terminal.env, capture_output=True, check=False
    )
    assert done.stderr == b""


def test_output_that_cannot_be_written_is_said_in_words(terminal: Terminal) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{PROGRAM} round list > /dev/full"],
        env=terminal.env,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(b"afterround: ")


@pytest.mark.parametrize("address", ["nonsense", "mysql://x/y", "postgresql://host:port/x"])
def test_an_address_that_is_none_is_refused_in_words(fresh: Terminal, address: str) -> None:
    done = fresh.run("round", "list", AFTERROUND_DATABASE=address)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("afterround: AFTERROUND_DATABASE must be")


def test_words_that_are_no_text_are_read_as_well_as_they_can_be(terminal: Terminal) -> None:
    terminal.ok("round", "add", "--company", os.fsdecode(b"Caf\xe9"), "--end", "1 hour ago")
    assert terminal.json("round", "show", "café")["company"] == "Café"


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
@pytest.mark.parametrize(
    "args", [["round", "list"], ["round", "list", "--json"], ["due"], ["drills"], ["themes", "no-such-theme"]]
)
def test_a_command_forked_for_a_test_answers_like_one_that_is_started(
    terminal: Terminal, args: list[str], zone: str
) -> None:
    terminal.ok("round", "add", "Acme, coding, today 17:00")
    env = {**terminal.env, "TZ": zone}
    started = subprocess.run([str(PROGRAM), *args], env=env, capture_output=True, check=False)
    forked = warm.run(args, env)
    assert warm.can_fork(args, env)
    assert (forked.returncode, forked.stdout, forked.stderr) == (
        started.returncode,
        started.stdout,
        started.stderr,
    )


@pytest.mark.parametrize("name", ["PYTHONIOENCODING", "LANG", "LC_ALL"])
def test_a_command_is_started_where_python_would_begin_otherwise(terminal: Terminal, name: str) -> None:
    assert warm.can_fork(["jots"], terminal.env)
    assert not warm.can_fork(["jots"], {**terminal.env, name: "de_DE.ISO-8859-1"})


def test_a_forked_program_that_goes_on_tells_its_exit_status(terminal: Terminal, tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as log:
        statuses = [warm.start([word], terminal.env, log).wait(60) for word in ("jots", "nonsense")]
    assert statuses == [0, 2]
