"""The form of a retrospective: its fields as changes, each with the version it was read at.

A field is named `f:LINE:FIELD`, the version it was read at `v:LINE:FIELD`, the section of a line `s:LINE`; LINE
is the line's key or "retro". A page without script sends all of them, a script only those that changed.
"""

from collections.abc import Iterable
from dataclasses import replace

from django.http import QueryDict

from afterround.core.retro_fields import RETRO, FieldChange
from afterround.queries.retro import RetroView

WRITTEN = ("text", "approach", "time", "space", "problems", "rating", "response")
"""The fields in which a person says something; the others of a line only say what sort of line it is."""


def read_changes(post: QueryDict) -> list[FieldChange]:
    """The changes a form asks for; a deletion comes last, so that words sent with it do not undo it.

    A line that the form offered as a blank and that still is one asks for nothing.
    """
    blank = _left_blank(post)
    changes = [
        FieldChange(
            line=line,
            field=field,
            value=post.get(name, "").replace("\r\n", "\n"),
            read_version=_version(post.get(f"v:{line}:{field}", "")),
            section=post.get(f"s:{line}", ""),
        )
        for name in post
        if name.startswith("f:") and name.count(":") == 2
        for _, line, field in [name.split(":")]
        if line not in blank
    ]
    return sorted(changes, key=lambda change: change.field == "deleted")


def _left_blank(post: QueryDict) -> set[str]:
    offered = post.getlist("blank")
    return {
        line for line in offered if not any(post.get(f"f:{line}:{field}", "").strip() for field in WRITTEN)
    }


def _version(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def as_it_stands(changes: Iterable[FieldChange], view: RetroView) -> list[FieldChange]:
    """The changes with line ends as they stand where nothing else differs: a form cannot carry a lone CR."""
    standing = {(RETRO, name): found.value for name, found in view.fields.items()}
    for lines in view.lines.values():
        standing |= {
            (str(line.id), name): found.value for line in lines for name, found in line.fields.items()
        }
    return [_with_its_line_ends(change, standing.get((change.line, change.field), "")) for change in changes]


def _with_its_line_ends(change: FieldChange, standing: str) -> FieldChange:
    same = change.value != standing and change.value == standing.replace("\r\n", "\n").replace("\r", "\n")
    return replace(change, value=standing) if same else change
