"""What a form says about jots: read from its fields, never trusted further than that."""

from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from afterround.actions.cooldown import NewJot
from afterround.core.cooldown import Lane
from afterround.core.errors import Invalid
from afterround.web.doors import made_at


def read_jot(post: QueryDict, now: datetime) -> NewJot:
    """The jot a form carries. Raises Invalid where lane or round are none."""
    return NewJot(
        id=read_key(post.get("id", "")) or uuid4(),
        text=post.get("text", "").replace("\r\n", "\n"),
        lane=read_lane(post.get("lane", "")) or Lane.UNSORTED,
        at=made_at(post, now),
        source="page",
        round_id=read_round(post.get("round", "")),
    )


def with_other_words(jot: NewJot, known_text: str) -> NewJot:
    """The jot under its own key, or under one made from its words where that key holds other words already.

    A form without script keeps its key when the browser goes back to it; what is typed then is a new jot.
    """
    if known_text == jot.text.strip():
        return jot
    return NewJot(uuid5(jot.id, jot.text), jot.text, jot.lane, jot.at, jot.source, jot.round_id)


def read_key(text: str) -> UUID | None:
    """A key; None where the text is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def read_round(text: str) -> UUID | None:
    """The round that is named, None where none is. Raises Invalid where the text is no key."""
    found = read_key(text)
    if text and found is None:
        raise Invalid("This names no round.", problems={"round": "Choose a round."})
    return found


def read_lane(text: str) -> Lane | None:
    """The lane that is named, None where none is. Raises Invalid for a word that is no lane."""
    if text and text not in set(Lane):
        raise Invalid(f"There is no lane {text}.", problems={"lane": f"A lane is one of: {', '.join(Lane)}."})
    return Lane(text) if text else None


def next_address(request: HttpRequest, otherwise: str) -> str:
    """Where the form wants to go on to: a path of ours, else `otherwise`."""
    wanted = request.POST.get("next", "")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else otherwise
