"""Tags on rounds: when two are the same, what they say in words, and which of them say nothing of how a round went."""

import re
from collections.abc import Container, Iterator
from enum import StrEnum

from afterround.core.companies import spelling_of
from afterround.core.feedback import Polarity
from afterround.core.imports import FoundRound, FoundTag
from afterround.core.personal_themes import theme_key
from afterround.core.rounds import Outcome, Result

LONGEST = 60
"""Characters of the longest tag; what is longer is a sentence."""

MOST_WORDS = 5
"""Words of the longest tag."""

MOST = 40
"""So many tags of a round are kept; more are no tags but an index."""

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")

_SIGNS = {re.compile(r"(?<=\w)\+\+(?!\w)"): "pp", re.compile(r"(?<=\w)#(?!\w)"): "sharp"}
"""Signs that belong to a name, as they are written where signs may not stand: C++ and C# are not C."""


class Noise(StrEnum):
    """What a tag names that the round says already, or that every note of such a kind carries."""

    NAME = "the company or the role"
    KIND = "the kind of round"
    STAGE = "the stage"
    RESULT = "the result"
    DATE = "a date"
    LANGUAGE = "the language of the note"
    DIFFICULTY = "how hard it was meant to be"
    NOTE = "what any such note is"


_SAID: dict[Noise, str] = {
    Noise.KIND: (
        "coding|code|system design|system|sys design|sd|hld|lld|behaviou?ral|behaviou?r|technical|tech"
        "|dsa|algo(?:rithm)?s?|recruiter|recruiter screen|hr|hiring manager|hm|manager|managerial"
        "|take home|takehome|assignment|online assessment|assessment|oa"
        "|hacker ?rank|code ?signal|codility|leet ?code|mock|pair programming|culture fit"
        "|bar raiser|technik|technisch"
    ),
    Noise.STAGE: (
        "onsite|on site|virtual onsite|phone|phone screen|phone call|screen(?:ing)?|call|final|loop|virtual|video"
        "|remote|in person|on campus|campus|intro|applied|application|applying|scheduled|upcoming|done|todo|to do|next"
        "|waiting|wip|in progress|active|closed|archived?|rounds?"
        "|stage|first|second|third|last|[0-9]{1,2}(?:st|nd|rd|th)?"
        "|r[0-9]{1,2}|round ?[0-9]{1,2}|intern(?:ship)?|full ?time|new grad|fresher|experienced|entry level"
    ),
    Noise.RESULT: (
        "passed|pass|failed|fail|failure|rejected|reject|rejection|offer|offered|hired|hire|no hire|accepted|selected"
        "|not selected|declined|ghosted|no (?:answer|reply|response)|pending|withdrew|withdrawn|success(?:ful)?|cleared"
    ),
    Noise.DATE: (
        "(?:19|20)[0-9]{2}(?: ?[0-9]{1,2}){0,2}|q[1-4]|[0-9]{1,2}|spring|summer|autumn|fall|winter"
        "|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
        "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    ),
    Noise.LANGUAGE: (
        "en|english|de|deutsch|german|zh|cn|chinese|中文|ko|korean|한국어|ja|japanese|日本語|es|español|spanish|fr|french|français"
    ),
    Noise.DIFFICULTY: "easy|medium|hard",
    Noise.NOTE: (
        "interviews?|interviewing|interview (?:experience|prep(?:aration)?|notes?|log|questions?)|experiences?|notes?"
        "|logs?|journal|diary|daily(?: notes?)?|inbox|meetings?|work|jobs?|job (?:search|hunt(?:ing)?|interview)|search"
        "|hunt|careers?|retro(?:spective)?s?|reflections?|review|debrief"
        "|post ?mortem|prep|questions?|personal|misc|other"
        "|moc|permanent|evergreen|fleeting|draft|blog|post|template|index|company|companies|roles?|engineering|engineer"
        "|software|swe|sde|sre|developer|dev|programming|resources?|study|learning|面试|面经|面接|면접|후기"
    ),
}
"""What a tag may name without saying how the round went. Single words of these may be joined: `google-onsite-2026`."""

_RESULTS = "|".join(str(one).replace("_", " ") for one in (*Result, *Outcome))
_NOISE = {
    noise: re.compile(f"(?:{said}{'|' + _RESULTS if noise is Noise.RESULT else ''})(?: |$)")
    for noise, said in _SAID.items()
}


def tag_words(name: str) -> str:
    """A tag as one would say it: `time-mgmt` and `TimeMgmt` are "time mgmt" and "Time Mgmt".

    Of a path such as `interview/dp` the parts that only say what any note is are left out.
    """
    for sign, letters in _SIGNS.items():
        name = sign.sub(letters, name)
    parts = [" ".join(re.split(r"[\W_]+", _HUMP.sub(" ", part))).strip() for part in name.split("/")]
    parts = [part for part in parts if part]
    telling = [part for part in parts if noise_in(part) is None] if len(parts) > 1 else []
    return " ".join(telling or parts)


def tag_key(name: str) -> str:
    """The form under which two tags are the same: the words in folded case; "" where a tag has none."""
    return theme_key(tag_words(name))


def noise_in(words: str, *names: Container[str]) -> Noise | None:
    """What a tag's words name that says nothing of how a round went; None where any of them may say something.

    `names` are those of companies, roles and people, as `name_keys` gives them. A tag is made of such words alone or it
    is kept, so that `google-dp` stays and `google-onsite` does not; the reason is that of the first words.
    """
    rest, first = theme_key(words), None
    while rest:
        found = [(match.end(), noise) for noise, shape in _NOISE.items() if (match := shape.match(rest))]
        found += [
            (end, Noise.NAME)
            for end in _ends(rest)
            if any(rest[:end].replace(" ", "") in some for some in names)
        ]
        if not found:
            return None
        end, noise = max(found, key=lambda one: one[0])
        first, rest = first or noise, rest[end:]
    return first


def name_keys(name: str) -> tuple[str, str]:
    """The forms under which a tag is the name of a company, a role or a person: its letters alone, and those without a
    legal form, a web domain and accents. A tag may join its words, and humps in a name may part them."""
    return theme_key(name).replace(" ", ""), spelling_of(name).letters


def _ends(words: str) -> Iterator[int]:
    """Where the first words end, the first two, and so on, each with the blank behind it."""
    for place, sign in enumerate(words):
        if sign == " ":
            yield place + 1
    yield len(words)


def telling_tags(found: FoundRound, companies: Container[str] = ()) -> tuple[FoundTag, ...]:
    """The tags of a round that may say how it went, each once, spelled as it stands first.

    `companies` are the `name_keys` of all those of its file. What a line says counts before what only stands for the
    round, and shaky before well: shaky once is shaky.
    """
    if not found.tags:
        return ()
    own = [one.text for one in (found.company, found.role, found.label) if one is not None]
    own += found.role.text.split() if found.role else []
    own += [person.name.text for person in found.people]
    known = {key for name in own for key in name_keys(name)}
    kept: dict[str, FoundTag] = {}
    for tag in found.tags:
        words = tag_words(tag.name)
        key = theme_key(words)
        is_short = key and max(len(tag.name), len(key)) <= LONGEST and len(key.split()) <= MOST_WORDS
        if not is_short or noise_in(words, known, companies):
            continue
        before = kept.get(key)
        if before is None:
            kept[key] = tag
        elif _says_more(tag, before):
            kept[key] = FoundTag(before.name, before.line, tag.polarity)
    return tuple(kept.values())[:MOST]


def _says_more(tag: FoundTag, before: FoundTag) -> bool:
    return tag.polarity is Polarity.SHAKY or (before.polarity is None and tag.polarity is not None)
