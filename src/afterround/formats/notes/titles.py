"""Reads a heading: the round, the company, the role, the date and the result that it names."""

import re
from dataclasses import dataclass

from afterround.core.imports import FoundDate
from afterround.formats.notes.days import find_date, is_date_alone
from afterround.formats.notes.kinds import kind_of
from afterround.formats.notes.labels import folded
from afterround.formats.notes.marks import without_signs
from afterround.formats.notes.not_names import is_plain
from afterround.formats.notes.results import NOTHING, read_result

_NUMBER = r"(?:\d{1,2}|[ivx]{1,4}|one|two|three|four|five|six|seven)"
_ORDINAL = (
    r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|final|last|next"
    r"|another|1er|2e|3e)"
)
_SORT = (
    r"(?:technical|tech|hr|human resources?|managerial|manager|hiring[ -]manager|hm|engineering[ "
    r"-]manager|em|director|vp|cto|ceo"
    r"|founders?|coding|machine[ -]coding|live[ -]coding|code[ -]?pair(?:ing)?|pair[ -]programming"
    r"|programming|dsa|ds ?& ?algo"
    r"|data structures?(?: (?:and|&) algorithms?)?|algorithms?|problem[ -]solving|systems?[ -]design|hld"
    r"|lld|low[ -]level[ -]design"
    r"|high[ -]level[ -]design|oops?|object[ -]oriented design|design|architecture|behaviou?ral"
    r"|culture(?:[ -]fit)?"
    r"|cultural(?:[ -]fit)?|values|leadership|googliness|bar[ -]?raiser|team[ -](?:match(?:ing)?|fit)"
    r"|telephonic|telephone|phone"
    r"|video|virtual|on-?site|face[ -]to[ -]face|f2f|in[ -]person|online|written|aptitude|mcq|initial"
    r"|intro(?:ductory)?|recruiter"
    r"|recruiting|recruitment|screening|mock|take[ -]?home|case(?:[ -]study)?|presentation|domain"
    r"|projects?|skype|zoom|group|puzzles?|sql|front-?end"
    r"|back-?end|full-?stack|javascript|java|python|react|ml|machine learning|data|product"
    r"|pre-?screen(?:ing)?|practical"
    r"|fitment|discussion|partner|peer|qa|testing|devops|cloud|android|ios|mobile|functional|core|cs"
    r"|analytical"
    r"|assessment|verbal|personal|general|quick|debugging|integration|security|ai|skills?|situational"
    r"|competency|tech[ -]fit)"
)
_EVENT = (
    r"(?:round|interview|screen(?:ing)?|call|chat|assessment|test|exam|challenge|exercise|discussion"
    r"|panel|loop|session"
    r"|assignment|visit|on-?site|contest|quiz|meeting|conversation)"
)
NUMBERED = re.compile(
    rf"\b(?:round|rnd|interview|stage|phase)\s*[-#:.]?\s*(?:no\.?\s*)?{_NUMBER}\b(?!\s*(?:questions?"
    rf"|experience))|\bR\d\b"
    rf"|\b{_ORDINAL}\s+(?:{_SORT}[ /&+-]+){{0,3}}{_EVENT}\b"
    rf"|\b(?:{_SORT}[ /&+-]+){{1,3}}{_EVENT}?\s*[-#]?\s*\d{{1,2}}\b(?!\s*(?:min|h|:|questions?|/|-))",
    re.I,
)
_STRONG = re.compile(
    rf"{NUMBERED.pattern}"
    rf"|\b{_SORT}(?:(?:[ /&+,-]+(?:and )?){_SORT}){{0,3}}[ /&+-]+{_EVENT}\b"
    r"|\boa\b|\bon-?site\b|\btake[ -]?home\b|\bphone screen\b|\bmock\b|\bgroup discussion\b|\bgd\b"
    r"|\bsuper ?day\b"
    r"|\bbar[ -]?raiser\b|\btelephonic\b|\b(?:call|chat|meeting) with\b|\bfinal loop\b|\bhacker ?rank\b"
    r"|\bcodesignal\b|\bkarat\b"
    r"|\bteam match(?:ing)?\b|\bpre[ -]?screen(?:ing)?\b|\b(?:tech|phone) interview\b"
    r"|[一二三四五六1-6][轮面](?!试[题官经])|HR ?面|笔试|电话?面(?!试[题经])|技术面|主管面|终面"
    r"|[1-9]차\s?(?:\S{1,4}\s?)?면접|코딩\s?테스트"
    r"|(?:기술|인성|임원|컬쳐핏|전화|실무)\s?면접",
    re.I,
)
_WEAK = re.compile(
    rf"^(?:(?:the|my|virtual|online|an?)\s+)?(?:{_SORT})(?:(?:[ /&+,-]+(?:and )?)(?:{_SORT})){{0,3}}$"
    rf"|^(?:my |the )?interview$",
    re.I,
)
_SORTED = re.compile(rf"^(.{{2,60}}?)\s+((?:{_SORT}[ /&+-]+){{0,2}}{_SORT})$", re.I)
_ANY_SORT = re.compile(rf"\b{_SORT}\b", re.I)
_BY = re.compile(r"\b(?:phone|telephonic|video|virtual|skype|zoom)\b", re.I)
_EVENT_WORDS = (
    "round rnd interview screen screening call chat assessment test exam challenge exercise "
    "discussion panel loop session assignment visit onsite site contest quiz meeting "
    "conversation oa home takehome mock gd superday day raiser barraiser telephonic hackerrank "
    "rank codesignal karat match matching phase stage prescreen prescreening pramp "
)
_EVENTS = frozenset(_EVENT_WORDS.split())
_INTERVIEW = re.compile(r"\b(?:interview(?:ed|ing)?|screen(?:ing)?|phone call|call|loop)\b|面试|면접", re.I)
_MOCK = re.compile(
    r"\bmock\b|\bpramp\b|\binterviewing\.io\b|\bexponent practice\b|\bpractice interview\b|模拟面试|모의\s?면접",
    re.I,
)
_NO_ROUND = re.compile(
    r"\b(?:resume|résumé|cv|profile|application)s?\W+(?:based )?(?:short-?list(?:ing|ed)?|screen(?:ing"
    r"|ed)?|review|selection|filter\w*)"
    r"|^(?:\W*round \d+\W*)?(?:initial )?short-?listing\b|pre[ -]?placement talk|\bppt\b|\blunch\b"
    r"|\boffice tour\b"
    r"|\b(?:questions?|problems?|preparation|prep|tips|process(?:es)?|overview|feedback|resources?"
    r"|topics?|links?|guide(?:lines?)?"
    r"|results?|answers?|checklist|strategy|plan|rounds|experiences?|(?<!site )(?<!final )interviews"
    r"|notes?|schedule|template"
    r"|format|structure|rubric|cheat ?sheet"
    r"|timeline|evaluation|steps|advice|stories|solutions?|platforms?|practice|progress|tracker|history"
    r"|log|journal|retrospective)\W*$"
    r"|^(?:how|why|what|when|where|before|after|preparing|tips|advice|about|questions|types? of|during|upcoming"
    r"|common|general)\b"
    r"|서류|简历筛选",
    re.I,
)
_ROLE = re.compile(
    r"\b(?:engineer(?:ing)?|developer|dev|programmer|sde|sdet|swe|sre|mts|smts|analyst|scientist|manager"
    r"|designer|architect|consultant|intern(?:ship)?"
    r"|associate|trainee|fte|apprentice|administrator|researcher|specialist|technician|tester|lead"
    r"|analytics|(?:l|e|ic)[3-8])\b"
    r"(?:[ -]?(?:i{1,3}|iv|\d))?",
    re.I,
)
_ROLE_STARTS = re.compile(
    r"\b(?:sr\.?|senior|jr\.?|junior|staff|principal|lead|software|back-?end|front-?end|full[ -]?stack"
    r"|data|ml|machine learning"
    r"|mobile|ios|android|devops|cloud|security|systems?|web|python|java|react|node|product|program"
    r"|project|graduate|new[ -]?grad|entry[ -]level"
    r"|associate|summer|winter|step|technical|research|quality|qa|site|platform|infrastructure|sde|sdet"
    r"|swe|sre|mts|smts|member of technical"
    r"|intern(?:ship)?|engineer|developer|analyst|scientist|business|trainee|consultant|programmer"
    r"|application|embedded|test|6[ -]months?"
    r"|university|campus|(?:l|e|ic)[3-8]|golang|c\+\+|\.net|ruby|rails|php|ai|nlp|fte|manager|designer"
    r"|architect)\b",
    re.I,
)
_LENGTH = re.compile(
    r"^[~(]*\s*(?:about |around |approx\.? )?\d+(?:\.\d+)?\s*(?:[-–to]+\s*\d+)?[ -]*(?:min(?:ute)?s?"
    r"|h(?:ou)?rs?|h|m)\b.*$",
    re.I,
)
_EXPERIENCE = re.compile(
    r"\b(?:(?:my|an?|the|our|on|off|campus|recent|full|complete|personal)[ -]+)*(?:job )?interview(?:s"
    r"|ing)?(?: (?:experiences?|process|review|journey|story|"
    r"notes|log|questions?|retro(?:spective)?|debrief|summary|report|recap|history|diary|journal"
    r"|preparation|prep|rounds?))?\b"
    r"|\binterview experiences?\b|\bexperiences?\b(?:\s*[-#]?\s*\d+)?|\bretrospective\b|\bround\b"
    r"|\bprocess\b|面试经?[验历]?|面经|면접 ?(?:후기|질문)?|후기",
    re.I,
)
_ACCOUNT = re.compile(
    r"\bexperiences?\b|\bretro(?:spective)?\b|\bhistory\b|\bjourney\b|\bstory\b|후기|面经", re.I
)
_CUT = re.compile(
    r"\s+[-–—•·:]+\s*|\s*[|@()\[\]:]+\s*|\s[-–—]|[–—]\s?|,\s+|\s+(?=(?:at|with|for|by|from)\s)", re.I
)
_TO = re.compile(r"^(?:at|with|for|by|from|@)\s+", re.I)
_COUNTED = re.compile(r"^\s*(?:\(?\d{1,3}[.)]\s+|[a-z][.)]\s+|#\s*\d+\s*)", re.I)
_STATE = re.compile(
    r"^(TO[D]O|DONE|NEXT|WAITING|WAIT|REJECTED|OFFER|APPLIED|PASSED|FAILED|GHOSTED|INTERVIEW(?:ING)?|CLOSED"
    r"|CANCELL?ED"
    r"|WITHDRAWN|ACCEPTED|DECLINED|PENDING|ACTIVE|HOLD)\s+"
)
_EMPTY = re.compile(
    r"\(\s*\)|\[\s*\]|（\s*）|[<\[]\s*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6})?\s*(?:\d\d?:\d\d)?\s*[>\]]",
    re.I,
)
_ORG_TAGS = re.compile(r"\s+:[\w@:]+:\s*$")
_BEFORE_RESULT = re.compile(r"\s+(?:is|was)\s*[:-]?\s*(?=[(\[])", re.I)
_TRAIL = re.compile(r"[(\[]([^()\[\]]{2,60})[)\]]\W*$|(?:\s[-–—→>]+|[:|])\s*([^-–—:|()\[\]]{2,40})$")
_WITHHELD = re.compile(
    r"^(?:(?:an?|the|some|one|another)\s+)?(?:[\w-]+\s+){0,4}(?:company|start-?up|bank|firm|agency|fund"
    r"|unicorn|corporation|consultancy"
    r"|corp|store|retailer|vendor|provider|maker|business|insurer|giant|studio|shop|bootcamp"
    r"|org(?:anization)?)(?:\s+(?:[a-z]|\d{1,2}|\#\d+))?$"
    r"|^(?:undisclosed|anonymous|confidential|stealth|redacted|nda|faang|maang)\b.{0,30}$|^某.{1,10}$"
    r"|^.{1,8}[A-Z]사$",
    re.I,
)


@dataclass(frozen=True)
class Title:
    """What a heading names. `strength` is 2 where it names a round, 1 where it may, 0 where it names none."""

    text: str
    label: str = ""
    strength: int = 0
    is_numbered: bool = False
    is_mock: bool = False
    date: FoundDate | None = None
    company: str = ""
    is_company_sure: bool = False
    role: str = ""
    result: str = ""


def may_name_round(words: str) -> bool:
    """Whether words hold any that a round's name has; cheaper than to read them."""
    said = folded(words).split()
    return any(
        word in _EVENTS or (word[:1] == "r" and word[1:].isdigit()) or not word.isascii() for word in said
    )


def says_sort(words: str) -> bool:
    """Whether words hold any that says which sort of round it was: "coding", "behavioral"."""
    return bool(_ANY_SORT.search(words))


def read_title(words: str, line: int) -> Title:
    """Read a heading's words."""
    if len(words) > 300:
        return Title(words)
    text = without_signs(words)
    state = _STATE.match(text)
    text = text[state.end() :] if state else text
    text = _BEFORE_RESULT.sub(" ", _ORG_TAGS.sub("", _COUNTED.sub("", text))).strip()
    date, rest = _take_date(text, line)
    rest, result = _take_result(rest)
    said = state[1] if state and read_result(state[1]) != NOTHING else ""
    return _named(text, rest, date, result or said)


def _take_date(text: str, line: int) -> tuple[FoundDate | None, str]:
    found = find_date(text, line, is_place=True)
    if found is None or (len(found.date.text) == 4 and not is_date_alone(text)):
        return None, text
    rest = _EMPTY.sub(" ", f"{text[: found.start]} {text[found.end :]}")
    return found.date, " ".join(rest.split()).strip(" \t-–—:,|@")


def _take_result(text: str) -> tuple[str, str]:
    """The words without a result at their end, and that result."""
    trail = _TRAIL.search(text)
    words = (trail[1] or trail[2] or "").strip() if trail else ""
    if trail is None or not words or _STRONG.search(words) or len(words.split()) > 6:
        return text, ""
    read = read_result(words)
    if read == NOTHING or _ROLE.search(words) or _LENGTH.match(words):
        return text, ""
    return text[: trail.start()].strip(), words


def _named(text: str, rest: str, date: FoundDate | None, result: str) -> Title:
    strength = _strength(rest)
    numbered = bool(NUMBERED.search(rest)) and strength == 2
    is_mock = bool(_MOCK.search(rest))
    company, is_sure, role = _company(rest, is_mock=is_mock, is_round=strength == 2)
    label = _label(rest, company) if strength else ""
    about = _NO_ROUND.search(rest) or _ACCOUNT.search(rest)
    if strength == 0 and not about and (kept := _sorted(rest, company, is_dated=date is not None)):
        company, label = kept
        strength, is_sure = (2, True) if date and _is_sort(label) else (1, is_sure)
    if strength == 0 and _INTERVIEW.search(rest) and not about and (date or company):
        strength, label = 1, _label(rest, company)
    return Title(text, label, strength, numbered, is_mock, date, company, is_sure, role, result)


def _sorted(rest: str, company: str, *, is_dated: bool) -> tuple[str, str] | None:
    """A company and the sort of round behind it: "Acme - Coding", and behind a date "Acme coding" as well."""
    if company:
        label = _label(rest, company)
        return (company, label) if _WEAK.match(label) else None
    found = _SORTED.match(rest) if is_dated else None
    name = _name(found[1]) if found else ""
    return (name, found[2]) if found and name and _is_sort(found[2]) else None


def _is_sort(label: str) -> bool:
    """Whether words say which kind of round it was or how it was held, and not only a subject or a team."""
    return kind_of(label) is not None or bool(_BY.search(label))


def _strength(text: str) -> int:
    bare = " ".join(part for part in _CUT.split(text) if part and not _LENGTH.match(part.strip()))
    if re.search(r"resum|short-?list|cv |简历|서류|application|profile", text, re.I) and _NO_ROUND.search(
        text
    ):
        return 0
    numbered = NUMBERED.match(text.lstrip("[( "))
    if not numbered and _NO_ROUND.search(bare):
        return 0
    if _STRONG.search(text):
        return 2
    return 1 if _WEAK.match(bare.strip()) else 0


def _label(rest: str, company: str) -> str:
    """The words that name the round, the company's taken off."""
    if company and company in rest:
        start = rest.index(company)
        before, after = rest[:start], rest[start + len(company) :]
        if not re.search(r"[^\W_]", _TO.sub("", before.strip(" [("))):
            rest = after
        elif re.search(r"(?:\b(?:at|with|for)\s|[-–—@|:]\s*)$", before):
            rest = re.sub(r"\s*(?:\b(?:at|with|for)|[-–—@|:])\s*$", "", before) + after
    return re.sub(r"^\W*[)\]]\s*", "", rest).strip(" \t-–—:,|@")


def _company(text: str, *, is_mock: bool, is_round: bool) -> tuple[str, bool, str]:
    """The company and role that a heading's words hold, and whether the company stands where one is expected."""
    parts = [part.strip(" \t-–—:.,") for part in _CUT.split(text) if part and part.strip(" \t-–—:.,")]
    role = ""
    seen_round = seen_interview = False
    met = bool(re.search(r"\binterview", text, re.I))
    for part in parts:
        if _LENGTH.match(part):
            continue
        to = _TO.match(part)
        body = part[to.end() :].strip() if to else part
        if to and to[0].lower().startswith(("with", "by", "from")) and (is_mock or is_round or not met):
            continue
        hit = _STRONG.search(body) if not to else None
        counted = bool(hit and NUMBERED.search(body))
        generic = _EXPERIENCE.search(body)
        if hit or (is_round and _WEAK.match(body)):
            name = body[: hit.start()] if hit else ""
            name = _EXPERIENCE.sub(" ", name)
            found = _name(name)
            if found and not seen_round:
                return found, True, role
            seen_round = seen_round or counted
            seen_interview = True
            continue
        if _WEAK.match(body):
            continue
        if seen_round and not to:
            continue
        found, also = _with_role(_EXPERIENCE.sub(" | ", body) if generic else body)
        role = role or also
        if found:
            sure = bool(to or generic or also or seen_interview or is_round or len(parts) > 1)
            return found, sure, role or next((r for p in parts if (r := _with_role(p)[1])), "")
        seen_interview = seen_interview or bool(generic)
    return "", False, role


def _with_role(text: str) -> tuple[str, str]:
    """A company and a role behind it: "Acme Senior Backend Engineer"."""
    for piece in (p.strip(" -–—") for p in text.split("|")):
        if not piece:
            continue
        said = _ROLE.search(piece)
        start = _ROLE_STARTS.search(piece) if said else None
        if said and start:
            cut = min(start.start(), said.start())
            return _name(piece[:cut]), piece[cut:].strip()
        name = _name(piece)
        if name:
            return name, ""
    return "", ""


def _name(words: str) -> str:
    """The words as a company's name or the label that withholds it; "" where they are neither."""
    name = re.sub(r"^(?:my|the|our)\s+", "", _TO.sub("", words.strip(" \t-–—:.,'\"/&+#")), flags=re.I).strip()
    name = re.sub(rf"^{_ORDINAL}\s+", "", name, flags=re.I)
    name = re.sub(
        r"(?:\s+(?:on|in|the|a|an|my|as|is|was|[Oo]nsite|[Vv]irtual|[Oo]ff)|['’]s)$", "", name
    ).strip(" -–—")
    name = re.sub(
        r"\s+(?:part|pt\.?|no\.?|take|attempt)?\s*(?:#?\d{1,2}|i{1,3}|again)$", "", name, flags=re.I
    )
    name = re.sub(r"(?<=[^\x00-\x7f])(?:后端|前端|客户端|测试|算法|开发|实习|校招|社招|面经)+$", "", name)
    if not name or len(name) > 60:
        return ""
    if _WITHHELD.match(name):
        return name
    parts = folded(name).split()
    if not parts or len(parts) > 5 or not any(any(c.isalpha() for c in p) for p in parts):
        return ""
    if any(is_plain(part) for part in parts) or name[0] in "\"'`<>=*":
        return ""
    tokens = [t for t in re.split(r"[\s/&+,.-]+", name) if t and t[0].isalpha()]
    if len(tokens) > 1 and not all(
        t[0].isupper() or not t[0].isascii() or t in ("of", "and", "de", "the") for t in tokens
    ):
        return ""
    return name


def names_role(words: str) -> bool:
    """Whether words hold that of a role: "Senior Engineer"."""
    return bool(_ROLE.search(words))


def company_named(words: str) -> str:
    """A company's name or label in words that are expected to be one, such as a file's name; "" where they are none."""
    return _name(words)
