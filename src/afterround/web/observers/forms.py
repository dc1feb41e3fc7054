"""What the forms about observers say: read from their fields, never trusted further than that."""

from collections.abc import Mapping
from typing import NamedTuple

from django.http import QueryDict

from afterround.core.feedback import REASON_WORDS, Reason
from afterround.core.observation import FORM_SIZE, LINES_ASKED, LOOK_AT, RATING_WORDS
from afterround.formats.observer_form import TOO_LARGE, ReadForm, read_form
from afterround.web.doors import Visit


class Asked(NamedTuple):
    """A reason as a form asks about it; `rating` and `line` are what was said, as text."""

    reason: Reason
    name: str
    look_at: str
    rating: str
    line: str


class AskedLines(NamedTuple):
    """A heading under which lines are asked."""

    name: str
    label: str
    text: str


def reasons_asked(said: Mapping[str, str]) -> list[Asked]:
    """All reasons with what the fields of a form say about each."""
    return [
        Asked(
            reason,
            REASON_WORDS[reason].capitalize(),
            LOOK_AT[reason],
            said.get(f"rating:{reason}", ""),
            said.get(f"line:{reason}", ""),
        )
        for reason in Reason
    ]


def lines_asked(said: Mapping[str, str]) -> list[AskedLines]:
    """All headings with what the fields of a form say under each."""
    return [AskedLines(str(heading), label, said.get(heading, "")) for heading, label in LINES_ASKED.items()]


def scale() -> list[tuple[str, str]]:
    """The ratings that may be given, with their words."""
    return [(str(rating), words) for rating, words in RATING_WORDS.items()]


def own_ratings(post: QueryDict) -> dict[Reason, int]:
    """The ratings a form about oneself gives; one that is no digit is 0, which is refused in words."""
    said = {reason: post.get(f"rating:{reason}", "") for reason in Reason}
    return {reason: int(text) if text in "1234" else 0 for reason, text in said.items() if text}


def read_handed_in(request: Visit) -> tuple[ReadForm, str]:
    """The form in the file that was chosen, else in the text that was pasted; and that text."""
    file = request.FILES.get("file")
    if file is None:
        text = request.POST.get("text", "")
        return read_form(text), text[:FORM_SIZE]
    if (file.size or 0) > FORM_SIZE:
        return ReadForm(None, (TOO_LARGE,)), ""
    content = file.read()
    return read_form(content), content.decode("utf-8", "replace")
