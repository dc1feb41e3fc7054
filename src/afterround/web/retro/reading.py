"""An edited Markdown text as it was read: the document it makes, what to look at first, and what to ask about."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from afterround.core.errors import Problem
from afterround.core.identity import ChangedMeaning, identify
from afterround.core.retro import ActionState, Retro, Section
from afterround.core.retro_document import changes_between, header_problems, with_keys
from afterround.core.retro_fields import problem_with
from afterround.formats.markdown import parse
from afterround.queries.retro import RetroView


@dataclass(frozen=True)
class Asked:
    """A line that says something else now although something hangs on it: is it still the same line?"""

    changed: ChangedMeaning
    hanging: str
    choice: str = ""


@dataclass(frozen=True)
class Reading:
    """What was made of an edited text. `obstacles` must be mended; `problems` only be seen before it is saved."""

    base: Retro
    edited: Retro
    problems: Sequence[Problem]
    obstacles: Sequence[Problem]
    asked: Sequence[Asked]

    @property
    def fingerprint(self) -> str:
        """Stands for the problems that were shown, so that other ones are shown too."""
        return sha256(repr(self.problems).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def is_settled(self, seen: str) -> bool:
        """Whether it may be saved: nothing in the way, every problem seen, every question answered."""
        is_seen = not self.problems or seen == self.fingerprint
        return is_seen and not self.obstacles and all(asked.choice for asked in self.asked)


def read_edited(view: RetroView, base_text: str, text: str, choices: Mapping[str, str]) -> Reading:
    """Read an edited text against the one it was made from (with keys). `choices` says of a line's key whether
    it is "same" or "new"."""
    base, parsed = parse(base_text).retro, parse(text)
    edited, changed = identify(base, parsed.retro)
    asked = [
        Asked(change, hanging, choices.get(change.id, ""))
        for change in changed
        if (hanging := what_hangs_on(view, change.id))
    ]
    edited = _parted(edited, {a.changed.id for a in asked if a.choice == "new"})
    edited = with_keys(edited, _keys(f"{view.round.id}\n{base_text}\n{text}"))
    return Reading(
        base=base,
        edited=edited,
        problems=[*parsed.problems, *header_problems(base, edited)],
        obstacles=_obstacles(view, base, edited),
        asked=asked,
    )


def what_hangs_on(view: RetroView, line_id: str) -> str:
    """What would go over to other words with a line's key, in words; "" where nothing does."""
    lines = {str(line.id): line for found in view.lines.values() for line in found}
    line = lines.get(line_id)
    if line is None:
        return ""
    hanging = []
    if line.jot is not None:
        hanging.append("the jot it came from")
    if any(hint.fields["question"].value == line_id for hint in view.lines[Section.HINTS]):
        hanging.append("a hint that belongs to it")
    state = line.fields["state"].value if "state" in line.fields else ""
    if state not in ("", ActionState.OPEN):
        hanging.append(f"its state, {state}")
    return " and ".join(hanging)


def _parted(edited: Retro, new: set[str]) -> Retro:
    """The document with the lines of the given keys made into lines of their own."""
    changes: dict[str, Any] = {
        section.value: tuple(replace(x, id="") if x.id in new else x for x in getattr(edited, section.value))
        for section in Section
    }
    return replace(edited, **changes)


def _keys(seed: str) -> Callable[[], str]:
    """Keys for new lines that are the same when the same form is sent twice."""
    root = uuid5(UUID(int=0), sha256(seed.encode("utf-8", "surrogatepass")).hexdigest())
    count = iter(range(1_000_000))
    return lambda: str(uuid5(root, str(next(count))))


def _obstacles(view: RetroView, base: Retro, edited: Retro) -> list[Problem]:
    """What could not be saved at all."""
    changes = changes_between(base, edited)
    found = [
        Problem(0, problem) for change in changes if (problem := problem_with(change.field, change.after))
    ]
    if view.is_prediction_frozen and edited.prediction != base.prediction:
        found.append(
            Problem(0, "The result is known, so the prediction stays as it was. Take it out of the text.")
        )
    return found
