"""Lines grouped by theme, and the words of a line that led to one."""

from afterround.core.recognition import Span
from afterround.core.theme_groups import Piece, group_by_theme, marked, telling_words

LINE = "Asked whether Acme wanted it, before coding"
SPANS = (Span(0, 5), Span(30, 36))


def grouped(**lines: list[str]) -> list[tuple[str, list[str]]]:
    return [(one.theme, list(one.lines)) for one in group_by_theme(lines.items())]


def test_the_largest_group_comes_first() -> None:
    found = grouped(a=["speed"], b=["calm"], c=["calm"])
    assert found == [("calm", ["b", "c"]), ("speed", ["a"])]


def test_groups_of_one_size_stand_in_the_order_of_their_lines() -> None:
    assert [theme for theme, _ in grouped(a=["speed"], b=["calm"])] == ["speed", "calm"]


def test_a_line_stands_in_one_group_only() -> None:
    assert grouped(a=["speed", "calm"], b=["calm"]) == [("speed", ["a"]), ("calm", ["b"])]


def test_a_line_without_a_suggestion_stands_in_none() -> None:
    assert grouped(a=[]) == []


def test_the_telling_words_are_marked_and_nothing_is_lost() -> None:
    pieces = marked(LINE, SPANS)
    assert "".join(piece.text for piece in pieces) == LINE
    assert [piece.text for piece in pieces if piece.is_marked] == ["Asked", "before"]


def test_a_line_without_telling_words_is_one_piece() -> None:
    assert marked(LINE, ()) == (Piece(LINE),)
    assert marked("", ()) == ()


def test_words_that_stand_apart_are_told_with_a_gap() -> None:
    assert telling_words(LINE, SPANS) == "Asked … before"
    assert telling_words(LINE, ()) == ""


def test_words_on_two_lines_are_told_on_one() -> None:
    assert telling_words("ran out\n of time", (Span(0, 16),)) == "ran out of time"
