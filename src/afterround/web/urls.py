"""Every address of the program."""

from django.urls import URLPattern, URLResolver, include, path

from afterround.web import assets, opening, settings, today

urlpatterns: list[URLPattern | URLResolver] = [
    path("", today.today, name="today"),
    path("look-around/", today.look_around, name="look_around"),
    path("", include("afterround.web.rounds.urls")),
    path("", include("afterround.web.cooldown.urls")),
    path("", include("afterround.web.retro.urls")),
    path("", include("afterround.web.imports.urls")),
    path("settings/", settings.settings, name="settings"),
    path("settings/afterround.json", settings.export_json, name="export_json"),
    path("settings/afterround.zip", settings.export_markdown, name="export_markdown"),
    path("settings/devices/<uuid:device_id>/revoke/", settings.revoke_device, name="revoke_device"),
    path("paper/", settings.paper, name="paper"),
    path("open/<str:token>/", opening.open_here, name="open"),
    path("alive", opening.alive, name="alive"),
    path("static/<str:version_read>/<path:path>", assets.static, name="static"),
]

handler400 = "afterround.web.errors.bad_request"
handler404 = "afterround.web.errors.not_found"
handler500 = "afterround.web.errors.server_error"
