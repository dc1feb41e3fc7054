"""Draws retrospectives that are hard to write down: headings, separators, line ends and escapes as their words."""

from dataclasses import replace

from hypothesis import strategies as st

from afterround.core.retro import (
    Action,
    ActionKind,
    ActionState,
    Hint,
    Line,
    Outside,
    Question,
    Response,
    Retro,
)
from afterround.formats.front_matter import with_identity
from afterround.formats.headings import TEMPLATE, read_heading
from afterround.formats.markdown import PLACES

AWKWARD = [
    *TEMPLATE.values(),
    *(
        "# heading",
        "**bold:**",
        "Date: x",
        "Company:",
        "---",
        "```",
        "~~~",
        "> quote",
        "- ",
        "* ",
        "1. ",
        "[x] ",
        "[ ]",
    ),
    *(" / ", "/", "//", " /", "/ ", "\\", "\\\\", "\\&", "\\^", "\\ ", "\\n", "&", "^"),
    *("\n", "\n\n", "\r", "\r\n", "\u2028", "\x85", "\x0b", "\x0c", "\t", " ", "  ", "\ufeff", "\u00a0"),
    *("rating: 3", "state: done", "response: used_it", "question: 1", "lesson: x", "stress: 3", "mindset: y"),
    *(
        "Practise pattern ",
        "Fill knowledge gap on ",
        " with problems ",
        "with problems",
        "X",
        "Y, Z",
        "...",
        "…",
    ),
    *(
        " time",
        " space",
        " time, ",
        "O(n)",
        "Topic / My approach / Complexity",
        "afterround: 1",
        "é",
        "日本",
        "a",
    ),
]
texts = st.lists(
    st.sampled_from(AWKWARD)
    | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=5),
    max_size=6,
).map("".join)
keys = st.just("") | st.uuids().map(str)


def _has_heading(text: str) -> bool:
    return any(read_heading(line) for line in text.split("\n"))


prose = st.text(st.sampled_from("ab :-#/\\\r\t\u2028"), max_size=12).filter(lambda t: not _has_heading(t))
chunks = (
    st.lists(prose, max_size=4)
    .map(lambda rows: "".join(f"{row}\n" for row in rows))
    .filter(lambda t: not _has_heading(t))
)


@st.composite
def outsides(draw: st.DrawFn) -> tuple[Outside, ...]:
    """Text at some of the places where text can stand outside the sections."""
    found = []
    for place in PLACES:
        if draw(st.booleans()):
            begin = (
                "A word before.\n"
                if place == ""
                else draw(st.sampled_from(["## Vibe\r\n", "Compensation:\n", "#### x\n"]))
            )
            found.append(Outside(place, begin + draw(chunks)))
    return tuple(found)


lines = st.lists(st.builds(Line, text=texts, id=keys), max_size=3).map(tuple)
actions = st.one_of(
    st.builds(
        Action,
        text=texts,
        kind=st.just(ActionKind.PATTERN),
        problems=texts,
        state=st.sampled_from(ActionState),
        id=keys,
    ),
    st.builds(
        Action,
        text=texts,
        kind=st.sampled_from([ActionKind.GAP, ActionKind.OTHER]),
        state=st.sampled_from(ActionState),
        id=keys,
    ),
)
retros = st.builds(
    Retro,
    date=texts,
    company=texts,
    round=texts,
    went_well=lines,
    shaky=lines,
    questions=st.lists(
        st.builds(
            Question,
            topic=texts,
            approach=texts,
            time=texts,
            space=texts,
            rating=st.none() | st.integers(1, 4),
            id=keys,
        ),
        max_size=3,
    ).map(tuple),
    hints=st.lists(
        st.builds(
            Hint,
            text=texts,
            response=st.none() | st.sampled_from(Response),
            question=st.none() | st.integers(1, 9),
            id=keys,
        ),
        max_size=3,
    ).map(tuple),
    actions=st.lists(actions, max_size=3).map(tuple),
    stress=st.none() | st.integers(1, 5),
    mindset=texts,
    next_steps=lines,
    lesson=texts,
    prediction=st.none() | st.integers(0, 100),
    outside=outsides(),
    id=keys,
    round_id=keys,
)


def without_identity(retro: Retro) -> Retro:
    """The document without keys and prediction, as its text without front matter holds it."""
    bare = with_identity(replace(retro, prediction=None), None)
    return replace(bare, id="", round_id="")
