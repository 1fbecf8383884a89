"""Every feed and calendar by our own reading of the specifications."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from tests.feeds_and_calendars.built import FEEDS, Built
from tests.feeds_and_calendars.corner_cases import SECRET
from tests.feeds_and_calendars.lint_atom import lint_atom
from tests.feeds_and_calendars.lint_icalendar import lint_icalendar
from tests.feeds_and_calendars.lint_json_feed import lint_json_feed
from tests.feeds_and_calendars.lint_opml import lint_opml
from tests.feeds_and_calendars.lint_rss import lint_rss

LINTS: Mapping[str, Callable[[Built, str, bytes], Iterator[str]]] = {
    "/rss.xml": lint_rss,
    "/atom.xml": lint_atom,
    "/feed.json": lint_json_feed,
    "/feeds.opml": lint_opml,
    ".ics": lint_icalendar,
}


@pytest.mark.parametrize("ending", LINTS)
def test_nothing_is_wrong(built: Built, ending: str) -> None:
    findings = [
        f"{address}: {finding}"
        for address, path in built.named(ending).items()
        for finding in LINTS[ending](built, address, path.read_bytes())
    ]
    assert not findings, "\n".join(findings)


def test_feeds_stand_where_the_contract_says(built: Built) -> None:
    """All three formats beside every page that is followed, and a calendar wherever one has events."""
    followed = {"/", "/events/"}
    for listing in ("kinds", "themes", "countries", "languages", "activities", "members", "people"):
        pages = (address.split("/") for address in built.named("/index.html"))
        followed |= {f"/{parts[1]}/{parts[2]}/" for parts in pages if parts[1] == listing and len(parts) == 4}
    for name in FEEDS:
        found = {address.removesuffix(name) for address in built.named("/" + name)}
        assert found == followed - built.moved.keys()
    assert "/feeds.opml" in built.files


def test_every_event_has_its_calendar(built: Built) -> None:
    events = {address.split("/")[2] for address in built.named("/event.ics")}
    listed = built.files.get("/events/calendar.ics")
    uids = {line.split(":")[1].split("@")[0] for line in _lines(listed) if line.startswith("UID:") and "/" not in line}
    statements = {f"{address.split('/')[2]}.signing" for address in built.named("/index.html") if "/posts/" in address}
    assert uids <= events | statements
    assert bool(events) == bool(listed)


def test_a_feed_never_moves(built: Built) -> None:
    """Where something was before it was renamed, subscribers go on finding what they subscribed to, byte for byte."""
    for old, new in built.moved.items():
        for name in (*FEEDS, "calendar.ics", "event.ics"):
            here, there = built.files.get(old + name), built.files.get(new + name)
            assert bool(here) == bool(there), f"{old}{name} beside {new}{name}"
            assert here is None or there is None or here.read_bytes() == there.read_bytes(), f"{old}{name}"


def test_nothing_hidden_is_said(built: Built) -> None:
    for address, path in built.files.items():
        if not address.endswith(tuple(LINTS)):
            continue
        assert SECRET.encode() not in path.read_bytes(), address
        assert SECRET not in address.upper()


def _lines(path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path else []
