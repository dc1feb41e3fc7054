"""The people of a round as lines of text: "Priya Raman, recruiter"."""

from collections.abc import Iterable

from afterround.core.errors import Problem
from afterround.core.rounds import Part

NAME_LIMIT = 200

_PARTS = {"": Part.INTERVIEWER, "hiring manager": Part.INTERVIEWER, "hr": Part.RECRUITER} | {
    str(p): p for p in Part
}


def read_people(text: str) -> tuple[tuple[tuple[str, Part], ...], tuple[Problem, ...]]:
    """Read one person a line, the part they play behind the last comma; without one they interviewed.

    A line that cannot be taken becomes a Problem; a name with a comma in it must be followed by its part.
    """
    people: list[tuple[str, Part]] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), start=1):
        name, _, said = line.rpartition(",") if "," in line else (line, "", "")
        name, part = " ".join(name.split()), _PARTS.get(" ".join(said.split()).casefold())
        if part is None:
            parts = ", ".join(Part)
            problems.append(
                Problem(number, f'"{said.strip()}" is not a part one can play. It can be: {parts}.')
            )
        elif len(name) > NAME_LIMIT:
            problems.append(Problem(number, f"A name has at most {NAME_LIMIT} characters."))
        elif name:
            people.append((name, part))
        elif said.strip():
            problems.append(Problem(number, "Put the name before the comma."))
    return tuple(people), tuple(problems)


def render_people(people: Iterable[tuple[str, Part]]) -> str:
    """The lines that `read_people` reads back: one person a line, each with their part."""
    return "\n".join(f"{name}, {part}" for name, part in people)
