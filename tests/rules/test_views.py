"""Every address of the program is tried by the tests of the pages."""

import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.rules.code import ROOT


def patterns(within: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address: its route and its pattern."""
    for found in (within or get_resolver()).url_patterns:
        route = before + str(found.pattern)
        if isinstance(found, URLResolver):
            yield from patterns(found, route)
        else:
            yield route, found


ADDRESSES = sorted(str(found.name) for _, found in patterns())
ROUTES = {str(found.name): route for route, found in patterns()}


def test_every_address_has_a_name_of_its_own() -> None:
    assert "None" not in ADDRESSES
    assert len(ADDRESSES) == len(set(ADDRESSES))


def spelt(route: str) -> re.Pattern[str]:
    """How a test may spell an address: its fixed words with anything but a slash for each key, or its last word."""
    parts = [r"[^/\"\s]+" if "<" in part else re.escape(part) for part in f'"/{route}"'.split("/")]
    last = [f'"{word}/"' for word in re.findall(r">/(?:\w+/)*(\w+)/$", route)]
    return re.compile("|".join(["/".join(parts), *last]))


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_address_is_tried_by_a_test(name: str) -> None:
    address = spelt(ROUTES[name])
    texts = [
        file.read_text(encoding="utf-8")
        for folder in ("web", "chapter", "e2e")
        for file in (ROOT / "tests" / folder).rglob("*.py")
    ]
    assert any(f'"{name}"' in text or address.search(text) for text in texts), f"no test names {name}"
