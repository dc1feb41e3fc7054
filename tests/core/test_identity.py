"""Lines keep their identity through an edit."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from afterround.core.identity import Sameness, identify, match_lines
from afterround.core.retro import Line, Question, Retro

OLD = [
    ("a", "Lost the DP state again"),
    ("b", "Twenty minutes gone before code"),
    ("c", "Forgot the base case"),
]


def found(new: list[str]) -> list[tuple[str | None, str]]:
    return [(match.id, match.sameness) for match in match_lines(OLD, new)]


def test_moved_lines_are_the_same_lines() -> None:
    assert [key for key, _ in found([OLD[2][1], OLD[0][1], OLD[1][1]])] == ["c", "a", "b"]


def test_a_reworded_line_keeps_its_key() -> None:
    assert found(["Lost the DP state once more"])[0] == ("a", Sameness.REWORDED)


def test_other_words_in_the_same_place_are_asked_about() -> None:
    new = [OLD[0][1], "Spoke far too quietly", OLD[2][1]]
    assert found(new)[1] == ("b", Sameness.CHANGED)


def test_a_line_added_at_the_end_is_new() -> None:
    assert found([text for _, text in OLD] + ["Spoke far too quietly"])[3] == (None, Sameness.NEW)


def test_equal_lines_are_told_apart_by_their_order() -> None:
    matches = match_lines([("x", "same"), ("y", "same")], ["same", "same", "same"])
    assert [match.id for match in matches] == ["x", "y", None]


@given(st.lists(st.text(max_size=8), max_size=8), st.lists(st.text(max_size=8), max_size=8))
def test_no_old_line_is_given_twice(old: list[str], new: list[str]) -> None:
    keys = [match.id for match in match_lines([(str(n), text) for n, text in enumerate(old)], new)]
    given_out = [key for key in keys if key is not None]
    assert len(given_out) == len(set(given_out))
    assert len(keys) == len(new)


def test_a_document_keeps_keys_section_by_section() -> None:
    old = Retro(
        shaky=(Line("Lost the DP state", "1"),),
        questions=(Question("Stick cutting", "memo", id="2"),),
        id="r",
    )
    new = Retro(
        shaky=(Line("Lost the DP state!"), Line("New")), questions=(Question("Stick cutting", "bottom up"),)
    )
    read, asked = identify(old, new)
    assert [line.id for line in read.shaky] == ["1", ""]
    assert (read.questions[0].id, read.id, asked) == ("2", "r", ())


def test_a_key_that_the_text_brings_is_trusted_only_where_it_is_known() -> None:
    old = Retro(shaky=(Line("One", "1"), Line("Two", "2")))
    swapped = Retro(shaky=(Line("Two", "1"), Line("One", "stranger")))
    read, _ = identify(old, swapped)
    assert [line.id for line in read.shaky] == ["1", "2"]


def test_a_prediction_is_kept_unless_the_text_brings_one() -> None:
    old = Retro(prediction=40)
    assert identify(old, Retro())[0].prediction == 40
    assert identify(old, replace(old, prediction=60))[0].prediction == 60
