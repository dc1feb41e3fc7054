"""The words for what a retrospective holds as codes."""

from django import template

from afterround.core.retro import Section
from afterround.core.rounds import RESULT_WORDS, Result
from afterround.web.retro.sheet import WORDS

register = template.Library()


@register.filter
def section_words(section: str) -> str:
    """A section as its heading says it; the retrospective's own fields stand under none."""
    return WORDS[Section(section)].heading if section in set(Section) else "The retrospective"


@register.filter
def result_words(result: str) -> str:
    """A result as it is said: "no answer"."""
    return RESULT_WORDS[Result(result)]
