"""The lanes as they stand on a page: their words, their jots, and a fresh key for the next one."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from afterround.core.cooldown import LANE_WORDS, Lane
from afterround.queries.cooldown import JotView

ASKS: dict[Lane, str] = {
    Lane.WELL: "Anything that worked",
    Lane.STUMBLED: "Where it slipped",
    Lane.SIGNAL: "What they said or showed",
    Lane.UNSORTED: "Anything at all",
}


@dataclass(frozen=True)
class LaneOnPage:
    """A lane with its heading, what it asks for, and its jots in the order they were made."""

    lane: Lane
    heading: str
    asks: str
    jots: tuple[JotView, ...]
    next_id: UUID


def lanes_with(jots: Sequence[JotView]) -> list[LaneOnPage]:
    """All four lanes with the jots that stand in them."""
    return [
        LaneOnPage(
            lane=lane,
            heading="Anything else" if lane is Lane.UNSORTED else LANE_WORDS[lane],
            asks=ASKS[lane],
            jots=tuple(jot for jot in jots if jot.lane is lane),
            next_id=uuid4(),
        )
        for lane in Lane
    ]
