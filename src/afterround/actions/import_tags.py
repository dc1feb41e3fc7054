"""The tags that an import brings to rounds, new ones and known ones, each once."""

from collections.abc import Iterable
from uuid import UUID

from afterround.actions.import_outlet import Outlet, Taken
from afterround.actions.import_rows import clean
from afterround.core.tags import tag_key, telling_tags
from afterround.data.bulk import Row, insert
from afterround.data.models import RoundTag


def tag_rows(
    outlet: Outlet,
    taken: Taken,
    place: int,
    round_id: UUID,
    planned: Iterable[Row] = (),
    *,
    is_made: bool = False,
) -> list[Row]:
    """The rows of the tags that a round of a file does not bear yet, neither stored nor among the `planned` rows."""
    telling = telling_tags(taken.found.rounds[place], taken.companies)
    if not telling:
        return []
    borne = {row["key"] for row in planned if row["round_id"] == round_id}
    if not is_made:
        stored = RoundTag.objects.filter(owner=outlet.owner, round=round_id)
        borne |= {*stored.values_list("key", flat=True)}
    fresh = {key: tag for tag in telling if (key := clean(tag_key(tag.name))) not in borne}
    taken.tags += len(fresh)
    return [
        Row(
            owner_id=outlet.owner.id,
            round_id=round_id,
            file_id=outlet.file_of(taken).id,
            name=clean(tag.name),
            key=key,
            polarity=tag.polarity or "",
        )
        for key, tag in fresh.items()
    ]


def tag_round(outlet: Outlet, taken: Taken, place: int, round_id: UUID) -> None:
    """Store the tags of a round that has changed."""
    insert(RoundTag, tag_rows(outlet, taken, place, round_id))
