"""When two tags are one, which say something of a round, and which theme one may mean."""

from typing import Any

import pytest

from afterround.adapters.matching.recogniser import built_in_reading, built_in_recogniser
from afterround.adapters.matching.taxonomy import built_in_taxonomy
from afterround.core.feedback import Polarity
from afterround.core.imports import Found, FoundRound, FoundTag
from afterround.core.personal_themes import PersonalThemes, personal_themes
from afterround.core.recognition import Suggester
from afterround.core.tag_themes import propose_theme
from afterround.core.tags import LONGEST, Noise, noise_in, tag_key, tag_words, telling_tags
from afterround.core.themes import Decision, OwnTheme, PersonalRecord
from tests.brought import found_round, tags

YES, NO = Decision.ACCEPTED, Decision.REJECTED


def told(*names: str, **others: Any) -> list[str]:
    return [tag.name for tag in telling_tags(found_round(tags=tags(*names), **others))]


@pytest.mark.parametrize(
    "other", ["time_mgmt", "Time Mgmt", "#time-mgmt", "TimeMgmt", "timeMgmt", "interview/time-mgmt"]
)
def test_spellings_of_one_tag_are_one(other: str) -> None:
    assert tag_key(other) == tag_key("time-mgmt") == "time mgmt"


@pytest.mark.parametrize(
    ("name", "words"),
    [("DPState", "DP State"), ("动态规划", "动态规划"), ("areas/dp", "areas dp"), ("interview", "interview")],
)
def test_a_tag_is_said_in_words(name: str, words: str) -> None:
    assert tag_words(name) == words


@pytest.mark.parametrize(
    ("tag", "noise"),
    [
        ("acme", Noise.NAME),
        ("Acme-onsite-2026", Noise.NAME),
        ("backend", Noise.NAME),
        ("system-design", Noise.KIND),
        ("behavioral", Noise.KIND),
        ("phone_screen", Noise.STAGE),
        ("round-2", Noise.STAGE),
        ("rejected", Noise.RESULT),
        ("no-answer", Noise.RESULT),
        ("2026-05", Noise.DATE),
        ("english", Noise.LANGUAGE),
        ("hard", Noise.DIFFICULTY),
        ("interview", Noise.NOTE),
        ("job_search", Noise.NOTE),
        ("面试", Noise.NOTE),
    ],
)
def test_a_tag_that_the_round_says_already_or_that_any_note_bears_is_noise(tag: str, noise: Noise) -> None:
    assert noise_in(tag_words(tag), {"acme", "backend"}) is noise
    assert told(tag, role=Found("Backend Engineer")) == []


@pytest.mark.parametrize(
    ("tag", "company"),
    [
        ("AcmeRockets", "AcmeRockets"),
        ("acmerockets", "Acme Rockets"),
        ("acme-onsite", "Acme, Inc."),
        ("societe-acme", "Société Acme SA"),
        ("AcmeRockets-2026", "AcmeRockets.io"),
        ("LeetCode", "Globex"),
        ("HackerRank", "Globex"),
    ],
)
def test_a_name_is_noise_however_it_is_written(tag: str, company: str) -> None:
    assert told(tag, company=company) == []


@pytest.mark.parametrize(
    "tag", ["time-mgmt", "acme-dp", "coding-speed", "hard-questions-about-caching", "STAR-stories"]
)
def test_one_word_that_says_something_keeps_a_tag(tag: str) -> None:
    assert told(tag) == [tag]


def test_languages_that_a_sign_tells_apart_are_not_one() -> None:
    assert told("C", "C++", "c#", "cpp") == ["C", "C++", "c#"]


def test_a_sentence_is_no_tag() -> None:
    assert told("a" * (LONGEST + 1), "ﬃ" * LONGEST, "what I would do if I were asked again", "--") == []


def test_a_tag_stands_once_spelled_as_it_stands_first() -> None:
    assert told("Edge-Cases", "edge_cases") == ["Edge-Cases"]


def test_what_a_line_says_of_a_tag_counts_and_shaky_once_is_shaky() -> None:
    well, shaky = tags("dp", polarity=Polarity.WELL), tags("DP", polarity=Polarity.SHAKY)
    for found, polarity in (
        (tags("dp") + well, Polarity.WELL),
        (well + shaky, Polarity.SHAKY),
        (shaky + well + tags("dp"), Polarity.SHAKY),
    ):
        (tag,) = telling_tags(FoundRound(tags=found))
        assert tag == FoundTag(found[0].name, 1, polarity)


def proposed(
    tag: str,
    *said: tuple[str, Decision],
    themes: PersonalThemes | None = None,
    own: tuple[OwnTheme, ...] = (),
) -> tuple[str, str] | None:
    record = PersonalRecord(own=own)
    suggester = Suggester(built_in_recogniser(), record, built_in_reading)
    found = propose_theme(tag, themes or personal_themes(built_in_taxonomy(), own=own), suggester, said)
    return (found.theme.slug, found.reason) if found else None


@pytest.mark.parametrize(
    ("tag", "theme", "reason"),
    [
        ("time-mgmt", "time-split", "“time management” speaks for it."),
        ("dp", "dp-state", "“dp” speaks for it."),
        ("anxiety", "calm", "“anxiety” speaks for it."),
        ("EdgeCases", "edge-cases", "It is called so."),
    ],
)
def test_a_theme_is_proposed_with_the_reason(tag: str, theme: str, reason: str) -> None:
    assert proposed(tag) == (theme, reason)


@pytest.mark.parametrize("tag", ["luck", "fjord", "绿茶"])
def test_nothing_is_proposed_where_nothing_speaks_for_it(tag: str) -> None:
    assert proposed(tag) is None


def test_what_was_said_of_the_tag_comes_before_what_it_reads_like() -> None:
    assert proposed("dp", ("pace", YES)) == ("pace", "You said so of this tag before.")
    assert proposed("dp", ("pace", YES), ("calm", YES)) == ("calm", "You said so of this tag before.")


def test_a_theme_that_was_refused_is_not_proposed_again() -> None:
    assert proposed("dp", ("dp-state", YES), ("dp-state", NO)) is None
    assert proposed("dp", ("pace", YES), ("pace", NO)) == ("dp-state", "“dp” speaks for it.")


def test_an_own_theme_is_proposed_by_its_name_and_by_another_wording() -> None:
    own = (OwnTheme("own-rubber", "Rubber duck", aliases=("duck talk",)),)
    assert proposed("rubber-duck", own=own) == ("own-rubber", "It is called so.")
    assert proposed("duck_talk", own=own) == ("own-rubber", "That is another wording for it.")


def test_a_hidden_theme_is_not_proposed_and_a_merged_one_is_as_what_it_counts() -> None:
    hidden = personal_themes(built_in_taxonomy(), hidden={"dp-state"})
    merged = personal_themes(built_in_taxonomy(), merges={"dp-state": "planning"})
    assert proposed("dp", themes=hidden) is None
    assert proposed("dp", themes=merged) == ("planning", "“dp” speaks for it.")


def test_an_old_slug_of_a_theme_is_no_name_that_anybody_gave() -> None:
    assert proposed("nerves") == ("calm", "“nerves” speaks for it.")
