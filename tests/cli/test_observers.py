"""`afterround observe`: the form goes out, comes back, stays hidden until one has rated oneself, and is struck out."""

import json
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from afterround.formats.observer_form import MARK, render_form
from tests.cast import a_form
from tests.cli.terminal import Terminal

pytestmark = pytest.mark.embedded

THEIRS = ("twenty minutes", "asked before coding", "the state kept changing")


@pytest.fixture
def mock(terminal: Terminal) -> UUID:
    """A mock round that ended two hours ago."""
    terminal.ok("round", "add", "Acme, mock coding, ended 2 hours ago")
    return UUID(terminal.json("round", "show", "Acme")["id"])


@pytest.fixture
def form(mock: UUID, tmp_path: Path) -> Path:
    """The file that came back."""
    path = tmp_path / "mock-form.json"
    path.write_text(render_form(a_form(mock)), encoding="utf-8")
    return path


def test_the_form_is_written_as_one_file(terminal: Terminal, mock: UUID, tmp_path: Path) -> None:
    path = str(tmp_path / "mock-form.html")
    done = terminal.run("observe", "form", "Acme", "-o", path, "--title", "Coding & more")
    text = Path(path).read_text(encoding="utf-8")
    assert f"afterround observe import {mock.hex[-8:]}" in done.stderr
    assert "<h1>Coding &amp; more</h1>" in text and str(mock) in text
    assert "exists already" in terminal.run("observe", "form", "Acme", "-o", path).stderr
    assert "<h1>Mock interview: coding</h1>" in terminal.ok("observe", "form", "Acme")


def test_theirs_is_hidden_until_one_has_rated_oneself(terminal: Terminal, mock: UUID, form: Path) -> None:
    said = terminal.ok("observe", "import", "Acme", str(form))
    said += terminal.ok("observe", "show", "Acme") + str(terminal.json("observe", "show", "Acme"))
    assert "Dan Okafor" in said and f"afterround observe rate {mock.hex[-8:]}" in said
    assert not [words for words in THEIRS if words in said]
    said = terminal.ok("observe", "rate", "Acme", "speed=4", "problem-solving=3")
    assert not [words for words in THEIRS if words not in said]
    assert "Far apart. Speed: you said 4 (solid), Dan Okafor said 2 (rather shaky)." in said
    (shown,) = terminal.json("observe", "show", "Acme")["forms"]
    assert (shown["ratings"][0]["rating"], shown["apart"]) == (2, ["speed"])


def test_a_form_counts_once_and_is_struck_out_with_the_command_that_was_printed(
    terminal: Terminal, mock: UUID, form: Path
) -> None:
    said = terminal.ok("observe", "import", "Acme", str(form))
    assert "It was here already" in terminal.ok("observe", "import", "Acme", "-", input=form.read_bytes())
    assert len(terminal.json("observe")["forms"]) == 1
    said = terminal.ok(*said.splitlines()[-1].split("afterround ")[1].split())
    assert terminal.json("observe")["forms"] == []
    terminal.ok(*said.splitlines()[-1].split("afterround ")[1].split())
    assert len(terminal.json("observe")["forms"]) == 1


def test_what_cannot_be_taken_is_refused_in_words(terminal: Terminal, mock: UUID, tmp_path: Path) -> None:
    terminal.ok("round", "add", "Globex, coding, ended 1 hour ago")
    other, none = tmp_path / "other.json", tmp_path / "none.json"
    spoilt, answers = tmp_path / "spoilt.json", {"ratings": {"luck": {"rating": 2}}, "shaky": ["quiet"]}
    form = a_form(mock)
    spoilt.write_text(json.dumps({MARK: 1, "form": form.key, "round": form.key, "answers": answers}))
    other.write_text(render_form(replace(form, round=str(form.key))))
    none.write_text("Hi")
    for words, said in {
        ("import", "Acme", str(other)): "Take it here: --anyway",
        ("import", "Acme", str(spoilt)): "made for a round that is not here",
        ("import", "Acme", str(none)): "no form of a mock partner",
        ("import", "Globex", str(other), "--anyway"): "mark it as a mock",
        ("form", "Globex"): "mark it as a mock",
        ("rate", "Acme", "speed=5"): "from 1 to 4",
        ("rate", "Acme", "charm=3"): 'no reason "charm"',
        ("link", "Acme"): "afterround serve --at",
        ("strike", "0badcafe"): "no form with the key",
        ("revoke", "0badcafe"): "no link with the key",
    }.items():
        done = terminal.run("observe", *words)
        assert (done.returncode > 0, done.stdout) == (True, "")
        assert said in done.stderr
    assert "round edit" in terminal.ok("observe", "show", "Globex")


def test_a_link_is_made_at_ones_own_address_and_closed(terminal: Terminal, mock: UUID) -> None:
    address = terminal.ok("observe", "link", "Acme", AFTERROUND_ORIGIN="https://notes.example.org").strip()
    assert address.startswith("https://notes.example.org/observe/") and len(address.split("/")[-2]) == 43
    (link,) = terminal.json("observe", "show", "Acme")["links"]
    assert (link["state"], link["title"]) == ("open", "Mock interview: coding")
    terminal.ok("observe", "revoke", link["id"])
    assert terminal.json("observe")["links"][0]["state"] == "revoked"
