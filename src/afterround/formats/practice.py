"""Practice in words: the parts of a drill's priority, the day in a sentence, due drills as CSV for a card program."""

from collections.abc import Iterable
from datetime import date, datetime, tzinfo

from afterround.core.drill_reasons import about_feedback, days_ago, sentence
from afterround.core.drills import KIND_WORDS, DrillKind, Standing
from afterround.core.practice_plan import Plan, Planned
from afterround.core.rounds import KIND_WORDS as ROUND_WORDS
from afterround.core.spacing import RATING_WORDS
from afterround.formats.csv_out import csv_text
from afterround.formats.words import count, day, until

ENOUGH = 5
"""Below so many rounds there are counts, never percentages."""

_SEVERITY = {1: "low", 2: "low", 3: "middle", 4: "high", 5: "very high"}
_CONTROL = ((0.8, "fully"), (0.6, "mostly"), (0.3, "partly"), (0.0, "hardly"))

ANKI_HEADER = "#separator:Comma\r\n#html:false\r\n#tags column:3\r\n#columns:Front,Back,Tags,Due\r\n"
"""What Anki reads about the file in its first lines; a plain header would become a card."""


def parts_in_words(planned: Planned, now: datetime, zone: tzinfo) -> list[tuple[str, str]]:
    """The parts of a drill's priority, each with its name: what they are, and the records they come from."""
    standing, parts = planned.standing, planned.parts
    found: list[tuple[str, str]] = []
    if standing and parts:
        theme = standing.theme
        hands = next(words for least, words in _CONTROL if parts.controllability >= least)
        found += [
            ("How often", how_often(standing)),
            ("Weight", f"{_SEVERITY[theme.severity]}: {_inside(theme.severity_reason)}"),
            ("In your hands", f"{hands}: {_inside(theme.controllability_reason)}"),
        ]
    found.append(("Still fresh", how_fresh(planned, now, zone)))
    if planned.heard:
        found.append(("Named in feedback", "; ".join(about_feedback(one).words for one in planned.heard)))
    if planned.ahead:
        kind = ROUND_WORDS[planned.ahead.kind]
        found.append(("Next asked", f"{planned.ahead.title}, {kind}, {until(now, planned.ahead.at, zone)}"))
    return found


def how_often(standing: Standing) -> str:
    """How often a theme came up: "4 of 6 rounds, about 50 %"; counts alone below five rounds."""
    real = [one for one in standing.seen if not one.is_mock]
    shaky = sum(one.is_shaky for one in real)
    mocks = [one for one in standing.seen if one.is_mock]
    if not standing.shaky:
        return "not noted in a round yet; named in feedback"
    said = f"{shaky} of {len(real)} {'round' if len(real) == 1 else 'rounds'}" if real else ""
    if len(real) >= ENOUGH:
        said += f", about {round(standing.rate * 100)} %"
    if any(one.is_shaky for one in mocks):
        noun = "mock" if len(mocks) == 1 else "mocks"
        said += f"{'; ' if said else ''}{sum(one.is_shaky for one in mocks)} of {len(mocks)} {noun}"
    return said


def how_fresh(planned: Planned, now: datetime, zone: tzinfo) -> str:
    """How fresh a drill is: "last done 9 days ago, with effort; about 7 in 10 by the forgetting curve"."""
    memory = planned.memory
    if memory is None:
        return "never done"
    said = f"last done {days_ago(memory.last.at, now, zone)}, {RATING_WORDS[memory.last.rating]}"
    tenths = round(memory.retrievability(now) * 10)
    return f"{said}; about {tenths} in 10 by the forgetting curve, after {count(memory.attempts, 'attempt')}"


def _inside(words: str) -> str:
    """A sentence as a part of another one."""
    return words[:1].lower() + words[1:].rstrip(".")


def day_in_words(plan: Plan) -> str:
    """What the day asks for: "Three today, 45 minutes. The rest waits without harm."."""
    if plan.is_paused:
        return "Everything is paused. Nothing is due until you come back."
    if not plan.today and plan.minutes_done:
        return (
            f"{plan.minutes_done} of {plan.budget} minutes are done today. What is left waits without harm."
        )
    if not plan.today and plan.waiting:
        least = min(one.minutes for one in plan.waiting)
        return f"Nothing fits into {plan.budget} minutes; the shortest drill takes {least}."
    if not plan.today:
        return "Nothing is due today."
    number = count(len(plan.today), "drill").removesuffix(" drills").removesuffix(" drill").capitalize()
    rest = " The rest waits without harm." if plan.waiting else ""
    return f"{number} today, {plan.minutes} minutes.{rest}"


def title_of(planned: Planned) -> str:
    """A drill's name with the numbers of its problems: "Interval DP: problems 312 and 1039"."""
    labels = [one.label.partition(".")[0] for one in planned.problems]
    numbers = [label for label in labels if label.isdigit()]
    if planned.task.kind in (DrillKind.WORKED, DrillKind.PROBLEM) or len(numbers) < len(labels) or not labels:
        return planned.task.name
    noun = "problem" if len(numbers) == 1 else "problems"
    return f"{planned.task.name}: {noun} {listed(numbers)}"


def listed(words: list[str]) -> str:
    """Several things in one phrase: "a", "a and b", "a, b and c"."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def anki_csv(drills: Iterable[Planned]) -> str:
    """Drills as CSV for a card program: what to do on the front, how and why on the back, tags, and the day due.

    No cell is taken for a formula by a spreadsheet (`csv_out`), and no row for a remark by Anki: all are quoted.
    """
    rows = [
        (
            title_of(one),
            back_of(one),
            " ".join(("afterround", one.task.kind, *one.task.themes)),
            one.due_on.isoformat(),
        )
        for one in drills
    ]
    return ANKI_HEADER + csv_text(rows, is_quoted=True)


def back_of(planned: Planned) -> str:
    """How a drill is done, its problems with their addresses, and why it is planned."""
    problems = [" ".join(filter(None, (one.label, one.link))) for one in planned.problems]
    return "\n".join(filter(None, (planned.task.how, *problems, sentence(planned.because))))


def when_in_words(planned: Planned, today: date) -> str:
    """When a drill is for: "for Friday 12 June", "due since yesterday", "comes back tomorrow"."""
    said = day(planned.due_on, today)
    if planned.is_new:
        return f"for {said}"
    return (
        f"due since {said}"
        if planned.due_on < today
        else "due today"
        if said == "today"
        else f"comes back {said}"
    )


def kind_in_words(planned: Planned) -> str:
    """What sort of drill it is."""
    return KIND_WORDS[planned.task.kind]
