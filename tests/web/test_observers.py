"""An observer's form through the browser: sent out, handed in, hidden until both are in, and lent by a link."""

import json
import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from afterround.actions.observers import hand_in, make_link, rate_self, revoke_link
from afterround.actions.rounds import delete_round, restore_round
from afterround.core.feedback import Reason
from afterround.core.observation import FORM_SIZE, LINK_LIFE
from afterround.data.models import Observation, ObserverLink, Owner, SelfRating
from afterround.formats.observer_form import MARK, render_form
from afterround.queries.archive import get_archive_files
from afterround.queries.observers import get_observers
from afterround.web.guard import OPEN_LIMIT
from afterround.web.observers import lent
from tests.cast import a_form, a_mock, a_round

SignedIn = Callable[[Owner], Client]
NOBODY = "01977d2e-5a10-7000-8000-2f6d9c1b4e07"
ORIGIN = "https://notes.example.org"
THEIRS = ("twenty minutes went into a draft", "asked before coding", "the state kept changing", "Far apart")


@pytest.fixture
def client(signed_in: SignedIn, ann: Owner) -> Client:
    return signed_in(ann)


@pytest.fixture
def mock(ann: Owner) -> UUID:
    """A mock round of Ann's at Acme, two hours ago."""
    return a_mock(ann)


def page(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


# The file that is sent out


def test_the_form_is_one_file_that_fetches_nothing(client: Client, mock: UUID) -> None:
    answer = client.get(f"/rounds/{mock}/observers/form.html", {"title": "Coding, with <b>you</b>"})
    assert 'attachment; filename="mock-form.html"' in answer["Content-Disposition"]
    text = answer.content.decode()
    assert f'data-round="{mock}"' in text and "{{" not in text
    assert "<h1>Coding, with &lt;b&gt;you&lt;/b&gt;</h1>" in text
    assert not re.search(r'(src|href|action)="|url\(|import |fetch\(|https?://', text)


def test_the_form_says_nothing_of_the_candidate_unless_they_do(client: Client, mock: UUID) -> None:
    text = page(client, f"/rounds/{mock}/observers/form.html")
    assert "Mock interview: coding" in text
    assert "Acme" not in text


# Handing in


def hands_in(client: Client, round_id: UUID, text: str, **others: Any) -> Any:
    return client.post(f"/rounds/{round_id}/observers/", {"text": text, **others})


@pytest.mark.parametrize("way", ["file", "text"])
def test_a_form_is_taken_as_a_file_or_as_text(client: Client, ann: Owner, mock: UUID, way: str) -> None:
    text = render_form(a_form(mock))
    sent = {"file": SimpleUploadedFile("mock-form.json", text.encode())} if way == "file" else {"text": text}
    answer = client.post(f"/rounds/{mock}/observers/", sent)
    key = Observation.objects.get().id
    assert answer.status_code == 303
    assert answer["Location"] == f"/rounds/{mock}/?handed_in={key}#observations"
    shown = page(client, answer["Location"])
    assert "The form is in." in shown and f'action="/observations/{key}/strike/"' in shown


def test_a_form_that_is_handed_in_twice_is_there_once(client: Client, mock: UUID) -> None:
    text = render_form(a_form(mock))
    hands_in(client, mock, text)
    answer = hands_in(client, mock, text)
    assert "This form was here already." in page(client, answer["Location"])
    assert Observation.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hi, see attachment", "This is no form of a mock partner."),
        ('{"' + MARK + '": 1}', "cut off or damaged"),
        ("x" * (FORM_SIZE + 1), "at most 128 kB"),
    ],
)
def test_what_is_no_form_comes_back_with_what_to_do(client: Client, mock: UUID, text: str, said: str) -> None:
    answer = hands_in(client, mock, text)
    assert answer.status_code == 422
    assert said in words(answer)
    assert not Observation.objects.exists()


def test_a_large_file_is_refused_unread(client: Client, mock: UUID) -> None:
    file = SimpleUploadedFile("film.json", b"[" * (FORM_SIZE + 1))
    answer = client.post(f"/rounds/{mock}/observers/", {"file": file})
    assert (answer.status_code, "128 kB" in words(answer)) == (422, True)


def test_a_form_with_a_slip_is_taken_for_the_rest_once_that_is_wished(
    client: Client, ann: Owner, mock: UUID, now: datetime
) -> None:
    answers = {"ratings": {"speed": {"rating": 9, "line": "slow"}}}
    text = json.dumps({MARK: 1, "form": str(uuid4()), "round": str(mock), "answers": answers})
    answer = hands_in(client, mock, text)
    assert answer.status_code == 422
    assert "from 1 to 4" in words(answer) and "Take the rest of it" in words(answer)
    assert hands_in(client, mock, text, anyway="yes").status_code == 303
    rate_self(ann, mock, {Reason.SPEED: 3}, now=now)
    (said,) = (form.said for form in get_observers(ann, mock, now).forms)
    assert said is not None and said.ratings[0].line == "slow"


def test_a_form_of_another_round_is_offered_to_that_one(client: Client, ann: Owner, mock: UUID) -> None:
    other = a_mock(ann, "Globex")
    text = render_form(a_form(other))
    answer = hands_in(client, mock, text)
    shown = words(answer)
    assert answer.status_code == 409
    assert "This form was made for another round: Globex, coding." in shown
    assert f'action="/rounds/{other}/observers/"' in shown and "Take it for Globex, coding" in shown
    assert hands_in(client, other, text).status_code == 303


def test_taking_the_rest_of_a_form_says_that_it_is_another_rounds(
    client: Client, ann: Owner, mock: UUID
) -> None:
    other = a_mock(ann, "Globex")
    answers = {"ratings": {"speed": {"rating": 9, "line": "slow"}}}
    answer = hands_in(
        client, mock, json.dumps({MARK: 1, "form": str(uuid4()), "round": str(other), "answers": answers})
    )
    shown = words(answer)
    assert answer.status_code == 409
    assert "from 1 to 4" in shown and "made for another round: Globex, coding." in shown
    assert "Take it for Globex, coding" in shown and "Take the rest of it" not in shown


def test_a_form_of_somebody_elses_round_says_no_more_than_of_none(
    client: Client, cleo: Owner, mock: UUID
) -> None:
    said = {
        re.sub(r'value="[^"]*"|>\{[^<]*<', "", words(hands_in(client, mock, render_form(a_form(key)))))
        for key in (a_mock(cleo, "Hooli"), uuid4())
    }
    assert len(said) == 1
    assert "for a round that is not here" in said.pop()


def test_a_form_with_other_answers_is_refused_with_its_text(client: Client, mock: UUID) -> None:
    form = a_form(mock)
    hands_in(client, mock, render_form(form))
    text = render_form(type(form)(**{**vars(form), "observer": "Priya Raman"}))
    answer = hands_in(client, mock, text)
    assert answer.status_code == 409
    assert "Strike out the earlier one first." in words(answer) and form.key in words(answer)


def test_a_form_is_struck_out_and_brought_back(client: Client, ann: Owner, mock: UUID, now: datetime) -> None:
    key = hand_in(ann, mock, a_form(mock), now=now).id
    answer = client.post(f"/observations/{key}/strike/")
    assert (answer.status_code, answer["Location"]) == (303, f"/rounds/{mock}/?struck={key}#observations")
    shown = page(client, answer["Location"])
    assert "Dan Okafor" not in shown and f'action="/observations/{key}/restore/"' in shown
    assert client.post(f"/observations/{key}/restore/").status_code == 303
    assert "Dan Okafor" in page(client, f"/rounds/{mock}/")


# Neither sees the other's before both are in


CSRF = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
LOOKS = ("/rounds/{}/", "/rounds/{}/observers/", "/rounds/{}/observers/rate/", "/rounds/{}/markdown/", "/")


def test_theirs_is_on_no_page_until_one_has_rated_oneself(
    client: Client, ann: Owner, mock: UUID, now: datetime
) -> None:
    hand_in(ann, mock, a_form(mock), now=now)
    looked = [page(client, look.format(mock)) for look in LOOKS]
    assert not [said for said in THEIRS for look in looked if said in look]
    assert "once you have rated yourself" in looked[0]
    answer = client.post(f"/rounds/{mock}/observers/rate/", {"rating:speed": "4"})
    assert (answer.status_code, answer["Location"]) == (303, f"/rounds/{mock}/#observations")
    shown = page(client, f"/rounds/{mock}/")
    assert not [said for said in THEIRS if said not in shown]
    assert "Speed: you said 4 (solid), Dan Okafor said 2 (rather shaky)." in shown


def test_it_would_be_there_without_the_rule(
    client: Client, ann: Owner, mock: UUID, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(ann, mock, a_form(mock), now=now)
    monkeypatch.setattr("afterround.queries.observers.is_open", lambda *_, **__: True)
    shown = page(client, f"/rounds/{mock}/")
    assert [said in shown for said in THEIRS] == [True, True, True, False]


def test_theirs_is_in_no_markdown_but_in_an_export_of_everything(
    client: Client, ann: Owner, mock: UUID, now: datetime
) -> None:
    hand_in(ann, mock, a_form(mock), now=now)
    written = str(get_archive_files(ann, now, UTC).texts)
    assert "Acme" in written and not [said for said in THEIRS if said in written]
    assert THEIRS[1] in client.get("/settings/afterround.json").content.decode()


def test_an_observer_never_sees_how_one_rated_oneself(
    client: Client, stranger: Client, ann: Owner, mock: UUID, token: str, now: datetime
) -> None:
    before = page(stranger, f"/observe/{token}/")
    rate_self(ann, mock, {Reason.SPEED: 4, Reason.FIT: 1}, now=now)
    shown, file = page(stranger, f"/observe/{token}/"), page(client, f"/rounds/{mock}/observers/form.html")
    assert CSRF.sub("", shown) == CSRF.sub("", before)
    assert set(re.findall(r'value="(\d?)" checked', shown + file)) == {""}


@pytest.mark.parametrize(
    ("said", "why"), [({}, "Rate at least one thing"), ({"rating:speed": "9"}, "from 1 to 4")]
)
def test_a_rating_that_cannot_be_comes_back(
    client: Client, mock: UUID, said: dict[str, str], why: str
) -> None:
    answer = client.post(f"/rounds/{mock}/observers/rate/", said)
    assert (answer.status_code, why in words(answer)) == (422, True)
    assert not SelfRating.objects.exists()


def test_what_one_said_stays_once_a_form_is_in(client: Client, ann: Owner, mock: UUID, now: datetime) -> None:
    rate_self(ann, mock, {Reason.SPEED: 4}, now=now)
    hand_in(ann, mock, a_form(mock), now=now)
    assert client.post(f"/rounds/{mock}/observers/rate/", {"rating:speed": "2"}).status_code == 409
    assert "That is how I saw it" not in page(client, f"/rounds/{mock}/")


def test_a_round_that_is_no_mock_says_how_to_make_it_one(client: Client, ann: Owner) -> None:
    real = a_round(ann, ended_ago=timedelta(hours=2))
    shown = page(client, f"/rounds/{real}/")
    assert "Was it a mock interview?" in shown and "Form for your mock partner" not in shown
    assert hands_in(client, real, render_form(a_form(real))).status_code == 409


def test_what_an_observer_wrote_is_shown_as_it_was_typed(
    client: Client, ann: Owner, mock: UUID, now: datetime
) -> None:
    form = a_form(mock, "<b>Dan</b>")
    hand_in(ann, mock, type(form)(**{**vars(form), "shaky": ("<script>x</script>",)}), now=now)
    rate_self(ann, mock, {Reason.SPEED: 4}, now=now)
    shown = page(client, f"/rounds/{mock}/")
    assert "<b>Dan" not in shown and "<script>x" not in shown and "&lt;script&gt;x" in shown


@pytest.mark.parametrize("address", ["form.html", "", "rate/", "link/"])
def test_a_stranger_and_another_owner_get_nothing(
    stranger: Client, signed_in: SignedIn, cleo: Owner, mock: UUID, address: str
) -> None:
    assert stranger.get(f"/rounds/{mock}/observers/{address}").status_code == 403
    assert signed_in(cleo).get(f"/rounds/{mock}/observers/{address}").status_code == 404


# By a link


@pytest.fixture
def fresh_limits() -> Iterator[None]:
    """Nobody has tried anything in the last minute."""
    for limit in (lent.SENT, lent.ASTRAY):
        limit.tries.clear()
    yield
    for limit in (lent.SENT, lent.ASTRAY):
        limit.tries.clear()


@pytest.fixture
def token(fresh_limits: None, ann: Owner, mock: UUID, now: datetime) -> str:
    """A link for the mock, as its observer has it."""
    return make_link(ann, mock, "A mock <coding> interview", now=now)


FIELDS = {
    "observer": "Dan Okafor",
    "rating:speed": "2",
    "line:speed": "slow start",
    "shaky": "state\r\ntests",
}


def test_a_link_is_made_where_there_is_an_address(
    signed_in: SignedIn, ann: Owner, mock: UUID, settings: Settings
) -> None:
    client = signed_in(ann)
    answer = client.post(f"/rounds/{mock}/observers/link/", {"title": "Coding"})
    assert "that is this computer alone" in words(answer) and not ObserverLink.objects.exists()
    settings.ORIGIN = ORIGIN
    client = signed_in(ann)
    assert 'value="Mock interview: coding"' in page(client, f"/rounds/{mock}/observers/link/")
    answer = client.post(f"/rounds/{mock}/observers/link/", {"title": "Coding"})
    found = re.search(rf"{ORIGIN}(/observe/[\w-]{{43}}/)", words(answer))
    assert found and "<h1>Coding</h1>" in page(Client(HTTP_HOST="notes.example.org"), found[1])
    assert "open until" in page(client, f"/rounds/{mock}/")


def test_a_link_without_a_title_is_refused(
    signed_in: SignedIn, ann: Owner, mock: UUID, settings: Settings
) -> None:
    settings.ORIGIN = ORIGIN
    answer = signed_in(ann).post(f"/rounds/{mock}/observers/link/", {"title": " "})
    assert (answer.status_code, "Say in 1 to 200 characters" in words(answer)) == (422, True)


def test_whoever_has_the_link_sees_its_title_and_nothing_else(stranger: Client, token: str) -> None:
    answer = stranger.get(f"/observe/{token}/")
    shown = words(answer)
    assert answer.status_code == 200
    assert "<h1>A mock &lt;coding&gt; interview</h1>" in shown
    assert not [said for said in ("Acme", "Ann", "<script", "<nav", "/rounds/") if said in shown]
    assert answer["Referrer-Policy"] == "same-origin" and answer["Cache-Control"] == "no-store"


def test_a_form_is_sent_by_a_link_once(
    stranger: Client, ann: Owner, mock: UUID, token: str, now: datetime
) -> None:
    for _ in range(2):
        assert stranger.get(f"/observe/{token}/").status_code == 200  # a messenger looks at it on its way
    answer = stranger.post(f"/observe/{token}/", FIELDS)
    assert (answer.status_code, answer["Location"]) == (303, "/observe/thanks/")
    assert "Your form has arrived" in page(stranger, "/observe/thanks/")
    assert stranger.post(f"/observe/{token}/", FIELDS).status_code == 404
    rate_self(ann, mock, {Reason.SPEED: 3}, now=now)
    (said,) = (form.said for form in get_observers(ann, mock, now).forms)
    assert said is not None
    assert (said.observer, said.ratings[0].rating, [line.text for line in said.shaky]) == (
        "Dan Okafor",
        2,
        ["state", "tests"],
    )


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"observer": "Dan Okafor"}, "This form is empty."),
        ({**FIELDS, "rating:speed": "7"}, "from 1 to 4"),
    ],
)
def test_a_form_that_cannot_be_taken_comes_back_with_all_of_it(
    stranger: Client, token: str, fields: dict[str, str], why: str
) -> None:
    answer = stranger.post(f"/observe/{token}/", fields)
    assert answer.status_code == 422
    assert why in words(answer) and 'value="Dan Okafor"' in words(answer)
    assert stranger.post(f"/observe/{token}/", FIELDS).status_code == 303


def test_a_link_that_is_not_good_is_answered_like_one_that_never_was(
    stranger: Client, ann: Owner, mock: UUID, token: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    revoked, orphaned, expired = (make_link(ann, mock, "Coding", now=now) for _ in range(3))
    revoke_link(ann, get_observers(ann, mock, now).links[2].id, now=now)
    stranger.post(f"/observe/{token}/", FIELDS)

    def answers(token: str) -> set[tuple[int, str]]:
        both = stranger.get(f"/observe/{token}/"), stranger.post(f"/observe/{token}/", FIELDS)
        return {(answer.status_code, words(answer)) for answer in both}

    said = answers(revoked) | answers(token) | answers("x" * 43) | answers("short") | answers("x" * 44)
    delete_round(ann, mock, now=now)
    said |= answers(orphaned)
    monkeypatch.setenv("AFTERROUND_NOW", (now + LINK_LIFE).isoformat())
    said |= answers(expired)
    assert len(said) == 1
    status, shown = said.pop()
    assert status == 404 and "If you have sent yours already, it has arrived" in shown
    assert Observation.objects.count() == 1
    restore_round(ann, mock)  # the proof: each was one that led somewhere
    ObserverLink.objects.update(used_at=None, revoked_at=None, expires_at=now + 2 * LINK_LIFE)
    assert [stranger.get(f"/observe/{one}/").status_code for one in (revoked, orphaned, expired, token)] == [
        200
    ] * 4


def test_a_link_is_closed_on_the_page_of_its_round(
    client: Client, stranger: Client, ann: Owner, mock: UUID, token: str
) -> None:
    (key,) = re.findall(r'action="(/observer-links/[^"]+/revoke/)"', page(client, f"/rounds/{mock}/"))
    assert client.post(key).status_code == 303
    assert stranger.get(f"/observe/{token}/").status_code == 404
    assert "closed" in page(client, f"/rounds/{mock}/")


def test_a_link_opens_nothing_but_its_form(stranger: Client, token: str) -> None:
    for path in (f"/observe/{token}/../../rounds/", f"/rounds/?token={token}", f"/observe/{token}/x"):
        assert stranger.get(path).status_code in (403, 404)
    assert stranger.get(f"/open/{token}/").status_code == 403
    stranger.cookies["afterround_device"] = token
    assert stranger.get("/").status_code == 403


def test_more_than_a_form_is_not_even_read(
    stranger: Client, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = stranger.post(f"/observe/{token}/", {**FIELDS, "hints": "x" * OPEN_LIMIT})
    assert answer.status_code == 413
    assert stranger.get(f"/observe/{token}/").status_code == 200
    monkeypatch.setattr("afterround.web.guard.OPEN_LIMIT", 2 * OPEN_LIMIT)  # the proof: unguarded, it is read
    assert stranger.post(f"/observe/{token}/", {**FIELDS, "hints": "x" * OPEN_LIMIT}).status_code == 422


def test_too_many_tries_are_told_to_wait(
    stranger: Client, token: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = [stranger.get(f"/observe/{'x' * 43}/").status_code for _ in range(lent.TRIES + 1)]
    assert tried == [404] * lent.TRIES + [429]
    assert stranger.post(f"/observe/{token}/", {}).status_code == 422  # who has a good one is not held up
    tried = [stranger.post(f"/observe/{token}/", {}).status_code for _ in range(lent.TRIES)]
    assert tried[-1] == 429
    monkeypatch.setenv("AFTERROUND_NOW", (now + lent.WITHIN).isoformat())
    assert stranger.post(f"/observe/{token}/", FIELDS).status_code == 303


def test_a_form_without_its_token_against_forgery_is_refused(ann: Owner, token: str) -> None:
    careful = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    assert careful.post(f"/observe/{token}/", FIELDS).status_code == 403
    careful.get(f"/observe/{token}/")
    fields = {**FIELDS, "csrfmiddlewaretoken": careful.cookies["afterround_csrf"].value}
    assert careful.post(f"/observe/{token}/", fields).status_code == 303


def test_the_file_that_goes_out_holds_its_policy(client: Client, mock: UUID) -> None:
    text = client.get(f"/rounds/{mock}/observers/form.html").content.decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy and policy[1].startswith("default-src 'none'")
    assert all(len(b64decode(found)) == 32 for found in re.findall(r"'sha256-([^']+)'", policy[1]))
