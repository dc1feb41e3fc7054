"""What there is to practise: the catalogue, own problems and follow-up actions, each made into something to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from afterround.core.catalogue import Catalogue, Difficulty, Family, Pattern, Problem
from afterround.core.drill_reasons import Names, subject_names, subject_slugs, subjects_in
from afterround.core.drills import Decided, DrillKind, Task, TaskProblem
from afterround.core.retro import ActionKind, ActionState, action_words
from afterround.core.rounds import RoundKind

OWN_DIFFICULTY = Difficulty.MEDIUM
OWN_MINUTES = 25
"""What an own problem is taken for where nobody said."""

STUDY_MINUTES = 20
STUDY_AFTER = timedelta(days=3)
"""A gap is to be filled so long after it was decided on, while one still knows why."""

CODING_KINDS = frozenset({RoundKind.CODING, RoundKind.ONLINE_ASSESSMENT, RoundKind.TAKE_HOME})
DESIGN_KINDS = frozenset({RoundKind.SYSTEM_DESIGN})
"""What patterns and design exercises are practice for; other drills are for any round."""

GAP_HOW = "Read until you can explain it aloud without looking. Write down one question that is left."


@dataclass(frozen=True)
class OwnProblem:
    """A problem that the person added; `number` is that of the catalogue's problem where it is one."""

    id: str
    name: str
    link: str = ""
    difficulty: Difficulty | None = None
    patterns: tuple[str, ...] = ()
    minutes: int | None = None
    number: int | None = None


@dataclass(frozen=True)
class DecidedAction:
    """A follow-up action as the plan needs it: what was decided, after which round, and on which day."""

    id: str
    kind: ActionKind
    text: str
    problems: str
    state: ActionState
    round_id: str
    title: str
    on: date

    @property
    def words(self) -> str:
        """The action in the chapter's words."""
        return action_words(self.kind, self.text, self.problems)


def catalogue_tasks(catalogue: Catalogue) -> dict[str, Task]:
    """Everything of the catalogue that can be practised as it is, by its ref, in the catalogue's order."""
    tasks = [_pattern_task(catalogue, pattern, ()) for pattern in catalogue.patterns.values()]
    tasks += [_exercise_task(catalogue, slug) for slug in catalogue.exercises if not _asks(catalogue, slug)]
    return {task.ref: task for task in tasks}


def with_own(catalogue: Catalogue, tasks: Mapping[str, Task], own: Iterable[OwnProblem]) -> dict[str, Task]:
    """The tasks with own problems under their patterns, and those without a pattern as drills of their own."""
    found, added = dict(tasks), list(own)
    for slug in dict.fromkeys(slug for one in added for slug in _known_patterns(catalogue, one)):
        task = _pattern_task(catalogue, catalogue.patterns[slug], added)
        found[task.ref] = task
    alone = [_own_task(catalogue, one) for one in added if not _known_patterns(catalogue, one)]
    return found | {task.ref: task for task in alone}


def with_actions(
    catalogue: Catalogue,
    tasks: Mapping[str, Task],
    actions: Iterable[DecidedAction],
    *,
    names: Names | None = None,
    next_round: date | None = None,
) -> dict[str, Task]:
    """The tasks with follow-up actions at the patterns they name, and the others as drills of their own.

    `names` are the catalogue's `subject_names`; `next_round` is the day of the next dated round.
    """
    found, known = dict(tasks), names or subject_names(catalogue)
    for action in actions:
        task = _action_task(catalogue, action, found, known, next_round)
        if task is not None:
            found[task.ref] = task
    return found


def study_day(decided_on: date, next_round: date | None) -> date:
    """The day a gap is to be filled: three days after it was decided on, or the day before the next round where that
    is sooner, and never on the day of the decision itself."""
    day = decided_on + STUDY_AFTER
    if next_round is not None and next_round > decided_on:
        day = min(day, next_round - timedelta(days=1))
    return max(day, decided_on + timedelta(days=1))


def task_problem(problem: Problem, *, is_own: bool = False) -> TaskProblem:
    """A problem of the catalogue as something to try."""
    return TaskProblem(problem.label, problem.link, problem.difficulty, problem.minutes, is_own)


def _pattern_task(catalogue: Catalogue, pattern: Pattern, own: Iterable[OwnProblem]) -> Task:
    mine = [one for one in own if pattern.slug in _known_patterns(catalogue, one)]
    numbers = {one.number for one in mine}
    known = [task_problem(one, is_own=one.number in numbers) for one in catalogue.problems_of(pattern.slug)]
    added = [_own_problem(catalogue, one) for one in mine]
    labels = {one.label for one in known}
    worked = catalogue.by_number.get(pattern.worked)
    return Task(
        kind=DrillKind.PATTERN,
        item=pattern.slug,
        name=pattern.name,
        minutes=0,
        themes=pattern.themes,
        how=pattern.what,
        problems=(*(one for one in added if one.label not in labels), *known),
        needs=pattern.needs,
        worked=task_problem(worked) if worked else None,
        subjects=frozenset({pattern.slug}),
        kinds=CODING_KINDS,
    )


def _exercise_task(catalogue: Catalogue, slug: str) -> Task:
    one = catalogue.exercises[slug]
    kind = _kind_of(catalogue, slug)
    kinds = DESIGN_KINDS if kind is DrillKind.DESIGN else frozenset[RoundKind]()
    return Task(kind, slug, one.name, one.minutes, one.themes, one.how, kinds=kinds)


def _kind_of(catalogue: Catalogue, slug: str) -> DrillKind:
    if any(one.slug == slug for one in catalogue.behaviours):
        return DrillKind.BEHAVIOUR
    return DrillKind.DESIGN if any(one.slug == slug for one in catalogue.designs) else DrillKind.STUDY


def _asks(catalogue: Catalogue, slug: str) -> bool:
    """Whether it cannot start before it is said what about; a follow-up action says that."""
    return any(one.slug == slug and one.asks for one in catalogue.studies)


def _known_patterns(catalogue: Catalogue, one: OwnProblem) -> tuple[str, ...]:
    """The patterns of an own problem: those it was given, all of a family that it was given, else those of the
    catalogue's problem that it is."""
    families = {family.slug: [pattern.slug for pattern in family.patterns] for family in catalogue.families}
    given = [found for slug in one.patterns for found in families.get(slug, [slug])]
    known = catalogue.by_number.get(one.number or 0)
    return tuple(slug for slug in given if slug in catalogue.patterns) or (known.patterns if known else ())


def _own_problem(catalogue: Catalogue, one: OwnProblem) -> TaskProblem:
    known = catalogue.by_number.get(one.number or 0)
    if known is not None:
        return task_problem(known, is_own=True)
    return TaskProblem(
        one.name, one.link, one.difficulty or OWN_DIFFICULTY, one.minutes or OWN_MINUTES, is_own=True
    )


def _own_task(catalogue: Catalogue, one: OwnProblem) -> Task:
    return Task(DrillKind.PROBLEM, one.id, one.name, 0, problems=(_own_problem(catalogue, one),))


def _action_task(
    catalogue: Catalogue,
    action: DecidedAction,
    tasks: Mapping[str, Task],
    names: Names,
    next_round: date | None,
) -> Task | None:
    """What a follow-up action asks for: the drill of the pattern it names, else a drill of its own; None for one that
    is no practice, or waits parked or dropped."""
    if action.kind is ActionKind.OTHER or action.state in (ActionState.PARKED, ActionState.DROPPED):
        return None
    is_gap = action.kind is ActionKind.GAP
    decided = Decided(
        action_id=action.id,
        words=action.words,
        round_id=action.round_id,
        title=action.title,
        is_gap=is_gap,
        is_open=action.state is ActionState.OPEN,
        due_on=study_day(action.on, next_round) if is_gap else None,
    )
    named = catalogue.pattern_named(action.text)
    if isinstance(named, Pattern) and not is_gap:
        task = tasks[f"{DrillKind.PATTERN}/{named.slug}"]
        return replace(
            task, decided=(*task.decided, decided), problems=_first(catalogue, action, task.problems)
        )
    return _action_alone(catalogue, action, decided, named, names)


def _action_alone(
    catalogue: Catalogue,
    action: DecidedAction,
    decided: Decided,
    named: Pattern | Family | None,
    names: Names,
) -> Task:
    subjects = (named,) if named else subjects_in(action.text, names, catalogue)
    slugs = subject_slugs(subjects)
    themes = dict.fromkeys(theme for slug in sorted(slugs) for theme in catalogue.patterns[slug].themes[:1])
    pool = tuple(task_problem(one) for about in subjects[:1] for one in catalogue.problems_of(about.slug))
    is_gap = decided.is_gap
    return Task(
        kind=DrillKind.ACTION,
        item=action.id,
        name=action.words if is_gap else f"Practise {action.text}",
        minutes=STUDY_MINUTES if is_gap else 0 if pool or action.problems else OWN_MINUTES,
        themes=tuple(themes),
        how=GAP_HOW if is_gap else "",
        problems=() if is_gap else _first(catalogue, action, pool),
        subjects=slugs,
        decided=(decided,),
    )


def _first(
    catalogue: Catalogue, action: DecidedAction, problems: tuple[TaskProblem, ...]
) -> tuple[TaskProblem, ...]:
    """The problems that an action names by their numbers, and then the others."""
    words = [word.strip(".,;:()#") for word in action.problems.replace(",", " ").split()]
    numbers = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 6]
    named = [task_problem(catalogue.by_number[n]) for n in numbers if n in catalogue.by_number]
    labels = {one.label for one in named}
    return (*named, *(one for one in problems if one.label not in labels))
