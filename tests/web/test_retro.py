import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from afterround.actions.retro import set_action_state
from afterround.actions.rounds import record_result
from afterround.core.cooldown import Lane
from afterround.core.retro import ActionState, Section
from afterround.core.rounds import Result
from afterround.data.models import EarlierText, Owner, Retro, RetroLine
from afterround.queries.retro import earlier_texts, get_retro
from tests.cast import a_jot, a_line, a_retro, a_round

Let = Callable[[Owner], Client]
JSON = {"Accept": "application/json"}
EVENING = timedelta(hours=5)


def evening(owner: Owner, company: str = "Acme") -> UUID:
    """A round that ended in the afternoon; its cooldown is long over."""
    return a_round(owner, company, ended_ago=EVENING)


def form_of(page: str) -> dict[str, list[str]]:
    """The fields a browser without script would send from the page."""
    fields: dict[str, list[str]] = {}
    page = re.sub(r"<template>.*?</template>", "", page, flags=re.DOTALL)
    for tag in re.findall(r'<input[^>]*form="write"[^>]*>', page):
        if 'type="radio"' not in tag or " checked" in tag:
            fields.setdefault(_attribute(tag, "name"), []).append(_attribute(tag, "value"))
    for attributes, text in re.findall(
        r'<textarea([^>]*form="write"[^>]*)>\n(.*?)</textarea>', page, re.DOTALL
    ):
        fields[_attribute(attributes, "name")] = [
            _plain(text).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
        ]
    for attributes, options in re.findall(r'<select([^>]*form="write"[^>]*)>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[_attribute(attributes, "name")] = [chosen[1] if chosen else ""]
    return fields


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf' {name}="([^"]*)"', tag)
    return _plain(found[1]) if found else ""


def _plain(text: str) -> str:
    for code, character in {"&quot;": '"', "&#x27;": "'", "&lt;": "<", "&gt;": ">", "&amp;": "&"}.items():
        text = text.replace(code, character)
    return text


def show(client: Client, round_id: UUID) -> str:
    answer = client.get(f"/rounds/{round_id}/retro/")
    assert answer.status_code == 200
    return answer.content.decode()


def texts(owner: Owner, round_id: UUID, now: datetime, section: Section) -> list[str]:
    return [line.text for line in get_retro(owner, round_id, now).lines[section]]


def test_the_page_shows_jots_as_lines_in_their_sections(ann: Owner, signed_in: Let) -> None:
    round_id = evening(ann)
    a_jot(ann, "asked about duplicates", Lane.WELL, round_id=round_id)
    a_jot(ann, "Dan smiled", Lane.SIGNAL, round_id=round_id)
    page = show(signed_in(ann), round_id)
    assert page.index("What went well</h2>") < page.index("asked about duplicates</textarea>")
    assert "jotted 5 h after the end" in page
    assert page.index("Jots to place") < page.index("Dan smiled") < page.index("What went well</h2>")


def test_a_stranger_is_turned_away_from_a_retrospective(ann: Owner, stranger: Client) -> None:
    round_id = evening(ann)
    assert stranger.get(f"/rounds/{round_id}/retro/").status_code == 403


def test_another_owners_retrospective_is_not_there(ann: Owner, cleo: Owner, signed_in: Let) -> None:
    round_id = evening(ann)
    assert signed_in(cleo).get(f"/rounds/{round_id}/retro/").status_code == 404


@pytest.mark.parametrize("deed", ["save", "finish", "reopen"])
def test_nobody_else_writes_in_a_retrospective(
    deed: str, ann: Owner, cleo: Owner, signed_in: Let, stranger: Client
) -> None:
    address = f"/rounds/{evening(ann)}/retro/{deed}/"
    assert signed_in(cleo).post(address, {"f:retro:lesson": "mine now"}).status_code == 404
    assert stranger.post(address, {"f:retro:lesson": "mine now"}).status_code == 403
    assert not Retro.objects.exists()


def test_while_the_break_is_on_the_page_says_when_it_opens(ann: Owner, signed_in: Let) -> None:
    client, round_id = signed_in(ann), a_round(ann)
    a_jot(ann, "lost the DP state")
    page = show(client, round_id)
    assert "The retrospective opens at" in page
    assert "lost the DP state" in page
    assert "<textarea" not in page
    skip = client.post(
        f"/rounds/{round_id}/cooldown/skip/",
        headers={"Referer": f"http://{client.defaults['HTTP_HOST']}/rounds/{round_id}/retro/"},
        follow=True,
    )
    assert "What felt shaky" in skip.content.decode()


def test_a_save_is_taken_while_the_break_is_on(ann: Owner, now: datetime, signed_in: Let) -> None:
    round_id = a_round(ann)
    saved = signed_in(ann).post(
        f"/rounds/{round_id}/retro/save/", {"f:retro:lesson": "Breathe"}, headers=JSON
    )
    assert saved.json()["versions"] == {"retro:lesson": 1}


def test_a_whole_form_without_changes_changes_nothing(ann: Owner, now: datetime, signed_in: Let) -> None:
    client, round_id = signed_in(ann), evening(ann)
    a_jot(ann, "asked about duplicates", Lane.WELL, round_id=round_id)
    question = a_line(
        ann, round_id, Section.QUESTIONS, 'Sticks\nand stones\r\n or "so" & <so>', approach="memo", rating="2"
    )
    a_line(ann, round_id, Section.HINTS, "two ends", response="used_it", question=str(question))
    a_line(ann, round_id, Section.ACTIONS, "Interval DP", kind="pattern", problems="312, 1039")
    a_line(ann, round_id, Section.SHAKY, "\n a line that begins with a break")
    a_retro(ann, round_id, stress="3", mindset="tired", prediction="40", lesson="Say the state aloud")
    page = show(client, round_id)
    before = get_retro(ann, round_id, now)
    answer = client.post(f"/rounds/{round_id}/retro/save/", form_of(page))
    assert (answer.status_code, answer["Location"]) == (303, f"/rounds/{round_id}/retro/")
    assert get_retro(ann, round_id, now) == before


def test_a_form_without_script_adds_and_changes_lines(ann: Owner, now: datetime, signed_in: Let) -> None:
    client, round_id = signed_in(ann), evening(ann)
    form = form_of(show(client, round_id))
    blanks = dict(zip([form[f"s:{key}"][0] for key in form["blank"]], form["blank"], strict=True))
    form[f"f:{blanks['shaky']}:text"] = ["lost the state"]
    form[f"f:{blanks['actions']}:text"] = ["Interval DP"]
    form["f:retro:stress"] = ["4"]
    client.post(f"/rounds/{round_id}/retro/save/", form)
    view = get_retro(ann, round_id, now)
    assert [line.text for lines in view.lines.values() for line in lines] == ["lost the state", "Interval DP"]
    assert view.lines[Section.ACTIONS][0].fields["state"].value == "open"
    assert view.fields["stress"].value == "4"


def save(client: Client, round_id: UUID, **fields: tuple[str, int]) -> dict[str, Any]:
    """Save the retrospective's own fields, each read at a version, as the script does."""
    form = {f"f:retro:{name}": value for name, (value, _) in fields.items()}
    form |= {f"v:retro:{name}": str(version) for name, (_, version) in fields.items()}
    answer: dict[str, Any] = client.post(f"/rounds/{round_id}/retro/save/", form, headers=JSON).json()
    return answer


def test_changes_of_different_fields_in_two_windows_merge(ann: Owner, now: datetime, signed_in: Let) -> None:
    client, round_id = signed_in(ann), evening(ann)
    here, there = save(client, round_id, lesson=("Breathe", 0)), save(client, round_id, mindset=("tired", 0))
    assert here["clashes"] == there["clashes"] == []
    view = get_retro(ann, round_id, now)
    assert (view.fields["lesson"].value, view.fields["mindset"].value) == ("Breathe", "tired")


def clash(client: Client, owner: Owner, round_id: UUID) -> tuple[UUID, dict[str, str]]:
    """Two windows change one line; returns the line and the clash the second one hears of."""
    line = a_line(owner, round_id, Section.SHAKY, "base case")
    name = f"{line}:text"
    for value in ("forgot the base case", "base case for an empty interval"):
        form = {f"f:{name}": value, f"v:{name}": "1"}
        answer = client.post(f"/rounds/{round_id}/retro/save/", form, headers=JSON).json()
    [told] = answer["clashes"]
    assert answer["others"][name] == {"value": "forgot the base case", "version": 2}
    return line, told


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ("this", ["forgot the base case"]),
        ("other", ["base case for an empty interval"]),
        ("both", ["forgot the base case", "base case for an empty interval"]),
    ],
)
def test_two_texts_for_one_field_are_both_kept_until_one_chooses(
    choice: str, left: list[str], ann: Owner, now: datetime, signed_in: Let
) -> None:
    client, round_id = signed_in(ann), evening(ann)
    line, told = clash(client, ann, round_id)
    page = show(client, round_id)
    assert page.count("changed in two places") == 1
    assert "base case for an empty interval</p>" in page
    assert told["settle"] == f"/texts/{told['text_id']}/settle/"
    answer = client.post(told["settle"], {"choice": choice, "line": str(line)})
    assert answer["Location"] == f"/rounds/{round_id}/retro/#line-{line}"
    assert texts(ann, round_id, now, Section.SHAKY) == left
    assert "changed in two places" not in show(client, round_id)


def test_typing_on_in_a_clash_makes_no_second_slip(ann: Owner, signed_in: Let) -> None:
    client, round_id = signed_in(ann), evening(ann)
    line, _ = clash(client, ann, round_id)
    form = {f"f:{line}:text": "base case for an empty interval, as Dan said", f"v:{line}:text": "1"}
    [told] = client.post(f"/rounds/{round_id}/retro/save/", form, headers=JSON).json()["clashes"]
    assert told["value"] == "base case for an empty interval, as Dan said"
    assert EarlierText.objects.filter(is_open=True).count() == 1


def test_nobody_else_settles_a_text(ann: Owner, cleo: Owner, signed_in: Let, stranger: Client) -> None:
    _, told = clash(signed_in(ann), ann, evening(ann))
    assert signed_in(cleo).post(told["settle"], {"choice": "this"}).status_code == 404
    assert stranger.post(told["settle"], {"choice": "this"}).status_code == 403


def test_replaced_text_is_kept_as_an_earlier_version(ann: Owner, signed_in: Let) -> None:
    client, round_id = signed_in(ann), evening(ann)
    save(client, round_id, lesson=("Breathe", 0))
    save(client, round_id, lesson=("Say the state aloud", 1))
    assert [text.value for text in earlier_texts(ann, round_id)] == ["Breathe"]
    page = show(client, round_id)
    assert page.index("What stood here before") < page.index("Breathe</p>")


def test_what_was_only_typed_on_is_no_version_of_its_own(ann: Owner, signed_in: Let) -> None:
    client, round_id = signed_in(ann), evening(ann)
    for version, text in enumerate(["Say", "Say the", "Say the state"]):
        save(client, round_id, lesson=(text, version))
    assert "What stood here before" not in show(client, round_id)


def test_a_known_result_freezes_the_prediction(ann: Owner, now: datetime, signed_in: Let) -> None:
    client, round_id = signed_in(ann), evening(ann)
    save(client, round_id, prediction=("40", 0))
    record_result(ann, round_id, Result.PASSED, now=now)
    page = show(client, round_id)
    assert "40 %" in page
    assert "so it stays as it was" in page
    form = {"f:retro:prediction": "90", "v:retro:prediction": "1", "f:retro:lesson": "Breathe"}
    refused = client.post(f"/rounds/{round_id}/retro/save/", form)
    assert refused.status_code == 422
    assert "the prediction stays as it was" in refused.content.decode()
    assert client.post(f"/rounds/{round_id}/retro/save/", form, headers=JSON).status_code == 422
    own = get_retro(ann, round_id, now).fields
    assert (own["prediction"].value, own["lesson"].value) == ("40", "Breathe")


def test_a_refused_field_keeps_what_was_typed_beside_the_reason(ann: Owner, signed_in: Let) -> None:
    client, round_id, line = signed_in(ann), evening(ann), uuid4()
    form = {f"f:{line}:text": "x" * 50_001, f"s:{line}": "shaky", "f:retro:mindset": "tired"}
    answer = client.post(f"/rounds/{round_id}/retro/save/", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "x" * 50_001 in page
    assert "This holds at most 50,000 characters" in page
    assert Retro.objects.get().mindset == "tired"


def test_a_deleted_line_can_be_brought_back(ann: Owner, now: datetime, signed_in: Let) -> None:
    client, round_id = signed_in(ann), evening(ann)
    line = a_line(ann, round_id, Section.SHAKY, "lost the state")
    form = form_of(show(client, round_id)) | {f"f:{line}:deleted": ["yes"]}
    page = client.post(f"/rounds/{round_id}/retro/save/", form, follow=True).content.decode()
    assert "Deleted: lost the state." in page
    assert texts(ann, round_id, now, Section.SHAKY) == []
    client.post(f"/rounds/{round_id}/retro/save/", {f"f:{line}:deleted": "", f"v:{line}:deleted": "1"})
    assert texts(ann, round_id, now, Section.SHAKY) == ["lost the state"]


def test_open_actions_of_earlier_rounds_come_first_and_are_ticked(ann: Owner, signed_in: Let) -> None:
    client, earlier, round_id = signed_in(ann), evening(ann, "Globex"), evening(ann)
    line = a_line(ann, earlier, Section.ACTIONS, "interval DP", kind="pattern", problems="312")
    page = show(client, round_id)
    assert page.index("Practise pattern interval DP with problems 312") < page.index("What went well</h2>")
    done = client.post(
        f"/actions/{line}/", {"state": "done", "next": f"/rounds/{round_id}/retro/?settled={line}"}
    )
    assert "Undo" in client.get(done["Location"]).content.decode()
    assert RetroLine.objects.get().state == ActionState.DONE
    assert client.post(f"/actions/{line}/", {"state": "open"}, headers=JSON).status_code == 204
    assert RetroLine.objects.get().state == ActionState.OPEN


@pytest.mark.parametrize(
    ("number", "summary"), [(3, ""), (4, "One earlier action"), (6, "Three earlier actions")]
)
def test_of_many_open_actions_the_three_of_the_latest_rounds_stand_above_the_others_fold(
    ann: Owner, signed_in: Let, number: int, summary: str
) -> None:
    client, round_id = signed_in(ann), evening(ann)
    for place in range(number):
        earlier = a_round(ann, f"Globex {place}", ended_ago=timedelta(days=place + 1))
        a_line(ann, earlier, Section.ACTIONS, f"action {place}")
    above = show(client, round_id).split('id="from-last-time"')[1].split("</section>")[0]
    shown, _, folded = above.partition("<details>")
    assert f"{number} open" in above and ("<summary>" in above) is bool(summary)
    assert [f"action {place}" in shown for place in range(number)] == [place < 3 for place in range(number)]
    assert summary in folded and all(f"action {place}" in folded for place in range(3, number))


def test_nobody_else_ticks_an_action(ann: Owner, cleo: Owner, signed_in: Let, stranger: Client) -> None:
    line = a_line(ann, evening(ann), Section.ACTIONS, "interval DP")
    assert signed_in(cleo).post(f"/actions/{line}/", {"state": "done"}).status_code == 404
    assert stranger.post(f"/actions/{line}/", {"state": "done"}).status_code == 403


def test_the_fourth_action_is_parked_and_said_so(ann: Owner, now: datetime, signed_in: Let) -> None:
    client, round_id = signed_in(ann), evening(ann)
    keys = [a_line(ann, round_id, Section.ACTIONS, f"action {n}") for n in range(3)]
    fourth = str(uuid4())
    form = {f"f:{fourth}:text": "one more", f"s:{fourth}": "actions"}
    states = client.post(f"/rounds/{round_id}/retro/save/", form, headers=JSON).json()["states"]
    assert states == dict.fromkeys(map(str, keys), "open") | {fourth: "parked"}
    assert "3 of 3 open" in show(client, round_id)
    set_action_state(ann, keys[0], ActionState.DONE, now=now)
    assert "2 of 3 open" in show(client, round_id)


def test_a_retrospective_is_finished_with_what_the_form_holds_and_opened_again(
    ann: Owner, signed_in: Let
) -> None:
    client, round_id = signed_in(ann), evening(ann)
    form = form_of(show(client, round_id)) | {"f:retro:lesson": ["Breathe"]}
    finished = client.post(f"/rounds/{round_id}/retro/finish/", form, follow=True).content.decode()
    assert "Finished today at" in finished
    assert "Breathe</textarea>" in finished
    again = client.post(f"/rounds/{round_id}/retro/reopen/", follow=True).content.decode()
    assert "Finish the retrospective" in again


def test_the_page_costs_the_same_however_much_it_holds(
    ann: Owner, signed_in: Let, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client, round_id = signed_in(ann), evening(ann)
    for n in range(12):
        a_jot(ann, f"jot {n}", Lane.WELL, round_id=round_id)
        a_line(ann, round_id, Section.QUESTIONS, f"question {n}", approach="memo")
    show(client, round_id)
    with django_assert_max_num_queries(24):  # type: ignore[attr-defined]
        show(client, round_id)


def test_a_number_beyond_all_bounds_is_refused(ann: Owner, signed_in: Let) -> None:
    address = f"/rounds/{a_round(ann, ended_ago=timedelta(hours=5))}/retro/save/"
    assert signed_in(ann).post(address, {"f:retro:stress": "9" * 5000}).status_code == 422
