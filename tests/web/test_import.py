import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from afterround.actions.import_drafts import KEPT_FOR, begin_draft
from afterround.core.errors import NotFound
from afterround.core.retro import Section
from afterround.data.models import Import, Owner, Round
from afterround.queries.import_drafts import drafts_of, get_draft
from afterround.queries.retro import get_document
from afterround.queries.rounds import all_rounds
from tests.brought import NOTE
from tests.cast import a_line

SignedIn = Callable[[Owner], Client]
LOG = """# Interview log

## Acme - Phone screen (2026-05-04)

Went well:
- calm

## Globex - System design (2026-05-05)

Shaky:
- estimates
"""
DAYS = (("Phone screen", "2026-05-01"), ("Coding round", "2026-05-02"))
TABLE = """Company,Role,Date applied,Status,Interview date
Acme,SRE,2026-04-01,Rejected,2026-05-04
Globex,Backend,2026-04-02,Offer,
"""


@pytest.fixture
def client(signed_in: SignedIn, ann: Owner) -> Client:
    return signed_in(ann)


def _file(text: str, name: str = "log.md") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def _read(client: Client, text: str = LOG, name: str = "log.md") -> str:
    """Bring a file; returns the address of its draft."""
    answer = client.post("/import/", {"file": _file(text, name)})
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


def _at(draft: str, name: str) -> str:
    """Another address of the same import."""
    return reverse(name, args=[draft.split("/")[2]])


def _form(client: Client, address: str) -> dict[str, str]:
    """All that the page of a draft would send, as it stands."""
    page = client.get(address).content.decode()
    sent = {}
    for tag, name in re.findall(r'(<(?:input|textarea|select)[^>]*?name="([^"]+)"[^>]*>)', page):
        if tag.startswith("<input"):
            value = re.search(r'value="([^"]*)"', tag)
            if "checkbox" not in tag or " checked" in tag:
                sent[name] = value[1] if value else ""
        elif tag.startswith("<textarea"):
            sent[name] = page.partition(tag)[2].partition("</textarea>")[0].removeprefix("\n")
        else:
            options = page.partition(tag)[2].partition("</select>")[0]
            chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
            sent[name] = chosen[1] if chosen else ""
    sent.pop("paper", None)
    return sent


def test_a_stranger_is_turned_away(stranger: Client, ann: Owner) -> None:
    assert stranger.get("/import/").status_code == 403
    assert stranger.post("/import/", {"text": NOTE}).status_code == 403
    assert not Import.objects.exists()


def test_another_owners_draft_and_import_do_not_exist(
    client: Client, signed_in: SignedIn, cleo: Owner
) -> None:
    draft = _read(client)
    other = signed_in(cleo)
    assert other.get(draft).status_code == other.post(draft, {"do": "take"}).status_code == 404
    assert other.post(_at(draft, "discard_draft")).status_code == 404
    client.post(draft, {"do": "take"})
    for address in (_at(draft, "import_report"), _at(draft, "undo_import"), _at(draft, "redo_import")):
        answer = other.get(address) if "report" in address else other.post(address)
        assert answer.status_code == 404


def test_what_was_read_stands_beside_its_line_and_nothing_is_taken_in(client: Client) -> None:
    page = client.get(_read(client)).content.decode()
    assert 'value="Globex"' in page and "line 8" in page
    assert "Globex - System design (2026-05-05)" in page
    assert not Round.objects.exists()


def test_a_pasted_text_and_several_files_are_read_together(client: Client, ann: Owner, now: datetime) -> None:
    sent = {"text": NOTE, "file": [_file(LOG), _file(TABLE, "jobs.csv")]}
    draft = client.post("/import/", sent)["Location"]
    assert [waiting.names for waiting in drafts_of(ann)] == [("log.md", "jobs.csv", "")]
    client.post(draft, {"do": "take"})
    assert {view.company for view in all_rounds(ann, now)} == {"Acme", "Globex"}


def test_one_press_takes_it_in_and_leads_to_the_report(client: Client, ann: Owner, now: datetime) -> None:
    draft = _read(client)
    answer = client.post(draft, {**_form(client, draft), "do": "take"})
    assert (answer.status_code, answer["Location"]) == (303, _at(draft, "import_report"))
    page = client.get(answer["Location"]).content.decode()
    assert "Two rounds taken in" in page
    assert all(f"/rounds/{view.id}/" in page for view in all_rounds(ann, now))


def test_a_tracker_without_rounds_speaks_of_its_applications(client: Client) -> None:
    draft = _read(client, "Company,Role,Status\nAcme,SRE,Rejected\nGlobex,Backend,Offer\n", "jobs.csv")
    assert "Two applications to take in" in client.get(draft).content.decode()
    report = client.post(draft, {**_form(client, draft), "do": "take"})["Location"]
    page = client.get(report).content.decode()
    assert "Two applications taken in" in page and "No round" not in page.replace("No new rounds", "")


def test_the_button_pressed_twice_takes_it_in_once(client: Client) -> None:
    draft = _read(client)
    addresses = [client.post(draft, {"do": "take"})["Location"] for _ in range(2)]
    assert addresses == [_at(draft, "import_report")] * 2
    assert Round.objects.count() == 2


def test_every_field_can_be_retyped_and_stays_after_a_reload(
    client: Client, ann: Owner, now: datetime
) -> None:
    draft = _read(client)
    typed = {
        **_form(client, draft),
        "r0.0.company": "Initech", "r0.0.date": "May 2026", "r0.0.kind": "coding", "r0.0.result": "passed",
        "r0.0.people": "Priya Raman", "r0.0.shaky": "heaps\nstacks\n  and queues", "r0.0.notes": "Tea.",
    }  # fmt: skip
    client.post(draft, {**typed, "do": "save"})
    assert _form(client, draft)["r0.0.shaky"] == "heaps\nstacks\n  and queues"
    client.post(draft, {**_form(client, draft), "do": "take"})
    [view] = [view for view in all_rounds(ann, now) if view.company == "Initech"]
    assert (view.kind, view.result, view.notes) == ("coding", "passed", "Tea.")
    assert view.people[0].name == "Priya Raman"
    assert [line.text for line in get_document(ann, view.id, now).shaky] == ["heaps", "stacks\nand queues"]


def test_a_company_is_said_once_for_all_rounds_that_name_none(
    client: Client, ann: Owner, now: datetime
) -> None:
    log = "".join(f"## {kind} ({day})\n\nWent well:\n- calm\n\n" for kind, day in DAYS) + LOG
    draft = _read(client, log)
    assert "Two rounds here name no company" in client.get(draft).content.decode()
    client.post(draft, {**_form(client, draft), "company0": "Initech", "do": "take"})
    companies = sorted(view.company for view in all_rounds(ann, now))
    assert companies == ["Acme", "Globex", "Initech", "Initech"]


def test_a_round_can_be_left_out_for_good(client: Client, ann: Owner, now: datetime) -> None:
    draft = _read(client)
    client.post(draft, {**_form(client, draft), "r0.0.choice": "leave", "do": "take"})
    assert [view.company for view in all_rounds(ann, now)] == ["Globex"]
    assert "two rounds known already" in client.get(_read(client)).content.decode().lower()


def test_a_round_can_be_split_at_a_line_and_joined_again(client: Client, ann: Owner, now: datetime) -> None:
    draft = _read(client, "## Acme - Coding (2026-05-04)\n\nWent well:\n- calm\n\nShaky:\n- heaps\n")
    file = get_draft(ann, UUID(draft.split("/")[2]), now).files[0]
    client.post(draft, {**_form(client, draft), "r0.0.at": "6", "do": f"split:{file.id}:0"})
    parts = get_draft(ann, UUID(draft.split("/")[2]), now).files[0].rounds
    assert [one.draft.found.last_line for one in parts] == [5, 8]
    assert [len(one.draft.found.shaky) for one in parts] == [0, 1]
    client.post(draft, {**_form(client, draft), "do": f"join:{file.id}:1"})
    [whole] = get_draft(ann, UUID(draft.split("/")[2]), now).files[0].rounds
    assert (len(whole.draft.found.shaky), whole.draft.found.last_line) == (1, 8)


def test_columns_and_statuses_can_be_put_right_and_are_remembered(client: Client, ann: Owner) -> None:
    draft = _read(client, "Firm,Thing,State\nAcme,SRE,bananas\nGlobex,Backend,bananas\n", "jobs.csv")
    form = _form(client, draft)
    file = Import.objects.get().files.get()
    sent = {**form, "t0.0.c0": "company", "t0.0.c1": "role", "t0.0.c2": "status", "do": f"columns:{file.id}"}
    client.post(draft, sent)
    client.post(draft, {**_form(client, draft), "t0.0.s0": "rejected/", "do": f"columns:{file.id}"})
    assert "Acme, SRE: rejected" in client.get(draft).content.decode()
    again = _read(client, "Firm,Thing,State\nInitech,Lead,bananas\n", "more.csv")
    assert "Initech, Lead: rejected" in client.get(again).content.decode()


def test_a_changed_round_shows_both_and_the_person_chooses(client: Client, ann: Owner, now: datetime) -> None:
    client.post(_read(client), {"do": "take"})
    [view] = [view for view in all_rounds(ann, now) if view.company == "Globex"]
    a_line(ann, view.id, Section.SHAKY, "my own words")
    draft = _read(client, LOG + "- the load balancer\n")
    page = client.get(draft).content.decode()
    assert "you have written into it since" in page and "my own words" in page
    assert "one round known already" in page.lower()
    client.post(draft, {**_form(client, draft), "r0.1.choice": "add", "do": "take"})
    said = [line.text for line in get_document(ann, view.id, now).shaky]
    assert said == ["estimates", "my own words", "the load balancer"]


def test_nothing_new_leaves_nothing(client: Client) -> None:
    client.post(_read(client), {"do": "take"})
    answer = client.post(_read(client), {"do": "take"})
    assert answer["Location"] == "/import/?nothing=new"
    assert "Nothing in it is new" in client.get(answer["Location"]).content.decode()
    assert Import.objects.count() == 1


def test_an_import_is_undone_and_brought_back_on_its_report(client: Client, ann: Owner) -> None:
    draft = _read(client)
    client.post(draft, {"do": "take"})
    assert client.post(_at(draft, "undo_import")).status_code == 303
    assert not Round.objects.exists()
    assert "This import is undone" in client.get(_at(draft, "import_report")).content.decode()
    client.post(_at(draft, "redo_import"))
    assert Round.objects.count() == 2


def test_what_was_written_into_is_named_before_an_undo(client: Client, ann: Owner, now: datetime) -> None:
    draft = _read(client)
    client.post(draft, {"do": "take"})
    a_line(ann, all_rounds(ann, now)[0].id, Section.SHAKY, "my own words")
    assert "You have written into one round since" in client.get(_at(draft, "import_report")).content.decode()
    client.post(_at(draft, "undo_import"))
    assert Round.objects.count() == 1
    client.post(_at(draft, "redo_import"))
    client.post(_at(draft, "undo_import"), {"even_written": "yes"})
    assert not Round.objects.exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\x89PNG\0\0", "binary file"),
        (b"x" * 5_000_001, "larger than 5 MB"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04 and so on", "workbook cannot be read"),
        (b"  \n", "empty"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_the_others_are_read(
    client: Client, content: bytes, why: str
) -> None:
    draft = client.post("/import/", {"file": [SimpleUploadedFile("odd", content), _file(LOG)]})["Location"]
    page = client.get(draft).content.decode()
    assert why in page and 'value="Globex"' in page
    assert client.post(draft, {"do": "take"})["Location"] == _at(draft, "import_report")


@pytest.mark.parametrize("sent", [{}, {"text": "  \n "}])
def test_nothing_at_all_is_refused(client: Client, sent: dict[str, str]) -> None:
    assert client.post("/import/", sent).status_code == 422


def test_too_many_files_and_too_many_drafts_are_refused(client: Client) -> None:
    many = client.post(
        "/import/", {"file": [_file(LOG, f"{n}.md") for n in range(101)], "text": "kept words"}
    )
    assert many.status_code == 422 and "kept words" in many.content.decode()
    for _ in range(10):
        _read(client)
    assert client.post("/import/", {"file": _file(LOG)}).status_code == 409


def test_a_day_ahead_is_said_at_its_round_and_its_file_waits(client: Client, ann: Owner) -> None:
    draft = client.post(
        "/import/", {"file": [_file(NOTE.replace("2026-06-01", "2027-01-01"), "a.md"), _file(LOG)]}
    )
    assert "lies ahead" in client.get(draft["Location"]).content.decode()
    report = client.post(draft["Location"], {"do": "take"})["Location"]
    assert Round.objects.count() == 2
    [waiting] = drafts_of(ann)
    assert f"/import/{waiting.id}/" in client.get(report).content.decode()
    form = {**_form(client, f"/import/{waiting.id}/"), "r0.0.date": "2026-06-01", "do": "take"}
    client.post(f"/import/{waiting.id}/", form)
    assert Round.objects.count() == 3


def test_people_that_cannot_be_read_are_said_at_their_field(client: Client) -> None:
    draft = _read(client)
    answer = client.post(draft, {**_form(client, draft), "r0.0.people": "Dan, chef", "do": "take"})
    assert answer.status_code == 422 and 'id="r0-0-people-problem"' in answer.content.decode()
    assert "Dan, chef" in answer.content.decode()
    assert not Round.objects.exists()


def test_two_windows_do_not_overwrite_each_other(client: Client) -> None:
    draft = _read(client)
    form = _form(client, draft)
    client.post(
        draft, {**form, "r0.0.company": "Initech", "do": "save"}, headers={"Accept": "application/json"}
    )
    Import.objects.update(changed_at="2026-06-11T15:50:00Z")
    answer = client.post(draft, {**form, "r0.0.company": "Hooli", "do": "save"})
    assert answer.status_code == 409
    assert "Hooli" in answer.content.decode() and "another window" in answer.content.decode()
    assert _form(client, draft)["r0.0.company"] == "Initech"


def test_a_script_keeps_what_is_typed_and_learns_the_version(client: Client) -> None:
    draft = _read(client)
    form = {**_form(client, draft), "r0.0.company": "Initech", "do": "save"}
    answer = client.post(draft, form, headers={"Accept": "application/json"})
    assert answer.json()["version"] == "2026-06-11T15:49:00+00:00"
    assert _form(client, draft)["r0.0.company"] == "Initech"


def test_a_draft_is_thrown_away_or_goes_after_two_weeks(client: Client, ann: Owner, now: datetime) -> None:
    draft = _read(client)
    assert client.post(_at(draft, "discard_draft"))["Location"] == "/import/"
    assert client.get(draft).status_code == 404
    old = UUID(_read(client).split("/")[2])
    begin_draft(ann, [("log.md", LOG.encode())], now=now + KEPT_FOR + timedelta(seconds=1))
    with pytest.raises(NotFound):
        get_draft(ann, old, now)


def test_the_first_page_lists_what_waits_and_what_was_taken_in(client: Client) -> None:
    client.post(_read(client, NOTE, "acme.md"), {"do": "take"})
    _read(client)
    page = client.get("/import/").content.decode()
    assert "acme.md" in page and "log.md" in page


@pytest.mark.parametrize(
    "button",
    ["", "nonsense", "split:x:y", "join::", "columns:", "split:00000000-0000-0000-0000-000000000000:9"],
)
def test_an_unknown_button_only_saves(client: Client, button: str) -> None:
    draft = _read(client)
    assert client.post(draft, {**_form(client, draft), "do": button}).status_code == 303
    assert not Round.objects.exists()
