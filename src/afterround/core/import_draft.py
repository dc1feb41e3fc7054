"""A file that is being looked at before it is taken in: its rounds may be split, joined and left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from afterround.core.import_matching import LISTS, Choice, Print
from afterround.core.imports import Found, FoundFile, FoundRound


@dataclass(frozen=True)
class DraftRound:
    """A round of a draft. `uid` stays the same whatever is done to the others; `prints` are those of the rounds as
    they were read; `choice` is None until the person chooses."""

    uid: int
    found: FoundRound
    prints: tuple[Print, ...] = ()
    choice: Choice | None = None


@dataclass(frozen=True)
class DraftFile:
    """A file of a draft; the rounds of `found` are those of `rounds`. `next_uid` was given to no round yet."""

    found: FoundFile
    rounds: tuple[DraftRound, ...] = ()
    next_uid: int = 0

    @property
    def whole(self) -> FoundFile:
        """The file with the rounds as they are now."""
        return replace(self.found, rounds=tuple(each.found for each in self.rounds))


def drafted(found: FoundFile, prints: Sequence[tuple[Print, ...]]) -> DraftFile:
    """A file as it was read, to be looked at."""
    rounds = tuple(DraftRound(uid, one, prints[uid]) for uid, one in enumerate(found.rounds))
    return DraftFile(replace(found, rounds=()), rounds, len(rounds))


def located(found: FoundRound, lines: Sequence[str]) -> FoundRound:
    """The round with the line of each item of its lists, where the reader told only where the round begins. An item
    whose words are not found as they stand keeps what it had."""
    if found.retro is None or found.first_line < 1:
        return found
    own = [(n, " ".join(text.split())) for n, text in enumerate(lines, 1)][
        found.first_line - 1 : found.last_line
    ]
    values: dict[str, Any] = {}
    for name in LISTS:
        values[name] = tuple(_located(one, own) for one in getattr(found, name))
    return replace(found, **values)


def _located(one: Found, lines: Sequence[tuple[int, str]]) -> Found:
    """The value at the first line that holds its first words, else at one that holds the last of them."""
    words = " ".join(one.text.split("\n")[0].split(" / ")[0].split())
    for part in (words, " ".join(words.split()[-2:])):
        line = next((n for n, text in lines if part and part.casefold() in text.casefold()), 0)
        if line:
            return replace(one, line=line)
    return one


def changed(file: DraftFile, uid: int, **values: Any) -> DraftFile:
    """The file with other values in one round."""
    return replace(
        file, rounds=tuple(replace(each, **values) if each.uid == uid else each for each in file.rounds)
    )


def join_with_previous(file: DraftFile, uid: int) -> DraftFile:
    """The file with a round made part of the one before it; the same where there is none."""
    place = next((n for n, each in enumerate(file.rounds) if each.uid == uid), 0)
    if place == 0:
        return file
    first, second = file.rounds[place - 1 : place + 1]
    both = replace(first, found=joined(first.found, second.found), prints=(*first.prints, *second.prints))
    return replace(file, rounds=(*file.rounds[: place - 1], both, *file.rounds[place + 1 :]))


def joined(first: FoundRound, second: FoundRound) -> FoundRound:
    """Two rounds as one: what the first tells, and where it tells nothing, the second; all lines of both."""
    lists: dict[str, Any] = {name: (*getattr(first, name), *getattr(second, name)) for name in LISTS}
    names = ("date", "company", "role", "kind", "label", "result", "result_text", "application", "retro")
    values: dict[str, Any] = {
        name: getattr(second, name) if getattr(first, name) is None else getattr(first, name)
        for name in names
    }
    lines = [line for each in (first, second) for line in (each.first_line, each.last_line) if line]
    return replace(
        first,
        **lists,
        **values,
        is_mock=first.is_mock or second.is_mock,
        people=tuple(dict.fromkeys((*first.people, *second.people))),
        tags=tuple(dict.fromkeys((*first.tags, *second.tags))),
        notes="\n\n".join(part for part in (first.notes, second.notes) if part),
        first_line=min(lines, default=0),
        last_line=max(lines, default=0),
    )


def split_at(
    file: DraftFile, uid: int, line: int, lines: Sequence[str], second: FoundRound | None
) -> DraftFile:
    """The file with a round cut in two before a line of the file; the same where the line is none of its own.

    `second` is how the text from there on is read, None where that tells no round.
    """
    place = next((n for n, each in enumerate(file.rounds) if each.uid == uid), -1)
    if place < 0 or not file.rounds[place].found.first_line < line <= file.rounds[place].found.last_line:
        return file
    whole = file.rounds[place]
    upper, lower = parted(whole.found, line, lines, second)
    cut = (replace(whole, found=upper), replace(whole, uid=file.next_uid, found=lower))
    rounds = (*file.rounds[:place], *cut, *file.rounds[place + 1 :])
    return replace(file, rounds=rounds, next_uid=file.next_uid + 1)


def parted(
    whole: FoundRound, line: int, lines: Sequence[str], second: FoundRound | None
) -> tuple[FoundRound, FoundRound]:
    """A round in two: each value goes where its line lies. Both are of the same company and process."""
    lists = {name: getattr(whole, name) for name in LISTS}
    above: dict[str, Any] = {
        name: tuple(one for one in said if one.line < line) for name, said in lists.items()
    }
    below: dict[str, Any] = {
        name: tuple(one for one in said if one.line >= line) for name, said in lists.items()
    }
    singles = ("date", "label", "result_text")
    here: dict[str, Any] = {name: _if_above(getattr(whole, name), line) for name in singles}
    told: dict[str, Any] = {name: None if here[name] else getattr(whole, name) for name in singles}
    if second is not None:
        told = {name: told[name] or getattr(second, name) for name in singles}
    under = {" ".join(text.split()) for text in lines[line - 1 : whole.last_line]}
    over = {" ".join(text.split()) for text in lines[whole.first_line - 1 : line - 1]}
    notes = whole.notes.split("\n")
    is_lower = [" ".join(text.split()) in under - over for text in notes]
    upper = replace(
        whole, **above, **here, retro=None, last_line=line - 1,
        tags=tuple(tag for tag in whole.tags if tag.line < line),
        result=whole.result if here["result_text"] or not whole.result_text else None,
        notes=_text(text for text, low in zip(notes, is_lower, strict=True) if not low),
    )  # fmt: skip
    lower = replace(
        whole, **below, **told, retro=None, first_line=line,
        tags=tuple(tag for tag in whole.tags if tag.line >= line),
        kind=second.kind if second and second.kind else whole.kind,
        result=second.result if second else whole.result if told["result_text"] else None,
        notes=_text(text for text, low in zip(notes, is_lower, strict=True) if low),
    )  # fmt: skip
    return upper, lower


def _if_above(one: Any, line: int) -> Any:
    return one if one is not None and one.line < line else None


def _text(lines: Any) -> str:
    return "\n".join(lines).strip("\n")


def unsure_fields(found: FoundRound) -> list[str]:
    """The names of the fields that a person should look at: those read unsurely, and a day or a company that is
    not told."""
    names = []
    for name in ("date", "company", "role", "label", "result_text"):
        one = getattr(found, name)
        if one is not None and not one.is_sure:
            names.append(name)
    if found.date is None or found.date.iso is None:
        names.append("date")
    if found.company is None and not found.is_mock:
        names.append("company")
    names += [name for name in LISTS if any(not one.is_sure for one in getattr(found, name))]
    if any(not person.name.is_sure for person in found.people):
        names.append("people")
    return list(dict.fromkeys(names))


def words_of(found: Found | None) -> str:
    """A value's words, "" where there is none."""
    return found.text if found else ""
