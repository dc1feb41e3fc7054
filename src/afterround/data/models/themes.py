"""Themes as a person has them: own ones, names, wordings, merges; decisions about them, and what they were seen in."""

from django.db import models

from afterround.core.feedback import Polarity
from afterround.core.themes import Decision
from afterround.data.models.feedback import Feedback
from afterround.data.models.observers import ObservedLine
from afterround.data.models.owned import Owned
from afterround.data.models.retro import RetroLine
from afterround.data.models.rounds import Round
from afterround.data.models.tags import RoundTag

SLUG = 80
NAME = 120


class OwnTheme(Owned):
    """A theme that the person made. Its area, one of the built-in ones, may be left out."""

    slug = models.CharField(max_length=SLUG)
    name = models.CharField(max_length=NAME)
    area = models.CharField(max_length=40, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "own_theme"
        constraints = [models.UniqueConstraint(fields=["owner", "slug"], name="own_theme_once")]


class ThemeAlias(Owned):
    """A further wording for a theme, which recognition then knows. `key` is the form under which two are the same."""

    theme = models.CharField(max_length=SLUG)
    name = models.CharField(max_length=NAME)
    key = models.CharField(max_length=NAME)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "theme_alias"
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="theme_alias_once")]


class ThemeChoice(Owned):
    """What the person has decided about a theme: another name for a built-in one ("" for its own), and hiding it."""

    theme = models.CharField(max_length=SLUG)
    name = models.CharField(max_length=NAME, blank=True, default="")
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "theme_choice"
        constraints = [models.UniqueConstraint(fields=["owner", "theme"], name="theme_choice_once")]


class ThemeMerge(Owned):
    """A theme that counts as another one. Nothing that points at it is changed, so taking the row out parts the two."""

    theme = models.CharField(max_length=SLUG)
    into = models.CharField(max_length=SLUG)
    at = models.DateTimeField()

    class Meta:
        db_table = "theme_merge"
        constraints = [
            models.UniqueConstraint(fields=["owner", "theme"], name="theme_merge_once"),
            models.CheckConstraint(condition=~models.Q(theme=models.F("into")), name="theme_merge_of_two"),
        ]


class ThemesApart(Owned):
    """Two themes whose merge is not offered again; the slug that sorts first is `one`."""

    one = models.CharField(max_length=SLUG)
    other = models.CharField(max_length=SLUG)
    at = models.DateTimeField()

    class Meta:
        db_table = "themes_apart"
        constraints = [models.UniqueConstraint(fields=["owner", "one", "other"], name="themes_apart_once")]


def _exactly_one(*names: str) -> models.Q:
    """That one of these columns names something and the others are empty."""
    found = models.Q()
    for chosen in names:
        found |= models.Q(**{f"{name}__isnull": name != chosen for name in names})
    return found


PLACES = ("line", "feedback", "observed", "tag")
"""Where the words stand that a theme was seen in: a line of a retrospective, feedback, an observer's line, or a tag on
the round."""


_SAID = models.Q(feedback=None, tag=None, polarity="") | models.Q(
    models.Q(feedback__isnull=False) | models.Q(tag__isnull=False),
    polarity__in=[str(polarity) for polarity in Polarity],
)
"""Where a line stands says whether it felt shaky or went well; of feedback and of a tag the person says it."""


class ThemeDecision(Owned):
    """What the person said to a theme under some words, as they stood then; the last one about a place holds.

    `deed` is the press it was made by: one for all decisions of a group, so that they are taken back together.
    """

    deed = models.UUIDField()
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="theme_decisions")
    line = models.ForeignKey(RetroLine, null=True, on_delete=models.CASCADE, related_name="theme_decisions")
    feedback = models.ForeignKey(
        Feedback, null=True, on_delete=models.CASCADE, related_name="theme_decisions"
    )
    observed = models.ForeignKey(
        ObservedLine, null=True, on_delete=models.CASCADE, related_name="theme_decisions"
    )
    tag = models.ForeignKey(RoundTag, null=True, on_delete=models.CASCADE, related_name="theme_decisions")
    theme = models.CharField(max_length=SLUG)
    statement = models.TextField()
    decision = models.CharField(max_length=10)
    polarity = models.CharField(max_length=10, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "theme_decision"
        indexes = [
            models.Index(fields=["owner", "at"], name="theme_decision_by_time"),
            models.Index(fields=["owner", "line", "theme"], name="theme_decision_of_line"),
            models.Index(fields=["owner", "deed"], name="theme_decision_of_deed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision__in=[str(d) for d in Decision]), name="theme_decision_kind"
            ),
            models.CheckConstraint(condition=_exactly_one(*PLACES), name="theme_decision_place"),
            models.CheckConstraint(condition=_SAID, name="theme_decision_polarity"),
        ]


class Mention(Owned):
    """A confirmed link from a theme to what it was seen in; `polarity` is "" but for feedback and tags."""

    theme = models.CharField(max_length=SLUG)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="mentions")
    line = models.ForeignKey(RetroLine, null=True, on_delete=models.CASCADE, related_name="mentions")
    feedback = models.ForeignKey(Feedback, null=True, on_delete=models.CASCADE, related_name="mentions")
    observed = models.ForeignKey(ObservedLine, null=True, on_delete=models.CASCADE, related_name="mentions")
    tag = models.ForeignKey(RoundTag, null=True, on_delete=models.CASCADE, related_name="mentions")
    polarity = models.CharField(max_length=10, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "mention"
        indexes = [
            models.Index(fields=["owner", "theme", "at"], name="mention_of_theme"),
            models.Index(fields=["owner", "round"], name="mention_in_round"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["owner", "line", "theme"], name="mention_once"),
            models.UniqueConstraint(fields=["owner", "feedback", "theme"], name="mention_once_in_feedback"),
            models.UniqueConstraint(fields=["owner", "observed", "theme"], name="mention_once_observed"),
            models.UniqueConstraint(fields=["owner", "tag", "theme"], name="mention_once_tagged"),
            models.CheckConstraint(condition=_exactly_one(*PLACES), name="mention_place"),
            models.CheckConstraint(condition=_SAID, name="mention_polarity"),
        ]
