"""Feedback and findings on the page of a round: added, marked, confirmed, struck out, and each taken back."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from afterround.actions.feedback import add_reason
from afterround.actions.observers import hand_in, rate_self
from afterround.core.feedback import Polarity, Reason
from afterround.core.findings import FindingState
from afterround.core.retro import Section
from afterround.core.rounds import Result, RoundKind
from afterround.data.models import FindingDecision, Owner
from afterround.queries.feedback import confirmed_reasons, get_feedback, round_feedback
from afterround.queries.findings import round_findings
from afterround.queries.rounds import get_round
from tests.cast import NOW, a_feedback, a_form, a_mock, a_retro, a_round

SignedIn = Callable[[Owner], Client]
NONE = "01977d2e-5a10-7000-8000-2f6d9c1b4e07"
YESTERDAY = timedelta(days=1)
VAGUE = "After a good talk we feel it is not quite the right fit."


@pytest.fixture
def client(signed_in: SignedIn, ann: Owner) -> Client:
    return signed_in(ann)


@pytest.fixture
def acme(ann: Owner) -> UUID:
    """A round of yesterday with a retrospective that doubts the pace."""
    key = a_round(ann, ended_ago=YESTERDAY)
    a_retro(ann, key, {Section.SHAKY: ["ran out of time on the second question"]})
    return key


def page(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


DEEDS = [
    f"/rounds/{NONE}/findings/",
    *(f"/feedback/{NONE}/{deed}/" for deed in ("reason", "strike", "unstrike")),
    f"/feedback/reasons/{NONE}/remove/",
]
READ: dict[str, dict[str, str]] = {
    "reason": {"reason": "speed", "polarity": "shaky", "start": "0", "end": "3", "state": "confirmed"},
    "findings": {"reason": "speed", "state": "refuted"},
}


@pytest.mark.parametrize("address", [*DEEDS, f"/feedback/{NONE}/", f"/rounds/{NONE}/feedback/"])
def test_a_stranger_is_turned_away(stranger: Client, ann: Owner, address: str) -> None:
    assert stranger.post(address).status_code == 403


@pytest.mark.parametrize("address", DEEDS)
def test_a_deed_is_not_done_by_looking(client: Client, address: str) -> None:
    assert client.get(address).status_code == 405


@pytest.mark.parametrize("address", DEEDS)
def test_what_is_not_there_is_not_there(client: Client, address: str) -> None:
    sent = READ.get(address.rstrip("/").rpartition("/")[2], {})
    assert client.post(address, sent).status_code == 404


def test_another_owners_feedback_is_not_there(
    signed_in: SignedIn, cleo: Owner, ann: Owner, acme: UUID
) -> None:
    said = a_feedback(ann, acme, "slow")
    other = signed_in(cleo)
    sent = {"words": "slow", "reason": "speed", "polarity": "shaky"}
    assert other.get(f"/feedback/{said}/").status_code == 404
    assert other.post(f"/feedback/{said}/", sent).status_code == 404
    assert other.get(f"/rounds/{acme}/feedback/").status_code == 404


def test_an_empty_round_says_what_will_stand_there(client: Client, acme: UUID) -> None:
    shown = page(client, f"/rounds/{acme}/")
    assert "will stand here, word for word" in shown
    assert "marked as inferred" in shown


def test_what_was_said_stands_before_what_is_inferred_and_what_was_seen(client: Client, ann: Owner) -> None:
    shown = page(client, f"/rounds/{a_mock(ann)}/")
    headings = [
        shown.index(f'<h2 id="{name}"') for name in ("result", "feedback", "findings", "observations")
    ]
    assert headings == sorted(headings)


def send(client: Client, acme: UUID, **sent: str) -> Any:
    return client.post(f"/rounds/{acme}/feedback/", {"source": "recruiter", **sent})


def test_feedback_is_added_in_one_form(client: Client, ann: Owner, acme: UUID) -> None:
    sent = {
        "text": "Too slow.\r\n Sorry.",
        "decision": "rejected",
        "person": "Dan Okafor",
        "told_on": "2026-06-10",
    }
    answer = send(client, acme, **sent)
    said = round_feedback(ann, acme, NOW)[0]
    assert (answer.status_code, answer["Location"]) == (303, f"/rounds/{acme}/#feedback-{said.id}")
    assert (said.text, said.person, said.told_on) == ("Too slow.\n Sorry.", "Dan Okafor", date(2026, 6, 10))
    assert get_round(ann, acme, NOW).result is Result.REJECTED


def test_the_form_by_itself_offers_today_and_the_people_of_the_round(client: Client, ann: Owner) -> None:
    shown = page(client, f"/rounds/{a_round(ann)}/feedback/")
    assert 'value="2026-06-11"' in shown
    assert 'name="once"' in shown


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"text": " "}, "Put in what they said"),
        ({"text": "slow", "told_on": "0026-06-10"}, "cannot be right"),
        ({"text": "slow", "decision": "perhaps"}, "perhaps"),
        ({"text": "slow", "person": "x" * 201}, "200 characters"),
    ],
)
def test_what_cannot_be_taken_comes_back_with_what_was_typed(
    client: Client, ann: Owner, acme: UUID, sent: dict[str, str], problem: str
) -> None:
    answer = send(client, acme, **sent)
    assert answer.status_code == 422
    assert problem in answer.content.decode()
    assert sent["text"] in answer.content.decode()
    assert round_feedback(ann, acme, NOW) == []


def test_a_form_sent_twice_is_kept_once(client: Client, ann: Owner, acme: UUID) -> None:
    for _ in range(2):
        send(client, acme, text="slow", once="8f14e45f-ceea-467f-a0e6-7d1f6a2b3c4d")
    assert len(round_feedback(ann, acme, NOW)) == 1


def test_a_proposed_reason_is_marked_in_the_words_and_confirmed_by_a_press(
    client: Client, ann: Owner, acme: UUID
) -> None:
    said = a_feedback(ann, acme, "Friendly, but slow & <careful>.")
    shown = page(client, f"/rounds/{acme}/")
    assert "Friendly, <mark>but slow</mark><sup>1</sup> &amp; &lt;careful&gt;." in shown
    assert "Speed, shaky?" in shown
    sent = {"reason": "speed", "polarity": "shaky", "start": "10", "end": "18", "state": "confirmed"}
    assert client.post(f"/feedback/{said}/reason/", sent).status_code == 303
    assert [one.words for one in confirmed_reasons(ann)] == ["but slow"]
    assert "Speed, shaky</b>" in page(client, f"/rounds/{acme}/")


def test_a_reason_that_was_left_out_can_be_asked_again(client: Client, ann: Owner, acme: UUID) -> None:
    said = a_feedback(ann, acme, "but slow")
    sent = {"reason": "speed", "polarity": "shaky", "start": "0", "end": "8", "state": "declined"}
    client.post(f"/feedback/{said}/reason/", sent)
    shown = page(client, f"/rounds/{acme}/")
    assert "Left out (1)" in shown and "You left out what was read in these words." in shown
    reason = get_feedback(ann, said, NOW).declined[0].id
    assert client.post(f"/feedback/reasons/{reason}/remove/").status_code == 303
    assert "Speed, shaky?" in page(client, f"/rounds/{acme}/")


def test_a_word_to_a_reason_that_is_not_understood_is_refused(client: Client, ann: Owner, acme: UUID) -> None:
    said = a_feedback(ann, acme, "but slow")
    assert client.post(f"/feedback/{said}/reason/", {"reason": "speed"}).status_code == 422
    assert client.post(f"/rounds/{acme}/findings/", {"reason": "luck", "state": "open"}).status_code == 422


def test_a_reason_is_added_by_choosing_words(client: Client, ann: Owner, acme: UUID) -> None:
    said = a_feedback(ann, acme, "Gus found the storage part thin.")
    sent = {"words": "storage part thin", "reason": "knowledge", "polarity": "shaky"}
    assert client.post(f"/feedback/{said}/", sent).status_code == 303
    assert [(one.reason, one.words) for one in confirmed_reasons(ann)] == [
        (Reason.KNOWLEDGE, "storage part thin")
    ]


def test_words_that_were_not_said_come_back_with_the_form(client: Client, ann: Owner, acme: UUID) -> None:
    said = a_feedback(ann, acme, "Gus found the storage part thin.")
    sent = {"words": "too slow", "reason": "speed", "polarity": "shaky"}
    answer = client.post(f"/feedback/{said}/", sent)
    assert answer.status_code == 422
    assert "do not stand in it" in answer.content.decode()
    assert 'value="too slow"' in answer.content.decode()
    assert "storage part thin" in page(client, f"/feedback/{said}/")


def test_striking_out_keeps_the_words_and_offers_an_undo(client: Client, ann: Owner, acme: UUID) -> None:
    said = a_feedback(ann, acme, "Far too slow.", decision=Result.REJECTED)
    answer = client.post(f"/feedback/{said}/strike/")
    shown = page(client, answer["Location"])
    assert "<s>Far too slow.</s>" in shown
    assert f'class="undo" method="post" action="/feedback/{said}/unstrike/"' in shown
    client.post(f"/feedback/{said}/unstrike/")
    assert "<s>" not in page(client, f"/rounds/{acme}/")


def test_vague_feedback_is_called_vague_and_answered_by_what_was_noted(
    client: Client, ann: Owner, acme: UUID
) -> None:
    a_feedback(ann, acme, VAGUE, decision=Result.REJECTED)
    shown = page(client, f"/rounds/{acme}/")
    assert "<b>Vague.</b> “not quite the right fit” is a set phrase" in shown
    said, inferred = shown.split('id="findings"')
    assert "inferred, not said" in inferred
    assert "These are inferred from your own notes, not from what was said." in inferred
    assert "Perhaps speed" in inferred and "ran out of time on the second question" in inferred
    assert "Perhaps speed" not in said


def test_a_mock_partner_is_named_only_where_a_finding_rests_on_one(
    client: Client, ann: Owner, acme: UUID
) -> None:
    mock = a_mock(ann, "Umbrella", ended_ago=20 * YESTERDAY)
    hand_in(ann, mock, a_form(mock), now=NOW)
    rate_self(ann, mock, {Reason.SPEED: 3}, now=NOW)
    a_feedback(ann, acme, VAGUE, decision=Result.REJECTED)
    assert "inferred from your own notes and what your mock partner saw" in page(client, f"/rounds/{acme}/")


def test_plain_feedback_asks_for_no_findings(client: Client, ann: Owner, acme: UUID) -> None:
    a_feedback(ann, acme, "There was a bug in the second solution.", decision=Result.REJECTED)
    assert "Perhaps" not in page(client, f"/rounds/{acme}/")


def test_a_finding_is_refuted_and_that_is_undone(client: Client, ann: Owner, acme: UUID) -> None:
    a_feedback(ann, acme, VAGUE, decision=Result.REJECTED)
    answer = client.post(f"/rounds/{acme}/findings/", {"reason": "speed", "state": "refuted"})
    assert (answer.status_code, answer["Location"]) == (303, f"/rounds/{acme}/#finding-speed")
    assert "Refuted by you, today" in page(client, f"/rounds/{acme}/")
    client.post(f"/rounds/{acme}/findings/", {"reason": "speed", "state": "open"})
    assert "Perhaps speed" in page(client, f"/rounds/{acme}/")


def test_later_feedback_confirms_a_finding_and_says_so(client: Client, ann: Owner, acme: UUID) -> None:
    a_feedback(ann, acme, VAGUE, decision=Result.REJECTED)
    said = a_feedback(ann, acme, "Since you ask: the first question took too long.")
    add_reason(ann, said, Reason.SPEED, Polarity.SHAKY, "took too long", now=NOW)
    shown = page(client, f"/rounds/{acme}/")
    assert f'Confirmed by <a href="#feedback-{said}">what was said</a>' in shown
    assert "What was said names speed, so nothing else is inferred." in shown
    assert "inferred from your own notes" not in shown


def test_the_line_a_finding_rests_on_is_a_link_away(client: Client, ann: Owner, acme: UUID) -> None:
    a_feedback(ann, acme, VAGUE, decision=Result.REJECTED)
    shown = page(client, f"/rounds/{acme}/")
    line = re.search(r'href="#(line-[0-9a-f-]+)"', shown)
    assert line is not None and f'id="{line[1]}"' in shown


def test_a_vague_rejection_without_notes_asks_for_the_retrospective(client: Client, ann: Owner) -> None:
    key = a_round(ann, ended_ago=YESTERDAY)
    a_feedback(ann, key, VAGUE, decision=Result.REJECTED)
    shown = page(client, f"/rounds/{key}/")
    assert f'There are no notes to infer a reason from. <a href="/rounds/{key}/retro/">' in shown


def test_words_that_were_not_read_are_not_called_vague(client: Client, ann: Owner, acme: UUID) -> None:
    a_feedback(ann, acme, "They said the parrot was too colourful.", decision=Result.REJECTED)
    shown = page(client, f"/rounds/{acme}/")
    assert "No reason was read in these words. If they give one, add it." in shown
    assert "Vague." not in shown and "Perhaps speed" in shown
    assert "No reason is known from what was said. These are inferred" in shown


def test_the_other_rounds_a_decision_may_rest_on_are_a_link_away(
    client: Client, ann: Owner, acme: UUID
) -> None:
    other = a_round(ann, ended_ago=YESTERDAY, kind=RoundKind.SYSTEM_DESIGN)
    a_feedback(ann, acme, VAGUE, decision=Result.REJECTED)
    shown = page(client, f"/rounds/{acme}/")
    assert "The decision may rest on another round of this process, too:" in shown
    assert f'<a href="/rounds/{other}/#findings">Acme, system design</a>.' in shown


def test_nothing_is_proposed_or_inferred_during_the_cooldown(client: Client, ann: Owner) -> None:
    key = a_round(ann)
    a_retro(ann, key, {Section.SHAKY: ["ran out of time"]})
    a_feedback(ann, key, f"{VAGUE} You were too slow.", decision=Result.REJECTED)
    FindingDecision.objects.create(
        owner=ann, round_id=key, reason=Reason.SPEED, state=FindingState.CONFIRMED, at=NOW
    )
    shown = page(client, f"/rounds/{key}/")
    assert "<mark>" not in shown and "Vague" not in shown
    assert round_findings(ann, key, NOW).findings == ()
