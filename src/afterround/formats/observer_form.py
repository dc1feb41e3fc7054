"""An observer's form as the small file that comes back, and as the fields of a page: read beside written.

The answers are folded (base64), so that whoever opens the file before rating themselves has not read them by
accident, and so that a mail which breaks lines breaks nothing. Folded is not secret.
"""

import base64
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from afterround.core.errors import Problem
from afterround.core.feedback import REASON_WORDS, Reason
from afterround.core.observation import (
    FORM_SIZE,
    LINE_LENGTH,
    LINES,
    LINES_ASKED,
    OBSERVER_LENGTH,
    RATINGS,
    Heading,
    ObserverForm,
    Rating,
)
from afterround.formats.encoding import decode_text

MARK = "afterround_observation"
VERSION = 1
"""The shape of the file; a higher one comes from a later version of the program."""

TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of writing, so that words could read as others."""

NO_FORM = Problem(
    0,
    "This is no form of a mock partner. Choose the file they sent back, or paste all of its text, from { to }.",
)
BROKEN = Problem(
    0, "This form is cut off or damaged. Ask your partner to save it again, or to send the file."
)
TOO_LARGE = Problem(0, f"A form has at most {FORM_SIZE // 1024} kB. This is something else.")
LATER = Problem(0, "This form was made by a later version of Afterround. Update this one first.")


@dataclass(frozen=True)
class ReadForm:
    """A form as far as it was understood, None where it is none; `problems` say why, or what was left out of it."""

    form: ObserverForm | None
    problems: tuple[Problem, ...] = ()


def render_form(form: ObserverForm) -> str:
    """The text of the file that a form becomes; `read_form` gives the form again."""
    answers = {
        "observer": form.observer,
        "ratings": {str(one.reason): {"rating": one.rating, "line": one.line} for one in form.ratings},
        "went_well": form.went_well,
        "shaky": form.shaky,
        "hints": form.hints,
    }
    folded = base64.b64encode(json.dumps(answers, ensure_ascii=False).encode()).decode()
    return json.dumps({MARK: VERSION, "form": form.key, "round": form.round, "answers": folded}) + "\n"


def read_form(content: bytes | str) -> ReadForm:
    """The form in a file, or in a pasted text with anything around it. Never raises."""
    if len(content) > FORM_SIZE:
        return ReadForm(None, (TOO_LARGE,))
    text = content if isinstance(content, str) else decode_text(content) or ""
    outer = _loaded(text[text.find("{") : text.rfind("}") + 1])
    if not isinstance(outer, dict) or MARK not in outer:
        return ReadForm(None, (BROKEN if MARK in text else NO_FORM,))
    if outer[MARK] != VERSION:
        return ReadForm(None, (LATER if isinstance(outer[MARK], int) else NO_FORM,))
    key, answers = _key(outer.get("form")), _unfolded(outer.get("answers"))
    if not key or not isinstance(answers, dict):
        return ReadForm(None, (BROKEN,))
    return _Reader().form(key, _key(outer.get("round")), answers)


def read_fields(fields: Mapping[str, str], *, key: str, round_key: str = "") -> ReadForm:
    """The form that was filled in on a page, by the names of its fields: "rating:speed", "line:speed", "shaky"."""
    ratings = {
        str(reason): {
            "rating": int(said)
            if (said := fields.get(f"rating:{reason}", "")).isascii() and said.isdigit() and len(said) < 4
            else said or None,
            "line": fields.get(f"line:{reason}", ""),
        }
        for reason in Reason
    }
    lines = {str(heading): fields.get(heading, "").splitlines() for heading in LINES_ASKED}
    return _Reader().form(
        key, round_key, {"observer": fields.get("observer", ""), "ratings": ratings, **lines}
    )


def _loaded(text: str) -> Any:
    """The value that a JSON text means; None where it means none. A line that a mail has broken is no mistake."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _unfolded(answers: Any) -> Any:
    if not isinstance(answers, str):
        return answers
    try:
        return _loaded(base64.b64decode("".join(answers.split()), validate=True).decode())
    except ValueError:
        return None


def _key(said: Any) -> str:
    """A key as we write it; "" for what is none."""
    try:
        return str(UUID("".join(said.split()))) if isinstance(said, str) else ""
    except ValueError:
        return ""


def plain(text: str, most: int) -> str:
    """A text on one line, without what cannot be shown or stored, in at most so many characters."""
    kept = (" " if unicodedata.category(c) == "Cc" else c for c in text[: 4 * most] if c not in TURNS)
    words = " ".join("".join(c for c in kept if unicodedata.category(c) != "Cs").split())
    return words[:most].rstrip()


class _Reader:
    """Reads the answers of one form, and gathers what has to be left out."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def form(self, key: str, round_key: str, answers: Mapping[str, Any]) -> ReadForm:
        observer = self.line(answers.get("observer") or "", "The name", OBSERVER_LENGTH)
        ratings = tuple(self.ratings(answers.get("ratings") or {}))
        lines = {heading: tuple(self.lines(answers, heading)) for heading in LINES_ASKED}
        form = ObserverForm(
            key=key,
            round=round_key,
            observer=observer,
            ratings=tuple(sorted(ratings, key=lambda one: list(Reason).index(one.reason))),
            went_well=lines[Heading.WENT_WELL],
            shaky=lines[Heading.SHAKY],
            hints=lines[Heading.HINTS],
        )
        return ReadForm(form, tuple(Problem(0, message) for message in self.problems))

    def ratings(self, found: Any) -> Iterable[Rating]:
        """What was rated or written under each reason."""
        if not isinstance(found, dict):
            self.problems.append("The ratings are not written as a form writes them, so they are left out.")
            return
        for code, said in found.items():
            if code not in set(Reason):
                self.problems.append(f'There is no reason called "{plain(code, 40)}", so it is left out.')
                continue
            reason = Reason(code)
            what = REASON_WORDS[reason].capitalize()
            if not isinstance(said, dict):
                self.problems.append(f"{what} is not written as a form writes it, so it is left out.")
                continue
            rating, line = self.rating(said.get("rating"), what), self.line(said.get("line") or "", what)
            if rating is not None or line:
                yield Rating(reason, rating, line)

    def rating(self, said: Any, what: str) -> int | None:
        if said is None:
            return None
        if type(said) is not int or said not in RATINGS:
            self.problems.append(f"{what}: a rating is a whole number from 1 to 4, so this one is left out.")
            return None
        return said

    def lines(self, answers: Mapping[str, Any], heading: Heading) -> Iterable[str]:
        """The lines under a heading that hold anything."""
        found, what = answers.get(heading) or [], LINES_ASKED[heading]
        if not isinstance(found, list):
            self.problems.append(f"{what}: this is no list of lines, so it is left out.")
            return
        if len(found) > LINES:
            self.problems.append(f"{what}: only the first {LINES} lines are taken.")
        for said in found[:LINES]:
            line = self.line(said, what)
            if line:
                yield line

    def line(self, said: Any, what: str, most: int = LINE_LENGTH) -> str:
        if not isinstance(said, str):
            self.problems.append(f"{what}: a line that is no text is left out.")
            return ""
        if len(" ".join(said.split())) > most:
            self.problems.append(f"{what}: a line is cut after {most} characters.")
        return plain(said, most)
