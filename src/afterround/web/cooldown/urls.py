"""The addresses of the cooldown and of jots."""

from django.urls import URLPattern, path

from afterround.web.cooldown import jots, views

urlpatterns: list[URLPattern] = [
    path("rounds/<uuid:round_id>/cooldown/", views.cooldown, name="cooldown"),
    path("rounds/<uuid:round_id>/cooldown/skip/", views.skip_cooldown, name="skip_cooldown"),
    path("rounds/<uuid:round_id>/cooldown/resume/", views.resume_cooldown, name="resume_cooldown"),
    path("rounds/<uuid:round_id>/cooldown/walk/", views.record_walk, name="record_walk"),
    path("rounds/<uuid:round_id>/jots/paste/", jots.paste_jots, name="paste_jots"),
    path("jot/", jots.jot, name="jot"),
    path("jots/", jots.jots, name="jots"),
    path("jots/<uuid:jot_id>/strike/", jots.strike_jot, name="strike_jot"),
    path("jots/<uuid:jot_id>/unstrike/", jots.unstrike_jot, name="unstrike_jot"),
    path("jots/<uuid:jot_id>/place/", jots.place_jot, name="place_jot"),
]
