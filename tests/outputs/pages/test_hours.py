"""Fair hours on the page of the series: of countries, and of members that are shown alone."""

from __future__ import annotations

import re

from talanoa.outputs.pages import events

NETWORK = """\
id: reef-network
authority: reef.example.org,2016
name: Reef
timezone: Pacific/Auckland
languages: [en]
term: {start: 2026-01-01, end: 2026-12-31}
participation: {event: reef-call, expected: 2, of: 4, hours: true}
"""
MEMBERS = """\
members:
  - {id: pen, name: Pen, country: GB}
  - {id: reef, name: Reef, country: FJ, people: [{id: sefa, name: Sefa Reef}]}
  - {id: dune, name: Dune, country: MA, visibility: name-only}
  - {id: secret, name: Secret, country: CL, visibility: hidden}
  - {id: gone, name: Gone, country: BR, status: former, left: 2025-01-01}
"""
EVENTS = """\
events:
  - id: reef-call
    title: Reef call
    type: call
    start: 2026-03-02 12:00
    duration: 1 hour
    recurrence: {every: 3 months, count: 4}
    occurrences: {2026-06-02: {status: cancelled}}
  - {id: other-call, title: Other, type: call, start: 2026-03-03 12:00, recurrence: {every: 3 months, count: 2}}
"""
FILES = {"network.yml": NETWORK, "members.yml": MEMBERS, "events.yml": EVENTS}
NOW = "2026-10-01"


def page(view_of, html, files=FILES, event="reef-call", now=NOW) -> str:
    return " ".join(html(events.pages, view_of(files, now=now))[f"/events/{event}/"].split())


def rows(text: str) -> list[str]:
    """The rows of the tables, as people read them."""
    found = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", text)
    return [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in found]


def test_each_call_of_the_term_and_the_fairest_hours_for_the_next(view_of, html):
    found = rows(page(view_of, html))
    # Noon in Auckland is 23:00 of the day before in London while it is winter there, and midnight of one hour more in September.
    assert [row.split(" ", 3)[3] for row in found[:2]] == [
        "Morocco 23:00 ; United Kingdom 23:00",
        "Morocco 01:00 ; United Kingdom 01:00",
    ]
    assert found[2:] == ["10:00 no country", "09:00 no country", "08:00 no country"]
    assert "The fairest hours for 2 December 2026" in page(view_of, html)


def test_hidden_and_former_members_change_nothing(view_of, html):
    without = "\n".join(line for line in MEMBERS.splitlines() if "secret" not in line and "gone" not in line) + "\n"
    assert page(view_of, html) == page(view_of, html, {**FILES, "members.yml": without})
    assert not {"Chile", "Brazil"} & set(re.findall(r"\w+", page(view_of, html)))


def test_no_one_is_named(view_of, html):
    section = page(view_of, html).partition("Fair hours")[2].partition("</section>")[0]
    assert section and not re.search("Pen|Dune|Sefa|Secret|members/", section)


def test_only_the_series_that_is_asked_for_and_only_if_the_network_says_so(view_of, html):
    assert "Fair hours" not in page(view_of, html, event="other-call")
    for said in ("", ", hours: false"):
        assert "Fair hours" not in page(view_of, html, {**FILES, "network.yml": NETWORK.replace(", hours: true", said)})


def test_before_the_first_call_and_after_the_last(view_of, html):
    before = page(view_of, html, now="2026-01-02")
    assert "Night in" in before and "The fairest hours for 2 March 2026" in before
    after = page(view_of, html, now="2026-12-20")
    assert len(rows(after)) == 3 and "The fairest hours" not in after


def test_whole_days_have_no_hours(view_of, html):
    days = EVENTS.replace("2026-03-02 12:00", "2026-03-02").replace("    duration: 1 hour\n", "")
    assert "Fair hours" not in page(view_of, html, {**FILES, "events.yml": days})


def test_where_no_call_was_at_night_one_sentence_says_so(view_of, html):
    near = "members:\n  - {id: reef, name: Reef, country: FJ}\n"
    text = page(view_of, html, {**FILES, "members.yml": near})
    assert "None of the calls of the term so far was at night" in text and not rows(text)
