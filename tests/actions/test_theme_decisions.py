"""Suggestions are confirmed, refused, added and taken back; the tally's mentions follow the last word and the line."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from afterround.actions.feedback import strike_feedback
from afterround.actions.import_undo import redo_import, undo_import
from afterround.actions.observers import hand_in
from afterround.actions.retro import finish_retro, save_retro
from afterround.actions.rounds import delete_round, restore_round
from afterround.actions.theme_decisions import (
    add_theme,
    confirm_group,
    confirm_theme,
    none_of_these,
    refuse_group,
    reject_theme,
    take_back,
)
from afterround.actions.themes import hide_theme, merge_themes
from afterround.core.errors import Invalid, NotFound
from afterround.core.retro import Section
from afterround.core.retro_fields import FieldChange
from afterround.core.themes import Decision, Polarity
from afterround.data.models import Import, Mention, ObservedLine, Owner, OwnTheme, RetroLine, ThemeDecision
from afterround.queries.archive import get_archive
from afterround.queries.theme_groups import theme_inbox
from afterround.queries.theme_suggestions import line_suggestions, suggestions_for
from afterround.queries.themes import personal_record
from tests.brought import a_file, bring, found_round
from tests.cast import a_feedback, a_form, a_line, a_mock, a_retro, a_round
from tests.seen import theme_mentions

DAY = timedelta(days=1)
LOST = "lost the DP state"


@pytest.fixture
def round_id(ann: Owner, now: datetime) -> UUID:
    """A coding round of yesterday with a finished retrospective."""
    key = a_round(ann, ended_ago=DAY, now=now)
    a_retro(ann, key, now=now)
    finish_retro(ann, key, now=now)
    return key


@pytest.fixture
def line(ann: Owner, round_id: UUID, now: datetime) -> UUID:
    """A line under *What felt shaky* that says the DP state was lost."""
    return a_line(ann, round_id, Section.SHAKY, LOST, now=now)


def suggested(owner: Owner, line: UUID, now: datetime) -> list[str]:
    """The slugs suggested under a line."""
    return [one.theme for one in line_suggestions(owner, line, now).suggested]


def polarities(owner: Owner, theme: str, now: datetime) -> list[Polarity | None]:
    """What each mention of a theme says, as it counts."""
    return [mention.polarity for mention in theme_mentions(owner, theme, now)]


def change(owner: Owner, round_id: UUID, line: UUID, field: str, value: str, now: datetime) -> None:
    """Write into a field of a line on top of what stands there."""
    version = RetroLine.objects.get(id=line).versions.get(field, 0)
    saved = save_retro(owner, round_id, [FieldChange(str(line), field, value, version)], now=now)
    assert not saved.refused


# Suggestions


def test_a_suggestion_says_which_words_led_to_it(ann: Owner, line: UUID, now: datetime) -> None:
    first = line_suggestions(ann, line, now).suggested[0]
    assert (first.theme, first.words) == ("dp-state", ("DP state",))


def test_there_are_no_suggestions_while_the_round_cools_down(ann: Owner, now: datetime) -> None:
    cooling = a_round(ann, now=now)
    key = a_line(ann, cooling, Section.SHAKY, LOST, now=now)
    assert suggestions_for(ann, cooling, now) == {}
    assert suggested(ann, key, now) == []
    assert list(suggestions_for(ann, cooling, now + timedelta(minutes=30))) == [key]


def test_nothing_counts_until_it_is_confirmed(ann: Owner, line: UUID, now: datetime) -> None:
    assert theme_mentions(ann, "dp-state", now) == []
    confirm_theme(ann, line, "dp-state", now=now)
    assert [mention.words for mention in theme_mentions(ann, "dp-state", now)] == [LOST]


def test_a_confirmed_theme_is_suggested_no_more(ann: Owner, line: UUID, now: datetime) -> None:
    confirm_theme(ann, line, "dp-state", now=now)
    view = line_suggestions(ann, line, now)
    assert [one.theme for one in view.confirmed] == ["dp-state"]
    assert "dp-state" not in [one.theme for one in view.suggested]


def test_a_theme_of_version_1_is_known_by_the_one_that_replaced_it(
    ann: Owner, line: UUID, now: datetime
) -> None:
    confirm_theme(ann, line, "brute-force-stuck", now=now)
    assert Mention.objects.get().theme == "optimisation"


def test_a_refused_theme_comes_back_only_with_other_words(ann: Owner, line: UUID, now: datetime) -> None:
    reject_theme(ann, line, "dp-state", now=now)
    assert "dp-state" not in suggested(ann, line, now)
    assert personal_record(ann).decisions[0].decision is Decision.REJECTED


def test_none_of_these_refuses_all_that_was_seen_in_one_deed(ann: Owner, line: UUID, now: datetime) -> None:
    deed = none_of_these(ann, line, ["dp-state", "recall"], now=now)
    assert ThemeDecision.objects.filter(deed=deed, decision=Decision.REJECTED).count() == 2
    with pytest.raises(Invalid):
        none_of_these(ann, line, [], now=now)


def test_a_hidden_theme_is_not_suggested(ann: Owner, line: UUID, now: datetime) -> None:
    hide_theme(ann, "dp-state", now=now)
    assert "dp-state" not in suggested(ann, line, now)


def test_a_hidden_theme_is_not_added_since_it_would_not_count(ann: Owner, now: datetime) -> None:
    key = a_line(ann, a_round(ann, ended_ago=DAY), Section.SHAKY, "lost the DP state")
    hide_theme(ann, "dp-state", now=now)
    with pytest.raises(Invalid, match="hidden"):
        add_theme(ann, key, "DP state definition", now=now)


def test_a_merged_theme_is_suggested_as_the_one_it_counts_as(ann: Owner, line: UUID, now: datetime) -> None:
    merge_themes(ann, "recall", "dp-state", now=now)
    assert suggested(ann, line, now)[0] == "recall"
    reject_theme(ann, line, "recall", now=now)
    again = a_line(ann, RetroLine.objects.get(id=line).retro.round_id, Section.SHAKY, LOST + "!", now=now)
    assert "recall" not in suggested(ann, again, now)


# Adding and taking back


def test_a_no_is_about_the_merged_theme_as_well_and_is_taken_back_with_it(
    ann: Owner, line: UUID, now: datetime
) -> None:
    add_theme(ann, line, "Recursion trouble", now=now)
    merge_themes(ann, "dp-state", "own-recursion-trouble", now=now)
    assert polarities(ann, "dp-state", now) == [Polarity.SHAKY]
    deed = reject_theme(ann, line, "dp-state", now=now)
    assert polarities(ann, "dp-state", now) == []
    take_back(ann, deed, now=now)
    assert polarities(ann, "dp-state", now) == [Polarity.SHAKY]


def test_a_name_that_no_theme_has_makes_an_own_one(ann: Owner, line: UUID, now: datetime) -> None:
    add_theme(ann, line, "Tables in my head", now=now)
    assert [one.name for one in line_suggestions(ann, line, now).confirmed] == ["Tables in my head"]
    assert personal_record(ann).own[0].slug == "own-tables-in-my-head"


def test_taking_back_a_slip_of_the_hand_takes_the_theme_it_made_with_it(
    ann: Owner, line: UUID, round_id: UUID, now: datetime
) -> None:
    deed = add_theme(ann, line, "Recusrion", now=now)
    take_back(ann, deed, now=now)
    assert not OwnTheme.objects.filter(owner=ann).exists()
    deed = add_theme(ann, line, "Recursion", now=now)
    other = a_line(ann, round_id, Section.SHAKY, "recursion again", now=now)
    confirm_theme(ann, other, "own-recursion", now=now + DAY)
    take_back(ann, deed, now=now)
    assert OwnTheme.objects.filter(owner=ann).exists()


def test_adding_is_no_acceptance_of_a_suggestion(ann: Owner, line: UUID, now: datetime) -> None:
    add_theme(ann, line, "calm", now=now)
    assert personal_record(ann).tried("calm") == (0, 0)


def test_a_deed_that_is_taken_back_leaves_what_was_before(ann: Owner, line: UUID, now: datetime) -> None:
    confirm_theme(ann, line, "dp-state", now=now)
    deed = reject_theme(ann, line, "dp-state", now=now)
    assert theme_mentions(ann, "dp-state", now) == []
    take_back(ann, deed, now=now)
    assert len(theme_mentions(ann, "dp-state", now)) == 1
    with pytest.raises(NotFound):
        take_back(ann, deed, now=now)


def test_confirming_twice_counts_once(ann: Owner, line: UUID, now: datetime) -> None:
    for _ in range(2):
        confirm_theme(ann, line, "dp-state", now=now)
    assert len(theme_mentions(ann, "dp-state", now)) == 1


@pytest.mark.parametrize("theme", ["no-such-theme", ""])
def test_a_theme_that_is_not_there_cannot_be_confirmed(
    theme: str, ann: Owner, line: UUID, now: datetime
) -> None:
    with pytest.raises(NotFound):
        confirm_theme(ann, line, theme, now=now)


# A mention follows its line


def test_a_line_that_moves_changes_what_it_says(
    ann: Owner, round_id: UUID, line: UUID, now: datetime
) -> None:
    confirm_theme(ann, line, "dp-state", now=now)
    assert polarities(ann, "dp-state", now) == [Polarity.SHAKY]
    change(ann, round_id, line, "section", "went_well", now)
    assert polarities(ann, "dp-state", now) == [Polarity.WELL]


def test_a_deleted_line_hides_its_mention_and_a_restored_one_brings_it_back(
    ann: Owner, round_id: UUID, line: UUID, now: datetime
) -> None:
    confirm_theme(ann, line, "dp-state", now=now)
    change(ann, round_id, line, "deleted", "yes", now)
    assert theme_mentions(ann, "dp-state", now) == []
    change(ann, round_id, line, "deleted", "", now)
    assert len(theme_mentions(ann, "dp-state", now)) == 1


def test_a_deleted_round_hides_its_mentions(ann: Owner, round_id: UUID, line: UUID, now: datetime) -> None:
    confirm_theme(ann, line, "dp-state", now=now)
    delete_round(ann, round_id, now=now)
    assert theme_mentions(ann, "dp-state", now) == []
    restore_round(ann, round_id)
    assert len(theme_mentions(ann, "dp-state", now)) == 1


# Feedback, and what an observer wrote


def test_of_feedback_the_person_says_what_it_says(ann: Owner, round_id: UUID, now: datetime) -> None:
    said = a_feedback(ann, round_id, "Clear throughout, but rather slow.", now=now)
    confirm_theme(ann, said, "explaining", now=now, polarity=Polarity.WELL)
    confirm_theme(ann, said, "speed", now=now)
    assert polarities(ann, "explaining", now) == [Polarity.WELL]
    assert polarities(ann, "speed", now) == [Polarity.SHAKY]


def test_feedback_that_is_struck_out_counts_no_more(ann: Owner, round_id: UUID, now: datetime) -> None:
    said = a_feedback(ann, round_id, "Rather slow.", now=now)
    confirm_theme(ann, said, "speed", now=now)
    strike_feedback(ann, said, now=now)
    assert theme_mentions(ann, "speed", now) == []


def test_an_observers_line_says_it_by_where_it_stands(ann: Owner, now: datetime) -> None:
    mock = a_mock(ann, ended_ago=DAY)
    hand_in(ann, mock, a_form(mock), now=now)
    line = ObservedLine.objects.filter(heading="went_well")[0]
    confirm_theme(ann, line.id, "explaining", now=now)
    assert polarities(ann, "explaining", now) == [Polarity.WELL]


# Groups after an import


def two_brought(owner: Owner, now: datetime) -> list[UUID]:
    """Two lines about one theme in the rounds of an import, by the open group of that theme."""
    rounds = [
        found_round("Initech", "2026-05-04", shaky=[LOST]),
        found_round("Globex", shaky=[LOST + " again"]),
    ]
    bring(owner, a_file(*rounds))
    group = next(one for one in theme_inbox(owner, now).groups if one.theme.slug == "dp-state")
    return [one.id for one in group.lines]


def test_a_group_is_confirmed_in_one_press_with_exceptions_and_taken_back(ann: Owner, now: datetime) -> None:
    lines = two_brought(ann, now)
    deed = confirm_group(ann, "dp-state", lines[:1], now=now)
    assert [mention.line for mention in theme_mentions(ann, "dp-state", now)] == lines[:1]
    assert take_back(ann, deed, now=now) == 1
    assert theme_mentions(ann, "dp-state", now) == []


def test_a_refused_group_is_open_no_more(ann: Owner, now: datetime) -> None:
    refuse_group(ann, "dp-state", two_brought(ann, now), now=now)
    assert "dp-state" not in [group.theme.slug for group in theme_inbox(ann, now).groups]


def test_a_group_with_a_line_that_is_not_there_changes_nothing(ann: Owner, now: datetime) -> None:
    with pytest.raises(NotFound):
        confirm_group(ann, "dp-state", [*two_brought(ann, now), uuid4()], now=now)
    assert Mention.objects.count() == 0


def test_an_import_that_is_undone_takes_its_themes_along_and_brings_them_back(
    ann: Owner, now: datetime
) -> None:
    confirm_group(ann, "dp-state", two_brought(ann, now), now=now)
    batch = Import.objects.get().id
    undo_import(ann, batch, now=now)
    assert theme_mentions(ann, "dp-state", now) == []
    assert personal_record(ann).decisions == ()
    redo_import(ann, batch)
    assert len(theme_mentions(ann, "dp-state", now)) == len(personal_record(ann).decisions) == 2


def test_everything_that_was_decided_goes_out_with_the_archive(ann: Owner, line: UUID, now: datetime) -> None:
    add_theme(ann, line, "Tables in my head", now=now)
    archive = get_archive(ann)
    assert [row["name"] for row in archive.own_themes] == ["Tables in my head"]
    assert [(row["theme"], row["line_id"]) for row in archive.mentions] == [("own-tables-in-my-head", line)]
    assert [row["statement"] for row in archive.theme_decisions] == [LOST]
