"""`afterround drills`: what to practise today and why, how it went, and one's pace."""

from uuid import UUID

import click

from afterround.actions import drills as deeds
from afterround.actions.drills import NewAttempt
from afterround.cli import own_problems
from afterround.cli.answers import effect_answer, print_json
from afterround.cli.groups import ShowsByDefault, examples
from afterround.cli.lines import one_line, print_rows
from afterround.cli.start import start
from afterround.core.drill_reasons import sentence
from afterround.core.drills import DrillKind
from afterround.core.errors import Invalid, NotFound
from afterround.core.practice_plan import Plan, Planned
from afterround.core.spacing import RATING_WORDS, Rating
from afterround.formats import words
from afterround.formats.practice import anki_csv, day_in_words, parts_in_words, title_of
from afterround.formats.practice_json import drill_answer, plan_answer
from afterround.queries.drill_effects import drill_effects
from afterround.queries.drills import (
    drill_names,
    find_drill,
    get_drill,
    practice_plan,
    practice_settings,
    recent_attempts,
)


@click.group(
    name="drills",
    cls=ShowsByDefault,
    epilog=examples("afterround drills", 'afterround drills done dp-linear --rate good --note "state first"'),
)
def drills_group() -> None:
    """See what to practise today and why; note how it went.

    KEY is what the list shows first in a line.
    """


@drills_group.command(
    "show",
    epilog=examples(
        "afterround drills", "afterround drills --all --json", "afterround drills --csv > due.csv"
    ),
)
@click.option("--all", "is_whole", is_flag=True, help="Show all that is due, and what comes back later.")
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print all that is due as CSV for Anki.")
def show(is_whole: bool, as_json: bool, as_csv: bool) -> None:
    """List today's drills, as many as fit into the day's minutes, each with its because."""
    at = start()
    plan = practice_plan(at.owner, at.now, at.zone)
    if as_json:
        print_json(plan_answer(plan, at.now, at.zone, is_whole=is_whole))
        return
    if as_csv:
        click.echo(anki_csv(plan.due).encode("utf-8", "replace"), nl=False)
        return
    click.echo(day_in_words(plan))
    for one in plan.today:
        _say(one)
    if is_whole:
        _say_list("Due as well:", plan.waiting, plan)
        _say_list("Later:", plan.later, plan)
    elif plan.waiting:
        click.echo(f"\n{words.count(len(plan.waiting), 'more drill').capitalize()}: afterround drills --all")


def _say(one: Planned) -> None:
    """A drill with its because and its problems."""
    click.echo(f"\n{_key(one)}  {one_line(title_of(one))}, {one.minutes} min")
    if one.because:
        click.echo(f"  {one_line(sentence(one.because))}")
    for problem in one.problems:
        click.echo(f"  {one_line(problem.label)}  {problem.link}".rstrip())


def _say_list(heading: str, drills: tuple[Planned, ...], plan: Plan) -> None:
    if drills:
        click.echo(f"\n{heading}")
        print_rows([[_key(one), words.day(one.due_on, plan.day), one_line(title_of(one))] for one in drills])


def _key(one: Planned) -> str:
    """What a drill is called by: its key, or the end of that of the action or problem that it is."""
    task = one.task
    return task.key[-8:] if task.kind in (DrillKind.ACTION, DrillKind.PROBLEM) else task.key


@drills_group.command("why", epilog=examples("afterround drills why dp-linear"))
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def why(key: str, as_json: bool) -> None:
    """Show one drill: how it is done, why it is planned, and how it went so far."""
    at = start()
    one = find_drill(at.owner, key, at.now, at.zone)
    view = get_drill(at.owner, one.task.kind, one.task.item, at.now, at.zone)
    if as_json:
        attempts = [
            {"rating": a.rating, "note": a.note or None, "minutes": a.minutes, "at": a.at.isoformat()}
            for a in view.attempts
            if a.undone_at is None
        ]
        print_json({**drill_answer(one, at.now), "history": attempts})
        return
    _say(one)
    if one.task.how:
        click.echo(f"  {one.task.how}")
    if view.answer:
        click.echo(f"  It does not stick yet. First: {_key(view.answer)}  {one_line(title_of(view.answer))}")
    print_rows([[f"  {name}", said] for name, said in parts_in_words(one, at.now, at.zone)])
    for attempt in view.attempts:
        if attempt.undone_at is None:
            day = words.day(attempt.at.astimezone(at.zone).date(), at.today)
            said = f"  {day}: {RATING_WORDS[attempt.rating]}, {attempt.minutes} min  {one_line(attempt.note)}"
            click.echo(said.rstrip())


@drills_group.command(
    "done", epilog=examples('afterround drills done dp-linear --rate good --note "state as a sentence first"')
)
@click.argument("key")
@click.option(
    "--rate",
    "rating",
    type=click.Choice([str(rating) for rating in Rating]),
    required=True,
    help="How it went.",
)
@click.option("--note", default="", help="One line of what happened.")
@click.option("--minutes", type=int, help="How long it took; as planned where left out.")
def done(key: str, rating: str, note: str, minutes: int | None) -> None:
    """Note an attempt: again (could not), hard (with effort), good (well) or easy (easily)."""
    at = start()
    task = find_drill(at.owner, key, at.now, at.zone).task
    new = NewAttempt(Rating(rating), note, minutes)
    deeds.rate_drill(at.owner, task.kind, task.item, new, now=at.now, zone=at.zone)
    found = get_drill(at.owner, task.kind, task.item, at.now, at.zone)
    day = words.day(found.planned.due_on, at.today)
    click.echo(f"Kept: {one_line(task.name)}, {RATING_WORDS[Rating(rating)]}. It comes back {day}.")
    if found.attempts[0].ticked:
        click.echo(f"Ticked: {'; '.join(one_line(one.words) for one in task.decided)}")
    if found.answer:
        click.echo(f"It does not stick yet. Next time first: {one_line(title_of(found.answer))}")


@drills_group.command("undo", epilog=examples("afterround drills undo"))
def undo() -> None:
    """Take the latest attempt back."""
    at = start()
    latest = recent_attempts(at.owner, limit=1)
    if not latest:
        raise NotFound("There is no attempt to take back.")
    deeds.undo_attempt(at.owner, latest[0].id, now=at.now)
    (name,) = drill_names(at.owner, latest, at.zone).values() or (latest[0].item,)
    click.echo(f"Taken back: {one_line(name)}, {RATING_WORDS[latest[0].rating]}.")


@drills_group.command("drop", epilog=examples("afterround drills drop dp-linear"))
@click.argument("key")
def drop(key: str) -> None:
    """Let a drill go; it comes back where its theme does."""
    at = start()
    task = find_drill(at.owner, key, at.now, at.zone).task
    deeds.drop_drill(at.owner, task.kind, task.item, now=at.now, zone=at.zone)
    click.echo(f"Let go: {one_line(task.name)}. Take it up again: afterround drills take-up {task.ref}")


@drills_group.command("take-up", epilog=examples("afterround drills take-up pattern/dp-linear"))
@click.argument("key")
def take_up(key: str) -> None:
    """Take a drill up again that was let go."""
    at = start()
    task = find_drill(at.owner, key, at.now, at.zone).task
    deeds.take_up_drill(at.owner, task.kind, task.item)
    click.echo(f"Taken up: {one_line(task.name)}.")


@drills_group.command("day", epilog=examples("afterround drills day 6da52d64 friday"))
@click.argument("key")
@click.argument("day", nargs=-1, required=True)
def choose_day(key: str, day: tuple[str, ...]) -> None:
    """Choose the day on which a gap is to be filled. KEY is that of its drill."""
    at = start()
    task = find_drill(at.owner, key, at.now, at.zone).task
    wanted = words.read_day(" ".join(day), at.today)
    if wanted is None:
        raise Invalid(f'"{" ".join(day)}" is no day. Write it like "friday" or "2026-06-12".')
    action = next((one for one in task.decided if one.is_gap), None)
    if action is None:
        raise NotFound("Only a gap that you decided to fill has a day of its own.")
    deeds.set_study_day(at.owner, UUID(action.action_id), wanted, now=at.now)
    click.echo(f"{one_line(task.name)}: {words.day(wanted, at.today)}.")


@drills_group.command("pause", epilog=examples("afterround drills pause"))
def pause() -> None:
    """Pause everything: nothing is due and nothing reminds until you resume."""
    at = start()
    deeds.pause_drills(at.owner, now=at.now)
    click.echo("Paused. Nothing is due until you resume: afterround drills resume")


@drills_group.command("resume", epilog=examples("afterround drills resume"))
def resume() -> None:
    """Come back from a pause."""
    at = start()
    deeds.resume_drills(at.owner)
    plan = practice_plan(at.owner, at.now, at.zone)
    click.echo(day_in_words(plan))
    if plan.overdue:
        number = words.count(len(plan.overdue), "drill").capitalize()
        click.echo(f"{number} came due meanwhile: afterround drills spread")


@drills_group.command(
    "budget", epilog=examples("afterround drills budget 30", "afterround drills budget --json")
)
@click.argument("minutes", type=int, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def budget(minutes: int | None, as_json: bool) -> None:
    """Set the minutes of practice a day, or say how many they are."""
    at = start()
    if minutes is not None:
        deeds.set_budget(at.owner, minutes)
    found = practice_settings(at.owner)
    if as_json:
        print_json(
            {"minutes": found.budget, "paused_at": found.paused_at.isoformat() if found.paused_at else None}
        )
        return
    click.echo(f"{found.budget} minutes a day.{' Everything is paused.' if found.paused_at else ''}")


@drills_group.command(
    "effect", epilog=examples("afterround drills effect", "afterround drills effect --json")
)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def effect(as_json: bool) -> None:
    """Say of each drilled theme whether it came up less since, as far as the rounds tell."""
    at = start()
    found = drill_effects(at.owner, at.now, at.zone)
    if as_json:
        print_json([effect_answer(one) for one in found])
        return
    for one in found:
        click.echo(f"{one_line(one.name)}: {one.effect.sentence}")
    if not found:
        click.echo("No theme was drilled yet.")


@drills_group.command("spread", epilog=examples("afterround drills spread"))
def spread() -> None:
    """Spread what came due on earlier days over the coming ones."""
    at = start()
    days = deeds.spread_drills(at.owner, now=at.now, zone=at.zone)
    click.echo(f"Spread over {words.count(days, 'day')}." if days else "Nothing waits from earlier days.")


@drills_group.command("let-go", epilog=examples("afterround drills let-go"))
def let_go() -> None:
    """Let those drills go that have waited for more than two weeks."""
    at = start()
    number = deeds.let_go(at.owner, now=at.now, zone=at.zone)
    if not number:
        click.echo("Nothing has waited for more than two weeks.")
        return
    click.echo(f"{words.count(number, 'drill').capitalize()} let go. They come back where their themes do.")


for _command in own_problems.COMMANDS:
    drills_group.add_command(_command)

COMMANDS = {"drills": drills_group}
