import json
from base64 import b64encode
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterround.core.feedback import Reason
from afterround.core.observation import FORM_SIZE, LINE_LENGTH, LINES, ObserverForm, Rating
from afterround.formats.observer_form import plain, read_fields, read_form, render_form

KEY, ROUND = str(uuid4()), str(uuid4())
FORM = ObserverForm(
    KEY,
    ROUND,
    "Dan Okafor",
    (Rating(Reason.SPEED, 2, "twenty minutes went into a draft"), Rating(Reason.DESIGN, None, "not drawn")),
    went_well=("asked first", "named the cost"),
    shaky=("lost the DP state",),
    hints=("what does a cell hold?",),
)


def written(answers: Any, **others: Any) -> str:
    """A file with these answers, unfolded."""
    return json.dumps(
        {"afterround_observation": 1, "form": KEY, "round": ROUND, "answers": answers, **others}
    )


def problem(text: str | bytes) -> str:
    """What is said of a text from which no form is read."""
    read = read_form(text)
    assert read.form is None
    return read.problems[0].message


LINE = st.text(st.characters(codec="utf-8"), max_size=50).map(lambda text: plain(text, 50))
SOME = st.lists(LINE.filter(bool), max_size=4).map(tuple)


@given(st.dictionaries(st.sampled_from(Reason), st.tuples(st.integers(1, 4), LINE)), SOME, SOME, SOME, LINE)
def test_what_is_written_is_read_again(
    rated: dict[Reason, tuple[int, str]], well: Any, shaky: Any, hints: Any, name: str
) -> None:
    ratings = tuple(Rating(reason, *rated[reason]) for reason in Reason if reason in rated)
    form = ObserverForm(KEY, ROUND, name, ratings, well, shaky, hints)
    read = read_form(render_form(form))
    assert (read.form, read.problems) == (form, ())


def test_the_answers_are_not_read_by_accident() -> None:
    assert "DP state" not in render_form(FORM)
    assert "speed" not in render_form(FORM)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_in_whatever_an_editor_made_of_it(encoding: str) -> None:
    assert read_form(render_form(FORM).encode(encoding)).form == FORM


def test_a_mail_around_it_and_broken_lines_do_no_harm() -> None:
    text = render_form(FORM)
    broken = "\r\n".join(text[at : at + 70] for at in range(0, len(text), 70))
    assert read_form(f"Hi, here it is:\n\n{broken}\n\nBest, Dan").form == FORM


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no form of a mock partner"),
        ("Acme, coding", "no form of a mock partner"),
        ('{"a": 1}', "no form of a mock partner"),
        (b"\0\1\2", "no form of a mock partner"),
        ("[" * 50_000, "no form of a mock partner"),
        ('{"a":' * 10_000 + "1" + "}" * 10_000, "no form of a mock partner"),
        (render_form(FORM)[:-20] + "}", "cut off or damaged"),
        (written("!!"), "cut off or damaged"),
        (written(b64encode(b"\xff\xfe").decode()), "cut off or damaged"),
        (written(["speed"]), "cut off or damaged"),
        (written({}, form="../../etc/passwd"), "cut off or damaged"),
        (written({}, form=17), "cut off or damaged"),
        (written({}, afterround_observation=2), "later version"),
        (written({}, afterround_observation="1"), "no form of a mock partner"),
        (b"x" * (FORM_SIZE + 1), "128 kB"),
    ],
)
def test_what_is_no_form_is_said_to_be_none(text: str | bytes, words: str) -> None:
    assert words in problem(text)


@pytest.mark.parametrize("rating", [0, 5, -1, 3.0, "3", True, [3], {}, 10**30])
def test_a_rating_that_cannot_be_is_left_out_and_said(rating: object) -> None:
    read = read_form(written({"ratings": {"speed": {"rating": rating, "line": "slow"}}}))
    assert read.form is not None
    assert read.form.ratings == (Rating(Reason.SPEED, None, "slow"),)
    assert [p.message for p in read.problems] == [
        "Speed: a rating is a whole number from 1 to 4, so this one is left out."
    ]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"ratings": [1]}, "The ratings are not written"),
        ({"ratings": {"speed": 3}}, "Speed is not written"),
        ({"ratings": {"charm\u202e": {}}}, 'no reason called "charm"'),
        ({"shaky": "lost it"}, "What was shaky: this is no list"),
        ({"hints": [3]}, "a line that is no text"),
        ({"observer": 7}, "The name: a line that is no text"),
        ({"went_well": ["x"] * (LINES + 1)}, f"only the first {LINES} lines"),
        ({"went_well": ["x" * (LINE_LENGTH + 1)]}, f"cut after {LINE_LENGTH} characters"),
    ],
)
def test_what_is_not_understood_is_named_and_the_rest_is_read(answers: dict[str, Any], words: str) -> None:
    read = read_form(written({"ratings": {}, **answers, "shaky": answers.get("shaky", ["lost it"])}))
    assert read.form is not None
    assert [words in p.message for p in read.problems] == [True]


@pytest.mark.parametrize("text", ["a\0b", "a\x1b[31mb", "a\ud800b", "a\u202eb", "a\r\n\tb"])
def test_characters_that_steer_or_cannot_be_stored_are_taken_out(text: str) -> None:
    read = read_form(written({"shaky": [text], "observer": text}))
    assert read.form is not None
    for said in (read.form.shaky[0], read.form.observer):
        assert said.encode() and said.isprintable()


def test_the_fields_of_a_page_are_read_alike() -> None:
    fields = {
        "observer": " Dan  Okafor ",
        "rating:speed": "2",
        "line:speed": "twenty minutes went into a draft",
        "rating:design": "",
        "line:design": "not drawn",
        "went_well": "asked first\r\n\r\nnamed the cost\n",
        "shaky": "lost the DP state",
        "hints": "what does a cell hold?",
    }
    read = read_fields(fields, key=KEY, round_key=ROUND)
    assert (read.form, read.problems) == (FORM, ())


@pytest.mark.parametrize("said", ["5", "0", "x", "²", "99999"])
def test_a_field_with_a_rating_that_cannot_be_is_said(said: str) -> None:
    assert "from 1 to 4" in read_fields({"rating:fit": said}, key=KEY).problems[0].message
