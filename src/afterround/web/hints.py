"""The page of hints over time: a dot for each hint, drawn here so that it needs no script."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from afterround.core.hints import RESPONSE_WORDS, Change, trend_words
from afterround.core.retro import Response
from afterround.queries.hints import HintedRound, HintView, TopicHints, hints_over_time
from afterround.web.doors import Visit, page

STEP, BASE = 24, 26
"""Units of the picture from one dot to the next, and below the lowest."""

SHOWN, HIGH = 18, 8
"""The latest rounds and the most hints of each that the picture shows; the table below it has all."""


@dataclass(frozen=True)
class Dot:
    """A hint in the picture, its middle at x and y; `shape` is its response, or "unsaid"."""

    hint: HintView
    x: int
    y: int
    shape: str
    words: str


@dataclass(frozen=True)
class Column:
    """A round in the picture, with its hints above each other; `more` are those that found no room."""

    round: HintedRound
    x: int
    dots: tuple[Dot, ...]
    more: int


@page
def hints(request: Visit) -> HttpResponse:
    """Is one getting independent? All rounds, or those that asked about one topic."""
    topic = " ".join(request.GET.get("topic", "").split())
    history = hints_over_time(request.owner, request.now, topic=topic)
    shown = history.rounds[-SHOWN:]
    high = min(max([len(found.hints) for found in shown] or [0]), HIGH) or 1
    values = {
        "topic": topic,
        "rounds": [(found, _counts(found.counts)) for found in reversed(history.rounds)],
        "columns": [_column(found, n, high) for n, found in enumerate(shown)],
        "left_out": len(history.rounds) - len(shown),
        "undated": history.undated,
        "width": max(len(shown) * STEP, 6 * STEP),
        "height": high * STEP + BASE,
        "floor": high * STEP + 4,
        "label": high * STEP + BASE - 4,
        "trend": trend_words(history.trend),
        "topics": [(found, _counts(found.counts), _words(found)) for found in history.topics],
    }
    return render(request, "hints.html", values)


def _column(found: HintedRound, number: int, high: int) -> Column:
    x = number * STEP + STEP // 2
    dots = tuple(
        Dot(
            hint,
            x,
            (high - row) * STEP - STEP // 2,
            hint.response or "unsaid",
            f"{found.title}: {hint.text} ({RESPONSE_WORDS[hint.response]})",
        )
        for row, hint in enumerate(found.hints[:HIGH])
    )
    return Column(found, x, dots, len(found.hints) - len(dots))


def _counts(counts: Mapping[Response | None, int]) -> str:
    """How many hints were taken in each way: "2 used it, 1 missed it"."""
    said = (f"{counts[one]} {words}" for one, words in RESPONSE_WORDS.items() if counts.get(one))
    return ", ".join(said) or "none"


def _words(found: TopicHints) -> str:
    """What may be said of a topic; "" while it is too early, as it is for most."""
    return "" if found.trend.change is Change.TOO_EARLY else trend_words(found.trend)
