"""Which rounds of a file are new, which are known already, and which have changed since they were brought."""

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from afterround.core.imports import Found, FoundApplication, FoundDate, FoundRound
from afterround.core.rounds import company_key

LISTS = ("questions", "went_well", "shaky", "hints", "feedback", "follow_ups", "lessons")
"""The fields of a round that hold several values."""

KEPT = 200
"""Characters of a company, a date and a name by which a round is known again."""


Identity = tuple[str, str, str]


class Standing(StrEnum):
    """How a round of a file stands to what is in the store."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    LEFT_OUT = "left_out"


class Choice(StrEnum):
    """What a person wants of a round of a file."""

    TAKE = "take"
    """As a round of its own."""
    ADD = "add"
    """Add to the known round what it does not have yet."""
    REPLACE = "replace"
    """Let the known round say what the file says; what it said is kept as an earlier text."""
    KEEP = "keep"
    """Leave the known round as it is, and do not ask again about these words."""
    LEAVE = "leave"
    """Do not take it in, and do not offer these words again."""
    LATER = "later"
    """Do nothing now; it is offered again."""


@dataclass(frozen=True)
class Print:
    """What a round of a file is known by again.

    `content` and `span` are hashes of all that was read and of the text it was read from ("" where that is not
    told). Company, date and name are normalised. `file` is the key of its file's path; `kind` tells
    what sort of round it is where the name is a label of the file's own. `words` are hashes of its items.
    """

    content: str
    span: str = ""
    company: str = ""
    date: str = ""
    name: str = ""
    file: str = ""
    kind: str = ""
    words: tuple[int, ...] = ()

    @property
    def identity(self) -> Identity:
        """Whose round it is, when it was, and what it is called."""
        return self.company, self.date, self.name


@dataclass(frozen=True)
class Known:
    """A round that is in the store, or stands earlier in what is being brought (`is_stored` False), by one of its
    prints.

    `round_id` is None where the person left it out. `is_own` marks a round that no file was the source of.
    """

    print: Print
    round_id: str | None
    is_deleted: bool = False
    is_own: bool = False
    is_stored: bool = True
    writings: int = 0


@dataclass(frozen=True)
class Match:
    """How one round of a file stands, and the known round it is; `is_sure` False where that is a guess."""

    standing: Standing
    known: Known | None = None
    is_sure: bool = True


def print_of(found: FoundRound, *, file: str = "", lines: Sequence[str] = ()) -> Print:
    """What a round is known by again. `lines` are those of its file; where the round says which are its own, a
    hash of them makes it known even to a reader that reads more out of them."""
    label = found.label.text if found.label else str(found.kind or "")
    return Print(
        content=_hash("\x1f".join(_words(found))),
        span=_span(lines[found.first_line - 1 : found.last_line]) if found.first_line > 0 else "",
        company=_normal(found.company),
        date=_date(found.date),
        name=company_key(label)[:KEPT],
        file=file_key(file),
        kind=str(found.kind or ""),
        words=tuple(
            zlib.crc32(company_key(said.text).encode("utf-8", "surrogatepass"))
            for name in LISTS
            for said in getattr(found, name)
        ),
    )


def application_hash(told: FoundApplication) -> str:
    """What an application is known by again: a hash of all that a file tells of it, not of where it stands."""
    said = (told.company, told.role, told.outcome_text, told.stage)
    words = [company_key(one.text) if one else "" for one in said]
    words += [_date(told.applied), str(told.outcome), told.notes]
    words += [f"{person.part}: {person.name.text}" for person in told.people]
    return _hash("\x1f".join(words))


def file_key(name: str) -> str:
    """A file's path in folded case, without "." and "..": by this a file is the same that was brought before."""
    parts = name.replace("\\", "/").casefold().split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def is_same_file(one: str, other: str) -> bool:
    """Whether two keys of files can mean the same one: one path ends as the other, which may lack its folders."""
    return bool(one and other) and (one == other or one.endswith(f"/{other}") or other.endswith(f"/{one}"))


def _base(file: str) -> str:
    return file.rpartition("/")[2]


def _normal(found: Found | None) -> str:
    return company_key(found.text)[:KEPT] if found else ""


def _date(found: FoundDate | None) -> str:
    return (found.iso or company_key(found.text))[:KEPT] if found else ""


def _span(lines: Iterable[str]) -> str:
    """A hash of the words of some lines; blanks do not matter."""
    words = "\n".join(text for line in lines if (text := " ".join(line.split())))
    return _hash(words) if words else ""


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _words(found: FoundRound) -> Iterator[str]:
    """All that a round says, each part behind its name, in a fixed order; not where it stands."""
    yield _date(found.date)
    for name in ("company", "role", "label", "result_text"):
        said: Found | None = getattr(found, name)
        yield f"{name}: {said.text}" if said else ""
    yield f"{found.kind} {found.is_mock} {found.result}"
    yield from (f"{person.part}: {person.name.text}" for person in found.people)
    for name in LISTS:
        yield from (f"{name}: {said.text}" for said in getattr(found, name))
    yield found.notes
    if found.retro is not None:
        retro = found.retro
        yield f"{retro.stress} {retro.prediction}"
        yield retro.mindset
        yield from (f"{q.approach} {q.time} {q.space} {q.rating}" for q in retro.questions)
        yield from (f"{hint.response} {hint.question}" for hint in retro.hints)
        yield from (f"{action.kind} {action.problems} {action.state}" for action in retro.actions)
        yield from (chunk.text for chunk in retro.outside)


class Matcher:
    """Matches files one after the other against what is known, each file's rounds among themselves first.

    A round is unchanged where its words, or the text it was read from, are known; the others are matched by what
    they are called. Two rounds of one file are two; the same words in two files are one.
    """

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self._by_hash: dict[str, Known] = {}
        self._by_identity: dict[Identity, list[Known]] = {}
        self._by_pair: dict[tuple[str, ...], list[Known]] = {}
        self._by_file: dict[str, list[Known]] = {}
        for each in known:
            self.add(each)

    def add(self, known: Known) -> None:
        """Know one more; of two with the same words the first counts, unless it was left out."""
        for key in filter(None, (known.print.content, known.print.span)):
            earlier = self._by_hash.get(key)
            if earlier is None or (earlier.round_id is None and known.round_id is not None):
                self._by_hash[key] = known
        if known.round_id is None or known.is_deleted:
            return
        names = {known.print.name, known.print.kind} if known.is_own else {known.print.name}
        for name in names:
            identity = (known.print.company, known.print.date, name)
            self._by_identity.setdefault(identity, []).append(known)
        if known.print.file:
            self._by_file.setdefault(_base(known.print.file), []).append(known)
            for pair in _pairs(known.print):
                self._by_pair.setdefault(pair, []).append(known)

    def match(self, prints: Sequence[Print]) -> list[Match]:
        """How the rounds of one file stand, in their order."""
        found = {place: same for place, one in enumerate(prints) if (same := self._same(one)) is not None}
        taken = {match.known.round_id for match in found.values() if match.known and match.known.round_id}
        for rule in (self._called_alike, self._renamed):
            left = {place: one for place, one in enumerate(prints) if place not in found}
            rivals = Counter(pair for one in left.values() for pair in _pairs(one))
            for place, one in left.items():
                match = rule(one, taken, rivals, len(left))
                if match is not None and match.known is not None and match.known.round_id is not None:
                    found[place] = match
                    taken.add(match.known.round_id)
        return [found.get(place, Match(Standing.NEW)) for place in range(len(prints))]

    def _same(self, one: Print) -> Match | None:
        """A round with the same words, or with the same text."""
        same = self._by_hash.get(one.content) or (self._by_hash.get(one.span) if one.span else None)
        if same is None:
            return None
        is_gone = same.round_id is None or same.is_deleted
        return Match(Standing.LEFT_OUT if is_gone else Standing.UNCHANGED, same)

    def _called_alike(
        self, one: Print, taken: set[str], _rivals: Mapping[tuple[str, ...], int], _left: int
    ) -> Match | None:
        """A known round of the same company, day and name. One that is hardly named must be of the same file; one
        of another file is a guess."""
        is_named = bool(one.company and one.date)
        called_so = self._by_identity.get(one.identity, [])
        of_its_kind = self._by_identity.get((one.company, one.date, one.kind), []) if one.kind else []
        for known in [*called_so, *(own for own in of_its_kind if own.is_own)]:
            is_here = is_same_file(one.file, known.print.file)
            if known.round_id in taken or not any(one.identity) or not (is_named or is_here):
                continue
            if known.is_stored:
                return Match(Standing.CHANGED, known, is_sure=is_here)
            if _overlap(one, known.print):  # else two rounds of one day, each in a file of its own
                return Match(Standing.CHANGED, known)
        return None

    def _renamed(
        self, one: Print, taken: set[str], rivals: Mapping[tuple[str, ...], int], left: int
    ) -> Match | None:
        """The one known round of the same file that differs in a single one of company, day and name; a guess."""
        for pair in _pairs(one):
            free = _told_before(self._by_pair.get(pair, ()), one, taken)
            if len(free) == 1 and rivals[pair] == 1:
                known = next(iter(free.values()))
                return Match(Standing.CHANGED, known, is_sure=not _contradict(one, known.print))
        alone = _told_before(self._by_file.get(_base(one.file), ()), one, taken)
        if left == 1 and len(alone) == 1:
            known = next(iter(alone.values()))
            return None if _contradict(one, known.print) else Match(Standing.CHANGED, known)
        return None


def _overlap(one: Print, other: Print) -> bool:
    """Whether two rounds say something in the same words, or one of them says nothing."""
    return not one.words or not other.words or bool(set(one.words) & set(other.words))


def _told_before(some: Iterable[Known], one: Print, taken: set[str]) -> dict[str, Known]:
    """Those of the known rounds that an earlier import took from the same file, by their keys."""
    return {
        known.round_id: known
        for known in some
        if known.round_id is not None
        and known.round_id not in taken
        and known.is_stored
        and is_same_file(one.file, known.print.file)
    }


def _pairs(one: Print) -> Iterator[tuple[str, ...]]:
    """Each two of company, day and name that are told, within the file."""
    if not one.file:
        return
    for first, second in ((0, 1), (0, 2), (1, 2)):
        if one.identity[first] and one.identity[second]:
            yield _base(one.file), str(first), one.identity[first], str(second), one.identity[second]


def _contradict(one: Print, known: Print) -> bool:
    """Whether the two tell a company, a day or a name that differs."""
    return any(a and b and a != b for a, b in zip(one.identity, known.identity, strict=True))


def default_choice(match: Match, *, is_edited: bool) -> Choice:
    """What is done with a round where the person chooses nothing: nothing they have written is overwritten, and
    no guess is acted on."""
    if match.standing is Standing.NEW:
        return Choice.TAKE
    if match.standing is not Standing.CHANGED or match.known is None:
        return Choice.KEEP
    if is_edited or match.known.is_own or not match.is_sure:
        return Choice.LATER
    return Choice.REPLACE if match.known.is_stored else Choice.ADD
