"""What forms say about practice: how an attempt went, minutes a day, the day of something to study."""

from contextlib import suppress
from datetime import UTC, datetime
from uuid import UUID

from django import forms
from django.core.validators import slug_re
from django.http import QueryDict

from afterround.actions.drills import NOTE_LENGTH, NewAttempt
from afterround.core.drills import DrillKind
from afterround.core.errors import Invalid
from afterround.core.spacing import RATING_WORDS, Rating
from afterround.web.cooldown.forms import read_key


class AttemptForm(forms.Form):
    """How an attempt went, with a line of what happened."""

    rating = forms.ChoiceField(
        label="Afterwards: how did it go?",
        choices=[(str(rating), words.capitalize()) for rating, words in RATING_WORDS.items()],
        error_messages={"required": "Choose how it went.", "invalid_choice": "Choose one of the four."},
    )
    note = forms.CharField(
        label="One line of what happened", required=False, max_length=NOTE_LENGTH, widget=forms.TextInput
    )
    minutes = forms.IntegerField(
        label="Minutes it took",
        required=False,
        min_value=0,
        max_value=1440,
        error_messages={"invalid": "Give minutes as a number."},
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )

    def attempt(self) -> NewAttempt:
        """The attempt that a valid form tells of."""
        tried = self.data.getlist("problem") if isinstance(self.data, QueryDict) else []
        return NewAttempt(
            rating=Rating(self.cleaned_data["rating"]),
            note=self.cleaned_data["note"],
            minutes=self.cleaned_data["minutes"],
            problems=tuple(dict.fromkeys(tried)) if "chosen" in self.data else None,
        )


class BudgetForm(forms.Form):
    """The minutes of practice a day."""

    minutes = forms.IntegerField(
        label="Minutes a day",
        error_messages={"invalid": "Give minutes as a number.", "required": "Give minutes."},
    )


class DayForm(forms.Form):
    """The day on which a gap is to be filled."""

    day = forms.DateField(
        label="Another day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the day like 2026-06-12.", "required": "Choose a day."},
    )


def read_moment(text: str) -> datetime:
    """The moment of a deed that is to be taken back. Raises Invalid where the text is none."""
    with suppress(ValueError, OverflowError):
        found = datetime.fromisoformat(text)
        if found.tzinfo is not None:
            return found.astimezone(UTC)
    raise Invalid("This says no moment, so there is nothing to take back.")


def read_undo(query: QueryDict, name: str) -> UUID | None:
    """The key of what an address says was just done; None where it says none."""
    return read_key(query.get(name, ""))


def read_drill(query: QueryDict, name: str) -> tuple[str, str] | None:
    """The kind and the item of the drill that an address names; None where it names none."""
    kind, _, item = query.get(name, "").partition("/")
    return (kind, item) if kind in set(DrillKind) and slug_re.fullmatch(item) else None


def read_text_of_moment(query: QueryDict, name: str) -> str:
    """What an address says about when a deed was done, "" where that is no moment."""
    text = query.get(name, "")
    with suppress(Invalid):
        read_moment(text)
        return text
    return ""


def read_count(text: str) -> int:
    """A number that an address says; 0 where it says none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
