"""Every kind of page by the Nu HTML Checker, which is W3C's: the site, the one from right to left, and corner cases."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from tests.browser.kinds import FIRST, KINDS
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


def pages_of(site: Path, kinds: Iterable[str]) -> list[Path]:
    addresses = (KINDS[kind] for kind in kinds)
    return [site / (address.lstrip("/") + ("index.html" if address.endswith("/") else "")) for address in addresses]


# What it once found, and more of its kinds.
SPOILED = '<pre aria-label="x"></pre><section><p>x</p></section><p id="a"><p id="a"><img src="x.png"><div><b></div>'


def test_the_checker_has_nothing_to_say_but_of_a_spoiled_page(
    built: Path, built_from_right_to_left: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    corners = built_once(tmp_path_factory, "corner-cases").folder
    pages = [
        *pages_of(built, KINDS),
        *pages_of(built_from_right_to_left, sorted(FIRST)),
        *sorted(corners.rglob("*.html")),
    ]
    assert all(page.is_file() for page in pages)
    spoiled = tmp_path / "spoiled.html"
    spoiled.write_text(
        pages_of(built, ["about"])[0].read_text("utf-8").replace("</main>", f"{SPOILED}</main>", 1), "utf-8"
    )
    said = findings([*pages, spoiled])
    assert [each for each in said if "/spoiled.html:" not in each] == []
    for word in ("aria-label", "Section lacks heading", "Duplicate ID", "“alt”", "Unclosed element"):
        assert word in "\n".join(said), said
