"""The program with one guard removed, to see that the tests here would notice.

python mutants.py GUARD ARGUMENTS...: as `afterround ARGUMENTS`, but without GUARD.
"""

import sys
import time
from collections.abc import Callable, Iterator
from typing import Any


def answer_before_commit() -> None:
    """Say that something is kept, and keep it then."""
    from afterround.quick import inbox, jot

    def keep_later(row: Any) -> Any:
        print("Kept.", flush=True)
        return inbox.keep(row)

    vars(jot)["keep"] = keep_later
    if sys.argv[1:2] == ["serve"]:
        _commit_after_the_answer()


def _commit_after_the_answer() -> None:
    """Hold every request of the server in a transaction that is committed once the answer is out."""
    from afterround.cli.program import set_up_django

    set_up_django()
    from django.core import signals, wsgi
    from django.db import close_old_connections, transaction

    signals.request_started.disconnect(
        close_old_connections
    )  # it would drop a transaction that is still open
    signals.request_finished.disconnect(close_old_connections)
    make = wsgi.get_wsgi_application

    class Answer:
        """The body of an answer; the server closes it after it was sent."""

        def __init__(self, body: Any, held: Any) -> None:
            self.body, self.held = body, held

        def __iter__(self) -> Iterator[bytes]:
            return iter(self.body)

        def close(self) -> None:
            self.body.close()
            time.sleep(0.02)
            self.held.__exit__(None, None, None)

    def make_late() -> Any:
        application = make()

        def late(environ: Any, start_response: Any) -> Answer:
            held = transaction.atomic()
            held.__enter__()
            return Answer(application(environ, start_response), held)

        return late

    vars(wsgi)["get_wsgi_application"] = make_late


def synchronous(level: str) -> Callable[[], None]:
    """Open every connection with that `synchronous` instead of FULL."""

    def remove() -> None:
        from afterround.adapters import store

        configure = store.configure

        def configure_less(connection: Any) -> None:
            configure(connection)
            connection.execute(f"pragma synchronous={level}")

        store.configure = configure_less

    return remove


GUARDS = {
    "commit-first": answer_before_commit,
    "full": synchronous("normal"),
    "any-sync": synchronous("off"),
}


def main() -> int:
    """Remove the guard, then run the program."""
    guard = sys.argv.pop(1)
    GUARDS[guard]()
    from afterround.__main__ import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
