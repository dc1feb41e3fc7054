"""Every address of the program."""

from django.urls import URLPattern, URLResolver, include, path

from afterround.web import assets, demo, devices, hints, offline, opening, purge, settings, today

urlpatterns: list[URLPattern | URLResolver] = [
    path("", today.today, name="today"),
    path("look-around/", today.look_around, name="look_around"),
    path("rounds/deleted/", purge.deleted, name="deleted_rounds"),
    path("rounds/<uuid:round_id>/purge/", purge.purge_round, name="purge_round"),
    path("attachments/<uuid:attachment_id>/purge/", purge.purge_attachment, name="purge_attachment"),
    path("look-around/demo/", demo.enter_demo, name="enter_demo"),
    path("", include("afterround.web.rounds.urls")),
    path("", include("afterround.web.companies.urls")),
    path("", include("afterround.web.cooldown.urls")),
    path("", include("afterround.web.retro.urls")),
    path("", include("afterround.web.feedback.urls")),
    path("", include("afterround.web.suggestions.urls")),
    path("", include("afterround.web.themes.urls")),
    path("", include("afterround.web.attachments.urls")),
    path("", include("afterround.web.imports.urls")),
    path("", include("afterround.web.drills.urls")),
    path("", include("afterround.web.observers.urls")),
    path("hints/", hints.hints, name="hints"),
    path("settings/", settings.settings, name="settings"),
    path("settings/afterround.json", settings.export_json, name="export_json"),
    path("settings/afterround.zip", settings.export_markdown, name="export_markdown"),
    path("settings/devices/pair/", devices.pair_phone, name="pair_phone"),
    path("settings/devices/<uuid:device_id>/", devices.device, name="device"),
    path("settings/devices/<uuid:device_id>/revoke/", devices.revoke_device, name="revoke_device"),
    path("paper/", settings.paper, name="paper"),
    path("open/", opening.pair, name="pair"),
    path("open/<str:token>/", opening.open_here, name="open"),
    path("sw.js", offline.worker, name="worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("start/", offline.start, name="start"),
    path("here/", offline.here, name="here"),
    path("kept.json", offline.kept, name="kept"),
    path("token.json", offline.token, name="token"),
    path("alive", opening.alive, name="alive"),
    path("static/<str:version_read>/<path:path>", assets.static, name="static"),
]

handler400 = "afterround.web.errors.bad_request"
handler404 = "afterround.web.errors.not_found"
handler500 = "afterround.web.errors.server_error"
