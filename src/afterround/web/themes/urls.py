"""The addresses of the tally and of each theme."""

from django.urls import URLPattern, path

from afterround.web.themes import views

urlpatterns: list[URLPattern] = [
    path("themes/", views.themes, name="themes"),
    path("themes/new/", views.new_theme, name="new_theme"),
    path("themes/<str:slug>/", views.one_theme, name="theme"),
    path("themes/<str:slug>/rename/", views.rename_theme, name="rename_theme"),
    path("themes/<str:slug>/wording/", views.add_wording, name="add_wording"),
    path("themes/<str:slug>/forget/", views.forget_wording, name="forget_wording"),
    path("themes/<str:slug>/hide/", views.hide_theme, name="hide_theme"),
    path("themes/<str:slug>/show/", views.show_theme, name="show_theme"),
    path("themes/<str:slug>/merge/", views.merge_theme, name="merge_theme"),
    path("themes/<str:slug>/split/", views.split_theme, name="split_theme"),
]
