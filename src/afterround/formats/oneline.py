"""A round in one line, as typed in seconds: "Acme, coding, ended 20 min ago"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from afterround.core.errors import Problem
from afterround.core.rounds import Part, RoundKind
from afterround.formats.pieces import (
    GLUE,
    KIND_ENDS,
    KINDS,
    ODD,
    VERBS,
    Is,
    Token,
    has,
    is_words,
    read_pieces,
)
from afterround.formats.words import instant, read_clocks, read_day, read_span, zone_named

LINE_LENGTH = 1_000
"""A longer line, in characters, is not read."""


@dataclass(frozen=True)
class RoundDraft:
    """A round as understood from a line. Instants are in UTC; `time_zone` is the IANA name of a zone in it.

    `label` holds the words used for a round of kind OTHER, and those that carry a number ("coding round 2").
    """

    company: str
    role: str
    kind: RoundKind
    label: str
    mock: bool
    starts_at: datetime | None
    ends_at: datetime | None
    due_at: datetime | None
    time_zone: str | None
    people: tuple[tuple[str, Part], ...]


@dataclass(frozen=True)
class OneLine:
    """What was understood, and beside it what was not."""

    drafts: tuple[RoundDraft, ...]
    problems: tuple[Problem, ...]


def read_rounds(text: str, *, now: datetime, zone: tzinfo) -> OneLine:
    """Read the rounds of each line of `text`, as said at `now` (aware) by someone in `zone`. Never raises.

    Pieces stand between commas, semicolons or a colon: first the company, then in any order a role, kinds
    (each begins a round), "mock", people ("with …"), times and a zone. A day, a role, a zone and "mock" said
    once hold for all rounds of the line. What is not understood becomes a Problem, and a round whose time is
    in doubt has none: nothing is dropped and no time is guessed.
    """
    drafts: list[RoundDraft] = []
    problems: list[Problem] = []
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        found, complaints = _read_line(re.sub("[\0\ud800-\udfff]", "\ufffd", line), now, zone)
        drafts += found
        problems += [Problem(number, complaint) for complaint in complaints]
    return OneLine(tuple(drafts), tuple(problems))


_Moment = time | datetime


@dataclass
class _Round:
    """One round of a line while it is being read; a time of day still waits for its day and zone."""

    kind: RoundKind | None = None
    words: str = ""
    day: str = ""
    verb: str = ""
    has_ended: bool = False
    is_just: bool = False
    length: timedelta | None = None
    moments: dict[str, _Moment] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def put(self, slot: str, moment: _Moment) -> None:
        """Note the start, the end or the due time; a second one is a complaint."""
        if slot in self.moments:
            self.complaints.append(f"There are two times for one {slot}: keep one of them.")
        self.moments.setdefault(slot, moment)


def _read_line(line: str, now: datetime, zone: tzinfo) -> tuple[list[RoundDraft], list[str]]:
    if len(line) > LINE_LENGTH:
        return [], [f"This line is too long: say a round in at most {LINE_LENGTH} characters."]
    pieces = read_pieces(line, now.astimezone(zone).date())
    if not pieces:
        return [], []
    tokens = [token for piece in pieces for token in piece]
    named, doubts = _zone_of(tokens)
    zone = ZoneInfo(named) if named else zone
    today = now.astimezone(zone).date()
    (company, role), leftovers = _names(pieces)
    doubts += [_not_understood(token.raw) for token in tokens if token.what is Is.ODD]
    doubts += [_not_understood(run) for run in leftovers if ODD.search(run)]
    complaints = doubts + [_not_understood(run) for run in leftovers if not ODD.search(run)]
    is_mock = has(tokens, Is.MOCK)
    if not company and not is_mock:
        complaints.append('Name the company first, for example "Acme, coding, ended now".')
    drafts = []
    for said in _rounds(pieces, now, today):
        kind, people = _kind_and_people(said)
        times = (None, None, None) if doubts else _times(said, kind, now, zone)
        drafts.append(RoundDraft(company, role, kind, _label(said), is_mock, *times, named, people))
        complaints += said.complaints
    return drafts, complaints


def _not_understood(words: str) -> str:
    return f'"{words}" was not understood: say it another way, or leave it out.'


def _zone_of(tokens: list[Token]) -> tuple[str | None, list[str]]:
    zones = [zone_named(token.text.removeprefix("in ")) for token in tokens if token.what is Is.ZONE]
    if len(set(zones)) > 1:
        return None, ["Two time zones are named: keep one of them."]
    return (zones[0] if zones else None), []


def _names(pieces: list[list[Token]]) -> tuple[tuple[str, str], list[str]]:
    """The company, the role, and what is left over: words that look like a time, and any third name."""
    names: list[str] = []
    leftovers: list[str] = []
    for run in (run for piece in pieces for run in _runs(piece)):
        is_over = len(names) == 2 or (names and ODD.search(run))
        (leftovers if is_over else names).append(run)
    company, role = (*names, "", "")[:2]
    return (company, role), leftovers


def _runs(piece: list[Token]) -> Iterator[str]:
    """The words that stand together in a piece, without the "at", "and", "my" around them."""
    if is_words(piece) and all(token.text.lower() in GLUE for token in piece):
        yield " ".join(token.text for token in piece)  # a company may be called "On"
        return
    run: list[str] = []
    for token in [*piece, Token(Is.MOCK, "")]:
        if token.what is Is.WORD:
            run.append(token.text)
            continue
        while run and run[-1].lower() in GLUE:
            run.pop()
        while run and run[0].lower() in GLUE - {"the"}:
            run.pop(0)
        if run:
            yield " ".join(run)
        run = []


def _rounds(pieces: list[list[Token]], now: datetime, today: date) -> list[_Round]:
    """The rounds of a line: each kind begins one. A piece with one kind is all about that round."""
    rounds = [_Round()]
    for piece in pieces:
        kinds = [token for token in piece if token.what is Is.KIND]
        ordered = piece if len(kinds) != 1 else kinds + [token for token in piece if token not in kinds]
        for token in ordered:
            if token.what is Is.KIND:
                if rounds[-1].kind is not None:
                    rounds.append(_Round())
                _take_kind(rounds[-1], token)
            elif token.what is Is.DAY:
                _take_day(rounds[-1], token.text, today)
            else:
                _take(rounds[-1], token, now)
    day = next((said.day for said in rounds if said.day), "")
    for said in rounds:
        said.day = day = said.day or day
    return rounds


def _take_kind(said: _Round, token: Token) -> None:
    shapes = ((kind, re.compile(rf"(?:{shape}){KIND_ENDS}", re.IGNORECASE)) for kind, shape in KINDS)
    said.kind = next(kind for kind, shape in shapes if shape.fullmatch(token.text))
    said.words = token.text


def _label(said: _Round) -> str:
    return said.words if said.kind is RoundKind.OTHER or re.search(r"\d", said.words) else ""


def _take_day(said: _Round, words: str, today: date) -> None:
    """Note the day; "Thu" and "11 June" together are one day if they agree."""
    both = next(
        (pair for pair in (f"{said.day} {words}", f"{words} {said.day}") if read_day(pair, today)), ""
    )
    if said.day and said.day != words and not both:
        said.complaints.append(f'There are two days, "{said.day}" and "{words}": keep one of them.')
    said.day = both or said.day or words


def _take(said: _Round, token: Token, now: datetime) -> None:
    """Add what a token says to the round. `said.verb` is the last verb before it."""
    slot = {"ended": "end", "ends": "end", "due": "due"}.get(said.verb, "start")
    words = token.text.lower()
    span = read_span(re.sub("^(?:in|for) | ago$", "", words)) or timedelta()
    match token.what:
        case Is.VERB:
            said.verb = next(verb for verb, shape in VERBS.items() if re.fullmatch(shape, words))
            said.has_ended |= said.verb == "ended"
            said.is_just |= words.startswith("just ")
        case Is.AGO:
            slot = slot if said.verb in {"started", "due"} else "end"
            said.has_ended |= slot == "end"
            said.put(slot, now - span)
        case Is.AHEAD:
            said.put(slot, now + span)
        case Is.NOW:
            said.put("end" if words == "just now" and not said.verb else slot, now)
        case Is.CLOCK:
            first, last = read_clocks(words) or (time(), None)
            said.put("start" if last else slot, first)
            if last:
                said.put("end", last)
        case Is.LENGTH:
            said.length = span
        case Is.PEOPLE:
            said.people.append(token.text)
        case _:
            pass


_TITLES = {
    **{"recruiter": Part.RECRUITER, "hr": Part.RECRUITER, "observer": Part.OBSERVER},
    **{"interviewer": Part.INTERVIEWER, "hiring manager": Part.INTERVIEWER},
}
_TITLED = re.compile(
    rf"(?:the |my |our |a )*(?:({'|'.join(_TITLES)})\b)?\W*?(.*?)(?: \(?({'|'.join(_TITLES)})\)?)?",
    re.IGNORECASE,
)


def _kind_and_people(said: _Round) -> tuple[RoundKind, tuple[tuple[str, Part], ...]]:
    """The kind, the names, and the part each plays; a phone screen with a recruiter is a recruiter screen."""
    found: list[tuple[str, Part | None]] = []
    for words in said.people:
        by, names = re.split("(?<=with) |(?<=by) ", words, maxsplit=1, flags=re.IGNORECASE)
        for name in re.split("(?: (?:and|&))+(?: |$)", names):
            titled = _TITLED.fullmatch(name)
            title, bare, suffix = titled.groups() if titled else (None, name, None)
            part = _TITLES.get((title or suffix or "").lower())
            found.append((bare.strip(), part or (None if by.lower() == "with" else Part.OBSERVER)))
    kind = said.kind or RoundKind.OTHER
    if "phone" in said.words.lower() and any(part is Part.RECRUITER for _, part in found):
        kind = RoundKind.RECRUITER_SCREEN
    usual = Part.RECRUITER if kind is RoundKind.RECRUITER_SCREEN else Part.INTERVIEWER
    return kind, tuple((name, part or usual) for name, part in found if name)


_Times = tuple[datetime | None, datetime | None, datetime | None]


def _times(said: _Round, kind: RoundKind, now: datetime, zone: tzinfo) -> _Times:
    """The instants of start, end and due time; what is missing or contradictory becomes a complaint."""
    if said.complaints:
        return None, None, None
    _put_right(said, kind, now)
    if not said.moments and said.day:
        said.complaints.append('Say at what time, for example "tomorrow 14:00".')
    elif not said.moments:
        said.complaints.append('Say when, for example "ended now" or "tomorrow 14:00".')
    try:
        times = _instants(said, now, zone)
    except (OverflowError, ValueError):
        said.complaints.append("This day is beyond the calendar: give another.")
        return None, None, None
    if times[0] and times[1] and times[1] < times[0]:
        said.complaints.append("It would end before it starts: give both times again.")
        return None, None, None
    return times


def _put_right(said: _Round, kind: RoundKind, now: datetime) -> None:
    """Read "15:00 ended" as an end, "just ended" as now, and a take-home's one time as when it is due."""
    moments = said.moments
    is_lone_start = set(moments) == {"start"} and said.length is None
    if is_lone_start and said.verb == "ended":
        moments["end"] = moments.pop("start")
    elif (
        is_lone_start and kind is RoundKind.TAKE_HOME and not said.verb and isinstance(moments["start"], time)
    ):
        moments["due"] = moments.pop("start")
    elif not moments and said.is_just and said.has_ended and not said.day:
        moments["end"] = now


def _instants(said: _Round, now: datetime, zone: tzinfo) -> _Times:
    today = now.astimezone(zone).date()
    day = (read_day(said.day, today, past=said.has_ended) if said.day else None) or today
    times = _instants_on(day, said, zone)
    is_ahead = said.has_ended and times[1] is not None and times[1] > now
    is_turned = times[0] is not None and times[1] is not None and times[0] - times[1] > timedelta(hours=12)
    if not said.day and (is_ahead or is_turned):  # what is over by now was yesterday
        return _instants_on(day - timedelta(days=1), said, zone)
    return times


def _instants_on(day: date, said: _Round, zone: tzinfo) -> _Times:
    start, end, due = (said.moments.get(slot) for slot in ("start", "end", "due"))

    def at(moment: _Moment | None) -> datetime | None:
        return instant(day, moment, zone) if isinstance(moment, time) else moment and moment.astimezone(UTC)

    starts_at, ends_at = at(start), at(end)
    if isinstance(start, time) and isinstance(end, time) and starts_at:
        length = datetime.combine(day, end) - datetime.combine(day, start)
        next_day = day + timedelta(days=1) if length < timedelta() else day
        ends_at = instant(next_day, end, zone)
        if ends_at < starts_at:  # the clocks skip the start
            ends_at = starts_at + length
    if said.length is not None and starts_at and not ends_at:
        ends_at = starts_at + said.length
    elif said.length is not None and ends_at and not starts_at:
        starts_at = ends_at - said.length
    return starts_at, ends_at, at(due)
