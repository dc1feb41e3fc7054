"""How things are set in a terminal: aligned columns, times in the reader's zone, keys short enough to type."""

import shutil
import sys
from collections.abc import Sequence
from datetime import datetime, tzinfo
from unicodedata import combining, east_asian_width
from uuid import UUID

import click

from afterround.adapters import clock
from afterround.core.cooldown import LANE_WORDS
from afterround.core.rounds import RESULT_WORDS, STATE_WORDS, Precision, Result, RoundState
from afterround.formats import words
from afterround.queries.cooldown import JotView
from afterround.queries.keys import short_key
from afterround.queries.rounds import RoundView

GAP = "  "
LEAST = 20
"""The flexible column is never made narrower than this."""


def width_of(text: str) -> int:
    """The columns a text takes in a terminal."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def print_rows(rows: Sequence[Sequence[str]]) -> None:
    """Print rows in aligned columns; in a terminal the last column is cut where the line would break."""
    if not rows:
        return
    shown = [[*map(_printable, row[:-1]), one_line(row[-1])] for row in rows]
    widths = _widths(shown)
    columns = columns_here()
    room = None if columns is None else max(LEAST, columns - sum(widths) - len(GAP) * len(widths))
    for row in shown:
        cells = [cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=False)]
        click.echo(GAP.join([*cells, cut(row[-1], room)]).rstrip())


def columns_here() -> int | None:
    """How many columns the terminal has; None where what is printed goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def fit_here(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows in aligned columns leave the last one some room on a line of this terminal."""
    widths, columns = _widths(rows), columns_here()
    return columns is None or sum(widths) + len(GAP) * len(widths) + LEAST <= columns


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """The columns that each cell but the last takes."""
    return [max(width_of(row[place]) for row in rows) for place in range(len(rows[0]) - 1)] if rows else []


def one_line(text: str) -> str:
    """A text on one line, without characters that would steer the terminal."""
    return " ".join(_printable(text).split())


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def cut(text: str, room: int | None) -> str:
    """A text in at most `room` columns, with an ellipsis where something was cut off."""
    if room is None or width_of(text) <= room:
        return text
    while width_of(text) > room - 1:
        text = text[:-1]
    return text + "…"


def key_of(key: UUID) -> str:
    """A key short enough to type."""
    return short_key(key)


def when(view: RoundView, now: datetime, zone: tzinfo) -> str:
    """When a round is or was, in the reader's zone, with the round's own beside it where the clocks differ."""
    start = view.starts_at or view.ends_at
    if view.precision is not Precision.MINUTE:
        return words.known_day(start.astimezone(clock.zone(view.time_zone)), view.precision, view.date_text)
    if view.due_at is not None and view.ends_at > now:
        return f"due {_day(view.due_at, now, zone)} {words.clock(view.due_at.astimezone(zone))}"
    said = f"{_day(start, now, zone)} {_span(view, now, zone)}"
    theirs = clock.zone(view.time_zone)
    if start.astimezone(theirs).utcoffset() != start.astimezone(zone).utcoffset():
        said += f" ({_span(view, now, theirs)} {view.time_zone.rpartition('/')[2].replace('_', ' ')})"
    return said


def _day(moment: datetime, now: datetime, zone: tzinfo) -> str:
    return words.day(moment.astimezone(zone).date(), now.astimezone(zone).date())


def _span(view: RoundView, now: datetime, zone: tzinfo) -> str:
    if view.starts_at is None and view.ends_at <= now:
        return f"until {words.clock(view.ends_at.astimezone(zone))}"
    return words.span(view.starts_at, view.ends_at, zone)


def standing(view: RoundView, now: datetime) -> str:
    """The list a round stands in, in words, with what matters there."""
    if view.state is RoundState.COOLING:
        return f"cooling down, {view.cooldown.minutes_left(now)} min left"
    if view.state is RoundState.CLOSED:
        return "put aside" if view.result is Result.PENDING else RESULT_WORDS[view.result]
    said = STATE_WORDS[view.state].lower()
    return said if view.result is Result.PENDING else f"{said}, {RESULT_WORDS[view.result]}"


def round_row(view: RoundView, now: datetime, zone: tzinfo) -> list[str]:
    """A round as a row of a list."""
    return [key_of(view.id), when(view, now, zone), standing(view, now), view.title]


def jot_row(jot: JotView, now: datetime, zone: tzinfo) -> list[str]:
    """A jot as a row of a list."""
    at = jot.at.astimezone(zone)
    after = "" if jot.minutes_after_end is None else f"{jot.minutes_after_end:+d} min"
    struck = "(struck out) " if jot.struck_at else ""
    moment = f"{_day(jot.at, now, zone)} {words.clock(at)}"
    return [key_of(jot.id), moment, after, LANE_WORDS[jot.lane].lower(), struck + jot.text]
