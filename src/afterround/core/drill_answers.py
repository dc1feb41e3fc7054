"""What answers a drill that does not stick: a pattern to know before it, a solution to read, a mock."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from afterround.core.drills import DrillKind, Standing, Task
from afterround.core.themes import Theme

WORKED_MINUTES = 20
MOCK_MINUTES = 40
MOCK_HOW = "Ask somebody to watch. Say at the start what you practise, and at the end ask what they saw."


def answers_to(task: Task, before: Task | None) -> list[Task]:
    """What to do instead of a drill that lapses again and again, in the order in which it is offered: `before`, a
    pattern to know first that is not managed yet; a solution to read; a mock."""
    return [*([before] if before else []), *_worked(task), mock_for(task)]


def mock_for(task: Task) -> Task:
    """A mock interview about what a drill is for."""
    return Task(DrillKind.MOCK, task.item, f"A mock about {task.name}", MOCK_MINUTES, task.themes, MOCK_HOW)


def mock_about(theme: Theme) -> Task:
    """A mock interview about a theme."""
    return Task(
        DrillKind.MOCK, theme.slug, f"A mock about {theme.name}", MOCK_MINUTES, (theme.slug,), MOCK_HOW
    )


def with_mocks(tasks: Mapping[str, Task], standings: Iterable[Standing]) -> dict[str, Task]:
    """The tasks, and a mock for each theme that none of them is for, such as one of the person's own."""
    found = dict(tasks)
    for one in standings:
        if not one.theme.is_external and all(one.place_in(task) is None for task in tasks.values()):
            mock = mock_about(one.theme)
            found[mock.ref] = mock
    return found


def task_called(tasks: Mapping[str, Task], kind: DrillKind, item: str) -> Task | None:
    """The drill of that kind and item, the answers to a drill that does not stick included; None for no such one."""
    known = tasks.get(f"{kind}/{item}")
    if known is not None or kind not in (DrillKind.WORKED, DrillKind.MOCK):
        return known
    answered = next((task for task in tasks.values() if task.item == item), None)
    if answered is None:
        return None
    return mock_for(answered) if kind is DrillKind.MOCK else next(iter(_worked(answered)), None)


def _worked(task: Task) -> list[Task]:
    """Reading a solution, for a pattern that has one to read."""
    if task.worked is None:
        return []
    name = f"Read a solution of {task.worked.label}, then tell it from memory"
    how = "Read until you can say why each step is there. Close it, and tell it aloud."
    read = replace(task.worked, minutes=WORKED_MINUTES)
    return [Task(DrillKind.WORKED, task.item, name, 0, task.themes, how, (read,), subjects=task.subjects)]
