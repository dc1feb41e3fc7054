"""The addresses at which suggestions are shown and answered."""

from django.urls import URLPattern, path

from afterround.web.suggestions import inbox, merging, tags, views

urlpatterns: list[URLPattern] = [
    path("rounds/<uuid:round_id>/retro/themes/", views.retro_themes, name="retro_themes"),
    path("lines/<uuid:line_id>/themes/", views.line_themes, name="line_themes"),
    path("themes/names.json", views.theme_names, name="theme_names"),
    path("themes/inbox/", inbox.theme_inbox, name="theme_inbox"),
    path("themes/inbox/answer/", inbox.answer_group, name="answer_group"),
    path("themes/inbox/back/", inbox.take_back, name="take_back_answers"),
    path("themes/tags/answer/", tags.answer_tag, name="answer_tag"),
    path("themes/tags/go/", tags.let_tag_go, name="let_tag_go"),
    path("themes/tags/again/", tags.offer_tag_again, name="offer_tag_again"),
    path("themes/tags/part/", tags.part_tag, name="part_tag"),
    path("themes/merge/", merging.theme_merges, name="theme_merges"),
    path("themes/merge/join/", merging.merge_themes, name="join_themes"),
    path("themes/merge/part/", merging.part_themes, name="part_themes"),
    path("themes/merge/apart/", merging.keep_apart, name="keep_themes_apart"),
    path("themes/merge/again/", merging.offer_again, name="offer_themes_again"),
]
