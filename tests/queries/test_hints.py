from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from afterround.actions.retro import finish_retro
from afterround.actions.rounds import delete_round
from afterround.core.hints import Change
from afterround.core.retro import Response, Section
from afterround.core.rounds import Precision, RoundKind
from afterround.data.models import Owner
from afterround.queries.hints import hints_over_time
from tests.cast import a_line, a_retro, a_round

DAY = timedelta(days=1)


def hinted(owner: Owner, days: int, *responses: str, topic: str = "LRU cache", **others: Any) -> UUID:
    """A round so many days ago, with a question and hints to it."""
    key = a_round(owner, ended_ago=days * DAY, **others)
    question = a_line(owner, key, Section.QUESTIONS, topic)
    for response in responses:
        a_line(owner, key, Section.HINTS, "use a list", response=response, question=str(question))
    return key


def test_rounds_stand_in_time_with_their_hints(ann: Owner, now: datetime) -> None:
    later, earlier = hinted(ann, 1, "used_it"), hinted(ann, 9, "missed_it", "", mock=True)
    history = hints_over_time(ann, now)
    assert [found.id for found in history.rounds] == [earlier, later]
    assert [found.is_mock for found in history.rounds] == [True, False]
    assert dict(history.rounds[0].counts) == {Response.MISSED: 1, None: 1}
    assert history.rounds[1].hints[0].topic == "LRU cache"
    assert history.trend.change is Change.TOO_EARLY


def test_a_finished_retrospective_without_hints_says_there_were_none(ann: Owner, now: datetime) -> None:
    coding, screen = a_round(ann, ended_ago=DAY), a_round(ann, kind=RoundKind.RECRUITER_SCREEN, ended_ago=DAY)
    for key in (coding, screen, a_round(ann, "Globex", ended_ago=DAY)):
        a_retro(ann, key, lesson="ask first")
        if key in (coding, screen):
            finish_retro(ann, key, now=now)
    assert [(found.id, found.hints) for found in hints_over_time(ann, now).rounds] == [(coding, ())]


def test_hints_are_counted_by_the_question_they_belong_to(ann: Owner, now: datetime) -> None:
    hinted(ann, 3, "used_it", "needed_more")
    hinted(ann, 2, "used_it", topic="lru  cache")
    key = hinted(ann, 1, "missed_it", topic="Word ladder")
    a_line(ann, key, Section.HINTS, "breathe")
    topics = [(found.topic, found.rounds, dict(found.counts)) for found in hints_over_time(ann, now).topics]
    assert topics == [
        ("lru  cache", 2, {Response.USED: 2, Response.NEEDED_MORE: 1}),
        ("Word ladder", 1, {Response.MISSED: 1}),
    ]
    only = hints_over_time(ann, now, topic="LRU CACHE")
    assert [len(found.hints) for found in only.rounds] == [2, 1]


def test_a_round_that_cools_is_deleted_or_has_no_date_is_left_out(ann: Owner, now: datetime) -> None:
    cooling = a_round(ann)
    a_line(ann, cooling, Section.HINTS, "use a list")
    delete_round(ann, hinted(ann, 2, "used_it"), now=now)
    hinted(ann, 3, "used_it", precision=Precision.UNKNOWN)
    history = hints_over_time(ann, now)
    assert (history.rounds, history.undated) == ((), 1)
    assert [found.id for found in hints_over_time(ann, now + DAY).rounds] == [cooling]
