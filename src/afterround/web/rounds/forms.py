"""The full form of a round, and what its fields mean in instants and zones."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms

from afterround.actions.rounds import RoundFacts
from afterround.adapters.clock import zone
from afterround.core.rounds import KIND_WORDS, YEARS, RoundKind
from afterround.formats.people import read_people, render_people
from afterround.formats.words import instant, zone_named
from afterround.queries.rounds import RoundView

COMMON_ZONES = (
    *("America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York", "America/Toronto"),
    *("America/Sao_Paulo", "Europe/London", "Europe/Lisbon", "Europe/Berlin", "Europe/Warsaw", "Europe/Kyiv"),
    *("Asia/Dubai", "Asia/Kolkata", "Asia/Singapore", "Asia/Tokyo", "Australia/Sydney", "UTC"),
)
MINUTES = "%Y-%m-%dT%H:%M"


class _Moment(forms.Field):
    """A day and a time as a clock on the wall shows them; the form's zone makes an instant of it."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTES)

    def to_python(self, value: Any) -> datetime | None:
        """The moment without a zone."""
        if not value:
            return None
        try:
            moment = datetime.fromisoformat(value).replace(tzinfo=None)
        except ValueError as error:
            raise forms.ValidationError("Give a day and a time, such as 2026-06-11T14:00.") from error
        if moment.year not in YEARS:
            raise forms.ValidationError(f"The year {moment.year} cannot be right. Check the date.")
        return moment


class RoundForm(forms.Form):
    """Everything a person may say about a round; only its time is needed."""

    company = forms.CharField(
        required=False, max_length=200, widget=forms.TextInput(attrs={"list": "companies"})
    )
    kind = forms.ChoiceField(
        label="Kind", choices=[(str(kind), words.capitalize()) for kind, words in KIND_WORDS.items()]
    )
    label = forms.CharField(
        help_text="What they call it, where no kind fits.",
        label="In your own words",
        required=False,
        max_length=200,
    )
    mock = forms.BooleanField(label="This is a mock interview", required=False)
    starts_at = _Moment(label="Start", required=False)
    ends_at = _Moment(help_text="One of the two is enough.", label="End", required=False)
    due_at = _Moment(help_text="For a take-home: when it must be handed in.", label="Due", required=False)
    time_zone = forms.CharField(
        label="Time zone", max_length=64, widget=forms.TextInput(attrs={"list": "zones"})
    )
    role = forms.CharField(required=False, max_length=200)
    level = forms.CharField(required=False, max_length=100)
    stage = forms.CharField(
        help_text="Where the application stands now: “onsite”.", required=False, max_length=100
    )
    people = forms.CharField(
        help_text="One a line, with the part they play: “Priya Raman, recruiter”. Without one they interviewed.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    notes = forms.CharField(required=False, strip=False, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def clean_time_zone(self) -> str:
        """The zone's name, from the name itself or from words such as "New York time"."""
        said = " ".join(self.cleaned_data["time_zone"].split())
        named = said if said in available_timezones() else zone_named(said) or zone_named(f"{said} time")
        if named is None:
            raise forms.ValidationError("This zone is not known. Say it as Europe/Berlin, or New York.")
        return named

    def clean_people(self) -> str:
        """The people's lines, if each can be read."""
        text: str = self.cleaned_data["people"]
        problems = read_people(text)[1]
        if problems:
            raise forms.ValidationError([f"Line {problem.line}: {problem.message}" for problem in problems])
        return text

    def show_problems(self, problems: dict[str, str]) -> None:
        """Show what an action refused at the fields it named."""
        for name, message in problems.items():
            self.add_error(name if name in self.fields else None, message)

    def facts(self, before: RoundView | None = None) -> RoundFacts:
        """The facts of a valid form. A time that still reads as before keeps its seconds and its exactness; one
        that is not known to the minute stands in no field, and stays where none is given."""
        said = self.cleaned_data
        here = zone(said["time_zone"])
        facts = RoundFacts(
            kind=RoundKind(said["kind"]),
            time_zone=said["time_zone"],
            **{name: said[name] for name in ("company", "role", "level", "stage", "label", "mock", "notes")},
            starts_at=self._instant("starts_at", here, before),
            ends_at=self._instant("ends_at", here, before),
            due_at=self._instant("due_at", here, before),
            people=read_people(said["people"])[0],
        )
        if before is not None and not before.is_exact and not (facts.starts_at or facts.ends_at):
            facts = replace(facts, starts_at=before.starts_at, ends_at=before.ends_at)
        if before is None or (facts.starts_at, facts.ends_at) != (before.starts_at, before.ends_at):
            return facts
        return replace(facts, precision=before.precision, date_text=before.date_text)

    def _instant(self, name: str, here: ZoneInfo, before: RoundView | None) -> datetime | None:
        said: datetime | None = self.cleaned_data[name]
        was: datetime | None = getattr(before, name) if before else None
        if said is None:
            return None
        if was is not None and was.astimezone(here).strftime(MINUTES) == said.strftime(MINUTES):
            return was
        return instant(said.date(), said.time(), here).astimezone(UTC)


def initial_of(found: RoundView) -> dict[str, Any]:
    """The values of a round as its form shows them, times in the round's own zone."""
    here = zone(found.time_zone)
    names = ("company", "kind", "label", "role", "level", "stage", "time_zone", "notes", "version")
    moments = ((name, getattr(found, name)) for name in ("starts_at", "ends_at", "due_at"))
    return {
        **{name: getattr(found, name) for name in names},
        **{name: moment.astimezone(here).replace(tzinfo=None) for name, moment in moments if moment},
        **({} if found.is_exact else {"starts_at": None, "ends_at": None}),
        "mock": found.is_mock,
        "people": render_people((person.name, person.part) for person in found.people),
    }


def zones_to_offer(*first: str) -> Iterable[str]:
    """Zones for the field's list, the given ones first; any other zone may be typed."""
    return dict.fromkeys([*first, *COMMON_ZONES])
