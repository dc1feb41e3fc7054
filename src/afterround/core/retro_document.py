"""A retrospective's document as flat fields, and the changes between two documents."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from afterround.core.errors import Problem
from afterround.core.retro import Line, Outside, Retro, Section
from afterround.core.retro_fields import RETRO

HEADER = "header"
"""Where text stands that follows the header."""


@dataclass(frozen=True)
class FlatLine:
    """A line as its section, key and fields; a field that holds nothing is ""."""

    section: Section
    id: str
    fields: dict[str, str]


def flat_lines(retro: Retro) -> list[FlatLine]:
    """The lines of a document in order. A hint's question is given by that question's key."""
    asked = {number: question.id for number, question in enumerate(retro.questions, 1)}
    return [
        *_plain(Section.WENT_WELL, retro.went_well),
        *_plain(Section.SHAKY, retro.shaky),
        *(
            FlatLine(
                Section.QUESTIONS,
                q.id,
                {
                    "text": q.topic,
                    "approach": q.approach,
                    "time": q.time,
                    "space": q.space,
                    "rating": str(q.rating or ""),
                },
            )
            for q in retro.questions
        ),
        *(
            FlatLine(
                Section.HINTS,
                h.id,
                {"text": h.text, "response": h.response or "", "question": asked.get(h.question or 0, "")},
            )
            for h in retro.hints
        ),
        *(
            FlatLine(
                Section.ACTIONS,
                a.id,
                {"kind": a.kind, "text": a.text, "problems": a.problems, "state": a.state},
            )
            for a in retro.actions
        ),
        *_plain(Section.NEXT_STEPS, retro.next_steps),
    ]


def _plain(section: Section, lines: Iterable[Line]) -> list[FlatLine]:
    return [FlatLine(section, line.id, {"text": line.text}) for line in lines]


def flat_fields(retro: Retro) -> dict[str, str]:
    """The fields of the retrospective itself."""
    numbers = {"stress": retro.stress, "prediction": retro.prediction}
    shown = {name: "" if value is None else str(value) for name, value in numbers.items()}
    return {**shown, "mindset": retro.mindset, "lesson": retro.lesson}


def with_keys(retro: Retro, new_key: Callable[[], str]) -> Retro:
    """The document with a fresh key on every line that has none."""
    return replace(
        retro,
        went_well=tuple(replace(x, id=x.id or new_key()) for x in retro.went_well),
        shaky=tuple(replace(x, id=x.id or new_key()) for x in retro.shaky),
        questions=tuple(replace(x, id=x.id or new_key()) for x in retro.questions),
        hints=tuple(replace(x, id=x.id or new_key()) for x in retro.hints),
        actions=tuple(replace(x, id=x.id or new_key()) for x in retro.actions),
        next_steps=tuple(replace(x, id=x.id or new_key()) for x in retro.next_steps),
    )


@dataclass(frozen=True)
class DocumentChange:
    """A field that differs between two documents: what it was and what it shall be."""

    line: str
    section: str
    field: str
    before: str
    after: str


def changes_between(base: Retro, edited: Retro) -> list[DocumentChange]:
    """What an editor changed, field by field; a line that is gone shows as its field "deleted".

    Both documents must have keys on all their lines.
    """
    changes = [
        DocumentChange(RETRO, "", name, before, flat_fields(edited)[name])
        for name, before in flat_fields(base).items()
        if before != flat_fields(edited)[name]
    ]
    old = {line.id: line for line in flat_lines(base)}
    new = flat_lines(edited)
    for line in new:
        known = old.get(line.id)
        before = known.fields if known else {}
        if known and known.section is not line.section:
            changes.append(DocumentChange(line.id, line.section, "section", known.section, line.section))
        changes += [
            DocumentChange(line.id, line.section, name, before.get(name, ""), value)
            for name, value in line.fields.items()
            if before.get(name, "") != value
        ]
    kept = {line.id for line in new}
    changes += [DocumentChange(i, old[i].section, "deleted", "", "yes") for i in old if i not in kept]
    return changes


def header_problems(base: Retro, edited: Retro) -> Sequence[Problem]:
    """The header's fields that were changed; they belong to the round and are edited there."""
    return [
        Problem(
            1, f"The {name} in the header belongs to the round; change it there. {written!r} is kept as text."
        )
        for name, written in _other_header(base, edited)
    ]


def keep_header(base: Retro, edited: Retro) -> Retro:
    """The edited document under the header it had, with what was written there instead as text below it."""
    lines = "".join(
        f"{name.capitalize()}: {' '.join(text.split())}\n" for name, text in _other_header(base, edited)
    )
    kept = replace(edited, date=base.date, company=base.company, round=base.round)
    if not lines:
        return kept
    before = tuple(chunk for chunk in edited.outside if chunk.after == "")
    there = "".join(chunk.text for chunk in edited.outside if chunk.after == HEADER)
    after = tuple(chunk for chunk in edited.outside if chunk.after not in ("", HEADER))
    return replace(kept, outside=(*before, Outside(HEADER, there + lines), *after))


def _other_header(base: Retro, edited: Retro) -> list[tuple[str, str]]:
    """The fields of the header that say something else than they did."""
    pairs = [(name, getattr(base, name), getattr(edited, name)) for name in ("date", "company", "round")]
    return [(name, written) for name, was, written in pairs if written and written != was]
