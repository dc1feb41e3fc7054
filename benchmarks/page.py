"""P9: how soon Today stands in a browser that has never seen it, on a computer four times slower."""

import os
import shutil
import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Browser, CDPSession, sync_playwright

from benchmarks.measure import Verdict, at_most, fact, ratio
from benchmarks.places import Stores
from benchmarks.servers import Server, afterround, bare, serving

TIME_GOAL, BYTES_GOAL, SCRIPT_GOAL, REQUESTS_GOAL = 1.75, 60 * 1024, 25 * 1024, 6
SLOWDOWN = 4
ROUNDS, THREADS = 100, 4

TIMES = """() => ({
  load: performance.getEntriesByType("navigation")[0].loadEventEnd,
  paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
})"""


@dataclass(frozen=True)
class Visit:
    """One visit with an empty cache. Times in milliseconds from the start of the navigation."""

    paint: float
    load: float
    bytes: int
    script: int
    requests: int

    @property
    def ready(self) -> float:
        """When the page is painted and loaded."""
        return max(self.paint, self.load)


class Traffic:
    """What a page fetches, as the browser's developer tools count it: bytes on the wire, with headers."""

    def __init__(self, session: CDPSession) -> None:
        self.bytes = self.script = self.requests = 0
        self._kinds: dict[str, str] = {}
        session.on("Network.responseReceived", self._received)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _received(self, event: dict[str, str]) -> None:
        self._kinds[event["requestId"]] = event["type"]

    def _finished(self, event: dict[str, str]) -> None:
        size = int(event["encodedDataLength"])
        self.bytes += size
        self.script += size if self._kinds.get(event["requestId"]) == "Script" else 0
        self.requests += 1


def visit(browser: Browser, server: Server) -> Visit:
    """Open the page in a profile of its own."""
    context = browser.new_context(viewport={"width": 412, "height": 915})
    if server.cookie:
        name, _, value = server.cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": server.url}])
    page = context.new_page()
    session = context.new_cdp_session(page)
    traffic = Traffic(session)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(server.url, wait_until="networkidle")
    times = page.evaluate(TIMES)
    context.close()
    return Visit(times["paint"], times["load"], traffic.bytes, traffic.script, traffic.requests)


def measure_page(stores: Stores, quick: bool) -> Iterator[Verdict]:
    """All figures of P9."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        yield fact("P9", "Today in a browser", "not measured: no Chromium on the PATH")
        return
    ours, plain = afterround(stores.folder_with(ROUNDS)), bare("plain_page.py", threads=THREADS)
    visits: dict[Server, list[Visit]] = {ours: [], plain: []}
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with serving(ours, plain), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        for number in range((8 if quick else 25) + 1):
            for server, found in visits.items():
                seen = visit(browser, server)
                if number:  # the first visit warms the browser up
                    found.append(seen)
        browser.close()
    yield from verdicts(visits[ours], visits[plain])


def verdicts(ours: list[Visit], plain: list[Visit]) -> Iterator[Verdict]:
    """What the visits say."""
    ready = {"ours": [seen.ready for seen in ours], "plain": [seen.ready for seen in plain]}
    ms = {name: statistics.median(found) for name, found in ready.items()}
    what = f"Today painted and loaded, 4x slower: {ms['ours']:.0f} ms; plain page: {ms['plain']:.0f} ms"
    yield at_most("P9", what, ratio(ready["ours"], ready["plain"]), TIME_GOAL, ms=ms)
    paint = ratio([seen.paint for seen in ours], [seen.paint for seen in plain])
    yield fact("P9", "the same until the first contentful paint alone", f"{paint}x")
    for what, most, amount in (
        ("bytes, with all it fetches", BYTES_GOAL, max(seen.bytes for seen in ours)),
        ("bytes of script", SCRIPT_GOAL, max(seen.script for seen in ours)),
        ("requests", REQUESTS_GOAL, max(seen.requests for seen in ours)),
    ):
        yield fact("P9", what, f"{amount:,}", f"at most {most:,}", amount <= most)
