"""Looks at Today from inside the process: python -m benchmarks.inside [--profile], with AFTERROUND_HOME set.

Prints as JSON how many queries the page makes and how many bytes it has, and with how many threads the program
serves; with --profile, on standard error, what its time goes into.
"""

import cProfile
import json
import os
import pstats
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

PROFILED = 100


def let_in() -> "Client":
    """A browser that was let in, without a network between it and the program."""
    from django.test import Client

    from afterround.actions.owners import admit_device, make_open_token
    from afterround.adapters import clock
    from afterround.queries.owners import local_owner

    client = Client(HTTP_HOST="localhost", SERVER_NAME="localhost")
    now = clock.now()
    client.cookies["afterround_device"] = admit_device(
        make_open_token(local_owner(), now=now), name="benchmark", now=now
    )
    return client


def look_at_today(client: "Client") -> dict[str, int]:
    """The queries and the bytes of the page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get("/")  # takes in what waits
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/")
    if response.status_code != 200:
        sys.exit(f"Today answers {response.status_code}")
    return {"queries": len(queries), "bytes": len(response.content)}


def profile(client: "Client") -> None:
    """Print the functions in which Today spends its time."""
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(PROFILED):
        client.get("/")
    profiler.disable()
    pstats.Stats(profiler, stream=sys.stderr).sort_stats("cumtime").print_stats(60)


def main() -> None:
    """Set Django up, look, and say what was seen."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "afterround.settings"
    import django

    django.setup()
    from afterround.cli.serve import THREADS

    client = let_in()
    print(json.dumps({**look_at_today(client), "threads": THREADS}))
    if "--profile" in sys.argv:
        profile(client)


if __name__ == "__main__":
    main()
