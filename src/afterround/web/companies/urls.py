"""The addresses of companies."""

from django.urls import URLPattern, path

from afterround.web.companies import views

urlpatterns: list[URLPattern] = [
    path("companies/", views.companies, name="companies"),
    path("companies/merge/", views.merge_companies, name="merge_companies"),
    path("companies/apart/", views.decline_merge, name="decline_merge"),
    path("companies/reconsider/", views.reconsider_merge, name="reconsider_merge"),
    path("companies/<uuid:company_id>/", views.one_company, name="company"),
    path("companies/<uuid:company_id>/rename/", views.rename_company, name="rename_company"),
    path("companies/<uuid:company_id>/part/", views.part_company, name="part_company"),
    path("companies/aliases/<uuid:alias_id>/forget/", views.forget_alias, name="forget_alias"),
]
