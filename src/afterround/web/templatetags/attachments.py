"""What a photo or a voice memo is called on a page, and a fresh key for the next one."""

from uuid import uuid4

from django import template

from afterround.core import attachments as rules
from afterround.queries.attachments import AttachmentView
from afterround.web.templatetags.afterround import clock

register = template.Library()


@register.simple_tag
def new_key() -> str:
    """A key made here, so that what a form sends twice is kept once: {% new_key %}."""
    return str(uuid4())


@register.filter
def named(found: AttachmentView) -> str:
    """What it is, when it was made and what there is to see: {{ attachment|named }} is "Photo, 14:32: the tree"."""
    said = f"{rules.KIND_WORDS[found.kind].capitalize()}, {clock(found.at)}"
    return f"{said}: {found.caption}" if found.caption else said


@register.filter
def size_words(size: int) -> str:
    """A number of bytes as it is said: "1.4 MB"."""
    return rules.size_words(size)


@register.simple_tag
def limit_words() -> str:
    """What may be attached, said before anything is chosen."""
    return rules.LIMIT_WORDS
