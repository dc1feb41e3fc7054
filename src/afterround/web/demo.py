"""The door into the demo: one press starts it beside this program and leads there."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from afterround.adapters import store
from afterround.core.errors import Conflict
from afterround.jobs.demo import DemoProgram
from afterround.web.doors import Visit, deed
from afterround.web.guard import origin_of

DEMO = DemoProgram()


def has_demo_door(request: HttpRequest) -> bool:
    """Whether a press can open the demo: the program runs on the computer of the one who presses."""
    is_here = origin_of(request).startswith("http://localhost")
    return is_here and not settings.DEMO and not store.database_url()


@deed
def enter_demo(request: Visit) -> HttpResponse:
    """Start the demo if need be and go there.

    The answer is a page that goes on by itself, since our policy lets no form end at another origin, and the
    demo's port makes it one.
    """
    if not has_demo_door(request):
        raise Conflict("The demo cannot be opened from here. In a terminal of your own: afterround demo")
    return render(request, "demo/ready.html", {"address": DEMO.address(back=origin_of(request))})
