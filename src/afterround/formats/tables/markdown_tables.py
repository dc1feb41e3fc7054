"""Tables written in Markdown or Org, as many as stand in a text, and the text around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from afterround.formats.tables.table import LINES, ROWS, TABLES

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:[|+]\s*:?-+:?\s*)*\|?\s*")
_CELL = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"\s*(?:#{1,6}\s*|\*+\s+)(?P<words>\S.*?)[\s#]*")
_LINK = re.compile(r"!?\[(?P<words>[^\[\]\n]*)\]\((?P<to>[^()\s]*)(?: \"[^\"]*\")?\)")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]*\|)?(?P<words>[^\[\]|\n]+)\]\]")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(\*\*|__|~~|`)(?=\S)([^*_~`]+)(?<=\S)\1")


LONGEST = 5_000
"""A longer line is no rule; a cell longer than a fifth of it is kept as it is written."""


@dataclass(frozen=True)
class MarkdownTable:
    """The rows of a table with their lines, its header first; how many `more` it has, and the heading above it."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    title: str = ""
    more: int = 0


def has_tables(text: str) -> bool:
    """Whether a text holds a Markdown table: a row of cells above a rule."""
    lines = text.splitlines()[:LINES]
    return any(_begins(lines, place) for place in range(len(lines) - 1))


def read_markdown_tables(text: str) -> tuple[tuple[MarkdownTable, ...], tuple[str, ...]]:
    """The tables in the first 200,000 lines of a text, and the pieces of text around them. Links in a cell give
    their words and address."""
    tables: list[MarkdownTable] = []
    around: list[str] = []
    piece: list[str] = []
    title = ""
    for number, lines in _blocks(text.splitlines()[:LINES]):
        if len(lines) == 1 and "|" not in lines[0]:
            heading = _HEADING.fullmatch(lines[0])
            title = heading["words"] if heading else title
            piece.append(lines[0])
            continue
        if len(lines) == 1:
            piece.append(lines[0])
            continue
        around.append("\n".join(piece).strip())
        piece = []
        read = 2 if len(tables) > TABLES else ROWS + 2
        rows = [
            (number + place, _cells(line)) for place, line in enumerate(lines[:read]) if not _is_rule(line)
        ]
        tables.append(MarkdownTable(tuple(rows), title, max(0, len(lines) - read)))
    around.append("\n".join(piece).strip())
    return tuple(tables), tuple(text for text in around if text)


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Tables as a block of lines, other lines each alone, with the number of the first."""
    place = 0
    while place < len(lines):
        end = place + 1
        if _begins(lines, place):
            while end < len(lines) and "|" in lines[end]:
                end += 1
        yield place + 1, lines[place:end]
        place = end


def _is_rule(line: str) -> bool:
    return "-" in line and len(line) < LONGEST and bool(_RULE.fullmatch(line))


def _begins(lines: list[str], place: int) -> bool:
    if "|" not in lines[place] or place + 1 >= len(lines) or "|" not in lines[place + 1]:
        return False
    return _is_rule(lines[place + 1]) and not _is_rule(lines[place])


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return tuple(_plain(cell) for cell in _CELL.split(inner))


def _plain(cell: str) -> str:
    """A cell's words without emphasis; the address of a link stands behind its words."""
    if len(cell) > LONGEST // 5:
        return cell.strip()
    words = _BREAK.sub("\n", cell.strip().replace("\\|", "|"))
    words = _WIKI_LINK.sub(lambda found: found["words"], words)
    words = _LINK.sub(_link, words)
    return _EMPHASIS.sub(r"\2", words).strip()


def _link(found: re.Match[str]) -> str:
    words, to = found["words"].strip(), found["to"]
    return words if not to or words == to else f"{words} <{to}>" if words else to
