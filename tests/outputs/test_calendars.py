"""Which calendars there are, what is in each, and how people find them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qs, urlsplit

import icalendar
import pytest
from tests.made import made_pages
from tests.outputs.conftest import SiteOf

from talanoa.model.event import Event
from talanoa.model.occurrences import Occurrence
from talanoa.outputs.calendars import components as calendar_components
from talanoa.outputs.calendars.add import google, outlook
from talanoa.outputs.calendars.calendar import files
from talanoa.outputs.output import Page
from talanoa.outputs.view import View

NETWORK = """
id: a-network
authority: network.example.org,2016
name: A network
timezone: Asia/Manila
languages: [en]
themes: [{ id: water, title: Water }, { id: fire, title: Fire }]
countries: [{ code: PH }, { code: FJ }]
"""
MEMBERS = """
members:
  - { id: host, name: Host, country: PH, formerly: [old-host] }
  - { id: leader, name: Leader, country: FJ, people: [{ id: ana, name: Ana }] }
  - { id: proposer, name: Proposer, country: FJ, people: [{ id: ben, name: Ben, visibility: hidden }] }
  - { id: idle, name: Idle, country: FJ }
  - { id: secret, name: Secret, country: TO, visibility: hidden }
"""
EVENTS = """
events:
  - id: a-call
    title: Call
    type: call
    start: 2026-12-02 14:00
    duration: 1 hour
    online: { platform: Video }
    hosts: [secret]
    recurrence: { every: 1 week, count: 4 }
    occurrences:
      2026-12-09: { agenda: [{ title: Wells, proposed_by: proposer, lead: ana }] }
      2026-12-16: { agenda: [{ title: Rain, lead: ben }] }
  - id: a-meeting
    title: Meeting
    type: meeting
    start: 2027-01-20 09:30
    place: { city: Suva, country: FJ }
    countries: [PH]
    themes: [water]
    hosts: [host]
    formerly: [old-meeting]
  - { id: none, title: All left out, type: review, start: 2027-01-01, recurrence: { every: 1 day, count: 1, except: [2027-01-01] } }
"""


@pytest.fixture
def view(site_of: SiteOf) -> View:
    return site_of({"network.yml": NETWORK, "members.yml": MEMBERS, "events.yml": EVENTS})


def made(view: View) -> dict[str, bytes]:
    return {file.address: file.made(view) for file in files(view)}


def uids(data: bytes) -> set[str]:
    calendar = icalendar.Calendar.from_ical(data)
    return {str(event["UID"]).partition("@")[0] for event in calendar.walk("VEVENT")}


def test_each_calendar_has_what_belongs_to_it(view: View) -> None:
    assert {address: uids(data) for address, data in made(view).items()} == {
        "/events/calendar.ics": {"a-call", "a-meeting"},
        "/events/types/call/calendar.ics": {"a-call"},
        "/events/types/meeting/calendar.ics": {"a-meeting"},
        "/countries/fj/calendar.ics": {"a-meeting"},
        "/countries/ph/calendar.ics": {"a-meeting"},
        "/themes/water/calendar.ics": {"a-meeting"},
        "/members/host/calendar.ics": {"a-meeting"},
        "/members/leader/calendar.ics": {"a-call"},
        "/members/proposer/calendar.ics": {"a-call"},
        "/members/old-host/calendar.ics": {"a-meeting"},
        "/events/a-call/event.ics": {"a-call"},
        "/events/a-meeting/event.ics": {"a-meeting"},
        "/events/old-meeting/event.ics": {"a-meeting"},
    }


def test_an_event_is_the_same_in_every_calendar(view: View) -> None:
    """Programs know it by its UID: two that differ would overwrite each other in turn."""
    whole = made(view)["/events/calendar.ics"]
    for data in made(view).values():
        events = re.findall(rb"BEGIN:VEVENT.*?END:VEVENT\r\n", data, re.DOTALL)
        assert events and all(event in whole for event in events)


def test_a_calendar_has_an_identity_of_its_own(view: View) -> None:
    calendars = {address: icalendar.Calendar.from_ical(data) for address, data in made(view).items()}
    moved = [calendars.pop("/members/old-host/calendar.ics"), calendars.pop("/events/old-meeting/event.ics")]
    assert len({calendar["UID"] for calendar in calendars.values()}) == len(calendars)
    for address, calendar in calendars.items():
        assert calendar["SOURCE"] == f"https://example.org{address}"
        assert calendar["NAME"] == calendar["X-WR-CALNAME"]
        assert "METHOD" not in calendar
    assert calendars["/themes/water/calendar.ics"]["NAME"] == "Water – A network"
    # Who fetches from a former address learns where it is now.
    assert [calendar["SOURCE"] for calendar in moved] == [
        "https://example.org/members/host/calendar.ics",
        "https://example.org/events/a-meeting/event.ics",
    ]


def test_an_agenda_says_who_leads_and_speaks(site_of: SiteOf) -> None:
    """By the names that may be seen; who has none isn't there."""
    agenda = "[{ title: Wells, time: '14:00', minutes: 20, lead: ana, speakers: [leader, ben, { name: Zoe }] }, { title: Rain }]"
    event = f"events:\n  - {{ id: a, title: A, type: call, start: 2026-12-02, agenda: {agenda} }}\n"
    view = site_of({"network.yml": NETWORK, "members.yml": MEMBERS, "events.yml": event})
    (found,) = icalendar.Calendar.from_ical(made(view)["/events/a/event.ics"]).walk("VEVENT")
    assert "Agenda:\n– 14:00 Wells (20 min, Ana, Leader, Zoe)\n– Rain\n" in found["DESCRIPTION"]


def test_an_edit_of_one_event_leaves_the_calendars_of_others_alone(site_of: SiteOf) -> None:
    def build(events: str) -> dict[str, bytes]:
        return made(site_of({"network.yml": NETWORK, "members.yml": MEMBERS, "events.yml": events}))

    before, after = build(EVENTS), build(EVENTS.replace("title: Meeting", "title: Assembly"))
    changed = {address for address in before if before[address] != after[address]}
    assert changed == {address for address, data in before.items() if "a-meeting" in uids(data)}


def pages(view: View) -> dict[str, Page]:
    _, made = made_pages(view.site)
    return {page.address: page for page in made}


def test_pages_tell_programs_of_their_calendars(view: View) -> None:
    found = {
        address: [feed.address for feed in page.feeds if feed.type == "text/calendar"]
        for address, page in pages(view).items()
    }
    everything = "/events/calendar.ics"
    assert found["/events/"] == found["/events/2026/12/"] == found["/subscribe/"] == [everything]
    assert found["/events/types/call/"] == ["/events/types/call/calendar.ics", everything]
    assert found["/events/a-call/"] == found["/events/a-call/2026-12-09/"] == ["/events/a-call/event.ics", everything]
    assert found["/events/none/"] == [everything]
    for page in ("/themes/water/", "/countries/fj/", "/members/host/"):
        assert found[page] == [f"{page}calendar.ics"]
    for page in ("/themes/fire/", "/members/idle/", "/events/types/review/"):
        assert f"{page}calendar.ics" not in found[page]
    assert {address for addresses in found.values() for address in addresses} <= {*made(view)}


@pytest.mark.parametrize(
    "page", ["/events/", "/events/types/call/", "/themes/water/", "/countries/fj/", "/members/host/"]
)
def test_a_page_offers_its_calendar_to_people(view: View, page: str) -> None:
    html = pages(view)[page].render(False)
    assert f'href="site:{page[1:]}calendar.ics" type="text/calendar"' in html
    assert f'href="webcal://example.org{page}calendar.ics"' in html


def test_a_series_can_be_subscribed_to_and_an_event_taken_along(view: View) -> None:
    series, one, event = (
        pages(view)[page].render(False)
        for page in ("/events/a-call/", "/events/a-call/2026-12-09/", "/events/a-meeting/")
    )
    for html in (series, one):
        assert 'href="site:events/a-call/event.ics"' in html
        assert 'href="webcal://example.org/events/a-call/event.ics"' in html
    assert 'href="site:events/a-meeting/event.ics"' in event and "webcal:" not in event
    for html in (one, event):
        first = html.index("event.ics")
        assert first < html.index("https://calendar.google.com/") < html.index("https://outlook.live.com/")
        services = re.findall(r'<a href="(https://(?:calendar\.google|outlook)[^"]*)" rel="([^"]*)">', html)
        assert [rel for _, rel in services] == ["noopener external"] * 3
    assert "calendar.google.com" not in series


def test_the_page_of_subscriptions_names_every_calendar_but_of_members_and_single_events(view: View) -> None:
    html = pages(view)["/subscribe/"].render(False)
    named = {*re.findall(r'href="site:([^"]*\.ics)"', html)}
    assert {f"/{address}" for address in named} == {
        address for address in made(view) if not address.startswith("/members/") and not address.endswith("event.ics")
    }


# --- links to calendars on the web --------------------------------------------------------------------------------


def asked(link: str) -> dict[str, str]:
    return {key: value for key, (value,) in parse_qs(urlsplit(link).query, strict_parsing=True).items()}


def both(site_of: SiteOf, event: str) -> tuple[dict[str, str], dict[str, str]]:
    view = site_of({"network.yml": NETWORK, "events.yml": f"events:\n  - {{ {event} }}\n"})
    (occurrence,) = view.site.occurrences
    return asked(google(view, occurrence)), asked(outlook(view, occurrence))


def test_a_call_that_ends_the_next_day(site_of: SiteOf) -> None:
    event = "id: night, title: 'Q & A: <3 100%', type: call, start: 2026-12-31 23:30, duration: 1 hour, online: {}"
    to_google, to_outlook = both(site_of, event + ", summary: 'Two; three', timezone: Pacific/Chatham")
    assert to_google == {
        "action": "TEMPLATE",
        "dates": "20261231T094500Z/20261231T104500Z",
        "text": "Q & A: <3 100%",
        "details": "Two; three\n\nhttps://example.org/events/night/",
    }
    assert to_outlook == {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "startdt": "2026-12-31T09:45:00Z",
        "enddt": "2026-12-31T10:45:00Z",
        "subject": "Q & A: <3 100%",
        "body": "Two; three\n\nhttps://example.org/events/night/",
    }


def test_whole_days_end_on_the_day_after_the_last(site_of: SiteOf) -> None:
    event = (
        "id: days, title: Days, type: summit, start: 2027-02-26, end: 2027-02-28, place: { city: Suva, country: FJ }"
    )
    to_google, to_outlook = both(site_of, event)
    assert to_google["dates"] == "20270226/20270301"
    assert (to_outlook["startdt"], to_outlook["enddt"], to_outlook["allday"]) == ("2027-02-26", "2027-03-01", "true")
    assert to_google["location"] == to_outlook["location"] == "Suva, Fiji"


def test_what_has_no_end_lasts_no_time(site_of: SiteOf) -> None:
    to_google, _ = both(site_of, "id: open, title: Open, type: other, start: 2027-02-26 12:00")
    assert to_google["dates"] == "20270226T040000Z/20270226T040000Z"


def test_no_service_learns_a_joining_link_that_is_not_public(site_of: SiteOf) -> None:
    event = (
        "id: a, title: A, type: call, start: 2027-02-26 12:00, online: { platform: Video, url: 'https://e.org/hush' }"
    )
    for found in both(site_of, event):
        assert "hush" not in str(found) and found["location"] == "Video"


def test_links_are_short_enough_whatever_the_script(site_of: SiteOf) -> None:
    text = "ကွန်ရက်အစည်းအဝေး 👩‍🌾 " * 60
    event = f"id: long, title: '{text}', type: call, start: 2026-12-08 14:00, summary: '{text}', place: {{ name: '{text}' }}"
    view = site_of({"network.yml": NETWORK, "events.yml": f"events:\n  - {{ {event} }}\n"})
    (occurrence,) = view.site.occurrences
    for link in (google(view, occurrence), outlook(view, occurrence)):
        assert len(link) < 2000
        found = asked(link)
        assert any(value.endswith("…") and text.startswith(value[:-1]) for value in found.values())
        assert any(value.endswith("https://example.org/events/long/") for value in found.values())


@pytest.mark.parametrize(
    ("letters", "kept"),
    [("a" * 450, "a" * 450), ("a" * 451, "a" * 441 + "…"), ("a" * 440 + " bc" * 9, "a" * 440 + "…")],
)
def test_a_title_is_whole_as_long_as_it_may_be_and_cut_behind_it(letters: str, kept: str, site_of: SiteOf) -> None:
    """The mark of what was left out takes nine of 450 octets; there is no space before it."""
    event = f"id: long, title: '{letters}', type: call, start: 2026-12-08 14:00, summary: '{letters}'"
    to_google, to_outlook = both(site_of, event)
    assert to_google["text"] == to_outlook["subject"] == kept
    assert to_google["details"] == to_outlook["body"] == f"{kept}\n\nhttps://example.org/events/long/"


@pytest.mark.parametrize("length", [300, 301])
def test_half_a_place_is_of_use_and_half_a_link_is_not(length: int, site_of: SiteOf) -> None:
    link = "https://example.net/".ljust(length - 2, "a")  # whose colon takes three octets
    a_place, _ = both(
        site_of, f"id: a, title: A, type: call, start: 2026-12-08 14:00, place: {{ name: '{'a' * length}' }}"
    )
    assert a_place["location"] == ("a" * 300 if length == 300 else "a" * 291 + "…")
    a_call, _ = both(
        site_of, f"id: a, title: A, type: call, start: 2026-12-08 14:00, online: {{ url: '{link}', public: true }}"
    )
    assert a_call.get("location") == (link if length == 300 else None)


@pytest.mark.parametrize("octets", [300, 301])
def test_how_to_join_is_included_if_it_is_short_enough(octets: int, site_of: SiteOf) -> None:
    words = len("Join%20the%20call%3A%20https%3A//example.net/")
    link = "https://example.net/" + "a" * (octets - words)
    event = f"id: a, title: A, type: call, start: 2026-12-08 14:00, online: {{ url: '{link}', public: true }}"
    to_google, _ = both(site_of, event)
    joining = f"Join the call: {link}\n\n" if octets == 300 else ""
    assert to_google["details"] == f"{joining}https://example.org/events/a/"


def test_no_one_adds_what_is_cancelled(site_of: SiteOf) -> None:
    event = "{ id: off, title: Off, type: call, start: 2026-12-08 14:00, status: cancelled }"
    view = site_of({"network.yml": NETWORK, "events.yml": f"events:\n  - {event}\n"})
    html = pages(view)["/events/off/"].render(False)
    assert "google" not in html and "event.ics" not in html


def test_each_event_is_made_once_however_many_calendars_it_is_in(
    site_of: SiteOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_of: list[str] = []
    components = calendar_components._components

    def counted(view: View, event: Event, kept: Sequence[Occurrence]) -> Iterator[icalendar.Event]:
        made_of.append(event.id)
        return components(view, event, kept)

    monkeypatch.setattr(calendar_components, "_components", counted)
    files = made(site_of({"network.yml": NETWORK, "members.yml": MEMBERS, "events.yml": EVENTS}))
    assert sum("UID:a-meeting@" in data.decode() for data in files.values()) > 3
    assert sorted(made_of) == ["a-call", "a-meeting"]


# --- statements -----------------------------------------------------------------------------------------------------

STATEMENT = """\
---
title: Time to comment
date: 2026-05-01
authors: [host]
kind: statement
signing: {{ {signing} }}
{more}
---
Text.
"""


def deadlines(site_of: SiteOf, **statements: str) -> list[list[str]]:
    """The lines of each last day to sign in the calendar of everything."""
    posts = {f"posts/{slug}.md": text for slug, text in statements.items()}
    view = site_of({"network.yml": NETWORK, "members.yml": MEMBERS, "events.yml": EVENTS, **posts})
    text = made(view)["/events/calendar.ics"].decode().replace("\r\n ", "")
    found = re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", text, re.DOTALL)
    return [lines.split("\r\n")[:-1] for lines in found if ".signing@" in lines]


def test_the_last_day_to_sign_a_statement_is_a_day_that_keeps_no_time(site_of: SiteOf) -> None:
    signing = "closes: 2026-06-30, addressed_to: 'All governments;  of the region'"
    (lines,) = deadlines(site_of, time=STATEMENT.format(signing=signing, more="updated: 2026-05-03 10:00"))
    assert lines == [
        "SUMMARY:Last day to sign: Time to comment",
        "DTSTART;VALUE=DATE:20260630",
        "DTEND;VALUE=DATE:20260701",
        "DTSTAMP:20260503T020000Z",
        "UID:time.signing@network.example.org",
        "SEQUENCE:60",
        "CATEGORIES:Deadline",
        "DESCRIPTION:Addressed to: All governments\\; of the region\\n\\nhttps://example.org/posts/time/",
        "LAST-MODIFIED:20260503T020000Z",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "URL:https://example.org/posts/time/",
    ]


def test_statements_stand_in_the_order_of_their_ids_and_each_once(site_of: SiteOf) -> None:
    closes = "closes: 2026-06-30"
    found = deadlines(
        site_of,
        b=STATEMENT.format(signing=closes, more="id: first"),
        a=STATEMENT.format(signing=closes, more="id: second"),
        c=STATEMENT.format(signing=closes, more="translation_of: a\nlanguage: id"),
        open=STATEMENT.format(signing="opens: 2026-05-02", more=""),
        short=STATEMENT.format(signing="closes: 2026-05-01", more=""),
        late=STATEMENT.format(signing="closes: 2026-04-28", more=""),
    )
    uids = [next(line for line in lines if line.startswith("UID")).partition(".")[0] for lines in found]
    assert uids == ["UID:first", "UID:late", "UID:second", "UID:short"]
    assert ["SEQUENCE:0" in lines for lines in found] == [False, True, False, True], "never a number below zero"
    assert all("DESCRIPTION:https://" in line for lines in found for line in lines if line.startswith("DESCRIPTION"))
