"""What an event was asked to take up: by theme, by country, and what became of it."""

from __future__ import annotations

import re

from talanoa.outputs.pages import events, members, take_part

NETWORK = """\
id: reef
authority: example.org,2016
name: Reef
timezone: Asia/Manila
languages: [en]
themes: [{ id: water, title: Water }, { id: air, title: Air }]
"""
MEMBERS = """\
members:
  - id: one
    name: Member One
    country: FJ
    commitments_consent: 2026-06-15
    commitments:
      - { what: A guide, by: 2026-06-15 }
      - { what: A talk, by: 2026-06-01, done: 2026-06-02 }
      - { what: A late letter, by: 2026-06-14 }
      - { what: A gift to come, done: 2026-07-01 }
  - { id: unseen, name: Unseen, country: FJ, visibility: hidden }
"""
DAY = """\
events:
  - id: day
    title: Civil Society Day
    type: summit
    start: 2026-07-01
    proposals:
      - { title: No theme at all, by: Some Movement }
      - { title: Samoan air, theme: air, country: WS, outcome: Put off }
      - { title: "<b>Any</b> water", theme: water, by: unseen }
      - { title: Tongan water, theme: water, country: TO, by: { name: Mere, affiliation: Atoll } }
      - { title: Fijian water, theme: water, country: FJ, by: one }
  - { id: empty, title: Another day, type: summit, start: 2026-07-02, proposals: [] }
  - { id: none, title: A day without, type: summit, start: 2026-07-03 }
"""
FILES = {"network.yml": NETWORK, "members.yml": MEMBERS, "events.yml": DAY}


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_by_theme_in_the_networks_order_and_by_country(view_of, html):
    page = html(events.pages, view_of(FILES))["/events/day/"]
    words = [
        "Water",
        "Fiji",
        "Fijian water",
        "Tonga",
        "Tongan water",
        "No country in particular",
        "water",
        "Air",
        "Samoa",
    ]
    words += ["Samoan air", "What became of it: Put off", "Other themes", "No theme at all", "Some Movement"]
    found = text_of(page.partition("t-proposals")[2])
    for word in words:
        assert word in found, word
        found = found.partition(word)[2]
    assert "Unseen" not in page and "<b>Any" not in page and "Mere" in page and "Atoll" in page


def test_an_event_collects_as_long_as_one_can_go_there(view_of, html):
    pages = html(events.pages, view_of(FILES))
    assert "No proposals yet." in pages["/events/empty/"] and "?proposal=empty#propose" in pages["/events/empty/"]
    assert "t-proposals" not in pages["/events/none/"]
    over = html(events.pages, view_of(FILES, now="2026-07-02T12:00"))["/events/day/"]
    assert "Tongan water" in over and "#propose" not in over
    form = html(take_part.pages, view_of(FILES))["/contribute/"]
    assert re.findall(r'<option value="(day|empty|none)">[^<]*2026', form.partition('data-form="propose"')[2]) == [
        "day",
        "empty",
    ]


def test_a_member_shows_what_it_agreed_to_show(view_of, html):
    page = text_of(html(members.pages, view_of(FILES))["/members/one/"])
    assert "A guide offered by 15 June 2026" in page and "A talk given 2 June 2026" in page
    assert "A late letter" not in page and "A gift to come offered" in page
    before = html(
        members.pages, view_of({**FILES, "members.yml": MEMBERS.replace("consent: 2026-06-15", "consent: 2026-06-16")})
    )
    assert "Offered and given" not in before["/members/one/"]
