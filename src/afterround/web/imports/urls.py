"""The addresses of bringing."""

from django.urls import URLPattern, path

from afterround.web.imports import preview, report, start

urlpatterns: list[URLPattern] = [
    path("import/", start.import_retro, name="import_retro"),
    path("import/<uuid:import_id>/", preview.draft, name="import_draft"),
    path("import/<uuid:import_id>/discard/", preview.discard_draft, name="discard_draft"),
    path("import/<uuid:import_id>/report/", report.report, name="import_report"),
    path("import/<uuid:import_id>/undo/", report.undo_import, name="undo_import"),
    path("import/<uuid:import_id>/redo/", report.redo_import, name="redo_import"),
]
