"""The cast's things: rounds, jots and retrospectives as a test needs them, made through the actions alone.

Ann is the candidate and has the data, Bo is her coach, Cleo must see nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from afterround.actions.attachments import NewAttachment, attach
from afterround.actions.cooldown import NewJot, record_jots
from afterround.actions.feedback import NewFeedback, add_feedback
from afterround.actions.retro import finish_retro, open_retro, save_retro
from afterround.actions.rounds import RoundFacts, add_rounds
from afterround.actions.theme_decisions import confirm_theme
from afterround.core.cooldown import Lane
from afterround.core.feedback import Reason
from afterround.core.observation import ObserverForm, Rating
from afterround.core.retro import Section
from afterround.core.retro_fields import RETRO, FieldChange
from afterround.core.rounds import RoundKind, usual_length
from afterround.data.models import Owner
from tests.formats.recordings import wav
from tests.pictures import jpeg, whiteboard

NOW = datetime(2026, 6, 11, 15, 49, tzinfo=UTC)
"""A Thursday afternoon. The fixture `now` sets the program's clock to it."""

ZONE = "Europe/Berlin"


def facts(
    company: str = "Acme",
    kind: RoundKind = RoundKind.CODING,
    *,
    ended_ago: timedelta | None = None,
    starts_in: timedelta | None = None,
    lasting: timedelta | None = None,
    now: datetime = NOW,
    **others: Any,
) -> RoundFacts:
    """What Ann says about a round: ended four minutes ago unless told when it ended or starts."""
    length = usual_length(kind) if lasting is None else lasting
    if starts_in is not None:
        starts_at = now + starts_in
    else:
        starts_at = now - (timedelta(minutes=4) if ended_ago is None else ended_ago) - length
    times = {"starts_at": starts_at, "ends_at": starts_at + length, "time_zone": ZONE}
    return RoundFacts(kind=kind, company=company, **{**times, **others})


def a_round(
    owner: Owner,
    company: str = "Acme",
    kind: RoundKind = RoundKind.CODING,
    *,
    now: datetime = NOW,
    **others: Any,
) -> UUID:
    """A round of `owner`, told as `facts` is; returns its key."""
    return add_rounds(owner, [facts(company, kind, now=now, **others)], now=now)[0]


def a_mock(owner: Owner, company: str = "Acme", *, now: datetime = NOW, **others: Any) -> UUID:
    """A mock coding round of `owner`, over for two hours unless told otherwise; returns its key."""
    return a_round(owner, company, now=now, **{"ended_ago": timedelta(hours=2), "mock": True, **others})


def a_form(round_id: UUID, observer: str = "Dan Okafor") -> ObserverForm:
    """What an observer of a mock round says; each has a key of its own."""
    return ObserverForm(
        key=str(uuid4()),
        round=str(round_id),
        observer=observer,
        ratings=(
            Rating(Reason.SPEED, 2, "twenty minutes went into a draft"),
            Rating(Reason.COMMUNICATION, 3),
            Rating(Reason.DESIGN, None, "we never drew"),
        ),
        went_well=("asked before coding",),
        shaky=("the state kept changing",),
        hints=("what does a cell hold?",),
    )


def a_jot(
    owner: Owner,
    text: str = "lost the DP state",
    lane: Lane = Lane.STUMBLED,
    *,
    at: datetime = NOW,
    round_id: UUID | None = None,
) -> UUID:
    """A jot of `owner`, for the latest round unless one is named; returns its key."""
    key = uuid4()
    record_jots(owner, [NewJot(key, text, lane, at, "page", round_id)], now=at)
    return key


def a_photo(
    owner: Owner,
    name: str = "whiteboard.jpg",
    *,
    at: datetime = NOW,
    content: bytes = b"",
    **others: Any,
) -> UUID:
    """A photo of `owner`, told as `NewAttachment` is; two of different names differ in what they show."""
    shown = content or jpeg(whiteboard((60 + sum(name.encode()) % 97, 40)))
    return attach(owner, NewAttachment(uuid4(), shown, name, at, **others), now=at).id


def a_memo(owner: Owner, *, at: datetime = NOW, content: bytes = b"", **others: Any) -> UUID:
    """A voice memo of `owner`."""
    return attach(owner, NewAttachment(uuid4(), content or wav(), "memo.wav", at, **others), now=at).id


def a_line(
    owner: Owner, round_id: UUID, section: Section, text: str, *, now: datetime = NOW, **fields: str
) -> UUID:
    """A line in the retrospective of a round, with more fields by name; returns its key."""
    key = uuid4()
    values = {"text": text, **fields}
    changes = [FieldChange(str(key), name, value, 0, section) for name, value in values.items()]
    saved = save_retro(owner, round_id, changes, now=now)
    assert not saved.refused, saved.refused
    return key


def a_retro(
    owner: Owner,
    round_id: UUID,
    lines: Mapping[Section, Sequence[str]] | None = None,
    *,
    now: datetime = NOW,
    **fields: str,
) -> UUID:
    """The begun retrospective of a round, with lines by section and its own fields by name; returns its key."""
    key = open_retro(owner, round_id, now=now)
    for section, texts in (lines or {}).items():
        for text in texts:
            a_line(owner, round_id, section, text, now=now)
    changes = [FieldChange(RETRO, name, value, 0) for name, value in fields.items()]
    saved = save_retro(owner, round_id, changes, now=now)
    assert not saved.refused, saved.refused
    return key


def a_feedback(owner: Owner, round_id: UUID, text: str = "", *, now: datetime = NOW, **others: Any) -> UUID:
    """Feedback on a round, told as `NewFeedback` is, by a recruiter unless told otherwise; returns its key."""
    return add_feedback(owner, round_id, NewFeedback(text, **others), now=now)


def a_history(owner: Owner, theme: str, said: str, *, now: datetime = NOW, **others: Any) -> list[UUID]:
    """A round a day with a finished retrospective, the last one yesterday: x felt shaky for a theme, o went well, and
    in . it did not come up. Returns the rounds' keys, oldest first."""
    sections = {"x": Section.SHAKY, "o": Section.WENT_WELL}
    keys = []
    for ago, sign in zip(range(len(said), 0, -1), said, strict=True):
        key = a_round(owner, ended_ago=timedelta(days=ago), now=now, **others)
        a_retro(owner, key, now=now)
        if sign in sections:
            line = a_line(owner, key, sections[sign], f"words of {ago} days ago", now=now)
            confirm_theme(owner, line, theme, now=now)
        finish_retro(owner, key, now=now)
        keys.append(key)
    return keys
