"""The documents say what the code does: each bullet of the chapter, each module and each test that is named."""

import re
import shlex
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import click
import pytest

import afterround
from afterround.cli.program import program
from tests.rules.code import PACKAGE, ROOT, functions, parsed

CHAPTER = ROOT / "docs/chapter.md"
NOT_YET = "not yet"


def rows() -> list[tuple[str, str, str]]:
    """Bullet, code and test of every row of docs/chapter.md."""
    text = CHAPTER.read_text(encoding="utf-8")
    cells = [
        re.split(r"(?<!\\) \| ", line.strip("| ")) for line in text.splitlines() if line.startswith("| ")
    ]
    found = [
        tuple(cell.strip() for cell in row)
        for row in cells
        if row[0] != "bullet" and set(row[0]) - set("- |")
    ]
    assert all(len(row) == 3 for row in found), found
    return [(row[0], row[1], row[2]) for row in found]


def bullets(chapter: str) -> Iterator[str]:
    """What the chapter asks for: its bullets, and in the template its headings."""
    text, _, rest = chapter.partition("```")
    template, _, after = rest.partition("```")
    for part in (text, template, after):
        for line in part.splitlines():
            said = line.strip().removeprefix("- ")
            if part is template:
                if line.strip() and line[0].isupper():
                    yield said.rstrip(":")
            elif line.strip().startswith("- ") and not said.endswith(":"):
                yield said


def test_every_bullet_of_the_chapter_is_listed_in_its_order(shared: Path) -> None:
    asked = list(bullets((shared / "chapter.md").read_text(encoding="utf-8")))
    listed = [bullet for bullet, _, _ in rows()]
    assert len(listed) == len(asked)
    assert [(a, b) for a, b in zip(asked, listed, strict=True) if not b.startswith(a)] == []


def test_a_bullet_has_code_and_a_test_or_says_not_yet() -> None:
    assert [
        b for b, code, test in rows() if not (NOT_YET in code and test == NOT_YET) and "::" not in test
    ] == []


def test_every_test_that_is_named_exists() -> None:
    named = [name for _, _, test in rows() for name in re.findall(r"`([^`]+)`", test)]
    assert named
    assert [name for name in named if not exists(name)] == []


def exists(name: str) -> bool:
    """Whether a test is there, given as path::name."""
    path, _, test = name.partition("::")
    file = ROOT / path
    return file.is_file() and test in [node.name for node in functions(parsed(file))]


def test_every_module_that_is_named_exists() -> None:
    documents = [*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md")]
    named = {
        name
        for file in documents
        for name in re.findall(r"`(afterround(?:\.\w+)+)`", file.read_text(encoding="utf-8"))
    }
    assert named
    assert sorted(name for name in named if not is_there(name)) == []


def is_there(name: str) -> bool:
    """Whether a module, or a name in a module, is there."""
    if (ROOT / "docs" / name).exists() or name in ("afterround.json", "afterround.zip", "afterround.service"):
        return True
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        module, _, thing = name.rpartition(".")
        spec = find_spec(module)
        return (
            spec is not None
            and spec.origin is not None
            and thing in Path(spec.origin).read_text(encoding="utf-8")
        )


def test_every_path_that_is_named_exists() -> None:
    documents = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", CHAPTER]
    pattern = r"`((?:src|tests|docs|frontend|benchmarks|deploy|requirements)/[\w./-]*)`"
    named = [
        (file.name, path)
        for file in documents
        for path in re.findall(pattern, file.read_text(encoding="utf-8"))
    ]
    assert [
        (file, path) for file, path in named if not (ROOT / path).exists() and not (PACKAGE / path).exists()
    ] == []


def commands_in(text: str) -> Iterator[list[str]]:
    """The words of every call of the program that a document shows, in a block or within a line."""
    blocks = re.findall(r"^ *(afterround [^#\n]+?)(?: {2,}#.*)?$", text, re.MULTILINE)
    within = re.findall(r"`(afterround [^`\n]+)`", text)
    return (shlex.split(line) for line in [*blocks, *within] if "…" not in line)


def parse(words: list[str]) -> None:
    """Let the program read a call without doing anything. Raises a click.UsageError for what it does not know."""
    found: click.Command = program
    context = click.Context(program, info_name=words.pop(0))
    words = words[1:] if words[:1] == ["--demo"] else words
    while isinstance(found, click.Group):
        is_named = bool(words) and found.get_command(context, words[0]) is not None
        name = words.pop(0) if is_named else str(getattr(found, "by_default", "show"))
        below = found.get_command(context, name)
        if below is None:
            raise click.UsageError(f"{found.name} has no {name} and no {words[:1]}")
        found, context = below, click.Context(below, parent=context, info_name=name)
    _, left, _ = found.make_parser(context).parse_args(words)
    if left:
        raise click.UsageError(f"{found.name} does not know what to do with {left}")


DOCUMENTS = [*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md")]


@pytest.mark.parametrize("file", DOCUMENTS, ids=[file.name for file in DOCUMENTS])
def test_every_command_that_is_shown_is_understood(file: Path) -> None:
    for words in commands_in(file.read_text(encoding="utf-8")):
        parse(words)


def test_the_walk_to_the_phone_shows_commands() -> None:
    shown = list(commands_in((ROOT / "docs/phone.md").read_text(encoding="utf-8")))
    assert ["afterround", "doctor", "--at"] in shown
    assert ["afterround", "open", "--qr"] in shown
    assert len(shown) > 10


@pytest.mark.parametrize(
    "line", ["afterround servve", "afterround serve --loud", "afterround devices forget x"]
)
def test_a_command_that_is_not_there_is_noticed(line: str) -> None:
    with pytest.raises(click.UsageError):
        parse(line.split())


def anchors(text: str) -> set[str]:
    """The anchors that a page on a code forge makes of its headings."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("file", DOCUMENTS, ids=[file.name for file in DOCUMENTS])
def test_every_link_within_a_document_leads_somewhere(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors(text)


def test_the_version_is_that_of_the_changelog() -> None:
    newest = re.search(r"^## (\d\S*)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    from importlib.metadata import version

    assert version("afterround") == newest[1]
    assert getattr(afterround, "__version__", newest[1]) == newest[1]
