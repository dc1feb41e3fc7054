"""A document that came back from an editor: what changed is saved by the rules of any other save."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from afterround.actions.retro import Saved, save_retro
from afterround.actions.retro_document import save_document
from afterround.core.errors import NotFound
from afterround.core.retro import Action, Hint, Line, Outside, Question, Retro, Section
from afterround.core.retro_fields import RETRO, FieldChange
from afterround.data.models import Owner
from afterround.formats.markdown import parse, render
from afterround.queries.retro import earlier_texts, get_document, get_retro
from tests.cast import a_line, a_retro, a_round


@pytest.fixture
def coding(ann: Owner) -> UUID:
    """Ann's round with a retrospective of two lines and a lesson."""
    key = a_round(ann)
    a_retro(ann, key, {Section.SHAKY: ["lost it", "rushed"]}, lesson="ask first")
    return key


def edit(ann: Owner, key: UUID, now: datetime, **changes: Any) -> Saved:
    """Read the document, change parts of it, and save it."""
    base = get_document(ann, key, now)
    return save_document(ann, key, base=base, edited=replace(base, **changes), now=now)


def without_keys(document: Retro) -> Retro:
    sections = ("went_well", "shaky", "questions", "hints", "actions", "next_steps")
    bare: dict[str, Any] = {
        name: tuple(replace(x, id="") for x in getattr(document, name)) for name in sections
    }
    return replace(document, **bare)


def test_an_untouched_document_changes_nothing(ann: Owner, coding: UUID, now: datetime) -> None:
    before = get_document(ann, coding, now)
    saved = edit(ann, coding, now)
    assert (saved.versions, saved.clashes, earlier_texts(ann, coding)) == ({}, [], [])
    assert get_document(ann, coding, now) == before


def test_a_document_reads_back_as_it_was_saved(ann: Owner, coding: UUID, now: datetime) -> None:
    written: dict[str, Any] = {
        "went_well": (Line("asked first"), Line("")),
        "questions": (Question("LRU cache", "map", "O(1)", "O(n)", 3), Question("")),
        "actions": (Action("heaps"),),
        "stress": 4, "mindset": "tired", "prediction": 40, "lesson": "ask twice",
        "next_steps": (Line("thank Priya"),),
        "outside": (Outside("", "Written on the train.\r\n"), Outside("shaky", "  \n> quoted")),
    }  # fmt: skip
    expected = replace(get_document(ann, coding, now), **written)
    edit(ann, coding, now, **written)
    assert without_keys(get_document(ann, coding, now)) == without_keys(expected)


def test_a_line_keeps_its_key_through_an_edit(ann: Owner, coding: UUID, now: datetime) -> None:
    first, second = get_document(ann, coding, now).shaky
    edit(ann, coding, now, shaky=(replace(first, text="lost the DP state"), second))
    assert get_document(ann, coding, now).shaky == (Line("lost the DP state", first.id), second)
    assert [e.value for e in earlier_texts(ann, coding)] == ["lost it"]


def test_lines_take_the_order_of_the_document(ann: Owner, coding: UUID, now: datetime) -> None:
    first, second = get_document(ann, coding, now).shaky
    edit(ann, coding, now, shaky=(second, Line("new"), first))
    assert [line.text for line in get_document(ann, coding, now).shaky] == ["rushed", "new", "lost it"]


def test_a_line_taken_out_is_deleted_and_its_words_stay_to_be_brought_back(
    ann: Owner, coding: UUID, now: datetime
) -> None:
    old = get_document(ann, coding, now)
    edit(ann, coding, now, shaky=old.shaky[1:])
    base = get_document(ann, coding, now)
    assert [line.text for line in base.shaky] == ["rushed"]
    save_document(ann, coding, base=base, edited=old, now=now)
    assert get_document(ann, coding, now).shaky == old.shaky


def test_a_line_carried_to_another_section_stays_the_same_line(
    ann: Owner, coding: UUID, now: datetime
) -> None:
    first, second = get_document(ann, coding, now).shaky
    edit(ann, coding, now, shaky=(second,), actions=(Action("lost it", id=first.id),))
    assert get_document(ann, coding, now).actions == (Action("lost it", id=first.id),)


def test_a_hint_finds_its_question_by_number(ann: Owner, coding: UUID, now: datetime) -> None:
    edit(
        ann,
        coding,
        now,
        questions=(Question("one"), Question("two")),
        hints=(Hint("use a heap", question=2),),
    )
    document = get_document(ann, coding, now)
    assert [(hint.text, hint.question) for hint in document.hints] == [("use a heap", 2)]


def test_what_another_window_wrote_into_the_same_field_meanwhile_clashes(
    ann: Owner, coding: UUID, now: datetime
) -> None:
    base = get_document(ann, coding, now)
    save_retro(ann, coding, [FieldChange(RETRO, "lesson", "from the page", 1)], now=now)
    saved = save_document(ann, coding, base=base, edited=replace(base, lesson="from the editor"), now=now)
    view = get_retro(ann, coding, now)
    assert saved.clashes == [(RETRO, "lesson", "from the editor")]
    assert (view.fields["lesson"].value, [o.value for o in view.others]) == (
        "from the page",
        ["from the editor"],
    )


def test_what_another_window_wrote_elsewhere_meanwhile_stays(ann: Owner, coding: UUID, now: datetime) -> None:
    base = get_document(ann, coding, now)
    a_line(ann, coding, Section.SHAKY, "from the page")
    saved = save_document(ann, coding, base=base, edited=replace(base, lesson="from the editor"), now=now)
    document = get_document(ann, coding, now)
    assert saved.clashes == []
    assert ("from the page" in [line.text for line in document.shaky], document.lesson) == (
        True,
        "from the editor",
    )


def test_an_editor_does_not_delete_a_line_it_has_not_seen_as_it_is(
    ann: Owner, coding: UUID, now: datetime
) -> None:
    base = get_document(ann, coding, now)
    save_retro(ann, coding, [FieldChange(base.shaky[0].id, "text", "lost the DP state", 1)], now=now)
    save_document(ann, coding, base=base, edited=replace(base, shaky=base.shaky[1:]), now=now)
    assert "lost the DP state" in [line.text for line in get_document(ann, coding, now).shaky]


def test_replaced_text_outside_the_sections_is_kept(ann: Owner, coding: UUID, now: datetime) -> None:
    edit(ann, coding, now, outside=(Outside("", "first\n"),))
    edit(ann, coding, now, outside=(Outside("", "second\n"),))
    assert get_document(ann, coding, now).outside == (Outside("", "second\n"),)
    assert [(e.field, e.value) for e in earlier_texts(ann, coding)] == [("outside", "first\n")]


def test_text_another_window_put_outside_meanwhile_stays_behind(
    ann: Owner, coding: UUID, now: datetime
) -> None:
    base = get_document(ann, coding, now)
    edit(ann, coding, now, outside=(Outside("", "theirs"),))
    save_document(ann, coding, base=base, edited=replace(base, outside=(Outside("", "mine"),)), now=now)
    assert get_document(ann, coding, now).outside == (Outside("", "mine"), Outside("", "theirs"))


def test_a_document_with_keys_of_another_retrospective_is_refused_whole(
    ann: Owner, coding: UUID, now: datetime
) -> None:
    foreign = get_document(ann, coding, now)
    other = a_round(ann, "Globex")
    base = get_document(ann, other, now)
    with pytest.raises(NotFound):
        save_document(
            ann, other, base=base, edited=replace(base, lesson="mine", shaky=foreign.shaky), now=now
        )
    assert get_document(ann, other, now).lesson == ""


def test_a_fourth_open_action_from_an_editor_is_parked_and_said(
    ann: Owner, coding: UUID, now: datetime
) -> None:
    saved = edit(ann, coding, now, actions=tuple(Action(text) for text in ("one", "two", "three", "four")))
    states = [str(action.state) for action in get_document(ann, coding, now).actions]
    assert states == ["open", "open", "open", "parked"]
    assert [name for _, name in saved.refused] == ["state"]


def test_a_header_that_differs_from_the_rounds_is_kept_as_text(
    ann: Owner, now: datetime, coding: UUID
) -> None:
    edit(ann, coding, now, company="Acme Labs")
    kept = get_document(ann, coding, now)
    assert (kept.company, kept.outside) == ("Acme", (Outside("header", "Company: Acme Labs\n"),))
    assert parse(render(kept)).retro.outside == kept.outside
