"""The addresses of drills."""

from django.urls import URLPattern, path

from afterround.web.drills import doing, pace, problems, views

urlpatterns: list[URLPattern] = [
    path("drills/", views.drills, name="drills"),
    path("drills/due.csv", views.due_csv, name="due_csv"),
    path("drills/due.json", views.due_json, name="due_json"),
    path("drills/pause/", pace.pause_drills, name="pause_drills"),
    path("drills/resume/", pace.resume_drills, name="resume_drills"),
    path("drills/budget/", pace.set_budget, name="set_budget"),
    path("drills/spread/", pace.spread_drills, name="spread_drills"),
    path("drills/let-go/", pace.let_go, name="let_go"),
    path("drills/catch-up/undo/", pace.undo_catch_up, name="undo_catch_up"),
    path("drills/problems/", problems.own_problems_page, name="own_problems"),
    path("drills/problems/undo/", problems.remove_added, name="remove_added"),
    path("drills/problems/<uuid:problem_id>/patterns/", problems.sort_problem, name="sort_problem"),
    path("drills/problems/<uuid:problem_id>/remove/", problems.remove_problem, name="remove_problem"),
    path("drills/problems/<uuid:problem_id>/restore/", problems.restore_problem, name="restore_problem"),
    path("drills/attempts/<uuid:attempt_id>/undo/", doing.undo_attempt, name="undo_attempt"),
    path("drills/attempts/<uuid:attempt_id>/redo/", doing.redo_attempt, name="redo_attempt"),
    path("drills/<slug:kind>/<slug:item>/", doing.drill, name="drill"),
    path("drills/<slug:kind>/<slug:item>/day/", doing.set_study_day, name="set_study_day"),
    path("drills/<slug:kind>/<slug:item>/drop/", doing.drop_drill, name="drop_drill"),
    path("drills/<slug:kind>/<slug:item>/take-up/", doing.take_up_drill, name="take_up_drill"),
]
