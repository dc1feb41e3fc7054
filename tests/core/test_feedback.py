"""Where reasons stand in words, how words are marked, and when nothing that came is silence."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterround.core.feedback import SILENT_AFTER, clause_of, is_silent, pieces_of, place_of
from afterround.core.rounds import Result
from tests.cast import NOW


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 39), st.integers(1, 40)), max_size=6))
def test_the_pieces_of_a_text_are_the_text_whatever_overlaps(text: str, drawn: list[tuple[int, int]]) -> None:
    spans = [(start, end) for start, end in drawn if start < end <= len(text)]
    pieces = pieces_of(text, spans)
    assert "".join(piece.text for piece in pieces) == text
    for number, (start, end) in enumerate(spans, 1):
        assert "".join(piece.text for piece in pieces if number in piece.covered) == text[start:end]
        assert sum(number in piece.ending for piece in pieces) == 1


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("slow but", (2, 10)),
        ("  slow ", (2, 6)),
        ("SLOW", (2, 6)),
        ("but right", (7, 17)),
        ("fast", None),
        ("  ", None),
        ("slo. but", None),
    ],
)
def test_words_are_found_whatever_their_case_and_spaces(words: str, place: tuple[int, int] | None) -> None:
    assert place_of("A slow but\nright", words) == (None if place is None else (place[0], min(place[1], 16)))


@pytest.mark.parametrize(
    ("result", "age", "has_words", "silent"),
    [
        (Result.REJECTED, SILENT_AFTER, False, True),
        (Result.NO_ANSWER, SILENT_AFTER, False, True),
        (Result.REJECTED, SILENT_AFTER - timedelta(seconds=1), False, False),
        (Result.REJECTED, SILENT_AFTER, True, False),
        (Result.PASSED, SILENT_AFTER, False, False),
        (Result.PENDING, SILENT_AFTER, False, False),
        (Result.REJECTED, None, False, True),
    ],
)
def test_a_rejection_without_a_word_is_silence_after_some_days(
    result: Result, age: timedelta | None, has_words: bool, silent: bool
) -> None:
    since = None if age is None else NOW - age
    assert is_silent(result, since=since, has_words=has_words, now=NOW) is silent


def test_a_clause_is_what_stands_between_two_marks_around_the_words() -> None:
    text = "Slow, some bugs in the DP. The rest was fine"
    assert clause_of(text, 11, 15) == "some bugs in the DP"
    assert clause_of(text, 0, 4) == "Slow"
    assert clause_of(text, 27, 35) == "The rest was fine"
