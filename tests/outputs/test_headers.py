"""The file `_headers` of a real build: valid, complete, and saying what the pages say."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import pytest
from tests import made
from tests.conftest import MKDOCS, NETWORK, Files, run, tree
from tests.host import Rules, headers_at, rules_of

from talanoa.outputs import styles
from talanoa.outputs.policy import POLICY, allowing
from talanoa.outputs.scripts import INLINE, inline, scripts

MEMBERS = "- { id: new-name, name: A member, country: FJ, formerly: [old-name] }\n"
META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = tmp_path_factory.mktemp("headers")
    (root / "docs").mkdir()
    (root / "network.yml").write_text(NETWORK, "utf-8")
    (root / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    (root / "members.yml").write_text(f"members:\n{MEMBERS}", "utf-8")
    (root / "events.yml").write_text(
        "events:\n- { id: a-call, title: A call, type: call, start: 2026-11-25 15:00 }\n", "utf-8"
    )
    (root / "docs/about.md").write_text("# About\n", "utf-8")
    done = run(root, "talanoa", "build", "--now", "2026-11-21")
    assert done.returncode == 0, done.stderr
    return tree(root / "site")


@pytest.fixture(scope="module")
def rules(built: dict[str, bytes]) -> Rules:
    return rules_of(built["_headers"].decode())


def test_hosts_can_read_it(built: dict[str, bytes], rules: Rules) -> None:
    """Cloudflare Pages takes 100 rules, 2,000 characters a line, one `*` a path."""
    assert len(rules) <= 100
    assert all(len(line) <= 2000 for line in built["_headers"].decode().splitlines())
    for path, values in rules:
        assert re.fullmatch(r"/[!-~]*", path) and path.count("*") <= 1
        assert values
        for name, value in values:
            assert re.fullmatch(r"[A-Z][A-Za-z-]+", name)
            assert re.fullmatch(r"[ -~]+", value) and value == value.strip()


def test_no_header_is_set_twice_for_a_file(built: dict[str, bytes], rules: Rules) -> None:
    """Hosts join what two rules say with a comma, which makes two policies or a broken type of it."""
    for path in built:
        names = [name for name, _ in headers_at(rules, f"/{path}")]
        assert len(names) == len({*names}), path


def test_every_page_says_itself_what_of_the_policy_it_needs(built: dict[str, bytes], rules: Rules) -> None:
    pages = {path: data.decode() for path, data in built.items() if path.endswith(".html")}
    assert {"404.html", "about/index.html", "members/old-name/index.html", "search/index.html"} <= {*pages}
    for path, page in pages.items():
        found = dict(headers_at(rules, "/" + path.removesuffix("index.html")))
        (written,) = META.findall(page)
        has = [code for code in inline(INLINE) if f"<script>{code}</script>" in page]
        assert html.unescape(written) == allowing(POLICY, has)
        assert found["Content-Security-Policy"] == f"{allowing(POLICY, inline(INLINE))}; frame-ancestors 'none'"
        assert page.index("Content-Security-Policy") < min(
            place for character in ("<link", "<script", "<style", "<title") if (place := page.find(character)) > 0
        ), "what stands above it isn't held to it"
        assert f'<meta name="referrer" content="{found["Referrer-Policy"]}">' in page
        assert found["X-Content-Type-Options"] == "nosniff"


def test_the_policy_grants_nothing_else_that_is_inline_or_elsewhere(rules: Rules) -> None:
    policy = dict(headers_at(rules, "/"))["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    sources = {source for directive in policy.split("; ") for source in directive.split()[1:]}
    hashes = {source for source in sources if source.startswith("'sha256-")}
    assert sources - hashes == {"'none'", "'self'", "data:"} and len(hashes) == len(INLINE), "but for our own scripts"
    assert "img-src 'self' data:;" in policy and policy.count("data:") == 1


def test_anyone_may_fetch_feeds_calendars_and_data(built: dict[str, bytes], rules: Rules) -> None:
    calendar = "text/calendar; charset=utf-8"
    kinds = {
        "rss.xml": "application/rss+xml; charset=utf-8",
        "atom.xml": "application/atom+xml; charset=utf-8",
        "feed.json": "application/feed+json; charset=utf-8",
        "feeds.opml": "text/x-opml; charset=utf-8",
        "calendar.ics": calendar,
        "event.ics": calendar,
    }
    for path in built:
        found = dict(headers_at(rules, f"/{path}"))
        kind = kinds.get(path.rpartition("/")[2])
        assert found.get("Content-Type") == kind
        assert found.get("Access-Control-Allow-Origin") == ("*" if kind or path.startswith("data/") else None)
    assert {"rss.xml", "events/rss.xml", "members/new-name/rss.xml", "events/calendar.ics"} <= {*built}


def test_only_what_is_named_by_its_content_is_kept_for_ever(built: dict[str, bytes], rules: Rules) -> None:
    kept = [path for path in built if "Cache-Control" in dict(headers_at(rules, f"/{path}"))]
    names = {path.rpartition("/")[2].partition(".")[0] for path in kept}
    themes = {script.address.rpartition("/")[2].partition(".")[0] for script in scripts()}
    assert names == {"icon", "mark", "social", "talanoa"} | styles.SOME.keys() | themes
    for path in kept:
        assert re.search(r"\.[0-9a-f]{8}\.", path)
    (ours,) = (path for path in kept if "talanoa" in path)
    assert blake2b(built[ours], digest_size=4).hexdigest() in ours


def test_a_site_in_a_folder_of_its_domain(network: Callable[[Files], Path]) -> None:
    root = network({"mkdocs.yml": MKDOCS.replace("reef.example.org/", "reef.example.org/our/network/")})
    text = made.built(root)["_headers"].decode()
    assert text.startswith("# Belongs in the folder above /our/network/\n")
    rules = rules_of(text)
    assert all(path.startswith("/our/network/") for path, _ in rules)
    assert dict(headers_at(rules, "/our/network/rss.xml"))["Content-Type"].startswith("application/rss+xml")
    assert not headers_at(rules, "/rss.xml")


def test_a_networks_own_rules_stand_below_ours(network: Callable[[Files], Path]) -> None:
    own = "/*\n  Strict-Transport-Security: max-age=63072000\n"
    root = network({"docs/_headers": own, "mkdocs.yml": MKDOCS + "exclude_docs: '_*'\n"})
    excluded = rules_of(made.built(root)["_headers"].decode())
    assert "Content-Security-Policy" in dict(headers_at(excluded, "/")), "whatever mkdocs.yml leaves out of docs/"
    (root / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    found = dict(headers_at(rules_of(made.built(root)["_headers"].decode()), "/"))
    assert found["Strict-Transport-Security"] == "max-age=63072000"
    assert "Content-Security-Policy" in found
