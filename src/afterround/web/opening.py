"""Coming in: the one-time address becomes a device, and a word for those who ask whether the program runs."""

import re
from datetime import timedelta
from functools import cache
from importlib.metadata import version

from django.http import HttpRequest, HttpResponse, JsonResponse

from afterround.actions.owners import DEVICE_LIFE, admit_device
from afterround.adapters import clock
from afterround.core.errors import NotFound
from afterround.queries.store import store_key
from afterround.web.doors import see_other
from afterround.web.guard import DEVICE_COOKIE, not_let_in

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone|iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def open_here(request: HttpRequest, token: str) -> HttpResponse:
    """Let this browser in for a year, if the token is fresh, and go to Today."""
    if request.method != "GET":
        return not_let_in(request)
    name = device_name(request.headers.get("User-Agent", ""))
    try:
        device_token = admit_device(token, name=name, now=clock.now())
    except NotFound:
        return not_let_in(request, "This address was used already, or it is too old.")
    response = see_other("/")
    set_device_cookie(response, device_token, DEVICE_LIFE)
    return response


def set_device_cookie(response: HttpResponse, token: str, life: timedelta) -> None:
    """Keep a device's token in its browser.

    Lax and not Strict: a link from a calendar or a mail to a page of ours may be followed, and reading alone
    changes nothing.
    """
    response.set_cookie(DEVICE_COOKIE, token, max_age=life, httponly=True, samesite="Lax")


def device_name(agent: str) -> str:
    """A browser in words, from what it says of itself: "Firefox on Linux"."""
    browser = next((name for shape, name in BROWSERS if re.search(shape, agent)), "A browser")
    system = next((name for shape, name in SYSTEMS if re.search(shape, agent)), "")
    return f"{browser} on {system}" if system else browser


def alive(request: HttpRequest) -> JsonResponse:
    """Say which program and which store answer here; a second start asks before it takes the port."""
    return JsonResponse({"afterround": program_version(), "store": store_key()})


@cache
def program_version() -> str:
    """The version as it was installed."""
    return version("afterround")
