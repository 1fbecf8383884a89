"""Countries, at a glance, subscribe, join, contribute, find and 404."""

from __future__ import annotations

import re

import pytest

from talanoa.outputs.pages import countries, glance, not_found, search, subscribe, take_part

NETWORK = """\
id: example
authority: example.org,2016
name: Example Network
timezone: Asia/Manila
languages: [en]
term: { start: 2026-01-01, end: 2026-12-31 }
participation: { event: call, expected: 5, of: 8, publish: totals }
join: { opens: 2026-03-01, closes: 2026-06-30, form: "https://example.org/form", criteria: "Be **kind**." }
mailing_list: { name: The list, url: "https://lists.example.org/" }
themes: [{ id: water, title: Water }, { id: air, title: Air }]
statuses: [{ id: member, title: In, meaning: Takes part }, { id: eligible, title: Could }]
countries:
  - { code: FJ, status: member, as_of: 2026-01-02, source: The list of 2026 }
  - { code: NR }
"""
MEMBERS = """\
members:
  - { id: one, name: One, country: FJ, kind: ngo }
  - { id: named, name: Named, country: FJ, kind: media, visibility: name-only }
  - { id: unseen, name: Unseen, country: TL, visibility: hidden }
"""
EVENTS = """\
events:
  - id: call
    title: Call
    type: call
    start: 2026-02-02 14:00
    recurrence: { every: 8 weeks, count: 4 }
    occurrences:
      2026-02-02: { attended: [one, named, unseen] }
      2026-03-30: { status: cancelled, attended_count: 9 }
"""
POST = "---\ntitle: A\ndate: 2026-05-01\nauthors: [one]\nkind: blog\nthemes: [water]\ncountries: [FJ]\n---\nText.\n"
FILES = {"network.yml": NETWORK, "members.yml": MEMBERS, "events.yml": EVENTS, "posts/a.md": POST}


def test_countries_stand_under_their_status_with_source_and_date(view_of, html):
    page = html(countries.pages, view_of(FILES))["/countries/"]
    places = [page.index(text) for text in ("Takes part", "Fiji", "Could", "No status", "Nauru")]
    assert places == sorted(places)
    assert "2 members · 1 post</span>" in page  # and no events, which is not said
    assert 'datetime="2026-01-02"' in page and "The list of 2026" in page
    assert "Timor" not in page  # only a hidden member is there


def test_at_a_glance_counts_hidden_members_in_the_total_only(view_of, html):
    page = html(glance.pages, view_of(FILES))["/at-a-glance/"]
    assert "<dt>Members</dt><dd>3</dd>" in page and "<dt>Countries with members</dt><dd>1</dd>" in page
    assert "1 member is counted in the total only." in page
    assert "Non-governmental organisation" in page and "Non-profit media" not in page  # a name-only member's kind
    assert "Timor" not in page and "style=" not in page


def test_participation_is_shown_in_totals_of_calls_that_took_place(view_of, html):
    page = html(glance.pages, view_of(FILES))["/at-a-glance/"]
    assert "2 calls of 8 have been held." in page  # one was cancelled, one is to come
    assert '<td><span class="t-number">3</span>' in page and "not recorded" in page


def test_participation_stays_unpublished_where_the_network_says_so(view_of, html):
    quiet = {**FILES, "network.yml": NETWORK.replace("totals", "none")}
    assert "How many members joined" not in html(glance.pages, view_of(quiet))["/at-a-glance/"]


def test_subscribe_lists_whole_addresses_of_what_has_something(view_of, html):
    page = html(subscribe.pages, view_of(FILES))["/subscribe/"].replace("<wbr>", "")
    assert '<a href="site:themes/water/rss.xml"' in page
    assert "https://example.org/net/themes/water/rss.xml</bdi>" in page
    assert {'"site:themes/water/atom.xml"', '"site:themes/water/feed.json"'} <= {*re.findall(r"href=(\S+)", page)}
    assert "https://example.org/net/events/calendar.ics</bdi>" in page
    assert "themes/air/" not in page and "kinds/op-ed/" not in page


INSTEAD = ("lists.example.org", "Subscribe to posts and to the calendar", "Ask a member in your country")


@pytest.mark.parametrize(
    ("month", "shown", "absent"),
    [
        (2, ("Organisations can join from", *INSTEAD), ("example.org/form", "<form", "t-preview")),
        (5, ("Organisations can join until", "example.org/form", "<form", "t-preview"), ("in the meantime",)),
        (7, ("Joining closed on", *INSTEAD), ("example.org/form", "<form", "t-preview")),
    ],
)
def test_join_before_during_and_after(view_of, html, month, shown, absent):
    page = html(take_part.pages, view_of(FILES, now=f"2026-{month:02}-15"), bare=True)["/join/"]
    assert all(text in page for text in (*shown, "at least 5 of the 8 calls", "<strong>kind</strong>"))
    assert not any(text in page for text in absent) and "<h1" not in page


def test_contribute_lists_the_values_of_front_matter(view_of, html):
    page = html(take_part.pages, view_of(FILES))["/contribute/"]
    assert "op-ed, news, opportunity" in page and "# Any of: water, air\nthemes: []" in page
    for value in ("water", "FJ"):
        assert f'data-id="{value}"' in page


def test_the_search_page_has_its_form_and_lists_for_readers_without_scripts(view_of, html):
    page = html(search.pages, view_of(FILES))["/search/"]
    assert '<form class="t-search" role="search"' in page
    assert '<option value="fj">Fiji</option>' in page
    assert 'href="site:posts/archive/2026/"' in page and 'href="site:members/one/"' in page and "Named" not in page


@pytest.mark.parametrize("module", [countries, glance, subscribe, take_part, search, not_found])
def test_a_network_with_nothing_in_it_has_these_pages_too(view_of, html, module):
    assert all(page.strip() for page in html(module.pages, view_of({})).values())


def test_the_404_page_is_not_listed(view_of):
    view = view_of({})
    (page,) = (planned.made(view) for planned in not_found.pages(view))
    assert page.address == "/404.html" and not page.listed
