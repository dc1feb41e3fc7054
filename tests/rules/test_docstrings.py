"""Every module says what it knows; every public function of the inner layers says what it does."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules.code import PACKAGE, ROOT, FunctionNode, modules, parsed

INNER = ("core", "formats", "queries", "actions")
SHAPELESS = {"utils", "util", "helpers", "helper", "common", "base", "managers", "services", "misc"}


def public(body: list[ast.stmt], within: str = "") -> Iterator[tuple[str, ast.ClassDef | FunctionNode]]:
    """The public functions, classes and methods of a module."""
    for node in body:
        if isinstance(
            node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        ) and not node.name.startswith("_"):
            yield f"{within}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{node.name}.")


def undocumented(tree: ast.Module) -> list[str]:
    """The names without a docstring."""
    return [name for name, node in public(tree.body) if not ast.get_docstring(node)]


@pytest.mark.parametrize("layer", INNER)
def test_what_is_public_says_what_it_does(layer: str) -> None:
    found = {
        str(file.relative_to(ROOT)): names
        for file in modules(f"src/afterround/{layer}")
        if (names := undocumented(parsed(file)))
    }
    assert found == {}


def test_every_module_says_in_a_line_what_it_knows() -> None:
    silent = [
        str(file.relative_to(ROOT))
        for file in modules("src", "benchmarks", "training")
        if file.stat().st_size and "migrations" not in file.parts and not ast.get_docstring(parsed(file))
    ]
    assert silent == []


def test_nothing_is_named_for_having_no_name() -> None:
    assert [file for file in PACKAGE.rglob("*.py") if SHAPELESS & set(Path(file).with_suffix("").parts)] == [
        PACKAGE / "adapters/sqlite/base.py"  # Django looks for a backend under this name
    ]


def test_a_function_without_a_docstring_is_noticed() -> None:
    code = 'class A:\n    """Say."""\n\n    def b(self): ...\n\n\ndef c(): ...\n\n\ndef _d(): ...\n'
    assert undocumented(ast.parse(code)) == ["A.b", "c"]
