"""The terms of a line: what a reader that has learnt from sentences knows it by."""

from afterround.adapters.matching.words import stem
from afterround.core.wording import words_of
from afterround.core.wordprint import WordGroups, terms_of


def terms(line: str) -> set[str]:
    return set(terms_of(words_of(line, stem), WordGroups({"unkind": ["rude", "sour*"]})))


def test_words_of_one_family_share_a_term_by_their_beginning() -> None:
    assert terms("explanation") & terms("explained") == {"~expla"}
    assert terms("clarify") & terms("clarification") >= {"~clari"}


def test_a_short_word_has_no_beginning_of_its_own() -> None:
    assert terms("trie") == {stem("trie")}


def test_a_term_knows_the_place_of_its_word() -> None:
    assert terms_of(words_of("Dan rambled", stem), WordGroups({}))["~rambl"] == [1]


def test_like_words_share_their_group() -> None:
    assert terms("rude") & terms("sourly") == {"@unkind"}
