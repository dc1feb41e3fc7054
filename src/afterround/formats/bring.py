"""Reads a file that somebody brings, whatever it is: which reader it needs, and what it was read to hold."""

from dataclasses import dataclass

from afterround.core.errors import Problem
from afterround.core.found_retro import question_words
from afterround.core.imports import FileKind, Found, FoundDate, FoundFile, FoundRound
from afterround.core.retro import Retro, action_words
from afterround.formats.dates import read_date
from afterround.formats.encoding import decode_text
from afterround.formats.markdown import Parsed, parse
from afterround.formats.reading import read_round_name

FILE_BYTES = 5_000_000
"""Bytes of the largest file that is read."""

TOO_LARGE = f"it is larger than {FILE_BYTES // 1_000_000} MB. Bring it in parts."
BINARY = "it is no text but a binary file."


@dataclass(frozen=True)
class Read:
    """A file as it was read. `lines` are those of its text; `why` says why nothing could be read, "" where it was."""

    found: FoundFile
    kind: FileKind = FileKind.NOTES
    lines: tuple[str, ...] = ()
    why: str = ""


def read_file(name: str, content: bytes) -> Read:
    """Read any bytes as the file `name`. Never raises; what cannot be read has a `why`."""
    if len(content) > FILE_BYTES:
        return _refused(name, TOO_LARGE)
    text = decode_text(content)
    return _refused(name, BINARY) if text is None else read_text(name, text)


def read_text(name: str, text: str) -> Read:
    """Read a text as the file `name`; see `read_file`."""
    text = text.replace("\r\n", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
    lines = tuple(text.split("\n"))
    found = found_template(name, parse(text), len(lines))
    return Read(found, FileKind.TEMPLATE if found.rounds else FileKind.NOTES, lines)


def _refused(name: str, why: str) -> Read:
    return Read(FoundFile(name, problems=(Problem(0, why),)), why=why)


def found_template(name: str, parsed: Parsed, lines: int) -> FoundFile:
    """A filled-in template as what was found in a file: one round, or none where no heading was there."""
    unplaced = tuple(chunk.text.strip() for chunk in parsed.retro.outside)
    if not parsed.has_sections:
        return FoundFile(name, unplaced=unplaced, problems=parsed.problems)
    return FoundFile(name, rounds=(_round(parsed.retro, lines),), unplaced=unplaced, problems=parsed.problems)


def _round(retro: Retro, lines: int) -> FoundRound:
    named = read_round_name(retro.round)
    date = read_date(retro.date)
    return FoundRound(
        date=FoundDate(date.iso, retro.date, is_sure=not date.is_ambiguous) if retro.date else None,
        company=Found(retro.company) if retro.company else None,
        kind=named.kind if retro.round else None,
        label=Found(retro.round) if retro.round else None,
        is_mock=named.is_mock,
        questions=tuple(Found(question_words(question)) for question in retro.questions),
        went_well=tuple(Found(line.text) for line in retro.went_well),
        shaky=tuple(Found(line.text) for line in retro.shaky),
        hints=tuple(Found(hint.text) for hint in retro.hints),
        follow_ups=(
            *(Found(action_words(action.kind, action.text, action.problems)) for action in retro.actions),
            *(Found(line.text) for line in retro.next_steps),
        ),
        lessons=(Found(retro.lesson),) if retro.lesson else (),
        retro=retro,
        first_line=1,
        last_line=lines,
    )
