"""The page that a mock partner opens as a file, read from what the package carries."""

from functools import cache
from importlib.resources import files

from afterround.formats.observer_file import Shell

_FOLDER = files("afterround.adapters.observer_file")


@cache
def shell() -> Shell:
    """The page, its style and its script."""
    page, style, script = (
        _FOLDER.joinpath(name).read_text(encoding="utf-8") for name in ("form.html", "form.css", "form.js")
    )
    return Shell(page, style, script)
