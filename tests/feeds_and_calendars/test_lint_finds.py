"""The lint itself: a file that is right in everything else is spoiled in one place, and that is found."""

from __future__ import annotations

import pytest
from tests.feeds_and_calendars.built import Built
from tests.feeds_and_calendars.conftest import built_once
from tests.feeds_and_calendars.lint_dates import rfc_822
from tests.feeds_and_calendars.test_lint import LINTS

STORY, CALLS, MIDNIGHT = "/kinds/story/", "/events/sydney-calls/event.ics", "/events/over-midnight/event.ics"
# The file; what is there; what is put there instead; a word of the finding.
SPOILED = [
    (f"{STORY}rss.xml", "<ttl>60</ttl>", "", "ttl"),
    (f"{STORY}rss.xml", 'isPermaLink="false"', 'isPermaLink="true"', "guid"),
    (f"{STORY}rss.xml", "<pubDate>", "<pubDate>Xyz, ", "no such date"),
    (f"{STORY}rss.xml", "Nov 2026", "Nov 2037", "pubDate '"),
    (f"{STORY}rss.xml", 'length="', 'length="1', "bytes"),
    (f"{STORY}rss.xml", 'type="image/jpeg"', 'type="image/png"', "is no image/png"),
    (f"{STORY}rss.xml", "kinds/story/rss.xml", "kinds/story/feed", "link to itself"),
    (f"{STORY}rss.xml", "posts/lead-picture/</link>", "posts/no-picture/</link>", "leads to nothing"),
    (f"{STORY}rss.xml", "<title>With", "<title>&lt;3 with", "&lt;"),
    (f"{STORY}rss.xml", "<dc:creator>", "<author>x</author><dc:creator>", "<author>"),
    (f"{STORY}rss.xml", "A text.", "&amp;amp; <br/>", "description"),
    (f"{STORY}atom.xml", '<content type="html">', '<content type="html">&lt;p>', "never closed"),
    (f"{STORY}atom.xml", '<content type="html">', '<content type="html">&lt;a href="/x/">x&lt;/a>', "not an absolute"),
    (f"{STORY}atom.xml", '<content type="html">', '<content type="html">&lt;iframe>&lt;/iframe>', "<iframe>"),
    (f"{STORY}atom.xml", '<content type="html">', '<content type="html">&lt;b onclick="x">&lt;/b>', "onclick"),
    (f"{STORY}atom.xml", '<content type="html">', '<content type="html">&#x85;', "U+0085"),
    (f"{STORY}atom.xml", "<published>2026-11-18T23:52:04+13:00", "<published>2026-11-18T23:52:04", "no such date"),
    (f"{STORY}atom.xml", "<published>2026", "<published>2027", "future"),
    (f"{STORY}atom.xml", "hreflang", "lang", "its links to its page"),
    (f"{STORY}atom.xml", "<id>tag:reef.example.org,2016", "<id>http://reef", "no tag: URI"),
    (f"{STORY}atom.xml", "<summary>", "<summary>&lt;p>x ", "plain text"),
    (f"{STORY}feed.json", '"size_in_bytes":', '"size_in_bytes":9', "bytes"),
    (f"{STORY}feed.json", '"tags":["', '"tags":[null,"', "empty"),
    (f"{STORY}feed.json", "posts/lead-picture/", "posts/no-picture/", "leads to nothing"),
    (f"{STORY}feed.json", '"id":"tag:', '"id":"', "no tag: URI"),
    ("/feeds.opml", 'type="rss"', 'type="atom"', "type"),
    ("/feeds.opml", "kinds/story/rss.xml", "kinds/story/rss", "leads to nothing"),
    ("/feeds.opml", 'language="', 'langue="', "langue"),
    (CALLS, "RECURRENCE-ID;TZID=Australia/Sydney:20261105T093000", "RECURRENCE-ID:20261104T223000Z", "type and zone"),
    (
        CALLS,
        "RECURRENCE-ID;TZID=Australia/Sydney:20261105",
        "RECURRENCE-ID;TZID=Australia/Sydney:20261106",
        "hits nothing",
    ),
    (CALLS, "EXDATE;TZID=Australia/Sydney:20261022", "EXDATE;TZID=Australia/Sydney:20261023", "hits nothing"),
    (CALLS, "COUNT=20", "COUNT=20;UNTIL=20270602T233000Z", "UNTIL or COUNT"),
    (CALLS, "TZOFFSETTO:+1100", "TZOFFSETTO:+1030", "which is"),
    (CALLS, "BYMONTH=10", "BYMONTH=11", "of its own rule"),
    (CALLS, "TZID:Australia/Sydney", "TZID:Australia/Hobart", "VTIMEZONE of"),
    (CALLS, "STATUS:CANCELLED", "STATUS:CONFIRMED", "don't fit"),
    (CALLS, "CALSCALE", "METHOD:PUBLISH\r\nCALSCALE", "METHOD"),
    (MIDNIGHT, "DTEND;TZID=Pacific/Auckland:20261205", "DTEND;TZID=Pacific/Auckland:20261203", "not after"),
    (MIDNIGHT, "DTSTART;TZID=Pacific/Auckland:20261204", "DTSTART:20261204", "floating"),
    (MIDNIGHT, "Hall\\;", "Hall;", "escaped"),
    (MIDNIGHT, "\r\nUID", "\nUID", "CRLF"),
    (MIDNIGHT, "\r\n ", "", "octets"),
    (MIDNIGHT, "SEQUENCE:0", "SEQUENCE:first", "SEQUENCE"),
    (MIDNIGHT, "DTSTAMP:2026", "DTSTAMP:2027", "future"),
    ("/events/a-deadline/event.ics", "TRANSPARENT", "OPAQUE", "busy"),
    (CALLS, "TRANSPARENT", "OPAQUE", "busy"),
    ("/events/kiritimati/event.ics", "URI:https://video.", "URI:https://other.", "most programs"),
    ("/events/kiritimati/event.ics", "URI:https://video.", "URI:https://vid[eo.", "no address"),
    ("/languages/ur/atom.xml", 'dir="rtl"', 'dir="ltr"', "right to left"),
    ("/events/a-deadline/event.ics", "DTSTART;VALUE=DATE:20261224", "DTSTART;VALUE=DATE:20261225", "not after"),
]


@pytest.mark.parametrize(
    "text",
    [
        "Sun, 18 Nov 2026 00:00:00 +0000",  # it was a Wednesday
        "Wed, 18 Nov 2026 00:00:00 +1345",  # W3C's feed validator: problematical
        "Wed, 18 Nov 2026 00:00 +0000",
        "Wed, 18 November 2026 00:00:00 +0000",
        "Wed, 31 Nov 2026 00:00:00 +0000",
        "2026-11-18T00:00:00Z",
    ],
)
def test_no_such_date(text: str) -> None:
    assert rfc_822("Wed, 18 Nov 2026 00:00:00 +0000") == rfc_822("Wed, 18 Nov 2026 13:00:00 +1300")
    assert rfc_822(text) is None


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory, "corner-cases")


@pytest.mark.parametrize(("address", "old", "new", "word"), SPOILED)
def test_what_is_spoiled_is_found(site: Built, address: str, old: str, new: str, word: str) -> None:
    lint = next(lint for ending, lint in LINTS.items() if address.endswith(ending))
    good = site.files[address].read_bytes()
    assert old.encode() in good, good.decode()
    bad = good.replace(old.encode(), new.encode())
    before, after = (set(lint(site, address, content)) for content in (good, bad))
    assert [finding for finding in after - before if word in finding], after
