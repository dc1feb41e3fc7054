"""The keyboard's own dictation works wherever one jots: no field asks for a keyboard without it."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from afterround.data.models import Owner
from tests.cast import a_round

PAGES = ("/jot/", "/rounds/{}/cooldown/")
FORBIDDEN = (
    *(r'inputmode="(?!text")', r'spellcheck="false"', r'autocapitalize="(?:off|none)"', r'autocorrect="off"'),
    *(r"\breadonly\b", r"\bcontenteditable\b"),
)
"""What takes the microphone off the keyboard of a phone, or spoils what was said."""


def obstacles(html: str) -> list[str]:
    """The fields a person could not dictate into, of those a jot is written in."""
    fields = re.findall(r'<(?:textarea|input)[^>]*name="text"[^>]*>', html)
    assert fields
    return [
        field
        for field in fields
        if not field.startswith("<textarea") or any(re.search(p, field) for p in FORBIDDEN)
    ]


@pytest.mark.parametrize("page", PAGES)
def test_every_lane_takes_dictation(ann: Owner, signed_in: Callable[[Owner], Client], page: str) -> None:
    html = signed_in(ann).get(page.format(a_round(ann))).content.decode()
    assert obstacles(html) == []
    assert len(re.findall(r'<textarea[^>]*name="text"', html)) == (1 if page == "/jot/" else 5)


@pytest.mark.parametrize(
    "field",
    [
        '<input name="text">',
        '<textarea inputmode="none" name="text">',
        '<textarea name="text" spellcheck="false">',
        '<textarea name="text" readonly>',
    ],
)
def test_a_field_without_dictation_would_be_noticed(field: str) -> None:
    assert obstacles(field) == [field]
