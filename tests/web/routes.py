"""Every address of the program, for tests that try them all."""

from collections.abc import Iterator, Mapping

from django.urls import URLPattern, URLResolver, get_resolver

SAMPLES = {
    "uuid": "01977d2e-5a10-7000-8000-2f6d9c1b4e07",
    "str": "sample",
    "slug": "sample",
    "path": "base.css",
}
OPEN_TO_ALL = {"open", "pair", "static", "alive", "worker", "manifest", "observe", "observe_thanks"}
"""The names of what answers a browser that was not let in."""


def paths(
    keys: Mapping[str, object] | None = None,
    patterns: list[URLPattern | URLResolver] | None = None,
    before: str = "",
) -> Iterator[tuple[str, str]]:
    """Every address with a sample for each of its parts, and its name; `keys` gives a part by its name instead."""
    for entry in patterns or get_resolver().url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from paths(keys, entry.url_patterns, route)
            continue
        for name, converter in entry.pattern.converters.items():
            kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
            route = route.replace(f"<{kind}:{name}>", str((keys or SAMPLES).get(name, SAMPLES[kind])))
        yield f"/{route}", entry.name or ""


ADDRESSES = list(paths())
GUARDED = [path for path, name in ADDRESSES if name not in OPEN_TO_ALL]
EVERYWHERE = [path for path, _ in ADDRESSES]
