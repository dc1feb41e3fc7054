"""The browsers that may come in: a phone is paired, any of them renamed or shut out."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from afterround.actions import owners as deeds
from afterround.core.address import pairing_address
from afterround.core.errors import Invalid
from afterround.formats.qr import picture
from afterround.queries.owners import get_device
from afterround.web.context import PAPER_COOKIE
from afterround.web.doors import Visit, deed, form_page, see_other
from afterround.web.guard import DEVICE_COOKIE, origin_of


@form_page
def pair_phone(request: Visit) -> HttpResponse:
    """Show a pairing code, or why there can be none.

    The answer to the form is the page itself and no redirect: the token is kept only as a hash, so no later
    page could show it.
    """
    origin = origin_of(request)
    has_own_address = origin.startswith("https:")
    port = request.META.get("SERVER_PORT", "80")
    values: dict[str, object] = {"has_own_address": has_own_address, "origin": origin, "port": port}
    if request.method == "POST" and has_own_address:
        address = pairing_address(origin, deeds.make_open_token(request.owner, now=request.now))
        values |= {"address": address, "picture": picture(address), "until": request.now + deeds.TOKEN_LIFE}
    return render(request, "pair_phone.html", values)


@form_page
def device(request: Visit, device_id: UUID) -> HttpResponse:
    """One browser: its name, which can be changed, and how it is shut out."""
    found = get_device(request.owner, device_id, request.now)
    values = {"device": found, "is_this": device_id == request.device.id, "name": found.name}
    if request.method != "POST":
        return render(request, "device.html", values)
    name = request.POST.get("name", "")
    try:
        deeds.rename_device(request.owner, device_id, name)
    except Invalid as error:
        return render(
            request, "device.html", {**values, "name": name, "problems": error.problems}, status=422
        )
    return see_other(f"{reverse('settings')}#devices")


@deed
def revoke_device(request: Visit, device_id: UUID) -> HttpResponse:
    """Shut a browser out from now on; where it is this very one, wipe what it keeps."""
    deeds.revoke_device(request.owner, device_id, now=request.now)
    if device_id != request.device.id:
        return see_other(f"{reverse('settings')}#devices")
    response = see_other(f"{reverse('pair')}?left=yes")
    _wipe(response)
    return response


def _wipe(response: HttpResponse) -> None:
    """Let the browser forget all it keeps of ours.

    Cookies are deleted by their names: Clear-Site-Data would take those of every other port of localhost, and of
    every other name of one's domain, with them.
    """
    response["Clear-Site-Data"] = '"cache", "storage"'
    for name in (DEVICE_COOKIE, PAPER_COOKIE, settings.CSRF_COOKIE_NAME):
        response.delete_cookie(name, samesite="Lax")
