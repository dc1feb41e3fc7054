"""The limit of Today in a browser: 11 KB of plain HTML on waitress, without a style sheet and without a script.

plain_page.py PORT THREADS.
"""

import sys
from collections.abc import Callable, Iterable
from typing import Any

import waitress

SIZE = 11 * 1024
HEAD = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Plain</title></head><body><h1>Plain</h1>'
LINE = "<p>Words that stand on a page and want nothing but to be read by somebody.</p>"
PAGE = f"{HEAD}{LINE * ((SIZE - len(HEAD)) // len(LINE))}</body></html>".encode()


def answer(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """The page."""
    start_response(
        "200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(PAGE)))]
    )
    return [PAGE]


if __name__ == "__main__":
    waitress.serve(answer, host="127.0.0.1", port=int(sys.argv[1]), threads=int(sys.argv[2]))
