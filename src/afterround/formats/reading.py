"""The kind of round that a person's words for it name."""

import re
from dataclasses import dataclass

from afterround.core.rounds import KIND_WORDS, RoundKind
from afterround.formats.pieces import KIND_ENDS, KINDS

_MOCK = re.compile(r"[\s,;/|–—-]*[(\[]?\bmock(?: interview)?\b[)\]]?[\s,;/|–—-]*", re.IGNORECASE)
_SHAPES = tuple(
    (kind, re.compile(rf"(?<![\w-])(?:{shape}){KIND_ENDS}(?![\w-])", re.IGNORECASE)) for kind, shape in KINDS
)


@dataclass(frozen=True)
class RoundNamed:
    """A round by its words. `label` holds them where the kind alone would say less."""

    kind: RoundKind
    label: str
    is_mock: bool


def read_round_name(words: str) -> RoundNamed:
    """The kind of round that words such as "2nd technical, mock" name; OTHER where they name none.

    Of several kinds the one named first counts, and the longer of two at one place; "onsite" and its like
    only where no kind is named beside them.
    """
    is_mock = bool(_MOCK.search(words))
    said = " ".join(_MOCK.sub(" ", words).split())
    spaced = said.replace("_", " ")
    hits = [(kind, hit) for kind, shape in _SHAPES if (hit := shape.search(spaced))]
    if not hits:
        return RoundNamed(RoundKind.OTHER, said, is_mock)
    kind, _ = min(hits, key=lambda found: (found[0] is RoundKind.OTHER, found[1].start(), -len(found[1][0])))
    plain = {KIND_WORDS[kind].casefold(), str(kind), f"{KIND_WORDS[kind]} interview".casefold()}
    return RoundNamed(kind, "" if said.casefold() in plain and kind is not RoundKind.OTHER else said, is_mock)
