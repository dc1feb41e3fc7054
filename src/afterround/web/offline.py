"""What lets the program be installed and opened without a connection: its service worker, its manifest, and the list
of pages a device keeps."""

import json
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse

from afterround.adapters import store
from afterround.queries.today import Today, TodayRound, get_today
from afterround.web import assets
from afterround.web.doors import Visit, page, see_other

CALLED_WITHIN = timedelta(hours=36)
"""A round that ends within this time is called by the page; a device without a connection knows it that long."""

KEEPING = "Afterround-Keep"
"""The header by which a device says that it only keeps a page: nobody is looking at it yet."""

INK, PAPER = "#1b4c78", "#faf7f0"


def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. Its text names today's files, so that a browser notices an update by comparing it."""
    files = json.dumps([assets.address(name) for name in assets.names()])
    text = f'import {{ start }} from "{assets.address("worker.js")}";\nstart({{ files: {files} }});\n'
    return HttpResponse(
        text, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )


def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the program among its apps."""
    icons = [
        {"src": assets.address("icon-192.png"), "sizes": "192x192", "type": "image/png"},
        {"src": assets.address("icon-512.png"), "sizes": "512x512", "type": "image/png"},
        {
            "src": assets.address("icon-maskable.png"),
            "sizes": "512x512",
            "type": "image/png",
            "purpose": "maskable",
        },
        {"src": assets.address("icon.svg"), "sizes": "any", "type": "image/svg+xml"},
    ]
    name = "Afterround demo" if store.is_demo() else "Afterround"
    values = {
        "id": "/",
        "name": name,
        "short_name": name,
        "description": "The hour after a job interview, and everything that hour should change.",
        "lang": "en",
        "start_url": reverse("start"),
        "scope": "/",
        "display": "standalone",
        "theme_color": PAPER,
        "background_color": PAPER,
        "icons": icons,
        "shortcuts": [
            {"name": "Jot", "url": reverse("jot"), "icons": icons[:1]},
            {"name": "Today", "url": reverse("today"), "icons": icons[:1]},
        ],
    }
    return JsonResponse(
        values, content_type="application/manifest+json", headers={"Cache-Control": "no-cache"}
    )


@page
def start(request: Visit) -> HttpResponse:
    """What the icon opens: the cooldown that is on, else the lane for jots."""
    cooling = get_today(request.owner, request.now).cooling
    return see_other(reverse("cooldown", args=[cooling[0].id]) if cooling else reverse("jot"))


@page
def here(request: Visit) -> HttpResponse:
    """What waits on this device. The page itself holds nothing of the notebook: its script fills it."""
    return render(request, "here.html", {})


@page
def token(request: Visit) -> HttpResponse:
    """A form's token, fresh, for what is delivered without a form."""
    return JsonResponse({"token": get_token(request)})


@page
def kept(request: Visit) -> HttpResponse:
    """The pages this device keeps for a time without a connection, and the rounds whose end it calls."""
    today = get_today(request.owner, request.now)
    soon = [found for found in (*today.running, *today.coming) if found.ends_at - request.now < CALLED_WITHIN]
    calls = sorted((*today.cooling, *soon), key=lambda found: found.ends_at)
    return JsonResponse(
        {
            "version": assets.version(),
            "now": request.now.isoformat(),
            "pages": list(_pages(today)),
            "rounds": [_call(found) for found in calls],
        }
    )


def _pages(today: Today) -> dict[str, None]:
    """The addresses, each once: Today, the lanes, the rounds that are due or coming, and what is being written."""
    found = [reverse("today"), reverse("jot")]
    for held in (*today.cooling, *today.running, *today.coming):
        found += [reverse("cooldown", args=[held.id]), reverse("round", args=[held.id])]
    for held in today.waiting:
        found += [reverse("retro", args=[held.id]), reverse("round", args=[held.id])]
    return dict.fromkeys(found)


def _call(found: TodayRound) -> dict[str, Any]:
    return {
        "id": str(found.id),
        "name": found.name,
        "ends_at": found.ends_at.isoformat(),
        "cooldown": reverse("cooldown", args=[found.id]),
    }
