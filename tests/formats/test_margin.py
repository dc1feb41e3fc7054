"""The note above a retrospective in an editor."""

from hypothesis import given
from hypothesis import strategies as st

from afterround.core.retro import ActionState, Section
from afterround.formats.margin import Decided, Waiting, read_margin, write_margin

WAITING = Waiting(
    actions=(("6da52d64", "Fill knowledge gap on tries (Acme, coding)"),),
    jots=(("077b27da", "lost the state (unsorted)"),),
    prediction="",
)
LINES = st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"])).map(
    lambda s: " ".join(s.split())
)


@given(st.text(), st.lists(LINES), st.lists(LINES), st.sampled_from([None, "", "40"]))
def test_an_untouched_note_decides_nothing_and_the_text_comes_back(
    text: str, actions: list[str], jots: list[str], prediction: str | None
) -> None:
    keyed = [tuple((f"{n:08x}", words) for n, words in enumerate(items)) for items in (actions, jots)]
    note = write_margin(Waiting(keyed[0], keyed[1], prediction))
    assert read_margin(note + text) == (Decided(prediction=prediction), text)


def test_letters_decide() -> None:
    note = write_margin(WAITING).replace("[ ] 6da", "[D] 6da").replace("[ ] 077", "[s]077")
    decided, rest = read_margin(note.replace("prediction: ", "prediction: 40 %") + "rest")
    assert decided == Decided({"6da52d64": ActionState.DONE}, {"077b27da": Section.SHAKY}, "40")
    assert rest == "rest"


def test_a_letter_that_means_nothing_is_a_problem() -> None:
    decided, _ = read_margin(write_margin(WAITING).replace("[ ] 6da", "[q] 6da"))
    assert decided.actions == {}
    assert "none of the letters" in decided.problems[0].message


def test_other_words_in_the_note_are_a_problem() -> None:
    decided, _ = read_margin(write_margin(WAITING).replace("-->", "my thought\n-->"))
    assert "my thought" in decided.problems[0].message


def test_a_text_without_the_note_is_taken_whole() -> None:
    assert read_margin("What went well:\n- x\n") == (Decided(), "What went well:\n- x\n")
