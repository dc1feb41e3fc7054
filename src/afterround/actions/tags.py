"""What a person says of tags that an import brought: the theme they count as, or that they mean none."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from afterround.actions.owners import hold_names
from afterround.actions.tag_wordings import follow_wording
from afterround.actions.theme_decisions import decide_tags
from afterround.actions.themes import theme_named
from afterround.core.errors import Invalid, NotFound
from afterround.core.tags import tag_key
from afterround.core.themes import Decision, Polarity
from afterround.data.models import Mention, Owner, TagLetGo, ThemeDecision
from afterround.queries.tags import open_tag
from afterround.queries.themes import NO_THEME, themes_of


@transaction.atomic
def answer_tag(
    owner: Owner,
    tag: str,
    theme: str,
    *,
    polarity: Polarity,
    now: datetime,
    seen: Collection[UUID] | None = None,
    otherwise: Collection[UUID] = (),
) -> UUID:
    """Let a tag count as a theme in the rounds that bear it and wait, and remember it as a wording. Returns the key of
    the deed, by which `take_back` undoes all of it.

    `theme` is a slug, a name or another wording; a name that no theme has makes one of the person's own. `polarity` is
    what it says in each round, except where the place of the tag says it, and the contrary under `otherwise`. `seen`
    are the tags on rounds that the person was shown, None for all; a press that is sent twice is done once. Raises
    NotFound where none waits, and Invalid.
    """
    hold_names(owner)
    if (made := _made(owner, theme, seen or ())) is not None:
        return made
    waiting = open_tag(owner, tag, now)
    meant = [one.id for one in waiting.rounds if seen is None or one.id in seen]
    if not meant:
        raise NotFound("This tag was answered already.")
    if not theme.strip():
        raise Invalid("Say which theme it is.", problems={"theme": "Say which theme it is."})
    slug = theme_named(owner, theme, now=now)
    is_proposed = waiting.theme is not None and waiting.theme.slug == slug
    decision = Decision.ACCEPTED if is_proposed else Decision.ADDED
    deed = decide_tags(owner, meant, slug, decision, now=now, polarity=polarity, otherwise=otherwise)
    follow_wording(owner, waiting.key, slug)
    return deed


def _made(owner: Owner, theme: str, seen: Collection[UUID]) -> UUID | None:
    """The deed by which all tags that were shown count as that theme already; None where they do not."""
    known = themes_of(owner).called(theme)
    if known is None or not seen:
        return None
    standing = Mention.objects.filter(owner=owner, theme=known.slug, tag__in=list(seen))
    if standing.count() < len(set(seen)):
        return None
    decided = ThemeDecision.objects.filter(owner=owner, theme=known.slug, tag__in=list(seen))
    return decided.order_by("-at", "-id").values_list("deed", flat=True).first()


@transaction.atomic
def part_tag(owner: Owner, tag: str, theme: str, *, now: datetime) -> UUID:
    """Let a tag count as a theme no more, nor be a wording of it; it waits for a word again, and this theme is not
    proposed for it. Returns the key of the deed, by which `take_back` undoes it. Raises NotFound.
    """
    known = themes_of(owner).known(theme)
    if known is None:
        raise NotFound(NO_THEME)
    slugs = (known.slug, *known.parts)
    standing = Mention.objects.filter(owner=owner, theme__in=slugs, tag__key=tag_key(tag))
    tags = list(standing.order_by("id").values_list("tag", flat=True))
    if not tags:
        raise NotFound(f'The tag "{tag}" does not count as {known.name}.')
    deed = decide_tags(owner, [key for key in tags if key], known.slug, Decision.REJECTED, now=now)
    for slug in slugs:
        follow_wording(owner, tag_key(tag), slug)
    return deed


@transaction.atomic
def let_tag_go(owner: Owner, tag: str, *, now: datetime) -> None:
    """Offer a tag no more, on whatever round an import brings it; what it counts as already stays. A press that is sent
    twice is done once. Raises NotFound where none waits."""
    if TagLetGo.objects.filter(owner=owner, key=tag_key(tag)).exists():
        return
    waiting = open_tag(owner, tag, now)
    TagLetGo.objects.get_or_create(owner=owner, key=waiting.key, defaults={"at": now})


@transaction.atomic
def offer_tag_again(owner: Owner, tag: str) -> None:
    """Offer a tag again that was let go. Raises NotFound where it was not."""
    if not TagLetGo.objects.filter(owner=owner, key=tag_key(tag)).delete()[0]:
        raise NotFound(f'The tag "{tag}" was not let go.')
