"""`afterround due`: what waits, fit for a prompt; its exit status says whether something is overdue."""

import os
import sqlite3

from afterround.adapters import store
from afterround.core.due import COOLDOWN_SECONDS, SILENT_AFTER, retro_due
from afterround.core.keys import dashed
from afterround.quick.inbox import open_store, stored, unix_now
from afterround.quick.output import complain, kind_in_words, say

HELP = """Usage: afterround due [--json | --count]

  What waits for you: cooldowns that are open, retrospectives that are due or overdue.
  In a pause (afterround drills pause) no retrospective is brought up.

  Exit status 1 when something is overdue (a day after the round), else 0.

Options:
  --json      one JSON array; each thing has kind (cooldown or retro), round,
              company, round_kind, label, mock, ended_at, overdue, minutes_left
  --count     only the number of waiting things; nothing at all when it is 0
  -h, --help  show this and leave

Examples:
  afterround due
  PS1='$(afterround due --count)\\$ '
"""


def _seconds(instant: str) -> str:
    """SQL for the Unix time of an instant as Django stores it, microseconds included."""
    return f"cast(strftime('%s', {instant}) as integer) + cast('0' || substr({instant}, 20) as real)"


WAITING = f"""select r.id, coalesce(c.name, ''), r.kind, r.label, r.is_mock, strftime('%Y-%m-%dT%H:%M:%S', r.ends_at),
    {_seconds("r.ends_at")}, r.precision = 'minute', {_seconds("d.skipped_at")},
    (select {_seconds("min(n.starts_at)")} from round n
       where n.owner_id = r.owner_id and n.starts_at >= r.ends_at and n.id <> r.id and n.deleted_at is null),
    r.put_aside_at is null and r.result = 'pending' and t.finished_at is null
  from round r
  join application a on a.id = r.application_id
  left join company c on c.id = a.company_id
  left join cooldown d on d.round_id = r.id
  left join retro t on t.round_id = r.id
  where r.deleted_at is null and r.ends_at between ? and ?
  order by r.ends_at desc"""
"""The rounds that ended lately, each with what core.cooldown.Cooldown and core.rounds.state_of go by."""


PAUSED = "select 1 from setting where name = 'drills_paused_at'"
"""There while everything is paused."""


def waiting(connection: sqlite3.Connection, now: float) -> list[dict[str, object]]:
    """What waits at `now` (Unix time in seconds), the latest round first."""
    found: list[dict[str, object]] = []
    for row in connection.execute(WAITING, (stored(now - SILENT_AFTER), stored(now))):
        key, company, kind, label, is_mock, ended_at, ended, is_exact, *moments, is_open = row
        closes = min(
            [ended + COOLDOWN_SECONDS * is_exact, *(moment for moment in moments if moment is not None)]
        )
        is_over = now >= closes
        state = retro_due(now - ended, cooldown_over=is_over) if is_open else None
        if is_over and state is None:
            continue
        found.append(
            {
                "kind": "retro" if is_over else "cooldown",
                "round": dashed(key),
                "company": company or None,
                "round_kind": kind,
                "label": label or None,
                "mock": bool(is_mock),
                "ended_at": f"{ended_at}+00:00",
                "overdue": state == "overdue",
                "minutes_left": None if is_over else -int(-(closes - now) // 60),
            }
        )
    return found


def is_paused(connection: sqlite3.Connection) -> bool:
    """Whether the person has paused everything; then only open cooldowns are told."""
    return connection.execute(PAUSED).fetchone() is not None


def in_words(item: dict[str, object]) -> str:
    """One waiting thing as a line."""
    who = item["company"] or ("Mock" if item["mock"] else "")
    kind = kind_in_words(str(item["round_kind"]), str(item["label"] or ""))
    name = ", ".join(str(part) for part in (who, kind) if part)
    if item["kind"] == "cooldown":
        return f"Cooldown: {name}, {item['minutes_left']} min left"
    return f"Retrospective: {name}" + (", overdue" if item["overdue"] else "")


def what_waits() -> list[dict[str, object]]:
    """What waits now; nothing where there is no store yet or none that can be read without Django.

    Raises sqlite3.Error where a store is there and cannot be read.
    """
    if store.database_url() or not os.path.exists(store.store_path()):  # noqa: PTH110 (pathlib costs 6 ms)
        return []
    opened = open_store()
    items = waiting(opened, unix_now())
    return [item for item in items if item["kind"] == "cooldown"] if is_paused(opened) else items


def main(arguments: list[str]) -> int:
    """Run the command; returns 1 when something is overdue, 2 for wrong usage or an unusable store, else 0."""
    if any(word in ("-h", "--help") for word in arguments):
        say(HELP)
        return 0
    if len(arguments) > 1 or any(word not in ("--json", "--count") for word in arguments):
        complain("afterround due: the options are --json or --count\n")
        return 2
    if store.database_url():
        complain("afterround due: with a PostgreSQL store use: afterround round list --state to_reflect\n")
        return 2
    try:
        items = what_waits()
    except sqlite3.Error as error:
        complain(f"afterround due: the store cannot be read: {error}. See afterround doctor.\n")
        return 2
    show(items, arguments)
    return 1 if any(item["overdue"] for item in items) else 0


def show(items: list[dict[str, object]], arguments: list[str]) -> None:
    """Print the items in the form that was asked for."""
    if "--json" in arguments:
        import json

        say(json.dumps(items, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    elif "--count" in arguments:
        say(str(len(items) or ""))
    else:
        say("".join(in_words(item) + "\n" for item in items) or "Nothing is due.\n")
