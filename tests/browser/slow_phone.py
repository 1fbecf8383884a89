"""How long a slow phone waits for the answer to a shared search, and for what:

    python -m tests.browser.slow_phone 5 SITE [SITE BEFORE] -- budget "privacy survey" สมาชิก

Five rounds, in which the built sites take turns. A sixth of the processor, 100 KB/s, 100 ms before each answer, HTTP/1.1. Other people's
load makes single figures worthless, so it says median, best and slowest, in milliseconds.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright
from tests.browser.chromium import launched
from tests.browser.test_weight import SLOW
from tests.host import hosting

# Notes when the first results are in the page, or that there are none, and when the frame with them was drawn.
NOTE = """
for (const name of ["append", "replaceChildren"]) {
  const its = Element.prototype[name];
  Element.prototype[name] = function (...parts) {
    its.apply(this, parts);
    const answered = parts.length || document.querySelector("[role=status]").textContent.startsWith("Nothing");
    if (this.className !== "t-found__list" || !answered || performance.getEntriesByName("answer").length) return;
    performance.mark("answer");
    requestAnimationFrame(() => setTimeout(() => (performance.mark("drawn"), console.log("drawn"))));
  };
}
"""
STEPS = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const found = { "page came": page.responseEnd };
  for (const { name, startTime, responseEnd } of performance.getEntriesByType("resource")) {
    const kind = /assets.(search)[.].*js|search.(index|s|t|r)\\b/.exec(name)?.slice(1).find(Boolean);
    if (!kind) continue;
    const what = { search: "script", index: "table", t: "records", s: "shards", r: "results" }[kind];
    found[`${what} asked for`] ??= startTime;
    found[`${what} came`] = responseEnd;
  }
  for (const { name, startTime } of performance.getEntriesByType("mark")) found[name] = startTime;
  for (const { name, startTime } of performance.getEntriesByType("paint")) found[name] = startTime;
  return found;
}"""


def steps(browser: Browser, address: str) -> dict[str, float]:
    """When each thing has happened, up to the first answer."""
    context = browser.new_context(viewport={"width": 375, "height": 800}, device_scale_factor=2)
    page = context.new_page()
    protocol = context.new_cdp_session(page)
    protocol.send("Network.enable")
    protocol.send("Network.emulateNetworkConditions", SLOW)
    protocol.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    page.add_init_script(NOTE)
    with page.expect_console_message(lambda message: message.text == "drawn"):
        page.goto(address, wait_until="commit")
    found: dict[str, float] = page.evaluate(STEPS)
    context.close()
    return found


def main(rounds: int, sites: list[str], queries: list[str]) -> None:
    seen: dict[str, list[dict[str, float]]] = {site: [] for site in sites}
    with ExitStack() as stack:
        browser = launched(stack.enter_context(sync_playwright()))
        hosts = {site: stack.enter_context(hosting(Path(site))).address for site in sites}
        for _ in range(rounds):
            for query in queries:
                for site, host in hosts.items():
                    seen[site].append(steps(browser, f"{host}/search/?q={quote(query)}"))
        browser.close()
    for site, runs in seen.items():
        print(f"\n{site:32} median   best slowest")
        times = {step: [run[step] for run in runs if step in run] for run in runs for step in run}
        for step, has in sorted(times.items(), key=lambda item: median(item[1])):
            print(f"{step:32} {median(has):6.0f} {min(has):6.0f} {max(has):7.0f}")


if __name__ == "__main__":
    split = sys.argv.index("--")
    main(int(sys.argv[1]), sys.argv[2:split], sys.argv[split + 1 :])
