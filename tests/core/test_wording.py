"""How a line is cut into words, and how cues are found in it."""

import pytest

from afterround.adapters.matching.words import Mender, stem
from afterround.core.cues import CueIndex, cue_from
from afterround.core.wording import words_of


def sees(cue: str, line: str) -> bool:
    found = cue_from(cue, "a-theme", stem)
    assert found is not None
    return bool(CueIndex([found]).sightings(words_of(line, stem)))


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("Didn't ask", ["did", "not", "ask"]),
        ("Off-by-one, in C++", ["off", "by", "one", "in", "c++"]),
        ("I couldn’t optimise it", ["i", "could", "not", "optimize", "it"]),
        ("the interviewer's O(n^2)", ["the", "interviewer", "o", "n", "2"]),
        ("", []),
    ],
)
def test_a_line_is_cut_into_words(line: str, texts: list[str]) -> None:
    assert [word.text for word in words_of(line, stem)] == texts


def test_a_word_knows_its_characters() -> None:
    line = "I couldn't  explain"
    assert [line[word.start : word.end] for word in words_of(line, stem)] == [
        "I",
        "couldn't",
        "couldn't",
        "explain",
    ]


@pytest.mark.parametrize(
    ("cue", "line"),
    [
        ("edge case", "Missed all of the edge cases"),
        ("asked question", "asked her some questions"),
        ("jump* into cod*", "jumping into the coding"),
        ("jump* right|straight into", "jumped straight into it"),
        ("recover*", "recovered"),
        ("in 5 minutes", "done in twenty minutes"),
        ("spent _ on first part", "spent most of the hour on the first part"),
        ("ran|run out of time", "we ran out of time"),
        ("optimise", "could not optimize it"),
        ("think-aloud", "think aloud"),
        ("exhausted=", "I was exhausted"),
    ],
)
def test_a_cue_is_found_in_any_form(cue: str, line: str) -> None:
    assert sees(cue, line)


@pytest.mark.parametrize(
    ("cue", "line"),
    [
        ("edge case", "the case of the edge"),
        ("edge case", "edge of a hard case"),
        ("jump* into cod*", "jumped over the code"),
        ("exhausted=", "an exhaustive search"),
        ("spent _ on first part", "spent"),
        ("interviewer", "the interview"),
    ],
)
def test_a_cue_is_not_found_elsewhere(cue: str, line: str) -> None:
    assert not sees(cue, line)


def test_a_cue_without_a_word_is_none() -> None:
    assert cue_from(" _ ", "a-theme", stem) is None


@pytest.mark.parametrize(
    ("typed", "meant"), [("windwo", "window"), ("recusrion", "recursion"), ("concurency", "concurrency")]
)
def test_a_slip_of_the_hand_is_mended(typed: str, meant: str) -> None:
    assert Mender(lambda: {"window", "recursion", "concurrency"})(typed) == meant


@pytest.mark.parametrize("word", ["windows", "winter", "shadow", "wind", "a1b2c3", "curtain"])
def test_a_word_that_is_none_stays(word: str) -> None:
    assert Mender(lambda: {"window", "recursion", "certain"})(word) is None
