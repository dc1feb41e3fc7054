"""Themes as a person has them: names and merges, what they decided, where each was seen, and the tally."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from afterround.adapters.matching.taxonomy import built_in_taxonomy
from afterround.core import tally as counting
from afterround.core.errors import NotFound
from afterround.core.feedback import ReasonState
from afterround.core.observation import Heading
from afterround.core.personal_themes import KnownTheme, PersonalThemes, personal_themes
from afterround.core.retro import Section
from afterround.core.rounds import RoundKind
from afterround.core.tally import NotedMention, NotedRound, ThemeTally
from afterround.core.themes import (
    Decision,
    OwnTheme,
    PersonalRecord,
    Polarity,
    Recorded,
    polarity_in,
    polarity_observed,
)
from afterround.data import models
from afterround.data.models import (
    FeedbackReason,
    Mention,
    Observation,
    Owner,
    Round,
    ThemeAlias,
    ThemeChoice,
    ThemeDecision,
    ThemeMerge,
)
from afterround.queries.cooldown import cooling_rounds
from afterround.queries.rounds import round_title

NO_THEME = "There is no such theme. See afterround themes."


@dataclass(frozen=True)
class MergeView:
    """A theme that counts as another one, both by slug and name."""

    theme: str
    name: str
    into: str
    into_name: str
    at: datetime


def themes_of(owner: Owner) -> PersonalThemes:
    """All themes as the owner has them, built-in and own ones."""
    choices = list(ThemeChoice.objects.filter(owner=owner))
    return personal_themes(
        built_in_taxonomy(),
        own=_own_themes(owner),
        names={choice.theme: choice.name for choice in choices if choice.name},
        hidden={choice.theme for choice in choices if choice.hidden_at is not None},
        aliases=_aliases(owner),
        merges=dict(ThemeMerge.objects.filter(owner=owner).values_list("theme", "into")),
    )


def _own_themes(owner: Owner) -> list[OwnTheme]:
    made = models.OwnTheme.objects.filter(owner=owner).order_by("created_at", "id")
    return [OwnTheme(theme.slug, theme.name, area=theme.area) for theme in made]


def _aliases(owner: Owner) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for alias in ThemeAlias.objects.filter(owner=owner).order_by("created_at", "id"):
        found[alias.theme] = (*found.get(alias.theme, ()), alias.name)
    return found


def get_theme(owner: Owner, text: str) -> KnownTheme:
    """The theme that a slug, a name or another wording means; a merged one means the one it counts as.

    Raises NotFound.
    """
    found = themes_of(owner).called(text)
    if found is None:
        raise NotFound(NO_THEME)
    return found


def merges_of(owner: Owner) -> list[MergeView]:
    """The themes that count as another one, the last merged first."""
    themes = themes_of(owner)
    rows = ThemeMerge.objects.filter(owner=owner).order_by("-at", "-id")
    return [
        MergeView(row.theme, themes.themes[row.theme].name, row.into, themes.themes[row.into].name, row.at)
        for row in rows
        if row.theme in themes.into
    ]


def themes_apart(owner: Owner) -> frozenset[frozenset[str]]:
    """The pairs of slugs whose merge is not to be offered again."""
    rows = models.ThemesApart.objects.filter(owner=owner).values_list("one", "other")
    return frozenset(frozenset(pair) for pair in rows)


def personal_record(owner: Owner, themes: PersonalThemes | None = None) -> PersonalRecord:
    """What the owner brings to recognition: own themes, wordings, hidden ones, and decisions in their order.

    The names and wordings of a theme that was merged are wordings of the one it counts as, and a decision about either
    is one about both. `themes` saves reading them again.
    """
    themes = themes or themes_of(owner)
    whole = [known for slug, known in themes.themes.items() if slug not in themes.into]
    wordings = {known.slug: _wordings(known, themes) for known in whole}
    return PersonalRecord(
        own=tuple(
            OwnTheme(known.slug, known.name, wordings[known.slug], known.area)
            for known in whole
            if known.is_own
        ),
        aliases={
            known.slug: wordings[known.slug] for known in whole if not known.is_own and wordings[known.slug]
        },
        hidden=frozenset(slug for known in whole if known.is_hidden for slug in (known.slug, *known.parts)),
        decisions=tuple(_recorded(owner, themes)),
    )


def _wordings(known: KnownTheme, themes: PersonalThemes) -> tuple[str, ...]:
    """The further wordings of a theme: its aliases, a name the owner gave it, and all names of its parts."""
    inside = [themes.themes[part] for part in known.parts]
    found = list(known.aliases)
    if not known.is_own and known.name != built_in_taxonomy().themes[known.slug].name:
        found.append(known.name)
    for part in inside:
        found += [part.name, *part.aliases]
    return tuple(dict.fromkeys(found))


def _recorded(owner: Owner, themes: PersonalThemes) -> Iterable[Recorded]:
    made = ThemeDecision.objects.filter(owner=owner).order_by("at", "id")
    for statement, slug, decision in made.values_list("statement", "theme", "decision"):
        known = themes.known(slug)
        for one in (known.slug, *known.parts) if known else ():
            yield Recorded(statement, one, Decision(decision))


def place_of_words(row: Mention | ThemeDecision) -> UUID | None:
    """The key of the line, the feedback, the observer's line or the tag that a mention or a decision is about."""
    return row.line_id or row.feedback_id or row.observed_id or row.tag_id


def mentions_of(owner: Owner) -> QuerySet[Mention]:
    """The owner's mentions that stand: their round and their line are not deleted, their feedback not struck out."""
    return (
        Mention.objects.filter(owner=owner, round__deleted_at=None)
        .filter(Q(line=None) | Q(line__deleted_at=None))
        .filter(Q(feedback=None) | Q(feedback__struck_at=None))
        .filter(Q(observed=None) | Q(observed__observation__struck_at=None))
        .select_related("line", "feedback", "observed", "tag", "round__application__company")
    )


def noted_mentions(owner: Owner, themes: PersonalThemes, now: datetime) -> list[NotedMention]:
    """Where themes were confirmed, the latest round first; rounds that are still cooling down are left out."""
    cooling = [view.id for view in cooling_rounds(owner, now)]
    rows = mentions_of(owner).exclude(round__in=cooling).order_by("-round__ends_at", "-at", "-id")
    found: dict[tuple[str, UUID], NotedMention] = {}
    for row in rows:
        slug = themes.root(row.theme)
        place = place_of_words(row)
        if slug in themes.themes and place is not None:
            found.setdefault((slug, place), _noted(row, slug))
    return list(found.values())


def _noted(row: Mention, slug: str) -> NotedMention:
    words, polarity = "", None
    if row.line is not None:
        words, polarity = row.line.text, polarity_in(Section(row.line.section), row.line.rating)
    elif row.feedback is not None:
        words, polarity = row.feedback.text, Polarity(row.polarity)
    elif row.observed is not None:
        words, polarity = (
            row.observed.text,
            polarity_observed(Heading(row.observed.heading), row.observed.rating),
        )
    elif row.tag is not None:
        words, polarity = row.tag.name, Polarity(row.polarity)
    return NotedMention(
        id=row.id,
        theme=slug,
        round=_noted_round(row.round),
        polarity=polarity,
        words=words,
        at=row.at,
        line=row.line_id,
        feedback=row.feedback_id,
        observed=row.observed_id,
        tag=row.tag_id,
    )


def _noted_round(found: Round) -> NotedRound:
    company = found.application.company
    name = company.name if company else ""
    title = round_title(name, found.kind, found.label, is_mock=found.is_mock)
    return NotedRound(found.id, RoundKind(found.kind), found.ends_at, found.is_mock, title)


def noted_rounds(owner: Owner, now: datetime) -> list[NotedRound]:
    """The rounds in which a theme would have been noted, oldest first: those with a finished retrospective, with
    feedback in which a reason or a theme was confirmed, with what an observer said, or with a tag that the person let
    count as a theme. A form letter notes nothing, whatever its length, and neither does a tag by itself.

    Rounds that are still cooling down are left out (product rule 1).
    """
    cooling = [view.id for view in cooling_rounds(owner, now)]
    mentioned = Mention.objects.filter(owner=owner)
    confirmed = FeedbackReason.objects.filter(
        owner=owner, state=ReasonState.CONFIRMED, feedback__struck_at=None
    )
    noted = (
        Q(retro__finished_at__isnull=False)
        | Q(id__in=confirmed.values("feedback__round"))
        | Q(id__in=mentioned.exclude(feedback=None).filter(feedback__struck_at=None).values("round"))
        | Q(id__in=Observation.objects.filter(owner=owner, struck_at=None).values("round"))
        | Q(id__in=mentioned.exclude(tag=None).values("round"))
    )
    rounds = Round.objects.filter(noted, owner=owner, deleted_at=None, ends_at__lte=now).exclude(
        id__in=cooling
    )
    rows = rounds.order_by("ends_at", "id").values_list(
        "id", "kind", "ends_at", "is_mock", "application__company__name", "label"
    )
    return [
        NotedRound(
            key, RoundKind(kind), ended_at, mock, round_title(company or "", kind, label, is_mock=mock)
        )
        for key, kind, ended_at, mock, company, label in rows
    ]


def tally(owner: Owner, now: datetime) -> list[ThemeTally]:
    """The tally of the owner's themes, the one that is shaky most often first; hidden themes are left out."""
    themes = themes_of(owner)
    return counting.tally(themes.roots, noted_rounds(owner, now), noted_mentions(owner, themes, now))
