"""A workshop's days as its participants read them: on the page, in calendars and in downloads."""

from __future__ import annotations

import json

import pytest

from talanoa.outputs.calendars import calendar
from talanoa.outputs.exports import data
from talanoa.outputs.pages import events, members, people, take_part

FILES = {
    "members.yml": "members:\n  - {id: open-reef, name: Open Reef, country: FJ, people: [{id: sefa, name: Sefa}]}\n"
    "  - {id: calm, name: Calm, country: TO, visibility: name-only}\n",
    "events.yml": """\
events:
  - id: workshop
    title: Workshop
    type: workshop
    start: 2026-11-15
    end: 2026-11-18
    participants: Officers of *national* secretariats.
    partners: [{name: Thailand Parliament, role: Host}, {member: open-reef}, {member: calm}]
    funders: [{name: "GIZ & others"}]
    speakers: [sefa, {name: Somchai Example, affiliation: A <parliament>}]
    agenda:
      - {title: Opening, day: 1, time: "9:00", minutes: 45, lead: {name: A Guest, affiliation: A think tank}}
      - {title: Coffee, time: 09:45, minutes: 30, break: true}
      - {title: Practice, day: 2026-11-16, time: 23:30, minutes: 60, speakers: [sefa, {name: Another}]}
      - {title: Wrap-up}
""",
}


@pytest.fixture
def page(view_of, html):
    return html(events.pages, view_of(FILES))["/events/workshop/"]


def test_each_day_has_its_items_with_their_times(page):
    places = [
        *("Sunday, 15 November</h3>", "09:00–09:45", "Opening", "09:45–10:15", "Coffee"),
        *("Monday, 16 November</h3>", "23:30–00:30", "Practice", "Wrap-up"),
    ]
    found = [page.index(place) for place in places]
    assert found == sorted(found)
    assert page.count('class="t-agenda__break"') == 1 and page.count('<ol class="t-agenda">') == 2


def test_guests_lead_and_speak_under_their_own_names(page):
    assert "Led by <bdi>A Guest</bdi>" in page and "<bdi>A think tank</bdi>" in page
    assert 'Speakers: <a href="site:people/sefa/"><bdi>Sefa</bdi></a>' in page and "<bdi>Another</bdi>" in page
    assert "A &lt;parliament&gt;" in page


def test_who_supports_it_and_who_it_is_for(page):
    assert "<bdi>Thailand Parliament</bdi>" in page and "(<bdi>Host</bdi>)" in page and "GIZ &amp; others" in page
    assert '<a href="site:members/open-reef/"' in page and "<bdi>Calm</bdi>" in page and "members/calm" not in page
    assert "Who it is for" in page and "<em>national</em>" in page


def test_members_and_people_show_where_they_speak_and_what_they_support(view_of, html):
    view = view_of(FILES)
    profile, person = html(members.pages, view)["/members/open-reef/"], html(people.pages, view)["/people/sefa/"]
    assert "Partner or funder of" in profile and "Speaker at" in profile and "Speaker at" in person
    assert person.count('href="site:events/workshop/"') == 1
    assert [event.id for event in view.site.events_of_member["open-reef"]] == ["workshop"]


def test_calendars_have_days_and_times(view_of):
    view = view_of(FILES)
    files = {file.address: file for file in calendar.files(view)}
    text = files["/events/workshop/event.ics"].made(view).decode().replace("\r\n ", "").replace("\\n", "\n")
    assert "Agenda:\n15 November 2026:\n– 09:00 Opening (45 min\\, A Guest)\n– 09:45 Coffee (30 min)" in text
    assert "16 November 2026:\n– 23:30 Practice (60 min\\, Sefa\\, Another)" in text


def test_downloads_have_them_as_fields(view_of):
    view = view_of(FILES)
    files = {file.address: file for file in data.files(view)}
    event = json.loads(files["/data/events.json"].made(view))["events"][0]
    opening, coffee, practice, _ = event["agenda"]
    assert (opening["day"], opening["time"], opening["lead"]["affiliation"]) == ("2026-11-15", "09:00", "A think tank")
    assert coffee["break"] is True and "break" not in opening
    assert practice["day"] == "2026-11-16" and [it["name"] for it in practice["speakers"]] == ["Sefa", "Another"]
    assert [it["name"] for it in event["partners"]] == ["Thailand Parliament", "Open Reef", "Calm"]
    assert [it.get("id") for it in event["partners"]] == [None, "open-reef", None]
    assert event["partners"][0]["role"] == "Host" and event["participants"]["en"]["text"].startswith("Officers of")


def test_the_form_for_an_item_offers_the_events_whose_pages_ask_for_one(view_of, html):
    kinds = ("call", "meeting", "deadline", "review")
    listed = "".join(f"  - {{id: a-{kind}, title: A {kind}, type: {kind}, start: 2036-01-05}}\n" for kind in kinds)
    view = view_of({"events.yml": f"events:\n{listed}"})
    made, form = html(events.pages, view), html(take_part.pages, view)["/contribute/"]
    asking = {kind for kind in kinds if "Propose an item" in made[f"/events/a-{kind}/"]}
    assert asking == {kind for kind in kinds if f'<option value="a-{kind} 2036-01-05">' in form} == {"call", "meeting"}


def test_the_page_of_a_recurring_event_has_its_hosts_and_documents_too(view_of, html):
    hosted = (
        "{id: call, title: Call, type: call, start: 2026-03-03, hosts: [A Ministry], recurrence: {every: 1 week, count: 2},"
        " documents: [{title: Rules, url: 'https://example.org/rules'}]}"
    )
    made = html(events.pages, view_of({"events.yml": f"events: [{hosted}]"}))
    for address in ("/events/call/", "/events/call/2026-03-03/"):
        assert "<dt>Hosted by</dt><dd><bdi>A Ministry</bdi></dd>" in made[address]
        assert 'href="https://example.org/rules"' in made[address]
