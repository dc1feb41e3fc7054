"""Says which kind of round a label means; a label such as "Round 2" means none."""

import re

from afterround.core.rounds import RoundKind
from afterround.formats.reading import read_round_name

_SHAPES: tuple[tuple[RoundKind, str], ...] = (
    (
        RoundKind.ONLINE_ASSESSMENT,
        r"\bonline (?:\w+ ){0,2}(?:assessment|test|round|interview|exam|challenge)s?\b|\boa\d?\b"
        r"|\bwritten (?:\w+ )?(?:test|exam|round)\b|\baptitude\b|\bmcqs?\b"
        r"|\bhacker ?rank\b|\bcodesignal\b|\bcodility\b|\bcoding test\b|\bassessment\b|笔试|코딩\s?테스트",
    ),
    (
        RoundKind.HIRING_MANAGER,
        r"\bmanagerial\b|\bhiring[ -]manager\b|\bengineering manager\b|\b(?:em|hm) (?:round|interview"
        r"|call|screen)\b|\bdirector\b|主管面",
    ),
    (
        RoundKind.RECRUITER_SCREEN,
        r"\brecruiter\b|\brecruiting\b|(?<!\d)(?<!\d )\bhr\b|\bhuman resources?\b|\bintro(?:ductory)? "
        r"call\b|HR ?面",
    ),
    (
        RoundKind.SYSTEM_DESIGN,
        r"\bsystems?[ -]design\b|\bhld\b|\blld\b|\b(?:low|high)[ -]level design\b|\barchitecture\b"
        r"|\bdesign (?:round|interview)\b",
    ),
    (RoundKind.TAKE_HOME, r"\btake[ -]?home\b|\bassignment\b|\bhomework\b"),
    (
        RoundKind.BEHAVIOURAL,
        r"\bbehaviou?ral?\b|\bculture\b|\bcultural\b|\bvalues\b|\bbar[ -]?raiser\b|\bleadership\b"
        r"|\bgoogl(?:e)?yness\b|\bgoogliness\b|\bteam fit\b|인성|컬쳐핏",
    ),
    (
        RoundKind.CODING,
        r"\bcoding\b|\bdsa\b|\balgorithms?\b|\balgo\b|\bdata structures?\b|\btech(?:nical)?\b|\bmachine "
        r"coding\b|\bpair programming\b|\bphone screen\b"
        r"|\bprogramming\b|\bproblem[ -]solving\b|\bcode ?pair\b|\blive cod\w+|技术面|기술\s?면접",
    ),
    (
        RoundKind.OTHER,
        r"\bon-?site\b|\bpanel\b|\bgroup discussion\b|\bgd\b|\bteam match(?:ing)?\b|\bpresentation\b"
        r"|\bcase study\b",
    ),
)
_COMPILED = tuple((kind, re.compile(shape, re.I)) for kind, shape in _SHAPES)
_LENGTH = re.compile(r"\b\d+(?:\.\d+)?\s*(?:hrs?|h|min(?:ute)?s?)\b", re.I)
_SAID = re.compile(
    r"\b(?:was|is|were|as|an?|focused on|involved|conducted|purely|mainly|mostly|of) (?:\w+[ "
    r"-]){0,5}?(?:round|interview|test|assessment|discussion|questions|dsa|screen)\b",
    re.I,
)


def kind_of(label: str, opening: str = "") -> RoundKind | None:
    """The kind that a label names, else the one that the round's first sentence names; None where neither does."""
    found = _named(label)
    if found is None and opening and (said := _SAID.search(opening[:250])):
        found = _named(said[0])
    return found


def _named(words: str) -> RoundKind | None:
    """Of several kinds the one named first; "onsite" and its like only where no other is named."""
    said = _LENGTH.sub(" ", words[:300])
    hits = [
        (kind is RoundKind.OTHER, hit.start(), kind)
        for kind, shape in _COMPILED
        if (hit := shape.search(said))
    ]
    if hits:
        return min(hits, key=lambda hit: hit[:2])[2]
    named = read_round_name(said)
    return named.kind if named.kind is not RoundKind.OTHER else None
