"""What every page needs of a request: whose it is, what time it is, and whether it may read or do."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit
from uuid import UUID, uuid5

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.http.response import HttpResponseBase
from django.utils.dateparse import parse_datetime

from afterround.actions.cooldown import take_in_jots
from afterround.core.rounds import YEARS
from afterround.queries.cooldown import has_waiting_jots
from afterround.queries.owners import Device, Owner

P = ParamSpec("P")

BESIDE = ("csrfmiddlewaretoken", "at", "sent")
"""What stands in a form beside what a person said."""

AHEAD = timedelta(minutes=1)
"""A device's clock may differ from ours by this much; what claims to be later was made now."""


class Visit(HttpRequest):
    """A request of a device that was let in. `now` is the instant it came, the same for all it does."""

    owner: Owner
    device: Device
    now: datetime


View = Callable[Concatenate[Visit, P], HttpResponseBase]


def page(view: View[P]) -> View[P]:
    """A view that only reads. Jots that wait in the inbox are taken in first, so that they show at once."""

    @wraps(view)
    def reading(request: Visit, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        take_in_waiting_jots(request)
        return view(request, *args, **kwargs)

    return reading


def form_page(view: View[P]) -> View[P]:
    """A view that shows a form on GET and takes it on POST."""

    @wraps(view)
    def showing_or_taking(request: Visit, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        if request.method != "POST":
            take_in_waiting_jots(request)
        return view(request, *args, **kwargs)

    return showing_or_taking


def deed(view: View[P]) -> View[P]:
    """A view that does something: POST only, and it ends in a redirect or in JSON."""

    @wraps(view)
    def doing(request: Visit, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return view(request, *args, **kwargs)

    return doing


def take_in_waiting_jots(request: Visit) -> None:
    """Take in what the command line has left, if anything."""
    if has_waiting_jots():
        take_in_jots(request.owner, now=request.now)


def see_other(address: str) -> HttpResponseRedirect:
    """A redirect after a deed: 303, so that the browser reads the next page with GET."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def once(request: HttpRequest) -> UUID | None:
    """A name for what a form sends, from the key it was shown with and all that stands in it: the same where a
    button was pressed twice, another where other words are sent. When a device says it was pressed does not count:
    what was sent before its answer was lost is sent again with it. None for a form without a key."""
    try:
        key = UUID(request.POST.get("once", ""))
    except ValueError:
        return None
    said = sorted((name, values) for name, values in request.POST.lists() if name not in BESIDE)
    return uuid5(key, urlencode(said, doseq=True))


def page_number(said: str) -> int:
    """The page of a list that an address names; 1 for everything that is no number of a page."""
    return min(max(int(said), 1), 1_000_000) if said.isascii() and said.isdigit() and len(said) < 8 else 1


def came_from(request: HttpRequest, otherwise: str = "/") -> str:
    """The path of the page the request came from, if it was one of ours; never another site."""
    found = urlsplit(request.headers.get("Referer", ""))
    if (
        found.netloc != request.headers.get("Host")
        or not found.path.startswith("/")
        or found.path.startswith("//")
    ):
        return otherwise
    return found.path + (f"?{found.query}" if found.query else "")


def made_at(post: QueryDict, now: datetime) -> datetime:
    """The instant at which a device made what it sends; `now` where it says none, or one that cannot be.

    Where the moment of sending, by the same clock, is not `now`, that clock is wrong, and both are set right by it.
    """
    said, sent = _instant(post.get("at", "")), _instant(post.get("sent", ""))
    if said is not None and sent is not None and abs(now - sent) > AHEAD:
        said += now - sent
    return said if said is not None and said <= now + AHEAD else now


def _instant(text: str) -> datetime | None:
    try:
        said = parse_datetime(text)
    except ValueError:
        return None
    return said if said is not None and said.tzinfo is not None and said.year in YEARS else None


def done_at(request: Visit) -> datetime:
    """When the deed was done: by the device that kept it while there was no connection, else now."""
    return made_at(request.POST, request.now)


def done(request: HttpRequest, address: str) -> HttpResponse:
    """The answer to a deed: on to a page, or a word for the script that delivered it."""
    return JsonResponse({"done": True}) if wants_json(request) else see_other(address)


def wants_json(request: HttpRequest) -> bool:
    """Whether the answer is read by a program: its Accept header names JSON and no page."""
    accept = request.headers.get("Accept", "")
    return "application/json" in accept and "text/html" not in accept
