"""The limit of P8: read every file, parse the template line by line, and keep it in SQLite with a full-text index,
in one durable transaction. `bare_import.py FOLDER STORE`."""

import os
import sqlite3
import sys
from hashlib import sha256
from pathlib import Path

HEADINGS = {
    "What went well:": "went_well",
    "What felt shaky:": "shaky",
    "Question summaries:": "questions",
    "Hints given? How did I respond?": "hints",
    "Follow-up actions:": "actions",
    "Emotional check-in (stress level, mindset):": "check_in",
    "Next steps (thank-you email, recruiter follow-up):": "next_steps",
}
TABLES = """pragma journal_mode=wal; pragma synchronous=full;
create table retro(id integer primary key, sha blob unique, at text, company text, round text, body text);
create table item(retro int, kind text, n int, body text); create index item_of on item(retro);
create virtual table words using fts5(body, content='retro', content_rowid='id');"""


def parse(text: str) -> tuple[list[str], dict[str, list[str]]]:
    """Date, company and round, and the lines of each section."""
    head: list[str] = []
    sections: dict[str, list[str]] = {}
    place: list[str] = []
    for line in text.split("\n"):
        if line.startswith("Date / Company / Round:"):
            head = [part.strip() for part in line.partition(":")[2].split(" / ")]
        elif line in HEADINGS:
            place = sections.setdefault(HEADINGS[line], [])
        elif line:
            place.append(line)
    return head, sections


def main(folder: str, store: str) -> None:
    """Import the folder into a new store."""
    for ending in ("", "-wal", "-shm"):
        Path(store + ending).unlink(missing_ok=True)
    opened = sqlite3.connect(store, isolation_level=None)
    opened.executescript(TABLES)
    opened.execute("begin")
    for number, name in enumerate(sorted(os.listdir(folder)), 1):  # noqa: PTH208 (pathlib costs half as much again)
        with open(f"{folder}/{name}", encoding="utf-8") as file:
            text = file.read()
        head, sections = parse(text)
        row = (number, sha256(text.encode()).digest(), *head, text)
        opened.execute("insert into retro values (?, ?, ?, ?, ?, ?)", row)
        items = [(number, kind, n, line) for kind, lines in sections.items() for n, line in enumerate(lines)]
        opened.executemany("insert into item values (?, ?, ?, ?)", items)
        opened.execute("insert into words(rowid, body) values (?, ?)", (number, text))
    opened.execute("commit")
    opened.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
