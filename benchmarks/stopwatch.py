"""Runs commands one after the other, interleaved, and measures each process from outside.

A program of its own, run by a bare `python -I -S`: Linux counts the memory of the starting process into the
peak of the started one, so the starter must be smaller than whatever it measures.

On standard input: {"runs": n, "commands": {name: {"argv": [str], "env": {str: str}}}}; "{run}" in an argument
or a variable becomes the number of the run, -1 for the one that warms up.
On standard output: {name: [{"ms": wall, "cpu_ms": user + system, "rss": MiB}]}.
"""

import json
import os
import sys
import time


def measure(argv: list[str], env: dict[str, str]) -> dict[str, float]:
    """Run one command to its end. Ends the whole program where it fails, since a failure is no measurement."""
    started = time.perf_counter()
    process = os.posix_spawn(argv[0], argv, env, file_actions=QUIET)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - started
    if status:
        sys.exit(f"{argv} ended with {os.waitstatus_to_exitcode(status)}")
    cpu = usage.ru_utime + usage.ru_stime
    return {"ms": wall * 1000, "cpu_ms": cpu * 1000, "rss": usage.ru_maxrss / 1024}


QUIET = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1)]


def main() -> None:
    """Warm every command up once, then measure; every second round goes through them backwards."""
    asked = json.load(sys.stdin)
    commands = list(asked["commands"].items())
    results: dict[str, list[dict[str, float]]] = {name: [] for name, _ in commands}
    for run in range(-1, asked["runs"]):
        for name, command in commands[:: -1 if run % 2 else 1]:
            argv = [word.replace("{run}", str(run)) for word in command["argv"]]
            given = {key: value.replace("{run}", str(run)) for key, value in command.get("env", {}).items()}
            measured = measure(argv, {**os.environ, **given})
            if run >= 0:
                results[name].append(measured)
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
