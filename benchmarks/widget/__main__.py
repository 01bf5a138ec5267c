"""What the chat costs the page that it stands on: main-thread time before it is opened, and how fast it opens."""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.figures import Figures, against, publish
from tests.assistant import UNLIMITED, running
from tests.browser.conftest import QUIET_BROWSER

COST_GOAL = 50.0  # milliseconds of the main thread that a host page may lose
OPEN_GOAL = 100.0  # milliseconds from the click until the window is painted
SETTLED = "() => new Promise((done) => requestIdleCallback(() => setTimeout(done, 500)))"
OPENED = """() => new Promise((done) => { const chat = document.querySelector("legal-chat"); let begin = 0;
const look = () => { const dialog = chat.shadowRoot.querySelector("dialog[open]");
  if (dialog && dialog.getBoundingClientRect().height > 0)
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)));
  else requestAnimationFrame(look); };
begin = performance.now(); chat.shadowRoot.querySelector(".launcher").click(); look(); })"""


def main() -> int:
    """Measure, print a table, write `benchmarks/results/widget.json`; 1 if a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="loads of the page with the chat, and as many without")
    parser.add_argument("--url", help="a running hub; else one is started")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="widget-bench-") as folder:
        if options.url:
            figures = _measure(options.url, options.rounds)
        else:
            with running(Path(folder) / "var", UNLIMITED) as assistant:
                figures = _measure(assistant.url, options.rounds)
    return publish("widget", figures)


def _measure(url: str, rounds: int) -> dict[str, Figures]:
    chromium = shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET_BROWSER)
        without, with_chat, opened, again = [], [], [], []
        _busy(browser, url, True)  # the first load of a browser also starts what all later ones share
        for _ in range(rounds):
            without.append(_busy(browser, url, False))
            with_chat.append(_busy(browser, url, True))
            first, second = _openings(browser, url)
            opened.append(first)
            again.append(second)
        browser.close()
    base = statistics.median(without)
    return {
        "main thread before it is opened, added (ms)": against([one - base for one in with_chat], COST_GOAL),
        "click to painted window, first time (ms)": against(opened, OPEN_GOAL),
        "click to painted window, again (ms)": against(again, OPEN_GOAL),
    }


def _busy(browser: Browser, url: str, chat: bool) -> float:
    """Milliseconds that the main thread worked until the page is at rest, with or without the chat's script."""
    page = browser.new_page(viewport={"width": 1280, "height": 860})
    if not chat:
        page.route("**/widget.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    else:
        page.route("**/nothing", lambda route: route.abort())  # routing itself costs: both loads have it
    session = page.context.new_cdp_session(page)
    # time on the processor: another program's turn on a busy machine is not the page's work
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(url)
    page.evaluate(SETTLED)
    metrics = {entry["name"]: entry["value"] for entry in session.send("Performance.getMetrics")["metrics"]}
    page.close()
    return float(metrics["TaskDuration"]) * 1000


def _openings(browser: Browser, url: str) -> tuple[float, float]:
    """Milliseconds from click to painted window, the first time (its script is loaded) and once more."""
    page = browser.new_page(viewport={"width": 1280, "height": 860})
    page.goto(url)
    page.evaluate(SETTLED)
    first = float(page.evaluate(OPENED))
    page.locator("article.assistant").nth(1).wait_for()
    page.get_by_role("button", name="Réduire la fenêtre").click()
    page.evaluate(SETTLED)
    second = float(page.evaluate(OPENED))
    page.close()
    return first, second


if __name__ == "__main__":
    raise SystemExit(main())
