"""Who may come in: only this computer's own address, only pages of our own, only devices that were let in."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from afterround.actions.owners import hash_token, note_use
from afterround.adapters import clock, store
from afterround.queries.owners import known_device
from afterround.web.errors import refusal

Answer = Callable[[HttpRequest], HttpResponseBase]

DEVICE_COOKIE = f"{settings.COOKIES}_device"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
OPEN_TO_ALL = ("/open/", "/static/")
NOTED_EVERY = timedelta(hours=1)


def origin_of(request: HttpRequest) -> str:
    """The one origin under which the program answers: as configured, else localhost at the port it listens on."""
    if settings.ORIGIN:
        return str(settings.ORIGIN)
    port = request.META.get("SERVER_PORT", "80")
    return "http://localhost" if port == "80" else f"http://localhost:{port}"


class SecurityHeaders:
    """Sends the content security policy and its relatives with every answer."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then add the headers."""
        response = self.get_response(request)
        response["Content-Security-Policy"] = POLICY
        response["Referrer-Policy"] = "same-origin"
        response["X-Content-Type-Options"] = "nosniff"
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class ExactOrigin:
    """Refuses every Host but our own, and every request that another site began."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request pass, lead it to the one address, or refuse it."""
        origin = origin_of(request)
        host = request.META.get("HTTP_HOST", "")
        if host != urlsplit(origin).netloc:
            if request.method in ("GET", "HEAD") and host in _loopback_hosts(request):
                return HttpResponseRedirect(origin + request.get_full_path())
            return _plain(421, f"Afterround answers only at {origin}.")
        claimed = request.META.get("HTTP_ORIGIN")
        if claimed is not None and claimed != origin:
            return _plain(403, "Another site asked for this. Afterround answers only its own pages.")
        site = request.META.get("HTTP_SEC_FETCH_SITE", "none")
        if request.method not in SAFE_METHODS and site not in ("same-origin", "none"):
            return _plain(403, "Another site asked for this. Afterround answers only its own pages.")
        return self.get_response(request)


def _loopback_hosts(request: HttpRequest) -> tuple[str, ...]:
    """The names of this computer under which the program can be reached, but does not want to be."""
    port = request.META.get("SERVER_PORT", "80")
    hosts = ("127.0.0.1", "[::1]", "localhost")
    return tuple(f"{host}:{port}" for host in hosts) + (hosts if port == "80" else ())


def _plain(status: int, message: str) -> HttpResponse:
    return HttpResponse(message + "\n", content_type="text/plain; charset=utf-8", status=status)


class KnownDevice:
    """Lets in the devices that were admitted, and says to all others how to get in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Find the device by its cookie; `request` then knows its owner, its device and the moment."""
        if request.path_info == "/alive" or request.path_info.startswith(OPEN_TO_ALL):
            return self.get_response(request)
        token = request.COOKIES.get(DEVICE_COOKIE, "")
        now = clock.now()
        device = known_device(hash_token(token), now) if token else None
        if device is None:
            return not_let_in(request)
        if now - device.last_used_at >= NOTED_EVERY:
            note_use(device.id, now=now)
        request.owner, request.device, request.now = device.owner, device, now  # type: ignore[attr-defined]
        return self.get_response(request)


def not_let_in(request: HttpRequest, why: str = "This browser has not been let in yet.") -> HttpResponse:
    """The page for everybody who has no device here: it tells the owner how to come in."""
    message = f"{why} In a terminal on this computer, run: {store.program()} open"
    return refusal(request, 403, code="not_let_in", message=message, template="not_let_in.html", why=why)
