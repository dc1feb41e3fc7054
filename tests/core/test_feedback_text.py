"""What the sender of a feedback wrote is told from markup, signatures and quoted mails, in place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterround.core.feedback_text import own_words


@given(st.text(alphabet=st.sampled_from("<p>/ab> \n-&#39;*wrote:On"), max_size=80))
def test_blanks_keep_every_word_in_its_place(text: str) -> None:
    assert len(own_words(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<b>Too</b> slow", "Too slow"),
        ("didn&#39;t &amp; won&rsquo;t", "didn' t & won' t"),
        ("**Strong** _coding_", "Strong coding"),
        ("Fine.\n-- \nDan, slow team", "Fine."),
        ("Thanks again for coming by.\n\nOn 3 June Ann wrote:\nI was slow", "Thanks again for coming by."),
        ("Thanks again for coming by.\n> I was slow", "Thanks again for coming by."),
        ("FYI\n> you were slow", "FYI > you were slow"),
        ("a < b > c", "a < b > c"),
    ],
)
def test_only_the_senders_own_words_stay(text: str, words: str) -> None:
    assert " ".join(own_words(text).split()) == words


def test_a_tag_that_begins_a_block_ends_a_line() -> None:
    assert own_words("a<br>b<i>c") == "a\n   b   c"
