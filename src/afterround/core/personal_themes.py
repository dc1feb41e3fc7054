"""The themes as one person has them: built-in and own ones, under the names they gave, some hidden, some merged."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from afterround.core.rounds import RoundKind
from afterround.core.themes import Area, OwnTheme, Taxonomy, Theme

OWN_AREA = "own"
OWN_AREA_NAME = "Your own themes"
"""Where own themes stand that were given no area."""

OWN_SEVERITY = 3
OWN_CONTROLLABILITY = 0.7
OWN_REASON = "You made this theme yourself, so a middling value is taken."


@dataclass(frozen=True)
class KnownTheme:
    """A theme as a person has it: `theme` under the name they gave it, further wordings, and the slugs of all themes
    that were merged into it, at first or second hand."""

    theme: Theme
    area_name: str
    is_own: bool = False
    is_hidden: bool = False
    aliases: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """Its identity."""
        return self.theme.slug

    @property
    def name(self) -> str:
        """What the person calls it."""
        return self.theme.name

    @property
    def area(self) -> str:
        """The slug of its area."""
        return self.theme.area


@dataclass(frozen=True)
class PersonalThemes:
    """Every theme of a person by its slug, merged ones too; `into` says what those count as.

    The kinds of a theme hold those of its parts: what could have asked one of them could have asked the whole.
    """

    themes: Mapping[str, KnownTheme]
    into: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)

    def root(self, slug: str) -> str:
        """The slug of the theme that this one counts as: itself, unless it was merged. Slugs of version 1 are known."""
        slug = self.replaced.get(slug, slug) if slug not in self.themes else slug
        while slug in self.into:
            slug = self.into[slug]
        return slug

    def known(self, slug: str) -> KnownTheme | None:
        """The theme that a slug counts as; None where there is none."""
        return self.themes.get(self.root(slug))

    @cached_property
    def roots(self) -> tuple[KnownTheme, ...]:
        """The themes that count, hidden ones left out, in the taxonomy's order and own ones last."""
        return tuple(
            known for slug, known in self.themes.items() if slug not in self.into and not known.is_hidden
        )

    def called(self, text: str) -> KnownTheme | None:
        """The theme that a slug, a name or another wording means; None where there is none."""
        slug = self._by_name.get(theme_key(text)) or text.strip()
        return self.known(slug)

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        """What each name and wording means; a name comes before a wording, the theme that counts before its parts.

        A slug is a name as well, so that no other theme can be given it.
        """
        found: dict[str, str] = {}
        whole = sorted(self.themes.values(), key=lambda known: known.slug in self.into)
        for known in whole:
            found.setdefault(theme_key(known.name), known.slug)
        for known in whole:
            for alias in known.aliases:
                found.setdefault(theme_key(alias), known.slug)
        for known in whole:
            found.setdefault(theme_key(known.slug), known.slug)
        return found


def theme_key(name: str) -> str:
    """The form under which two names of themes are the same: folded case, letters and digits only."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join("".join(sign if sign.isalnum() else " " for sign in folded).split())


def own_slug(name: str, taken: Collection[str]) -> str:
    """The slug of a new theme of one's own, other than those taken; `own-` keeps it apart from all built-in ones."""
    stem = "own-" + (theme_key(name).replace(" ", "-")[:60].strip("-") or "theme")
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def personal_themes(
    taxonomy: Taxonomy,
    *,
    own: Iterable[OwnTheme] = (),
    names: Mapping[str, str] | None = None,
    hidden: Collection[str] = (),
    aliases: Mapping[str, tuple[str, ...]] | None = None,
    merges: Mapping[str, str] | None = None,
) -> PersonalThemes:
    """Put together what is built in and what a person has said: own themes, names, hidden ones, wordings, merges.

    An own theme can be asked by the kinds that at least half of its area's themes can; without an area by every kind.
    """
    names, aliases, merges = names or {}, aliases or {}, merges or {}
    areas = {area.slug: area for area in taxonomy.areas}
    found: dict[str, KnownTheme] = {}
    for theme in taxonomy.themes.values():
        name = names.get(theme.slug)
        found[theme.slug] = KnownTheme(replace(theme, name=name) if name else theme, areas[theme.area].name)
    for made in own:
        area = areas.get(made.area)
        kinds = _kinds(area) if area else frozenset(RoundKind)
        found[made.slug] = KnownTheme(
            _own(made, kinds), area.name if area else OWN_AREA_NAME, is_own=True, aliases=made.aliases
        )
    merges = {slug: into for slug, into in merges.items() if slug in found and into in found}
    parts = _parts(merges)
    for slug in {*parts, *aliases, *hidden} & found.keys():
        known, inside = found[slug], parts.get(slug, ())
        kinds = known.theme.kinds.union(*(found[part].theme.kinds for part in inside))
        found[slug] = replace(
            known,
            theme=replace(known.theme, kinds=kinds),
            is_hidden=slug in hidden,
            aliases=(*known.aliases, *aliases.get(slug, ())),
            parts=inside,
        )
    return PersonalThemes(found, merges, taxonomy.replaced)


def _kinds(area: Area) -> frozenset[RoundKind]:
    """The kinds of round that at least half of an area's themes can be asked by."""
    half = len(area.themes) / 2
    return frozenset(kind for kind in RoundKind if sum(kind in one.kinds for one in area.themes) >= half)


def _own(made: OwnTheme, kinds: frozenset[RoundKind]) -> Theme:
    return Theme(
        slug=made.slug,
        name=made.name,
        area=made.area or OWN_AREA,
        definition="",
        kinds=kinds,
        severity=OWN_SEVERITY,
        severity_reason=OWN_REASON,
        controllability=OWN_CONTROLLABILITY,
        controllability_reason=OWN_REASON,
        drill="",
    )


def _parts(merges: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The slugs that count as each theme, at first or second hand."""
    found: dict[str, tuple[str, ...]] = {}
    for slug in merges:
        into: str | None = merges[slug]
        while into is not None:
            found[into] = (*found.get(into, ()), slug)
            into = merges.get(into)
    return found
