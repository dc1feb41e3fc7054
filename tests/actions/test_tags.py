"""Tags of an import count nothing by themselves, and as a theme once the person has said so, with the way back."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from afterround.actions.import_undo import redo_import, undo_import
from afterround.actions.rounds import delete_round, restore_round
from afterround.actions.tags import answer_tag, let_tag_go, offer_tag_again, part_tag
from afterround.actions.theme_decisions import take_back
from afterround.actions.themes import add_wording, hide_theme, make_theme
from afterround.core.errors import Invalid, NotFound
from afterround.core.feedback import Polarity
from afterround.core.import_matching import Choice
from afterround.data.models import Mention, Owner, OwnTheme, Round, RoundTag, ThemeAlias, ThemeDecision
from afterround.queries.tags import counted_tags, open_tag, open_tags, tags_let_go
from afterround.queries.themes import tally, themes_of
from tests.brought import a_file, a_text, bring, bring_tagged, found_round, tags
from tests.cast import NOW
from tests.seen import theme_mentions

SHAKY, WELL = Polarity.SHAKY, Polarity.WELL
NOTE = """---
tags: [time-mgmt, interview, acme]
---
# Acme coding interview 2026-05-04

## What went well
- asked about duplicates #clarifying-questions

## What felt shaky
- ran out of time #time-mgmt
"""


def names(owner: Owner, now: datetime) -> list[str]:
    return [tag.name for tag in open_tags(owner, now).tags]


def shaky_rounds(owner: Owner, theme: str, now: datetime) -> tuple[int, int]:
    """In how many rounds a theme was shaky, and of how many."""
    return next(((one.shaky, one.n) for one in tally(owner, now) if one.theme.slug == theme), (0, 0))


def aliases() -> list[tuple[str, str]]:
    return list(ThemeAlias.objects.values_list("theme", "name"))


def test_an_import_keeps_the_telling_tags_of_a_note(ann: Owner) -> None:
    bring(ann, a_text(NOTE))
    kept = RoundTag.objects.order_by("key").values_list("name", "key", "polarity")
    assert list(kept) == [
        ("clarifying-questions", "clarifying questions", "well"),
        ("time-mgmt", "time mgmt", "shaky"),
    ]


def test_a_tag_counts_nothing_by_itself(ann: Owner, now: datetime) -> None:
    bring_tagged(ann, tags("time-mgmt"), tags("time-mgmt"))
    assert names(ann, now) == ["time-mgmt"] and tally(ann, now) == []
    assert not Mention.objects.exists() and not ThemeDecision.objects.exists()


def test_a_tag_counts_in_all_its_rounds_after_one_press_and_is_a_wording_from_then_on(
    ann: Owner, now: datetime
) -> None:
    bring_tagged(ann, tags("time-mgmt"), tags("Time Mgmt"), tags("timeMgmt"))
    answer_tag(ann, "time-mgmt", "time-split", polarity=SHAKY, now=now)
    assert shaky_rounds(ann, "time-split", now) == (3, 3) and names(ann, now) == []
    assert themes_of(ann).called("time mgmt") == themes_of(ann).known("time-split")
    (mention, *_) = theme_mentions(ann, "time-split", now)
    assert mention.is_tag and mention.words == "timeMgmt"


def test_the_next_import_with_that_tag_proposes_the_theme_and_counts_nothing(
    ann: Owner, now: datetime
) -> None:
    bring_tagged(ann, tags("zigzag"))
    assert open_tag(ann, "zigzag", now).theme is None
    answer_tag(ann, "zigzag", "pace", polarity=SHAKY, now=now)
    bring(ann, a_file(found_round("Globex", "2026-06-01", tags=tags("zigzag")), name="b.md"))
    again = open_tag(ann, "zigzag", now)
    assert again.theme and (again.theme.slug, again.reason) == ("pace", "You said so of this tag before.")
    assert shaky_rounds(ann, "pace", now) == (1, 1)


def test_the_place_of_a_tag_says_what_the_press_does_not(ann: Owner, now: datetime) -> None:
    bring_tagged(ann, tags("pace", polarity=WELL), tags("pace"), tags("pace"))
    odd = open_tag(ann, "pace", now).rounds[0].id
    answer_tag(ann, "pace", "pace", polarity=SHAKY, otherwise=[odd], now=now)
    said = [mention.polarity for mention in theme_mentions(ann, "pace", now)]
    assert said == [WELL, SHAKY, WELL]  # ticked, pressed, told


def test_a_name_that_no_theme_has_makes_an_own_one_which_goes_with_the_undo(
    ann: Owner, now: datetime
) -> None:
    bring_tagged(ann, tags("rubber-duck"))
    deed = answer_tag(ann, "rubber-duck", "rubber-duck", polarity=WELL, now=now)
    assert OwnTheme.objects.get().name == "rubber-duck" and aliases() == []
    take_back(ann, deed, now=now)
    assert not OwnTheme.objects.exists() and names(ann, now) == ["rubber-duck"]


def test_an_undo_leaves_nothing_but_the_open_tag(ann: Owner, now: datetime) -> None:
    bring_tagged(ann, tags("time-mgmt"), tags("time-mgmt"))
    before = open_tags(ann, now)
    take_back(ann, answer_tag(ann, "time-mgmt", "pace", polarity=SHAKY, now=now), now=now)
    assert not ThemeDecision.objects.exists() and not Mention.objects.exists() and aliases() == []
    assert open_tags(ann, now) == before


def test_a_wording_given_by_hand_outlives_the_tag(ann: Owner, now: datetime) -> None:
    add_wording(ann, "pace", "time mgmt", now=now - timedelta(days=1))
    bring_tagged(ann, tags("time-mgmt"))
    take_back(ann, answer_tag(ann, "time-mgmt", "pace", polarity=SHAKY, now=now), now=now)
    assert aliases() == [("pace", "time mgmt")]


def test_a_parted_tag_waits_again_without_that_theme_and_its_undo_loses_nothing(
    ann: Owner, now: datetime
) -> None:
    bring_tagged(ann, tags("jitters"), tags("jitters"))
    answer_tag(ann, "jitters", "calm", polarity=SHAKY, now=now)
    (known, *_), later = [one.theme.slug for one in counted_tags(ann, now)], now + timedelta(days=1)
    deed = part_tag(ann, "jitters", known, now=later)
    waiting = open_tag(ann, "jitters", later)
    assert waiting.theme is None or waiting.theme.slug != "calm"
    assert aliases() == [] and shaky_rounds(ann, "calm", later) == (0, 0)
    take_back(ann, deed, now=later)
    assert aliases() == [("calm", "jitters")] and shaky_rounds(ann, "calm", later) == (2, 2)


def test_a_tag_whose_name_another_theme_has_is_no_wording_and_is_still_remembered(
    ann: Owner, now: datetime
) -> None:
    add_wording(ann, "pace", "hurry", now=now)
    bring_tagged(ann, tags("hurry"))
    answer_tag(ann, "hurry", "calm", polarity=SHAKY, now=now)
    bring(ann, a_file(found_round("Globex", "2026-06-01", tags=tags("hurry")), name="b.md"))
    proposed = open_tag(ann, "hurry", now).theme
    assert proposed and proposed.slug == "calm" and aliases() == [("pace", "hurry")]


def test_what_was_let_go_stays_so_with_the_next_import_until_it_is_offered_again(
    ann: Owner, now: datetime
) -> None:
    bring_tagged(ann, tags("luck"))
    let_tag_go(ann, "luck", now=now)
    bring(ann, a_file(found_round("Globex", "2026-06-01", tags=tags("#Luck")), name="b.md"))
    assert names(ann, now) == [] and [one.key for one in tags_let_go(ann)] == ["luck"]
    offer_tag_again(ann, "luck")
    assert len(open_tag(ann, "luck", now).rounds) == 2


def test_only_what_was_shown_is_answered(ann: Owner, now: datetime) -> None:
    bring_tagged(ann, tags("pace"), tags("pace"))
    seen = open_tag(ann, "pace", now).rounds[0].id
    answer_tag(ann, "pace", "pace", polarity=SHAKY, seen=[seen], now=now)
    assert Mention.objects.count() == 1 and len(open_tag(ann, "pace", now).rounds) == 1
    with pytest.raises(NotFound):
        answer_tag(ann, "pace", "calm", polarity=SHAKY, seen=[seen], now=now)
    with pytest.raises(Invalid):
        answer_tag(ann, "pace", " ", polarity=SHAKY, now=now)


def test_a_press_that_is_sent_twice_is_done_once(ann: Owner, now: datetime) -> None:
    bring_tagged(ann, tags("rubber-duck"), tags("rubber-duck"))
    seen = [one.id for one in open_tag(ann, "rubber-duck", now).rounds]
    deeds = [
        answer_tag(ann, "rubber-duck", "Rubber duck", polarity=WELL, seen=seen, now=now) for _ in range(2)
    ]
    assert deeds[0] == deeds[1] and ThemeDecision.objects.count() == 2


def test_nothing_of_a_round_in_its_cooldown_shows_up(ann: Owner, now: datetime) -> None:
    report = bring_tagged(ann, tags("nerves"), tags("nerves"))
    ends = now - timedelta(minutes=5)
    move(report.rounds[0], ends)
    assert len(open_tag(ann, "nerves", now).rounds) == 1
    answer_tag(ann, "nerves", "calm", polarity=SHAKY, now=now)
    assert Mention.objects.count() == 1


def move(key: UUID, ends_at: datetime) -> None:
    """Let a round that was brought have ended at that minute."""
    Round.objects.filter(id=key).update(ends_at=ends_at, precision="minute")


def test_tags_of_a_deleted_round_do_not_wait(ann: Owner, now: datetime) -> None:
    report = bring_tagged(ann, tags("nerves"))
    delete_round(ann, report.rounds[0], now=now)
    assert names(ann, now) == []


def test_a_tag_is_parted_on_a_deleted_round_too(ann: Owner, now: datetime) -> None:
    report = bring_tagged(ann, tags("nerves"), tags("nerves"))
    answer_tag(ann, "nerves", "calm", polarity=SHAKY, now=now)
    delete_round(ann, report.rounds[0], now=now)
    deed = part_tag(ann, "nerves", "calm", now=now)
    restore_round(ann, report.rounds[0])
    assert not Mention.objects.exists() and aliases() == []
    take_back(ann, deed, now=now)
    assert shaky_rounds(ann, "calm", now) == (2, 2)


def test_a_tag_that_is_let_go_twice_is_let_go_once(ann: Owner, now: datetime) -> None:
    bring_tagged(ann, tags("luck"))
    for _ in range(2):
        let_tag_go(ann, "luck", now=now)
    assert [one.key for one in tags_let_go(ann)] == ["luck"]


def test_a_hidden_theme_is_not_proposed(ann: Owner, now: datetime) -> None:
    bring_tagged(ann, tags("own-thing"))
    own = make_theme(ann, "Own thing", now=now)
    hide_theme(ann, own, now=now)
    assert open_tag(ann, "own-thing", now).theme is None


def test_a_tag_cannot_mean_a_hidden_theme_since_it_would_not_count(ann: Owner, now: datetime) -> None:
    bring_tagged(ann, tags("jitters"))
    hide_theme(ann, "calm", now=now)
    with pytest.raises(Invalid, match="hidden"):
        answer_tag(ann, "jitters", "calm", polarity=SHAKY, now=now)
    assert not ThemeDecision.objects.exists()


def test_the_same_file_again_gives_nothing_new(ann: Owner) -> None:
    bring(ann, a_text(NOTE))
    assert bring(ann, a_text(NOTE)).id is None and RoundTag.objects.count() == 2


def test_a_tag_that_was_added_in_front_of_a_known_note_is_taken_and_taken_back(ann: Owner) -> None:
    first = bring(ann, a_text(NOTE))
    again = bring(ann, a_text(NOTE.replace("acme]", "acme, nerves]")))
    assert again.id and [gave.tags for gave in again.files] == [1] and again.rounds == ()
    assert set(RoundTag.objects.values_list("round", "key")) >= {(first.rounds[0], "nerves")}
    undo_import(ann, again.id, now=NOW)
    assert not RoundTag.objects.filter(key="nerves").exists() and RoundTag.objects.count() == 2


def test_a_changed_round_takes_the_tags_of_its_file(ann: Owner) -> None:
    bring(ann, a_file(found_round(shaky=["heaps"])))
    changed = found_round(shaky=["heaps", "graphs"], tags=tags("nerves"))
    bring(ann, a_file(changed, choices={0: Choice.ADD}))
    assert list(RoundTag.objects.values_list("name", flat=True)) == ["nerves"]


def test_an_undone_import_takes_tags_and_what_they_count_as_with_it_and_brings_both_back(
    ann: Owner, now: datetime
) -> None:
    report = bring_tagged(ann, tags("jitters"), tags("jitters"))
    answer_tag(ann, "jitters", "calm", polarity=SHAKY, now=now)
    assert report.id
    undo_import(ann, report.id, now=now)
    assert not RoundTag.objects.exists() and not Mention.objects.exists()
    assert aliases() == []
    redo_import(ann, report.id)
    assert shaky_rounds(ann, "calm", now) == (2, 2) and RoundTag.objects.count() == 2
    assert aliases() == [("calm", "jitters")]


def test_an_undone_import_leaves_a_wording_that_another_one_holds(ann: Owner, now: datetime) -> None:
    bring_tagged(ann, tags("jitters"))
    second = bring(ann, a_file(found_round("Globex", "2026-06-01", tags=tags("jitters")), name="b.md"))
    answer_tag(ann, "jitters", "calm", polarity=SHAKY, now=now)
    assert second.id
    undo_import(ann, second.id, now=now)
    assert aliases() == [("calm", "jitters")] and shaky_rounds(ann, "calm", now) == (1, 1)
