"""Words that came from a round and stand elsewhere: wordings of themes, and what was noted at the drills it led to."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db.models import Model, Q

from afterround.adapters.catalogue.built_in import built_in_catalogue
from afterround.core.personal_themes import theme_key
from afterround.data.models import (
    Attempt,
    EarlierText,
    Feedback,
    Jot,
    Mention,
    ObservedLine,
    Owner,
    Retro,
    RetroLine,
    Round,
    RoundSource,
    ThemeAlias,
    ThemeDecision,
)
from afterround.queries.themes import themes_of

WORDS: Mapping[type[Model], tuple[str, tuple[str, ...]]] = {
    Round: ("id", ("label", "notes")),
    Jot: ("round", ("text",)),
    Retro: ("round", ("mindset", "lesson")),
    RetroLine: ("retro__round", ("text", "approach", "problems")),
    EarlierText: ("retro__round", ("value",)),
    Feedback: ("round", ("text",)),
    ObservedLine: ("observation__round", ("text",)),
    ThemeDecision: ("round", ("statement",)),
    RoundSource: ("round", ("feedback", "result_text")),
}
"""Where the words of a round stand: by what each table names the round, and its columns of text."""


def wordings_from(owner: Owner, found: Round, gone: Collection[str]) -> list[ThemeAlias]:
    """The wordings of themes that stand in the words of this round and in those of no other, by name; without those
    of the themes that are `gone` themselves.

    One of a single word stays: it may be from anywhere.
    """
    kept = ThemeAlias.objects.filter(owner=owner).exclude(theme__in=gone)
    wordings = [one for one in kept.order_by("name", "id") if " " in one.key]
    here, elsewhere = _texts_about(wordings, owner, found) if wordings else ([], [])
    return [one for one in wordings if _stands_in(one, here) and not _stands_in(one, elsewhere)]


def _texts_about(wordings: Iterable[ThemeAlias], owner: Owner, found: Round) -> tuple[list[str], list[str]]:
    """The words of this round and of all others in which a wording may stand, in the form of its key.

    They are looked for by a word of English letters, since SQLite knows no other letters as large and small ones.
    """
    here, elsewhere = list[str](), list[str]()
    telling = {max(filter(str.isascii, one.key.split()), key=len, default="") for one in wordings}
    for model, (path, columns) in WORDS.items():
        some = Q(*((f"{column}__icontains", word) for column in columns for word in telling), _connector=Q.OR)
        rows = model._default_manager.filter(some, owner=owner)
        for key, *texts in rows.values_list(path, *columns):
            (here if key == found.id else elsewhere).extend(f" {theme_key(text)} " for text in texts)
    return here, elsewhere


def _stands_in(wording: ThemeAlias, texts: Iterable[str]) -> bool:
    return any(f" {wording.key} " in text for text in texts)


def notes_from(owner: Owner, found: Round, gone: Collection[str]) -> list[UUID]:
    """The attempts whose notes tell of what this round has shown: those at a drill for a theme that was seen in this
    round alone, and those that ticked a follow-up action of it. Attempts that go altogether are left out: at its
    actions, and at mocks about the themes that are `gone`."""
    noted = list(
        Attempt.objects.filter(owner=owner)
        .exclude(note="")
        .exclude(drill__action__retro__round=found)
        .exclude(drill__item__in=gone)
        .order_by("id")
        .values_list("id", "ticked", "drill__item")
    )
    if not noted:
        return []
    themes, seen = themes_of(owner), Mention.objects.filter(owner=owner)
    here, elsewhere = (
        {themes.root(slug) for slug in rows.values_list("theme", flat=True)}
        for rows in (seen.filter(round=found), seen.exclude(round=found))
    )
    decided = RetroLine.objects.filter(owner=owner, retro__round=found).values_list("id", flat=True)
    actions = {str(key) for key in decided}
    return [
        key
        for key, ticked, item in noted
        if actions & set(ticked)
        or ((about := {themes.root(slug) for slug in _themes_for(item)}) & here and not about & elsewhere)
    ]


def _themes_for(item: str) -> tuple[str, ...]:
    """The themes that a drill is for, by its slug: a pattern's, an exercise's, or the one that a mock is about."""
    catalogue = built_in_catalogue()
    known = catalogue.patterns.get(item) or catalogue.exercises.get(item)
    return known.themes if known else (item,)
