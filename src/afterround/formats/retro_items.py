"""The items under a heading of the template: lines with their marks, further lines, and `key: value` lines."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from afterround.core.errors import Problem
from afterround.core.retro import Action, ActionKind, ActionState, Hint, Line, Question, Response
from afterround.formats.escaping import NOTHING, SEPARATOR, break_words, escape, split_fields, unescape

KEYS = (
    "rating",
    "response",
    "question",
    "state",
    "topic",
    "approach",
    "my approach",
    "complexity",
    "time",
    "space",
)

_MARK = re.compile(r"^([ \t]*)(?:[-*+•–—]|\d{1,3}[.)]|[A-Za-z][.)])(?:[ \t]+(.*)|)$", re.DOTALL)
_KEY = re.compile(rf"^({'|'.join(KEYS)})[ \t]*:[ \t]*(.*)$", re.IGNORECASE)
_KEY_COLON = re.compile(rf"^(?:{'|'.join(KEYS)})[ \t]*(:)", re.IGNORECASE | re.MULTILINE)
_BOX = re.compile(r"^\[([ xX])\][ \t]+(.*)$", re.DOTALL)
_GAP = re.compile(
    r"^fill (?:a |the )?knowledge gap(?: on|:)?(?:[ \t\n]+(.*)|(\.\.\.|…))?$", re.IGNORECASE | re.DOTALL
)
_PATTERN = re.compile(r"^practi[sc]e (?:a |the )?pattern(?:[ \t\n]+|:[ \t]*)(.*)$", re.IGNORECASE | re.DOTALL)
_WITH = re.compile(r"[ \t\n]with problems[ \t\n]", re.IGNORECASE)
_PHRASE = re.compile(r"^(fill|practi[sc]e)", re.IGNORECASE)
_WITH_WORD = re.compile(r"with (problems)", re.IGNORECASE)
_BOTH = re.compile(r"^(.*) time, (.*) space$", re.DOTALL)
_MEASURE = re.compile(r"\b(time|space)\b")
_MEASURED = re.compile(r"(?<!\\&)\b(?:time|space)$")
_NOTES = re.compile(r"^(.*?(?<!\\&)\b(?:time|space))\n(.+)$", re.DOTALL)
_RULE = re.compile(r"^(?:-{3,}|\*{3,}|_{3,}|={3,})[ \t]*$")
_FENCE = ("```", "~~~")

_EMPTY_ITEMS = ("", "...", "…", "Topic / My approach / Complexity", "Practise pattern X with problems Y, Z")
"""What the blank template holds under its headings: nothing."""


@dataclass
class Item:
    """An item as it stands in the text: its first line's number, its raw lines, and its keys."""

    number: int
    lines: list[str]
    indent: int = 0
    keys: dict[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def raw(self) -> str:
        """The item's words, still escaped."""
        return "\n".join(self.lines)


def read_items(lines: Sequence[tuple[int, str]], keys: Iterable[str] = ()) -> list[Item]:
    """The items among numbered lines.

    A mark begins one, an indented line goes on with it, and so does a line at the margin right below it, where
    the section uses marks at all. A fenced block belongs to the item above it. What the blank template holds
    is no item.
    """
    known = frozenset(keys)
    has_marks = any(_MARK.match(line) for _, line in lines)
    items: list[Item] = []
    after_blank, in_fence = True, False
    for number, full in lines:
        line = full.removesuffix("\r")
        fence = line.startswith(_FENCE)
        if in_fence or fence:
            _go_on(items, number, line)
            in_fence = in_fence != fence
        elif not line.strip(" \t") or _RULE.match(line):
            after_blank = True
            continue
        else:
            _read_line(items, number, line, known, joins=has_marks and not after_blank)
        after_blank = False
    return [item for item in items if item.raw.strip(" \t") not in _EMPTY_ITEMS or item.keys]


def _go_on(items: list[Item], number: int, line: str) -> None:
    if items:
        items[-1].lines.append(line)
    else:
        items.append(Item(number, [line]))


def _read_line(items: list[Item], number: int, line: str, known: frozenset[str], *, joins: bool) -> None:
    """One line: a new item, a key of the item above, or more of its words."""
    marked = _MARK.match(line)
    indent = len(line) - len(line.lstrip(" \t"))
    if marked and (not items or indent <= items[-1].indent):
        items.append(Item(number, [(marked[2] or "").strip(" \t")], indent))
        return
    text = line.strip(" \t")
    if items and indent > items[-1].indent:
        key = _KEY.match(text)
        if key and key[1].lower() in known:
            items[-1].keys[key[1].lower()] = (number, key[2].strip(" \t"))
        else:
            items[-1].lines.append(text)
    elif items and joins:
        items[-1].lines.append(text)
    else:
        items.append(Item(number, [marked[2].strip(" \t") if marked and marked[2] else text], indent))


def write_item(mark: str, escaped: str, keys: Iterable[tuple[str, object]] = ()) -> str:
    """An item with its further lines and keys indented under its mark."""
    first, *more = _break_keys(escaped).split("\n")
    pad = " " * len(mark)
    rows = [mark + first, *(pad + line for line in more)]
    return (
        "\n".join([*rows, *(f"{pad}{name}: {value}" for name, value in keys if value not in (None, ""))])
        + "\n"
    )


def _break_keys(escaped: str) -> str:
    """Further lines that would read as a key, made plain; the first line cannot be one."""
    first, newline, more = escaped.partition("\n")
    return first + newline + break_words(_KEY_COLON, more)


def _not_empty(escaped: str) -> str:
    """An item that would read as one of the blank template's, made plain."""
    return NOTHING + escaped if escaped in _EMPTY_ITEMS else escaped


def _with_leftover(item: Item, problems: list[Problem], name: str, allowed: str) -> None:
    """A key whose value cannot be read: listed, and kept as words."""
    number, value = item.keys[name]
    problems.append(Problem(number, f'"{name}: {value}" cannot be read: {allowed}. It is kept as text.'))
    item.lines.append(f"{name}: {value}")


def read_line(item: Item) -> Line:
    """A plain line."""
    return Line(unescape(item.raw))


def write_line(line: Line, not_as: re.Pattern[str] | None = None) -> str:
    """A plain line as an item; words that `not_as` would understand are made plain."""
    words = _not_empty(escape(line.text))
    return write_item("- ", NOTHING + words if not_as and not_as.match(words) else words)


QUESTION_KEYS = ("rating", "topic", "approach", "my approach", "complexity", "time", "space")


def read_question(item: Item, problems: list[Problem]) -> Question:
    """A question: topic, approach and complexity split at ` / `, or on lines of their own."""
    rating = None
    if "rating" in item.keys:
        number = item.keys["rating"][1].removesuffix("/4")
        rating = int(number) if number in ("1", "2", "3", "4") else None
        if rating is None:
            _with_leftover(item, problems, "rating", "a rating is 1, 2, 3 or 4")
    fields = split_fields(item.raw)
    topic, approach = fields[0], fields[1] if len(fields) > 1 else ""
    complexity, notes = _without_notes(SEPARATOR.join(fields[2:]))
    if notes:
        approach = f"{approach}\n{notes}" if unescape(approach) else notes
    time, space = _read_complexity(complexity)
    named = {name: value for name, (_, value) in item.keys.items()}
    time, space = (time or named.get("time", "")), (space or named.get("space", ""))
    if named.get("complexity"):
        time, space = (time, space) if time or space else _read_complexity(named["complexity"])
    approach = approach or named.get("approach", "") or named.get("my approach", "")
    if named.get("topic"):
        topic = f"{topic} {named['topic']}" if topic else named["topic"]
    return Question(unescape(topic), unescape(approach), unescape(time), unescape(space), rating)


def _without_notes(raw: str) -> tuple[str, str]:
    """The complexity, and what a person wrote on the lines below it: more about the approach.

    Our own text has nothing below it: its only line that ends with a plain "time" or "space" is the last.
    """
    found = _NOTES.match(raw)
    if found:
        return found[1], found[2]
    first, _, rest = raw.partition("\n")
    return (raw, "") if _MEASURED.search(raw) else (first, rest)


def _read_complexity(raw: str) -> tuple[str, str]:
    """Time and space as "O(n) time, O(1) space", one of them, or "O(n) / O(1)"; a bare one is time."""
    both = _BOTH.match(raw)
    if both:
        return both[1], both[2]
    if raw.endswith(" time"):
        return raw.removesuffix(" time"), ""
    if raw.endswith(" space"):
        return "", raw.removesuffix(" space")
    time, _, space = raw.partition(SEPARATOR)
    return time, space


def write_question(question: Question, number: int) -> str:
    """A question as a numbered item."""
    time, space = (
        break_words(_MEASURE, escape(text)) if text else "" for text in (question.time, question.space)
    )
    complexity = ", ".join([f"{time} time"] * bool(time) + [f"{space} space"] * bool(space))
    fields = [escape(question.topic), escape(question.approach) if question.approach else "", complexity]
    while len(fields) > 1 and not fields[-1]:
        fields.pop()
    words = SEPARATOR.join(part or NOTHING for part in fields)
    return write_item(f"{number}. ", _not_empty(words), [("rating", question.rating)])


HINT_KEYS = ("response", "question")


def read_hint(item: Item, problems: list[Problem]) -> Hint:
    """A hint with its coded response and the number of its question."""
    response, question = None, None
    if "response" in item.keys:
        code = item.keys["response"][1].lower().replace(" ", "_")
        response = Response(code) if code in set(Response) else None
        if response is None:
            _with_leftover(item, problems, "response", f"a response is {', '.join(Response)}")
    if "question" in item.keys:
        number = item.keys["question"][1]
        question = int(number) if re.fullmatch(r"[1-9][0-9]{0,3}", number) else None
        if question is None:
            _with_leftover(item, problems, "question", "this is the number of a question above")
    return Hint(unescape(item.raw), response, question)


def write_hint(hint: Hint) -> str:
    """A hint as an item."""
    return write_item(
        "- ", _not_empty(escape(hint.text)), [("response", hint.response), ("question", hint.question)]
    )


ACTION_KEYS = ("state",)


def read_action(item: Item, problems: list[Problem]) -> Action | None:
    """A follow-up action by the chapter's phrases; a ticked box means done. None for the template's own."""
    state = ActionState.OPEN
    raw = item.raw
    if box := _BOX.match(raw):
        state, raw = ActionState.OPEN if box[1] == " " else ActionState.DONE, box[2]
    if "state" in item.keys:
        code = item.keys["state"][1].lower()
        if code in set(ActionState):
            state = ActionState(code)
        else:
            _with_leftover(item, problems, "state", f"a state is {', '.join(ActionState)}")
            raw = f"{raw}\n{item.lines[-1]}"
    if gap := _GAP.match(raw):
        text = (gap[1] or "").strip(" \t")
        return Action(unescape(text), ActionKind.GAP, "", state) if text not in ("", "...", "…") else None
    if pattern := _PATTERN.match(raw):
        text, problem_list = _split_problems(pattern[1])
        return Action(unescape(text), ActionKind.PATTERN, unescape(problem_list), state)
    return Action(unescape(raw), ActionKind.OTHER, "", state)


def _split_problems(raw: str) -> tuple[str, str]:
    found = _WITH.search(raw)
    return (raw[: found.start()], raw[found.end() :]) if found else (raw, "")


def write_action(action: Action) -> str:
    """An action as an item in the chapter's words."""
    text = escape(action.text)
    if action.kind is ActionKind.GAP:
        words = f"Fill knowledge gap on {NOTHING + text if text in ('...', '…') else text}"
    elif action.kind is ActionKind.PATTERN:
        words = f"Practise pattern {break_words(_WITH_WORD, text)}"
        words += f" with problems {escape(action.problems)}" if action.problems else ""
    else:
        words = NOTHING + text if _PHRASE.match(text) or text.startswith("[") else text
    state = "" if action.state is ActionState.OPEN else action.state
    return write_item("- ", _not_empty(words), [("state", state)])
