"""What belongs together: the posts that were changed last, and a series with the steps of its output."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from talanoa.groups import changed_last
from talanoa.load import load
from talanoa.site import Site
from tests.conftest import Files

SiteOf = Callable[..., Site]
LISTED = """\
series:
  - id: charter
    title: Charter
    output:
      title: The charter
      steps:
"""
EVENTS = """\
events:
  - id: talk
    title: Talk
    type: call
    start: 2026-05-01
    series: { id: charter }
    documents: [{ title: Photographs, url: "https://example.org/photographs" }, { title: Draft, file: docs/draft.txt }]
  - id: assembly
    title: Assembly
    type: summit
    start: 2026-09-01
    documents: [{ title: Speech, url: "https://example.org/speech" }]
  - id: calls
    title: Calls
    type: call
    start: 2026-06-01
    recurrence: { every: 1 week, count: 2 }
"""


@pytest.fixture
def site_of(network: Callable[[Files], Path]) -> SiteOf:
    def build(files: Files, day: str = "2026-11-21") -> Site:
        content, _ = load(network(files))
        assert content
        return Site.of(content, datetime.fromisoformat(f"{day}T00:00").replace(tzinfo=UTC), "https://example.org/")

    return build


def test_the_post_that_was_changed_last_is_among_those_of_the_last_days(site_of: SiteOf) -> None:
    """Which of them it is hangs on the zone of whoever looks."""
    days = {"a": "2026-11-05", "b": "2026-10-01\nupdated: 2026-11-07", "c": "2026-11-04", "d": "2026-11-06"}
    text = "---\ntitle: T\ndate: {}\nauthors: [{{name: A}}]\nkind: blog\n---\nText\n"
    posts = site_of({f"posts/{slug}.md": text.format(day) for slug, day in days.items()}).posts
    assert {post.slug for post in changed_last(posts)} == {"a", "b", "d"}
    assert changed_last(()) == ()


def step(site_of: SiteOf, written: str) -> tuple[str, str, str, bool]:
    """The day of a step, the title and the address of its document, and whether it is reached."""
    found = site_of({"events.yml": f"{LISTED}        - {{ {written} }}\n{EVENTS}"}).series["charter"].output
    assert found
    (one,) = found.steps
    document = one.document
    told = (
        (str(document.title), f"url {document.url}" if document.url else f"file {document.file}")
        if document
        else ("", "")
    )
    return str(one.day or ""), *told, one.is_reached


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("state: draft, date: 2026-05-02", ("2026-05-02", "", "", True)),
        ("state: draft, date: 2026-11-22", ("2026-11-22", "", "", False)),
        ("state: draft, event: talk, document: Draft", ("2026-05-01", "Draft", "file docs/draft.txt", True)),
        (
            "state: tabled, event: assembly, document: Speech",
            ("2026-09-01", "Speech", "url https://example.org/speech", True),
        ),
        ("state: tabled, event: calls", ("", "", "", False)),
        (
            'state: adopted, date: 2026-10-01, document: "https://example.org/charter"',
            ("2026-10-01", "The charter", "url https://example.org/charter", True),
        ),
        (
            "state: draft, date: 2026-10-01, document: docs/c.txt",
            ("2026-10-01", "The charter", "file docs/c.txt", True),
        ),
    ],
)
def test_a_step_is_reached_on_its_day_and_its_text_is_an_events_or_its_own(
    written: str, expected: tuple[str, str, str, bool], site_of: SiteOf
) -> None:
    assert step(site_of, written) == expected


@pytest.mark.parametrize(
    ("state", "kind"), [("draft", "draft"), ("validated", "validated"), ("tabled", "other"), ("adopted", "other")]
)
def test_a_text_of_its_own_is_of_the_kind_that_the_step_says(state: str, kind: str, site_of: SiteOf) -> None:
    written = f"        - {{ state: {state}, date: 2026-05-02, document: docs/c.txt }}\n"
    found = site_of({"events.yml": LISTED + written + EVENTS}).series["charter"].output
    assert found and found.steps[0].document and found.steps[0].document.kind == kind


@pytest.mark.parametrize(
    ("steps", "day", "is_over"),
    [
        ("date: 2026-05-02", "2026-05-02", False),
        ("date: 2026-05-02", "2026-05-03", True),
        ("event: calls", "2026-05-03", True),  # of which no one says when
    ],
)
def test_a_series_is_over_on_the_day_after_its_last_step(steps: str, day: str, is_over: bool, site_of: SiteOf) -> None:
    written = f"        - {{ state: draft, {steps} }}\n"
    assert site_of({"events.yml": LISTED + written + EVENTS}, day).series["charter"].is_over is is_over


def test_a_series_is_listed_however_far_in_its_list_begins(site_of: SiteOf) -> None:
    listed = textwrap.indent(f"{LISTED}        - {{ state: draft, date: 2026-05-02 }}\n{EVENTS}", "  ")
    assert str(site_of({"events.yml": listed}).series["charter"].title) == "Charter"


def test_a_series_that_is_not_listed_has_the_first_title_and_the_states_that_its_events_say(site_of: SiteOf) -> None:
    events = """\
events:
  - { id: a, title: A, type: call, start: 2026-05-02, series: { id: talks, number: 1, output: { title: Words } } }
  - id: b
    title: B
    type: call
    start: 2026-05-01
    series: { id: talks, number: 2, title: Talks, output: { title: More words, state: draft } }
"""
    found = site_of({"events.yml": events}).series["talks"]
    assert (str(found.title), [event.id for event in found.events]) == ("Talks", ["a", "b"])
    assert found.output and [one.state for one in found.output.steps] == ["draft"]
    assert str(found.output.title) == "Words", "of the latest event"
