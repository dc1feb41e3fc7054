"""P6: what Today costs with 10,000 rounds, beside a raw application, and beside itself with 100."""

import json
import statistics
from collections.abc import Iterator

from afterround.adapters import store
from benchmarks.measure import Verdict, at_most, fact, ratio
from benchmarks.places import Stores, run_module
from benchmarks.servers import Server, afterround, bare, beside, requests_each_second, serving

FEW, MANY = 100, 10_000
CPU_GOAL, GROWTH_GOAL, RATE_GOAL, QUERIES_GOAL = 4.0, 1.3, 200, 10
BLOCK = 20
"""Requests between two looks at the clock."""


def measure_today(stores: Stores, quick: bool) -> Iterator[Verdict]:
    """All figures of P6."""
    small, large = stores.folder_with(FEW), stores.folder_with(MANY)
    inside = {home: json.loads(run_module("benchmarks.inside", home)) for home in (small, large)}
    threads = inside[large]["threads"]
    ours, with_few = afterround(large), afterround(small)
    file = str(large / store.STORE_NAME)
    limits = {how: raw_application(ours, file, how, threads) for how in ("opened", "kept")}
    second = beside(ours, large, threads)
    with serving(ours, with_few, second, *limits.values()):
        yield from cpu_verdicts(ours, with_few, limits, 15 if quick else 60)
        yield from rate_verdicts(ours, second, limits["opened"], 2 if quick else 5)
    yield query_verdict(inside[small], inside[large])


def raw_application(ours: Server, file: str, connection: str, threads: int) -> Server:
    """The limit process on the same store, which knows the same device."""
    server = bare("bare_page.py", file, store.journal_mode(), connection, threads=threads)
    server.cookie = ours.cookie
    return server


def cpu_verdicts(ours: Server, with_few: Server, limits: dict[str, Server], blocks: int) -> Iterator[Verdict]:
    """CPU time per request, in blocks that alternate between the servers."""
    took: dict[Server, list[float]] = {server: [] for server in (ours, with_few, *limits.values())}
    for number in range(blocks + 1):
        for server, found in took.items():
            each = server.cpu_ms_each(BLOCK)
            if number:  # the first block warms up
                found.append(each)
    ms = {server: statistics.median(found) for server, found in took.items()}
    opened, kept = limits["opened"], limits["kept"]
    what = f"Today with {MANY:,} rounds: {ms[ours]:.2f} ms of CPU; raw application: {ms[opened]:.2f} ms"
    details = {"ms": ms[ours], "limit_ms": ms[opened]}
    yield at_most("P6", what, ratio(took[ours], took[opened]), CPU_GOAL, **details)
    what = f"the same beside one that keeps its connections: {ms[kept]:.2f} ms"
    yield fact("P6", what, f"{ratio(took[ours], took[kept])}x", limit_ms=ms[kept])
    what = f"Today with {MANY:,} rounds beside {FEW}: {ms[with_few]:.2f} ms of CPU"
    yield at_most("P6", what, ratio(took[ours], took[with_few]), GROWTH_GOAL, ms=ms[with_few])


def rate_verdicts(ours: Server, second: Server, limit: Server, seconds: float) -> Iterator[Verdict]:
    """Requests in a second, the servers in turn."""
    groups = {"one process": [ours], "two processes": [ours, second], "raw application": [limit]}
    rates: dict[str, list[float]] = {name: [] for name in groups}
    for number in range(3 + 1):
        for name, servers in groups.items():
            rate = requests_each_second(servers, seconds)
            if number:  # the first load warms each thread up
                rates[name].append(rate)
    found = {name: statistics.median(runs) for name, runs in rates.items()}
    yield fact("P6", "requests a second, the raw application", f"{found['raw application']:.0f}")
    yield fact("P6", "requests a second, one process (afterround serve)", f"{found['one process']:.0f}")
    rate = found["two processes"]
    wanted = f"at least {RATE_GOAL}"
    yield fact(
        "P6", "requests a second, two processes", f"{rate:.0f}", wanted, rate >= RATE_GOAL, rates=rates
    )


def query_verdict(few: dict[str, int], many: dict[str, int]) -> Verdict:
    """The number of queries, and that it does not grow."""
    met = few["queries"] == many["queries"] <= QUERIES_GOAL
    measured = f"{many['queries']} ({few['queries']} with {FEW})"
    return fact("P6", "queries", measured, f"at most {QUERIES_GOAL}, constant", met)
