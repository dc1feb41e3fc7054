"""Tags that an import brought: counted as a theme in one press, let go, offered again, and parted."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from afterround.actions import tags as deeds
from afterround.core.errors import Invalid
from afterround.core.themes import Polarity
from afterround.web.doors import Visit, deed, see_other
from afterround.web.suggestions.answers import read_keys
from afterround.web.suggestions.inbox import inbox_page

UNSAID = "Say first whether it was shaky or went well."


@deed
def answer_tag(request: Visit) -> HttpResponse:
    """Let a tag count as the theme that was proposed, or as the one that was typed; a refused name stands with the
    reason on the page again."""
    post = request.POST
    tag, typed = post.get("tag", ""), post.get("name", "")
    try:
        if post.get("polarity", "") not in set(Polarity):
            raise Invalid(UNSAID, problems={"polarity": UNSAID})
        made = deeds.answer_tag(
            request.owner,
            tag,
            post.get("theme") or typed,
            polarity=Polarity(post["polarity"]),
            seen=read_keys(post, "seen"),
            otherwise=read_keys(post, "otherwise"),
            now=request.now,
        )
    except Invalid as error:
        return inbox_page(
            request, tag=tag, typed=typed, problem=next(iter(error.problems.values()), str(error))
        )
    return see_other(f"{reverse('theme_inbox')}?{urlencode({'said': str(made)})}")


@deed
def let_tag_go(request: Visit) -> HttpResponse:
    """Offer a tag no more."""
    tag = request.POST.get("tag", "")
    deeds.let_tag_go(request.owner, tag, now=request.now)
    return see_other(f"{reverse('theme_inbox')}?{urlencode({'go': tag})}")


@deed
def offer_tag_again(request: Visit) -> HttpResponse:
    """Offer a tag again that was let go."""
    deeds.offer_tag_again(request.owner, request.POST.get("tag", ""))
    return see_other(reverse("theme_inbox"))


@deed
def part_tag(request: Visit) -> HttpResponse:
    """Let a tag count as a theme no more."""
    made = deeds.part_tag(
        request.owner, request.POST.get("tag", ""), request.POST.get("theme", ""), now=request.now
    )
    return see_other(f"{reverse('theme_merges')}?{urlencode({'said': str(made)})}")
