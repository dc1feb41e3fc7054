"""Companies as a list, one by one, and those that look like one."""

from datetime import datetime, timedelta

import pytest

from afterround.actions.companies import company_named, decline_merge, merge_companies, rename_company
from afterround.actions.rounds import delete_round
from afterround.core.errors import AfterroundError, NotFound
from afterround.core.rounds import Part, RoundKind
from afterround.data.models import Owner, Person
from afterround.queries.companies import (
    all_companies,
    company_choices,
    company_people,
    company_rounds,
    find_company,
    find_merged,
    get_company,
    offered_merges,
)
from afterround.queries.rounds import PAGE, company_names, find_round
from tests.cast import a_round

DAY = timedelta(days=1)


def merge(owner: Owner, keep: str, other: str, now: datetime) -> None:
    """Merge two companies by their names, made where there are none."""
    keys = [company_named(owner, name, now).id for name in (keep, other)]
    merge_companies(owner, *keys, now=now)


def offers(owner: Owner) -> list[tuple[str, str]]:
    return [(offer.keep_name, offer.other_name) for offer in offered_merges(owner)]


def test_the_company_of_the_latest_round_comes_first_and_one_without_rounds_last(
    ann: Owner, now: datetime
) -> None:
    a_round(ann, "Acme", ended_ago=3 * DAY)
    delete_round(ann, a_round(ann, "Initech", ended_ago=DAY), now=now)
    a_round(ann, "Globex", ended_ago=2 * DAY)
    latest = a_round(ann, "Acme", RoundKind.BEHAVIOURAL, ended_ago=DAY)
    views = all_companies(ann, now)
    assert [(view.name, view.rounds) for view in views] == [("Acme", 2), ("Globex", 1), ("Initech", 0)]
    assert views[0].latest and views[0].latest.id == latest
    assert views[2].latest is None


def test_the_list_comes_in_pages_without_a_gap(ann: Owner, now: datetime) -> None:
    for number in range(PAGE + 3):
        company_named(ann, f"Company {number}", now)
    pages = [all_companies(ann, now, page=page) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [PAGE, 3, 0]
    assert len({view.id for page in pages for view in page}) == PAGE + 3


def test_a_merged_company_is_in_no_list_and_its_key_still_leads_on(ann: Owner, now: datetime) -> None:
    merged = company_named(ann, "Acme, Inc.", now).id
    merge(ann, "Acme", "Acme, Inc.", now)
    acme = get_company(ann, merged, now)
    assert (acme.name, acme.aliases[0].merged_id, acme.aliases[0].merged_name) == (
        "Acme",
        merged,
        "Acme, Inc.",
    )
    assert [view.name for view in all_companies(ann, now)] == company_names(ann) == ["Acme"]
    assert company_choices(ann) == [(acme.id, "Acme")]


def test_an_alias_says_with_which_merge_it_came(ann: Owner, now: datetime) -> None:
    merge(ann, "Acme, Inc.", "Acme GmbH", now)
    merge(ann, "Acme", "Acme, Inc.", now)
    came = {alias.name: alias.came_with for alias in find_company(ann, "Acme", now).aliases}
    assert came == {"Acme GmbH": "Acme, Inc.", "Acme, Inc.": ""}


def test_all_rounds_of_a_company_stand_together_latest_first(ann: Owner, now: datetime) -> None:
    keys = [a_round(ann, "Acme", ended_ago=n * DAY, role=role) for n, role in ((1, "Data"), (2, "Backend"))]
    delete_round(ann, a_round(ann, "Acme", ended_ago=5 * DAY), now=now)
    a_round(ann, "Globex")
    acme = find_company(ann, "Acme", now).id
    assert [view.id for view in company_rounds(ann, acme, now)] == keys
    assert company_rounds(ann, acme, now, page=2) == []


def test_two_people_of_one_name_after_a_merge_are_shown_as_one(ann: Owner, now: datetime) -> None:
    a_round(ann, "Acme", people=(("Priya Raman", Part.INTERVIEWER),))
    a_round(ann, "Acme, Inc.", people=(("priya raman", Part.RECRUITER), ("Dan Okafor", Part.OBSERVER)))
    Person.objects.filter(name="priya raman").update(email="priya@example.com")
    merge(ann, "Acme", "Acme, Inc.", now)
    dan, priya = company_people(ann, find_company(ann, "Acme", now).id)
    assert (dan.name, dan.parts, dan.rounds) == ("Dan Okafor", (Part.OBSERVER,), 1)
    assert (priya.name, priya.rounds, priya.email) == ("Priya Raman", 2, "priya@example.com")
    assert set(priya.parts) == {Part.INTERVIEWER, Part.RECRUITER}


# Offers


def test_companies_that_look_alike_are_offered_with_the_reason(ann: Owner, now: datetime) -> None:
    for name in ("Acme, Inc.", "Acme", "Meta", "Metabase"):
        company_named(ann, name, now)
    (offer,) = offered_merges(ann)
    assert (offer.keep_name, offer.other_name, offer.reason) == (
        "Acme",
        "Acme, Inc.",
        "the legal form differs",
    )


def test_of_two_plain_names_the_one_with_more_rounds_is_to_be_kept(ann: Owner, now: datetime) -> None:
    company_named(ann, "Globx", now)
    a_round(ann, "Globex")
    assert offers(ann) == [("Globex", "Globx")]


def test_an_earlier_name_is_compared_too(ann: Owner, now: datetime) -> None:
    rename_company(ann, company_named(ann, "Acme", now).id, "Wile", now=now)
    company_named(ann, "Acme GmbH", now)
    assert offers(ann) == [("Wile", "Acme GmbH")]


def test_what_was_declined_of_a_company_holds_for_the_one_it_was_merged_into(
    ann: Owner, now: datetime
) -> None:
    inc, gmbh = (company_named(ann, name, now).id for name in ("Acme, Inc.", "Acme GmbH"))
    decline_merge(ann, inc, gmbh, now=now)
    merge(ann, "Wile", "Acme, Inc.", now)
    assert offers(ann) == []


# The one a person means


def test_a_company_is_found_by_name_alias_key_and_part_of_its_name(ann: Owner, now: datetime) -> None:
    merge(ann, "Globex Robotics", "Globex, Inc.", now)
    key = company_named(ann, "Globex Robotics", now).id
    for reference in (
        "globex robotics",
        "GLOBEX, Inc.",
        str(key),
        key.hex[-8:],
        "globex r",
        "robot",
        ", inc",
    ):
        assert find_company(ann, reference, now).id == key
    a_round(ann, "Globex Robotics")
    assert find_round(ann, ", inc", now).company == "Globex Robotics"


def test_a_whole_name_goes_before_names_that_hold_it(ann: Owner, now: datetime) -> None:
    for name in ("Acme Labs", "Acme", "Acme Works"):
        company_named(ann, name, now)
    assert find_company(ann, "acme", now).name == "Acme"
    with pytest.raises(AfterroundError, match="Acme Labs, Acme, Acme Works") as refused:
        find_company(ann, "cme", now)
    assert refused.value.code == "ambiguous"


@pytest.mark.parametrize("reference", ["Hooli", "%", "_", "ffffffff"])
def test_what_names_no_company_is_not_found(ann: Owner, now: datetime, reference: str) -> None:
    company_named(ann, "Acme", now)
    with pytest.raises(NotFound):
        find_company(ann, reference, now)


def test_a_merged_company_is_found_by_its_name_or_key(ann: Owner, now: datetime) -> None:
    key = company_named(ann, "Acme, Inc.", now).id
    merge(ann, "Acme", "Acme, Inc.", now)
    for reference in ("acme, inc.", str(key), key.hex[-8:]):
        assert find_merged(ann, reference) == key
    with pytest.raises(NotFound):
        find_merged(ann, "Acme")
