"""`afterround jot`: keep one raw impression and say where it went."""

import sqlite3
import sys

from afterround.quick.inbox import keep, new_row, stored, unix_now
from afterround.quick.output import complain, kind_in_words, say

LANES = {
    **{"--well": "well", "--stumbled": "stumbled", "--signal": "signal"},
    **{"-w": "well", "-s": "stumbled", "-g": "signal"},
}
LANE_WORDS = {"well": "went well", "stumbled": "stumbled", "signal": "signal", "unsorted": "unsorted"}
LIMIT = 10_000

HELP = """Usage: afterround jot [--well | --stumbled | --signal] [--round ROUND] WORDS...

  Keep a raw impression, at any second, from any shell.

  It goes to the running round, or to the latest that ended within a day.
  A word "-" reads the jot from standard input.

Options:
  -w, --well        it went well
  -s, --stumbled    you stumbled
  -g, --signal      something the interviewer said or showed
  -r, --round ROUND a company's name, or a round's key
  -h, --help        show this and leave

Examples:
  afterround jot "lost the DP state"
  afterround jot --well asked about duplicates first
"""

LATEST = """select c.name, r.kind, r.label, strftime('%s', r.ends_at) from round r
  join application a on a.id = r.application_id left join company c on c.id = a.company_id
  where r.owner_id = (select id from owner where username = 'local') and r.deleted_at is null
    and r.precision = 'minute' and r.ends_at >= ? and (r.ends_at <= ? or r.starts_at <= ?)
  order by
    case when r.ends_at <= ? then 1 when julianday(r.ends_at) - julianday(r.starts_at) < 0.33334 then 0 else 2 end,
    case when r.ends_at <= ? then r.ends_at else r.starts_at end desc limit 1"""
"""The running round, else the latest that ended within a day: the rule of core.cooldown.round_for_jot in SQL.

Owner and end stand first, as in the index, so that the answer costs the same with ten thousand rounds.
"""

NAMED = """select c.name, r.kind, r.label, case r.precision when 'minute' then strftime('%s', r.ends_at) else 0 end
  from round r
  join application a on a.id = r.application_id left join company c on c.id = a.company_id
  left join company_alias s on s.company_id = c.id
  where r.deleted_at is null and (instr(c.key, :name) or instr(s.key, :name)
    or (length(:digits) > 3 and (r.id like :digits || '%' or r.id like '%' || :digits)) or :name = 'last')
  order by (c.key = :name or s.key is :name) desc, (instr(c.key, :name) = 1 or instr(s.key, :name) is 1) desc,
    (r.starts_at <= :now or r.ends_at <= :now) desc, r.ends_at desc
  limit 1"""
"""The round a person names, told well enough to answer; queries.rounds.find_round decides when it is taken in."""


class Usage(Exception):
    """The command line cannot be understood; the message says why."""


def read_arguments(arguments: list[str]) -> tuple[str, str, str]:
    """Lane, round reference and text from the words after `jot`. Raises Usage."""
    lane, round_ref, words = "unsorted", "", []
    rest = iter(arguments)
    for word in rest:
        if word == "--":
            words += list(rest)
        elif word in LANES:
            lane = LANES[word]
        elif word in ("--round", "-r"):
            round_ref = next(rest, "")
            if not round_ref:
                raise Usage("--round needs a company's name or a round's key")
        elif word.startswith("--round="):
            round_ref = word.removeprefix("--round=")
        elif word.startswith("-") and word != "-" and not words:
            raise Usage(f"there is no option {word}; put -- before words that begin with a dash")
        else:
            words.append(word)
    text = _standard_input() if words == ["-"] else " ".join(words)
    return lane, readable(round_ref), check_text(text)


def _standard_input() -> str:
    """What stands on standard input, in UTF-8; a little more than may be kept is enough to refuse it."""
    return sys.stdin.buffer.read(8 * LIMIT).decode("utf-8", "surrogateescape")


def readable(text: str) -> str:
    """Text that can be stored: a byte that is no UTF-8 counts as Latin-1, what is no character becomes U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = _without_escapes(text)
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _without_escapes(text: str) -> str:
    """Text in which Python has escaped bytes: those of a whole character are put together again."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    text = "".join(
        c if "\udc80" <= c <= "\udcff" or not "\ud800" <= c <= "\udfff" else "\ufffd" for c in text
    )
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
    return "".join(chr(ord(c) - 0xDC00) if "\udc80" <= c <= "\udcff" else c for c in text)


def check_text(text: str) -> str:
    """The jot's words without blanks around them. Raises Usage where there are none or too many."""
    text = readable(text).strip()
    if not text:
        raise Usage('say what you noticed, for example: afterround jot "lost the DP state"')
    if len(text) > LIMIT:
        raise Usage(
            f"a jot has at most {LIMIT} characters, this one has {len(text)}; put it into the retrospective"
        )
    return text


def said_for(connection: sqlite3.Connection, round_ref: str) -> str:
    """Which round the jot will stand with, in words; "" where that cannot be told."""
    now = unix_now()
    at = stored(now)
    unknown = ""
    try:
        row = None
        if round_ref:
            named = {"name": " ".join(round_ref.casefold().split()), "now": at}
            named["digits"] = round_ref.replace("-", "").lower()
            row = connection.execute(NAMED, named).fetchone()
            unknown = "" if row else f'; no round is called "{round_ref}", so it goes by its time'
        row = row or connection.execute(LATEST, (stored(now - 86400), *[at] * 4)).fetchone()
    except sqlite3.Error:
        return ""
    if row is None:
        return unknown + ", without a round for now"
    name = ", ".join(part for part in (row[0], kind_in_words(row[1], row[2])) if part)
    minutes = int(now - int(row[3])) // 60
    return unknown + f", for {name}" + (f", {minutes} min after its end" if 0 <= minutes < 600 else "")


def main(arguments: list[str]) -> int:
    """Run the command; returns its exit status: 0 kept, 1 it could not be kept, 2 wrong usage."""
    before_words = arguments[: arguments.index("--")] if "--" in arguments else arguments
    if any(word in ("--help", "-h") for word in before_words):
        say(HELP)
        return 0
    try:
        lane, round_ref, text = read_arguments(arguments)
    except Usage as error:
        complain(f"afterround jot: {error}\n")
        return 2
    except KeyboardInterrupt:  # while standard input was read
        complain("\nInterrupted. Nothing was kept.\n")
        return 130
    try:
        connection, why = keep(new_row(lane, text, round_ref))
    except OSError as error:
        complain(f"afterround jot: could not be kept: {error}. Your words were: {text}\n")
        return 1
    if connection is None:
        say(f"Kept ({LANE_WORDS[lane]}), to be taken in at the next start: {why}.\n")
    else:
        say(f"Kept ({LANE_WORDS[lane]}){said_for(connection, round_ref)}.\n")
    return 0
