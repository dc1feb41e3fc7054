"""Chips under what others said of a round: feedback and observers' lines, on the round's page."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from afterround.actions.feedback import NewFeedback, add_feedback
from afterround.actions.observers import hand_in, rate_self
from afterround.core.cooldown import Cooldown
from afterround.core.feedback import Reason
from afterround.core.observation import ObserverForm, Rating
from afterround.core.themes import Polarity
from afterround.data.models import Mention, ObservedLine, Owner, ThemeDecision
from tests.cast import a_form, a_mock, a_round
from tests.seen import theme_mentions

Let = Callable[[Owner], Client]
SAID = "You ran out of time."


@pytest.fixture
def client(ann: Owner, signed_in: Let) -> Client:
    """Ann's browser."""
    return signed_in(ann)


@pytest.fixture
def round_id(ann: Owner) -> UUID:
    """A round of last week."""
    return a_round(ann, ended_ago=timedelta(days=7))


@pytest.fixture
def said(ann: Owner, now: datetime, round_id: UUID) -> UUID:
    """What the recruiter wrote about it."""
    return add_feedback(ann, round_id, NewFeedback(SAID), now=now)


def page_of(client: Client, round_id: UUID, query: str = "") -> str:
    answer = client.get(f"/rounds/{round_id}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def offered(page: str, key: UUID) -> list[str]:
    """The themes offered under a place."""
    row = page.split(f'action="/lines/{key}/themes/"')[1:]
    return re.findall(r'name="accept" value="([\w-]+)"', row[0].split("</form>")[0]) if row else []


def test_feedback_offers_a_theme_and_asks_whether_it_was_praise(
    client: Client, round_id: UUID, said: UUID
) -> None:
    page = page_of(client, round_id)
    assert offered(page, said) == ["finishing-in-time"]
    assert "because of “<mark>ran out of time</mark>”" in page
    assert page.count('name="polarity" value="shaky" required') == 1
    assert 'name="polarity" value="shaky" checked' not in page
    unsaid = client.post(f"/lines/{said}/themes/", {"accept": "finishing-in-time"})
    assert unsaid.status_code == 422 and "shaky or went well" in unsaid.content.decode()


@pytest.mark.parametrize("polarity", list(Polarity))
def test_a_theme_of_feedback_counts_as_the_person_says(
    polarity: Polarity, ann: Owner, now: datetime, client: Client, round_id: UUID, said: UUID
) -> None:
    fields = {"accept": "finishing-in-time", "polarity": polarity}
    answer = client.post(f"/lines/{said}/themes/", fields)
    assert answer.status_code == 303 and answer["Location"].endswith(f"#feedback-{said}")
    (mention,) = theme_mentions(ann, "finishing-in-time", now)
    assert mention.polarity is polarity
    page = page_of(client, round_id, "?" + answer["Location"].split("?")[1].split("#")[0])
    assert "Finishing in time confirmed." in page
    undo = re.search(r'name="undo" value="([^"]+)"', page)
    assert undo
    client.post(f"/lines/{said}/themes/", {"undo": undo[1]})
    assert not Mention.objects.exists() and not ThemeDecision.objects.exists()


def test_a_confirmed_theme_of_feedback_is_opened_again(client: Client, said: UUID) -> None:
    client.post(f"/lines/{said}/themes/", {"add": "calm", "polarity": "shaky"})
    assert Mention.objects.get().feedback_id == said
    client.post(f"/lines/{said}/themes/", {"back": "calm"})
    assert not Mention.objects.exists()


def test_feedback_has_a_page_of_its_own_to_choose_a_theme_on(
    client: Client, round_id: UUID, said: UUID
) -> None:
    page = client.get(f"/lines/{said}/themes/").content.decode()
    assert page.count('value="well"') == 3
    assert SAID in page and f'href="/rounds/{round_id}/#feedback-{said}"' in page


def test_an_observers_line_offers_a_theme_once_both_sides_are_in(
    ann: Owner, now: datetime, client: Client
) -> None:
    mock = a_mock(ann)
    hand_in(ann, mock, a_form(mock), now=now)
    line = ObservedLine.objects.get(text="asked before coding").id
    assert client.get(f"/lines/{line}/themes/").status_code == 404
    rate_self(ann, mock, {Reason.SPEED: 3}, now=now)
    assert "planning" in offered(page_of(client, mock), line)
    client.post(f"/lines/{line}/themes/", {"accept": "planning"})
    assert [mention.polarity for mention in theme_mentions(ann, "planning", now)] == [Polarity.WELL]


def rated(ann: Owner, mock: UUID, rating: int | None, now: datetime) -> UUID:
    """The line that an observer wrote beside a rating of the time, once Ann has rated herself as well."""
    form = ObserverForm(str(uuid4()), ratings=(Rating(Reason.SPEED, rating, "ran out of time"),))
    hand_in(ann, mock, form, now=now)
    rate_self(ann, mock, {Reason.SPEED: 3}, now=now)
    return ObservedLine.objects.get(observation__round=mock).id


@pytest.mark.parametrize(
    ("rating", "says"),
    [(1, "Felt shaky"), (2, "Felt shaky"), (3, "Went well"), (4, "Went well"), (None, "Not counted")],
)
def test_a_rated_line_carries_chips_and_its_rating_says_how_it_went(
    rating: int | None, says: str, ann: Owner, now: datetime, client: Client
) -> None:
    mock = a_mock(ann)
    line = rated(ann, mock, rating, now)
    assert offered(page_of(client, mock), line) == ["finishing-in-time"]
    client.post(f"/lines/{line}/themes/", {"accept": "finishing-in-time"})
    theme = client.get("/themes/finishing-in-time/").content.decode()
    evidence = theme.split(f'href="/rounds/{mock}/#observed-{line}"')[1].split("</li>")[0]
    assert "ran out of time" in evidence and says in evidence
    assert f'id="observed-{line}"' in page_of(client, mock)


def test_the_words_of_feedback_are_the_evidence_of_its_theme(
    client: Client, round_id: UUID, said: UUID
) -> None:
    client.post(f"/lines/{said}/themes/", {"add": "calm", "polarity": "shaky"})
    page = client.get("/themes/calm/").content.decode()
    assert f'<a class="plain" href="/rounds/{round_id}/#feedback-{said}">{SAID}</a>' in page


def test_lines_of_an_old_mock_wait_with_the_others_once_it_was_rated(
    ann: Owner, now: datetime, client: Client
) -> None:
    mock = a_mock(ann, ended_ago=timedelta(days=20))
    hand_in(ann, mock, a_form(mock), now=now)
    assert "Nothing waits." in client.get("/themes/inbox/").content.decode()
    rate_self(ann, mock, {Reason.SPEED: 3}, now=now)
    line = ObservedLine.objects.get(text="asked before coding").id
    page = client.get("/themes/inbox/").content.decode()
    where = page.split(f'href="/rounds/{mock}/#observed-{line}"')[1].split("</p>")[0]
    assert where.endswith("an observer’s form: went well")
    client.post("/themes/inbox/answer/", {"theme": "planning", "answer": "yes", "line": [line]})
    assert Mention.objects.get().observed_id == line


def told_while_cooling(ann: Owner, now: datetime, client: Client) -> list[str]:
    """What is offered under feedback on a round that ended four minutes ago."""
    key = a_round(ann)
    said = add_feedback(ann, key, NewFeedback(SAID), now=now)
    return offered(page_of(client, key), said) + offered(
        client.get(f"/lines/{said}/themes/").content.decode(), said
    )


def test_during_the_cooldown_nothing_is_offered(ann: Owner, now: datetime, client: Client) -> None:
    assert told_while_cooling(ann, now, client) == []


def test_without_the_rule_it_would_be(
    ann: Owner, now: datetime, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Cooldown, "allows_analysis", lambda self, now: True)
    assert told_while_cooling(ann, now, client) == ["finishing-in-time"] * 2


def test_nobody_else_answers_for_feedback(cleo: Owner, signed_in: Let, said: UUID) -> None:
    assert signed_in(cleo).get(f"/lines/{said}/themes/").status_code == 404
    assert signed_in(cleo).post(f"/lines/{said}/themes/", {"add": "calm"}).status_code == 404
