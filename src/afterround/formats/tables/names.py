"""What the name of a column says, in the words that people and programs give their columns."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from afterround.formats.tables.fields import Field

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|（[^）]*）")
_NOT_WORDS = re.compile(r"[^\w#&]+|_+")


@lru_cache(maxsize=2048)
def plain_name(header: str) -> str:
    """A column's name as plain words: "dateApplied", "Date_Applied*" and "DATE APPLIED (UTC)" are the same."""
    text = unicodedata.normalize("NFKC", header)
    aside = _ASIDE.sub(" ", text)
    words = _CAMEL.sub(" ", aside if aside.strip() else text)
    return " ".join(_NOT_WORDS.sub(" ", words).casefold().split())


@dataclass(frozen=True)
class NameRead:
    """A field that a name speaks of. `is_weak` where the name alone does not settle it."""

    field: Field
    round: str = ""
    is_weak: bool = False


_LIST = r"(?:interview|round)s? (?:dates|details|history|steps|log)|interviews|rounds"
_STRONG: tuple[tuple[Field, str], ...] = (
    (
        Field.COMPANY,
        r"(?:the )?compan(?:y|ies)(?: name| applied to| organi[sz]ation| or organi[sz]ation)?"
        r"|employers?(?: name)?|organi[sz]ation(?: name)?|(?:name of|hiring) (?:the )?company|company employer"
        r"|firma|unternehmen|arbeitgeber|empresa|compañia|compañía|entreprise|société|azienda|bedrijf|firm"
        r"|会社名?|企業名?|公司(?:名称)?|单位|회사명?|기업명?|компания|работодатель|organisatie",
    ),
    (
        Field.ROLE,
        r"(?:job )?(?:role|position)s?(?: title| name| applied(?: for| to)?)?|job(?: title| name)|title"
        r"|(?:role|position|job) (?:job )?(?:title|role|position)|applied (?:for|position|role)|designation"
        r"|(?:job )?(?:opening|vacancy)|stelle|stellenbezeichnung|rolle|puesto|cargo|vacante|poste|intitulé"
        r"|ruolo|posizione|functie|職種|ポジション|职位|岗位|직무|직책|포지션|должность|вакансия",
    ),
    (
        Field.APPLIED,
        r"(?:date |day )?(?:i )?applied(?: on| at| date| day)?|application (?:date|submitted|sent|day)"
        r"|date (?:of application|submitted|sent|of applying|applied on)|appl(?:y|ied|ication) date"
        r"|submi(?:tted|ssion)(?: on| at| date)?|(?:application )?(?:sent|submitted)(?: on| date)?"
        r"|when (?:i )?applied|beworben(?: am)?|bewerbungsdatum|bewerbung(?:sdatum)? (?:am|vom)"
        r"|fecha(?: de (?:aplicación|postulación|solicitud))?|date de candidature|data candidatura|sollicitatiedatum"
        r"|応募日|投递(?:日期|时间)|申请(?:日期|时间)|지원일자?|дата отклика",
    ),
    (
        Field.ROUND_DATE,
        r"(?:next |last |first )?interview(?:ed)? (?:date|day|on|at|scheduled(?: for)?|schedule|date time"
        r"|date (?:and|&) time)|date of (?:the )?(?:interview|round)|round date|interview at|scheduled interview"
        r"|(?:date|interview) scheduled|vorstellungsgespräch|fecha de (?:la )?entrevista|面试(?:日期|时间)|面接日"
        r"|면접일|дата собеседования",
    ),
    (
        Field.ROUND_KIND,
        r"(?:interview )?round(?: type| kind| name| number| no| #)?|(?:interview|round) (?:type|kind|format)"
        r"|(?:type|kind) of (?:interview|round)|interview round|面试轮次|轮次",
    ),
    (
        Field.STATUS,
        r"(?:application |current |job |final |latest |app |candidate )?"
        r"(?:status(?:es)?|state|stage|outcome|decision|disposition)(?: name)?"
        r"|(?:application|pipeline|hiring|interview|current|process) (?:status|stage|progress|outcome|result)"
        r"|final result|stand|ergebnis|estado|situación|statut|étape|stato|進捗|状態|選考状況|ステータス"
        r"|(?:当前|目前|投递)?状态|进度|进展|结果|상태|결과|статус|результат",
    ),
    (Field.ROUND_RESULT, r"(?:interview|round) (?:result|outcome|decision|verdict)|verdict|pass fail"),
    (
        Field.ROUND_NOTES,
        r"(?:interview|round) (?:(?:prep|post|preparation) )?(?:notes?|comments?|summary|experience)",
    ),
    (Field.ROUND, _LIST),
    (
        Field.INTERVIEWER,
        r"interviewers?(?: s)?(?: names?)?|interviewed by|interview(?: panel| with)|面试官|面接官",
    ),
    (
        Field.RECRUITER,
        r"recruiters?(?: s)?(?: names?| contact)?|hr(?: contact| name| person| manager)?|talent partner",
    ),
    (Field.REFERRER, r"referr(?:al|er|ed)(?: s)?(?: by| names?| from| contact| person)?|referral source"),
    (
        Field.QUESTIONS,
        r"(?:interview |technical |coding )?(?:questions?|problems?)(?: (?:asked|i was asked))?|面试题目?",
    ),
    (Field.WENT_WELL, r"(?:what )?(?:went well|was good)|what (?:i did|worked) well|my strengths"),
    (
        Field.SHAKY,
        r"(?:what )?(?:went (?:wrong|badly|poorly)|was (?:shaky|hard|bad))|(?:to|areas? (?:to|of|for)) "
        r"improve(?:ment)?s?|improvements?|struggles|struggled with|mistakes|weak(?:nesses| points| areas)",
    ),
    (Field.HINTS, r"hints?(?: given| received| needed)?"),
    (
        Field.FEEDBACK,
        r"(?:interviewer |recruiter |interview |company )?feedback(?: received| from \w+)?|反馈|フィードバック",
    ),
    (Field.FOLLOW_UPS, r"next (?:steps?|actions?)|action items?|to do|todos?|follow up actions?"),
    (
        Field.LESSONS,
        r"lessons?(?: learn(?:ed|t))?|learnings?|(?:key )?takeaways?|what (?:i|did i) learn(?:ed|t)?",
    ),
    (
        Field.TAGS,
        r"(?:hash)?tags?|(?:my |interview |round |technical )?(?:tags|keywords?|topic tags|themes)|labels?"
        r"|schlagw(?:ort|örter)|etiquetas|mots clés|标签|태그|タグ|теги",
    ),
    (
        Field.NOTES,
        r"notes?|comments?|remarks?|details?|other|misc|description|notizen|bemerkung(?:en)?|kommentar"
        r"|notas|remarques|备注|備考|メモ|비고|заметки",
    ),
    (
        Field.IGNORE,
        r"(?:interview |event )?id|#|no|nr|num|number|index|s(?:r|l)? no|serial(?: no| number)?"
        r"|row(?: id| number)?|uuid|_id|(?:user|owner|record|row|entry) id",
    ),
    (
        Field.OFFERED,
        r"(?:job )?offer(?:ed)?(?: date| on| received| received on| received date| made| given)?",
    ),
    (Field.ACCEPTED, r"(?:offer )?accept(?:ed|ance)(?: date| on)?|hired(?: date| on)?"),
    (Field.DECLINED, r"(?:offer )?declined(?: date| on)?"),
    (
        Field.REJECTED,
        r"reject(?:ed|ion)(?: date| on| received| received on| at)?|date (?:of )?reject(?:ed|ion)",
    ),
    (Field.WITHDREW, r"withdr(?:ew|awn|awal)(?: date| on)?"),
    (Field.NO_ANSWER, r"ghosted|no (?:response|reply|answer)"),
)
_WEAK: tuple[tuple[Field, str], ...] = (
    (
        Field.COMPANY,
        r"company info|org|business|client|startup|where|account|institution|agency|target|brand",
    ),
    (Field.ROLE, r"job|post|profile|opportunity|role description"),
    (
        Field.APPLIED,
        r"dates?|day|datum|activity date|timestamp|when|日期|날짜|日付|дата"
        r"|submitted at|date logged|start(?:ed)? date",
    ),
    (
        Field.ROUND_DATE,
        r"interviews?|scheduled(?: for| at| on| date| time)?|starts?(?: at| on| date| time| datetime)|begins?(?: at)?"
        r"|date time|datetime|event date|meeting date",
    ),
    (Field.ROUND_KIND, r"kind|type|step|interview(?: name| title)|category|event(?: type)?|session"),
    (
        Field.STATUS,
        r"results?|response(?: status)?|responded|reply|answer|progress|list(?: name)?|column|phase|step"
        r"|where it stands|current|update|antwort|resultado|réponse|respuesta",
    ),
    (Field.ROUND_RESULT, r"results?|outcome|passed|cleared|score|status|rating"),
    (
        Field.RECRUITER,
        r"(?:follow up )?contacts?(?: person| name| info)?"
        r"|(?:point|person) of contact|poc|ansprechpartner|contacto|spoke (?:to|with)",
    ),
    (Field.INTERVIEWER, r"hiring manager(?: name)?|hm|panel|with|people|met with"),
    (Field.REFERRER, r"references?|connections?|referred"),
    (Field.TAGS, r"topics?"),
    (Field.QUESTIONS, r"topics?(?: covered| asked)?"),
    (Field.FOLLOW_UPS, r"follow ups?|next"),
)
_STRONG_NAMES = tuple((field, re.compile(shape)) for field, shape in _STRONG)
_WEAK_NAMES = tuple((field, re.compile(shape)) for field, shape in _WEAK)

_ROUND_WORD = re.compile(
    r"phone|screen|screening|call|recruiter|recruiting|hr|technical|tech|onsite|on|site|final|panel"
    r"|coding|code|system|systems|design|behavioral|behavioural|behavior|hiring|manager|hm|oa|online"
    r"|assessment|test|take|home|takehome|assignment|homework|challenge|first|second|third|fourth"
    r"|fifth|last|initial|intro|introductory|interview|interviews|round|rounds|loop|virtual|video|in"
    r"|person|team|match|matching|bar|raiser|live|chat|culture|cultural|fit|values|aptitude|group"
    r"|discussion|gd|case|study|presentation|superday|hackerrank|codesignal|pair|programming|zoom"
    r"|stage|step|int|r|the|with|domain|managerial|director|vp|cto|ceo|founder|exec|executive"
    r"|telephone|telephonic|f2f|face|to|prescreen|pre|exam|hirevue"
    r"|\d{1,2}(?:st|nd|rd|th)?"
)
_ROUND_SIGN = re.compile(
    r"screen|screening|interview|interviews|round|rounds|onsite|oa|assessment|test|takehome|assignment"
    r"|challenge|panel|loop|superday|coding|hackerrank|codesignal|telephonic|prescreen|exam|hirevue|gd"
)
_NO_ROUND_ALONE = frozenset({"interview", "interviews", "round", "rounds", "test"})
_ROUND_PAIRS = (
    "take home",
    "on site",
    "hiring manager",
    "system design",
    "phone call",
    "hr call",
    "intro call",
)
_PARTS_OF_ROUND: tuple[tuple[Field, str], ...] = (
    (Field.ROUND_DATE, r"date(?: time| & time| and time)?|day|on|at|scheduled(?: for| on)?|when|datetime"),
    (Field.ROUND_KIND, r"type|kind|format"),
    (Field.ROUND_RESULT, r"result|outcome|status|decision|passed|verdict|pass fail"),
    (Field.ROUND_NOTES, r"(?:(?:prep|post) )?notes?|comments?|details?|remarks?|summary|description"),
    (Field.INTERVIEWER, r"interviewers?(?: name)?|with|by"),
    (Field.QUESTIONS, r"questions?(?: asked)?|problems?"),
    (Field.FEEDBACK, r"feedback"),
    (Field.ROUND, r"done|completed|complete|taken|attended"),
)
_PART = re.compile(rf"(?P<round>.+?) (?P<part>{'|'.join(shape for _, shape in _PARTS_OF_ROUND)})")
_PART_NAMES = tuple((field, re.compile(shape)) for field, shape in _PARTS_OF_ROUND)
_BARE_ROUND = re.compile(
    r"phone|recruiter|hr|technical|tech|on campus|campus|final|coding|behaviou?ral|system design|hiring manager|hm"
    r"|managerial|call|video|virtual|interview|test|first|second|third|fourth|face to face|in person"
)
_LEADING = re.compile(
    r"(?P<part>date|day|result|outcome|notes?|feedback|interviewer)(?: of| for| from)? (?P<round>.+)"
)


@lru_cache(maxsize=2048)
def read_names(header: str) -> tuple[NameRead, ...]:
    """The fields that a column's name can speak of, the likeliest first; none where it says nothing known."""
    name = plain_name(header)
    if not name or len(name) > 80:
        return ()
    strong = [field for field, shape in _STRONG_NAMES if shape.fullmatch(name)]
    reads = [NameRead(field, name if field is Field.ROUND else "") for field in strong]
    of_round = _round_of(name)
    if of_round is not None:
        reads.append(of_round)
    reads += [NameRead(field, is_weak=True) for field, shape in _WEAK_NAMES if shape.fullmatch(name)]
    if _BARE_ROUND.fullmatch(name):
        reads.append(NameRead(Field.ROUND, name, is_weak=True))
    return tuple(reads)


def is_list(name: str) -> bool:
    """Whether a column's name speaks of all the interviews of a row: "interviews", "interview dates"."""
    return bool(re.fullmatch(_LIST, name))


def _round_of(name: str) -> NameRead | None:
    """The round a name speaks of and what it says of it: "phone screen", "round 2 date", "onsite feedback"."""
    if _is_round(name):
        return NameRead(Field.ROUND, name)
    for found in (_PART.fullmatch(name), _LEADING.fullmatch(name)):
        if found is None:
            continue
        field = next(field for field, shape in _PART_NAMES if shape.fullmatch(found["part"]))
        if _is_round(found["round"]):
            return NameRead(field, found["round"])
        if field is Field.INTERVIEWER and _is_round(f"{found['round']} interview"):
            return NameRead(field, f"{found['round']} interview")
    return None


def _is_round(name: str) -> bool:
    """Whether words name one round among others: "phone screen", "2nd interview"; not a bare "interview"."""
    words = re.sub(r"(?<=[a-z])(?=\d)", " ", name).split()
    if not all(_ROUND_WORD.fullmatch(word) for word in words):
        return False
    if len(words) == 1:
        return bool(_ROUND_SIGN.fullmatch(name)) and name not in _NO_ROUND_ALONE
    is_signed = any(_ROUND_SIGN.fullmatch(word) for word in words) or any(
        pair in name for pair in _ROUND_PAIRS
    )
    return is_signed or (words[0] == "r" and words[-1].isdigit())
