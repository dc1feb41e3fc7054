"""The retrospective that a round of a file makes: its lists are the lines, a filled-in template says more of each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from afterround.core.imports import Found, FoundRound
from afterround.core.retro import Action, Hint, Line, Question, Retro, action_words

Item = TypeVar("Item")


def retro_of(found: FoundRound) -> Retro:
    """The document of a round. Where a template was read, a line that still has its words keeps what the template
    says of it; a line that was retyped is a plain one. Follow-ups are next steps unless the template made
    actions of them. Several lessons stand below each other.
    """
    known = found.retro or Retro()
    actions, steps = _follow_ups(found.follow_ups, known)
    return replace(
        known,
        went_well=_lines(found.went_well),
        shaky=_lines(found.shaky),
        questions=tuple(_kept(found.questions, known.questions, question_words, Question)),
        hints=tuple(_kept(found.hints, known.hints, lambda hint: hint.text, Hint)),
        actions=actions,
        next_steps=steps,
        lesson="\n".join(lesson.text for lesson in found.lessons),
        id="",
        round_id="",
    )


def is_written(retro: Retro) -> bool:
    """Whether a document says anything."""
    said = replace(retro, date="", company="", round="", id="", round_id="")
    return said != Retro()


def question_words(question: Question) -> str:
    """A question on one line, as a reading lists it."""
    parts = (question.topic, question.approach, question.time, question.space)
    return " / ".join(part for part in parts if part)


def follow_up_words(item: Action | Line) -> str:
    """A follow-up on one line, as a reading lists it."""
    return action_words(item.kind, item.text, item.problems) if isinstance(item, Action) else item.text


def _lines(said: Iterable[Found]) -> tuple[Line, ...]:
    return tuple(Line(each.text) for each in said)


def _kept(
    said: Sequence[Found], known: Sequence[Item], words: Callable[[Item], str], plain: Callable[[str], Item]
) -> list[Item]:
    """An item for each text: the known one with these words, each once, else a plain one."""
    left: dict[str, list[Item]] = {}
    for item in known:
        left.setdefault(words(item), []).append(item)
    return [left[each.text].pop(0) if left.get(each.text) else plain(each.text) for each in said]


def _follow_ups(said: Sequence[Found], known: Retro) -> tuple[tuple[Action, ...], tuple[Line, ...]]:
    """The actions and the next steps."""
    told: list[Action | Line] = [*known.actions, *known.next_steps]
    items = _kept(said, told, follow_up_words, Line)
    actions = tuple(item for item in items if isinstance(item, Action))
    return actions, tuple(item for item in items if isinstance(item, Line))
