from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from afterround.core.cooldown import Lane
from afterround.core.retro import Section
from afterround.data.models import Jot, Owner, RetroLine
from afterround.queries.cooldown import get_jot
from tests.cast import a_jot, a_round

Let = Callable[[Owner], Client]
JSON = {"Accept": "application/json"}


def test_a_form_keeps_a_jot_and_goes_back(ann: Owner, signed_in: Let) -> None:
    round_id = a_round(ann)
    form = {
        "id": str(uuid4()),
        "text": "lost the DP state",
        "lane": "stumbled",
        "round": str(round_id),
        "next": "/",
    }
    answer = signed_in(ann).post("/jots/", form)
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert (Jot.objects.get().text, Jot.objects.get().round_id) == ("lost the DP state", round_id)


def test_a_script_hears_what_was_kept_and_may_send_it_twice(
    ann: Owner, now: datetime, signed_in: Let
) -> None:
    client, round_id, key = signed_in(ann), a_round(ann), str(uuid4())
    form = {"id": key, "text": "Dan nodded", "lane": "signal", "at": now.isoformat()}
    first = client.post("/jots/", form, headers=JSON)
    again = client.post("/jots/", form, headers=JSON)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert (
        first.json() | {"id": key, "round": str(round_id), "lane": "signal", "text": "Dan nodded"}
        == first.json()
    )
    assert Jot.objects.count() == 1


def test_other_words_under_the_same_key_are_kept_too(ann: Owner, signed_in: Let) -> None:
    client, key = signed_in(ann), str(uuid4())
    for text in ("first", "second", "second"):
        client.post("/jots/", {"id": key, "text": text})
    assert sorted(Jot.objects.values_list("text", flat=True)) == ["first", "second"]


def test_a_jot_that_claims_the_future_was_made_now(ann: Owner, now: datetime, signed_in: Let) -> None:
    client = signed_in(ann)
    client.post("/jots/", {"text": "early", "at": (now + timedelta(hours=2)).isoformat()})
    client.post("/jots/", {"text": "late", "at": (now - timedelta(hours=2)).isoformat()})
    found = dict(Jot.objects.values_list("text", "at"))
    assert found == {"early": now, "late": now - timedelta(hours=2)}


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00"]
)
def test_a_jot_from_a_broken_clock_was_made_now(ann: Owner, now: datetime, signed_in: Let, at: str) -> None:
    signed_in(ann).post("/jots/", {"text": "lost the DP state", "at": at})
    assert Jot.objects.get().at == now


@pytest.mark.parametrize(
    "form", [{"text": " "}, {"text": "a", "lane": "nowhere"}, {"text": "a", "round": "last"}]
)
def test_what_is_no_jot_is_refused_with_a_reason(form: dict[str, str], ann: Owner, signed_in: Let) -> None:
    answer = signed_in(ann).post("/jots/", form, headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["problems"]
    assert not Jot.objects.exists()


@pytest.mark.parametrize(
    "next_", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"]
)
def test_a_form_leads_to_no_other_site(next_: str, ann: Owner, signed_in: Let) -> None:
    answer = signed_in(ann).post("/jots/", {"text": "a", "next": next_})
    assert answer["Location"] == f"/jot/?kept={Jot.objects.get().id}"


def test_strangers_keep_no_jots(ann: Owner, stranger: Client) -> None:
    assert stranger.post("/jots/", {"text": "hello"}).status_code == 403
    assert stranger.get("/jot/").status_code == 403
    assert not Jot.objects.exists()


def test_a_jot_for_another_owners_round_is_refused(ann: Owner, cleo: Owner, signed_in: Let) -> None:
    round_id = a_round(ann)
    answer = signed_in(cleo).post("/jots/", {"text": "hello", "round": str(round_id)})
    assert answer.status_code == 404


@pytest.mark.parametrize("deed", ["strike", "unstrike", "place"])
def test_another_owners_jot_is_not_there(
    deed: str, ann: Owner, cleo: Owner, signed_in: Let, stranger: Client
) -> None:
    jot_id = a_jot(ann)
    assert signed_in(cleo).post(f"/jots/{jot_id}/{deed}/").status_code == 404
    assert stranger.post(f"/jots/{jot_id}/{deed}/").status_code == 403


def test_the_page_says_which_round_a_jot_goes_to(ann: Owner, signed_in: Let) -> None:
    client = signed_in(ann)
    assert "No round is on" in client.get("/jot/").content.decode()
    a_round(ann)
    text = client.get("/jot/").content.decode()
    assert "Acme, coding" in text
    assert "which ended 4 minutes ago" in text


def test_a_struck_jot_keeps_its_words_and_comes_back(ann: Owner, signed_in: Let) -> None:
    client, round_id = signed_in(ann), a_round(ann)
    jot_id, page = a_jot(ann), f"/rounds/{round_id}/cooldown/"
    struck = client.post(f"/jots/{jot_id}/strike/", {"next": page}, follow=True).content.decode()
    assert "<s>lost the DP state</s>" in struck
    back = client.post(f"/jots/{jot_id}/unstrike/", {"next": page}, follow=True).content.decode()
    assert "<s>" not in back


def test_a_jot_without_a_round_is_given_one(ann: Owner, signed_in: Let) -> None:
    client = signed_in(ann)
    jot_id = a_jot(ann, "heard later: they liked the tests")
    round_id = a_round(ann, ended_ago=timedelta(days=3))
    assert "heard later: they liked the tests" in client.get("/jot/").content.decode()
    client.post(f"/jots/{jot_id}/place/", {"round": str(round_id)})
    assert get_jot(ann, jot_id).round_id == round_id
    assert "heard later: they liked the tests" not in client.get("/jot/").content.decode()


def test_a_jot_is_placed_into_its_retrospective_and_stays_what_it_was(ann: Owner, signed_in: Let) -> None:
    client = signed_in(ann)
    a_round(ann)
    jot_id = a_jot(ann, "Dan: what if the two ends touch?", Lane.SIGNAL)
    client.post(f"/jots/{jot_id}/place/", {"section": "hints"})
    assert RetroLine.objects.get().section == Section.HINTS
    assert get_jot(ann, jot_id).lane is Lane.SIGNAL


def test_a_jot_struck_from_the_retrospective_comes_back_with_undo(ann: Owner, signed_in: Let) -> None:
    client, round_id = signed_in(ann), a_round(ann, ended_ago=timedelta(hours=5))
    jot_id = a_jot(ann, "Dan smiled", Lane.SIGNAL, round_id=round_id)
    retro = f"/rounds/{round_id}/retro/"
    struck = client.post(
        f"/jots/{jot_id}/strike/", {"next": f"{retro}?struck={jot_id}"}, follow=True
    ).content.decode()
    assert "Dan smiled" not in struck
    assert f'action="/jots/{jot_id}/unstrike/"' in struck
