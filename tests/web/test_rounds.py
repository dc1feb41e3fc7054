import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from afterround.actions.cooldown import strike_jot
from afterround.actions.rounds import delete_round, put_aside, record_result
from afterround.core.cooldown import Lane
from afterround.core.retro import Section
from afterround.core.rounds import Part, Precision, Result, RoundKind, RoundState
from afterround.data.models import Owner, Round
from afterround.queries.rounds import RoundView, all_rounds, get_round
from tests.cast import a_jot, a_retro, a_round

SignedIn = Callable[[Owner], Client]
NO_ROUND = "01977d2e-5a10-7000-8000-2f6d9c1b4e07"
ABOUT_ONE = ("", "edit/")
DEEDS = ("edit/", "delete/", "restore/", "end/", "result/", "aside/")


@pytest.fixture
def client(signed_in: SignedIn, ann: Owner) -> Client:
    return signed_in(ann)


def _page(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def _form(found: RoundView, **changes: Any) -> dict[str, Any]:
    """The full form of a round as a browser would send it back."""
    from afterround.web.rounds.forms import MINUTES, initial_of

    values = {**initial_of(found), **changes}
    shown = {k: v.strftime(MINUTES) if isinstance(v, datetime) else v for k, v in values.items()}
    return {name: value for name, value in shown.items() if value not in (None, False)}


# Who may see them


@pytest.mark.parametrize(
    "address", ["/rounds/", "/rounds/new/", *(f"/rounds/{NO_ROUND}/{a}" for a in ABOUT_ONE)]
)
def test_a_stranger_is_turned_away(stranger: Client, ann: Owner, address: str) -> None:
    assert stranger.get(address).status_code == 403


@pytest.mark.parametrize("address", ABOUT_ONE)
def test_another_owners_round_is_not_there(
    signed_in: SignedIn, ann: Owner, cleo: Owner, address: str
) -> None:
    assert signed_in(cleo).get(f"/rounds/{a_round(ann)}/{address}").status_code == 404


@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_can_be_done_to_another_owners_round(
    signed_in: SignedIn, ann: Owner, cleo: Owner, deed: str
) -> None:
    key = a_round(ann, starts_in=timedelta(hours=1))
    before = Round.objects.values().get(id=key)
    answer = signed_in(cleo).post(f"/rounds/{key}/{deed}", {"result": "rejected"})
    assert answer.status_code == 404
    assert Round.objects.values().get(id=key) == before


def test_another_owners_rounds_are_in_no_list(signed_in: SignedIn, ann: Owner, cleo: Owner) -> None:
    a_round(ann)
    assert "Acme" not in _page(signed_in(cleo), "/rounds/")


@pytest.mark.parametrize("deed", ["delete/", "restore/", "end/", "result/", "aside/"])
def test_a_deed_is_never_done_by_looking(client: Client, ann: Owner, deed: str) -> None:
    assert client.get(f"/rounds/{a_round(ann)}/{deed}").status_code == 405


# Adding in one line


def test_a_round_that_ended_now_leads_to_its_cooldown(client: Client, ann: Owner, now: datetime) -> None:
    answer = client.post("/rounds/new/", {"line": "Acme, coding, ended now"})
    found = all_rounds(ann, now)[0]
    assert (answer.status_code, answer["Location"]) == (303, f"/rounds/{found.id}/cooldown/")
    assert (found.company, found.kind, found.ends_at) == ("Acme", RoundKind.CODING, now)


def test_a_coming_round_leads_to_its_page(client: Client, ann: Owner, now: datetime) -> None:
    answer = client.post("/rounds/new/", {"line": "Acme, coding, tomorrow 14:00"})
    assert answer["Location"] == f"/rounds/{all_rounds(ann, now)[0].id}/"


def test_one_line_adds_the_rounds_of_a_day(client: Client, ann: Owner, now: datetime) -> None:
    line = "Globex, recruiter call tomorrow 14:00, system design 16:00"
    answer = client.post("/rounds/new/", {"line": line})
    assert answer["Location"] == "/rounds/"
    assert {r.kind for r in all_rounds(ann, now)} == {RoundKind.RECRUITER_SCREEN, RoundKind.SYSTEM_DESIGN}


def test_through_the_first_door_a_round_has_just_ended(client: Client, ann: Owner, now: datetime) -> None:
    client.post("/rounds/new/", {"line": "Acme, coding", "just_ended": "yes"})
    assert all_rounds(ann, now)[0].ends_at == now


def test_through_the_first_door_a_time_that_is_said_counts(client: Client, ann: Owner, now: datetime) -> None:
    client.post("/rounds/new/", {"line": "Acme, coding, ended 20 min ago", "just_ended": "yes"})
    assert all_rounds(ann, now)[0].ends_at == now - timedelta(minutes=20)


@pytest.mark.parametrize("line", ["Acme, coding", "", "   ", "Acme, coding, tomorrow 14:00\nGlobex, 99:99"])
def test_a_line_that_cannot_be_taken_comes_back_with_what_to_do(
    client: Client, ann: Owner, line: str
) -> None:
    answer = client.post("/rounds/new/", {"line": line})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f">{line}</textarea>" in page
    assert 'class="problem"' in page
    assert not Round.objects.exists()


# Adding in full


FULL = {
    "company": "Acme",
    "kind": "other",
    "label": "Team match",
    "mock": "on",
    "starts_at": "2026-06-12T10:00",
    "ends_at": "2026-06-12T11:30",
    "time_zone": "New York time",
    "role": "Backend engineer",
    "level": "Senior",
    "stage": "Onsite",
    "people": "Priya Raman, recruiter\nDan Okafor",
    "notes": "bring a pen",
}


def test_every_field_of_the_full_form_is_kept(client: Client, ann: Owner, now: datetime) -> None:
    answer = client.post("/rounds/new/", FULL)
    found = all_rounds(ann, now)[0]
    assert answer["Location"] == f"/rounds/{found.id}/"
    assert (found.company, found.role, found.level, found.stage) == (
        "Acme",
        "Backend engineer",
        "Senior",
        "Onsite",
    )
    assert (found.title, found.is_mock, found.notes) == ("Acme, Team match", True, "bring a pen")
    assert found.time_zone == "America/New_York"
    assert found.starts_at == datetime.fromisoformat("2026-06-12T10:00-04:00")
    assert [(p.name, p.part) for p in found.people] == [
        ("Dan Okafor", Part.INTERVIEWER),
        ("Priya Raman", Part.RECRUITER),
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"starts_at": "", "ends_at": ""}, "Say when it starts or when it ended."),
        ({"ends_at": "2026-06-12T09:00"}, "The end lies before the start."),
        ({"time_zone": "Narnia"}, "This zone is not known."),
        ({"people": "Priya Raman, wizard"}, "is not a part one can play"),
        ({"starts_at": "soon"}, "Give a day and a time"),
        ({"kind": "chess"}, "Select a valid choice"),
    ],
)
def test_a_field_that_cannot_be_taken_says_why_and_nothing_is_lost(
    client: Client, ann: Owner, change: dict[str, str], told: str
) -> None:
    answer = client.post("/rounds/new/", FULL | change)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert "bring a pen" in page and "Team match" in page
    assert not Round.objects.exists()


# One round


def test_the_page_of_a_round_tells_who_when_and_with_whom(client: Client, ann: Owner) -> None:
    people = (("Priya Raman", Part.INTERVIEWER),)
    key = a_round(ann, ended_ago=timedelta(days=1), role="Backend engineer", people=people)
    page = _page(client, f"/rounds/{key}/")
    assert "Yesterday, 14:49–15:49 (16:49–17:49 in Berlin)" in page
    assert "Backend engineer" in page and "With Priya Raman (interviewer)" in page


def test_its_jots_stand_by_lane_and_struck_ones_are_shown_struck(
    client: Client, ann: Owner, now: datetime
) -> None:
    key = a_round(ann)
    a_jot(ann, "asked about duplicates", Lane.WELL, round_id=key)
    strike_jot(ann, a_jot(ann, "never mind", Lane.STUMBLED, round_id=key), now=now)
    page = _page(client, f"/rounds/{key}/")
    assert page.index("Went well") < page.index("asked about duplicates") < page.index("Stumbled")
    assert "<s>never mind</s>" in page


def test_its_retrospective_can_be_read(client: Client, ann: Owner) -> None:
    key = a_round(ann, ended_ago=timedelta(days=1))
    a_retro(ann, key, {Section.SHAKY: ["lost the DP state"]}, lesson="Say the state first.")
    page = _page(client, f"/rounds/{key}/")
    assert "lost the DP state" in page and "Say the state first." in page


@pytest.mark.parametrize(
    ("times", "button"),
    [
        ({}, "Open the cooldown"),
        ({"starts_in": timedelta(minutes=-5)}, "It has just ended"),
        ({"ended_ago": timedelta(hours=2)}, "Write the retrospective"),
    ],
)
def test_it_offers_what_comes_next(client: Client, ann: Owner, times: dict[str, Any], button: str) -> None:
    assert button in _page(client, f"/rounds/{a_round(ann, **times)}/")


def test_a_round_known_by_its_day_shows_no_invented_time(client: Client, ann: Owner) -> None:
    key = a_round(ann, ended_ago=timedelta(days=400), precision=Precision.DAY)
    page = _page(client, f"/rounds/{key}/")
    assert "7 May 2025" in page and "–" not in page.split("<h1>")[1].split("</header>")[0]


def test_a_result_is_said_once_and_can_be_taken_back(client: Client, ann: Owner, now: datetime) -> None:
    key = a_round(ann, ended_ago=timedelta(days=1))
    for result in ("rejected", "pending"):
        answer = client.post(f"/rounds/{key}/result/", {"result": result})
        assert answer["Location"] == f"/rounds/{key}/"
        assert get_round(ann, key, now).result == Result(result)


def test_an_unknown_result_is_refused(client: Client, ann: Owner) -> None:
    assert client.post(f"/rounds/{a_round(ann)}/result/", {"result": "won"}).status_code == 422


def test_a_round_can_be_put_aside_and_taken_up_again(client: Client, ann: Owner, now: datetime) -> None:
    key = a_round(ann, ended_ago=timedelta(days=1))
    client.post(f"/rounds/{key}/aside/", {"aside": "yes"})
    assert get_round(ann, key, now).state is RoundState.CLOSED
    client.post(f"/rounds/{key}/aside/", {"aside": "no"})
    assert get_round(ann, key, now).state is RoundState.TO_REFLECT


def test_ending_a_round_that_has_ended_is_refused(client: Client, ann: Owner) -> None:
    assert client.post(f"/rounds/{a_round(ann)}/end/").status_code == 409


def test_a_deleted_round_can_be_brought_back_from_the_list(client: Client, ann: Owner) -> None:
    key = a_round(ann)
    answer = client.post(f"/rounds/{key}/delete/")
    page = _page(client, answer["Location"])
    assert "Acme, coding is deleted." in page and f'href="/rounds/{key}/"' not in page
    assert client.get(f"/rounds/{key}/").status_code == 404
    client.post(f"/rounds/{key}/restore/")
    assert client.get(f"/rounds/{key}/").status_code == 200


def test_undo_is_not_offered_for_another_owners_round(
    signed_in: SignedIn, ann: Owner, cleo: Owner, now: datetime
) -> None:
    key = a_round(ann)
    delete_round(ann, key, now=now)
    assert "is deleted" not in _page(signed_in(cleo), f"/rounds/?deleted={key}")


# Editing


def _sent(client: Client, ann: Owner, key: UUID, now: datetime, **changes: Any) -> Any:
    return client.post(f"/rounds/{key}/edit/", _form(get_round(ann, key, now), **changes))


def test_an_edit_changes_what_was_changed_and_nothing_else(client: Client, ann: Owner, now: datetime) -> None:
    key = a_round(ann, ended_ago=timedelta(minutes=4, seconds=17), people=(("Priya Raman", Part.RECRUITER),))
    before = get_round(ann, key, now)
    assert _sent(client, ann, key, now, role="Backend engineer").status_code == 303
    after = get_round(ann, key, now)
    assert after.role == "Backend engineer"
    assert (after.starts_at, after.ends_at, after.people) == (before.starts_at, before.ends_at, before.people)


def test_an_edit_of_a_round_known_by_its_day_leaves_it_so(client: Client, ann: Owner, now: datetime) -> None:
    told: dict[str, Any] = {"precision": Precision.DAY, "date_text": "June 1st"}
    key = a_round(ann, ended_ago=timedelta(days=10), **told)
    _sent(client, ann, key, now, role="Backend engineer")
    after = get_round(ann, key, now)
    assert (after.precision, after.date_text) == (Precision.DAY, "June 1st")


def test_an_edit_on_top_of_another_shows_both_and_writes_nothing(
    client: Client, ann: Owner, now: datetime
) -> None:
    key = a_round(ann)
    mine = _form(get_round(ann, key, now), role="typed here")
    _sent(client, ann, key, now, role="typed elsewhere")
    answer = client.post(f"/rounds/{key}/edit/", mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="typed here"' in page and "typed elsewhere" in page
    assert get_round(ann, key, now).role == "typed elsewhere"


def test_a_second_press_after_seeing_both_saves(client: Client, ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    mine = _form(get_round(ann, key, now), role="typed here")
    _sent(client, ann, key, now, role="typed elsewhere")
    shown = client.post(f"/rounds/{key}/edit/", mine).content.decode()
    version = shown.split('name="version" value="')[1].split('"')[0]
    assert client.post(f"/rounds/{key}/edit/", mine | {"version": version}).status_code == 303
    assert get_round(ann, key, now).role == "typed here"


def test_an_edit_that_cannot_be_taken_keeps_what_was_typed(client: Client, ann: Owner, now: datetime) -> None:
    answer = _sent(client, ann, a_round(ann), now, time_zone="Narnia", notes="long thoughts")
    assert answer.status_code == 422
    assert "long thoughts" in answer.content.decode()


# Lists


@pytest.fixture
def one_of_each(ann: Owner, now: datetime) -> None:
    a_round(ann, "Coming", starts_in=timedelta(days=1))
    a_round(ann, "Cooling", ended_ago=timedelta(minutes=4))
    a_round(ann, "Reflecting", ended_ago=timedelta(days=1))
    closed = a_round(ann, "Closed", ended_ago=timedelta(days=2))
    record_result(ann, closed, Result.PASSED, now=now)
    put_aside(ann, a_round(ann, "Aside", ended_ago=timedelta(days=3)), now=now)


@pytest.mark.parametrize(
    ("state", "companies"),
    [
        ("coming", {"Coming"}),
        ("cooling", {"Cooling"}),
        ("to_reflect", {"Reflecting"}),
        ("closed", {"Closed", "Aside"}),
        ("running", set()),
        ("nonsense", {"Coming", "Cooling", "Reflecting", "Closed", "Aside"}),
    ],
)
@pytest.mark.usefixtures("one_of_each")
def test_each_list_holds_its_rounds(client: Client, state: str, companies: set[str]) -> None:
    page = _page(client, f"/rounds/?state={state}")
    everyone = ("Coming", "Cooling", "Reflecting", "Closed", "Aside")
    assert {name for name in everyone if f">{name}, coding</a>" in page} == companies


def test_an_empty_list_says_what_will_stand_there(client: Client, ann: Owner) -> None:
    assert "Rounds with a result, and those you put aside, will stand here." in _page(
        client, "/rounds/?state=closed"
    )


@pytest.mark.parametrize(
    ("page", "shown"), [("1", 50), ("2", 3), ("0", 50), ("x", 50), ("²", 50), ("9" * 30, 50)]
)
def test_lists_go_on_over_pages_of_fifty(client: Client, ann: Owner, page: str, shown: int) -> None:
    for number in range(53):
        a_round(ann, f"Company {number}", ended_ago=timedelta(days=number))
    assert client.get("/rounds/", {"page": page}).content.decode().count('<li class="row">') == shown


def _key_in(page: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_form_pressed_twice_adds_one_round(client: Client, ann: Owner, now: datetime) -> None:
    sent = {"once": _key_in(_page(client, "/rounds/new/")), "line": "Acme, coding, ended now"}
    addresses = {client.post("/rounds/new/", sent)["Location"] for _ in range(2)}
    assert addresses == {f"/rounds/{all_rounds(ann, now)[0].id}/cooldown/"}
    client.post("/rounds/new/", {**sent, "line": "Globex, coding, ended now"})  # gone back, other words
    assert sorted(found.company for found in all_rounds(ann, now)) == ["Acme", "Globex"]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "0026-06-11T10:00", "9999-12-31T23:59"])
def test_a_slip_in_the_year_is_pointed_out(client: Client, ann: Owner, now: datetime, moment: str) -> None:
    sent = {"company": "Acme", "kind": "coding", "time_zone": "Europe/Berlin", "starts_at": moment}
    answer = client.post("/rounds/new/", sent)
    assert answer.status_code == 422 and "cannot be right" in answer.content.decode()
    assert all_rounds(ann, now) == []


def test_a_line_at_the_end_of_the_calendar_is_refused(client: Client) -> None:
    answer = client.post("/rounds/new/", {"line": "Acme, coding, 9999-12-31 23:59"})
    assert answer.status_code == 422 and "cannot be right" in answer.content.decode()
