"""Two transactions at the same moment on a server's database: each sees what the other has done."""

import time
from collections.abc import Callable
from datetime import datetime
from threading import Thread
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from afterround.actions.attachments import Attached, NewAttachment, attach
from afterround.actions.companies import company_named, merge_companies, part_companies
from afterround.actions.retro import save_retro
from afterround.actions.rounds import edit_round
from afterround.core.errors import Conflict
from afterround.core.retro_fields import RETRO, FieldChange
from afterround.data.models import Application, Attachment, Company, Owner
from afterround.queries.retro import get_retro
from afterround.queries.rounds import get_round
from tests.cast import a_retro, a_round, facts
from tests.pictures import jpeg

pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True)]

WAITING = "select count(*) from pg_locks where not granted"


def at_once(first: Callable[[], object], second: Callable[[], object]) -> None:
    """Do the second deed in another transaction while the first is done but not yet committed."""

    def elsewhere() -> None:
        try:
            second()
        finally:
            connection.close()

    thread = Thread(target=elsewhere)
    with transaction.atomic():
        first()
        thread.start()
        deadline = time.monotonic() + 30
        while thread.is_alive() and time.monotonic() < deadline:
            with connection.cursor() as cursor:
                cursor.execute(WAITING)
                if cursor.fetchone()[0]:
                    break
    thread.join(timeout=30)


def test_two_saves_of_one_field_at_once_keep_both_texts(ann: Owner, now: datetime) -> None:
    key = a_round(ann)
    a_retro(ann, key, lesson="ask first")

    def save(value: str) -> None:
        save_retro(ann, key, [FieldChange(RETRO, "lesson", value, 1)], now=now)

    at_once(lambda: save("from the laptop"), lambda: save("from the phone"))
    view = get_retro(ann, key, now)
    assert (view.fields["lesson"].value, view.fields["lesson"].version) == ("from the laptop", 2)
    assert [other.value for other in view.others] == ["from the phone"]


def test_two_edits_of_a_round_at_once_let_only_the_first_through(ann: Owner, now: datetime) -> None:
    key: UUID = a_round(ann)
    refused: list[Conflict] = []

    def edit_later() -> None:
        try:
            edit_round(ann, key, facts(notes="second"), version=1, now=now)
        except Conflict as error:
            refused.append(error)

    at_once(lambda: edit_round(ann, key, facts(notes="first"), version=1, now=now), edit_later)
    assert len(refused) == 1
    assert get_round(ann, key, now).notes == "first"


@pytest.mark.usefixtures("own_home")
def test_two_sendings_of_one_photo_at_once_keep_it_once(ann: Owner, now: datetime) -> None:
    sent = NewAttachment(uuid4(), jpeg(), "board.jpg", now)
    answers: list[Attached] = []

    def send() -> None:
        answers.append(attach(ann, sent, now=now))

    at_once(send, send)
    assert [answer.is_new for answer in answers] == [True, False]
    assert Attachment.objects.count() == 1


def test_two_merges_at_once_end_in_one_company(ann: Owner, now: datetime) -> None:
    acme, inc, labs = (company_named(ann, name, now).id for name in ("Acme", "Acme, Inc.", "Acme Labs"))
    at_once(
        lambda: merge_companies(ann, acme, inc, now=now), lambda: merge_companies(ann, inc, labs, now=now)
    )
    assert Company.objects.get(merged_at=None).id == acme
    assert set(Company.objects.get(id=acme).aliases.values_list("merged", flat=True)) == {inc, labs}


def test_two_merges_in_opposite_directions_at_once_lose_neither_company(ann: Owner, now: datetime) -> None:
    acme, inc = company_named(ann, "Acme", now).id, company_named(ann, "Acme, Inc.", now).id
    at_once(
        lambda: merge_companies(ann, acme, inc, now=now), lambda: merge_companies(ann, inc, acme, now=now)
    )
    assert Company.objects.get(merged_at=None).id == acme


def test_a_round_added_while_its_company_is_merged_is_the_kept_company_s(ann: Owner, now: datetime) -> None:
    acme, inc = company_named(ann, "Acme", now).id, company_named(ann, "Acme, Inc.", now).id
    at_once(lambda: merge_companies(ann, acme, inc, now=now), lambda: a_round(ann, "Acme, Inc."))
    assert Application.objects.get().company_id == acme


def test_a_round_edited_while_its_companies_are_parted_is_where_it_belongs(ann: Owner, now: datetime) -> None:
    acme, key = company_named(ann, "Acme", now).id, a_round(ann, "Acme, Inc.")
    inc = get_round(ann, key, now).company_id
    assert inc is not None
    merge_companies(ann, acme, inc, now=now)
    at_once(
        lambda: part_companies(ann, inc, now=now),
        lambda: edit_round(ann, key, facts("Acme, Inc.", notes="edited"), version=1, now=now),
    )
    assert (get_round(ann, key, now).company_id, get_round(ann, key, now).notes) == (inc, "edited")
