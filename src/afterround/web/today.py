"""Today: what now? And, on an empty store, the three doors into it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from afterround.core.retro import Retro
from afterround.formats.markdown import render as render_markdown
from afterround.queries.theme_groups import lines_waiting
from afterround.queries.today import get_today
from afterround.web.demo import has_demo_door
from afterround.web.doors import Visit, page


@page
def today(request: Visit) -> HttpResponse:
    """What waits, and nothing else."""
    values: dict[str, Any] = {
        "today": get_today(request.owner, request.now),
        "has_demo_door": has_demo_door(request),
    }
    values["lines_waiting"] = lines_waiting(request.owner)
    return render(request, "today.html", values)


@page
def look_around(request: Visit) -> HttpResponse:
    """The loop in words, what each screen will show, and the chapter's template to take along."""
    values = {"template": render_markdown(Retro()), "has_demo_door": has_demo_door(request)}
    return render(request, "look_around.html", values)
