"""Reads what came of a round or of a process in anybody's words; a guess is no result."""

import re
from dataclasses import dataclass

from afterround.core.rounds import Outcome, Result
from afterround.formats.notes.marks import without_signs


@dataclass(frozen=True)
class ResultRead:
    """What words say came of it; both None where they say nothing that is known."""

    result: Result | None
    outcome: Outcome | None


NOTHING = ResultRead(None, None)
LONGEST = 300

_GUESS = re.compile(
    r"\bi (?:think|guess|believe|feel|felt|assume|hope|suspect|expect|doubt|bet)\b|\bprobabl[ey]\b"
    r"|\bmaybe\b|\bperhaps\b"
    r"|\bhope(?:fully)?\b|\blikely\b|\bnot sure\b|\bfingers crossed\b|\bexpect(?:ing|ed)?\b|\b(?:should"
    r"|might|could|may) be\b"
    r"|\bmight\b|\bseems?\b|\bmy guess\b|\bif i\b|\bself[- ](?:rating|assess)|\?\s*$|应该|估计|感觉|것 같",
    re.I,
)
_SHAPES: tuple[tuple[str, Result, Outcome], ...] = (
    (
        r"\b(?:declined|turned down|rejected|refused|didn'?t (?:accept|take)) (?:the |their |this |my "
        r"|an? )?offer"
        r"|\boffer (?:declined|rejected by me|turned down)\b|\bi (?:declined|turned it down|turned them "
        r"down|said no)\b",
        Result.PASSED,
        Outcome.DECLINED,
    ),
    (
        r"\bwithdr[ae]w(?:n|al)?\b|\bpulled out\b|\bi (?:dropped out|cancelled|backed out|stopped the "
        r"process)\b"
        r"|\bdid(?:n'?t| not) (?:continue|proceed) (?:further )?(?:myself|by choice)",
        Result.WITHDREW,
        Outcome.WITHDREW,
    ),
    (
        r"\bghost(?:ed|ing)?\b|\bno (?:response|reply|answer|news|callback|call ?back)\b|\bradio silence\b"
        r"|\bnever (?:heard|got (?:back|a (?:reply|response))|replied|responded|called|answered)\b"
        r"|\bdid(?:n'?t| not) (?:hear|get) back\b|没消息|没有消息|无回复|연락 없음",
        Result.NO_ANSWER,
        Outcome.NO_ANSWER,
    ),
    (
        r"\breject(?:ed|ion|s)?\b|\b(?:not|n'?t) (?:be(?:en)? )?(?:selected|hired|shortlisted|qualified"
        r"|cleared|chosen|passed|accepted"
        r"|offered|move(?:d)?|moving|proceed(?:ing)?|advanc(?:e|ed|ing)|successful|through|pass|clear"
        r"|qualify|continue|make)\b"
        r"|\bd(?:id|i)n?'?t?(?: not)? (?:get|got|receive|make|crack)\b(?! (?:the |a |any |much )?(?:hint"
        r"|chance|time|feedback|question))"
        r"|\bcould(?:n'?t| not) (?:clear|make it|crack|pass|get through)"
        r"|\bfail(?:ed)?\b|\bno[- ]hire\b|\b(?:weak|lean|strong|leaning) no\b|\bno offer\b"
        r"|\bunsuccessful\b|\beliminated\b"
        r"|\bfilled (?:this|the|that) (?:position|role)\b|\bwent with (?:another|someone|a different)\b"
        r"|\bturned me down\b"
        r"|\bdid not advance\b|\bclosed the position\b|\bposition (?:was )?(?:closed|filled)\b"
        r"|\bdeclined\b|\bdenied\b"
        r"|\bmov(?:e|ed|ing) (?:on|forward|ahead) with (?:another|other|someone)|\bdon'?t hire\b|\bnot a "
        r"(?:fit|match|hire)\b"
        r"|\u274c|불합격|탈락|未通过|没过|不通过|挂了|已挂|被拒|^挂$|凉了|感谢信|^no$",
        Result.REJECTED,
        Outcome.REJECTED,
    ),
    (
        r"\baccepted (?:the |their |an? |my )?(?:\w+ )?offer\b|\boffer accepted\b|\bjoin(?:ed|ing)\b"
        r"|\bsigned (?:the )?(?:offer|contract)\b",
        Result.PASSED,
        Outcome.ACCEPTED,
    ),
    (
        r"\boffer(?:ed|s)?\b|\bselected\b|\bhired\b|\bplaced\b|\baccepted\b|\bgot (?:in|the job|it"
        r"|through to the internship)\b"
        r"|\bfinal select\b|\bjob secured\b|최종 ?합격|录用|拿到 ?offer|offer$|已offer|\bconverted\b",
        Result.PASSED,
        Outcome.OFFER,
    ),
    (
        r"\bpass(?:ed)?\b|\bclear(?:ed)?\b|\badvanc(?:e|ed|ing)\b|\bmov(?:e|ed|ing) (?:on|forward|ahead"
        r"|to|up)\b|\bnext (?:round|stage|step)\b"
        r"|\bproceed(?:ed|ing)?\b|\bqualified\b|\bshort ?listed\b|\b(?:got|made it|went|sailed|am|was) "
        r"through\b|\bsuccessful\b|^success\b"
        r"|\bcracked\b|\bhire\b|\bstrong yes\b|^yes\b|\bpromoted to\b|\bprogress(?:ed|ing) to\b|\u2705|합격"
        r"|通过|过了|^过$",
        Result.PASSED,
        Outcome.OPEN,
    ),
    (
        r"\bpending\b|\bwait(?:ing|ed)?\b|\bawait(?:ing)?\b|\bin[- ]progress\b|\bongoing\b|\bon[- ]hold\b"
        r"|\bscheduled\b|\btb[dc]\b"
        r"|\bupcoming\b|\bin process\b|\bunder (?:review|consideration)\b|\bhold\b|\bapplied\b"
        r"|\binterviewing\b|\bactive\b|\bopen\b"
        r"|\bno (?:result|decision)s? yet\b|\bnot yet\b|\bhaven'?t heard\b|\u23f3|等待|待定|进行中|等结果|대기|진행",
        Result.PENDING,
        Outcome.OPEN,
    ),
)
_COMPILED = tuple((re.compile(shape, re.I), result, outcome) for shape, result, outcome in _SHAPES)
_AWAITED = re.compile(
    r"^\W*(?:(?:still )?(?:a?waiting|pending)\b|(?:none|nothing|no feedback|not received|not given|n/?a|tb[ad])\b"
    r"(?: (?:yet|so far|given|received|provided|was|from|at all)\b.*)?\W*$)",
    re.I,
)
_SCORE = re.compile(
    r"^\W*(?:[1-9]\d?(?:\.\d)?\s*(?:/|out of)\s*\d+|[1-5](?:\.\d)?\s*[+-]|[1-5]\.\d|[A-F][+-]?)\W*$"
)
_OF_PROCESS = re.compile(
    r"\boffer\b|\bselected (?:for|as|in|at|by)\b|\bhired\b|\bfinal(?:ly)?\b|\brejected (?:after|in|at"
    r"|post)\b|\bjoin(?:ed|ing)?\b"
    r"|\bplaced\b|\bprocess\b|\bfilled (?:this|the|that) (?:position|role)\b|\binternship\b|\bfull[- "
    r"]?time\b",
    re.I,
)
_BARE = re.compile(
    r"^\W*(?:i )?(?:got |was )?(?:rejected|ghosted|cleared|passed|failed|selected|no offer|withdrew|no response"
    r"|offer)\W*$",
    re.I,
)
_OTHERS = re.compile(
    r"\b(?:students|(?<!other )candidates|applicants|of us|\d+ (?:of|were|got|people))\b", re.I
)
_IN_PROSE = re.compile(
    r"\b(?:got|received|getting|extended|gave me|given|made me|with) (?:the |an? |my |their )?(?:\w+ "
    r"){0,3}(?:offer|rejection)\b"
    r"|\b(?:was|were|got|been|am|is) (?:\w+ ){0,2}(?:rejected|selected|hired|ghosted|shortlisted|turned "
    r"down|offered|not selected)\b"
    r"|\bghosted\b|\breject(?:ed|ing) me\b|\brejection\b|\bfilled (?:this|the|that) (?:position|role)\b"
    r"|\bnever heard back\b"
    r"|\bdid(?:n'?t| not) (?:get|receive|make|pass|clear|advance|hear back|move)\b|\bcould(?:n'?t| not) "
    r"(?:make it|clear|get through)\b"
    r"|\b(?:able to (?:clear|pass|crack)|cleared|passed|made it (?:to|through|past)|moved? (?:on"
    r"|forward) to|advanced to|qualified for"
    r"|proceeded to|progressed to)\b"
    r" (?:\w+ ){0,4}(?:round|stage|interview|onsite|screen|test|assessment|level)s?\b"
    r"|\bmov(?:e|ed|ing) (?:forward|ahead|on) with (?:me|my|another|other|someone)\b|\baccepted the "
    r"(?:\w+ )?offer\b|\bI withdrew\b",
    re.I,
)


def read_result(words: str) -> ResultRead:
    """What words behind a label such as "Result" say: "Weak Hire", "Cleared Round 1", "ghosted"."""
    said = words[:LONGEST].strip().replace("’", "'")
    if not said or is_guess(said):
        return NOTHING
    for shape, result, outcome in _COMPILED:
        if shape.search(said):
            return ResultRead(result, outcome)
    return NOTHING


def is_guess(words: str) -> bool:
    """Whether somebody only guesses what came of it."""
    return bool(_GUESS.search(words[:LONGEST]))


def is_awaited(words: str) -> bool:
    """Whether words in the place of feedback only say that there is none yet."""
    return len(words) < 80 and bool(_AWAITED.match(words))


def is_score(words: str) -> bool:
    """Whether words are a mark such as "8/10", "2+" or "3.5"."""
    return len(words) < 20 and bool(_SCORE.match(without_signs(words)))


def is_of_process(words: str) -> bool:
    """Whether words speak of the whole process rather than of one round."""
    return bool(_OF_PROCESS.search(words[:LONGEST]))


def result_in_prose(sentence: str) -> ResultRead:
    """What a sentence says came of it; only where it says so in as many words."""
    if len(sentence) < 40 and _BARE.match(sentence):
        return read_result(sentence)
    if (
        _OTHERS.search(sentence)
        or len(sentence) > LONGEST
        or not _IN_PROSE.search(sentence.replace("’", "'"))
    ):
        return NOTHING
    return read_result(sentence)
