import pytest

from tests.cli.terminal import Terminal

pytestmark = pytest.mark.embedded

RETRO = """Question summaries:
1. LRU cache / a map and a list / O(1) time, O(n) space

Hints given? How did I respond?
- Which structure keeps an order?
  response: needed_more
  question: 1
"""


def test_hints_are_listed_by_round_with_what_may_be_said(terminal: Terminal, acme: str) -> None:
    assert "No hints yet." in terminal.ok("hints")
    editor = terminal.editor(f'cat > "$1" <<"END"\n{RETRO}END')
    terminal.ok("retro", "edit", "Acme", EDITOR=editor)
    said = terminal.ok("hints")
    assert "1 needed more" in said and "Acme, coding" in said
    assert "Too early to say" in said and "LRU cache: one hint." in said
    told = terminal.json("hints", "--topic", "lru cache")
    assert told["change"] == "too_early"
    (hint,) = told["rounds"][0]["hints"]
    assert (hint["response"], hint["topic"]) == ("needed_more", "LRU cache")
