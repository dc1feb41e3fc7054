"""The addresses of the retrospective and its Markdown."""

from django.urls import URLPattern, path

from afterround.web.retro import document, views

urlpatterns: list[URLPattern] = [
    path("rounds/<uuid:round_id>/retro/", views.retro, name="retro"),
    path("rounds/<uuid:round_id>/retro/save/", views.save_retro, name="save_retro"),
    path("rounds/<uuid:round_id>/retro/finish/", views.finish_retro, name="finish_retro"),
    path("rounds/<uuid:round_id>/retro/reopen/", views.reopen_retro, name="reopen_retro"),
    path("texts/<uuid:text_id>/settle/", views.settle_text, name="settle_text"),
    path("actions/<uuid:line_id>/", views.action_state, name="action_state"),
    path("rounds/<uuid:round_id>/markdown/", document.markdown, name="markdown"),
    path("rounds/<uuid:round_id>/retro.md", document.markdown_file, name="markdown_file"),
]
