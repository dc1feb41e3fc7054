"""The addresses of forms, self-ratings and links of a mock round, and of the page that a link leads to."""

from django.urls import URLPattern, path

from afterround.web.observers import lent, views

urlpatterns: list[URLPattern] = [
    path("rounds/<uuid:round_id>/observers/form.html", views.form_file, name="observer_file"),
    path("rounds/<uuid:round_id>/observers/", views.hand_in, name="hand_in"),
    path("rounds/<uuid:round_id>/observers/rate/", views.rate_self, name="rate_self"),
    path("rounds/<uuid:round_id>/observers/link/", views.lend_link, name="lend_link"),
    path("observations/<uuid:observation_id>/strike/", views.strike_observation, name="strike_observation"),
    path(
        "observations/<uuid:observation_id>/restore/", views.restore_observation, name="restore_observation"
    ),
    path("observer-links/<uuid:link_id>/revoke/", views.revoke_link, name="revoke_link"),
    path("observe/thanks/", lent.thanks, name="observe_thanks"),
    path("observe/<str:token>/", lent.observe, name="observe"),
]
