"""Themes are named, worded, hidden, merged and parted, and nothing that was confirmed is lost on the way."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from afterround.actions.retro import finish_retro
from afterround.actions.theme_decisions import add_theme, confirm_theme
from afterround.actions.themes import (
    add_wording,
    forget_wording,
    hide_theme,
    keep_themes_apart,
    make_theme,
    merge_themes,
    offer_merge_again,
    rename_theme,
    show_theme,
    split_theme,
)
from afterround.core.errors import Conflict, Invalid, NotFound
from afterround.core.retro import Section
from afterround.data.models import Mention, Owner
from afterround.queries.themes import (
    get_theme,
    merges_of,
    personal_record,
    themes_apart,
    themes_of,
)
from tests.cast import a_line, a_retro, a_round
from tests.seen import theme_mentions

DAY = timedelta(days=1)


def a_theme_line(owner: Owner, text: str, now: datetime, section: Section = Section.SHAKY) -> UUID:
    """A line in the finished retrospective of a new coding round, which ended a day ago."""
    key = a_round(owner, ended_ago=DAY, now=now)
    a_retro(owner, key, now=now)
    finish_retro(owner, key, now=now)
    return a_line(owner, key, section, text, now=now)


# Own themes and names


def test_an_own_theme_has_a_slug_that_no_built_in_one_will_have(ann: Owner, now: datetime) -> None:
    assert make_theme(ann, " DP  state, again ", now=now) == "own-dp-state-again"
    assert get_theme(ann, "dp STATE again").name == "DP state, again"


@pytest.mark.parametrize("name", ["", " ... ", "a\0b", "x" * 121])
def test_a_name_that_cannot_be_kept_is_refused(name: str, ann: Owner, now: datetime) -> None:
    with pytest.raises(Invalid) as refused:
        make_theme(ann, name, now=now)
    assert "name" in refused.value.problems


def test_no_two_themes_have_one_name(ann: Owner, now: datetime) -> None:
    with pytest.raises(Conflict):
        make_theme(ann, "edge cases", now=now)


def test_an_own_theme_can_be_asked_where_its_area_can(ann: Owner, now: datetime) -> None:
    slug = make_theme(ann, "Segment trees", now=now, area="algo")
    assert get_theme(ann, slug).theme.kinds == get_theme(ann, "dp-state").theme.kinds


def test_a_renamed_theme_is_known_by_both_names(ann: Owner, now: datetime) -> None:
    slug = make_theme(ann, "Rushing", now=now)
    rename_theme(ann, slug, "Typing first", now=now)
    assert get_theme(ann, "rushing").name == get_theme(ann, "typing first").name == "Typing first"


def test_a_built_in_theme_gets_its_own_name_back(ann: Owner, now: datetime) -> None:
    before = get_theme(ann, "dp-state").name
    rename_theme(ann, "dp-state", "What the table means", now=now)
    assert get_theme(ann, "dp-state").name == "What the table means"
    rename_theme(ann, "dp-state", "", now=now)
    assert get_theme(ann, "dp-state").name == before
    assert get_theme(ann, "what the table means").slug == "dp-state"


def test_a_built_in_theme_does_not_get_a_name_back_that_another_one_has(ann: Owner, now: datetime) -> None:
    before = get_theme(ann, "dp-state").name
    rename_theme(ann, "dp-state", "What the table means", now=now)
    make_theme(ann, before, now=now)
    with pytest.raises(Conflict):
        rename_theme(ann, "dp-state", "", now=now)


def test_a_wording_means_its_theme_until_it_is_forgotten(ann: Owner, now: datetime) -> None:
    add_wording(ann, "dp-state", "the table thing", now=now)
    assert get_theme(ann, "The table thing").slug == "dp-state"
    assert personal_record(ann).aliases["dp-state"] == ("the table thing",)
    forget_wording(ann, "dp-state", "THE TABLE THING")
    with pytest.raises(NotFound):
        get_theme(ann, "the table thing")


def test_a_hidden_theme_is_shown_again(ann: Owner, now: datetime) -> None:
    hide_theme(ann, "calm", now=now)
    assert personal_record(ann).hidden == {"calm"}
    show_theme(ann, "calm")
    assert personal_record(ann).hidden == set()


# Merging and parting


@pytest.fixture
def two(ann: Owner, now: datetime) -> tuple[str, str]:
    """An own theme and a built-in one, each confirmed under a line."""
    own = make_theme(ann, "Coded before planning", now=now)
    confirm_theme(ann, a_theme_line(ann, "straight to the loop", now), own, now=now)
    confirm_theme(ann, a_theme_line(ann, "no plan at all", now), "planning", now=now)
    return own, "planning"


def test_a_merged_theme_counts_as_the_other_and_its_name_is_a_wording(
    ann: Owner, now: datetime, two: tuple[str, str]
) -> None:
    own, planning = two
    merge_themes(ann, planning, own, now=now)
    assert len(theme_mentions(ann, planning, now)) == 2
    assert "Coded before planning" in personal_record(ann).aliases[planning]
    assert get_theme(ann, "coded before planning").slug == planning


def test_parting_gives_back_exactly_what_was(ann: Owner, now: datetime, two: tuple[str, str]) -> None:
    own, planning = two
    before = (personal_record(ann), list(Mention.objects.values()))
    merge_themes(ann, own, planning, now=now)
    assert split_theme(ann, planning, now=now) == own
    assert (personal_record(ann), list(Mention.objects.values())) == before


def test_what_came_since_a_merge_stays_with_the_theme_it_was_confirmed_as(
    ann: Owner, now: datetime, two: tuple[str, str]
) -> None:
    own, planning = two
    merge_themes(ann, planning, own, now=now)
    add_theme(ann, a_theme_line(ann, "typed at once", now), "Coded before planning", now=now)
    split_theme(ann, own, now=now)
    assert [len(theme_mentions(ann, slug, now)) for slug in two] == [1, 2]


def test_a_merge_of_a_merged_theme_parts_step_by_step(ann: Owner, now: datetime) -> None:
    first, second, third = (make_theme(ann, name, now=now) for name in ("One", "Two", "Three"))
    merge_themes(ann, second, first, now=now)
    merge_themes(ann, third, second, now=now)
    assert themes_of(ann).root(first) == third
    split_theme(ann, second, now=now)
    assert themes_of(ann).root(first) == second
    assert [view.theme for view in merges_of(ann)] == [first]


def test_a_theme_whose_name_the_whole_was_given_is_parted_once_that_has_another(
    ann: Owner, now: datetime
) -> None:
    own = make_theme(ann, "Rushing", now=now)
    merge_themes(ann, "pace", own, now=now)
    rename_theme(ann, "pace", "Rushing", now=now)
    with pytest.raises(Conflict):
        split_theme(ann, own, now=now)
    rename_theme(ann, "pace", "", now=now)
    split_theme(ann, own, now=now)
    assert get_theme(ann, "rushing").slug == own and get_theme(ann, "pace").name == "Pace and haste"
    assert "pace" not in personal_record(ann).aliases


def test_a_theme_never_counts_as_itself(ann: Owner, now: datetime, two: tuple[str, str]) -> None:
    own, planning = two
    merge_themes(ann, planning, own, now=now)
    for pair in ((own, planning), (planning, own), (own, own)):
        with pytest.raises(Invalid):
            merge_themes(ann, *pair, now=now)


def test_themes_kept_apart_are_offered_again_on_request(
    ann: Owner, now: datetime, two: tuple[str, str]
) -> None:
    keep_themes_apart(ann, *two, now=now)
    assert themes_apart(ann) == {frozenset(two)}
    offer_merge_again(ann, two[1], two[0])
    assert themes_apart(ann) == set()


def test_a_theme_that_was_parted_for_good_is_not_offered_again(
    ann: Owner, now: datetime, two: tuple[str, str]
) -> None:
    merge_themes(ann, two[1], two[0], now=now)
    split_theme(ann, two[0], now=now, keep_apart=True)
    assert themes_apart(ann) == {frozenset(two)}
