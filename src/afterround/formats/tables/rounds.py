"""The rounds that a row tells of: its own, and those that have columns of their own."""

from dataclasses import dataclass, replace

from afterround.core.imports import Found, FoundDate, FoundRound
from afterround.core.rounds import Result, RoundKind
from afterround.formats.reading import read_round_name
from afterround.formats.tables.cells import Cells, noted
from afterround.formats.tables.fields import LISTS, PER_ROUND, Column, Field, RowsAre
from afterround.formats.tables.names import is_list, plain_name
from afterround.formats.tables.statuses import StatusMapping, guess_statuses, kind_named
from afterround.formats.tables.values import NO, YES, Looks, cell_date, dated_pieces, looks_like

_AHEAD = (
    "schedul",
    "pending",
    "upcoming",
    "await",
    "waiting",
    "planned",
    "to be",
    "not yet",
    "tbc",
    "invite",
)
_NOT_HELD = (
    "cancel",
    "skipp",
    "no show",
    "declin",
    "not applicable",
    "didn't happen",
    "ghost",
    "expired",
    "missed",
)


def rounds_of(cells: Cells, statuses: StatusMapping) -> tuple[list[FoundRound], list[str]]:
    """The rounds of a row, its own first, then those with columns of their own in the order of the columns; and
    as notes what columns about rounds say where there was none ("to be scheduled")."""
    rounds: list[FoundRound] = []
    left: list[str] = []
    names = dict.fromkeys(column.round for column in cells.mapping.columns if column.round or _is_own(column))
    for name in sorted(names, key=bool):
        found = _named_rounds(cells, name, statuses) if name else _own_round(cells, statuses)
        if found:
            rounds += _new(found, rounds) if is_list(name) else found
            continue
        said = cells.of(*PER_ROUND - {Field.INTERVIEWER}, within=name)
        left += [noted(column.name, text) for column, text in said if not NO.fullmatch(text)]
    return rounds, left


def _new(found: list[FoundRound], known: list[FoundRound]) -> list[FoundRound]:
    """The rounds of a list of interviews whose day is that of no other round of the row."""
    days = {one.date.iso for one in known if one.date}
    return [one for one in found if one.date is None or one.date.iso not in days]


def _is_own(column: Column) -> bool:
    return column.field in PER_ROUND


def _own_round(cells: Cells, statuses: StatusMapping) -> list[FoundRound]:
    """The round of the row itself: every row of a table of rounds that says anything of one, and a row of
    applications that gives the day of an interview."""
    is_row = cells.mapping.rows_are is RowsAre.ROUNDS
    date = cells.date(Field.ROUND_DATE)
    said = cells.text(Field.ROUND_KIND)
    if date is not None and not _is_held(date):
        date = None
        if not is_row:
            return []
    if date is None and not (is_row and (said or _tells(cells))):
        return []
    status = cells.text(Field.STATUS)
    named = said or (status if status and kind_named(status.text) is not None else None)
    result = cells.text(Field.ROUND_RESULT)
    label = _label(cells, said) if said else named
    return [_round(cells, _Said("", date, label, _kind(label), result), statuses)]


def _is_held(date: FoundDate) -> bool:
    """Whether the cell of a day says one, or other words than "no" and "to be scheduled"."""
    if date.iso is not None or looks_like(date.text) is Looks.DATE:
        return True
    return not NO.fullmatch(date.text) and not _is_ahead(date.text)


def _tells(cells: Cells) -> bool:
    """Whether the row says more of a round than whose it would be."""
    fields = {*LISTS, Field.ROUND_NOTES, Field.ROUND_RESULT, Field.INTERVIEWER}
    return any(True for _ in cells.of(*fields))


def _label(cells: Cells, said: Found) -> Found:
    """The words for a round; a bare number is told with its column's name."""
    if not said.text.strip("#. ").isdigit():
        return said
    column, _ = next(cells.of(Field.ROUND_KIND))
    return Found(f"{_spoken(plain_name(column.name))} {said.text.strip('#. ')}", said.line, said.is_sure)


def _named_rounds(cells: Cells, name: str, statuses: StatusMapping) -> list[FoundRound]:
    """The round with columns of its own, or several where its cell gives several days. It took place, or is coming,
    where a column says so: a day, a mark, a result or words; "no", or "to be scheduled" without a day, is none."""
    said = _Said(name, cells.date(Field.ROUND_DATE, name), None, None, cells.text(Field.ROUND_RESULT, name))
    marked = next(cells.of(Field.ROUND, within=name), None)
    told = _read_marks(cells, *marked) if marked else []
    if not told and (said.date is not None or marked is None) and _took_place(cells, said):
        told = [said]
    typed = cells.text(Field.ROUND_KIND, name)
    label = Found(f"{_spoken(name)}: {typed.text}" if typed else _spoken(name), cells.row.line)
    rounds = []
    for one in told:
        own = one.label or label
        date, result = one.date or said.date, one.result or said.result
        kind = _kind(typed) or _kind(own)
        rounds.append(_round(cells, replace(one, date=date, label=own, kind=kind, result=result), statuses))
    return rounds


def _took_place(cells: Cells, said: "_Said") -> bool:
    """Whether the columns of a round say that it took place or has a day."""
    if said.date is not None:
        return _is_held(said.date)
    if said.result is not None and (NO.fullmatch(said.result.text) or _is_ahead(said.result.text)):
        return False
    return any(True for _ in cells.of(*PER_ROUND, within=said.name))


def _spoken(name: str) -> str:
    """The name of a round's columns as a person would write it."""
    return name.upper() if len(name) <= 3 else name[:1].upper() + name[1:]


def _read_marks(cells: Cells, column: Column, text: str) -> list["_Said"]:
    """What a cell of a column that is a round says of it: its day or several, its result, or words; nothing where
    it says that there was none. In a list of interviews only what has a day is a round."""
    name, line = column.round, cells.row.line
    if NO.fullmatch(text):
        return []
    if YES.fullmatch(text):
        return [_Said(name)]
    pieces = dated_pieces(text)
    is_day = cell_date(text, day_first=column.day_first).iso is not None or looks_like(text) is Looks.DATE
    if is_day and len(pieces) < 2:
        return [_Said(name, cells.date_in(column, text))]
    if is_list(name):
        labels = [
            Found(" ".join(words.split()), line, is_sure=False) if words else None for _, words in pieces
        ]
        return [
            _Said(name, cells.date_in(column, day), label)
            for (day, _), label in zip(pieces, labels, strict=True)
        ]
    if pieces:
        return [_with_words(_Said(name, cells.date_in(column, day)), words, line) for day, words in pieces]
    return [] if _is_ahead(text) else [_with_words(_Said(name), text, line)]


def _with_words(said: "_Said", words: str, line: int) -> "_Said":
    """A round with the words beside its day: its result where they say one, else a note."""
    meanings = guess_statuses([words]).meanings
    if len(words) <= 40 and meanings and meanings[0].result not in (None, Result.PENDING):
        return replace(said, result=Found(words, line, is_sure=False))
    return replace(said, words=words)


def _is_ahead(text: str) -> bool:
    """Whether words say that a round is only expected, or did not take place."""
    said = text.casefold()
    return any(word in said for word in (*_AHEAD, *_NOT_HELD))


@dataclass(frozen=True)
class _Said:
    """What a row says of one round beside its lists: `name` is that of its columns."""

    name: str
    date: FoundDate | None = None
    label: Found | None = None
    kind: RoundKind | None = None
    result: Found | None = None
    words: str = ""


def _round(cells: Cells, said: _Said, statuses: StatusMapping) -> FoundRound:
    """A round with everything that the row says of it."""
    notes = [*cells.notes(Field.ROUND_NOTES, said.name), *([said.words] if said.words else [])]
    return FoundRound(
        date=said.date,
        company=cells.text(Field.COMPANY),
        role=cells.text(Field.ROLE),
        kind=said.kind,
        label=said.label,
        is_mock=bool(said.label and read_round_name(said.label.text).is_mock),
        people=cells.people(Field.INTERVIEWER, within=said.name),
        questions=cells.lines(Field.QUESTIONS, said.name),
        went_well=cells.lines(Field.WENT_WELL, said.name),
        shaky=cells.lines(Field.SHAKY, said.name),
        hints=cells.lines(Field.HINTS, said.name),
        feedback=cells.lines(Field.FEEDBACK, said.name),
        follow_ups=cells.lines(Field.FOLLOW_UPS, said.name),
        lessons=cells.lines(Field.LESSONS, said.name),
        result=_result(said.result, statuses),
        result_text=said.result,
        notes="\n".join(notes),
        first_line=cells.row.line,
        last_line=cells.row.line,
    )


def _kind(label: Found | None) -> RoundKind | None:
    return kind_named(label.text) if label else None


def _result(said: Found | None, statuses: StatusMapping) -> Result | None:
    """The result that words say, by the mapping or, where it does not know them, by what they usually mean."""
    if said is None:
        return None
    known = statuses.known(said.text)
    if known is None:
        known = next(iter(guess_statuses([said.text]).meanings), None)
    return known.result if known else None
