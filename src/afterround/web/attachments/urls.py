"""The addresses of photos and voice memos."""

from django.urls import URLPattern, path

from afterround.web.attachments import serving, views

urlpatterns: list[URLPattern] = [
    path("attachments/", views.attachments, name="attachments"),
    path("attachments/<uuid:attachment_id>", serving.attachment, name="attachment"),
    path("attachments/<uuid:attachment_id>/caption/", views.caption, name="caption_attachment"),
    path("attachments/<uuid:attachment_id>/place/", views.place, name="place_attachment"),
    path("attachments/<uuid:attachment_id>/remove/", views.remove, name="remove_attachment"),
    path("attachments/<uuid:attachment_id>/restore/", views.restore, name="restore_attachment"),
]
