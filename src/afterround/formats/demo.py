"""The demo's search as TOML, its retrospectives in the chapter's template: read into values."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from afterround.core.cooldown import Lane
from afterround.core.demo import (
    NOON,
    DemoAttempt,
    DemoDeed,
    DemoFeedback,
    DemoJot,
    DemoProcess,
    DemoRound,
    LooseJot,
    Observation,
    Search,
)
from afterround.core.feedback import FeedbackSource, Polarity, Reason
from afterround.core.retro import ActionState, Retro
from afterround.core.rounds import Outcome, Part, Result, RoundKind
from afterround.core.spacing import Rating
from afterround.formats.markdown import parse

Table = Mapping[str, Any]


def read_search(texts: Iterable[str]) -> Search:
    """The search that stands in several TOML files, in their order.

    The files are the project's own: a slip of the hand in one raises ValueError, TypeError or KeyError.
    """
    tables = [tomllib.loads(text) for text in texts]
    return Search(
        processes=tuple(_process(found) for table in tables for found in table.get("processes", ())),
        rounds=tuple(_round(found) for table in tables for found in table.get("rounds", ())),
        jots=tuple(_loose_jot(found) for table in tables for found in table.get("jots", ())),
        practice=tuple(
            DemoAttempt(day, drill, Rating(rating), note)
            for table in tables
            for day, drill, rating, note in table.get("practice", ())
        ),
        themes={slug: name for table in tables for slug, name in table.get("themes", {}).items()},
    )


def _process(table: Table) -> DemoProcess:
    return DemoProcess(**{**table, "outcome": Outcome(table.get("outcome", Outcome.OPEN))})


def _loose_jot(table: Table) -> LooseJot:
    return LooseJot(**{**table, "lane": Lane(table["lane"]), "at": time.fromisoformat(table["at"])})


def _round(table: Table) -> DemoRound:
    people = table.get("people", {})
    read = {
        "kind": RoundKind(table["kind"]),
        "at": time.fromisoformat(table["at"]) if "at" in table else NOON,
        "is_mock": table.get("mock", False),
        "people": tuple((name, Part(part)) for part, names in people.items() for name in names),
        "jots": tuple(DemoJot(after, Lane(lane), text) for after, lane, text in table.get("jots", ())),
        "struck": tuple(table.get("struck", ())),
        "retro": _retro(table["key"], table["retro"], table.get("prediction")) if "retro" in table else None,
        "deeds": tuple(DemoDeed(day, action, ActionState(to)) for day, action, to in table.get("deeds", ())),
        "result": Result(table.get("result", Result.PENDING)),
        "feedback": tuple(_feedback(found) for found in table.get("feedback", ())),
        "observations": tuple(Observation(**found) for found in table.get("observations", ())),
        "observed": {heading: tuple(lines) for heading, lines in table.get("observed", {}).items()},
        "mentions": tuple((theme, words) for theme, words in table.get("mentions", ())),
        "tags": tuple(table.get("tags", ())),
    }
    left = {name: value for name, value in table.items() if name not in ("mock", "prediction")}
    return DemoRound(**{**left, **read})


def _retro(key: str, text: str, prediction: int | None) -> Retro:
    """A retrospective in the chapter's template. Raises ValueError where any of it is not understood."""
    parsed = parse(text)
    if parsed.problems or parsed.retro.outside:
        raise ValueError(f"{key}: {[*parsed.problems, *parsed.retro.outside]}")
    return Retro(**{**vars(parsed.retro), "prediction": prediction})


def _feedback(table: Table) -> DemoFeedback:
    return DemoFeedback(
        source=FeedbackSource(table["from"]),
        by=table["by"],
        day=table["day"],
        decision=Result(table["decision"]),
        text=table["text"].strip(),
        is_vague=table["vague"],
        reasons=tuple((Reason(code), words, Polarity(how)) for code, words, how in table["reasons"]),
    )
