"""What the statuses of a tracker mean: an outcome of the application, a result of a round, or only a stage."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from afterround.core.rounds import Outcome, Result, RoundKind
from afterround.formats.reading import read_round_name


@dataclass(frozen=True)
class StatusMeaning:
    """What one status says, of an application (`outcome`) and of a round (`result`); None where it says neither.

    `kind` is the kind of round it names. Not `is_sure` where a person should look at it; `because` says why.
    """

    text: str
    outcome: Outcome | None = None
    result: Result | None = None
    kind: RoundKind | None = None
    is_sure: bool = True
    because: str = ""


@dataclass(frozen=True)
class StatusMapping:
    """The statuses of a table, each once, in the order in which they appear."""

    meanings: tuple[StatusMeaning, ...] = ()

    def known(self, text: str) -> StatusMeaning | None:
        """What a status says, in whatever case it is written; None where it is not among those mapped."""
        return self._by_key.get(status_key(text) or text)

    @cached_property
    def _by_key(self) -> dict[str, StatusMeaning]:
        return {status_key(one.text) or one.text: one for one in reversed(self.meanings)}


def status_key(text: str) -> str:
    """The form under which two spellings of a status are the same: words in folded case, no signs or pictures."""
    return " ".join(re.sub(r"[^\w'+#]+|_+", " ", text.replace("’", "'")).casefold().split())


_NO_OFFER = r"\b(?:no|without|didn'?t get|not get)\b.{0,12}\boffer|offer (?:rescind|revoke|withdrawn|pulled)"
_SAID_NO = (
    r"\b(?:auto )?re+ject|\bdenied\b|\bnot (?:selected|successful|shortlisted|considered|accepted|hired|qualified)"
    r"|not (?:moving|moved|proceeding|progress\w*|going|continuing|advanc\w*)|no longer (?:under|in|being) consider"
    r"|unsuccessful|turned (?:me )?down|\bfail|\bno hire|passed on me|disqualified|regret|\brefus|abgelehnt|absage"
    r"|rechazad|refusé|descartad|rifiutat|afgewezen|不採用|不合格|お祈り|拒|未通过|挂了|被拒|불합격|탈락|отказ"
)
_I_SAID_NO = (
    r"\bwithdr[ae]w|\bi (?:rejected|declined|passed on|withdrew|turned)"
    r"|(?:rejected|declined|cancell?ed|ended) by (?:me|candidate)"
    r"|pulled out|backed out|dropped(?: out)?$|removed myself|not interested|not (?:pursuing|continuing by)|opted out"
    r"|zurückgezogen|retirad[ao]|辞退|放弃|포기"
)
_OFFER_NO = (
    r"(?:declin|reject|refus|turn(?:ed)? down|pass(?:ed)? on)\w*\b.{0,12}\boffer|offer\b.{0,16}\b(?:declined|rejected"
    r"|refused|turned down)"
)
_SILENCE = (
    r"ghost|no (?:response|reply|answer|news|update|word)|never (?:heard|responded|replied|got)|(?:not|no one) respon"
    r"|unanswered|didn'?t (?:hear|respond|reply)|haven'?t heard|not heard|did not (?:hear|respond|reply)|no call ?back"
    r"|crickets|radio silence|keine antwort|sin respuesta|sans réponse|無返信|没有回复|无回复|未回复|무응답|без ответа"
)
_NOT_YET = (
    r"not (?:yet )?(?:applied|started|submitted|sent)|wish ?list|^saved$|bookmark|^to (?:apply|do)|\bto apply\b"
    r"|^interested|research(?:ing)?$|^drafts?\b|^working on|^todo|backlog|^leads?$|^new$|ready to apply|^planned?$"
    r"|waiting to apply|^preparing|^considering|^targets?$|^found$|^identified|will apply|待投递|未投递"
)
_ACCEPTED = (
    r"(?:offer|accepted)\b.{0,10}\baccept|^accepted|accepted (?:the |an )?(?:offer|job)|^hired|signed|^joined"
    r"|^started$"
)
_OFFERED = r"\boffer|^selected|negotiat|angebot|oferta|内定|已?录用|拿到|合格$|최종 ?합격|оффер"
_WAITS_FOR_OFFER = (
    r"(?:await|wait|pending|hop|expect|before)\w*\b.{0,12}\boffer|offer (?:pending|expected|stage\?)"
)
_CLOSED = (
    r"ghost (?:job|posting|listing)|application (?:process )?closed"
    r"|(?:position|role|job|req\w*) (?:was )?(?:filled|closed|cancell?ed|frozen|on hold|removed)|^closed|^expired"
    r"|^archived|hiring freeze|^cancell?ed"
)
_OPEN = (
    r"appl(?:ied|ication)|submitted|^sent|in (?:process|progress|review)|review|pending|await|wait|\bactive|^open"
    r"|interview|screen|assessment|\boa\b|test|on ?site|final|technical|take ?home|round|schedul|call|phone"
    r"|recruiter|\bhr\b|contact|respon|repl|heard back|follow(?:ed|ing)? ?up|hold|short ?list|invit|ongoing|received"
    r"|acknowledg|confirm|challenge|coding|viewed|considered|progress|stage|task|referr|hiring manager|\bhm\b"
    r"|beworben|gespräch|entrevista|entretien|aplicad|postulad|面试|[一二三四终复]面|hr面|笔试|测评|复试|初筛|泡池子|面接|応募|選考|投递|筛选|서류|면접|지원"
    r"|собеседование|отклик"
)
_PASSED = (
    r"^pass(?:ed)?\b|\bcleared|\bqualified|advanc|mov(?:ed|ing) (?:on|forward|to|ahead)|next (?:round|stage|step)"
    r"|proceed|progressed|^selected|success|went through|^yes$|through to|^accepted|^offer|通过|通過|^合格|^합격"
)
_GUESSED = r"\b(?:think|probabl|maybe|hope|guess|likely|feel|felt|should|unsure)\w*\b"
_FAILED = r"\bfail|^no$|did ?n.?t (?:pass|make)|not pass"

_OUTCOMES: tuple[tuple[str, Outcome | None, bool, str], ...] = (
    (_WAITS_FOR_OFFER, Outcome.OPEN, True, "An offer is waited for."),
    (_OFFER_NO, Outcome.DECLINED, True, "An offer was turned down."),
    (_NO_OFFER, Outcome.REJECTED, False, "No offer came of it."),
    (_I_SAID_NO, Outcome.WITHDREW, True, "The candidate ended it."),
    (_SAID_NO, Outcome.REJECTED, True, "The company said no."),
    (_CLOSED, None, False, "It was closed, which is no decision."),
    (_SILENCE, Outcome.NO_ANSWER, True, "Nobody answered."),
    (_NOT_YET, None, True, "Nothing was sent yet."),
    (_ACCEPTED, Outcome.ACCEPTED, True, "An offer was accepted."),
    (_OFFERED, Outcome.OFFER, True, "An offer was made."),
    (_OPEN, Outcome.OPEN, True, "It is still going on."),
)
_RESULTS: tuple[tuple[str, Result], ...] = (
    (_I_SAID_NO, Result.WITHDREW),
    (rf"{_SAID_NO}|{_FAILED}|{_NO_OFFER}", Result.REJECTED),
    (_SILENCE, Result.NO_ANSWER),
    (_PASSED, Result.PASSED),
    (r"pending|await|wait|schedul|upcoming|tb[ad]|no result|in (?:progress|review)", Result.PENDING),
)
_OUTCOME_SHAPES = tuple((re.compile(shape), outcome, sure, why) for shape, outcome, sure, why in _OUTCOMES)
_RESULT_SHAPES = tuple((re.compile(shape), result) for shape, result in _RESULTS)
_GUESS_SHAPE, _OFFER_NO_SHAPE = re.compile(_GUESSED), re.compile(_OFFER_NO)
_AFTER_ARROW = re.compile(r"(?:→|->|=>|➔|➡️?)\s*(?=\S)")
_DECLINED = re.compile(r"^(?:was |got )?declined?$|^decline(?:d)? (?:application|after \w+)$")

LONGEST = 200
"""A longer text is no status but a note."""

WORDS_OF_A_STATUS = 40
"""Beyond so many characters a text only tells what came of an application where it says so outright."""

MOST = 300
"""So many different statuses of a table are told apart; further ones are kept in their words."""


def guess_statuses(values: Iterable[str]) -> StatusMapping:
    """What each of the statuses of a table means, each once. A word that tables use in two ways ("Declined") is
    read by the others beside it and is not sure."""
    texts: dict[str, str] = {}
    for value in dict.fromkeys(values):
        text = value.strip()
        if len(texts) >= MOST:
            break
        if text and len(text) <= LONGEST:
            texts.setdefault(status_key(text) or text, text)
    says_rejected = any(re.search(_SAID_NO, key) for key in texts)
    return StatusMapping(tuple(_meaning(text, says_rejected) for text in texts.values()))


def _meaning(text: str, says_rejected: bool) -> StatusMeaning:
    key = status_key(_AFTER_ARROW.split(text)[-1])
    outcome, is_sure, because = _outcome(key, says_rejected)
    kind = kind_named(text)
    return StatusMeaning(text, outcome, _result(key, text), kind, is_sure, because)


def _outcome(key: str, says_rejected: bool) -> tuple[Outcome | None, bool, str]:
    """The outcome that a status says, whether that is sure, and why."""
    if _DECLINED.search(key):
        if says_rejected:
            return Outcome.DECLINED, False, 'Others say "rejected", so this is taken as your own no.'
        return Outcome.REJECTED, False, "Taken as the company's no."
    if _GUESS_SHAPE.search(key):
        return None, False, "This is a guess."
    for shape, outcome, is_sure, because in _OUTCOME_SHAPES:
        if shape.search(key):
            if outcome is Outcome.OPEN and len(key) > WORDS_OF_A_STATUS:
                break
            return outcome, is_sure, because
    return None, False, "It is not known what this means."


def _result(key: str, text: str) -> Result | None:
    """The result that a status says of one round; a guess is none, and an offer turned down says none."""
    if _GUESS_SHAPE.search(key) or text.rstrip().endswith("?") or _OFFER_NO_SHAPE.search(key):
        return None
    return next((result for shape, result in _RESULT_SHAPES if shape.search(key)), None)


_KINDS: tuple[tuple[RoundKind, str], ...] = (
    (
        RoundKind.ONLINE_ASSESSMENT,
        r"\b(?:online |coding |technical |aptitude )?(?:assessment|oa|aptitude|exam|test)\b",
    ),
    (
        RoundKind.RECRUITER_SCREEN,
        r"\b(?:hr|recruiter|screening|telephonic|intro(?:ductory)? (?:call|chat))\b",
    ),
    (RoundKind.HIRING_MANAGER, r"\b(?:managerial|hiring manager|hm)\b"),
    (RoundKind.CODING, r"\b(?:coding|technical|tech|phone screen|machine coding|dsa)\b"),
    (RoundKind.BEHAVIOURAL, r"\b(?:culture|cultural)\b"),
)
_KIND_SHAPES = tuple((kind, re.compile(shape)) for kind, shape in _KINDS)
_SOME_OTHER = re.compile(
    r"\bon ?site|\bfinal|panel|presentation|team match|group discussion|case study|superday"
)


def kind_named(words: str) -> RoundKind | None:
    """The kind of round that words name; None where they name none ("Round 2", "Interview")."""
    kind = read_round_name(words).kind
    if kind is not RoundKind.OTHER:
        return kind
    key = status_key(words)
    found = next((kind for kind, shape in _KIND_SHAPES if shape.search(key)), None)
    return found or (RoundKind.OTHER if _SOME_OTHER.search(key) else None)
