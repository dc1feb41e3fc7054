"""What the commands about themes print as JSON."""

from typing import Any
from uuid import UUID

from afterround.core.personal_themes import KnownTheme
from afterround.core.tally import Counts, Dot, Estimate, NotedMention, ThemeTally
from afterround.formats.theme_words import course_words

Answer = dict[str, Any]


def theme_answer(known: KnownTheme) -> Answer:
    """A theme without its tally: its slug, name, area and wordings, and the slugs that count as it."""
    return {
        "theme": known.slug,
        "name": known.name,
        "area": known.area,
        "own": known.is_own,
        "external": known.theme.is_external,
        "hidden": known.is_hidden,
        "aliases": list(known.aliases),
        "parts": list(known.parts),
    }


def tally_answer(found: ThemeTally) -> Answer:
    """A theme in the tally. A rate is null below five rounds, a state where it was never shaky."""
    return {
        **theme_answer(found.theme),
        "n": found.n,
        "shaky": found.shaky,
        "well": found.well,
        "mocks": _counts(found.mocks),
        "not_counted": found.beside,
        "rate": None if found.is_early else _estimate(found.posterior),
        "strength": None if found.is_early or found.strength is None else _estimate(found.strength),
        "effective_n": round(found.effective_n, 1),
        "state": found.state,
        "course": course_words(found),
        "rounds": [_dot(dot) for dot in found.dots],
        "last_shaky": evidence_answer(found.last_shaky) if found.last_shaky else None,
    }


def evidence_answer(mention: NotedMention, why_not: str = "") -> Answer:
    """Where a theme was seen; `not_counted` says why the round is in no count, or is null."""
    return {
        "round": str(mention.round.id),
        "title": mention.round.title,
        "ended_at": mention.round.ended_at.isoformat(),
        "says": mention.polarity,
        "words": mention.words,
        "line": _key(mention.line),
        "feedback": _key(mention.feedback),
        "observed": _key(mention.observed),
        "tagged": mention.is_tag,
        "not_counted": why_not or None,
    }


def _key(found: UUID | None) -> str | None:
    return str(found) if found else None


def _counts(found: Counts) -> Answer:
    return {"n": found.n, "shaky": found.shaky, "well": found.well}


def _estimate(found: Estimate) -> Answer:
    return {"rate": round(found.rate, 3), "low": round(found.low, 3), "high": round(found.high, 3)}


def _dot(dot: Dot) -> Answer:
    return {"round": str(dot.round.id), "title": dot.round.title, "says": dot.mark, "mock": dot.round.is_mock}
