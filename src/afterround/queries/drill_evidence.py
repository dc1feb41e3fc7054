"""What the practice plan rests on: how themes stand, what was heard, which rounds lie ahead, what was decided."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from uuid import UUID

from afterround.adapters.catalogue.built_in import built_in_catalogue
from afterround.adapters.matching.taxonomy import built_in_taxonomy
from afterround.core import tally as counting
from afterround.core.catalogue import Family, Pattern
from afterround.core.drill_reasons import (
    REASON_AREAS,
    Names,
    still_heard,
    subject_names,
    subject_slugs,
    subjects_in,
)
from afterround.core.drill_tasks import DecidedAction
from afterround.core.drills import Ahead, Heard, Seen, Standing
from afterround.core.feedback import Polarity as Said
from afterround.core.personal_themes import KnownTheme, PersonalThemes
from afterround.core.retro import ActionKind, ActionState, Section
from afterround.core.rounds import Precision, Result, RoundKind
from afterround.core.tally import Mark, NotedMention, ThemeTally
from afterround.core.themes import Polarity
from afterround.data.models import Owner, RetroLine, Round
from afterround.queries.feedback import ConfirmedReason, confirmed_reasons
from afterround.queries.rounds import round_title
from afterround.queries.themes import noted_mentions, noted_rounds, themes_of

AHEAD = 20
"""So many of the next dated rounds are looked at."""

ACTIONS = 100
"""So many of the latest follow-up actions are looked at."""

HEARD_RATE = 0.3
"""The rate of a theme that feedback named and no round has confirmed: about one round in three, until it is counted."""

EXACT = (Precision.MINUTE, Precision.DAY)

Subjects = tuple[Pattern | Family, ...]


@dataclass(frozen=True)
class Evidence:
    """How each theme stands, and the tally it was read from."""

    standings: tuple[Standing, ...]
    tallied: tuple[ThemeTally, ...]


def evidence_for_drills(owner: Owner, now: datetime) -> Evidence:
    """How the owner's themes stand at `now`, each with the rounds, words and feedback that say so.

    Themes that only feedback has named stand last. Nothing of a round that is still cooling down is in it.
    """
    themes = themes_of(owner)
    mentions = noted_mentions(owner, themes, now)
    noted = noted_rounds(owner, now)
    tallied = counting.tally(themes.roots, noted, mentions) if mentions else []
    reasons = _shaky_reasons(owner, {one.id for one in noted})
    rounds = {one.round_id for one in reasons} | {one.round.id for one in mentions}
    topics = _topics(owner, rounds)
    heard = still_heard((_heard(one, topics) for one in reasons), now)
    shaky: dict[tuple[str, UUID], list[NotedMention]] = {}
    for mention in mentions:
        if mention.polarity is Polarity.SHAKY:
            shaky.setdefault((mention.theme, mention.round.id), []).append(mention)
    standings = [_standing(entry, shaky, topics, heard) for entry in tallied]
    return Evidence((*standings, *_only_heard(themes, standings, heard)), tuple(tallied))


def _shaky_reasons(owner: Owner, rounds: Container[UUID]) -> list[ConfirmedReason]:
    """What was confirmed to have been said against the owner after some rounds."""
    every = confirmed_reasons(owner)
    return [one for one in every if one.polarity is Said.SHAKY and one.round_id in rounds]


@cache
def known_subjects() -> Names:
    """What the built-in patterns and families are called, put together once for each process."""
    return subject_names(built_in_catalogue())


def _subjects(texts: Iterable[str]) -> Subjects:
    """The patterns and families that texts name."""
    catalogue = built_in_catalogue()
    return tuple(
        dict.fromkeys(one for text in texts for one in subjects_in(text, known_subjects(), catalogue))
    )


def _topics(owner: Owner, rounds: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """The topics of the questions that were asked in some rounds."""
    lines = RetroLine.objects.filter(
        owner=owner, section=Section.QUESTIONS, deleted_at=None, retro__round__in=set(rounds)
    ).order_by("position", "id")
    found: dict[UUID, tuple[str, ...]] = {}
    for key, text in lines.values_list("retro__round", "text"):
        found[key] = (*found.get(key, ()), text)
    return found


def _heard(one: ConfirmedReason, topics: Mapping[UUID, tuple[str, ...]]) -> Heard:
    """What somebody said, with the subject that the words name, or the part of the sentence around them, or else the
    round's questions."""
    words = one.words if _subjects([one.words]) else one.clause
    said = _subjects([words])
    subjects = said or _subjects(topics.get(one.round_id, ()))
    return Heard(
        reason=one.reason,
        words=words if said else one.words,
        round_id=str(one.round_id),
        title=one.round_title,
        at=one.at,
        subjects=subject_slugs(subjects),
        subject=_lowered(subjects[0].name) if subjects else "",
        is_said=bool(said),
    )


def _lowered(name: str) -> str:
    """A name within a sentence: "Dynamic programming" is "dynamic programming", "DP on trees" stays."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _standing(
    entry: ThemeTally,
    shaky: Mapping[tuple[str, UUID], list[NotedMention]],
    topics: Mapping[UUID, tuple[str, ...]],
    heard: tuple[Heard, ...],
) -> Standing:
    known = entry.theme
    seen = tuple(
        Seen(
            round_id=str(dot.round.id),
            title=dot.round.title,
            kind=dot.round.kind,
            at=dot.round.ended_at,
            is_shaky=dot.mark is Mark.SHAKY,
            words=tuple(one.words for one in shaky.get((known.slug, dot.round.id), ()) if one.words),
            is_mock=dot.round.is_mock,
        )
        for dot in entry.dots
    )
    said = [words for one in seen if one.is_shaky for words in one.words]
    said += [topic for one in seen if one.is_shaky for topic in topics.get(UUID(one.round_id), ())]
    return Standing(
        theme=known.theme,
        rate=entry.posterior.rate,
        seen=seen,
        heard=_about(known, seen, heard),
        parts=known.parts,
        subjects=frozenset(one.slug for one in _subjects(said) if isinstance(one, Pattern)),
    )


def _about(known: KnownTheme, seen: Iterable[Seen], heard: Iterable[Heard]) -> tuple[Heard, ...]:
    """The reasons that may be about a theme: by its area, and shaky in that round, exercised by the subject that was
    named, or of its own name where none was."""
    rounds = {one.round_id for one in seen if one.is_shaky}
    return tuple(
        one
        for one in heard
        if known.area in REASON_AREAS.get(one.reason, frozenset())
        and (
            one.round_id in rounds
            or _exercises(known, one)
            or (known.slug == one.reason and not one.subjects)
        )
    )


def _exercises(known: KnownTheme, heard: Heard) -> bool:
    """Whether a pattern that was named is mainly for the theme."""
    patterns = built_in_catalogue().patterns
    slugs = {known.slug, *known.parts}
    return any(patterns[slug].themes[:1] and patterns[slug].themes[0] in slugs for slug in heard.subjects)


def _only_heard(
    themes: PersonalThemes, standings: Iterable[Standing], heard: tuple[Heard, ...]
) -> list[Standing]:
    """The themes that feedback has named and that no round has confirmed yet."""
    known = {one.theme.slug for one in standings}
    fresh = [one for one in themes.roots if one.slug not in known and one.slug in built_in_taxonomy().themes]
    found = [Standing(one.theme, HEARD_RATE, heard=_about(one, (), heard), parts=one.parts) for one in fresh]
    return [one for one in found if one.heard]


def rounds_ahead(owner: Owner, now: datetime) -> tuple[Ahead, ...]:
    """The next rounds whose day is known, the soonest first."""
    coming = Round.objects.filter(
        owner=owner,
        deleted_at=None,
        put_aside_at=None,
        result=Result.PENDING,
        starts_at__gt=now,
        precision__in=EXACT,
    ).order_by("starts_at", "id")
    rows = coming.values_list("id", "application__company__name", "kind", "label", "is_mock", "starts_at")
    return tuple(
        Ahead(str(key), company or round_title("", kind, label, is_mock=mock), RoundKind(kind), at)
        for key, company, kind, label, mock, at in rows[:AHEAD]
        if at is not None
    )


def decided_actions(owner: Owner, zone: tzinfo) -> list[DecidedAction]:
    """The follow-up actions that ask for practice, open ones first, then the latest; dropped ones are left out."""
    lines = RetroLine.objects.filter(
        owner=owner,
        section=Section.ACTIONS,
        kind__in=(ActionKind.GAP, ActionKind.PATTERN),
        deleted_at=None,
        retro__round__deleted_at=None,
    ).exclude(text="")
    held = "retro__round__"
    rows = lines.order_by("-created_at", "id").values_list(
        *("id", "kind", "text", "problems", "state", "created_at", f"{held}id"),
        *(f"{held}application__company__name", f"{held}kind", f"{held}label", f"{held}is_mock"),
    )
    # The index has the latest lines of one state at its end, and those of two states nowhere.
    decided = (
        row for state in (ActionState.OPEN, ActionState.DONE) for row in rows.filter(state=state)[:ACTIONS]
    )
    latest = sorted(decided, key=lambda row: row[5], reverse=True)[:ACTIONS]
    found = [
        DecidedAction(
            id=str(key),
            kind=ActionKind(kind),
            text=text,
            problems=problems,
            state=ActionState(state),
            round_id=str(round_id),
            title=round_title(company or "", round_kind, label, is_mock=mock),
            on=at.astimezone(zone).date(),
        )
        for key, kind, text, problems, state, at, round_id, company, round_kind, label, mock in latest
    ]
    return sorted(found, key=lambda one: one.state is not ActionState.OPEN)
