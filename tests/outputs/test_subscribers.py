"""What subscribers' programs show: the text of events, the direction of posts, and the day on which things were written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import icalendar
import pytest
from lxml import etree, html
from tests.made import made_pages
from tests.outputs.conftest import SiteOf
from tests.test_uris import STRICT

from talanoa.build import FILES
from talanoa.outputs.calendars.add import google, outlook
from talanoa.outputs.calendars.calendar import files as calendars
from talanoa.outputs.feeds import files as feeds
from talanoa.outputs.shell import Shell
from talanoa.outputs.sitemap import sitemap
from talanoa.outputs.structured import event as event_data
from talanoa.outputs.view import View
from talanoa.uris import uri

NETWORK = """\
id: reef
authority: reef.example.org,2016
name: Reef
timezone: {zone}
languages: [{language}]
"""
LINK = "https://video.example.org/room?a=1&b=2"


def of(site_of: SiteOf, files: dict[str, str], zone: str = "Asia/Manila", language: str = "en", **more: str) -> View:
    view = site_of({"network.yml": NETWORK.format(zone=zone, language=language), **files}, **more)
    return made_pages(view.site)[0]


def vevents(view: View) -> list[icalendar.Event]:
    data = {file.address: file.made(view) for file in calendars(view)}["/events/calendar.ics"]
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def event(text: str) -> dict[str, str]:
    head = "  - id: a\n    title: A\n    type: call\n    start: 2026-12-01 10:00\n    duration: 1 hour\n"
    return {"events.yml": f"events:\n{head}" + "".join(f"    {line}\n" for line in text.splitlines())}


# Calendars


@pytest.mark.parametrize(
    ("written", "location", "said"),
    [
        (f"online: {{ platform: Zoom, url: '{LINK}', public: true }}", LINK, True),
        (f"online: {{ url: '{LINK}', public: true }}", LINK, True),
        (f"place: {{ city: Suva }}\nonline: {{ url: '{LINK}', public: true }}", "Suva", True),
        (f"online: {{ platform: Zoom, url: '{LINK}' }}", "Zoom", False),
        (f"online: {{ platform: Zoom, url: '{LINK}', public: false }}", "Zoom", False),
        (f"online: {{ url: '{LINK}', public: true }}\nstatus: cancelled\nsequence: 1", "", False),
    ],
)
def test_a_joining_link_is_where_every_program_shows_it(
    site_of: SiteOf, written: str, location: str, said: bool
) -> None:
    view = of(site_of, event(written))
    (found,) = vevents(view)
    assert str(found.get("LOCATION", "")) == location
    assert (LINK in str(found["DESCRIPTION"])) is said
    assert (found.get("CONFERENCE") == LINK) is said
    (occurrence,) = view.site.occurrences
    for address, key in ((google(view, occurrence), "details"), (outlook(view, occurrence), "body")):
        assert (LINK in parse_qs(urlsplit(address).query)[key][0]) is said


def test_a_description_keeps_lists_links_and_registration(site_of: SiteOf) -> None:
    text = """\
description: |
  Read [the paper](https://example.net/p?a=1,2;b) first; then [a post](/posts/hello/)\\
  and come.

  1. Welcome
  2. Talk
     - with all
registration: { url: https://example.org/r, opens: 2026-11-01, closes: 2026-11-30, audience: All, cost: None }
agenda: [{ title: Wells, minutes: 20 }, { title: Rain }]"""
    post = "---\ntitle: Hello\ndate: 2026-10-01\nauthors: [{name: A}]\nkind: blog\n---\nText.\n"
    (found,) = vevents(of(site_of, {**event(text), "posts/hello.md": post}))
    assert str(found["DESCRIPTION"]).split("\n\n") == [
        "Read the paper (https://example.net/p?a=1,2;b) first; then a post (https://example.org/posts/hello/)\nand come.",
        "1. Welcome\n2. Talk\n   - with all",
        "Register: https://example.org/r\nRegistration opens: 1 November 2026\nRegistration closes: 30 November 2026\nFor: All\nCost: None",
        "Agenda:\n– Wells (20 min)\n– Rain",
        "https://example.org/events/a/",
    ]


@pytest.mark.parametrize(
    ("written", "transparency"),
    [
        ("status: confirmed", "OPAQUE"),
        ("status: tentative", "OPAQUE"),
        ("status: cancelled\nsequence: 1", "TRANSPARENT"),
        ("status: postponed\nsequence: 1", "TRANSPARENT"),
    ],
)
def test_what_is_off_keeps_no_time(site_of: SiteOf, written: str, transparency: str) -> None:
    (found,) = vevents(of(site_of, event(written)))
    assert found["TRANSP"] == transparency


def test_a_single_cancelled_occurrence_keeps_no_time(site_of: SiteOf) -> None:
    text = "recurrence: { every: 1 week, count: 3 }\noccurrences:\n  2026-12-08: { status: cancelled, sequence: 1 }"
    found = {
        str(it.get("RECURRENCE-ID") and it["RECURRENCE-ID"].dt): it["TRANSP"]
        for it in vevents(of(site_of, event(text)))
    }
    assert sorted(found.values()) == ["OPAQUE", "TRANSPARENT"] and found["None"] == "OPAQUE"


@pytest.mark.parametrize(
    ("occurrence", "status", "previous"),
    [
        ("", "EventScheduled", None),
        ("status: tentative", "EventScheduled", None),
        ("status: cancelled", "EventCancelled", None),
        ("status: postponed", "EventPostponed", None),
        ("start: 2026-12-09 10:00", "EventRescheduled", "2026-12-08T10:00:00+08:00"),
        ("start: 2026-12-09 10:00, status: cancelled", "EventCancelled", "2026-12-08T10:00:00+08:00"),
    ],
)
def test_search_engines_read_what_became_of_an_occurrence(
    site_of: SiteOf, occurrence: str, status: str, previous: str | None
) -> None:
    text = f"recurrence: {{ every: 1 week, count: 3 }}\noccurrences:\n  2026-12-08: {{ {occurrence or 'notes: N'} }}"
    view = of(site_of, event(text))
    data = event_data(view, view.site.occurrences[1])
    assert data["eventStatus"] == f"https://schema.org/{status}"
    assert data.get("previousStartDate") == previous
    assert data["startDate"] == ("2026-12-09T10:00:00+08:00" if previous else "2026-12-08T10:00:00+08:00")


@pytest.mark.parametrize(
    ("start", "every"), [("2027-01-29", "1 month"), ("2027-01-30", "2 months"), ("2028-02-29", "1 year")]
)
def test_a_day_that_some_months_lack_is_named_in_the_rule(site_of: SiteOf, start: str, every: str) -> None:
    """The 29th, too: ical.js makes 1 March of a 29 February that a year lacks."""
    text = f"events:\n  - {{ id: a, title: A, type: deadline, start: {start}, recurrence: {{ every: {every}, count: 3 }} }}\n"
    (found,) = vevents(of(site_of, {"events.yml": text}))
    assert found["RRULE"]["BYMONTHDAY"] == [int(start[-2:])]
    assert ("BYMONTH" in found["RRULE"]) is every.endswith("year")


@pytest.mark.parametrize(
    ("latitude", "longitude", "geo"),
    [
        ("-18.14", "178.44", b"-18.14;178.44"),
        ("0.00001", "-0.00005", b"0.0;0.0"),
        ("0.0001", "-0.0001", b"0.0001;-0.0001"),
        ("0", "32.58", b"0.0;32.58"),
    ],
)
def test_a_place_near_the_equator_has_no_exponent(site_of: SiteOf, latitude: str, longitude: str, geo: bytes) -> None:
    (found,) = vevents(of(site_of, event(f"place: {{ city: A, latitude: {latitude}, longitude: {longitude} }}")))
    assert found["GEO"].to_ical().encode() == geo


# Feeds

SCRIPTS = {
    "ur": "rtl",
    "ar": "rtl",
    "he": "rtl",
    "dv": "rtl",
    "ps": "rtl",
    "az-Arab": "rtl",
    "ff-Adlm": "rtl",
    "nqo": "rtl",
}


def contents(view: View) -> dict[str, list[str]]:
    data = {file.address: file.made(view) for file in feeds(view)}
    atom, rss = (etree.fromstring(data[name]) for name in ("/atom.xml", "/rss.xml"))
    items = json.loads(data["/feed.json"])["items"]
    return {
        "atom": [it.text or "" for it in atom.iter("{*}content")],
        "rss": [it.text or "" for it in rss.iter("{*}encoded")],
        "json": [item["content_html"] for item in items],
    }


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_post_says_in_which_direction_it_is_written(site_of: SiteOf, language: str) -> None:
    post = f"---\ntitle: ت\ndate: 2026-10-01\nauthors: [{{name: A}}]\nkind: blog\nlanguage: {language}\n---\nت\n"
    for format, (found,) in contents(of(site_of, {"posts/a.md": post})).items():
        assert found.startswith(f'<div lang="{language}" dir="rtl">') and found.endswith("</div>"), format


def test_in_a_network_from_right_to_left_every_post_says_it(site_of: SiteOf) -> None:
    posts = {
        f"posts/{code}.md": f"---\ntitle: T\ndate: 2026-10-01\nauthors: [{{name: A}}]\nkind: blog\nlanguage: {code}\n---\nA.\n"
        for code in ("en", "ur")
    }
    for found in contents(of(site_of, posts, language="ur")).values():
        assert {text[:24] for text in found} == {'<div lang="en" dir="ltr"', '<div lang="ur" dir="rtl"'}
    for found in contents(of(site_of, {"posts/en.md": posts["posts/en.md"]})).values():
        assert "<div" not in found[0], "where both are from left to right, nothing has to be said"


# Days

ZONES = (
    "Pacific/Apia",
    "Pacific/Honolulu",
    "Asia/Manila",
    "Asia/Kathmandu",
    "America/New_York",
    "Africa/Monrovia",
    "UTC",
)
FAR = ("Pacific/Kiritimati", "Pacific/Chatham", "Pacific/Niue", "Etc/GMT+12")


def stamps(view: View) -> dict[str, list[datetime]]:
    data = {file.address: file.made(view) for file in (*feeds(view), *calendars(view))}
    atom = etree.fromstring(data["/atom.xml"])
    return {
        "rss": [parsedate_to_datetime(it.text or "") for it in etree.fromstring(data["/rss.xml"]).iter("pubDate")],
        "atom": [datetime.fromisoformat(it.text or "") for it in atom.iter("{*}published")],
        "json": [datetime.fromisoformat(it["date_published"]) for it in json.loads(data["/feed.json"])["items"]],
        "news": [datetime.fromisoformat(it["date_published"]) for it in json.loads(data["/events/feed.json"])["items"]],
        "calendar": [it["DTSTAMP"].dt for it in vevents(view)],
    }


@pytest.mark.parametrize("zone", (*ZONES, *FAR))
@pytest.mark.parametrize("day", ["2026-03-01", "2026-08-31", "2025-12-31"])
def test_a_day_stays_that_day(site_of: SiteOf, zone: str, day: str) -> None:
    post = f"---\ntitle: T\ndate: {day}\nauthors: [{{name: A}}]\nkind: blog\n---\nA.\n"
    view = of(site_of, {"posts/a.md": post, **event(f"updated: {day}")}, zone=zone)
    for format, found in stamps(view).items():
        for stamp in found:
            assert stamp.astimezone(ZoneInfo(zone)).date().isoformat() == day, (format, "at home")
            if zone not in FAR:
                for elsewhere in ZONES:
                    assert stamp.astimezone(ZoneInfo(elsewhere)).date().isoformat() == day, (format, elsewhere)
    page = next(page for page in made_pages(view.site)[1] if page.address == "/posts/a/")
    assert page.json_ld[0]["datePublished"] == page.json_ld[0]["dateModified"] == day


def test_a_change_that_is_to_come_is_announced_nowhere(site_of: SiteOf) -> None:
    post = "---\ntitle: T\ndate: 2026-11-01\nauthors: [{name: A}]\nkind: blog\nupdated: 2026-11-22\n---\nA.\n"
    recurring = "recurrence: { every: 1 week, count: 2 }\noccurrences:\n  2026-12-08: { status: cancelled, updated: 2026-12-24 }\n"
    files = {"posts/a.md": post, **event(recurring + "updated: 2026-11-22 00:30")}
    view = of(site_of, files, now="2026-11-21")
    text = b"".join(file.made(view) for make in FILES for file in make(view)).decode()
    assert (
        "2026-11-22" not in text and "2026-12-24" not in text and "22 Nov 2026" not in text and "20261122" not in text
    )
    assert not json.loads(next(it.made(view) for it in feeds(view) if it.address == "/events/feed.json"))["items"]
    later = of(site_of, files, now="2026-12-24")
    (item,) = json.loads(next(it.made(later) for it in feeds(later) if it.address == "/feed.json"))["items"]
    assert item["date_modified"].startswith("2026-11-22")
    assert (
        len(json.loads(next(it.made(later) for it in feeds(later) if it.address == "/events/feed.json"))["items"]) == 2
    )


# What manual/data.md promises, for whatever the check takes

RFC3339 = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z))?")
ODD_TIMES = """\
events:
  - { id: a, title: A, type: other, start: 1889-12-31 23:59, duration: 2 hours, timezone: Asia/Manila, updated: 1850-01-01 00:00 }
  - { id: b, title: B, type: other, start: 1800-01-01 00:00, end: 1800-01-02 00:00, timezone: America/Juneau }
  - { id: c, title: C, type: other, start: 1919-06-01 10:00, timezone: Africa/Monrovia, updated: 1971-12-01 10:00:59+00:44 }
  - { id: d, title: D, type: other, start: 2199-12-31 23:59, duration: 1 hour, timezone: Pacific/Kiritimati }
"""
ODD_POST = (
    "---\ntitle: T\ndate: 1850-06-01 00:00\nauthors: [{name: A}]\nkind: blog\nupdated: 1893-04-01 12:00:30\n---\nA.\n"
)


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "Africa/Monrovia", "Asia/Kolkata", "Pacific/Apia"])
def test_every_time_is_of_rfc_3339(site_of: SiteOf, zone: str) -> None:
    view = of(site_of, {"events.yml": ODD_TIMES, "posts/a.md": ODD_POST}, zone=zone)
    found = [
        *_times(
            json.loads(next(f.made(view) for m in FILES for f in m(view) if f.address == "/data/events.json"))["events"]
        )
    ]
    data = {file.address: file.made(view) for make in FILES for file in make(view)}
    found += _times(json.loads(data["/data/posts.json"])["posts"])
    found += _times(json.loads(data["/feed.json"])["items"])
    found += [it.text or "" for it in etree.fromstring(data["/atom.xml"]).iter("{*}updated", "{*}published")]
    pages = made_pages(view.site)[1]
    found += [time for page in pages for entry in page.json_ld for time in _times([dict(entry)])]
    found += [it.get("datetime") for p in pages for it in html.fromstring(p.render(False) or "<p>").iter("time")]
    assert len(found) > 20 and [time for time in found if not RFC3339.fullmatch(time)] == []
    assert "1889-12-31T23:59:00" in data["/data/events.json"].decode(), (
        "the clocks of the place stay as they were written"
    )


def _times(entries: list[Any]) -> Iterator[str]:
    names = ("start", "end", "date", "updated", "date_published", "date_modified", "startDate", "endDate")
    for entry in entries:
        yield from (entry[name] for name in (*names, "datePublished", "dateModified") if name in entry)


TYPED = (
    "https://münchen.example/straße [1]/a|b".replace(" ", "").replace("|", ""),
    "https://例え.テスト/道?q[]=é&x=100%#ü#2",
    "https://example.org/%zz/%C3%A9'(x)",
    "https://example.org:8080/a[b]?c=[d]#[e]",
)


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize(
    "url", ["https://bücher.example/", "https://example.org/réseau/", "https://भारत.example/a%20b/"]
)
def test_every_address_in_every_output_is_a_uri(site_of: SiteOf, typed: str, url: str) -> None:
    quoted = f'"{typed}"'
    files = {
        "members.yml": "members:\n  - id: m\n    name: M\n    country: FJ\n"
        f"    website: {quoted}\n    social: {{ mastodon: {quoted}, x: {quoted} }}\n    contact: {{ form: {quoted} }}\n"
        f"    about: 'See [it](<{typed.replace(chr(39), '')}>) and [mail](mailto:a@example.org?subject=é)'\n    formerly: [n]\n",
        **event(
            f"online: {{ url: {quoted}, public: true }}\nregistration: {{ url: {quoted} }}\nhosts: [m]\nupdated: 2026-11-01\n"
            f"documents: [{{ title: D, url: {quoted} }}]\nseries: {{ id: s, output: {{ title: O, url: {quoted} }} }}"
        ),
        "posts/a.md": f"---\ntitle: T\ndate: 2026-10-01\nauthors: [m]\nkind: blog\n"
        f"first_published: {{ name: Elsewhere, url: {quoted} }}\n---\n[It](<{typed}>)\n",
    }
    view = of(site_of, files, url=uri(url))
    pages = made_pages(view.site)[1]
    made = {file.address: file.made(view) for make in FILES for file in make(view)}
    made["/sitemap.xml"] = sitemap(view, [(page.address, None) for page in pages]).data
    shell = Shell(view, (), ())
    texts = {address: data.decode("utf-8-sig") for address, data in made.items()}
    texts |= {page.address: shell.document(page, str(page.render(False))) for page in pages}
    seen = 0
    for address, text in texts.items():
        text = text.replace("\r\n ", "").replace("\\/", "/")
        for found in _addresses(address, text):
            seen += 1
            assert STRICT.fullmatch(found), (address, found)
    assert seen > 200


def _addresses(name: str, text: str) -> Iterator[str]:
    """Every whole address: what programs read as one, by format."""
    if name.endswith(".json"):
        yield from (found for found in _strings(json.loads(text)) if re.match("https?://", found))
        if "content_html" not in text:
            return
        for item in json.loads(text)["items"]:
            yield from _in_html(item["content_html"])
    elif name.endswith((".xml", ".opml")):
        for element in etree.fromstring(text.encode()).iter():
            yield from (
                value for value in (element.text or "", *element.attrib.values()) if re.match(r"https?://\S+$", value)
            )
    elif name.endswith(".ics"):
        yield from re.findall(
            r"^(?:URL|SOURCE\S*?|CONFERENCE\S*?|LOCATION):(https?://.*)$", text.replace("\r", ""), re.M
        )
    elif name.endswith(".csv"):
        yield from re.findall(r"(?<![^,\"])https?://[^,\"\r\n]*", text)
    else:
        yield from _in_html(text)
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text):
            yield from (found for found in _strings(json.loads(block)) if re.match("https?://", found))


def _in_html(text: str) -> Iterator[str]:
    for element in html.fromstring(text or "<p>").iter():
        for key in ("href", "src", "content", "action"):
            if re.match(r"https?://\S+$", value := element.get(key) or ""):
                yield value


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
