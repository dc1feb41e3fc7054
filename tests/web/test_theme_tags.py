"""The tags of one's files on the pages: offered with the reason, counted in one press, let go, parted, and undone."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from afterround.core.feedback import Polarity
from afterround.data.models import Import, Mention, Owner, OwnTheme, Round, ThemeAlias, ThemeDecision
from afterround.queries.tags import open_tag, open_tags, tags_let_go
from tests.brought import a_file, bring, bring_tagged, found_round, tags
from tests.seen import theme_mentions

Let = Callable[[Owner], Client]
INBOX, MERGES = "/themes/inbox/", "/themes/merge/"
DEEDS = ("answer_tag", "let_tag_go", "offer_tag_again", "part_tag")


@pytest.fixture
def client(ann: Owner, signed_in: Let) -> Client:
    """Ann's browser, after she brought four rounds with a tag of hers."""
    bring_tagged(ann, *[tags("time-mgmt")] * 4)
    return signed_in(ann)


def page_of(client: Client, address: str = INBOX) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def press(client: Client, deed: str, **fields: Any) -> str:
    """Press a button of the page; returns the page that comes then."""
    done = client.post(reverse(deed), fields)
    assert done.status_code == 303, done.content
    return page_of(client, done["Location"])


def shown(page: str, name: str = "seen") -> list[str]:
    """The keys of the tags on rounds that the first form of the page tells."""
    form = next(form for form in page.split("<form") if f'name="{name}"' in form)
    return re.findall(rf'name="{name}" value="([^"]+)"', form)


def undo(client: Client, page: str) -> str:
    """Press *Undo*."""
    form = re.search(r'<form class="undo".*?</form>', page)
    assert form
    address = re.search(r'action="([^"]+)"', form[0])
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[0]))
    assert address
    done = client.post(address[1], fields)
    assert done.status_code == 303
    return page_of(client, done["Location"])


def accept(client: Client, **more: Any) -> str:
    fields: Mapping[str, Any] = {"tag": "time mgmt", "theme": "time-split", "polarity": "shaky"}
    return press(client, "answer_tag", **{**fields, "seen": shown(page_of(client)), **more})


def test_a_tag_is_offered_with_its_rounds_the_theme_and_the_reason(client: Client) -> None:
    page = page_of(client)
    assert "Your tag “time-mgmt” stands on four rounds. It looks like Dividing the time." in page
    assert "“time management” speaks for it." in page and len(shown(page)) == 4


def test_one_press_counts_it_in_all_its_rounds_and_is_undone(client: Client, ann: Owner) -> None:
    page = accept(client)
    assert "“time-mgmt” counts as Dividing the time in four rounds." in page and "Your tags" not in page
    assert Mention.objects.count() == 4 and ThemeAlias.objects.get().name == "time-mgmt"
    assert "Your tags" in undo(client, page)
    assert not ThemeDecision.objects.exists() and not ThemeAlias.objects.exists()


def test_a_ticked_round_gets_the_other_answer(client: Client, ann: Owner, now: datetime) -> None:
    accept(client, otherwise=shown(page_of(client), "otherwise")[:1])
    said = [mention.polarity for mention in theme_mentions(ann, "time-split", now)]
    assert said == [Polarity.WELL, *[Polarity.SHAKY] * 3]


def test_another_theme_is_typed_and_an_unknown_name_makes_an_own_one(client: Client, ann: Owner) -> None:
    press(
        client,
        "answer_tag",
        tag="time mgmt",
        name="pace and haste",
        polarity="well",
        seen=shown(page_of(client)),
    )
    assert set(Mention.objects.values_list("theme", "polarity")) == {("pace", "well")}
    bring_tagged(ann, tags("rubber-duck"))
    seen = shown(page_of(client))
    press(client, "answer_tag", tag="rubber duck", name="rubber-duck", polarity="well", seen=seen)
    assert OwnTheme.objects.get().name == "rubber-duck"


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"name": "x" * 121, "polarity": "well"}, "This holds at most 120 characters."),
        ({"name": "Odd", "polarity": ""}, "Say first whether it was shaky or went well."),
    ],
)
def test_a_refused_name_stands_on_the_page_with_the_reason(
    client: Client, fields: dict[str, str], problem: str
) -> None:
    answer = client.post(
        reverse("answer_tag"), {"tag": "time mgmt", "seen": shown(page_of(client)), **fields}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and problem in page and f'value="{fields["name"]}"' in page
    assert page.count(" autofocus ") == 1
    assert not ThemeDecision.objects.exists()


def test_a_tag_on_a_line_needs_no_word_on_how_it_went(ann: Owner, client: Client) -> None:
    bring_tagged(ann, tags("nerves", polarity=Polarity.SHAKY))
    page = page_of(client)
    assert "Yes, it is Calm under pressure" in page and "under what felt shaky" in page


def test_a_tag_is_let_go_and_offered_again(ann: Owner, client: Client, now: datetime) -> None:
    page = press(client, "let_tag_go", tag="time mgmt")
    assert "“time-mgmt” was let go." in page and not open_tags(ann, now).tags
    assert "Offer it again" in page_of(client, MERGES)
    assert "Your tags" in undo(client, page) and not tags_let_go(ann)


def test_a_counted_tag_is_parted_and_that_is_undone(ann: Owner, client: Client, now: datetime) -> None:
    accept(client)
    assert re.search(r"Counts as <a[^>]+>Dividing the time</a> in four rounds since", page_of(client, MERGES))
    page = press(client, "part_tag", tag="time mgmt", theme="time-split")
    assert "“time-mgmt” counts as Dividing the time no more." in page and not Mention.objects.exists()
    proposed = open_tag(ann, "time-mgmt", now).theme
    assert proposed is None or proposed.slug != "time-split"
    undo(client, page)
    assert Mention.objects.count() == 4 and ThemeAlias.objects.count() == 1


def test_the_evidence_says_tagged_and_leads_to_the_tag(client: Client) -> None:
    accept(client)
    page = page_of(client, "/themes/time-split/")
    assert page.count("Tagged “<a") == 4
    address = re.search(r'Tagged “<a class="plain" href="(/rounds/[^"#]+)#tags"', page)
    assert address and 'id="tags">Tagged “time-mgmt”' in page_of(client, address[1])


def test_the_report_of_an_import_says_what_waits(client: Client) -> None:
    key = Import.objects.get().id
    assert "One tag of your files waits for a word" in page_of(client, f"/import/{key}/report/")
    accept(client)
    assert "for a word" not in page_of(client, f"/import/{key}/report/")


def test_an_import_of_nothing_but_tags_is_headed_so(ann: Owner, client: Client) -> None:
    known = Round.objects.earliest("ends_at")
    again = bring(ann, a_file(found_round(date=f"{known.ends_at:%Y-%m-%d}", tags=tags("nerves"))))
    assert [gave.tags for gave in again.files] == [1] and again.rounds == ()
    assert "One tag taken in" in page_of(client, f"/import/{again.id}/report/")
    assert "one tag" in page_of(client, "/import/")


def test_nothing_of_a_cooling_round_is_told(ann: Owner, client: Client, now: datetime) -> None:
    latest = open_tag(ann, "time-mgmt", now).rounds[0].round.id
    Round.objects.filter(id=latest).update(ends_at=now - timedelta(minutes=4), precision="minute")
    page = page_of(client)
    assert "stands on three rounds" in page and str(latest) not in page


def test_the_page_costs_the_same_however_many_tags_wait(ann: Owner, client: Client) -> None:
    asked = []
    for names in ((), ("pace", "nerves"), ("luck", "graphs", "trees", "hurry")):
        bring_tagged(ann, *[tags(*names)] * 9)
        page_of(client)
        with CaptureQueriesContext(connection) as queries:
            page_of(client)
        asked.append(len(queries))
    assert asked[0] == asked[1] == asked[2]


def test_nobody_else_answers_for_ann(
    ann: Owner, cleo: Owner, signed_in: Let, stranger: Client, client: Client
) -> None:
    fields = {"tag": "time mgmt", "theme": "time-split", "polarity": "shaky", "seen": shown(page_of(client))}
    for deed in DEEDS:
        assert signed_in(cleo).post(reverse(deed), fields).status_code == 404
        assert stranger.post(reverse(deed), fields).status_code == 403
        assert client.get(reverse(deed)).status_code == 405
    assert not ThemeDecision.objects.exists()
