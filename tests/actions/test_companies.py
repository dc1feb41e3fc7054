"""Two spellings become one company and come apart again, and nothing is lost on the way."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from afterround.actions.companies import (
    company_named,
    decline_merge,
    forget_alias,
    merge_companies,
    part_companies,
    reconsider_merge,
    rename_company,
)
from afterround.actions.rounds import delete_round, edit_round, record_outcome, restore_round
from afterround.core.errors import Conflict, Invalid, NotFound
from afterround.core.rounds import Outcome, Part
from afterround.data.models import Application, Company, Owner, Participation, Person, Round
from afterround.queries.archive import get_archive
from afterround.queries.companies import company_rounds, find_company, get_company, offered_merges
from afterround.queries.rounds import find_round, get_round
from tests.cast import a_round, facts

DAY = timedelta(days=1)
PRIYA, DAN = ("Priya Raman", Part.INTERVIEWER), ("Dan Okafor", Part.RECRUITER)


def of(owner: Owner, name: str, now: datetime) -> UUID:
    """The key of the company of that name."""
    return find_company(owner, name, now).id


def names_of(owner: Owner) -> list[str]:
    """The names of the companies that stand for themselves."""
    return sorted(Company.objects.filter(owner=owner, merged_at=None).values_list("name", flat=True))


def everything(owner: Owner) -> Mapping[str, Any]:
    """All rows of all tables."""
    return vars(get_archive(owner))


@pytest.fixture
def two(ann: Owner, now: datetime) -> tuple[UUID, UUID]:
    """Acme with a round, and Acme, Inc. with two of one role, one of them deleted; both know a Priya."""
    a_round(ann, "Acme", ended_ago=9 * DAY, role="Backend", people=(PRIYA,), now=now)
    a_round(ann, "Acme, Inc.", ended_ago=5 * DAY, role="Backend", stage="Phone", people=(PRIYA, DAN), now=now)
    deleted = a_round(ann, "Acme, Inc.", ended_ago=4 * DAY, role="Backend", now=now)
    delete_round(ann, deleted, now=now)
    return of(ann, "Acme", now), of(ann, "Acme, Inc.", now)


# Naming


def test_a_company_is_named_by_any_of_its_spellings(
    ann: Owner, two: tuple[UUID, UUID], now: datetime
) -> None:
    merge_companies(ann, *two, now=now)
    for name in ("acme", " ACME,  inc. ", "Acme, Inc."):
        assert company_named(ann, name, now).id == two[0]
    assert company_named(ann, "Acme GmbH", now).id not in two


@pytest.mark.parametrize("name", ["", "  ", "nul\0", "x" * 201, "ß" * 150])
def test_a_name_that_cannot_be_stored_makes_no_company(ann: Owner, now: datetime, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        company_named(ann, name, now)
    assert list(refused.value.problems) == ["company"]
    assert not Company.objects.exists()


# Merging


def test_a_merge_brings_rounds_and_people_along(ann: Owner, two: tuple[UUID, UUID], now: datetime) -> None:
    acme, inc = two
    assert merge_companies(ann, acme, inc, now=now) == inc
    assert [view.company for view in company_rounds(ann, acme, now)] == ["Acme", "Acme"]
    assert names_of(ann) == ["Acme"]
    assert set(Person.objects.values_list("company", flat=True)) == {acme}
    assert [alias.name for alias in get_company(ann, acme, now).aliases] == ["Acme, Inc."]


def test_a_new_round_under_the_other_spelling_joins_the_kept_company(
    ann: Owner, two: tuple[UUID, UUID], now: datetime
) -> None:
    merge_companies(ann, *two, now=now)
    assert get_round(ann, a_round(ann, "ACME, INC."), now).company_id == two[0]
    assert find_round(ann, "acme, inc.", now).company == "Acme"


def test_a_merge_done_twice_or_from_both_sides_is_one_merge(
    ann: Owner, two: tuple[UUID, UUID], now: datetime
) -> None:
    acme, inc = two
    assert merge_companies(ann, acme, inc, now=now) == inc
    assert merge_companies(ann, acme, inc, now=now) == inc
    assert merge_companies(ann, inc, acme, now=now) == inc
    assert names_of(ann) == ["Acme"]


def test_a_company_merged_before_stands_for_the_one_it_is_part_of(
    ann: Owner, two: tuple[UUID, UUID], now: datetime
) -> None:
    third = company_named(ann, "Acme GmbH", now).id
    merge_companies(ann, *two, now=now)
    merge_companies(ann, two[1], third, now=now)
    assert names_of(ann) == ["Acme"]
    assert get_company(ann, third, now).id == get_company(ann, two[1], now).id == two[0]


def test_a_company_is_not_merged_with_itself(ann: Owner, two: tuple[UUID, UUID], now: datetime) -> None:
    with pytest.raises(Invalid):
        merge_companies(ann, two[0], two[0], now=now)


def test_two_owners_never_meet(ann: Owner, cleo: Owner, two: tuple[UUID, UUID], now: datetime) -> None:
    hers = company_named(cleo, "Acme", now).id
    for keep, other in ((hers, two[1]), (two[0], hers)):
        with pytest.raises(NotFound):
            merge_companies(cleo, keep, other, now=now)
    merge_companies(ann, *two, now=now)
    assert company_named(cleo, "Acme, Inc.", now).owner_id == cleo.id


# Parting


def test_parted_companies_are_exactly_as_before(ann: Owner, two: tuple[UUID, UUID], now: datetime) -> None:
    before = everything(ann)
    merge_companies(ann, *two, now=now)
    assert everything(ann) != before
    assert part_companies(ann, two[1], now=now + DAY) == two[0]
    assert everything(ann) == before


def test_rounds_added_since_stay_with_the_company_that_is_kept(
    ann: Owner, two: tuple[UUID, UUID], now: datetime
) -> None:
    acme, inc = two
    before = everything(ann)
    merge_companies(ann, acme, inc, now=now)
    new = [
        a_round(ann, name, role="Backend", stage="Onsite", now=now + DAY) for name in ("Acme", "Acme, Inc.")
    ]
    assert Application.objects.count() == 2  # they joined the newest application, which came from Acme, Inc.
    part_companies(ann, inc, now=now + 2 * DAY)
    assert {get_round(ann, key, now).company_id for key in new} == {acme}
    assert get_round(ann, new[0], now).stage == "Onsite"
    assert {view.stage for view in company_rounds(ann, inc, now)} == {"Phone"}
    assert Round.objects.filter(application__company=inc).count() == 2
    assert everything(ann)["applications"] == before["applications"]


def test_a_round_added_since_gets_an_application_where_there_is_none(ann: Owner, now: datetime) -> None:
    acme, inc = company_named(ann, "Acme", now).id, company_named(ann, "Acme, Inc.", now).id
    a_round(ann, "Acme, Inc.", role="Data", level="Senior")
    merge_companies(ann, acme, inc, now=now)
    new = a_round(ann, "Acme", role="Data")
    part_companies(ann, inc, now=now)
    view = get_round(ann, new, now)
    assert (view.company, view.role, view.level) == ("Acme", "Data", "Senior")
    assert len(company_rounds(ann, inc, now)) == 1


def test_people_of_a_round_are_of_its_company_after_parting(
    ann: Owner, two: tuple[UUID, UUID], now: datetime
) -> None:
    acme, inc = two
    merge_companies(ann, acme, inc, now=now)
    new = a_round(ann, "Acme", role="Backend", people=(PRIYA, DAN), now=now + DAY)
    part_companies(ann, inc, now=now + DAY)
    assert [person.name for person in get_round(ann, new, now).people] == ["Priya Raman", "Dan Okafor"]
    assert all(p.person.company_id == p.round.application.company_id for p in Participation.objects.all())
    assert Person.objects.filter(name="Dan Okafor").count() == 2


def test_somebody_met_since_goes_with_the_rounds_she_was_in(
    ann: Owner, two: tuple[UUID, UUID], now: datetime
) -> None:
    merge_companies(ann, *two, now=now)
    old = company_rounds(ann, two[0], now)[0]
    told = facts("Acme", role="Backend", people=(("Mina Sato", Part.INTERVIEWER), PRIYA))
    edit_round(ann, old.id, told, version=old.version, now=now + DAY)
    part_companies(ann, two[1], now=now + DAY)
    assert Person.objects.get(name="Mina Sato").company_id == two[1]
    assert [p.name for p in get_round(ann, old.id, now).people] == ["Mina Sato", "Priya Raman"]
    assert Person.objects.filter(name="Priya Raman").count() == 2


def test_what_was_changed_in_between_stays_changed(ann: Owner, two: tuple[UUID, UUID], now: datetime) -> None:
    merge_companies(ann, *two, now=now)
    deleted = Round.objects.exclude(deleted_at=None).get()
    restore_round(ann, deleted.id)
    record_outcome(ann, deleted.application_id, Outcome.REJECTED)
    part_companies(ann, two[1], now=now)
    assert len(company_rounds(ann, two[1], now)) == 2
    assert Application.objects.get(id=deleted.application_id).outcome == Outcome.REJECTED


def test_a_company_comes_apart_with_what_was_merged_into_it(
    ann: Owner, two: tuple[UUID, UUID], now: datetime
) -> None:
    acme, inc = two
    a_round(ann, "Acme Holding")
    merge_companies(ann, acme, inc, now=now)
    between = everything(ann)
    merge_companies(ann, of(ann, "Acme Holding", now), acme, now=now)
    with pytest.raises(Conflict, match="came with Acme"):
        part_companies(ann, inc, now=now)
    part_companies(ann, acme, now=now)
    assert everything(ann) == between
    part_companies(ann, inc, now=now)
    assert names_of(ann) == ["Acme", "Acme Holding", "Acme, Inc."]


def test_what_is_not_merged_cannot_be_parted(ann: Owner, two: tuple[UUID, UUID], now: datetime) -> None:
    for key in (*two, uuid4()):
        with pytest.raises(NotFound):
            part_companies(ann, key, now=now)


# Renaming


def test_the_name_a_company_had_stays_a_spelling_of_it(ann: Owner, now: datetime) -> None:
    key = a_round(ann, "Gobex")
    rename_company(ann, of(ann, "Gobex", now), "  Globex ", now=now)
    assert get_round(ann, key, now).company == "Globex"
    assert get_round(ann, a_round(ann, "gobex"), now).company == "Globex"
    assert find_round(ann, "gobex", now).company == "Globex"


def test_another_way_of_writing_the_same_name_is_no_alias(ann: Owner, now: datetime) -> None:
    key = company_named(ann, "ACME", now).id
    rename_company(ann, key, "Acme", now=now)
    view = get_company(ann, key, now)
    assert (view.name, view.aliases) == ("Acme", ())


def test_a_name_that_was_given_up_can_be_taken_again(ann: Owner, now: datetime) -> None:
    key = company_named(ann, "Acme", now).id
    for name in ("Acme Labs", "Acme", "Acme Works"):
        rename_company(ann, key, name, now=now)
    view = get_company(ann, key, now)
    assert (view.name, sorted(alias.name for alias in view.aliases)) == ("Acme Works", ["Acme", "Acme Labs"])


def test_the_name_of_another_company_is_not_taken(ann: Owner, two: tuple[UUID, UUID], now: datetime) -> None:
    other = company_named(ann, "Globex", now).id
    merge_companies(ann, *two, now=now)
    for name in ("acme", "Acme, Inc."):
        with pytest.raises(Conflict, match="merge them"):
            rename_company(ann, other, name, now=now)


@pytest.mark.parametrize("name", ["", " ", "x" * 201, "nul\0"])
def test_a_name_that_cannot_be_taken_changes_nothing(ann: Owner, now: datetime, name: str) -> None:
    key = company_named(ann, "Acme", now).id
    with pytest.raises(Invalid) as refused:
        rename_company(ann, key, name, now=now)
    assert list(refused.value.problems) == ["name"]
    assert names_of(ann) == ["Acme"]


def test_a_company_that_took_the_name_of_a_merged_one_gives_it_back(
    ann: Owner, two: tuple[UUID, UUID], now: datetime
) -> None:
    acme, inc = two
    before = everything(ann)
    merge_companies(ann, inc, acme, now=now)
    rename_company(ann, inc, "Acme", now=now)
    assert [alias.name for alias in get_company(ann, inc, now).aliases] == ["Acme, Inc."]
    part_companies(ann, acme, now=now)
    assert everything(ann) == before


def test_names_that_wandered_go_back_where_they_were(
    ann: Owner, two: tuple[UUID, UUID], now: datetime
) -> None:
    acme, inc = two
    rename_company(ann, inc, "Acme Works", now=now)
    before = everything(ann)
    merge_companies(ann, acme, inc, now=now)
    for name in ("Acme, Inc.", "Acme Works", "Acme Labs", "Acme, Inc."):
        rename_company(ann, acme, name, now=now)
    part_companies(ann, inc, now=now)
    after = get_company(ann, inc, now)
    assert (after.name, [alias.name for alias in after.aliases]) == ("Acme Works", ["Acme, Inc."])
    kept = get_company(ann, acme, now)
    assert {kept.name, *(alias.name for alias in kept.aliases)} == {"Acme", "Acme Labs"}
    assert everything(ann)["applications"] == before["applications"]


def test_an_earlier_name_can_be_forgotten(ann: Owner, now: datetime) -> None:
    key = company_named(ann, "Acme", now).id
    rename_company(ann, key, "Globex", now=now)
    forget_alias(ann, get_company(ann, key, now).aliases[0].id)
    assert company_named(ann, "Acme", now).id != key


def test_a_merge_is_not_forgotten_but_parted(ann: Owner, two: tuple[UUID, UUID], now: datetime) -> None:
    merge_companies(ann, *two, now=now)
    with pytest.raises(Conflict, match="Part"):
        forget_alias(ann, get_company(ann, two[0], now).aliases[0].id)


def test_a_forgotten_name_that_others_bear_now_does_not_come_back(
    ann: Owner, two: tuple[UUID, UUID], now: datetime
) -> None:
    acme, inc = two
    merge_companies(ann, acme, inc, now=now)
    for name in ("Acme, Inc.", "Acme Labs"):
        rename_company(ann, acme, name, now=now)
    forgotten = next(a for a in get_company(ann, acme, now).aliases if a.name == "Acme, Inc.")
    forget_alias(ann, forgotten.id)
    other = company_named(ann, "Acme, Inc.", now).id
    with pytest.raises(Conflict, match="Rename that one first"):
        part_companies(ann, inc, now=now)
    rename_company(ann, other, "Globex", now=now)
    forget_alias(ann, get_company(ann, other, now).aliases[0].id)
    part_companies(ann, inc, now=now)
    assert names_of(ann) == ["Acme Labs", "Acme, Inc.", "Globex"]
    assert company_named(ann, "Acme", now).id == acme


# Declining


def test_a_declined_merge_is_not_offered_again_until_it_is_reconsidered(
    ann: Owner, two: tuple[UUID, UUID], now: datetime
) -> None:
    acme, inc = two
    decline_merge(ann, inc, acme, now=now)
    decline_merge(ann, acme, inc, now=now)
    assert offered_merges(ann) == []
    reconsider_merge(ann, acme, inc)
    assert [(offer.keep_name, offer.other_name) for offer in offered_merges(ann)] == [("Acme", "Acme, Inc.")]


def test_companies_can_be_parted_for_good(ann: Owner, two: tuple[UUID, UUID], now: datetime) -> None:
    merge_companies(ann, *two, now=now)
    part_companies(ann, two[1], now=now, keep_apart=True)
    assert offered_merges(ann) == []


def test_only_a_declined_merge_is_reconsidered(ann: Owner, two: tuple[UUID, UUID]) -> None:
    with pytest.raises(NotFound):
        reconsider_merge(ann, *two)
