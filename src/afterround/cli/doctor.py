"""`afterround doctor`: where the data is, what keeps it, and what is not well."""

import platform
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click

from afterround.adapters import store
from afterround.adapters.health import Finding, folder_findings, store_findings
from afterround.adapters.inbox_folder import SIZE_LIMIT, unreadable_files
from afterround.adapters.port import Listener, who_answers, who_listens
from afterround.cli.answers import print_json
from afterround.cli.groups import examples
from afterround.cli.lines import print_rows
from afterround.core.address import local_address
from afterround.formats.words import count

OWN = 1
"""The exit status where something is not well."""


@click.command(
    "doctor",
    epilog=examples("afterround doctor --json", "afterround doctor --at", "afterround doctor --attachments"),
)
@click.option(
    "--at",
    "asks_address",
    is_flag=True,
    help="Also ask the program's own https address, and nothing else, who answers.",
)
@click.option("--attachments", "reads_all", is_flag=True, help="Read every photo and voice memo, too.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(asks_address: bool, reads_all: bool, as_json: bool) -> int:
    """Say where the data is, which engine and mode keep it, what is not well, and what to do.

    The exit status is 1 when something is not well. Nothing is changed, and without --at nothing is sent.
    """
    findings = [
        *_program(),
        *folder_findings(),
        *_kept(asks_address=asks_address, reads_all=reads_all),
    ]
    is_well = all(finding.is_well for finding in findings)
    if as_json:
        print_json({"ok": is_well, "findings": [_answer(finding) for finding in findings]})
        return 0 if is_well else OWN
    print_rows([["ok" if f.is_well else "!", f.name, f.text] for f in findings])
    for finding in findings:
        if not finding.is_well:
            click.echo(f"\n! {finding.name}: {finding.text}\n  {finding.advice}")
    click.echo("\nAll is well." if is_well else "")
    return 0 if is_well else OWN


def _answer(finding: Finding) -> dict[str, object]:
    return {
        "name": finding.name,
        "ok": finding.is_well,
        "text": finding.text,
        "advice": finding.advice or None,
    }


def _program() -> Iterator[Finding]:
    yield Finding("program", f"Afterround {version('afterround')}, Python {platform.python_version()}")


def _kept(*, asks_address: bool, reads_all: bool) -> Iterator[Finding]:
    """The database, what it says about this computer, and the files beside it."""
    if store.database_url():
        yield from _server(asks_address=asks_address, reads_all=reads_all)
        return
    findings = list(store_findings())
    yield from findings
    if Path(store.store_path()).exists() and all(finding.is_well for finding in findings):
        yield from _in_the_store(asks_address=asks_address, reads_all=reads_all)


def _server(*, asks_address: bool, reads_all: bool) -> Iterator[Finding]:
    """A PostgreSQL store."""
    from django.db import DatabaseError

    from afterround.queries.store import store_facts

    try:
        facts = store_facts()
    except DatabaseError as error:
        yield Finding(
            "store",
            " ".join(str(error).split()),
            "Check the address in AFTERROUND_DATABASE and that it runs.",
        )
        return
    yield Finding("engine", facts.engine)
    yield Finding("store", facts.place)
    yield from _in_the_store(asks_address=asks_address, reads_all=reads_all)


def _in_the_store(*, asks_address: bool, reads_all: bool) -> Iterator[Finding]:
    """The port, the address, the folders that are watched, and with `reads_all` the photos and voice memos."""
    from django.db import DatabaseError

    from afterround.cli.serve import address_of
    from afterround.queries.cooldown import inbox_folders
    from afterround.queries.owners import Owner, local_owner, recall_setting
    from afterround.queries.store import store_key

    try:
        owner = local_owner()
        port, key, folders = recall_setting(owner, "port"), store_key(), inbox_folders(owner)
    except (DatabaseError, Owner.DoesNotExist):
        return
    yield _port(port, key)
    if port is not None:
        yield _address(address_of(owner, port), port, key, asks_address)
    yield from (_inbox(Path(folder.path)) for folder in folders)
    if reads_all:
        yield _attachments()


def _attachments() -> Finding:
    """Whether every photo and voice memo is there and holds what it held when it was kept."""
    from afterround.queries.attachments import check_files

    state = check_files()
    parts = [count(state.count, "file")]
    parts += [f"{len(state.missing)} missing"] if state.missing else []
    parts += [f"{len(state.damaged)} damaged"] if state.damaged else []
    parts += [f"{len(state.unnamed)} left over, which the next start removes"] if state.unnamed else []
    spoilt = [*state.missing, *state.damaged]
    advice = "Bring them back from a copy of the data folder: " + ", ".join(spoilt) if spoilt else ""
    return Finding("attachments", "; ".join(parts), advice)


def _inbox(folder: Path) -> Finding:
    """A folder that is watched, and what in it cannot be taken in."""
    if not folder.is_dir():
        return Finding("inbox", f"{folder} is gone", f"Bring it back, or: afterround inbox --forget {folder}")
    unread = unreadable_files(folder)
    if not unread:
        return Finding("inbox", str(folder))
    advice = f"Look into {unread[0]}: it is no text, is larger than {SIZE_LIMIT // 1_000_000} MB, or may not be read."
    return Finding("inbox", f"{folder}; {count(len(unread), 'file')} in it cannot be taken in", advice)


def _port(port: int | None, key: str) -> Finding:
    if port is None:
        return Finding("port", "none yet; afterround serve chooses one and keeps it")
    texts = {
        Listener.OURSELVES: f"{port}, running",
        Listener.NOBODY: f"{port}, not running",
        Listener.OTHER_STORE: f"{port} is taken by Afterround with another store",
        Listener.OTHER_PROGRAM: f"{port} is taken by another program",
    }
    listener = who_listens(port, key)
    taken = listener in (Listener.OTHER_STORE, Listener.OTHER_PROGRAM)
    return Finding("port", texts[listener], "Stop that program, or see afterround serve." if taken else "")


def _address(origin: str, port: int, key: str, asks: bool) -> Finding:
    """The address; where that was asked for, whether this very program answers there."""
    if not origin.startswith("https:"):
        return Finding("address", f"{origin}, for this computer alone")
    if not asks:
        return Finding("address", f"{origin} (afterround doctor --at asks who answers there)")
    answer = who_answers(origin, key)
    leads = f"the proxy there has to lead to {local_address(port)}"
    if not answer.is_exact:
        advice = (
            f"Let the proxy pass the Host header on as a browser sends it; it has to arrive as in {origin}."
        )
        return Finding("address", f"{origin} leads here, but under another name", advice)
    if answer.listener is Listener.OURSELVES:
        return Finding("address", f"{origin} answers, and it is this program")
    if answer.listener is Listener.OTHER_STORE:
        return Finding("address", f"{origin} is Afterround with another store", f"Look which one: {leads}.")
    if answer.listener is Listener.NOBODY:
        advice = f"Look whether the name is right, the certificate is there, and the proxy runs; {leads}."
        return Finding("address", f"{origin} does not answer: {answer.words}", advice)
    advice = f"Something else answers there, or Afterround does not run: {leads}."
    return Finding("address", f"{origin} is not this program ({answer.words})", advice)


COMMANDS = {"doctor": doctor}
