"""Tags that imports brought: those that wait with the theme they may mean, and what was said of the others."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from afterround.adapters.matching.recogniser import built_in_reading, built_in_recogniser
from afterround.core.errors import NotFound
from afterround.core.personal_themes import KnownTheme
from afterround.core.recognition import Suggester
from afterround.core.tag_themes import propose_theme
from afterround.core.tags import tag_key
from afterround.core.themes import Decision, Polarity
from afterround.data.models import Owner, RoundTag, TagLetGo, ThemeDecision
from afterround.queries.cooldown import cooling_rounds
from afterround.queries.rounds import RoundView, rounds_of, view_rounds
from afterround.queries.themes import mentions_of, personal_record, themes_of

SHOWN = 12
"""So many tags are offered at once; the next ones come up as these are answered."""


@dataclass(frozen=True)
class TaggedRound:
    """A round that bears a tag, and what the place of the tag says; None where only the person can say it."""

    id: UUID
    round: RoundView
    polarity: Polarity | None


@dataclass(frozen=True)
class OpenTag:
    """A tag that waits for a word: spelled as it stands most often, its rounds, the latest first, and the theme that it
    may mean with the reason; None and "" where nothing speaks for one."""

    key: str
    name: str
    rounds: tuple[TaggedRound, ...]
    theme: KnownTheme | None = None
    reason: str = ""

    @property
    def is_told(self) -> bool:
        """Whether the places of the tag say everywhere if it was shaky or went well."""
        return all(one.polarity is not None for one in self.rounds)


@dataclass(frozen=True)
class OpenTags:
    """The tags that wait, those on most rounds first, and how many more there are."""

    tags: tuple[OpenTag, ...]
    more: int


@dataclass(frozen=True)
class CountedTag:
    """A tag that counts as a theme, in how many rounds, and since when."""

    key: str
    name: str
    theme: KnownTheme
    rounds: int
    at: datetime


@dataclass(frozen=True)
class TagLetGoView:
    """A tag that was let go."""

    key: str
    name: str
    at: datetime


def open_tags(owner: Owner, now: datetime, *, shown: int = SHOWN) -> OpenTags:
    """The tags that wait for a word, the first `shown` of them with what they may mean.

    Nothing of a round that is still cooling down (product rule 1), and nothing of what was let go.
    """
    groups: dict[str, list[RoundTag]] = {}
    for tag in _waiting(owner, now):
        groups.setdefault(tag.key, []).append(tag)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    first = dict(ordered[:shown])
    return OpenTags(tuple(_read(owner, first, now)), len(ordered) - len(first))


def open_tag(owner: Owner, tag: str, now: datetime) -> OpenTag:
    """One tag that waits for a word, by any spelling. Raises NotFound."""
    key = tag_key(tag)
    rows = _waiting(owner, now, key=key)
    if not rows:
        raise NotFound(f'No tag "{tag}" waits for a word. See afterround themes inbox.')
    return _read(owner, {key: rows}, now)[0]


def tags_waiting(owner: Owner, now: datetime) -> int:
    """How many tags wait for a word."""
    return len({tag.key for tag in _waiting(owner, now)})


def _waiting(owner: Owner, now: datetime, **which: str) -> list[RoundTag]:
    """The tags that count as nothing yet and were not let go, on rounds that may be spoken of, the latest first."""
    let_go = TagLetGo.objects.filter(owner=owner).values("key")
    borne = RoundTag.objects.filter(owner=owner, mentions=None, round__deleted_at=None, **which)
    found = list(
        borne.filter(round__ends_at__lte=now).exclude(key__in=let_go).order_by("-round__ends_at", "id")
    )
    cooling = {view.id for view in cooling_rounds(owner, now)} if found else set()
    return [tag for tag in found if tag.round_id not in cooling]


def _read(owner: Owner, groups: dict[str, list[RoundTag]], now: datetime) -> list[OpenTag]:
    """Tags by key with their rounds and with what they may mean; the number of queries does not grow with them."""
    if not groups:
        return []
    keys = {tag.round_id for tags in groups.values() for tag in tags}
    views = {view.id: view for view in view_rounds(owner, rounds_of(owner).filter(id__in=keys), now)}
    themes = themes_of(owner)
    suggester = Suggester(built_in_recogniser(), personal_record(owner, themes), built_in_reading)
    said, found = _said(owner, groups), []
    for key, tags in groups.items():
        name = _spelling(tag.name for tag in tags)
        proposed = propose_theme(name, themes, suggester, said.get(key, ()))
        rounds = tuple(_tagged_round(tag, views[tag.round_id]) for tag in tags)
        theme, reason = (proposed.theme, proposed.reason) if proposed else (None, "")
        found.append(OpenTag(key, name, rounds, theme, reason))
    return found


def _tagged_round(tag: RoundTag, held: RoundView) -> TaggedRound:
    return TaggedRound(tag.id, held, Polarity(tag.polarity) if tag.polarity else None)


def _spelling(names: Iterable[str]) -> str:
    """How a tag is spelled most often."""
    return Counter(names).most_common(1)[0][0]


def _said(owner: Owner, keys: Iterable[str]) -> dict[str, list[tuple[str, Decision]]]:
    """What was decided about tags, by key and in that order."""
    made = ThemeDecision.objects.filter(owner=owner, tag__key__in=list(keys)).order_by("at", "id")
    found: dict[str, list[tuple[str, Decision]]] = {}
    for key, theme, decision in made.values_list("tag__key", "theme", "decision"):
        found.setdefault(key, []).append((theme, Decision(decision)))
    return found


def counted_tags(owner: Owner, now: datetime) -> list[CountedTag]:
    """The tags that count as a theme, by name; nothing of a round that is still cooling down."""
    themes = themes_of(owner)
    cooling = [view.id for view in cooling_rounds(owner, now)]
    rows = mentions_of(owner).filter(tag__isnull=False).exclude(round__in=cooling).order_by("at", "id")
    found: dict[tuple[str, str], list[tuple[str, datetime]]] = {}
    for row in rows:
        if row.tag is not None and themes.known(row.theme) is not None:
            found.setdefault((row.tag.key, themes.root(row.theme)), []).append((row.tag.name, row.at))
    counted = [
        CountedTag(
            key, _spelling(name for name, _ in seen), themes.themes[theme], len(seen), seen[0][1]
        )
        for (key, theme), seen in found.items()
    ]  # fmt: skip
    return sorted(counted, key=lambda one: (one.name.casefold(), one.theme.slug))


def round_tags(owner: Owner, round_id: UUID) -> list[str]:
    """The tags that files gave to a round, spelled as they stand there, in alphabetical order."""
    found = RoundTag.objects.filter(owner=owner, round=round_id)
    return list(found.order_by("key").values_list("name", flat=True))


def tags_let_go(owner: Owner) -> list[TagLetGoView]:
    """The tags that were let go, the last one first; of one that no round bears any more the key is the name."""
    rows = list(TagLetGo.objects.filter(owner=owner).order_by("-at", "-id"))
    borne = RoundTag.objects.filter(owner=owner, key__in=[row.key for row in rows]).order_by("-id")
    names = dict(borne.values_list("key", "name"))
    return [TagLetGoView(row.key, names.get(row.key, row.key), row.at) for row in rows]
