"""A small network, and the digest of it on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.conftest import Files, write_network

from talanoa.digest import Digest, NotMade, Span, digest, view_of
from talanoa.load import load
from talanoa.outputs.view import View
from talanoa.problems import has_errors

NETWORK = """\
id: reef-network
authority: reef.example.org,2016
name: {en: Reef Network, id: Jejaring Karang, ur: ریف نیٹ ورک}
timezone: Pacific/Auckland
languages: [en, id, ur]
"""
MEMBERS = """\
members:
  - {id: open-reef, name: Open Reef, country: FJ, people: [{id: sefa, name: Sefa Reef}]}
  - {id: terumbu, name: Terumbu, country: ID}
"""
URL = "https://reef.example.org/"


def post(title: str, day: str, *fields: str, body: str = "Words of it.") -> str:
    lines = "\n".join((f"title: {title}", f"date: {day}", "authors: [sefa]", *fields))
    return f"---\n{lines}\n{'' if 'kind:' in lines else 'kind: news'}\n---\n{body}\n"


Told = Callable[..., "Digest | NotMade"]


@pytest.fixture
def seen(tmp_path: Path) -> Callable[..., View]:
    """`seen({"posts/a.md": …})` → the view of that network at the end of a day."""

    def build(files: Files, now: str = "2026-11-21") -> View:
        root = write_network(tmp_path, {"network.yml": NETWORK, "members.yml": MEMBERS, **files})
        content, problems = load(root)
        assert content and not has_errors(problems), problems
        view = view_of(content, datetime.fromisoformat(now).replace(tzinfo=UTC), URL)
        view.greetings = content.greetings  # type: ignore[attr-defined]
        return view

    return build


@pytest.fixture
def told(seen: Callable[..., View]) -> Told:
    """`told({"posts/a.md": …}, since="2026-11-01")` → the digest of that network, or that there is none."""

    def build(
        files: Files,
        since: str = "2026-11-01",
        until: str = "2026-11-21",
        language: str = "en",
        now: str = "2026-11-21",
    ) -> Digest | NotMade:
        view = seen(files, now)
        span = Span(date.fromisoformat(since), date.fromisoformat(until))
        return digest(view, view.greetings, span, language)  # type: ignore[attr-defined]

    return build
