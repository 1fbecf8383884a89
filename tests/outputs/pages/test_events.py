"""The calendar and the pages of events: what is in the HTML, before any script."""

from __future__ import annotations

import re

import pytest
from tests.made import made_pages
from tests.outputs.conftest import SiteOf

from talanoa.outputs import clocks
from talanoa.outputs.pages.events import grid
from talanoa.outputs.view import View

NETWORK = "id: n\nauthority: network.example.org,2016\nname: N\ntimezone: {zone}\nlanguages: [{language}]\n"
EVENTS = """\
events:
  - { id: call, title: Call, type: call, start: 2026-12-03 14:00, online: { url: "https://meet.example.org/secret" } }
  - { id: meeting, title: Meeting, type: meeting, start: 2026-11-30, end: 2026-12-03, place: { city: Suva } }
  - { id: off, title: Off, type: webinar, start: 2026-12-10, status: cancelled }
  - { id: done, title: Done, type: call, start: 2026-03-05 09:00, online: {} }
  - { id: due, title: Due, type: deadline, start: 2027-02-01 }
"""


def view_of(site_of: SiteOf, events: str = EVENTS, zone: str = "Asia/Manila", language: str = "en") -> View:
    return site_of({"network.yml": NETWORK.format(zone=zone, language=language), "events.yml": events})


def html_of(view: View, address: str) -> str:
    (html,) = (page.render(False) for page in made_pages(view.site)[1] if page.address == address)
    return " ".join(html.split())


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# --- months -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "language", "first"),
    [
        ("Asia/Manila", "en", "Sun"),
        ("Australia/Sydney", "en", "Mon"),
        ("Asia/Calcutta", "en", "Sun"),
        ("Indian/Maldives", "en", "Fri"),
        ("Asia/Kabul", "en", "Sat"),
        ("Asia/Manila", "mn", "Ня"),
        ("UTC", "ko", "월"),
    ],
)
def test_weeks_begin_as_in_the_networks_country(site_of: SiteOf, zone: str, language: str, first: str) -> None:
    month = grid(view_of(site_of, zone=zone, language=language), 2026, 12)
    assert month.weekdays[0][0] == first
    days = [[day and day.date.isoweekday() for day in week] for week in month.weeks]
    assert len({week.index(4) for week in days if 4 in week}) == 1, "and Thursdays stand below each other"


def test_a_day_says_what_it_has_and_leads_to_what_begins_on_it(site_of: SiteOf) -> None:
    html = html_of(view_of(site_of), "/events/2026/12/")
    days = re.findall(r'<a class="t-grid__day" href="([^"]+)">.*?<span class="t-heard">([^<]+)</span>', html)
    assert days == [
        ("#event-meeting", "Tuesday, 1 December, 1 event"),
        ("#event-meeting", "Wednesday, 2 December, 1 event"),
        ("#event-call", "Thursday, 3 December, 2 events"),
        ("#event-off", "Thursday, 10 December, 1 event"),
    ]
    assert [f'id="{link[1:]}"' in html for link, _ in days] == [True] * 4
    assert re.findall(r"day \d of \d", html) == ["day 2 of 4", "day 3 of 4", "day 4 of 4"]


def test_a_day_of_the_calendar_leads_to_its_month_where_the_calendar_doesnt_list_it(site_of: SiteOf) -> None:
    """The calendar lists only the last of what is past."""
    calls = "".join(
        f"  - {{ id: c{day:02}, title: C, type: call, start: 2026-11-{day:02} 09:00 }}\n" for day in range(1, 21)
    )
    html = html_of(view_of(site_of, "events:\n" + calls), "/events/")
    links = re.findall(r'<a class="t-grid__day" href="([^"]+)">', html)
    assert links[0] == "site:events/2026/11/#event-c01"
    assert links[-1] == "#event-c20"


def test_what_is_cancelled_says_so_in_the_month_and_in_the_list(site_of: SiteOf) -> None:
    html = html_of(view_of(site_of), "/events/2026/12/")
    assert len(re.findall(r'<li class="[^"]*t-cancelled"[^>]*>.*?Cancelled.*?Off', html)) == 2
    assert "Your time" not in text_of(html_of(view_of(site_of), "/events/off/"))


def test_ways_lead_past_months_without_events_and_say_where_to(site_of: SiteOf) -> None:
    view = view_of(site_of)

    def ways(address: str) -> list[tuple[str, str]]:
        return re.findall(r'<a rel="(prev|next)"[^>]*>([^<]+)</a>', html_of(view, address))

    assert ways("/events/2026/12/") == [("prev", "November 2026"), ("next", "February 2027")]
    assert ways("/events/2026/03/") == [("next", "November 2026")]
    assert ways("/events/") == [("prev", "March 2026"), ("next", "December 2026")]


def test_an_empty_month_invites(site_of: SiteOf) -> None:
    view = view_of(site_of, "events:\n  - { id: a, title: A, type: call, start: 2026-03-05 }\n")
    html = html_of(view, "/events/")
    assert "No events in November 2026. Subscribe to the calendar · Suggest an event" in text_of(html)
    assert len(re.findall(r'class="t-grid__day"', html)) == 30
    assert "No events in" not in html_of(view, "/events/2026/03/")


# --- events -------------------------------------------------------------------------------------------------------

AGENDA = """\
events:
  - id: call
    title: Call
    type: call
    start: 2026-12-03 14:00
    agenda:
      - { title: First, minutes: 40, status: agreed }
      - { title: Second, minutes: 25 }
      - { title: Third }
"""


def test_an_agenda_is_counted_and_still_open(site_of: SiteOf) -> None:
    html = html_of(view_of(site_of, AGENDA), "/events/call/")
    assert re.search(r'<ol class="t-agenda">', html)
    assert "65 minutes in all" in html
    assert re.search(r'href="site:contribute/\?event=[a-z-]+(&amp;date=[0-9-]+)?#agenda">Propose an item</a>', html)


def test_no_one_proposes_for_what_is_over_cancelled_or_no_meeting(site_of: SiteOf) -> None:
    view = view_of(site_of)
    assert {
        id: "Propose an item" in html_of(view, f"/events/{id}/") for id in ("call", "meeting", "off", "done", "due")
    } == {
        "call": True,
        "meeting": True,
        "off": False,
        "done": False,
        "due": False,
    }
    assert "Nothing is on the agenda yet." in html_of(view, "/events/meeting/")


def test_a_joining_link_is_shown_only_where_it_is_public(site_of: SiteOf) -> None:
    assert "meet.example.org" not in html_of(view_of(site_of), "/events/call/")
    public = EVENTS.replace("secret", "open").replace('open" }', 'open", public: true }')
    assert 'href="https://meet.example.org/open"' in html_of(view_of(site_of, public), "/events/call/")


def test_the_file_comes_first_and_other_companies_are_named_as_such(site_of: SiteOf) -> None:
    text = text_of(html_of(view_of(site_of), "/events/call/"))
    assert text.index("Calendar file (.ics)") < text.index("On other companies’ sites") < text.index("Google Calendar")


POSTPONED = EVENTS.replace("cancelled", "postponed, online: {}")


@pytest.mark.parametrize("events", [EVENTS, POSTPONED])
def test_no_one_keeps_a_day_free_for_what_wont_be_then(site_of: SiteOf, events: str) -> None:
    view = view_of(site_of, events)
    html = html_of(view, "/events/off/")
    assert "Was planned for: Thursday, 10 December 2026" in text_of(html)
    assert '<div class="t-time__own t-cancelled">' in html
    assert not re.search("Your time|Add to your calendar|When it starts in", text_of(html))
    month = html_of(view, "/events/2026/12/")
    busy = re.findall(r'<td class="t-grid__busy( t-grid__busy--off)?">.*?<span aria-hidden="true">(\d+)', month)
    assert [day for off, day in busy if off] == ["10"]
    assert "Was planned for" not in html_of(view, "/events/call/")


MONTHLY = """\
events:
  - id: call
    title: Call
    type: call
    start: 2026-09-03 14:00
    online: {}
    description: What it was to be about.
    recurrence: { every: 1 month, count: 6 }
    occurrences:
      2026-10-03: { status: cancelled }
      2026-11-03: { notes: What was said. }
      2026-12-03: { status: postponed }
"""


def test_what_is_over_says_so_and_leads_to_the_next(site_of: SiteOf) -> None:
    view = view_of(site_of, MONTHLY)
    html = html_of(view, "/events/call/2026-11-03/")
    assert "This is over Next: 3 January 2027" in text_of(html), "not to the one that is postponed"
    assert not re.search("Your time|Add to your calendar|When it starts in", text_of(html))
    assert html.index("What was said.") < html.index("What it was to be about.")
    assert "Cancelled Next: 3 January 2027" in text_of(html_of(view, "/events/call/2026-10-03/"))
    coming = text_of(html_of(view, "/events/call/2027-01-03/"))
    assert "This is over" not in coming and "Add to your calendar" in coming
    assert "This is over" in html_of(view_of(site_of), "/events/done/")


def test_a_leaf_says_its_year_only_where_it_isnt_this_one(site_of: SiteOf) -> None:
    view = view_of(site_of)
    assert '<span class="t-tile__year">2027</span>' in html_of(view, "/events/due/")
    assert "t-tile__year" not in html_of(view, "/events/call/")


# --- what a script needs ------------------------------------------------------------------------------------------


def test_all_days_that_are_somewhere_at_that_time_are_in_words(site_of: SiteOf) -> None:
    view = view_of(
        site_of, "events:\n  - { id: e, title: E, type: call, start: 2026-12-31 19:00, duration: 90 minutes }\n"
    )
    found = clocks.everywhere(view, view.site.occurrences[0])
    assert found and f"{found.start:%H:%M}" == "11:00"
    assert found.days == {
        "2026-12-30": "Wednesday, 30 December 2026",
        "2026-12-31": "Thursday, 31 December 2026",
        "2027-01-01": "Friday, 1 January 2027",
    }, "at 11:00 UTC it is 23:00 of the day before at one end of the world, and 01:00 of the day after at the other"


@pytest.mark.parametrize(
    ("language", "day", "city"),
    [
        ("en", "Thursday, 3 December 2026", "Kathmandu"),
        ("ko", "2026년 12월 3일 목요일", "카트만두"),
        ("mn", "2026 оны арван хоёрдугаар сарын 3, пүрэв гараг", "Катманду"),
        ("th", "วันพฤหัสบดีที่ 3 ธันวาคม ค.ศ. 2026", "กาตมันดุ"),
        ("ur", "جمعرات، 3 دسمبر، 2026", "کاٹھمنڈو"),
        ("my", "2026 ဒီဇင်ဘာ 3 ကြာသပတေး", "ခတ်တမန်ဒူ"),
        ("dz", "གཟའ་པ་སངས་, སྤྱི་ལོ་2026 ཟླ་བཅུ་གཉིས་པ་ ཚེས་03", "ཀཱཊ་མཱན་ཌུ"),
        ("fil", "Huwebes, Disyembre 3, 2026", "Kathmandu"),
        ("id", "Kamis, 03 Desember 2026", "Kathmandu"),
        ("tet", "Thursday, 3 December 2026", "Kathmandu"),
    ],
)
def test_days_and_cities_in_many_languages(site_of: SiteOf, language: str, day: str, city: str) -> None:
    events = "events:\n  - { id: e, title: E, type: call, start: 2026-12-03 14:00, timezone: Asia/Kathmandu }\n"
    view = view_of(site_of, events, language=language)
    text = text_of(html_of(view, "/events/e/"))
    assert day in text
    assert f"{city}{'،' if language == 'ur' else ','} UTC+5:45" in text
    assert "Asia/" not in text


def test_readers_choose_among_the_clocks_of_the_networks_countries(site_of: SiteOf) -> None:
    network = NETWORK.format(zone="Asia/Manila", language="en") + (
        "countries: [{ code: NP }, { code: AU, capital_timezone: Australia/Sydney }, { code: KI }]\n"
    )
    members = "members:\n  - { id: m, name: M, country: JP }\n"
    view = site_of({"network.yml": network, "members.yml": members, "events.yml": EVENTS})
    choices = [(choice.country, choice.cities, choice.zone) for choice in clocks.choices(view)]
    assert [country for country, city, _ in choices if not city] == ["Japan", "Nepal"]
    assert [city for country, city, _ in choices if country == "Kiribati"] == ["Kanton", "Kiritimati", "Tarawa"]
    assert [(cities, zone) for country, cities, zone in choices if country == "Australia"] == [
        ("Brisbane, Lindeman", "Australia/Brisbane"),
        ("Broken Hill, Adelaide", "Australia/Broken_Hill"),
        ("Darwin", "Australia/Darwin"),
        ("Eucla", "Australia/Eucla"),
        ("Lord Howe", "Australia/Lord_Howe"),
        ("Perth", "Australia/Perth"),
        ("Sydney, Macquarie, Hobart …", "Australia/Sydney"),
    ], "one of each clock"


def test_the_table_is_of_the_countries_where_members_are(site_of: SiteOf) -> None:
    network = (
        NETWORK.format(zone="Asia/Manila", language="en") + "countries: [{ code: NP }, { code: JP }, { code: TH }]\n"
    )
    members = (
        "members:\n  - { id: a, name: A, country: JP }\n  - { id: b, name: B, country: TH, visibility: name-only }\n"
    )
    view = site_of({"network.yml": network, "members.yml": members, "events.yml": EVENTS})
    (call,) = view.site.occurrences_of["call"]
    assert [row.places for row in clocks.local_times(view, call)] == [("Thailand",), ("Japan",)]


# --- which one of many --------------------------------------------------------------------------------------------

CALLS = """\
events:
  - id: call
    title: Network call
    type: call
    start: 2026-09-03 14:00
    online: {}
    summary: Members speak.
    recurrence: { every: 1 month, count: 5, except: [2026-10-03] }
    occurrences:
      2026-09-03: { agenda: [{ title: Wells }, { title: Roads }, { title: Ports }] }
      2026-11-03: { agenda: [{ title: <Rails> }] }
      2026-12-03: { status: cancelled, notes: "A storm.\\n\\nMore of it.", agenda: [{ title: Boats }] }
      2027-01-03: { status: postponed }
  - { id: day, title: Day, type: other, start: 2026-12-09, status: cancelled, summary: Too few could come. }
  - { id: once, title: Once, type: call, start: 2026-12-10 14:00, recurrence: { every: 1 month, count: 1 } }
"""


def test_one_of_many_is_known_by_its_number_and_its_agenda(site_of: SiteOf) -> None:
    view = view_of(site_of, CALLS)
    for address in ("/events/", "/events/types/call/"):
        text = text_of(html_of(view, address))
        assert "Network call 1 of 4 Thursday, 3 September 2026 , 14:00 (Manila, UTC+8) Wells ; Roads …" in text
        assert "Network call 2 of 4 Tuesday, 3 November 2026 , 14:00 (Manila, UTC+8) &lt;Rails&gt;" in text
    assert "2 of 4 &lt;Rails&gt;" in text_of(html_of(view, "/events/call/"))
    assert "Network call 2 of 4" in text_of(html_of(view, "/events/2026/11/")).partition("List of events")[0]
    assert "2 of 4 This is over" in text_of(html_of(view, "/events/call/2026-11-03/"))
    assert "1 of 1" not in html_of(view, "/events/")


def test_why_it_wont_be_is_next_to_the_word(site_of: SiteOf) -> None:
    view = view_of(site_of, CALLS)
    assert "Cancelled A storm." in text_of(html_of(view, "/events/call/"))
    assert "Cancelled Network call 3 of 4 A storm. Thursday" in text_of(html_of(view, "/events/"))
    assert "Cancelled Day Too few could come. Wednesday" in text_of(html_of(view, "/events/"))
    page = text_of(html_of(view, "/events/call/2026-12-03/"))
    assert "Cancelled A storm. More of it. " in page.replace("Next: ", "") and page.count("A storm.") == 1
    alone = text_of(html_of(view, "/events/day/"))
    assert "Cancelled Too few could come." in alone and alone.count("Too few") == 1
    postponed = text_of(html_of(view, "/events/call/2027-01-03/"))
    assert "Postponed Members speak." not in postponed, "what is said of all of them is no reason"
    assert "Members speak." in postponed
    assert "Boats" not in html_of(view, "/events/")


def test_what_it_is_about_comes_before_its_papers(site_of: SiteOf) -> None:
    more = "description: What it is about., documents: [{ title: A paper, url: 'https://example.org/p' }]"
    events = "".join(
        f"  - {{ id: {id}, title: T, type: webinar, start: {start}, agenda: [{{ title: A point }}], {more} }}\n"
        for id, start in (("past", "2026-03-05"), ("coming", "2026-12-05"))
    )
    for id in ("past", "coming"):
        text = text_of(html_of(view_of(site_of, f"events:\n{events}"), f"/events/{id}/"))
        assert text.index("What it is about.") < text.index("A point") < text.index("A paper")


def test_a_number_in_a_series_never_begins_with_a_comma(site_of: SiteOf) -> None:
    events = "events: [{ id: w, title: W, type: workshop, start: 2026-12-01, series: { id: s, title: A long series, number: 7 } }]"
    html = html_of(view_of(site_of, events), "/events/w/")
    assert "A long series</bdi></a><br>Number 7 of the series</dd>" in html
