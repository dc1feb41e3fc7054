import re
from pathlib import Path

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
    assert "No hints" not in terminal.ok("hints", "--topic", "graphs")
    told = terminal.json("hints", "--topic", "lru cache")
    assert told["change"] == "too_early"
    (hint,) = told["rounds"][0]["hints"]
    assert (hint["response"], hint["topic"]) == ("needed_more", "LRU cache")


def test_of_rounds_brought_from_elsewhere_no_day_is_made_up(terminal: Terminal, tmp_path: Path) -> None:
    for name, when in (("dated", "Date: March 2024\n"), ("undated", "")):
        note = f"# Coding interview at Acme\n\n{when}\n## Hints\n\n- Which structure keeps an order?\n"
        (tmp_path / f"{name}.md").write_text(note)
    terminal.ok("import", "--yes", str(tmp_path))
    said = terminal.ok("hints")
    assert re.search(r"^\w+ +March 2024 +1 not said", said, re.MULTILINE)
    assert "One round without a date" in said
