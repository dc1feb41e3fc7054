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
from afterround.core.themes import Decision, Polarity
from afterround.data.models import Mention, Owner, RetroLine, Round, RoundSource, ThemeDecision
from afterround.queries.cooldown import cooling_rounds
from afterround.queries.owners import recall_setting
from afterround.queries.rounds import RoundView, rounds_of, view_rounds
from afterround.queries.theme_places import observed_lines, observed_places
from afterround.queries.theme_suggestions import (
    ASKED_ABOUT,
    LineSuggestions,
    Place,
    asked_lines,
    place_of,
    read_places,
)
from afterround.queries.themes import mentions_of, personal_record, place_of_words, themes_apart, themes_of

ROUNDS = 40
"""The lines of so many rounds are looked at together."""

SAMPLES = 3
"""So many lines stand under a merge that is offered."""

WAITING = "themes_waiting"
"""Under this name it is remembered which lines waited when they were looked at last, each with its themes."""


@dataclass(frozen=True)
class GroupLine:
    """A line that waits for a word about a theme: its round, its words and the telling ones marked.

    It stands in a section of the retrospective, or `is_observed`, and then under none where it was rated. What it says
    of the theme is `polarity`. `themes` are all that are suggested for it, the most probable first.
    """

    id: UUID
    round: RoundView
    section: Section | None
    polarity: Polarity | None
    is_observed: bool
    text: str
    pieces: tuple[Piece, ...]
    themes: tuple[str, ...]


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
    Observers' lines are among them, since their place says whether it went well; feedback is not, of which each
    time only the person can say so.
    """
    first = (page - 1) * ROUNDS
    keys = list(_old_rounds(owner, now).values_list("id", flat=True)[first : first + ROUNDS + 1])
    places = {key: number for number, key in enumerate(keys[:ROUNDS])}
    rounds = {view.id: view for view in view_rounds(owner, rounds_of(owner).filter(id__in=list(places)), now)}
    lines = list(asked_lines(owner).filter(retro__round__in=list(places), mentions=None))
    lines.sort(key=lambda line: (line.section, line.position))
    observed = observed_lines(owner).filter(observation__round__in=list(places), mentions=None)
    asked = [*((line.retro.round_id, place_of(line)) for line in lines), *observed_places(observed)]
    asked.sort(key=lambda one: places[one[0]])
    themes = themes_of(owner)
    found = zip(read_places(owner, [place for _, place in asked], themes), asked, strict=True)
    open_lines = [((read, one), [theme.theme for theme in read.suggested]) for read, one in found]
    return Inbox(
        groups=tuple(
            ThemeGroup(
                themes.themes[group.theme],
                tuple(_group_line(read, place, rounds[key]) for read, (key, place) in group.lines),
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
    observed = observed_lines(owner).filter(observation__round=OuterRef("id"))
    is_old = Q(ends_at__lt=now - timedelta(seconds=SILENT_AFTER)) | Q(Exists(brought))
    has_lines = Q(Exists(written)) | Q(Exists(observed))
    found = Round.objects.filter(is_old, has_lines, owner=owner, deleted_at=None, ends_at__lte=now)
    return found.exclude(id__in=[view.id for view in cooling_rounds(owner, now)]).order_by("-ends_at", "id")


def _group_line(read: LineSuggestions, place: Place, held: RoundView) -> GroupLine:
    return GroupLine(
        id=place.key,
        round=held,
        section=place.section,
        polarity=place.polarity,
        is_observed=place.column == "observed",
        text=read.statement,
        pieces=marked(read.statement, read.suggested[0].because),
        themes=tuple(one.theme for one in read.suggested),
    )


def lines_waiting(owner: Owner) -> int:
    """How many of the lines that waited for a look when they were looked at last still do: they stand, nothing was
    confirmed under them, and not all that was suggested was refused, wherever that was said.

    One query more, whatever the number. What only recognition can tell is counted with the next look: rounds that have
    grown old since, and lines about which a decision on a line like them has taught it something.
    """
    waiting = waiting_lines(owner)
    if not waiting:
        return 0
    at_line = RetroLine.objects.filter(owner=owner, deleted_at=None, retro__round__deleted_at=None)
    refused: dict[str, set[str]] = {}
    columns = ("id", "theme_decisions__theme", "theme_decisions__decision")
    standing = [
        lines.filter(id__in=waiting, mentions=None).order_by().values_list(*columns)
        for lines in (at_line, observed_lines(owner))
    ]
    for key, theme, decision in standing[0].union(*standing[1:]):
        refused.setdefault(str(key), set()).update([theme] if decision == Decision.REJECTED else [])
    return sum(not set(waiting[key]) <= said for key, said in refused.items())


def waiting_lines(owner: Owner) -> dict[str, list[str]]:
    """The keys of the lines that waited when they were looked at last, each with the themes suggested for it."""
    kept = recall_setting(owner, WAITING)
    return kept if isinstance(kept, dict) else {}


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
        lines=tuple(dict.fromkeys(key for row in made if (key := place_of_words(row)) and not row.tag_id)),
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
