"""What a form says to suggestions, and what was said, in words, with the way back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from afterround.actions import theme_decisions as deeds
from afterround.actions.theme_groups import reopen_theme
from afterround.core.errors import Invalid
from afterround.core.personal_themes import KnownTheme
from afterround.core.themes import Polarity
from afterround.formats.words import count
from afterround.queries.theme_groups import what_was_said
from afterround.queries.theme_places import find_place, place_suggestions
from afterround.queries.theme_suggestions import suggestions_for
from afterround.queries.themes import get_theme, themes_of
from afterround.web.cooldown.forms import read_key
from afterround.web.doors import Visit


@dataclass(frozen=True)
class Answer:
    """What was said to a line's chips, in words, and the field of its form that takes it back; "" where none does."""

    said: str = ""
    field: str = ""
    value: str = ""


def say_to_line(request: Visit, line_id: UUID) -> Answer:
    """Do what the form of a line asks for. Raises Invalid, and NotFound."""
    post, owner = request.POST, request.owner
    if "undo" in post:
        for key in read_keys(post, "undo"):
            deeds.take_back(owner, key, now=request.now)
        return Answer()
    if "back" in post:
        known = get_theme(owner, post["back"])
        reopen_theme(owner, line_id, known.slug)
        return Answer(taken_back(known), "add", known.slug)
    for field, deed in DEEDS.items():
        if field in post:
            key = deed(request, line_id)
            return Answer(deed_words(request, [key]), "undo", str(key))
    raise Invalid("Say yes or no to a theme, or add one.")


def _polarity(request: Visit, line_id: UUID) -> Polarity:
    """What feedback says of a theme; a line says so itself. Raises Invalid where feedback was not asked."""
    said = request.POST.get("polarity", "")
    if said in set(Polarity):
        return Polarity(said)
    if find_place(request.owner, line_id)[1] == "feedback":
        raise Invalid("Say first whether it was shaky or went well.")
    return Polarity.SHAKY


def _none(request: Visit, line_id: UUID) -> UUID:
    found = place_suggestions(request.owner, line_id, request.now)
    return deeds.none_of_these(
        request.owner, line_id, [one.theme for one in found.suggested], now=request.now
    )


DEEDS: dict[str, Callable[[Visit, UUID], UUID]] = {
    "accept": lambda r, line: deeds.confirm_theme(
        r.owner, line, r.POST["accept"], now=r.now, polarity=_polarity(r, line)
    ),
    "reject": lambda r, line: deeds.reject_theme(r.owner, line, r.POST["reject"], now=r.now),
    "none": _none,
    "add": lambda r, line: deeds.add_theme(
        r.owner, line, r.POST["add"], now=r.now, polarity=_polarity(r, line)
    ),
}
"""What each field of a line's form does; each gives the key of its deed."""


def last_answer(request: Visit) -> dict[str, str] | None:
    """What the address of a page says was just answered, as far as it still holds, with the form that undoes it."""
    line, deeds_made = read_key(request.GET.get("line", "")), read_keys(request.GET, "undo")
    if line is None:
        return None
    address = reverse("line_themes", args=[line])
    if deeds_made and (said := deed_words(request, deeds_made[:1])):
        return {"address": address, "field": "undo", "value": str(deeds_made[0]), "said": said}
    known = themes_of(request.owner).called(request.GET.get("add", ""))
    if known is not None:
        return {"address": address, "field": "add", "value": known.slug, "said": taken_back(known)}
    return None


def still_ticked(request: Visit, round_id: UUID) -> list[tuple[UUID, str]]:
    """What the form says was ticked beforehand and left so, as far as it is suggested so now."""
    posted = set(request.POST.getlist("earned"))
    if not posted:
        return []
    found = suggestions_for(request.owner, round_id, request.now)
    earned = [(line, one.theme) for line, under in found.items() for one in under.suggested if one.is_earned]
    return [(line, theme) for line, theme in earned if f"{line}:{theme}" in posted]


def taken_back(known: KnownTheme) -> str:
    """What is said after a confirmed theme was opened again."""
    return f"{known.name} counts no more here."


def read_keys(data: QueryDict, name: str) -> list[UUID]:
    """The keys under a name, without what is none."""
    return [key for text in data.getlist(name) if (key := read_key(text))]


def deed_words(request: Visit, keys: Sequence[UUID]) -> str:
    """What deeds said, in a sentence each; "" where they were taken back."""
    sentences = []
    for said in what_was_said(request.owner, keys):
        if said.tag:
            where = f"in {count(said.rounds, 'round')}" if said.is_yes else "no more"
            sentences.append(f"“{said.tag}” counts as {', '.join(said.themes)} {where}.")
            continue
        under = f" under {count(len(said.lines), 'line')}" if len(said.lines) > 1 else ""
        verb = "confirmed" if said.is_yes else "refused"
        sentences.append(f"{', '.join(said.themes)} {verb}{under}.")
    return " ".join(sentences)
