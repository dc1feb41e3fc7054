"""How a refused deed and a missing page are answered: one look, or JSON for a program."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render

from afterround.core.errors import AfterroundError, Invalid, NotFound, StoreUnavailable
from afterround.web.doors import wants_json

HEADINGS = {
    403: "Not from here",
    404: "Nothing is here",
    409: "Not like this",
    422: "This cannot be taken",
    500: "Something went wrong",
    503: "Not kept",
}


def refusal(
    request: HttpRequest,
    status: int,
    *,
    code: str,
    message: str,
    problems: dict[str, str] | None = None,
    template: str = "refused.html",
    **more: Any,
) -> HttpResponse:
    """Answer with a status and a reason: a page, or JSON where that was asked for."""
    if wants_json(request):
        return JsonResponse({"code": code, "message": message, "problems": problems or {}}, status=status)
    heading = HEADINGS.get(status, "Refused")
    values = {"heading": heading, "message": message, "problems": problems or {}, **more}
    return render(request, template, values, status=status)


def status_of(error: AfterroundError) -> int:
    """The HTTP status of a refused deed."""
    if isinstance(error, NotFound):
        return 404
    if isinstance(error, StoreUnavailable):
        return 503
    return 422 if isinstance(error, Invalid) else 409


class RefusedDeeds:
    """Turns the refusals of actions and queries into answers, in one place."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing before or after; see `process_exception`."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer an AfterroundError; leave everything else to Django."""
        if not isinstance(error, AfterroundError):
            return None
        problems = error.problems if isinstance(error, Invalid) else {}
        return refusal(request, status_of(error), code=error.code, message=str(error), problems=problems)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: mostly a page left open over an update or with cookies cleared."""
    message = "This page was too old to be trusted with a change. Go back, reload it, and try again."
    return refusal(request, 403, code="csrf", message=message)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address that leads nowhere."""
    return refusal(request, 404, code="not_found", message="There is no such page.")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that is not understood, or too large."""
    return refusal(
        request, 400, code="bad_request", message="This request was not understood, or it was too large."
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """A mistake of ours."""
    message = (
        "This is a mistake in Afterround. What was saved before is safe. The terminal shows the details."
    )
    return refusal(request, 500, code="server_error", message=message)
