"""What the reading commands print with --json."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import click

from afterround.core.feedback import Polarity
from afterround.core.retro import Section
from afterround.core.retro_fields import RETRO
from afterround.core.rounds import Precision
from afterround.queries.companies import CompanyView, OfferView
from afterround.queries.cooldown import JotView
from afterround.queries.drill_effects import EffectView
from afterround.queries.feedback import FeedbackView, ReasonView
from afterround.queries.findings import FindingView, RoundFindings
from afterround.queries.retro import LineView, OpenAction, RetroView
from afterround.queries.rounds import RoundView


def print_json(value: Any) -> None:
    """Print one value as JSON in UTF-8, whatever the terminal's encoding is."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    click.echo(text.encode("utf-8", "replace"))  # a file's name may hold bytes that are no text


def instant(moment: datetime | None) -> str | None:
    """An instant in ISO 8601 with its offset; None for an unknown one."""
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")


def round_answer(view: RoundView, now: datetime) -> dict[str, Any]:
    """A round as JSON."""
    return {
        "id": str(view.id),
        "company": view.company or None,
        "role": view.role or None,
        "level": view.level or None,
        "stage": view.stage or None,
        "kind": view.kind,
        "label": view.label or None,
        "mock": view.is_mock,
        "state": view.state,
        "starts_at": instant(view.starts_at),
        "ends_at": None if view.precision is Precision.UNKNOWN else instant(view.ends_at),
        "due_at": instant(view.due_at),
        "precision": view.precision,
        "date_text": view.date_text or None,
        "time_zone": view.time_zone,
        "people": [{"name": p.name, "part": p.part, "email": p.email or None} for p in view.people],
        "result": view.result,
        "result_at": instant(view.result_at),
        "put_aside_at": instant(view.put_aside_at),
        "notes": view.notes or None,
        "cooldown": cooldown_answer(view, now),
        "retro": {"begun": view.has_retro, "finished_at": instant(view.retro_finished_at)},
    }


def company_answer(view: CompanyView, now: datetime) -> dict[str, Any]:
    """A company as JSON, with its spellings and its latest round."""
    return {
        "id": str(view.id),
        "name": view.name,
        "aliases": [
            {"name": a.name, "merged": str(a.merged_id) if a.merged_id else None, "at": instant(a.created_at)}
            for a in view.aliases
        ],
        "rounds": view.rounds,
        "latest_round": round_answer(view.latest, now) if view.latest else None,
    }


def offer_answer(offer: OfferView) -> dict[str, Any]:
    """Two companies that look like one, as JSON."""
    return {
        "keep": {"id": str(offer.keep_id), "name": offer.keep_name},
        "other": {"id": str(offer.other_id), "name": offer.other_name},
        "reason": offer.reason,
    }


def cooldown_answer(view: RoundView, now: datetime) -> dict[str, Any]:
    """A round's cooldown as JSON; the moment it closes is told while it is open."""
    is_open = view.cooldown.is_open(now)
    return {
        "open": is_open,
        "minutes_left": view.cooldown.minutes_left(now),
        "closes_at": instant(view.cooldown.closes_at) if is_open else None,
        "skipped_at": instant(view.cooldown.skipped_at),
        "walked_at": instant(view.walked_at),
    }


def jot_answer(jot: JotView) -> dict[str, Any]:
    """A jot as JSON."""
    return {
        "id": str(jot.id),
        "round": str(jot.round_id) if jot.round_id else None,
        "lane": jot.lane,
        "text": jot.text,
        "at": instant(jot.at),
        "minutes_after_end": jot.minutes_after_end,
        "source": jot.source,
        "struck_at": instant(jot.struck_at),
        "line": str(jot.line_id) if jot.line_id else None,
    }


def action_answer(action: OpenAction) -> dict[str, Any]:
    """A follow-up action as JSON."""
    return {
        "id": str(action.id),
        "words": action.words,
        "text": action.text,
        "kind": action.kind,
        "problems": action.problems or None,
        "state": action.state,
        "round": str(action.round_id),
        "round_title": action.round_title,
        "decided_at": instant(action.decided_at),
    }


def effect_answer(view: EffectView) -> dict[str, Any]:
    """What the records say about a drilled theme, as JSON."""
    effect = view.effect
    counts = {
        "before": effect.before,
        "after": effect.after,
        "controls_before": effect.controls_before,
        "controls_after": effect.controls_after,
    }
    return {
        "theme": effect.theme,
        "name": view.name,
        "verdict": effect.verdict,
        "sentence": effect.sentence,
        "first_drilled_at": instant(view.first_drilled_at),
        "attempts": view.attempts,
        **{name: {"shaky": found.shaky, "rounds": found.rounds} for name, found in counts.items()},
        "controls": effect.controls,
        "chance": effect.chance,
        "rounds_shaky_before": [str(key) for key, _ in view.shaky_before],
        "rounds_shaky_after": [str(key) for key, _ in view.shaky_after],
    }


def retro_answer(view: RetroView, now: datetime) -> dict[str, Any]:
    """A retrospective as JSON, with the texts that wait for a choice and the actions of earlier ones."""
    fields = {name: view.fields[name].value or None for name in ("mindset", "lesson")}
    numbers = {name: _number(view.fields[name].value) for name in ("stress", "prediction")}
    return {
        "round": round_answer(view.round, now),
        **{section.value: [_line_answer(line) for line in view.lines[section]] for section in Section},
        **numbers,
        **fields,
        "prediction_frozen": view.is_prediction_frozen,
        "outside": [{"after": chunk.after, "text": chunk.text} for chunk in view.outside],
        "jots_to_place": [jot_answer(jot) for jot in view.jots_to_place],
        "open_actions": [action_answer(action) for action in view.open_actions],
        "other_texts": list(_others(view)),
        "changed_at": instant(view.changed_at),
        "finished_at": instant(view.finished_at),
    }


def _line_answer(line: LineView) -> dict[str, Any]:
    named = {"text": "topic"} if line.section is Section.QUESTIONS else {}
    fields: dict[str, Any] = {
        named.get(name, name): field.value if name == "text" else field.value or None
        for name, field in line.fields.items()
        if name != "deleted"
    }
    if "rating" in fields:
        fields["rating"] = _number(fields["rating"] or "")
    return {"id": str(line.id), **fields, "jot": str(line.jot.id) if line.jot else None}


def _number(text: str) -> int | None:
    return int(text) if text else None


def _others(view: RetroView) -> Iterable[dict[str, Any]]:
    """The texts that another window wrote at the same time and nobody has chosen from yet."""
    lines = [line for section in Section for line in view.lines[section]]
    for key, others in [(RETRO, view.others), *((str(line.id), line.others) for line in lines)]:
        for other in others:
            yield {
                "id": str(other.id),
                "line": key,
                "field": other.field,
                "text": other.value,
                "at": instant(other.at),
            }


def feedback_answer(said: FeedbackView) -> dict[str, Any]:
    """A feedback as JSON, its words as they came, its reasons with the places of theirs."""
    vague = said.vagueness
    is_known = vague is not None and not vague.is_unread
    return {
        "id": str(said.id),
        "round": {"id": str(said.round_id), "title": said.round_title},
        "source": said.source,
        "person": said.person or None,
        "decision": said.decision,
        "told_on": said.told_on.isoformat() if said.told_on else None,
        "received_at": instant(said.received_at),
        "struck_at": instant(said.struck_at),
        "text": said.text,
        "reasons": [_reason(one) for one in said.reasons],
        "proposed": [_reason(one) for one in said.proposed],
        "declined": [_reason(one) for one in said.declined],
        "vague": vague.is_vague if vague and is_known else None,
        "vague_because": vague.why or None if vague else None,
    }


def _reason(one: ReasonView) -> dict[str, Any]:
    return {
        "id": str(one.id) if one.id else None,
        "reason": one.reason,
        "polarity": one.polarity,
        "words": one.words,
        "start": one.start,
        "end": one.end,
    }


def findings_answer(found: RoundFindings) -> dict[str, Any]:
    """The findings about a round as JSON, each with what it rests on."""
    return {
        "round": {"id": str(found.round.id), "title": found.round.title},
        "because": found.why or None,
        "named": list(found.named),
        "findings": [_finding(one) for one in found.findings],
        "missing": found.missing,
        "other_rounds": [{"id": str(one.id), "title": one.title} for one in found.others],
    }


def _finding(one: FindingView) -> dict[str, Any]:
    return {
        "reason": one.reason,
        "weight": one.weight,
        "state": one.state,
        "by": one.decided.by if one.decided else None,
        "at": instant(one.decided.at) if one.decided else None,
        "feedback": one.decided.feedback_id or None if one.decided else None,
        "evidence": [
            {
                "kind": sign.kind,
                "speaks": "against" if sign.polarity is Polarity.WELL else "for",
                "place": sign.place,
                "words": sign.words,
                "id": sign.id or None,
                "round": sign.round_id or None,
            }
            for sign in one.signs
        ],
    }
