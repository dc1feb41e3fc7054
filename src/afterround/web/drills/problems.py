"""Problems of one's own: the list, adding one or many, saying their patterns, removing with undo."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from afterround.actions import own_problems as deeds
from afterround.actions.problem_lists import LIST_LENGTH, read_list, take_problem_list
from afterround.adapters.catalogue.built_in import built_in_catalogue
from afterround.core.errors import Invalid, NotFound
from afterround.queries.own_problems import OwnProblemView, added_problems, get_own_problem, own_problems
from afterround.web.doors import Visit, deed, form_page, see_other
from afterround.web.drills.forms import read_count, read_moment, read_undo

TOLD = 10
"""At most so many lines that were not understood are named."""


@form_page
def own_problems_page(request: Visit) -> HttpResponse:
    """The problems that were added, and the form that adds one, or a list of them."""
    if request.method != "POST":
        return _page(request)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    try:
        text = _with_file(request, text)
        taken = take_problem_list(request.owner, text, now=request.now)
    except Invalid as error:
        return _page(request, text=text, problem=error.problems.get("text", str(error)), status=422)
    said: dict[str, Any] = {"added": request.now.isoformat()} if taken.added else {}
    said |= {"known": taken.known} if taken.known else {}
    lines = [str(problem.line) for problem in taken.problems[:TOLD] if problem.line]
    said |= {"lines": ",".join(lines)} if lines else {}
    return see_other(f"{reverse('own_problems')}?{urlencode(said)}")


def _with_file(request: Visit, text: str) -> str:
    """The pasted text, and below it the chosen file. Raises Invalid where that is no text."""
    file = request.FILES.get("file")
    content = read_list(file.read(4 * LIST_LENGTH + 1)) if file else ""
    return "\n".join(part for part in (text, content) if part.strip())


def _page(request: Visit, *, text: str = "", problem: str = "", status: int = 200) -> HttpResponse:
    catalogue = built_in_catalogue()
    names = {one.slug: one.name for one in catalogue.families} | {
        slug: one.name for slug, one in catalogue.patterns.items()
    }
    values = {
        "problems": [
            (one, [names[slug] for slug in one.patterns if slug in names])
            for one in own_problems(request.owner)
        ],
        "families": catalogue.families,
        "text": text,
        "problem": problem,
        **_just_done(request),
    }
    return render(request, "drills/problems.html", values, status=status)


def _just_done(request: Visit) -> dict[str, Any]:
    """What the address says was just done, to say so and to offer taking it back."""
    removed: OwnProblemView | None = None
    added: list[OwnProblemView] = []
    try:
        if key := read_undo(request.GET, "removed"):
            removed = get_own_problem(request.owner, key)
        if request.GET.get("added"):
            added = added_problems(request.owner, read_moment(request.GET["added"]))
    except (NotFound, Invalid):
        pass
    lines = [line for line in request.GET.get("lines", "").split(",") if read_count(line)]
    return {
        "removed": removed if removed and removed.removed_at else None,
        "added": added,
        "added_at": request.GET.get("added", ""),
        "known": read_count(request.GET.get("known", "")),
        "lines": lines[:TOLD],
    }


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
