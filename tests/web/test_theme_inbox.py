"""Old rounds looked at together: grouped by theme, answered in one press with exceptions, undone, and soon done."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from uuid import UUID

import pytest
from django.test import Client

from afterround.core.retro import Section
from afterround.data.models import Import, Mention, Owner, ThemeDecision
from tests.brought import a_file, bring, found_round
from tests.cast import a_line, a_round
from tests.old_rounds import about, bring_old_rounds

Let = Callable[[Owner], Client]
INBOX = "/themes/inbox/"
ANSWER = "/themes/inbox/answer/"
BACK = "/themes/inbox/back/"
LOST = ["lost the DP state", "lost the DP state again", "no DP state at all"]
SECONDS_A_PRESS = 4


@dataclass
class Shown:
    """A group as it stands on the page."""

    theme: str
    lines: dict[str, str]


@pytest.fixture
def client(ann: Owner, signed_in: Let) -> Client:
    """Ann's browser."""
    return signed_in(ann)


def page_of(client: Client, address: str = INBOX) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def groups_of(page: str) -> list[Shown]:
    """The groups on a page, each with its theme and the words of its lines by key."""
    found = []
    for rest in page.split(f'action="{ANSWER}"')[1:]:
        form = rest.split("</form>")[0]
        theme = re.findall(r'name="theme" value="([^"]+)"', form)[0]
        lines = dict(
            re.findall(r'name="line" value="([^"]+)">\s*(?:<label.*?<span>|<p>)(.*?)(?:</span>|</p>)', form)
        )
        words = {key: unescape(re.sub(r"</?mark>", "", text)) for key, text in lines.items()}
        found.append(Shown(theme, words))
    return found


def answer(client: Client, group: Shown, said: str, *excepted: str) -> str:
    """Press one of a group's buttons; returns the address of the page that comes then."""
    fields = {"theme": group.theme, "answer": said, "line": list(group.lines), "except": list(excepted)}
    done = client.post(ANSWER, fields)
    assert done.status_code == 303, done.content
    return str(done["Location"])


def bring_lost(ann: Owner) -> None:
    bring(
        ann,
        *[
            a_file(found_round(shaky=[text], date=f"2026-05-0{n}"), name=text)
            for n, text in enumerate(LOST, 1)
        ],
    )


def test_the_lines_of_brought_rounds_stand_by_theme_with_the_telling_words_marked(
    ann: Owner, client: Client
) -> None:
    bring_lost(ann)
    page = page_of(client)
    (group,) = groups_of(page)
    assert group.theme == "dp-state" and sorted(group.lines.values()) == sorted(LOST)
    assert page.count("<mark>DP state</mark>") == 3


def test_a_group_is_confirmed_in_one_press(ann: Owner, client: Client) -> None:
    bring_lost(ann)
    answer(client, groups_of(page_of(client))[0], "yes")
    assert Mention.objects.filter(theme="dp-state").count() == 3
    assert "Nothing waits." in page_of(client)


def test_a_group_is_refused_in_one_press(ann: Owner, client: Client) -> None:
    bring_lost(ann)
    answer(client, groups_of(page_of(client))[0], "no")
    assert not Mention.objects.exists() and ThemeDecision.objects.count() == 3
    assert all(group.theme != "dp-state" for group in groups_of(page_of(client)))


@pytest.mark.parametrize(("said", "mentions"), [("yes", 2), ("no", 1)])
def test_what_is_ticked_gets_the_other_answer(said: str, mentions: int, ann: Owner, client: Client) -> None:
    bring_lost(ann)
    group = groups_of(page_of(client))[0]
    answer(client, group, said, next(iter(group.lines)))
    assert Mention.objects.count() == mentions and ThemeDecision.objects.count() == 3


def test_a_press_is_undone_with_its_exceptions(ann: Owner, client: Client) -> None:
    bring_lost(ann)
    group = groups_of(page_of(client))[0]
    page = page_of(client, answer(client, group, "yes", next(iter(group.lines))))
    assert "DP state definition confirmed under two lines. DP state definition refused." in page
    client.post(BACK, {"said": re.findall(r'name="said" value="([^"]+)"', page)})
    assert not ThemeDecision.objects.exists() and groups_of(page_of(client)) == [group]


def test_a_refused_line_stands_under_its_next_theme(ann: Owner, client: Client) -> None:
    bring(ann, a_file(found_round(shaky=["lost the DP state again, then ran out of time"])))
    (first,) = groups_of(page_of(client))
    answer(client, first, "no")
    (second,) = groups_of(page_of(client))
    assert first.lines == second.lines and {first.theme, second.theme} == {"dp-state", "finishing-in-time"}


def test_a_round_of_this_week_is_left_to_its_own_page(ann: Owner, client: Client) -> None:
    for days, text in ((2, "lost the DP state"), (20, "ran out of time")):
        a_line(ann, a_round(ann, ended_ago=timedelta(days=days)), Section.SHAKY, text)
    assert [group.theme for group in groups_of(page_of(client))] == ["finishing-in-time"]


def test_a_deleted_rounds_lines_do_not_wait(ann: Owner, client: Client) -> None:
    key = a_round(ann, ended_ago=timedelta(days=20))
    a_line(ann, key, Section.SHAKY, "lost the DP state")
    client.post(f"/rounds/{key}/delete/")
    assert groups_of(page_of(client)) == []


def test_twenty_old_rounds_are_done_in_five_minutes(ann: Owner, client: Client) -> None:
    lines = bring_old_rounds(ann)
    assert lines == 140
    presses, rights = 0, 0
    while groups := groups_of(page_of(client)):
        for group in groups:
            right = {key for key, text in group.lines.items() if about(text) == group.theme}
            wrong = group.lines.keys() - right
            said, excepted = ("yes", wrong) if len(right) >= len(wrong) else ("no", right)
            answer(client, group, said, *excepted)
            presses += 1 + len(excepted)
            rights += len(right)
    assert presses * SECONDS_A_PRESS < 5 * 60, f"{presses} presses"
    assert Mention.objects.count() == rights > 80


def test_earlier_rounds_stand_on_further_pages(
    ann: Owner, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("afterround.queries.theme_groups.ROUNDS", 2)
    bring_lost(ann)
    first, second = page_of(client), page_of(client, INBOX + "?page=2")
    assert [len(group.lines) for page in (first, second) for group in groups_of(page)] == [2, 1]
    assert "?page=2" in first and "Earlier rounds" not in second
    assert answer(client, groups_of(second)[0], "yes").startswith(INBOX)


def test_the_page_costs_the_same_however_many_rounds_wait(
    ann: Owner, client: Client, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    bring_old_rounds(ann, number=30)
    page_of(client)
    with django_assert_max_num_queries(22):  # type: ignore[attr-defined]
        page_of(client)


def test_the_report_of_an_import_and_today_say_what_waits_until_nothing_does(
    ann: Owner, client: Client
) -> None:
    bring_lost(ann)
    report = page_of(client, f"/import/{Import.objects.earliest('created_at').id}/report/")
    words = "Three lines of your old rounds wait for a look"
    assert words in report and words in page_of(client, "/")
    answer(client, groups_of(page_of(client))[0], "yes")
    assert "for a look" not in page_of(client, "/")


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"theme": "dp-state", "answer": "yes"}, 422),
        ({"theme": "nonsense", "answer": "yes", "line": "?"}, 404),
    ],
)
def test_an_answer_to_nothing_is_refused(
    fields: dict[str, str], status: int, ann: Owner, now: datetime, client: Client
) -> None:
    line = a_line(ann, a_round(ann, ended_ago=timedelta(days=20)), Section.SHAKY, "lost the DP state")
    done = client.post(ANSWER, {name: value.replace("?", str(line)) for name, value in fields.items()})
    assert done.status_code == status and not ThemeDecision.objects.exists()


def test_nobody_else_answers_for_ann(
    ann: Owner, cleo: Owner, signed_in: Let, stranger: Client, client: Client
) -> None:
    bring_lost(ann)
    group = groups_of(page_of(client))[0]
    fields = {"theme": group.theme, "answer": "yes", "line": list(group.lines)}
    assert groups_of(page_of(signed_in(cleo))) == [] and stranger.get(INBOX).status_code == 403
    assert signed_in(cleo).post(ANSWER, fields).status_code == 404
    assert stranger.post(ANSWER, fields).status_code == 403
    answer(client, group, "yes")
    deed = UUID(str(ThemeDecision.objects.values_list("deed", flat=True)[0]))
    assert signed_in(cleo).post(BACK, {"said": str(deed)}).status_code == 404
    assert Mention.objects.count() == 3
