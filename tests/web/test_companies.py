import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from afterround.actions.companies import company_named, merge_companies, rename_company
from afterround.core.rounds import Part
from afterround.data.models import Company, Owner
from afterround.queries.companies import find_company, get_company, offered_merges
from tests.cast import a_round

SignedIn = Callable[[Owner], Client]
NOBODY = "01977d2e-5a10-7000-8000-2f6d9c1b4e07"
DEEDS = ("merge/", "apart/", "reconsider/", f"{NOBODY}/part/", f"aliases/{NOBODY}/forget/")
DAY = timedelta(days=1)


@pytest.fixture
def client(signed_in: SignedIn, ann: Owner) -> Client:
    return signed_in(ann)


@pytest.fixture
def two(ann: Owner, now: datetime) -> tuple[UUID, UUID]:
    """Acme and Acme, Inc., with a round each."""
    a_round(ann, "Acme", ended_ago=2 * DAY, people=(("Priya Raman", Part.INTERVIEWER),))
    a_round(
        ann, "Acme, Inc.", ended_ago=DAY, role="Backend engineer", people=(("Dan Okafor", Part.RECRUITER),)
    )
    return find_company(ann, "Acme", now).id, find_company(ann, "Acme, Inc.", now).id


def _page(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def _pair(two: tuple[UUID, UUID], **more: Any) -> dict[str, Any]:
    """The fields of the form of an offer."""
    return {"company": [str(key) for key in two], **more}


# Who may see and do it


@pytest.mark.parametrize("address", ["", f"{NOBODY}/", f"{NOBODY}/rename/"])
def test_a_stranger_is_turned_away(stranger: Client, ann: Owner, address: str) -> None:
    assert stranger.get(f"/companies/{address}").status_code == 403


def test_another_owner_sees_none_of_it(
    signed_in: SignedIn, cleo: Owner, two: tuple[UUID, UUID], now: datetime
) -> None:
    client = signed_in(cleo)
    assert "Acme" not in _page(client, "/companies/")
    for address in ("", "rename/"):
        assert client.get(f"/companies/{two[0]}/{address}").status_code == 404


@pytest.mark.parametrize("keep", [0, 1])
def test_another_owner_can_do_nothing_to_it(
    signed_in: SignedIn, ann: Owner, cleo: Owner, two: tuple[UUID, UUID], now: datetime, keep: int
) -> None:
    client, before = signed_in(cleo), list(Company.objects.order_by("id").values())
    hers = company_named(cleo, "Acme", now).id
    for address in ("merge/", "apart/", "reconsider/"):
        answer = client.post(f"/companies/{address}", _pair((two[keep], hers), keep=str(two[keep])))
        assert answer.status_code == 404
    assert client.post(f"/companies/{two[keep]}/rename/", {"name": "Hooli"}).status_code == 404
    assert list(Company.objects.filter(owner=ann).order_by("id").values()) == before


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_is_never_done_by_looking(client: Client, deed: str) -> None:
    assert client.get(f"/companies/{deed}").status_code == 405


@pytest.mark.parametrize("deed", ["merge/", "apart/", "reconsider/"])
@pytest.mark.parametrize("sent", [{}, {"company": "x"}, {"company": [NOBODY, NOBODY]}, {"keep": NOBODY}])
def test_a_form_that_names_no_two_companies_is_refused(client: Client, deed: str, sent: Any) -> None:
    assert client.post(f"/companies/{deed}", sent).status_code == 422


# The list


def test_an_empty_list_says_what_will_stand_there(client: Client) -> None:
    assert "A company stands here once you have added a round at it." in _page(client, "/companies/")


def test_the_list_tells_rounds_spellings_and_the_latest_round(
    client: Client, ann: Owner, two: tuple[UUID, UUID], now: datetime
) -> None:
    merge_companies(ann, *two, now=now)
    page = _page(client, "/companies/")
    assert "Also Acme, Inc.<" in page and "Two rounds" in page
    assert re.search("Yesterday[^<]*</time>, coding<", page)
    assert page.count('<li class="row">') == 1 and "One company?" not in page


@pytest.mark.parametrize(("number", "shown"), [("1", 50), ("2", 3), ("3", 0), ("x", 50)])
def test_the_list_goes_on_over_pages_of_fifty(
    client: Client, ann: Owner, now: datetime, number: str, shown: int
) -> None:
    for n in range(53):
        company_named(ann, f"Company {n}", now)
    assert _page(client, f"/companies/?page={number}").count('<li class="row">') == shown


def test_a_round_and_the_list_of_rounds_lead_to_companies(client: Client, ann: Owner, now: datetime) -> None:
    page = _page(client, f"/rounds/{a_round(ann)}/")
    assert f'href="/companies/{find_company(ann, "Acme", now).id}/"' in page
    assert 'href="/companies/"' in _page(client, "/rounds/")
    assert "/companies/" not in _page(client, f"/rounds/{a_round(ann, company='', mock=True)}/")


# Offers


def test_what_looks_like_one_company_is_offered_and_nothing_is_done(
    client: Client, ann: Owner, two: tuple[UUID, UUID]
) -> None:
    page = _page(client, "/companies/")
    assert "Acme and Acme, Inc. look like one company" in page and "The legal form differs" in page
    assert re.findall(r'<button name="keep" value="([^"]+)">', page) == [str(key) for key in two]
    assert Company.objects.filter(merged_at=None).count() == 2


def test_a_long_row_of_offers_is_cut(client: Client, ann: Owner, now: datetime) -> None:
    for number in range(12):
        company_named(ann, f"Acme {number}", now), company_named(ann, f"Acme {number} GmbH", now)
    page = _page(client, "/companies/")
    assert page.count("look like one company") == 10
    assert "Two more pairs will stand here" in page


@pytest.mark.parametrize("keep", [0, 1])
def test_an_offer_is_taken_under_either_name_and_undone(
    client: Client, ann: Owner, two: tuple[UUID, UUID], now: datetime, keep: int
) -> None:
    answer = client.post("/companies/merge/", _pair(two, keep=str(two[keep])))
    assert (answer.status_code, answer["Location"]) == (303, f"/companies/?merged={two[1 - keep]}")
    assert Company.objects.get(merged_at=None).id == two[keep]
    page = _page(client, answer["Location"])
    assert "is part of" in page and f'action="/companies/{two[1 - keep]}/part/"' in page
    undone = client.post(f"/companies/{two[1 - keep]}/part/", {"undo": "yes"})
    assert undone["Location"] == "/companies/"
    assert len(offered_merges(ann)) == 1


def test_an_offer_is_declined_and_made_again(client: Client, ann: Owner, two: tuple[UUID, UUID]) -> None:
    answer = client.post("/companies/apart/", _pair(two))
    page = _page(client, answer["Location"])
    assert "Acme and Acme, Inc. are kept apart." in page and "look like one" not in page
    assert client.post("/companies/reconsider/", _pair(two))["Location"] == "/companies/"
    assert "look like one" in _page(client, "/companies/")


@pytest.mark.parametrize(
    "query", [f"merged={NOBODY}", "merged=x", f"apart={NOBODY}&apart={NOBODY}", "apart=x"]
)
def test_nothing_is_offered_to_be_undone_that_was_not_done(client: Client, query: str) -> None:
    assert 'class="undo"' not in _page(client, f"/companies/?{query}")


# One company


def test_a_company_shows_all_its_rounds_people_and_spellings(
    client: Client, ann: Owner, two: tuple[UUID, UUID], now: datetime
) -> None:
    merge_companies(ann, *two, now=now)
    page = _page(client, f"/companies/{two[0]}/")
    assert page.count('<a class="plain" href="/rounds/') == 2
    for words in ("Backend engineer", "Priya Raman", "Dan Okafor", "Recruiter", "Merged just now"):
        assert words in page


def test_the_address_of_a_merged_company_leads_to_the_kept_one(
    client: Client, ann: Owner, two: tuple[UUID, UUID], now: datetime
) -> None:
    merge_companies(ann, *two, now=now)
    answer = client.get(f"/companies/{two[1]}/")
    assert (answer.status_code, answer["Location"]) == (303, f"/companies/{two[0]}/")


def test_companies_that_do_not_look_alike_are_merged_on_the_page(
    client: Client, ann: Owner, two: tuple[UUID, UUID], now: datetime
) -> None:
    wile = company_named(ann, "Wile Works", now).id
    assert f'<option value="{wile}">Wile Works</option>' in _page(client, f"/companies/{two[0]}/")
    sent = {"keep": str(two[0]), "company": str(wile), "then": "company"}
    answer = client.post("/companies/merge/", sent)
    assert answer["Location"] == f"/companies/{two[0]}/?merged={wile}"
    assert "Wile Works is part of Acme now." in _page(client, answer["Location"])


def test_a_spelling_that_is_parted_later_is_not_offered_again(
    client: Client, ann: Owner, two: tuple[UUID, UUID], now: datetime
) -> None:
    merge_companies(ann, *two, now=now)
    assert f'action="/companies/{two[1]}/part/"' in _page(client, f"/companies/{two[0]}/")
    assert client.post(f"/companies/{two[1]}/part/")["Location"] == f"/companies/{two[1]}/"
    assert offered_merges(ann) == []


def test_a_spelling_that_came_with_another_says_which_to_part_first(
    client: Client, ann: Owner, two: tuple[UUID, UUID], now: datetime
) -> None:
    merge_companies(ann, *two, now=now)
    wile = company_named(ann, "Wile Works", now).id
    merge_companies(ann, wile, two[0], now=now)
    page = _page(client, f"/companies/{wile}/")
    assert "Came with Acme. Part that one first." in page
    assert client.post(f"/companies/{two[1]}/part/").status_code == 409


def test_a_company_is_renamed_and_its_earlier_name_forgotten(
    client: Client, ann: Owner, two: tuple[UUID, UUID], now: datetime
) -> None:
    answer = client.post(f"/companies/{two[0]}/rename/", {"name": "Wile Works"})
    assert (answer.status_code, answer["Location"]) == (303, f"/companies/{two[0]}/")
    page = _page(client, f"/companies/{two[0]}/")
    assert "<h1>Wile Works</h1>" in page and "An earlier name" in page
    alias = get_company(ann, two[0], now).aliases[0].id
    assert client.post(f"/companies/aliases/{alias}/forget/")["Location"] == f"/companies/{two[0]}/"
    assert "An earlier name" not in _page(client, f"/companies/{two[0]}/")


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("", 422, "Say what the company is called."),
        ("x" * 201, 422, "200 characters"),
        ("acme, inc.", 409, "If they are one, merge them."),
    ],
)
def test_a_name_that_cannot_be_taken_comes_back_with_what_to_do(
    client: Client, two: tuple[UUID, UUID], name: str, status: int, words: str
) -> None:
    answer = client.post(f"/companies/{two[0]}/rename/", {"name": name})
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page and (f'value="{name}"' in page or not name)
    assert "<details open>" in page and "<h1>Acme</h1>" in page


def test_the_form_for_a_name_can_be_opened_by_its_address(client: Client, two: tuple[UUID, UUID]) -> None:
    assert 'value="Acme"' in _page(client, f"/companies/{two[0]}/rename/")


def test_names_are_shown_as_they_are_typed(client: Client, ann: Owner, now: datetime) -> None:
    key = company_named(ann, "<b>Acme</b> & Söhne", now).id
    rename_company(ann, key, "A" * 200, now=now)
    page = _page(client, "/companies/") + _page(client, f"/companies/{key}/")
    assert "<b>Acme" not in page and "&lt;b&gt;Acme&lt;/b&gt; &amp; Söhne" in page
