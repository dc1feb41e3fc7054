"""`afterround retro edit`: the retrospective as a text in the person's own editor, and the way back."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import click

from afterround.actions.cooldown import skip_cooldown
from afterround.actions.retro import Saved, open_retro, place_in_retro, set_action_state
from afterround.actions.retro_document import save_document
from afterround.adapters import clock
from afterround.cli.editor import Draft, draft_of, edit_file
from afterround.cli.lines import key_of, one_line
from afterround.cli.start import Start
from afterround.core.cooldown import LANE_WORDS
from afterround.core.errors import AfterroundError, Conflict, Problem
from afterround.core.identity import ChangedMeaning, identify
from afterround.core.retro import ActionState, Retro, Section
from afterround.core.retro_document import header_problems
from afterround.core.retro_fields import problem_with
from afterround.formats.margin import Decided, Waiting, read_margin, write_margin
from afterround.formats.markdown import parse, render
from afterround.formats.words import count
from afterround.queries.cooldown import find_jot
from afterround.queries.retro import RetroView, find_action, get_document, get_retro
from afterround.queries.rounds import RoundView


def let_in(at: Start, view: RoundView, *, skip: bool) -> None:
    """Refuse while the cooldown is open, unless it is to be skipped. Raises Conflict."""
    if not view.cooldown.is_open(at.now):
        return
    if not skip:
        raise Conflict(
            f"The cooldown of {one_line(view.title)} is open for another {view.cooldown.minutes_left(at.now)} min. "
            'Jots are always welcome: afterround jot "...". To go on now, on record: --skip-cooldown'
        )
    skip_cooldown(at.owner, view.id, now=at.now)


def edit_retro(at: Start, view: RoundView) -> int:
    """Open the retrospective in the editor and save what comes back; returns the exit status.

    Whatever goes wrong on the way, the text stays in its file and the file is named.
    """
    open_retro(at.owner, view.id, now=at.now)
    base = get_document(at.owner, view.id, at.now)
    shown = get_retro(at.owner, view.id, at.now)
    text = write_margin(_waiting(shown)) + render(base)
    with draft_of(text, name=f"retro-{key_of(view.id)}", now=at.now) as draft:
        edit_file(draft.path)
        _take_back(at, shown, base, draft)
    return 1 if draft.is_needed else 0


def _waiting(shown: RetroView) -> Waiting:
    """What stands in the note above the text."""
    return Waiting(
        actions=tuple(
            (key_of(a.id), f"{one_line(a.words)} ({one_line(a.round_title)})") for a in shown.open_actions
        ),
        jots=tuple(
            (key_of(jot.id), f"{one_line(jot.text)} ({LANE_WORDS[jot.lane].lower()})")
            for jot in shown.jots_to_place
        ),
        prediction=None if shown.is_prediction_frozen else shown.fields["prediction"].value,
    )


def _take_back(at: Start, shown: RetroView, base: Retro, draft: Draft) -> None:
    """Save what came back and say what became of it; what cannot be saved keeps the draft."""
    came_back = draft.read()
    decided, text = read_margin(came_back)
    parsed = parse(text)
    if not parsed.has_sections:
        raise AfterroundError("None of the template's headings is left, so nothing was changed.")
    edited, asked = identify(base, parsed.retro)
    edited = _with_prediction(edited, base, decided)
    skipped = came_back.count("\n") - text.count("\n")
    problems = [replace(p, line=p.line + skipped if p.line else 0) for p in parsed.problems]
    not_taken = [f"line {p.line}: {p.message}" for p in (*decided.problems, *header_problems(base, edited))]
    if _is_same(base, edited) and not (decided.actions or decided.jots or not_taken):
        click.echo("Nothing changed.")
        return
    edited = _without_keys(edited, _new_lines(shown, base, asked))
    saved = save_document(at.owner, shown.round.id, base=base, edited=edited, now=clock.now())
    not_taken += [*_decide(at, decided), *_refusals(saved)]
    _tell(saved, problems, base, edited)
    for words in not_taken:
        click.echo(f"Not taken: {words}", err=True)
    draft.is_needed = bool(not_taken)


def _is_same(base: Retro, edited: Retro) -> bool:
    return replace(edited, date=base.date, company=base.company, round=base.round) == base


def _with_prediction(edited: Retro, base: Retro, decided: Decided) -> Retro:
    """The document with the prediction the note gives. Raises AfterroundError where it is no number."""
    given = decided.prediction
    if given is None:
        return edited
    problem = problem_with("prediction", given)
    if problem:
        raise AfterroundError(f'The prediction "{given}" cannot be taken. {problem}')
    return replace(edited, prediction=int(given) if given else None)


def _new_lines(shown: RetroView, base: Retro, asked: Iterable[ChangedMeaning]) -> set[str]:
    """The lines whose meaning changed and that are new ones by the person's word.

    Where nothing hangs on a line nobody is asked. Without a terminal such a line is new.
    """
    found = set()
    for change in asked:
        hanging = hangs_on(shown, base, change.id)
        if not hanging:
            continue
        if not sys.stdin.isatty() or not _is_same_line(change, hanging):
            found.add(change.id)
    return found


def _is_same_line(change: ChangedMeaning, hanging: str) -> bool:
    """Ask the person at the terminal."""
    click.echo(f'"{one_line(change.before)}" became "{one_line(change.after)}".')
    return click.confirm(f"{hanging} on it. Is it the same line?", default=False)


def hangs_on(shown: RetroView, base: Retro, key: str) -> str:
    """What hangs on a line, as the beginning of a sentence; "" where nothing does."""
    lines = {str(line.id): line for section in Section for line in shown.lines[section]}
    numbers = {question.id: number for number, question in enumerate(base.questions, 1)}
    if key in lines and lines[key].jot is not None:
        return "A jot hangs"
    if any(hint.question == numbers.get(key, 0) for hint in base.hints):
        return "A hint hangs"
    if any(action.id == key and action.state is not ActionState.OPEN for action in base.actions):
        return "A decision hangs"
    return ""


def _without_keys(edited: Retro, keys: set[str]) -> Retro:
    """The document with those lines as new ones."""
    lines: dict[str, Any] = {
        section.value: tuple(
            replace(line, id="") if line.id in keys else line for line in getattr(edited, section.value)
        )
        for section in Section
    }
    return replace(edited, **lines)


def _decide(at: Start, decided: Decided) -> Iterator[str]:
    """Settle the actions and place the jots as the note says; yields what was refused."""
    for key, state in decided.actions.items():
        try:
            set_action_state(at.owner, find_action(at.owner, key).id, state, now=at.now)
        except AfterroundError as error:
            yield f"[{key}] {error}"
    for key, section in decided.jots.items():
        try:
            place_in_retro(at.owner, find_jot(at.owner, key).id, section, now=at.now)
        except AfterroundError as error:
            yield f"[{key}] {error}"


def _refusals(saved: Saved) -> Iterator[str]:
    return (f"{field}: {why}" for (_, field), why in saved.refused.items())


def _tell(saved: Saved, problems: Iterable[Problem], base: Retro, edited: Retro) -> None:
    """Say what was saved, what was kept as text, and where two texts wait for a choice."""
    changed = len({line for line, _ in saved.versions})
    click.echo(f"Saved: {count(changed, 'change')}." if changed else "Saved.")
    for problem in problems:
        click.echo(f"Kept as words, line {problem.line}: {problem.message}")
    if edited.outside != base.outside:
        click.echo("What stands outside the template's sections is kept as it is.")
    if saved.clashes:
        click.echo(
            f"{count(len(saved.clashes), 'text').capitalize()} changed elsewhere meanwhile; both are kept."
        )
        click.echo("Choose between them: afterround retro show")
