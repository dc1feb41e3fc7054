"""P10: how soon one can jot without a connection, on a computer four times slower."""

import os
import shutil
import statistics
from collections.abc import Iterator

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from benchmarks.measure import Verdict, at_most, fact, ratio
from benchmarks.page import ROUNDS, SLOWDOWN, THREADS, TIMES, visit
from benchmarks.places import Stores
from benchmarks.servers import Server, afterround, bare, serving

TIME_GOAL, FOCUS_GOAL = 1.5, 1000

NOTE_FOCUS = """document.addEventListener("focusin", ({ target }) => {
  if (target.matches("textarea")) window.focusedAfter ??= performance.now();
});"""
IS_KEPT = """async () => Boolean(await (await caches.open("afterround-pages")).match("/jot/"))"""


def measure_offline(stores: Stores, quick: bool) -> Iterator[Verdict]:
    """All figures of P10."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        yield fact("P10", "the lane in a browser", "not measured: no Chromium on the PATH")
        return
    ours, plain = afterround(stores.folder_with(ROUNDS)), bare("plain_page.py", threads=THREADS)
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with serving(ours, plain), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        context = _kept(browser, ours)
        found, limit = [], []
        for number in range((8 if quick else 25) + 1):
            lane, page = _lane(context, ours), visit(browser, plain)
            if number:  # the first visit warms the browser up
                found.append(lane)
                limit.append(page.ready)
        browser.close()
    ready, focused = [lane[0] for lane in found], [lane[1] for lane in found]
    ms = {"ours": statistics.median(ready), "plain": statistics.median(limit)}
    what = f"the lane offline, painted and loaded, 4x slower: {ms['ours']:.0f} ms; plain page: {ms['plain']:.0f} ms"
    yield at_most("P10", what, ratio(ready, limit), TIME_GOAL, ms=ms)
    slowest = max(focused)
    yield fact(
        "P10",
        "its field focused, the slowest visit",
        f"{slowest:.0f} ms",
        f"at most {FOCUS_GOAL} ms",
        slowest <= FOCUS_GOAL,
    )


def _kept(browser: Browser, server: Server) -> BrowserContext:
    """A profile that keeps the pages of the program and has lost its connection."""
    context = browser.new_context(viewport={"width": 412, "height": 915})
    name, _, value = server.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": server.url}])
    context.add_init_script(NOTE_FOCUS)
    page = context.new_page()
    page.goto(server.url)
    for _ in range(300):
        if page.evaluate(IS_KEPT):
            break
        page.wait_for_timeout(100)
    else:
        raise RuntimeError("no page was kept")
    page.close()
    context.set_offline(True)
    return context


def _lane(context: BrowserContext, server: Server) -> tuple[float, float]:
    """Milliseconds until the lane is painted and loaded, and until its field is focused."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(f"{server.url.rstrip('/')}/jot/", wait_until="networkidle")
    times = page.evaluate(TIMES)
    focused = float(page.evaluate("window.focusedAfter ?? Infinity"))
    page.close()
    return max(times["paint"], times["load"]), focused
