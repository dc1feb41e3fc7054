"""A query that is put together once gives each asking its own rows, as the query itself would."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from afterround.data.models import Owner, Round
from afterround.data.prepared import KEY, MOMENT, Given, prepared
from afterround.queries.rounds import rounds_of
from tests.cast import a_round

SHOWN = ("id", "owner", "ends_at", "is_mock", "application__company__name")


def test_a_prepared_query_reads_what_it_reads_otherwise(ann: Owner, now: datetime) -> None:
    @prepared
    def ended() -> "QuerySet[Round, Any]":
        later = Round.objects.filter(owner=Given("owner", KEY), ends_at__gt=Given("since", MOMENT))
        return later.order_by("ends_at").values_list(*SHOWN)

    for days in (1, 2, 3):
        a_round(ann, f"Acme {days}", ended_ago=timedelta(days=days), mock=days == 2)
    found = ended(owner=ann, since=now - timedelta(days=2, hours=1))
    assert found == list(rounds_of(ann).order_by("ends_at").values_list(*SHOWN)[1:])


def test_each_asking_has_its_own_values(ann: Owner, bo: Owner) -> None:
    built = []

    @prepared
    def keys() -> "QuerySet[Round, Any]":
        built.append("once")
        return Round.objects.filter(owner=Given("owner", KEY), is_mock=False).values_list("id")

    for owner in (ann, bo):
        assert keys(owner=owner) == []
        key = a_round(owner)
        assert keys(owner=owner) == keys(owner=owner.id) == [(key,)]
    assert built == ["once"]
