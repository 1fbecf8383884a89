"""Every kind of page by the Nu HTML Checker, which is W3C's: the site, the one from right to left, and corner cases."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.browser.kinds import KINDS
from tests.conftest import REPOSITORY
from tests.feeds_and_calendars.conftest import built_once

CHECKER = REPOSITORY / "tests/validators/node_modules/vnu-jar/build/dist/vnu.jar"

# What it says and is meant. Whatever else it says, warnings as well, fails.
ACCEPTED = (
    # The policy's 'self' is the origin of a page, and files, as it reads them, have none. test_policy.py has a browser
    # judge it, of a page that a server sends.
    re.compile(
        r"Resource violates Content Security Policy \(meta tag\): [\w ]+ “(?:\.|/)[^”]*” blocked by “[\w-]+” directive\."
    ),
    # JSON-LD is data: browsers never run it, and no policy is about it.
    re.compile(r"Inline script violates Content Security Policy .*(?s:.)*<script type=\"application/ld\+json\">"),
    # The copy from right to left has the hand-written texts of the other, in English, each marked with its language.
    re.compile('This document appears to be written in English but the “html” start tag has “lang="ur"”'),
)


def findings(pages: list[Path]) -> list[str]:
    """What the checker says of pages and is not accepted, each with its page."""
    done = subprocess.run(
        # What starts it is compiled in a hurry, not well: it runs for some seconds only.
        ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m", "-jar", CHECKER, "--format", "json", *pages],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    try:
        said: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    except (ValueError, KeyError):
        raise AssertionError(f"{done.stderr[:2000]}\n(sh tests/validators/install.sh installs what it needs)") from None
    told = [(each, f"{each['message']}\n{each.get('extract', '')}") for each in said]
    return [f"{each['url']}:{each.get('lastLine')}: {text}" for each, text in told if not _is_accepted(text)]


def _is_accepted(text: str) -> bool:
    return any(pattern.match(text) for pattern in ACCEPTED)


def pages_of(site: Path) -> list[Path]:
    return [
        site / (address.lstrip("/") + ("index.html" if address.endswith("/") else "")) for address in KINDS.values()
    ]


def test_the_checker_has_nothing_to_say(
    built: Path, built_from_right_to_left: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    corners = built_once(tmp_path_factory, "corner-cases").folder
    pages = [*pages_of(built), *pages_of(built_from_right_to_left), *sorted(corners.rglob("*.html"))]
    assert all(page.is_file() for page in pages)
    assert findings(pages) == []


def test_the_checker_would_say_it(built: Path, tmp_path: Path) -> None:
    """One page that has what it once found, and more of its kinds."""
    text = (built / "about/index.html").read_text("utf-8")
    spoiled = '<pre aria-label="x"></pre><section><p>x</p></section><p id="a"><p id="a"><img src="x.png"><div><b></div>'
    (tmp_path / "spoiled.html").write_text(text.replace("</main>", f"{spoiled}</main>", 1), "utf-8")
    said = "\n".join(findings([tmp_path / "spoiled.html"]))
    for word in ("aria-label", "Section lacks heading", "Duplicate ID", "“alt”", "Unclosed element"):
        assert word in said, said
