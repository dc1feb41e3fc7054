"""Problems of one's own: the list, adding one or many, saying their patterns, removing with undo."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from afterround.actions import own_problems as deeds
from afterround.web.doors import Visit, deed, form_page, see_other
from afterround.web.drills.forms import read_moment


@form_page
def own_problems(request: Visit) -> HttpResponse:
    """The list."""
    return HttpResponse("")


@deed
def sort_problem(request: Visit, problem_id: UUID) -> HttpResponse:
    """Say which patterns a problem is of."""
    said = [words for words in request.POST.getlist("patterns") if words.strip()]
    deeds.sort_problem(request.owner, problem_id, said)
    return see_other(reverse("own_problems"))


@deed
def remove_problem(request: Visit, problem_id: UUID) -> HttpResponse:
    """Take a problem out; the list then offers to put it back."""
    deeds.remove_problem(request.owner, problem_id, now=request.now)
    return see_other(f"{reverse('own_problems')}?removed={problem_id}")


@deed
def restore_problem(request: Visit, problem_id: UUID) -> HttpResponse:
    """Put a removed problem back."""
    deeds.restore_problem(request.owner, problem_id)
    return see_other(reverse("own_problems"))


@deed
def remove_added(request: Visit) -> HttpResponse:
    """Take back what was added at one moment."""
    deeds.remove_added(request.owner, read_moment(request.POST.get("added", "")), now=request.now)
    return see_other(reverse("own_problems"))
