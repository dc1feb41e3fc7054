"""What every template knows: the moment, the paper, and where in the program the page stands."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from afterround.adapters import clock, store

PAPER_COOKIE = "afterround_paper"
PAPERS = ("auto", "light", "dark")


def page(request: HttpRequest) -> dict[str, Any]:
    """The names `now`, `reader_zone`, `paper`, `here`, `is_let_in`, `is_local` and `is_demo` for every page."""
    found = request.COOKIES.get(PAPER_COOKIE, "")
    match = request.resolver_match
    return {
        "now": getattr(request, "now", None) or clock.now(),
        "reader_zone": clock.local_zone(),
        "paper": found if found in PAPERS else "auto",
        "here": match.url_name if match else "",
        "is_let_in": getattr(request, "device", None) is not None,
        "is_local": not store.database_url(),
        "is_demo": settings.DEMO,
        "demo_back": settings.DEMO_BACK,
    }
