"""Today: what now? And, on an empty store, the three doors into it."""

from django.http import HttpResponse
from django.shortcuts import render

from afterround.core.retro import Retro
from afterround.formats.markdown import render as render_markdown
from afterround.queries.today import get_today
from afterround.web.doors import Visit, page


@page
def today(request: Visit) -> HttpResponse:
    """What waits, and nothing else."""
    return render(request, "today.html", {"today": get_today(request.owner, request.now)})


@page
def look_around(request: Visit) -> HttpResponse:
    """The loop in words, what each screen will show, and the chapter's template to take along."""
    return render(request, "look_around.html", {"template": render_markdown(Retro())})
