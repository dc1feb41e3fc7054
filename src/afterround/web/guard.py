"""Who may come in: only this computer's own address, only pages of our own, only devices that were let in."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from afterround.actions.owners import hash_token, note_use
from afterround.adapters import clock, store
from afterround.core.address import local_address, refused_host
from afterround.queries.owners import Device, known_device
from afterround.web.errors import refusal

Answer = Callable[[HttpRequest], HttpResponseBase]

DEVICE_COOKIE = f"{settings.COOKIES}_device"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
PERMISSIONS = "microphone=(self), camera=(), geolocation=(), display-capture=(), payment=(), usb=()"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
ALIVE = "/alive"
"""Asked at localhost by a second start, `open` and `doctor`, wherever the program's own address is."""

OPEN_PATHS = (ALIVE, "/sw.js", "/manifest.webmanifest")
OPEN_FOLDERS = ("/open/", "/static/", "/observe/")
"""What answers a browser that was not let in: exactly these paths, and all below these folders."""

OPEN_LIMIT = 256 * 1024
"""The most bytes that may be sent by a browser that was not let in; an observer's form has a hundredth of them."""

NOTED_EVERY = timedelta(hours=1)

NOT_YET = "This browser has not been let in yet."
NO_LONGER = "This browser was let in once, and is no longer: it was shut out, or its year is over."
HOW_TO_COME_IN = (
    f"On the computer where Afterround runs: {store.program()} open. For a phone: Pair a phone, in the Settings of a "
    "browser that is let in."
)


def origin_of(request: HttpRequest) -> str:
    """The one origin under which the program answers: one's own address, else localhost at the port it listens on."""
    return str(settings.ORIGIN) or local_address(int(request.META.get("SERVER_PORT", "80")))


class SecurityHeaders:
    """Sends the content security policy and its relatives with every answer.

    No Strict-Transport-Security: it would bind every other port and program of a name that may be shared, as a
    mesh network's is, and the cookies never travel unencrypted anyway.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then add the headers."""
        response = self.get_response(request)
        response.headers.setdefault(
            "Content-Security-Policy", POLICY
        )  # a file of a user's brings a stricter one
        response["Afterround-Answer"] = "yes"  # for our scripts: a proxy may answer in our place
        response["Permissions-Policy"] = PERMISSIONS
        response["Referrer-Policy"] = "same-origin"
        response["X-Content-Type-Options"] = "nosniff"
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers.setdefault("Cache-Control", "no-store")
        if request.is_secure():
            for cookie in response.cookies.values():
                cookie["secure"] = True
        return response


class ExactOrigin:
    """Refuses every Host but our own, and every request that another site began.

    A request at an https address has come through a proxy that took the encryption off. From here on it counts
    as encrypted, so that Django's checks and all cookies follow the address and no header that anybody may send.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request pass where no check has an answer of its own."""
        origin = origin_of(request)
        for check in CHECKS:
            answer = check(request, origin)
            if answer is not None:
                return answer
        request.META["wsgi.url_scheme"] = urlsplit(origin).scheme
        return self.get_response(request)


def foreign_host(request: HttpRequest, origin: str) -> HttpResponse | None:
    """Refuse another Host than that of the origin; a name of this computer is led there, unless something is sent."""
    host = request.META.get("HTTP_HOST", "")
    if host == urlsplit(origin).netloc:
        return None
    if request.method not in ("GET", "HEAD") or host not in _loopback_hosts(request):
        return _plain(421, refused_host(host, origin))
    return None if request.path_info == ALIVE else HttpResponseRedirect(origin + request.get_full_path())


def foreign_origin(request: HttpRequest, origin: str) -> HttpResponse | None:
    """Refuse what a page of another origin sends, whatever it is."""
    return None if request.META.get("HTTP_ORIGIN", origin) == origin else _another_site()


def foreign_referer(request: HttpRequest, origin: str) -> HttpResponse | None:
    """Refuse a change from another origin's page, also where its browser names no Origin.

    Reading is not refused: a link in a mail or a calendar may be followed.
    """
    referer = request.META.get("HTTP_REFERER", "")
    if request.method in SAFE_METHODS or not referer:
        return None
    return None if f"{referer}/".startswith(f"{origin}/") else _another_site()


def foreign_fetch(request: HttpRequest, origin: str) -> HttpResponse | None:
    """Refuse what the browser says another site began, but for a link that was followed in a tab of its own."""
    if request.META.get("HTTP_SEC_FETCH_SITE", "none") in ("same-origin", "none"):
        return None
    is_link = (
        request.method in SAFE_METHODS
        and request.META.get("HTTP_SEC_FETCH_MODE") == "navigate"
        and request.META.get("HTTP_SEC_FETCH_DEST", "document") == "document"
    )
    return None if is_link else _another_site()


CHECKS = (foreign_host, foreign_origin, foreign_referer, foreign_fetch)
"""Asked one after the other; the first that answers something ends it."""


def _loopback_hosts(request: HttpRequest) -> tuple[str, ...]:
    """The names of this computer under which the program can be reached, but does not want to be."""
    port = request.META.get("SERVER_PORT", "80")
    hosts = ("127.0.0.1", "[::1]", "localhost")
    return tuple(f"{host}:{port}" for host in hosts) + (hosts if port == "80" else ())


def _another_site() -> HttpResponse:
    return _plain(403, "Another site asked for this. Afterround answers only its own pages.")


def _plain(status: int, message: str) -> HttpResponse:
    return HttpResponse(message + "\n", content_type="text/plain; charset=utf-8", status=status)


class KnownDevice:
    """Lets in the devices that were admitted, and says to all others how to get in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Find the device by its cookie; `request` then knows its owner, its device and the moment."""
        if request.path_info in OPEN_PATHS or request.path_info.startswith(OPEN_FOLDERS):
            if _length(request) > OPEN_LIMIT:
                return _plain(413, f"This is more than the {OPEN_LIMIT // 1024} kB that may be sent here.")
            return self.get_response(request)
        now = clock.now()
        device = device_of(request, now)
        if device is None:
            was_in = DEVICE_COOKIE in request.COOKIES
            return not_let_in(request, NO_LONGER if was_in else NOT_YET)
        if now - device.last_used_at >= NOTED_EVERY:
            note_use(device.id, now=now)
        request.owner, request.device, request.now = device.owner, device, now  # type: ignore[attr-defined]
        return self.get_response(request)


def _length(request: HttpRequest) -> int:
    """The bytes of what was sent; the server has counted them."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isascii() and said.isdigit() else OPEN_LIMIT + 1


def device_of(request: HttpRequest, now: datetime) -> Device | None:
    """The device whose cookie the request carries, unless it is unknown, revoked or its year is over."""
    token = request.COOKIES.get(DEVICE_COOKIE, "")
    return known_device(hash_token(token), now) if token else None


def not_let_in(request: HttpRequest, why: str) -> HttpResponse:
    """The answer to everybody who has no device here: it tells the owner how to come in."""
    message = f"{why} {HOW_TO_COME_IN}"
    response = refusal(request, 403, code="not_let_in", message=message, template="not_let_in.html", why=why)
    response["Afterround-Refused"] = "not_let_in"  # for the service worker, which cannot read a page
    return response
