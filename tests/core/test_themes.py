"""The taxonomy, version 2, and when a theme's suggestions may be ticked beforehand."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from afterround.adapters.matching.taxonomy import built_in_taxonomy
from afterround.core.rounds import RoundKind
from afterround.core.themes import Decision, PersonalRecord, Recorded, is_earned

TAXONOMY = built_in_taxonomy()
THEMES = TAXONOMY.themes


def slugs_of_version_1(shared: Path) -> list[str]:
    lines = (shared / "data/taxonomy_v1.yaml").read_text(encoding="utf-8").splitlines()
    return [line.split(": ")[1] for line in lines if line.startswith("  - slug: ")]


def test_every_slug_of_version_1_is_covered_exactly_once(shared: Path) -> None:
    covered = Counter(old for theme in THEMES.values() for old in theme.was)
    assert covered == Counter(slugs_of_version_1(shared))
    assert len(covered) == 85


def test_a_slug_stands_once() -> None:
    assert len(THEMES) == sum(len(area.themes) for area in TAXONOMY.areas) == 88


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("too-slow", "speed"),
        ("misread-problem", "comprehension"),
        ("bugs", "correctness"),
        ("think-aloud", "explaining"),
        ("explain-clearly", "explaining"),
        ("overcomplicated", "simplicity"),
        ("sd-overdesign", "simplicity"),
    ],
)
def test_names_are_neutral_and_like_themes_are_one(old: str, new: str) -> None:
    assert TAXONOMY.replaced[old] == new


@pytest.mark.parametrize("slug", ["level", "take-home", "pair-programming", "product-sense", "messaging"])
def test_what_was_missing_is_there(slug: str) -> None:
    assert THEMES[slug].was == ()


def test_the_interviewer_and_the_process_are_external_and_cannot_be_controlled() -> None:
    external = {slug for slug, theme in THEMES.items() if theme.is_external}
    assert external == {"interviewer", "process"}
    assert {slug for slug, theme in THEMES.items() if theme.controllability == 0} == external


def test_preparation_asks_of_what() -> None:
    assert {slug: theme.asks for slug, theme in THEMES.items() if theme.asks} == {"preparation": "Of what?"}


@pytest.mark.parametrize("slug", THEMES)
def test_a_theme_says_all_that_the_tally_and_the_drills_need(slug: str) -> None:
    theme = THEMES[slug]
    assert 1 <= theme.severity <= 5 and 0 <= theme.controllability <= 1
    assert theme.kinds <= frozenset(RoundKind) and theme.kinds
    words = (theme.name, theme.definition, theme.drill, theme.severity_reason, theme.controllability_reason)
    assert all(words) and len(theme.prototypes) == 2
    assert len(theme.cues) >= 14 and len(theme.hints) >= 2


def test_a_round_of_each_kind_can_ask_several_themes() -> None:
    assert all(sum(kind in theme.kinds for theme in THEMES.values()) > 8 for kind in RoundKind)


@pytest.mark.parametrize(
    ("accepted", "rejected", "earned"),
    [
        (0, 0, False),
        (27, 0, False),
        (28, 0, True),
        (28, 1, False),
        (43, 1, False),
        (44, 1, True),
        (500, 60, False),
    ],
)
def test_ticking_beforehand_is_earned_by_this_persons_record(
    accepted: int, rejected: int, earned: bool
) -> None:
    assert is_earned(accepted, rejected) is earned


def test_a_negative_count_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="negative"):
        is_earned(-1, 0)


def tried(*made: tuple[str, Decision]) -> tuple[int, int]:
    """What a record of statements and decisions about one theme says, beside another theme."""
    decisions = [Recorded(statement, "speed", decision) for statement, decision in made]
    return PersonalRecord(decisions=(*decisions, Recorded("a", "calm", Decision.ACCEPTED))).tried("speed")


def test_an_added_theme_counts_neither_for_nor_against_suggestions() -> None:
    assert tried(("a", Decision.ACCEPTED), ("b", Decision.REJECTED), ("c", Decision.ADDED)) == (1, 1)
    assert tried(("a", Decision.ACCEPTED), ("a", Decision.ADDED)) == (1, 0)


def test_what_was_said_twice_of_the_same_words_counts_once() -> None:
    assert tried(*[("a", Decision.ACCEPTED)] * 28) == (1, 0)
    assert tried(("a", Decision.ACCEPTED), ("a", Decision.REJECTED)) == (0, 1)


def test_the_files_hold_no_field_that_nobody_reads() -> None:
    folder = Path(__file__).parents[2] / "src/afterround/adapters/matching"
    rows = [
        row for file in (folder / "themes").glob("*.toml") for row in tomllib.loads(file.read_text())["theme"]
    ]
    said = (folder / "README.md").read_text(encoding="utf-8")
    assert all(f"`{field}`" in said for row in rows for field in row)
