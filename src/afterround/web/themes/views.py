"""The tally of themes, one theme with its evidence, and what can be done with its names."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from afterround.actions import themes as deeds
from afterround.core.errors import AfterroundError, Conflict, Invalid
from afterround.core.tally import Estimate
from afterround.queries.theme_groups import merge_offers
from afterround.queries.theme_pages import TallyRow, theme_page, themes_page
from afterround.queries.themes import themes_of
from afterround.web.doors import Visit, deed, form_page, page, see_other
from afterround.web.themes.forms import NewThemeForm, ThemeNameForm, WordingForm


@page
def themes(request: Visit) -> HttpResponse:
    """What keeps happening: the shakiest theme first, too early ones by their counts, then what goes well."""
    return _tally_page(request, NewThemeForm())


@form_page
def new_theme(request: Visit) -> HttpResponse:
    """Make a theme of one's own. A name that cannot be taken comes back with what to do."""
    form = NewThemeForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _tally_page(request, form, is_open=True)
    status = 422
    if form.is_valid():
        try:
            said = form.cleaned_data
            slug = deeds.make_theme(request.owner, said["name"], area=said["area"], now=request.now)
            return see_other(reverse("theme", args=[slug]))
        except (Invalid, Conflict) as error:
            status = _refused(form, error)
    return _tally_page(request, form, is_open=True, status=status)


def _refused(form: forms.Form, error: AfterroundError) -> int:
    """Say in the form why something was refused; returns the status of the answer."""
    problems = error.problems if isinstance(error, Invalid) else {}
    for name in form.fields:
        if name in problems:
            form.add_error(name, problems[name])
    if not form.errors:
        form.add_error(next(iter(form.fields)), next(iter(problems.values()), str(error)))
    return 409 if isinstance(error, Conflict) else 422


def _tally_page(
    request: Visit, form: NewThemeForm, *, is_open: bool = False, status: int = 200
) -> HttpResponse:
    found = themes_page(request.owner, request.now)
    own = [row for row in found.rows if not row.tally.theme.theme.is_external]
    shaky = [row for row in own if row.last_shaky]
    values: dict[str, Any] = {
        "found": found,
        "shaky": [row for row in shaky if not row.tally.is_early],
        "early": [row for row in shaky if row.tally.is_early],
        "well": sorted((row for row in own if row.last_well), key=_strength),
        "unrated": [row for row in own if not row.last_shaky and not row.last_well],
        "outside": [row for row in found.rows if row.tally.theme.theme.is_external],
        "offers": merge_offers(request.owner, request.now),
        "form": form,
        "is_open": is_open,
        "just_hidden": next((one for one in found.hidden if one.slug == request.GET.get("hidden")), None),
    }
    return render(request, "themes/list.html", values, status=status)


def _strength(row: TallyRow) -> tuple[bool, float, str]:
    """The order of strengths: those with a rate by it, then the others by their counts."""
    tally = row.tally
    strength: Estimate | None = tally.strength
    if tally.is_early or strength is None:
        return True, -(tally.well + tally.mocks.well), tally.theme.slug
    return False, -strength.rate, tally.theme.slug


@page
def one_theme(request: Visit, slug: str) -> HttpResponse:
    """A theme with all it was seen in; a merged one leads to the one it counts as, which says so."""
    return _at_the_whole(request, slug) or _theme_page(request, slug)


def _at_the_whole(request: Visit, slug: str) -> HttpResponse | None:
    """Where a theme leads that was merged into another one: what is done there would be done to the whole."""
    root = themes_of(request.owner).root(slug)
    return see_other(_theme_address(root, was=slug)) if root != slug else None


def _theme_page(request: Visit, slug: str, *, status: int = 200, **bound: forms.Form | None) -> HttpResponse:
    found = theme_page(request.owner, slug, request.now)
    themes = themes_of(request.owner)
    known, was = themes.themes, request.GET.get("was", slug)
    parted, forgotten = request.GET.get("parted", ""), request.GET.get("forgotten", "")
    meant = themes.called(forgotten)
    values = {
        "was": known.get(was) if themes.root(was) == found.theme.slug != was else None,
        "found": found,
        "theme": found.theme,
        "name_form": bound.get("name_form") or ThemeNameForm(initial={"name": found.theme.name}),
        "wording_form": bound.get("wording_form") or WordingForm(),
        "merged": next((part for part in found.parts if part.slug == request.GET.get("merged")), None),
        "parted": known.get(parted) if themes.root(parted) != found.theme.slug else None,
        "forgotten": forgotten if meant is None or meant.slug != found.theme.slug else "",
    }
    return render(request, "themes/theme.html", values, status=status)


@form_page
def rename_theme(request: Visit, slug: str) -> HttpResponse:
    """Give a theme another name; without one a built-in theme has its own again."""
    form = ThemeNameForm(request.POST if request.method == "POST" else None)
    return _named(request, slug, form, deeds.rename_theme, name_form=form)


@form_page
def add_wording(request: Visit, slug: str) -> HttpResponse:
    """Let another wording mean a theme."""
    form = WordingForm(request.POST if request.method == "POST" else None)
    return _named(request, slug, form, deeds.add_wording, wording_form=form)


def _named(
    request: Visit, slug: str, form: forms.Form, name_it: Callable[..., None], **forms_shown: forms.Form
) -> HttpResponse:
    """Take a name by a form with one field, or bring the form back with what to do."""
    if not form.is_bound:
        return _at_the_whole(request, slug) or _theme_page(request, slug)
    status = 422
    if form.is_valid():
        try:
            _refuse_part(request, slug)
            (name,) = form.cleaned_data.values()
            name_it(request.owner, slug, name, now=request.now)
            return see_other(reverse("theme", args=[slug]))
        except (Invalid, Conflict) as error:
            status = _refused(form, error)
    return _theme_page(request, slug, status=status, **forms_shown)


def _refuse_part(request: Visit, slug: str) -> None:
    """Raise Conflict where a theme was merged into another one, in another window; what was typed stands there."""
    themes = themes_of(request.owner)
    whole = themes.known(slug)
    if whole is not None and whole.slug != slug:
        part = themes.themes[slug].name if slug in themes.themes else slug
        raise Conflict(
            f"“{part}” counts as “{whole.name}” now. Say it here of the whole, or part the two first."
        )


@deed
def forget_wording(request: Visit, slug: str) -> HttpResponse:
    """Take a wording from a theme; the page then offers to give it back."""
    if whole := _at_the_whole(request, slug):
        return whole
    said = request.POST.get("wording", "")
    deeds.forget_wording(request.owner, slug, said)
    return see_other(_theme_address(slug, forgotten=said))


@deed
def hide_theme(request: Visit, slug: str) -> HttpResponse:
    """Suggest and tally a theme no more; the tally then offers to show it again."""
    if whole := _at_the_whole(request, slug):
        return whole
    deeds.hide_theme(request.owner, slug, now=request.now)
    return see_other(f"{reverse('themes')}?{urlencode({'hidden': slug})}")


@deed
def show_theme(request: Visit, slug: str) -> HttpResponse:
    """Suggest and tally a hidden theme again."""
    if whole := _at_the_whole(request, slug):
        return whole
    deeds.show_theme(request.owner, slug)
    return see_other(reverse("theme", args=[slug]))


@deed
def merge_theme(request: Visit, slug: str) -> HttpResponse:
    """Let another theme count as this one; the page then offers to take it back."""
    other = request.POST.get("other", "")
    if not other:
        raise Invalid("Choose the other theme.", problems={"other": "Choose a theme."})
    merged = deeds.merge_themes(request.owner, slug, other, now=request.now)
    return see_other(_theme_address(slug, merged=merged))


@deed
def split_theme(request: Visit, slug: str) -> HttpResponse:
    """Part a merged theme again: at once, as if nothing had been, or later, and then the merge is not offered again."""
    is_undo = request.POST.get("undo") == "yes"
    whole = deeds.split_theme(request.owner, slug, now=request.now, keep_apart=not is_undo)
    return see_other(_theme_address(whole) if is_undo else _theme_address(whole, parted=slug))


def _theme_address(slug: str, **query: str) -> str:
    return reverse("theme", args=[slug]) + (f"?{urlencode(query)}" if query else "")
