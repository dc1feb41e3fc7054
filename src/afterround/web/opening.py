"""Coming in: a one-time address makes a browser a device; and who runs here, for those who ask."""

import re
from datetime import timedelta
from functools import cache
from importlib.metadata import version

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render

from afterround.actions.owners import DEVICE_LIFE, admit_device
from afterround.adapters import clock
from afterround.core.address import find_token
from afterround.core.errors import NotFound
from afterround.queries.store import store_key
from afterround.web.doors import see_other
from afterround.web.guard import DEVICE_COOKIE, device_of, not_let_in

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
    """Let this browser in for a year in one step, if the token is fresh, and go to Today.

    This is the address that the terminal opens in the browser beside it. Where something else asks for it, a
    prefetch or another site's link, the token is not spent; the page with the button is shown instead.
    """
    if request.method != "GET":
        return not_let_in(request, "This address has to be opened, and nothing can be sent to it.")
    if not _is_opened_here(request):
        return _ask(request, token)
    return _let_in(request, token)


def pair(request: HttpRequest) -> HttpResponse:
    """Ask whether this browser is to be let in, or for the address to paste; the press of the button does it.

    A pairing address travels: by a camera, a message, a clipboard. Messengers and mail programs look at what is
    behind a link, so asking for it must not spend it. The app on a phone's home screen may have cookies of its
    own and be reached by no link; there the address is pasted. Nothing limits how often one tries: a token has
    256 bits and ten minutes.
    """
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    if request.method != "POST":
        return _ask(request, find_token(request.GET.get("token", "")))
    token = find_token(request.POST.get("address", ""))
    if not token:
        problem = "There is no pairing address in this. It ends in 43 letters and digits."
        return _ask(request, "", problem=problem, status=422)
    return _let_in(request, token)


def _is_opened_here(request: HttpRequest) -> bool:
    """Whether a person opens the address, as far as the browser says what it does."""
    ahead = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return "prefetch" not in ahead and request.headers.get("Sec-Fetch-Site", "none") in (
        "none",
        "same-origin",
        "same-site",  # the demo and one's own store are two ports of one host, and lead to each other
    )


def _let_in(request: HttpRequest, token: str) -> HttpResponse:
    """Turn the token into this browser's cookie, or say that it is no longer good."""
    name = device_name(request.headers.get("User-Agent", ""))
    known = request.COOKIES.get(DEVICE_COOKIE, "")
    try:
        device_token = admit_device(token, name=name, now=clock.now(), known_token=known)
    except NotFound:
        return not_let_in(request, "This address was used already, or it is too old.")
    response = see_other("/")
    set_device_cookie(response, device_token, DEVICE_LIFE)
    return response


def _ask(request: HttpRequest, token: str, *, problem: str = "", status: int = 200) -> HttpResponse:
    """The page with the button, or with the field for an address where there is none yet."""
    is_known = device_of(request, clock.now()) is not None
    values = {"token": token, "problem": problem, "is_known": is_known, "has_left": "left" in request.GET}
    return render(request, "pair.html", values, status=status)


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
    """Say which program and which store answer here, and for which Host: asked by a second start, and by doctor."""
    return JsonResponse(
        {"afterround": program_version(), "store": store_key(), "host": request.META.get("HTTP_HOST", "")}
    )


@cache
def program_version() -> str:
    """The version as it was installed."""
    return version("afterround")
