"""What templates may say: instants, spans and counts in words, clocks as ticks, and the addresses of files.

A date stands in the reader's zone, with the round's own zone beside it where the two differ.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import uuid4

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from afterround.adapters.clock import local_zone, zone
from afterround.core.cooldown import COOLDOWN, Cooldown
from afterround.core.feedback import REASON_WORDS, Reason
from afterround.core.retro import Section, action_words
from afterround.core.rounds import RESULT_WORDS, STATE_WORDS, Precision, Result, RoundState
from afterround.formats import words
from afterround.queries.retro import LineView
from afterround.queries.rounds import RoundView
from afterround.web import assets

register = template.Library()

TICK = 10
"""Units of the picture from one tick to the next."""


@register.simple_tag
def asset(name: str) -> str:
    """The address of a file of ours: {% asset 'base.css' %}."""
    return assets.address(name)


@register.simple_tag
@lru_cache(maxsize=4096, typed=True)
def url(name: str, *args: object) -> str:
    """The address of a page: {% url 'round' round.id %}.

    Django's own tag works it out anew each time, which was a third of what showing a page took; addresses are
    fixed when the program starts.
    """
    return reverse(name, args=args)


@register.simple_tag
def once() -> SafeString:
    """A form's own key, by which what it sends twice is done once: {% once %}."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid4())


@register.filter
def is_same(value: object, other: object) -> str:
    """ "true" or "false", for aria attributes: {{ paper|is_same:'dark' }}."""
    return "true" if str(value) == str(other) else "false"


@register.filter
def clock(moment: datetime, zone_name: str = "") -> str:
    """The time of day, "15:45", in a zone or the reader's: {{ moment|clock:round.time_zone }}."""
    return words.clock(moment.astimezone(zone(zone_name or local_zone())))


@register.filter
def ago(moment: datetime, now: datetime) -> str:
    """How long ago: {{ round.ends_at|ago:now }} is "4 minutes ago"."""
    return words.ago(now, moment, zone(local_zone()))


@register.filter
def until(moment: datetime, now: datetime) -> str:
    """How far ahead: {{ round.starts_at|until:now }} is "in 4 days"."""
    return words.until(now, moment, zone(local_zone()))


@register.filter
def left(moment: datetime, now: datetime) -> str:
    """What is left until a moment: {{ closes_at|left:now }} is "26 minutes"."""
    return words.left(moment - now)


@register.filter
def day(moment: datetime, now: datetime) -> str:
    """The day in the reader's zone: {{ round.ends_at|day:now }} is "today" or "Thursday 11 June"."""
    here = zone(local_zone())
    return words.day(moment.astimezone(here).date(), now.astimezone(here).date())


@register.filter
def dated(found: Any, now: datetime) -> str:
    """The day of a round for a list to choose from: {{ round|dated:now }} is "today", "11 June 2025", "no date"."""
    if found.precision == Precision.MINUTE:
        return day(found.ends_at, now)
    there = (found.starts_at or found.ends_at).astimezone(zone(found.time_zone))
    return words.known_day(there, Precision(found.precision), found.date_text)


@register.simple_tag
def full_day(moment: datetime) -> str:
    """The day by its name, even today's: {% full_day now %} is "Thursday 11 June"."""
    here = moment.astimezone(zone(local_zone()))
    return f"{words.WEEKDAYS[here.weekday()]} {here.day} {words.MONTHS[here.month - 1]}"


@register.filter
def counted(number: int, noun: str) -> str:
    """How many: {{ jots|length|counted:'jot' }} is "six jots"."""
    return words.count(number, noun)


@register.filter
def reason_words(reason: Reason) -> str:
    """A reason as a heading: {{ pair.reason|reason_words }} is "Problem solving"."""
    return REASON_WORDS[reason].capitalize()


@register.filter
def capfirst_only(text: str) -> str:
    """The text with its first letter in capitals and the rest as it is."""
    return text[:1].upper() + text[1:]


@register.simple_tag
def span_words(start: datetime | None, end: datetime, zone_name: str = "") -> str:
    """From when to when, the reader's zone first: "18:00–19:00 (12:00–13:00 in New York)"."""
    here = words.span(start, end, zone(local_zone()))
    there = words.span(start, end, zone(zone_name or local_zone()))
    return here if here == there else f"{here} ({there} in {place(zone_name)})"


@register.simple_tag
def moment_words(moment: datetime, now: datetime, zone_name: str = "") -> SafeString:
    """A day and a time as an element: "Wednesday 17 June, 18:00 (12:00 in New York)"."""
    here, there = clock(moment), clock(moment, zone_name)
    beside = "" if here == there else f" ({there} in {place(zone_name)})"
    stamp = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return format_html(
        '<time datetime="{}">{}, {}</time>{}', stamp, capfirst_only(day(moment, now)), here, beside
    )


@register.simple_tag(takes_context=True)
def when(context: Context, found: Any) -> SafeString:
    """When a round is or was, as exactly as that is known: {% when round %} is "Yesterday, 17:30–18:30", "No date"."""
    first, now = found.starts_at or found.ends_at, context["now"]
    there = first.astimezone(zone(found.time_zone))
    if found.precision != Precision.MINUTE:
        said = words.known_day(there, Precision(found.precision), found.date_text)
        known = there.date().isoformat()[: words.KNOWN_DIGITS[Precision(found.precision)]]
        return format_html('<time datetime="{}">{}</time>', known, said) if known else format_html("{}", said)
    stamp = first.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if found.starts_at is None and found.ends_at > now:
        said = f"until {clock(found.ends_at)}"
    else:
        said = span_words(found.starts_at, found.ends_at, found.time_zone)
    return format_html('<time datetime="{}">{}, {}</time>', stamp, capfirst_only(day(first, now)), said)


def place(zone_name: str) -> str:
    """The place a zone is named after: "America/New_York" is "New York"."""
    return zone_name.rpartition("/")[2].replace("_", " ")


@register.inclusion_tag("ticks.html")
def ticks(gone: int, total: int, label: str) -> dict[str, Any]:
    """A clock as ticks, the gone ones faint: {% ticks 4 30 "26 of 30 minutes left" %}."""
    return {"gone": max(0, min(gone, total)) * TICK, "width": total * TICK, "label": label}


@register.filter
def standing(found: RoundView) -> str:
    """The list a round stands in, with what matters there: {{ round|standing }} is "Closed", "Passed"."""
    if found.state is RoundState.CLOSED:
        return "Put aside" if found.result is Result.PENDING else capfirst_only(RESULT_WORDS[found.result])
    return STATE_WORDS[found.state]


@register.inclusion_tag("ticks.html", takes_context=True)
def cooldown_ticks(context: Context, cooldown: Cooldown) -> dict[str, Any]:
    """The minutes of a cooldown as ticks: {% cooldown_ticks round.cooldown %}."""
    total = COOLDOWN // timedelta(minutes=1)
    minutes = cooldown.minutes_left(context["now"])
    return ticks(total - minutes, total, f"{minutes} of {total} minutes left")


@register.inclusion_tag("rounds/line.html")
def line_words(line: LineView) -> dict[str, Any]:
    """A line of a retrospective to read: its words, and below them its further fields."""
    fields = {name: field.value for name, field in line.fields.items() if field.value}
    said = fields.get("text", "")
    if line.section is Section.ACTIONS:
        said = action_words(fields.get("kind", ""), said, fields.get("problems", ""))
    more = [fields.get("approach", "")]
    more += [f"{name} {fields[name]}" for name in ("time", "space") if name in fields]
    more += [f"rated {fields['rating']} of 4"] if "rating" in fields else []
    more += [fields[name].replace("_", " ") for name in ("response", "state") if name in fields]
    return {"said": said, "more": ", ".join(part for part in more if part)}
