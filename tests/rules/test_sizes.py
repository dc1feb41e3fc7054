"""Nothing grows beyond what can be read at once."""

import ast
from pathlib import Path

import pytest

from tests.rules.code import PACKAGE, ROOT, functions, length, modules, parsed

MODULE, TESTS, FUNCTION, TEMPLATE, ELEMENT = 400, 600, 60, 150, 150
"""The most lines of each. A module of tests may hold long tables of examples."""

GENERATED = "migrations"


def lines_of(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def too_long(files: list[Path], most: int) -> list[str]:
    return [f"{file.relative_to(ROOT)}: {lines_of(file)}" for file in files if lines_of(file) > most]


def test_no_module_has_more_than_400_lines() -> None:
    files = [file for file in modules("src", "benchmarks", "training") if GENERATED not in file.parts]
    assert too_long(files, MODULE) == []


def test_no_module_of_tests_has_more_than_600_lines() -> None:
    assert too_long(modules("tests"), TESTS) == []


def test_no_function_has_more_than_60_lines() -> None:
    found = [
        f"{file.relative_to(ROOT)}: {node.name} {length(node)}"
        for file in modules("src", "tests", "benchmarks", "training")
        for node in functions(parsed(file))
        if length(node) > FUNCTION
    ]
    assert found == []


def test_no_template_has_more_than_150_lines() -> None:
    templates = [file for file in PACKAGE.rglob("templates/**/*") if file.is_file()]
    assert templates
    assert too_long(templates, TEMPLATE) == []


def test_no_browser_element_has_more_than_150_lines() -> None:
    scripts = list(PACKAGE.rglob("static/**/*.js"))
    assert scripts
    assert too_long(scripts, ELEMENT) == []


@pytest.mark.parametrize(
    ("body", "lines"), [(["x = 1"], 2), (['"""Say."""', "x = 1"], 2), (["x = 1"] * 60, 61)]
)
def test_the_length_of_a_function_leaves_its_docstring_out(body: list[str], lines: int) -> None:
    tree = ast.parse("\n    ".join(["def f():", *body]))
    assert [length(node) for node in functions(tree)] == [lines]
