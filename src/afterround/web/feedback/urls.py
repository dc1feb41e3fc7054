"""The addresses of feedback and findings."""

from django.urls import URLPattern, path

from afterround.web.feedback import views

urlpatterns: list[URLPattern] = [
    path("rounds/<uuid:round_id>/feedback/", views.add_feedback, name="add_feedback"),
    path("rounds/<uuid:round_id>/findings/", views.decide_finding, name="decide_finding"),
    path("feedback/<uuid:feedback_id>/", views.one_feedback, name="feedback"),
    path("feedback/<uuid:feedback_id>/reason/", views.decide_reason, name="decide_reason"),
    path("feedback/<uuid:feedback_id>/strike/", views.strike_feedback, name="strike_feedback"),
    path("feedback/<uuid:feedback_id>/unstrike/", views.unstrike_feedback, name="unstrike_feedback"),
    path("feedback/reasons/<uuid:reason_id>/remove/", views.remove_reason, name="remove_reason"),
]
