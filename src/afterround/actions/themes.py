"""What a person does with themes: make, name, word and hide them, merge two and part them, keep two apart."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from afterround.actions.owners import hold_names
from afterround.adapters.matching.taxonomy import built_in_taxonomy
from afterround.core.errors import Conflict, Invalid, NotFound
from afterround.core.personal_themes import KnownTheme, PersonalThemes, own_slug, theme_key
from afterround.data.models import Owner, OwnTheme, ThemeAlias, ThemeChoice, ThemeMerge, ThemesApart
from afterround.queries.themes import NO_THEME, themes_of

LONGEST = 120
"""The most characters a theme's name holds."""


@transaction.atomic
def make_theme(owner: Owner, name: str, *, now: datetime, area: str = "") -> str:
    """Make a theme of one's own, in an area of the built-in ones or in none; returns its slug.

    Raises Invalid, and Conflict where a theme has that name already.
    """
    hold_names(owner)
    name, themes = _checked(name), themes_of(owner)
    if area and area not in {one.slug for one in built_in_taxonomy().areas}:
        raise Invalid("There is no such area.", problems={"area": "Choose one of the areas."})
    _refuse_taken(themes, name, None)
    slug = own_slug(name, themes.themes.keys())
    OwnTheme.objects.create(owner=owner, slug=slug, name=name, area=area, created_at=now)
    return slug


@transaction.atomic
def theme_named(owner: Owner, name: str, *, now: datetime) -> str:
    """The slug of the theme that a name, a wording or a slug means, which is made where there is none.

    Raises Invalid, for a hidden theme too, since what is said of that would not count.
    """
    known = themes_of(owner).called(name)
    if known is None:
        return make_theme(owner, name, now=now)
    if known.is_hidden:
        problem = f"You have hidden “{known.name}”, so it would not count. Show it again first, at the end of Themes."
        raise Invalid(problem, problems={"theme": problem})
    return known.slug


@transaction.atomic
def rename_theme(owner: Owner, theme: str, name: str, *, now: datetime) -> None:
    """Give a theme another name; the one it had goes on to be known as a wording.

    An empty name gives a built-in theme its own back. Raises NotFound, Invalid, and Conflict where another theme has
    that name.
    """
    hold_names(owner)
    themes = themes_of(owner)
    known = _known(themes, theme)
    built_in = built_in_taxonomy().themes.get(known.slug)
    name = _checked(built_in.name if built_in and not name.strip() else name)
    if name == known.name:
        return
    _refuse_taken(themes, name, known.slug)
    ThemeAlias.objects.filter(owner=owner, theme=known.slug, key=theme_key(name)).delete()
    if known.is_own:
        OwnTheme.objects.filter(owner=owner, slug=known.slug).update(name=name)
    else:
        _choose(owner, known.slug, name="" if built_in and built_in.name == name else name)
    known_anyway = {themes.themes[part].name for part in known.parts} | {built_in.name if built_in else ""}
    if known.name not in known_anyway and theme_key(name) != theme_key(known.name):
        _add_wording(owner, known.slug, known.name, now)


@transaction.atomic
def add_wording(owner: Owner, theme: str, name: str, *, now: datetime) -> None:
    """Let another wording mean a theme, in suggestions and where one types. Raises NotFound, Invalid, Conflict."""
    hold_names(owner)
    themes = themes_of(owner)
    known, name = _known(themes, theme), _checked(name)
    _refuse_taken(themes, name, known.slug)
    if theme_key(name) != theme_key(known.name):
        _add_wording(owner, known.slug, name, now)


def _add_wording(owner: Owner, slug: str, name: str, now: datetime) -> None:
    ThemeAlias.objects.get_or_create(
        owner=owner, key=theme_key(name), defaults={"theme": slug, "name": name, "created_at": now}
    )


@transaction.atomic
def forget_wording(owner: Owner, theme: str, name: str) -> None:
    """Take a wording from a theme. Raises NotFound where it has none like that, as one that came by a merge."""
    known = _known(themes_of(owner), theme)
    mine = ThemeAlias.objects.filter(owner=owner, theme=known.slug, key=theme_key(name))
    if not mine.delete()[0]:
        raise NotFound("This theme has no such wording.")


@transaction.atomic
def hide_theme(owner: Owner, theme: str, *, now: datetime) -> None:
    """Suggest and tally a theme no more; what it was seen in stays. Raises NotFound."""
    _choose(owner, _known(themes_of(owner), theme).slug, hidden_at=now)


@transaction.atomic
def show_theme(owner: Owner, theme: str) -> None:
    """Suggest and tally a hidden theme again. Raises NotFound."""
    _choose(owner, _known(themes_of(owner), theme).slug, hidden_at=None)


def _choose(owner: Owner, slug: str, **chosen: str | datetime | None) -> None:
    ThemeChoice.objects.update_or_create(owner=owner, theme=slug, defaults=chosen)


@transaction.atomic
def merge_themes(owner: Owner, keep: str, other: str, *, now: datetime) -> str:
    """Let another theme count as the one to keep; its names become wordings of that. Returns the slug that
    `split_theme` parts again.

    Nothing that points at either is changed, so nothing can be lost. Raises NotFound, and Invalid where both are one
    theme already.
    """
    hold_names(owner)
    themes = themes_of(owner)
    kept, merged = _own(themes, keep), _known(themes, other)
    if themes.root(kept.slug) == merged.slug:
        raise Invalid("Choose two themes.", problems={"other": "Choose another theme."})
    ThemeMerge.objects.create(owner=owner, theme=merged.slug, into=kept.slug, at=now)
    _pair(owner, kept.slug, merged.slug).delete()
    return merged.slug


@transaction.atomic
def split_theme(owner: Owner, theme: str, *, now: datetime, keep_apart: bool = False) -> str:
    """Part a merged theme again, with all that was confirmed as it; what came since stays with the other one.

    With `keep_apart` the merge is not offered again. Returns the slug of the theme it was part of, which with this one
    given back to `merge_themes` undoes it. Raises NotFound for a theme that is not merged, and Conflict where the whole
    was given its name.
    """
    hold_names(owner)
    row = ThemeMerge.objects.filter(owner=owner, theme=theme).first()
    if row is None:
        raise NotFound("There is no such merged theme.")
    themes = themes_of(owner)
    part, whole = themes.themes.get(row.theme), themes.known(row.into)
    if part and whole and theme_key(part.name) == theme_key(whole.name):
        raise Conflict(f"Both would be called “{part.name}”. Rename the whole first, then part them.")
    row.delete()
    if keep_apart:
        _keep_apart(owner, row.theme, row.into, now)
    return row.into


@transaction.atomic
def keep_themes_apart(owner: Owner, one: str, other: str, *, now: datetime) -> None:
    """Offer the merge of two themes no more. Raises NotFound, and Invalid where both are one."""
    themes = themes_of(owner)
    first, second = _known(themes, one), _known(themes, other)
    if first.slug == second.slug:
        raise Invalid("Choose two themes.", problems={"other": "Choose another theme."})
    _keep_apart(owner, first.slug, second.slug, now)


@transaction.atomic
def offer_merge_again(owner: Owner, one: str, other: str) -> None:
    """Offer a merge again that was declined. Raises NotFound where it was not."""
    if not _pair(owner, one, other).delete()[0]:
        raise NotFound("This merge was not declined.")


def _keep_apart(owner: Owner, one: str, other: str, now: datetime) -> None:
    first, second = sorted((one, other))
    ThemesApart.objects.get_or_create(owner=owner, one=first, other=second, defaults={"at": now})


def _pair(owner: Owner, one: str, other: str) -> QuerySet[ThemesApart]:
    first, second = sorted((one, other))
    return ThemesApart.objects.filter(owner=owner, one=first, other=second)


def _known(themes: PersonalThemes, slug: str) -> KnownTheme:
    """The theme that a slug counts as. Raises NotFound."""
    found = themes.known(slug)
    if found is None:
        raise NotFound(NO_THEME)
    return found


def _own(themes: PersonalThemes, slug: str) -> KnownTheme:
    """The theme of that slug itself, though it may count as another one. Raises NotFound."""
    found = themes.themes.get(slug)
    if found is None:
        raise NotFound(NO_THEME)
    return found


def _refuse_taken(themes: PersonalThemes, name: str, slug: str | None) -> None:
    """Raise Conflict where a theme other than `slug` bears a name or has it for a wording."""
    bearer = themes.called(name)
    if bearer is not None and bearer.slug != slug:
        raise Conflict(f"{bearer.name} has that name already. If the two are one, merge them.")


def _checked(name: str) -> str:
    """A name that can be stored, with single spaces. Raises Invalid with the field's problem."""
    name = " ".join(name.split())
    problem = ""
    if not theme_key(name):
        problem = "Say what the theme is called."
    elif "\0" in name:
        problem = "This holds a character that cannot be stored (NUL). Take it out."
    elif max(len(name), len(theme_key(name))) > LONGEST:
        problem = f"This holds at most {LONGEST} characters."
    if problem:
        raise Invalid(f"This name cannot be taken: {problem}", problems={"name": problem})
    return name
