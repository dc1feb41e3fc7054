"""The limit of Today: a raw WSGI application on waitress that asks the store the same things in four queries.

bare_page.py FILE MODE CONNECTION PORT THREADS: no framework, no templates, as much HTML as Today has. MODE is the
journal mode. CONNECTION is "opened", for each request, as a program does that trusts nothing to stay as it was,
or "kept" for each thread.
"""

import hashlib
import html
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import waitress

DEVICE = "select owner_id from device where token_hash = ? and revoked_at is null"
ROUNDS = """select r.id, c.name, r.kind, r.starts_at, r.ends_at, t.finished_at,
    (select count(*) from jot j where j.owner_id = r.owner_id and j.round_id = r.id and j.struck_at is null)
  from round r join application a on a.id = r.application_id left join company c on c.id = a.company_id
  left join retro t on t.round_id = r.id
  where r.owner_id = ? and r.ends_at >= ? and r.deleted_at is null and r.put_aside_at is null
    and r.result = 'pending' and t.finished_at is null
  order by r.ends_at desc limit 14"""
ACTIONS = """select l.id, l.kind, l.text, l.problems, r.id, c.name, r.kind
  from retro_line l join retro t on t.id = l.retro_id join round r on r.id = t.round_id
  join application a on a.id = r.application_id left join company c on c.id = a.company_id
  where l.owner_id = ? and l.section = 'actions' and l.state = 'open' and l.deleted_at is null
    and r.deleted_at is null and l.text <> ''
  order by l.created_at desc limit 6"""
LOOSE = """select id, text, at from jot where owner_id = ? and round_id is null and struck_at is null
  order by at desc limit 10"""

HEAD = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Today</title></head><body><h1>Today</h1>'
FILL = "<p>Everything that stands on the page besides what the store says.</p>" * 90

file, mode, connecting = sys.argv[1:4]
own = threading.local()


def store() -> sqlite3.Connection:
    """A connection as durable as the program's."""
    if connecting == "kept" and hasattr(own, "connection"):
        found: sqlite3.Connection = own.connection
        return found
    opened = sqlite3.connect(file, isolation_level=None)
    opened.execute(f"pragma journal_mode={mode}")
    opened.execute("pragma synchronous=full")
    own.connection = opened
    return opened


def item(*words: object) -> str:
    """One line of a list."""
    return f"<li>{' '.join(html.escape(str(word)) for word in words)}</li>"


def answer(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """The page, for a device that was let in."""
    ask = store().execute
    token = environ.get("HTTP_COOKIE", "").partition("afterround_device=")[2]
    owner = ask(DEVICE, (hashlib.sha256(token.encode()).hexdigest(),)).fetchone()
    if owner is None:
        start_response("403 Forbidden", [])
        return [b""]
    since = (datetime.now(UTC) - timedelta(days=14)).strftime("%Y-%m-%d %H:%M:%S")
    rounds = [item(*row) for row in ask(ROUNDS, (*owner, since))]
    actions = [item(*row) for row in ask(ACTIONS, owner)]
    loose = [item(*row) for row in ask(LOOSE, owner)]
    lists = "".join(f"<ul>{''.join(items)}</ul>" for items in (rounds, actions, loose))
    body = f"{HEAD}{lists}{FILL}</body></html>".encode()
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]


if __name__ == "__main__":
    waitress.serve(answer, host="127.0.0.1", port=int(sys.argv[4]), threads=int(sys.argv[5]))
