"""The page for a mock partner as one file: it needs no network, no account and no program but a browser."""

import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from afterround.core.feedback import REASON_WORDS, Reason
from afterround.core.observation import (
    LINES_ASKED,
    LOOK_AT,
    RATING_WORDS,
    RATINGS,
    TITLE_LENGTH,
    Heading,
)
from afterround.formats.observer_form import plain

FIELD, AREA = 500, 4_000
"""The most characters of a line about a reason, and of the lines under a heading, so that a form stays small."""


@dataclass(frozen=True)
class Shell:
    """The page with places for what is asked, its style and its script."""

    page: str
    style: str
    script: str


def render_file(shell: Shell, *, title: str, file_key: str, round_key: str) -> str:
    """The page with all that it needs in it.

    `title` is all that it says of the round; `round_key` lets the answer find its way back, `file_key` keeps the
    drafts of two such files apart. Its own policy lets nothing but this style and this script run, and nothing
    be fetched.
    """
    parts = {
        "policy": f"default-src 'none'; style-src {_hash(shell.style)}; script-src {_hash(shell.script)}; "
        "base-uri 'none'; form-action 'none'",
        "title": escape(plain(title, TITLE_LENGTH)),
        "style": shell.style,
        "script": shell.script,
        "file": escape(file_key),
        "round": escape(round_key),
        "reasons": "\n".join(map(_reason, Reason)),
        "lines": "\n".join(map(_lines, LINES_ASKED)),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], shell.page)


def _hash(text: str) -> str:
    """A text as a content security policy names it."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _reason(reason: Reason) -> str:
    """What is asked under one reason."""
    what, name = REASON_WORDS[reason].capitalize(), f"rating:{reason}"
    choices = "".join(
        f'<label><input type="radio" name="{name}" value="{n}">{n}<span class="vh"> {RATING_WORDS[n]}</span></label>'
        for n in RATINGS
    )
    return (
        f'<fieldset data-reason="{reason}">\n'
        f"<legend>{what} <small>{escape(LOOK_AT[reason])}</small></legend>\n"
        f'<div class="choices">{choices}'
        f'<label><input type="radio" name="{name}" value="" checked>Not seen</label></div>\n'
        f'<div><label for="line-{reason}">A line about it<span class="vh">: {what}</span></label>'
        f'<input id="line-{reason}" name="line:{reason}" maxlength="{FIELD}"></div>\n'
        "</fieldset>"
    )


def _lines(heading: Heading) -> str:
    """What is asked in lines."""
    return (
        f'<div><label for="{heading}">{LINES_ASKED[heading]}, one thing a line</label>'
        f'<textarea id="{heading}" name="{heading}" rows="3" maxlength="{AREA}"></textarea></div>'
    )
