"""Takes a person's list of problems, pasted or from a file, in among their own problems."""

from dataclasses import dataclass
from datetime import datetime

from afterround.actions.own_problems import NewProblem, add_problems
from afterround.adapters.catalogue.built_in import built_in_catalogue
from afterround.core.errors import Invalid, Problem
from afterround.data.models import Owner
from afterround.formats.encoding import decode_text
from afterround.formats.problem_list import Listed, read_problem_list

LIST_LENGTH = 1_000_000
"""The most characters of one list."""


@dataclass(frozen=True)
class TakenList:
    """How many problems are new, how many were there already, and what was not understood, line by line."""

    added: int
    known: int
    problems: tuple[Problem, ...]


def take_problem_list(owner: Owner, text: str, *, now: datetime) -> TakenList:
    """Add the problems of a list; words that were not understood are in their notes.

    `remove_added` with the same moment takes them back. Raises Invalid where no problem is named.
    """
    if len(text) > LIST_LENGTH:
        why = f"This holds at most {LIST_LENGTH:,} characters. Bring it in parts."
        raise Invalid(why, problems={"text": why})
    found = read_problem_list(text, built_in_catalogue())
    if not found.listed:
        why = found.problems[0].message if found.problems else "Name a problem: a link, a number or a title."
        raise Invalid(why, problems={"text": why})
    added = add_problems(owner, [_new(one) for one in found.listed], now=now)
    return TakenList(added, len(found.listed) - added, found.problems)


def read_list(content: bytes) -> str:
    """The text of a file with a list, whatever program wrote it. Raises Invalid where it is no text."""
    text = decode_text(content)
    if text is None:
        why = "This file is no text. Save the list as text or CSV."
        raise Invalid(why, problems={"text": why})
    return text


def _new(one: Listed) -> NewProblem:
    known = one.known
    return NewProblem(
        name=known.title if known else one.title or one.link or one.words,
        link=known.link if known else one.link,
        number=known.number if known else None,
        difficulty=one.difficulty or (known.difficulty if known else None),
        patterns=one.patterns,
        minutes=one.minutes,
        note=one.note,
    )
