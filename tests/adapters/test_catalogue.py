"""The built-in catalogue: its facts, its finer patterns, and that every theme that can be drilled has a drill."""

import csv
import re
import tomllib
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

from afterround.adapters.catalogue.built_in import built_in_catalogue
from afterround.adapters.matching.taxonomy import built_in_taxonomy
from afterround.core.catalogue import Family, Pattern, name_key

CATALOGUE = built_in_catalogue()
THEMES = built_in_taxonomy().themes
EXERCISED = [pattern.themes for pattern in CATALOGUE.patterns.values()] + [
    exercise.themes for exercise in CATALOGUE.exercises.values()
]
FOLDER = Path(__file__).parents[2] / "src/afterround/adapters/catalogue"


def test_every_published_problem_that_was_asked_for_is_a_fact(shared: Path) -> None:
    with (shared / "data/problems.csv").open(encoding="utf-8", newline="") as file:
        asked = list(csv.DictReader(file))
    assert len(asked) == 380
    for row in asked:
        problem = CATALOGUE.by_number[int(row["number"])]
        assert (problem.slug, problem.difficulty) == (row["slug"], row["difficulty"].lower())
        assert name_key(problem.title) == name_key(row["title"])
        assert problem.is_paid is (row["premium"] == "yes")


def test_numbers_slugs_and_titles_stand_once() -> None:
    assert len(CATALOGUE.by_number) == len(CATALOGUE.problems)
    assert len({name_key(one.title) for one in CATALOGUE.problems}) == len(CATALOGUE.problems)
    slugs = Counter(
        [family.slug for family in CATALOGUE.families]
        + [pattern.slug for family in CATALOGUE.families for pattern in family.patterns]
        + [one.slug for kind in (CATALOGUE.behaviours, CATALOGUE.designs, CATALOGUE.studies) for one in kind]
    )
    assert slugs.most_common(1)[0][1] == 1


def test_every_problem_has_one_to_three_finer_patterns() -> None:
    for problem in CATALOGUE.problems:
        assert 1 <= len(problem.patterns) == len(set(problem.patterns)) <= 3
        assert set(problem.patterns) <= CATALOGUE.patterns.keys(), problem


def test_a_pattern_has_problems_that_rise_in_difficulty_or_says_why_not() -> None:
    for slug, pattern in CATALOGUE.patterns.items():
        problems = CATALOGUE.problems_of(slug)
        assert pattern.parent in {family.slug for family in CATALOGUE.families}
        assert problems, slug
        assert bool(pattern.small) is (len({one.difficulty for one in problems}) < 2), slug


def test_a_pattern_says_when_it_fits_and_which_solution_to_read() -> None:
    for slug, pattern in CATALOGUE.patterns.items():
        assert pattern.what.endswith(".") and " it fits " in pattern.what.lower(), slug
        assert pattern.worked in {one.number for one in CATALOGUE.problems_of(slug)}, slug


def test_no_pattern_needs_itself_in_a_circle() -> None:
    needs = {pattern.slug: pattern.needs for pattern in CATALOGUE.patterns.values()}
    order = list(TopologicalSorter(needs).static_order())
    assert set(order) == needs.keys()


def test_a_name_means_one_pattern() -> None:
    every: list[Pattern | Family] = [*CATALOGUE.families, *CATALOGUE.patterns.values()]
    names = Counter(
        key for one in every for key in {name_key(name) for name in (one.slug, one.name, *one.also)}
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_dynamic_programming_is_told_apart_finely() -> None:
    assert len(CATALOGUE.families[14].patterns) == 16
    assert {CATALOGUE.by_number[number].patterns[0] for number in (312, 1039, 1547)} == {"dp-intervals"}
    assert CATALOGUE.by_number[322].patterns[0] == "dp-knapsack"
    assert CATALOGUE.by_number[1143].patterns[0] == "dp-two-sequences"


def test_the_files_hold_no_field_that_nobody_reads() -> None:
    said = (FOLDER / "README.md").read_text(encoding="utf-8")
    read = [tomllib.loads(file.read_text(encoding="utf-8")) for file in FOLDER.rglob("*.toml")]
    rows = [row for file in read for kind in file.values() if isinstance(kind, list) for row in kind]
    fields = {field for row in rows if isinstance(row, dict) for field in row}
    assert len(fields) >= 8
    assert all(f"`{field}`" in said for field in fields)


def test_every_theme_but_the_external_ones_has_a_drill_that_is_mainly_for_it() -> None:
    mainly = {themes[0] for themes in EXERCISED}
    assert mainly == {slug for slug, theme in THEMES.items() if not theme.is_external}


def test_nothing_drills_what_is_external_or_unknown() -> None:
    assert {slug for themes in EXERCISED for slug in themes} <= THEMES.keys()
    external = {slug for slug, theme in THEMES.items() if theme.is_external}
    assert external and not external & {slug for themes in EXERCISED for slug in themes}


def test_an_exercise_says_how_in_one_to_three_sentences_and_for_how_long() -> None:
    for slug, one in CATALOGUE.exercises.items():
        assert 1 <= len(re.findall(r"[.?](?=\s|$)", one.how)) <= 3, slug
        assert 5 <= one.minutes <= 60 and one.minutes % 5 == 0, slug
        assert len(one.name) <= 40 and "!" not in one.how, slug


def test_what_is_studied_asks_of_what_and_designs_have_subjects() -> None:
    assert all(item.asks.endswith("?") for item in CATALOGUE.studies)
    assert all(len(design.subjects) >= 3 for design in CATALOGUE.designs)
    assert next(item for item in CATALOGUE.studies if "preparation" in item.themes).asks == "Of what?"
