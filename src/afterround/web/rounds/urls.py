"""The addresses of rounds."""

from django.urls import URLPattern, path

from afterround.web.rounds import adding, views

urlpatterns: list[URLPattern] = [
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/new/", adding.new_round, name="new_round"),
    path("rounds/<uuid:round_id>/", views.one_round, name="round"),
    path("rounds/<uuid:round_id>/edit/", views.edit_round, name="edit_round"),
    path("rounds/<uuid:round_id>/delete/", views.delete_round, name="delete_round"),
    path("rounds/<uuid:round_id>/restore/", views.restore_round, name="restore_round"),
    path("rounds/<uuid:round_id>/end/", views.end_round, name="end_round"),
    path("rounds/<uuid:round_id>/result/", views.round_result, name="round_result"),
    path("rounds/<uuid:round_id>/aside/", views.aside_round, name="aside_round"),
]
