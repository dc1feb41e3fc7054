"""Two windows on one retrospective: disjoint changes merge, clashes keep both texts, nothing typed is lost."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from afterround.actions import retro as deeds
from afterround.actions.retro import save_retro, settle_text
from afterround.actions.rounds import record_result
from afterround.core.errors import Conflict, Invalid, NotFound
from afterround.core.retro import Section
from afterround.core.retro_fields import RETRO, FieldChange, Meeting
from afterround.core.rounds import Result
from afterround.data.models import EarlierText, Owner
from afterround.queries.retro import earlier_texts, get_retro
from tests.cast import a_line, a_retro, a_round

LESSON, MINDSET = "lesson", "mindset"


@pytest.fixture
def coding(ann: Owner) -> UUID:
    """Ann's round with a retrospective in which the lesson was written once."""
    key = a_round(ann)
    a_retro(ann, key, lesson="ask first")
    return key


def write(
    ann: Owner, key: UUID, now: datetime, value: str, read: int, name: str = LESSON, line: str = RETRO
) -> deeds.Saved:
    return save_retro(ann, key, [FieldChange(line, name, value, read)], now=now)


def lesson_of(ann: Owner, key: UUID, now: datetime) -> tuple[str, int]:
    field = get_retro(ann, key, now).fields[LESSON]
    return field.value, field.version


def clash_is_kept(ann: Owner, key: UUID, now: datetime) -> bool:
    """Whether two windows that write one field from the same reading both see their text kept."""
    write(ann, key, now, "from the laptop", 1)
    saved = write(ann, key, now, "from the phone", 1)
    others = [other.value for other in get_retro(ann, key, now).others]
    return (lesson_of(ann, key, now)[0], others, len(saved.clashes)) == (
        "from the laptop",
        ["from the phone"],
        1,
    )


def test_a_save_counts_the_field_up_and_keeps_what_it_replaced(
    ann: Owner, coding: UUID, now: datetime
) -> None:
    saved = write(ann, coding, now, "ask about input first", 1)
    assert saved.versions == {(RETRO, LESSON): 2}
    assert lesson_of(ann, coding, now) == ("ask about input first", 2)
    assert [(e.field, e.value) for e in earlier_texts(ann, coding)] == [(LESSON, "ask first")]


def test_disjoint_changes_of_two_windows_merge(ann: Owner, coding: UUID, now: datetime) -> None:
    write(ann, coding, now, "ask twice", 1)
    saved = write(ann, coding, now, "calm", 0, MINDSET)
    view = get_retro(ann, coding, now)
    assert (view.fields[LESSON].value, view.fields[MINDSET].value) == ("ask twice", "calm")
    assert (saved.clashes, view.others) == ([], ())


def test_the_same_field_in_two_windows_keeps_both_texts(ann: Owner, coding: UUID, now: datetime) -> None:
    assert clash_is_kept(ann, coding, now)


def test_a_save_that_always_takes_would_fail_the_test_above(
    ann: Owner, coding: UUID, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deeds, "meet", lambda **_: Meeting.TAKEN)
    assert not clash_is_kept(ann, coding, now)


def test_a_whole_form_that_repeats_what_was_read_overwrites_nothing(
    ann: Owner, coding: UUID, now: datetime
) -> None:
    write(ann, coding, now, "ask twice", 1)
    saved = write(ann, coding, now + timedelta(seconds=1), "ask first", 1)
    assert (saved.versions, saved.clashes) == ({}, [])
    assert lesson_of(ann, coding, now)[0] == "ask twice"


def test_a_form_that_repeats_a_default_it_read_overwrites_nothing(
    ann: Owner, coding: UUID, now: datetime
) -> None:
    key = str(a_line(ann, coding, Section.ACTIONS, "learn heaps"))
    write(ann, coding, now, "gap", 0, "kind", key)
    assert write(ann, coding, now, "other", 0, "kind", key).clashes == []
    (line,) = get_retro(ann, coding, now).lines[Section.ACTIONS]
    assert line.fields["kind"].value == "gap"


def test_the_same_words_in_both_windows_are_no_clash(ann: Owner, coding: UUID, now: datetime) -> None:
    write(ann, coding, now, "ask twice", 1)
    assert write(ann, coding, now, "ask twice", 1).clashes == []


def test_a_clash_on_a_line_waits_at_that_line(ann: Owner, coding: UUID, now: datetime) -> None:
    key = str(a_line(ann, coding, Section.SHAKY, "lost it"))
    write(ann, coding, now, "lost the DP state", 1, "text", key)
    write(ann, coding, now, "lost the thread", 1, "text", key)
    (line,) = get_retro(ann, coding, now).lines[Section.SHAKY]
    assert (line.text, [other.value for other in line.others]) == ("lost the DP state", ["lost the thread"])


def test_a_text_typed_on_does_not_pile_up_slips(ann: Owner, coding: UUID, now: datetime) -> None:
    write(ann, coding, now, "from the laptop", 1)
    for typed in ("fro", "from the", "from the phone"):
        write(ann, coding, now, typed, 1)
    assert [other.value for other in get_retro(ann, coding, now).others] == ["from the phone"]


@pytest.mark.parametrize(
    ("choice", "stands", "kept"),
    [("this", "from the laptop", "from the phone"), ("other", "from the phone", "from the laptop")],
)
def test_a_choice_lets_one_text_stand_and_keeps_the_other(
    ann: Owner, coding: UUID, now: datetime, choice: str, stands: str, kept: str
) -> None:
    clash_is_kept(ann, coding, now)
    (other,) = get_retro(ann, coding, now).others
    assert settle_text(ann, other.id, choice, now=now) == coding
    view = get_retro(ann, coding, now)
    assert (view.fields[LESSON].value, view.others) == (stands, ())
    assert kept in [earlier.value for earlier in earlier_texts(ann, coding)]


def test_both_texts_of_a_line_can_stand_as_two_lines(ann: Owner, coding: UUID, now: datetime) -> None:
    key = str(a_line(ann, coding, Section.SHAKY, "lost it"))
    write(ann, coding, now, "lost the DP state", 1, "text", key)
    write(ann, coding, now, "lost the thread", 1, "text", key)
    (line,) = get_retro(ann, coding, now).lines[Section.SHAKY]
    settle_text(ann, line.others[0].id, "both", now=now)
    lines = get_retro(ann, coding, now).lines[Section.SHAKY]
    assert [line.text for line in lines] == ["lost the DP state", "lost the thread"]


def test_a_choice_is_made_once_and_must_be_one_of_three(ann: Owner, coding: UUID, now: datetime) -> None:
    clash_is_kept(ann, coding, now)
    (other,) = get_retro(ann, coding, now).others
    for impossible in ("both", "neither"):
        with pytest.raises(Invalid):
            settle_text(ann, other.id, impossible, now=now)
    settle_text(ann, other.id, "this", now=now)
    with pytest.raises(NotFound):
        settle_text(ann, other.id, "other", now=now)


def test_no_choice_changes_a_frozen_prediction(ann: Owner, coding: UUID, now: datetime) -> None:
    for guess in ("40", "60"):
        write(ann, coding, now, guess, 0, "prediction")
    record_result(ann, coding, Result.PASSED, now=now)
    (other,) = get_retro(ann, coding, now).others
    with pytest.raises(Conflict):
        settle_text(ann, other.id, "other", now=now)
    assert get_retro(ann, coding, now).fields["prediction"].value == "40"


def test_a_settled_text_is_not_mistaken_for_what_was_read(ann: Owner, coding: UUID, now: datetime) -> None:
    clash_is_kept(ann, coding, now)
    (other,) = get_retro(ann, coding, now).others
    settle_text(ann, other.id, "this", now=now)
    write(ann, coding, now + timedelta(minutes=1), "ask twice", 2)
    assert write(ann, coding, now + timedelta(minutes=2), "from the laptop", 2).clashes == []


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["laptop", "phone"]),
        st.sampled_from(["read", "write", "delete", "settle"]),
        st.sampled_from(["retro", "line one", "line two"]),
        st.text("abc", min_size=1, max_size=3),
        st.sampled_from(["this", "other"]),
    ),
    max_size=25,
)


class TwoWindows:
    """Two windows on a retrospective with two lines, and everything that was ever typed in them."""

    def __init__(self, owner: Owner, key: UUID, now: datetime) -> None:
        self.owner, self.key, self.now = owner, key, now
        lines = [a_line(owner, key, Section.SHAKY, text) for text in ("first", "second")]
        self.places = {
            "retro": (RETRO, LESSON),
            **{f"line {n}": (str(x), "text") for n, x in zip(("one", "two"), lines, strict=True)},
        }
        self.typed = {
            (place, text) for place, text in zip(self.places, ("ask first", "first", "second"), strict=True)
        }
        self.read = {window: self.versions() for window in ("laptop", "phone")}

    def versions(self) -> dict[tuple[str, str], int]:
        view = get_retro(self.owner, self.key, self.now)
        seen = {(RETRO, LESSON): view.fields[LESSON].version}
        return seen | {
            (str(x.id), name): x.fields[name].version
            for x in view.lines[Section.SHAKY]
            for name in ("text", "deleted")
        }

    def step(self, window: str, deed: str, place: str, text: str, choice: str) -> None:
        self.now += timedelta(seconds=1)
        line, name = self.places[place]
        if deed == "read":
            self.read[window].update(self.versions())
        elif deed == "settle":
            waiting = EarlierText.objects.filter(is_open=True).order_by("at", "id").first()
            if waiting is not None:
                settle_text(self.owner, waiting.id, choice, now=self.now)
        elif deed == "write" or line != RETRO:
            value, name = (text, name) if deed == "write" else ("yes", "deleted")
            change = FieldChange(line, name, value, self.read[window].get((line, name), 0))
            saved = save_retro(self.owner, self.key, [change], now=self.now)
            self.read[window].update(saved.versions)
            self.typed |= {(place, text)} if deed == "write" else set()

    def found(self) -> set[tuple[str, str]]:
        """All that stands in the retrospective or is kept beside it, deleted lines included."""
        from afterround.data.models import Retro, RetroLine

        names = {line: place for place, (line, _) in self.places.items()}
        standing = {("retro", Retro.objects.get(round=self.key).lesson)}
        standing |= {
            (names[str(line.id)], line.text) for line in RetroLine.objects.filter(retro__round=self.key)
        }
        kept = EarlierText.objects.filter(field__in=(LESSON, "text"), retro__round=self.key)
        return standing | {(names[str(t.line_id or RETRO)], t.value) for t in kept}


def is_kept(place: str, text: str, found: set[tuple[str, str]]) -> bool:
    """Whether a text is there, or was typed on to a longer one."""
    return any(where == place and what.startswith(text) for where, what in found)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_two_windows_do_no_text_is_ever_lost(
    ann: Owner, now: datetime, steps: list[tuple[str, str, str, str, str]]
) -> None:
    key = a_round(ann)
    a_retro(ann, key, lesson="ask first")
    windows = TwoWindows(ann, key, now)
    for step in steps:
        windows.step(*step)
    found = windows.found()
    lost = {typed for typed in windows.typed if not is_kept(*typed, found)}
    assert not lost
