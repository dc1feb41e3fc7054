"""What forms say about companies: a name, and which two are meant."""

from uuid import UUID

from django import forms
from django.http import QueryDict

from afterround.core.errors import Invalid
from afterround.web.cooldown.forms import read_key


class NameForm(forms.Form):
    """What a company is called."""

    name = forms.CharField(label="Name", max_length=200, required=False)


def read_pair(post: QueryDict) -> tuple[UUID, UUID]:
    """The two companies of a form, the one to keep first. Raises Invalid where there are not two."""
    keys = [read_key(text) for text in (*post.getlist("keep")[:1], *post.getlist("company"))]
    pair = list(dict.fromkeys(key for key in keys if key))
    if len(pair) != 2:
        raise Invalid("Choose two companies.", problems={"company": "Choose another company."})
    return pair[0], pair[1]


def read_undo(query: QueryDict) -> tuple[UUID | None, tuple[UUID, UUID] | None]:
    """What an address says was just done: the company that was merged, or the two that were kept apart."""
    apart = [key for text in query.getlist("apart") if (key := read_key(text))]
    return read_key(query.get("merged", "")), (apart[0], apart[1]) if len(apart) == 2 else None
