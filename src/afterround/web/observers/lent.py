"""The form behind a lent address: open without a device, and showing nothing but the title it was given."""

from collections import deque
from datetime import datetime, timedelta
from threading import Lock

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse

from afterround.actions.observers import answer_link
from afterround.actions.owners import hash_token
from afterround.adapters import clock
from afterround.core.address import find_token
from afterround.core.errors import Invalid, NotFound
from afterround.formats.observer_form import read_fields
from afterround.queries.observers import link_title
from afterround.web.doors import see_other
from afterround.web.observers.forms import lines_asked, reasons_asked, scale

TRIES, WITHIN = 60, timedelta(minutes=1)
"""So often in a minute may forms be sent, and so often may addresses be asked for that lead nowhere. It limits what a
stranger can make the program do; no token of 256 bits can be guessed."""


class Limit:
    """Counts tries within a while, in the memory of this process."""

    def __init__(self, most: int, within: timedelta) -> None:
        self.most, self.within = most, within
        self.tries: deque[datetime] = deque(maxlen=most)
        self.lock = Lock()

    def is_reached(self, now: datetime) -> bool:
        """Whether there were as many tries as there may be; the one at `now` counts from then on, if not."""
        with self.lock:
            if len(self.tries) == self.most and abs(now - self.tries[0]) < self.within:
                return True
            self.tries.append(now)
            return False


SENT, ASTRAY = Limit(TRIES, WITHIN), Limit(TRIES, WITHIN)


def observe(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form, or take it once. Every address that is not good, for whatever reason, is answered alike."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    now, said, problems = clock.now(), {}, list[str]()
    try:
        if find_token(token) != token:
            raise NotFound("There is no such form.")
        title = link_title(hash_token(token), now)
        if request.method == "POST":
            if SENT.is_reached(now):
                return _too_often(request)
            said = request.POST.dict()
            read = read_fields(said, key="")
            problems = [problem.message for problem in read.problems]
            if read.form is not None and not problems:
                answer_link(token, read.form, now=now)
                return see_other(reverse("observe_thanks"))
    except NotFound:
        return _too_often(request) if ASTRAY.is_reached(now) else _gone(request)
    except Invalid as error:
        problems = [str(error)]
    values = {
        "title": title,
        "problems": problems,
        "asked": reasons_asked(said),
        "lines": lines_asked(said),
        "scale": scale(),
        "observer": said.get("observer", ""),
    }
    return render(request, "observers/lent.html", values, status=422 if problems else 200)


def thanks(request: HttpRequest) -> HttpResponse:
    """The end of it. Whoever comes here by chance learns nothing."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return render(request, "observers/thanks.html")


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "observers/gone.html", status=404)


def _too_often(request: HttpRequest) -> HttpResponse:
    """What was written is still in the browser that sent it."""
    return render(request, "observers/too_often.html", status=429)
