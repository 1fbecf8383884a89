"""Digests by the Nu HTML Checker, which is W3C's: those of the sample, and one of everything that is strange."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from tests.browser.test_html import findings
from tests.conftest import REPOSITORY
from tests.digest.conftest import Told, post
from tests.digest.test_letter import STRANGE, digest
from tests.digest.test_what_is_told import CALLS

from talanoa.digest import Digest, Span, view_of
from talanoa.digest import digest as make
from talanoa.load import load


def test_the_checker_has_nothing_to_say(told: Told, tmp_path: Path) -> None:
    content, _ = load(REPOSITORY)
    assert content
    view = view_of(content, datetime(2026, 11, 21, tzinfo=UTC), "https://example.org/")
    span = Span(date(2026, 3, 1), date(2026, 11, 21))
    found = {language: make(view, content.greetings, span, language) for language in ("en", "ur")}
    quoted = "'" + STRANGE.replace("'", "''") + "'"
    greeting = "# One\n\n## Two\n\n![x](y.png) [^1] `code` <b>b</b>\n\n| a |\n|---|\n| b |\n\n- [ ] task\n\n!!! note\n    Box\n\n[^1]: Note\n"
    files = {
        "posts/a.md": post(quoted, "2026-11-10", f"summary: {quoted}"),
        "digests/greeting.md": greeting,
        "events.yml": CALLS,
    }
    found["strange"] = digest(told(files))
    pages = []
    for name, each in found.items():
        assert isinstance(each, Digest)
        pages.append(tmp_path / f"{name}.html")
        pages[-1].write_text(each.html, "utf-8")
    assert findings(pages) == []
