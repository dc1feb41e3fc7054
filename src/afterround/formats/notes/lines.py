"""The lines of a note, and what each one is: heading, item, row of a table, code, text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from operator import or_

from afterround.formats.notes.marks import LONGEST, kept, plain

PROGRAMS = (
    *(".rb", ".py", ".js", ".ts", ".jsx", ".tsx", ".java", ".kt", ".c", ".cc", ".cpp", ".h", ".cs"),
    *(".go", ".rs", ".swift", ".scala", ".sql", ".sh", ".php", ".lua", ".hs", ".el", ".ex"),
)
_FENCE = re.compile(r"^\s{0,8}(```+|~~~+)\s*([\w+-]*)")
_HASHES = re.compile(r"^\s{0,3}(#{1,6})(\s*)(\S.*)$")
_ANCHOR = re.compile(r"\s*\{[#.][^{}\s]{1,120}\}\s*$")
_HTML_HEADING = re.compile(r"^\s*(?:<details\b[^<>]{0,100}>\s*)?<(h[1-6]|summary)\b[^<>]{0,200}>(.*)$", re.I)
_UNDERLINE = re.compile(r"^\s{0,3}(=+|-{3,}|~{4,}|\^{4,})\s*$")
_LEVELS = "=-~^"
_RULE = re.compile(r"^\s{0,3}(?:(?:[-*_=~#]\s*){3,}|<hr\s*/?>)\s*$", re.I)
_ITEM = re.compile(
    r"^(\s*)(?:([-*+•▪◦‣–])\s+|([-•])(?=[A-Za-z\"'])|(?:\(?(\d{1,3}|[a-zA-Z])[.)])\s+|<li>)(.*)$"
)
_BOX = re.compile(r"^\[([ xX-])\]\s+")
_STARS = re.compile(r"^(\*+)\s+(\S.*)$")
_ORG_SIGN = re.compile(r"^(?:\*{2,}\s+\S|#\+\w+:|:PROPERTIES:)", re.I)
_ORG_KEY = re.compile(r"^#\+(\w+):\s*(.*)$")
_ORG_DRAWER = re.compile(r"^\s*:(\w+):\s*(.*)$")
_QUOTE = re.compile(r"^\s{0,3}>+\s?")
_COMMENT = re.compile(
    r"^\s*(?:(#+)|//+!?|/\*+|\*/|\*(?=\s|$)|--(?=\s)|;+(?=\s)|%(?=\s)|<!--)\s?(.*?)(?:\s*(?:\*/|-->))?\s*$"
)
_LEAD = re.compile(r"^[^\w*_<]{0,8}(?:\*\*|__|<b>|<strong>)(.{1,200}?)(?:\*\*|__|</b>|</strong>)(.*)$", re.I)
_KEYCAP_FIRST = re.compile(r"^[*_\s]{0,4}\d\ufe0f?\u20e3")
_PROSE = re.compile(r"^#+\s*-|[.!,]\s*$")
_COUNTED = re.compile(r"^\d{1,2}[.)]\s+\S")
_FRONT_KEY = re.compile(r"^([A-Za-z][\w -]{0,40}):\s*(.*)$")
_TAGS_ONLY = re.compile(r"^(?:#[\w/-]+\s*)+$")
_LONGEST_HEADING = 200


class Is(Enum):
    """What a line is."""

    HEADING = auto()
    ITEM = auto()
    TEXT = auto()
    ROW = auto()
    CODE = auto()
    FRONT = auto()
    RULE = auto()
    BLANK = auto()


@dataclass(frozen=True)
class Line:
    """A line: its number in the file from 1, what it is, its words with addresses (`full`) and without (`text`).

    `depth` is a heading's level, or how far an item is indented; `lead` is what it begins with in bold, `rest`
    what follows that.
    """

    number: int
    what: Is
    raw: str
    text: str = ""
    full: str = ""
    depth: int = 0
    lead: str = ""
    rest: str = ""
    is_numbered: bool = False
    is_quote: bool = False
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoteLines:
    """A note's lines and the keys that stand in front of it, each with its line."""

    lines: tuple[Line, ...]
    front: dict[str, tuple[str, int]] = field(default_factory=dict)
    is_org: bool = False


def read_lines(text: str, *, name: str = "") -> NoteLines:
    """Say what each line of a text is. `name` is the file's, whose ending may say that it is a program."""
    raws = [raw.rstrip("\r") for raw in text.removeprefix("\ufeff").split("\n")]
    source = raws
    comments = _comments(raws, name)
    raws = _unwrapped(raws) if comments is None else comments
    front, after = _front(raws)
    is_org = _is_org(raws, name)
    lines = [Line(n, Is.FRONT, source[n - 1]) for n in range(1, after + 1)]
    lines += _sort(raws, source, after, is_org=is_org, is_program=comments is not None, front=front)
    return NoteLines(tuple(_with_underlines(lines)), front, is_org)


# What stands around a note


def _comments(raws: Sequence[str], name: str) -> list[str] | None:
    """The words of a program's comments, its code left out; None where the text is no such thing."""
    written = [raw for raw in raws if raw.strip()]
    is_program = name.lower().endswith(PROGRAMS)
    marked = sum(raw.lstrip().startswith(("#", "//", "/*", "*/", "* ", "--", ";;", "% ")) for raw in written)
    if not is_program and (marked < 3 or marked < len(written) * 0.9):
        return None
    if (
        not is_program
        and written[0].startswith("#")
        and not any(_PROSE.search(raw[:LONGEST]) for raw in written)
    ):
        return None
    if not is_program and sum(raw.lstrip().startswith("* ") for raw in written) > marked * 0.5:
        return None
    found: list[str] = []
    in_block = False
    for raw in raws:
        stripped = raw.lstrip()
        quoted = stripped.startswith(('"""', "'''", "=begin", "=end"))
        comment = _COMMENT.match(raw) if len(raw) <= LONGEST else None
        if comment and not (in_block and quoted):
            level = len(comment[1] or "")
            found.append(f"# {comment[2]}" if level > 1 and comment[2] else comment[2])
            in_block = (in_block or stripped.startswith("/*")) and "*/" not in raw
        elif quoted:
            in_block = in_block != (stripped.count(stripped[:3]) % 2 == 1 or stripped[0] == "=")
            found.append(stripped.strip("\"'").removeprefix("=begin").removeprefix("=end").strip())
        else:
            found.append(raw if in_block else "")
    return found


def _unwrapped(raws: list[str]) -> list[str]:
    """The lines without the fence around a note that stands whole in one."""
    marks = [n for n, raw in enumerate(raws) if _FENCE.match(raw[:40])]
    if len(marks) < 2:
        return raws
    first, last = marks[0], marks[-1]
    opened = _FENCE.match(raws[first][:40])
    inside = [raw for raw in raws[first + 1 : last] if raw.strip()]
    around = [raw for raw in (*raws[:first], *raws[last + 1 :]) if raw.strip()]
    headed = sum(bool(_HASHES.match(raw[:300]) or _ORG_SIGN.match(raw[:300])) for raw in inside)
    is_note = opened is not None and opened[2].lower() in ("", "markdown", "md", "text", "txt", "org")
    if not is_note or headed < 2 or len(around) > len(inside) * 0.4 or len(marks) % 2:
        return raws
    return [("" if n in (first, last) else raw) for n, raw in enumerate(raws)]


def _front(raws: Sequence[str]) -> tuple[dict[str, tuple[str, int]], int]:
    """The keys of the block in front and how many lines it takes."""
    found: dict[str, tuple[str, int]] = {}
    start = next((n for n, raw in enumerate(raws) if raw.strip()), 0)
    mark = raws[start].strip() if raws else ""
    if mark not in ("---", "+++"):
        return found, 0
    end = next((n for n in range(start + 1, min(len(raws), start + 80)) if raws[n].strip() == mark), 0)
    body = raws[start + 1 : end]
    is_key = [bool(_FRONT_KEY.match(raw[:200])) or " = " in raw for raw in body]
    is_more = [not raw.strip() or raw[:1] in " \t-#" for raw in body]
    if (
        not end
        or not any(is_key)
        or not all(map(or_, is_key, is_more))
        or "" in (raw.strip() for raw in body[1:-1])
    ):
        return found, 0
    for number, raw in enumerate(body, start + 2):
        key = _FRONT_KEY.match(raw[:LONGEST].replace("=", ":", 1) if mark == "+++" else raw[:LONGEST])
        if key and key[2].strip():
            found[key[1].strip().casefold()] = (key[2].strip().strip("\"'"), number)
    return found, end + 1


def _is_org(raws: Sequence[str], name: str) -> bool:
    if name.lower().endswith(".org"):
        return True
    signs = sum(bool(_ORG_SIGN.match(raw[:80])) for raw in raws)
    return signs >= 2 and not any(raw.startswith("## ") for raw in raws)


# What each line is


def _sort(
    raws: Sequence[str],
    source: Sequence[str],
    after: int,
    *,
    is_org: bool,
    is_program: bool,
    front: dict[str, tuple[str, int]],
) -> Iterator[Line]:
    fence = ""
    fences = _fences(raws)
    for number, raw in enumerate(raws[after:], after + 1):
        mark = _FENCE.match(raw[:40]) if number - 1 in fences else None
        org_code = is_org and raw.lower().lstrip().startswith(
            ("#+begin_src", "#+end_src", "#+begin_example", "#+end_example")
        )
        if org_code or (mark and (not fence or (mark[1].startswith(fence) and not mark[2]))):
            fence = "" if fence else (mark[1] if mark else "#+")
            yield Line(number, Is.CODE, source[number - 1])
        elif fence:
            yield Line(number, Is.CODE, source[number - 1])
        elif is_org and (key := _ORG_KEY.match(raw[:LONGEST])):
            front[key[1].casefold()] = (key[2].strip(), number)
            yield Line(number, Is.FRONT, source[number - 1])
        elif is_program and not raw.strip() and source[number - 1].strip():
            yield Line(number, Is.CODE, source[number - 1])
        else:
            yield _line(number, raw, source[number - 1], is_org)


def _fences(raws: Sequence[str]) -> set[int]:
    """The places of the marks of closed fences; a row of tildes below a text of its length underlines it."""
    found: list[int] = []
    opened = ""
    for at, raw in enumerate(raws):
        mark = _FENCE.match(raw[:40])
        if mark is None:
            continue
        above = raws[at - 1].strip() if at else ""
        is_line = (
            not opened and set(raw.strip()) == {"~"} and above and abs(len(above) - len(raw.strip())) <= 3
        )
        if not is_line and (not opened or (mark[1].startswith(opened) and not mark[2])):
            opened = "" if opened else mark[1]
            found.append(at)
    return set(found[:-1] if opened else found)


def _line(number: int, raw: str, source: str, is_org: bool) -> Line:
    """One line outside fences."""
    if not raw.strip():
        return Line(number, Is.BLANK, source)
    if len(raw) > LONGEST:
        return Line(number, Is.TEXT, source, "", raw.strip())
    if _RULE.match(raw):
        return Line(number, Is.RULE, source)
    heading = _heading(number, raw, source, is_org)
    if heading:
        return heading
    quote = _QUOTE.match(raw)
    body = _QUOTE.sub("", raw) if quote else raw
    if is_org and (drawer := _ORG_DRAWER.match(body)):
        body = f"{drawer[1]}: {drawer[2]}" if drawer[2] else ""
        return Line(number, Is.ITEM if body else Is.RULE, source, plain(body), kept(body))
    if body.lstrip().startswith("|") or body.count(" | ") >= 2:
        return _row(number, body, source)
    return _item_or_text(number, body, source, is_quote=bool(quote))


def _heading(number: int, raw: str, source: str, is_org: bool) -> Line | None:
    if len(raw) > _LONGEST_HEADING * 2:
        return None
    stars = _STARS.match(raw) if is_org else None
    if stars:
        return Line(number, Is.HEADING, source, plain(stars[2]), kept(stars[2]), len(stars[1]))
    hashes = _HASHES.match(raw)
    if hashes and not (hashes[2] == "" and (_TAGS_ONLY.match(raw.strip()) or hashes[3][0] in "+!#")):
        title = _ANCHOR.sub("", hashes[3]).rstrip("# \t")
        return Line(number, Is.HEADING, source, plain(title), kept(title), len(hashes[1]))
    tagged = _HTML_HEADING.match(raw)
    if tagged:
        level = 6 if tagged[1].lower() == "summary" else int(tagged[1][1])
        return Line(number, Is.HEADING, source, plain(tagged[2]), kept(tagged[2]), level)
    return None


def _row(number: int, body: str, source: str) -> Line:
    cells = tuple(kept(cell) for cell in body.strip().strip("|").split("|"))
    if all(not cell or not cell.strip(":- =") for cell in cells):
        return Line(number, Is.RULE, source, cells=cells)
    return Line(number, Is.ROW, source, plain(body), kept(body), cells=cells)


def _item_or_text(number: int, body: str, source: str, *, is_quote: bool) -> Line:
    item = _ITEM.match(body)
    inner = _BOX.sub("", item[5]) if item else body
    bold = _LEAD.match(inner)
    lead, rest = (plain(bold[1]), plain(bold[2])) if bold else ("", "")
    if bold and rest[:1].isalnum():  # the mark alone parts the two
        inner = f"{bold[1]} {bold[2]}"
    capped = bool(_KEYCAP_FIRST.match(inner) or (lead and not rest.strip(" :") and _COUNTED.match(lead)))
    if item is None and not capped:
        return Line(
            number,
            Is.TEXT,
            source,
            plain(body if not bold else inner),
            kept(inner),
            0,
            lead,
            rest,
            is_quote=is_quote,
        )
    return Line(
        number,
        Is.ITEM,
        source,
        plain(inner),
        kept(inner),
        len(item[1].expandtabs(4)) if item else 0,
        lead,
        rest,
        is_numbered=capped or bool(item and item[4] and item[4].isdigit()),
        is_quote=is_quote,
    )


def _with_underlines(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with each text that is underlined as a heading."""
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else None
        above = lines[at - 1].what if at else Is.BLANK
        underlined = below is not None and below.what is not Is.HEADING and _UNDERLINE.match(below.raw)
        if (
            line.what is Is.TEXT
            and underlined
            and above in (Is.BLANK, Is.RULE, Is.FRONT)
            and 0 < len(line.text) <= 100
            and not line.text.rstrip().endswith((".", ","))
        ):
            yield Line(
                line.number, Is.HEADING, line.raw, line.text, line.full, _LEVELS.index(underlined[1][0]) + 1
            )
        else:
            yield line
