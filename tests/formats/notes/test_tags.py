"""The tags of a note and of a table: where they stand, and whose round they are on."""

import pytest

from afterround.core.feedback import Polarity
from afterround.core.import_draft import drafted
from afterround.core.imports import FoundRound
from afterround.formats.bring import read_file, read_text
from afterround.formats.draft_json import draft_from_json, draft_to_json
from afterround.formats.notes.tags import read_tags
from afterround.formats.tables.fields import Field
from afterround.formats.tag_list import split_tags

NOTE = """# Acme coding interview 2026-05-04

## What went well
- asked about duplicates

## What felt shaky
- lost the state
"""


def names(text: str, name: str = "a.md") -> list[str]:
    return [tag.name for tag in read_tags(text, name=name)]


def rounds(text: str, name: str = "a.md") -> tuple[FoundRound, ...]:
    return read_text(name, text).found.rounds


@pytest.mark.parametrize(
    "front",
    [
        "tags: [time-mgmt, dp]",
        "tags: time-mgmt, dp",
        "tags: time-mgmt dp",
        'tags:\n  - time-mgmt\n  - "dp"',
        "tags:\n- '#time-mgmt'\n- dp\ntitle: Acme",
        "keywords: time-mgmt, dp",
        "hashtags: time-mgmt, dp",
    ],
)
def test_tags_stand_in_front_of_a_note(front: str) -> None:
    assert names(f"---\n{front}\n---\n{NOTE}") == ["time-mgmt", "dp"]
    assert [tag.name for tag in rounds(f"---\n{front}\n---\n{NOTE}")[0].tags] == ["time-mgmt", "dp"]


def test_tags_in_front_hold_words_where_a_list_parts_them() -> None:
    assert names(f"---\nkeywords:\n  - dynamic programming\n---\n{NOTE}") == ["dynamic programming"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("#time-mgmt #dp/state", ["time-mgmt", "dp/state"]),
        ("- lost it #dp, again (#nerves)", ["dp", "nerves"]),
        ("## Round 1 #dp", ["dp"]),
        ("Tags: time-mgmt, edge cases", ["time-mgmt", "edge cases"]),
        ("**Tags:** #dp #graphs", ["dp", "graphs"]),
        ("tags:: dp", ["dp"]),
        ("Hashtags: dp, graphs", ["dp", "graphs"]),
        ("#动态规划", ["动态规划"]),
        ("C# and F#, page.html#frag, [a](#b), &#39; #12 #fff #include", []),
        ("#Heading of its own", []),
    ],
)
def test_tags_stand_on_a_line(line: str, found: list[str]) -> None:
    assert names(f"{NOTE}\n{line}\n") == found


def test_code_holds_no_tags() -> None:
    assert names(f"{NOTE}\n```\nx = 1 #dp\n```\n") == []
    assert names("# Acme #dp\nx = 1\n", name="acme.py") == []


def test_tags_of_org_stand_behind_a_heading_and_in_front() -> None:
    text = "#+FILETAGS: :nerves:\n* Acme\n** DONE Coding interview <2026-05-04 Mon>   :dp:edge_cases:\n*** Shaky\n- x\n"
    assert names(text, name="a.org") == ["nerves", "dp", "edge_cases"]


@pytest.mark.parametrize(
    ("line", "polarity"),
    [
        ("- lost the state #dp", Polarity.SHAKY),
        ("- #dp lost the state", Polarity.SHAKY),
        ("\n## Went well\n- the state #dp", Polarity.WELL),
        ("\n#dp", None),
        ("- Tags: dp", None),
    ],
)
def test_the_section_of_a_line_says_how_it_went(line: str, polarity: Polarity | None) -> None:
    (found,) = rounds(NOTE + line + "\n")
    assert [(tag.name, tag.polarity) for tag in found.tags] == [("dp", polarity)]


def test_a_filled_in_template_says_it_as_well() -> None:
    head = "Date / Company / Round: 2026-06-01 / Acme / coding"
    text = f"{head}\n\nWhat went well:\n- asked #dp\n\nWhat felt shaky:\n- rushed #pace\n"
    (found,) = rounds(text)
    assert [(tag.name, tag.polarity) for tag in found.tags] == [
        ("dp", Polarity.WELL),
        ("pace", Polarity.SHAKY),
    ]


def test_of_several_rounds_a_tag_is_on_the_one_it_stands_in_and_one_in_front_on_none() -> None:
    second = NOTE.replace("Acme", "Globex").replace("lost the state", "ran out #pace")
    both = rounds(f"---\ntags: dp\n---\n{NOTE}\n{second}")
    assert [[tag.name for tag in one.tags] for one in both] == [[], ["pace"]]


def test_a_column_of_tags_is_on_the_round_of_its_row_and_stays_in_its_notes() -> None:
    read = read_file("log.csv", b'Company,Date,Round,Tags\nAcme,2026-05-01,Phone screen,"dp, time-mgmt"\n')
    (found,) = read.found.rounds
    assert [tag.name for tag in found.tags] == ["dp", "time-mgmt"] and found.notes == "Tags: dp, time-mgmt"


@pytest.mark.parametrize(
    ("cells", "field"),
    [(('"dp, graphs"', '"trees, dp"'), Field.TAGS), (("Reverse a list", "Two sum"), Field.QUESTIONS)],
)
def test_topics_are_tags_where_most_cells_hold_several(cells: tuple[str, str], field: Field) -> None:
    table = "Company,Date,Round,Topics\n" + "".join(
        f"Acme,2026-05-0{n},Coding,{c}\n" for n, c in enumerate(cells, 1)
    )
    (mapping, _) = read_file("log.csv", table.encode()).understood[0]
    assert mapping.columns[3].field is field


def test_a_column_of_tags_in_the_table_of_a_note_is_on_its_round() -> None:
    table = (
        "| Company | Date | Round | Tags |\n|---|---|---|---|\n| Acme | 2026-05-01 | Coding | dp, nerves |\n"
    )
    prose = "I keep a log of my interviews here, since May. " * 9
    (found,) = rounds(f"# Interview log\n\n{prose}\n\n{table}", name="log.md")
    assert [tag.name for tag in found.tags] == ["dp", "nerves"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a, b ; c|d", ("a", "b", "c", "d")),
        ("#a #b", ("a", "b")),
        ("edge cases", ("edge cases",)),
        (":a:b:", ("a", "b")),
        ("['a', \"b\"]", ("a", "b")),
        (", -- ,", ()),
    ],
)
def test_tags_beside_each_other_are_parted(text: str, found: tuple[str, ...]) -> None:
    assert split_tags(text) == found


def test_a_draft_keeps_the_tags_of_its_rounds() -> None:
    found = read_text("a.md", NOTE + "- ran out #pace\n").found
    draft = drafted(found, [()])
    assert draft.rounds[0].found.tags and draft_from_json(draft_to_json(draft)) == draft
    older = draft_to_json(draft)
    del older["rounds"][0]["found"]["tags"]
    assert draft_from_json(older).rounds[0].found.tags == ()
