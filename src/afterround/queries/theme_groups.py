"""Open suggestions of old rounds by theme, what a press has said, and which themes look like one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from afterround.adapters.matching.recogniser import built_in_reading, built_in_recogniser
from afterround.adapters.matching.taxonomy import built_in_taxonomy
from afterround.core.due import SILENT_AFTER
from afterround.core.personal_themes import KnownTheme, PersonalThemes
from afterround.core.retro import Section
from afterround.core.theme_groups import Piece, group_by_theme, marked
from afterround.core.theme_merging import Offer, offer_merges
from afterround.core.themes import Decision
from afterround.data.models import Mention, Owner, RetroLine, Round, RoundSource, ThemeDecision
from afterround.queries.cooldown import cooling_rounds
from afterround.queries.owners import recall_setting
from afterround.queries.rounds import RoundView, rounds_of, view_rounds
from afterround.queries.theme_suggestions import (
    ASKED_ABOUT,
    LineSuggestions,
    asked_lines,
    read_lines,
)
from afterround.queries.themes import mentions_of, personal_record, themes_apart, themes_of

ROUNDS = 40
"""The lines of so many rounds are looked at together."""

SAMPLES = 3
"""So many lines stand under a merge that is offered."""

WAITING = "themes_waiting"
"""Under this name it is remembered how many lines waited when they were counted last."""


@dataclass(frozen=True)
class GroupLine:
    """A line that waits for a word about a theme: its round, its section, its words and the telling ones marked."""

    id: UUID
    round: RoundView
    section: Section
    text: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class ThemeGroup:
    """The lines that most probably carry one theme."""

    theme: KnownTheme
    lines: tuple[GroupLine, ...]


@dataclass(frozen=True)
class Inbox:
    """What waits in the old rounds of one page, the largest group first, and whether there are earlier rounds."""

    groups: tuple[ThemeGroup, ...]
    page: int
    has_more: bool

    @property
    def lines(self) -> int:
        """How many lines wait; each stands in one group."""
        return sum(len(group.lines) for group in self.groups)


@dataclass(frozen=True)
class Said:
    """What a deed said: yes or no, to which themes by name, under which lines, or of which tag in how many rounds."""

    is_yes: bool
    themes: tuple[str, ...]
    lines: tuple[UUID, ...]
    tag: str = ""
    rounds: int = 0


@dataclass(frozen=True)
class MergeOffer:
    """Two themes that may be one, the reason in words, the number of rounds they count together, and a few lines."""

    keep: KnownTheme
    other: KnownTheme
    reason: str
    rounds: int
    samples: tuple[str, ...]


def theme_inbox(owner: Owner, now: datetime, *, page: int = 1) -> Inbox:
    """The open suggestions under the lines of ROUNDS old rounds, those of the latest rounds on page 1.

    Old are rounds that an import brought and rounds that ended two weeks ago; none that is cooling down. A line
    stands under the theme it most probably carries; once that is refused under the next, once confirmed nowhere.
    """
    first = (page - 1) * ROUNDS
    keys = list(_old_rounds(owner, now).values_list("id", flat=True)[first : first + ROUNDS + 1])
    places = {key: number for number, key in enumerate(keys[:ROUNDS])}
    rounds = {view.id: view for view in view_rounds(owner, rounds_of(owner).filter(id__in=list(places)), now)}
    lines = list(asked_lines(owner).filter(retro__round__in=list(places), mentions=None))
    lines.sort(key=lambda line: (places[line.retro.round_id], line.section, line.position))
    themes = themes_of(owner)
    open_lines = [
        ((read, line), [one.theme for one in read.suggested])
        for read, line in read_lines(owner, lines, themes)
    ]
    return Inbox(
        groups=tuple(
            ThemeGroup(
                themes.themes[group.theme],
                tuple(_group_line(read, line, rounds[line.retro.round_id]) for read, line in group.lines),
            )
            for group in group_by_theme(open_lines)
        ),
        page=page,
        has_more=len(keys) > ROUNDS,
    )


def _old_rounds(owner: Owner, now: datetime) -> QuerySet[Round]:
    """The rounds with lines that are not being reflected on just now, the latest first."""
    brought = RoundSource.objects.filter(owner=owner, round=OuterRef("id"))
    written = RetroLine.objects.filter(
        owner=owner, retro__round=OuterRef("id"), deleted_at=None, section__in=ASKED_ABOUT
    ).exclude(text="")
    is_old = Q(ends_at__lt=now - timedelta(seconds=SILENT_AFTER)) | Q(Exists(brought))
    found = Round.objects.filter(is_old, Exists(written), owner=owner, deleted_at=None, ends_at__lte=now)
    return found.exclude(id__in=[view.id for view in cooling_rounds(owner, now)]).order_by("-ends_at", "id")


def _group_line(read: LineSuggestions, line: RetroLine, held: RoundView) -> GroupLine:
    pieces = marked(read.statement, read.suggested[0].because)
    return GroupLine(line.id, held, Section(line.section), read.statement, pieces)


def lines_waiting(owner: Owner) -> int:
    """How many lines waited for a look when they were counted last."""
    return int(recall_setting(owner, WAITING, 0))


def what_was_said(owner: Owner, deeds: Sequence[UUID]) -> list[Said]:
    """What deeds said, in their order; one that is not there or was taken back says nothing."""
    themes = themes_of(owner)
    rows = (
        ThemeDecision.objects.filter(owner=owner, deed__in=deeds).select_related("tag").order_by("at", "id")
    )
    made: dict[UUID, list[ThemeDecision]] = {}
    for row in rows:
        made.setdefault(row.deed, []).append(row)
    return [_said(made[deed], themes) for deed in deeds if deed in made]


def _said(made: Sequence[ThemeDecision], themes: PersonalThemes) -> Said:
    names = (known.name for row in made if (known := themes.known(row.theme)))
    return Said(
        is_yes=made[0].decision != Decision.REJECTED,
        themes=tuple(dict.fromkeys(names)),
        lines=tuple(dict.fromkeys(row.line_id for row in made if row.line_id)),
        tag=made[0].tag.name if made[0].tag else "",
        rounds=len({row.round_id for row in made}),
    )


def merge_offers(owner: Owner, now: datetime) -> list[MergeOffer]:
    """The own themes that look like one with another, with the reason; what was kept apart is not offered again.

    Nothing is told of rounds that are still cooling down (product rule 1).
    """
    themes = themes_of(owner)
    record, apart = personal_record(owner, themes), themes_apart(owner)
    taxonomy = built_in_taxonomy()
    found = offer_merges(
        record.own, built_in_recogniser(), taxonomy, hidden=record.hidden, read=built_in_reading
    )
    merged = themes.into.keys()
    pairs = [
        offer
        for offer in found
        if offer.keep not in merged and offer.other not in merged and not _is_apart(offer, apart, themes)
    ]
    seen = _seen(owner, themes, now) if pairs else {}
    return [_offer(offer, themes, seen) for offer in pairs]


def _is_apart(offer: Offer, apart: Collection[frozenset[str]], themes: PersonalThemes) -> bool:
    """Whether any two of the themes that would be one were kept apart."""
    kept, other = ((slug, *themes.themes[slug].parts) for slug in (offer.keep, offer.other))
    return any(frozenset((one, two)) in apart for one in kept for two in other)


def _seen(owner: Owner, themes: PersonalThemes, now: datetime) -> dict[str, list[Mention]]:
    """What stands for each theme, a merged one as the one it counts as, the latest first."""
    found: dict[str, list[Mention]] = {}
    cooling = [view.id for view in cooling_rounds(owner, now)]
    for row in mentions_of(owner).exclude(round__in=cooling).order_by("-round__ends_at", "-at", "-id"):
        found.setdefault(themes.root(row.theme), []).append(row)
    return found


def _offer(offer: Offer, themes: PersonalThemes, seen: Mapping[str, Sequence[Mention]]) -> MergeOffer:
    both = [*seen.get(offer.keep, ()), *seen.get(offer.other, ())]
    lines = dict.fromkeys(row.line.text for row in both if row.line is not None)
    return MergeOffer(
        keep=themes.themes[offer.keep],
        other=themes.themes[offer.other],
        reason=offer.reason,
        rounds=len({row.round_id for row in both}),
        samples=tuple(lines)[:SAMPLES],
    )
