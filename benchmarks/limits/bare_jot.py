"""The limit of `afterround jot`: one durable insert into a table that exists. Run by a bare `python -I -S`.

bare_jot.py FILE MODE TEXT, where MODE is the journal mode; without TEXT the table is made.
"""

import sqlite3
import sys

file, mode, *text = sys.argv[1:]
connection = sqlite3.connect(file, isolation_level=None)
connection.execute(f"pragma journal_mode={mode}")
connection.execute("pragma synchronous=full")
if text:
    connection.execute("insert into jot (at, text) values (datetime('now'), ?)", text)
else:
    connection.execute("create table jot (id integer primary key, at text not null, text text not null)")
