"""`afterround themes tag`: the tags of one's files answered in the terminal, and taken back."""

import re

import pytest

from tests.cli.terminal import Terminal

pytestmark = pytest.mark.embedded

LOG = """Company,Date,Round,Tags
Acme,2026-05-04,Coding,"time-mgmt, luck, interview"
Globex,2026-05-08,Coding,"time-mgmt, kanban"
"""


@pytest.fixture
def brought(terminal: Terminal) -> Terminal:
    """A terminal with two old rounds that bear tags."""
    path = terminal.home.parent / "log.csv"
    path.write_text(LOG)
    said = terminal.ok("import", "--yes", str(path))
    assert "two applications, four tags" in said and "mean: afterround themes inbox\n" in said
    return terminal


def waiting(terminal: Terminal) -> dict[str, str | None]:
    """The tags that wait, with what is proposed for them."""
    return {tag["name"]: tag["theme"] for tag in terminal.json("themes", "inbox")["tags"]}


def undo(terminal: Terminal, said: str) -> None:
    """Run the command that was printed to take it back."""
    terminal.ok(*said.splitlines()[-1].split("afterround ")[1].split())


def test_a_tag_is_offered_with_the_reason_and_counts_after_one_command(brought: Terminal) -> None:
    said = brought.ok("themes", "inbox")
    assert "Your tag time-mgmt, two rounds: Dividing the time? “time management” speaks for it." in said
    assert "  afterround themes tag time-mgmt --shaky   or   --well   or   tag time-mgmt --let-go" in said
    assert waiting(brought) == {"time-mgmt": "time-split", "kanban": None, "luck": None}
    done = brought.ok("themes", "tag", "time-mgmt", "--shaky")
    assert "time-mgmt counts as Dividing the time in two rounds now." in done
    assert re.search(
        r"Acme, coding +felt shaky +tagged “time-mgmt”", brought.ok("themes", "show", "time-split")
    )
    assert [one["tagged"] for one in brought.json("themes", "show", "time-split")["evidence"]] == [True, True]
    undo(brought, done)
    assert "time-mgmt" in waiting(brought) and brought.json("themes") == []


def test_a_tag_is_another_theme_or_one_of_its_own_and_is_parted(brought: Terminal) -> None:
    brought.ok("themes", "tag", "time-mgmt", "pace and haste", "--well")
    brought.ok("themes", "tag", "kanban", "kanban", "--shaky")
    counted = {one["name"]: one["theme"] for one in brought.json("themes", "merges")["tags"]}
    assert counted == {"kanban": "own-kanban", "time-mgmt": "pace"}
    assert "Your tag kanban counts as kanban in one round" in brought.ok("themes", "merges")
    done = brought.ok("themes", "tag", "time-mgmt", "--part")
    assert "time-mgmt counts as Pace and haste no more." in done and "time-mgmt" in waiting(brought)
    undo(brought, done)
    assert "time-mgmt" not in waiting(brought)


def test_a_note_that_has_only_a_tag_more_says_so(terminal: Terminal) -> None:
    path = terminal.home.parent / "a.md"
    for tags in ("luck", "luck, kanban"):
        path.write_text(f"---\ntags: [{tags}]\n---\n# Acme coding interview 2026-05-04\n\nA grid.\n")
        said = terminal.ok("import", "--yes", str(path))
    assert "Taken in: one tag. To undo it" in said
    assert re.search(r"one tag +a\.md", terminal.ok("import", "list"))


def test_a_tag_is_let_go_and_offered_again(brought: Terminal) -> None:
    done = brought.ok("themes", "tag", "luck", "--let-go")
    assert "luck" not in waiting(brought)
    assert [one["name"] for one in brought.json("themes", "merges")["tags_let_go"]] == ["luck"]
    assert "Your tag luck was let go." in brought.ok("themes", "merges")
    undo(brought, done)
    assert "luck" in waiting(brought)


def test_what_cannot_be_done_says_what_to_do(brought: Terminal) -> None:
    for said, words in (
        (("time-mgmt",), "A tag does not say how it went. Say --shaky or --well."),
        (("luck", "--well"), 'Name one: afterround themes tag luck "Its theme"'),
        (("nothing", "--well"), 'No tag "nothing" waits for a word.'),
        (("luck", "--part"), 'No tag "luck" counts as a theme.'),
        (("luck", "--again"), 'The tag "luck" was not let go.'),
    ):
        done = brought.run("themes", "tag", *said)
        assert done.returncode == 1 and words in done.stderr


def test_two_answers_at_once_and_a_theme_for_no_theme_are_wrong_usage(brought: Terminal) -> None:
    for said in (("--shaky", "--well"), ("--let-go", "--well"), ("pace", "--let-go"), ("pace", "--again")):
        done = brought.run("themes", "tag", "time-mgmt", *said)
        assert done.returncode == 2 and "Error: " in done.stderr
    assert "time-mgmt" in waiting(brought)


def test_what_a_terminal_would_understand_is_left_out_of_a_printed_command(terminal: Terminal) -> None:
    path = terminal.home.parent / "log.csv"
    path.write_text('Company,Date,Round,Tags\nAcme,2026-05-04,Coding,"two $(pointers), luck"\n')
    terminal.ok("import", "--yes", str(path))
    assert 'afterround themes tag "two pointers"' in terminal.ok("themes", "inbox")
    assert "two $(pointers) counts as" in terminal.ok("themes", "tag", "two pointers", "--shaky")
