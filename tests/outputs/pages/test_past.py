"""What is over or off, and what of it could still be taken for a thing to come."""

from __future__ import annotations

import re

import pytest
from tests.made import made_pages
from tests.outputs.pages.conftest import ViewOf

from talanoa.outputs.view import View


def pages_of(view: View) -> dict[str, str]:
    return {page.address: " ".join(page.render(False).split()) for page in made_pages(view.site)[1]}


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


EVENT = """\
  - id: {id}
    title: Budget day
    type: webinar
    start: {start}
    status: {status}
    online: {{ platform: Call, url: "https://meet.example.org/open", public: true }}
    registration: {{ url: "https://example.org/register", cost: none, closes: {closes} }}
    agenda:
      - {{ title: Wells, status: proposed }}
      - {{ title: Roads, status: agreed }}
      - {{ title: Ports, status: done }}
      - {{ title: Rails, status: carried }}
"""
PROMISES = ("Register", "Join the call", "Proposed", "Agreed", "Tentative", "Propose an item", "Add to your calendar")


@pytest.mark.parametrize(
    ("start", "status", "closes", "promised"),
    [
        ("2026-06-16 10:00", "tentative", "2026-06-15", True),
        ("2026-06-15", "tentative", "2026-12-01", True),
        ("2026-06-14 10:00", "tentative", "2026-12-01", False),
        ("2015-05-04", "tentative", "2015-05-01", False),
        ("2026-07-01 10:00", "cancelled", "2026-12-01", False),
        ("2026-07-01", "postponed", "2026-12-01", False),
    ],
)
def test_nothing_is_promised_of_what_is_over_or_off(
    view_of: ViewOf, start: str, status: str, closes: str, promised: bool
) -> None:
    events = "events:\n" + EVENT.format(id="e", start=start, status=status, closes=closes)
    pages = pages_of(view_of({"events.yml": events}))
    text = text_of(pages["/events/e/"])
    assert [word for word in PROMISES if word in text] == [*(PROMISES if promised else ())]
    assert "Done" in text and "Carried over" in text and "Cost: none" in text, "what has become of it, and facts"
    for address in ("/events/", "/events/types/webinar/", f"/events/{start[:4]}/{start[5:7]}/"):
        assert ("Tentative" in pages[address]) is promised, address


def test_a_recurring_event_that_is_over_says_so(view_of: ViewOf) -> None:
    recurring = EVENT + "    recurrence: {{ every: 1 month, count: 3 }}\n"
    events = "events:\n" + "".join(
        recurring.format(id=id, start=start, status="tentative", closes="2026-12-01")
        for id, start in (("old", "2026-01-10"), ("going", "2026-05-10"))
    )
    pages = pages_of(view_of({"events.yml": events}))
    old, going = text_of(pages["/events/old/"]), text_of(pages["/events/going/"])
    assert "This is over" in old and not re.search("Register|Join the call|Tentative|Subscribe to all", old)
    assert "This is over" not in going and "Register" in going and "Join the call" in going


def test_agenda_items_led_long_ago_arent_proposed_any_more(view_of: ViewOf) -> None:
    item = "agenda: [{{ title: {}, lead: ann, status: proposed }}]"
    events = "events:\n" + "".join(
        f"  - {{ id: {id}, title: T, type: call, start: {start}, {item.format(id)} }}\n"
        for id, start in (("old", "2015-01-01"), ("new", "2026-08-01"))
    )
    members = "members: [{ id: m, name: M, country: FJ, people: [{ id: ann, name: Ann }] }]\n"
    pages = pages_of(view_of({"events.yml": events, "members.yml": members}))
    for address in ("/members/m/", "/people/ann/"):
        items = re.findall(r"<li><bdi>(old|new)</bdi>(.*?)</li>", pages[address])
        assert {name: "Proposed" in rest for name, rest in items} == {"old": False, "new": True}


SERIES = "series: {{ id: s, title: Three workshops, number: {n}, output: {{ title: A framework, state: {state} }} }}"


@pytest.mark.parametrize(
    ("last", "state", "said", "unsaid"),
    [
        ("2026-06-14", "adopted", ("done", "What it worked towards"), ("still to come", "it is here now", "works to")),
        ("2026-06-14", "tabled", ("not reached", "it is here now"), ("still to come",)),
        ("2026-06-15", "draft", ("still to come", "What it works towards"), ("not reached", "worked towards")),
        ("2026-09-01", "draft", ("still to come",), ("not reached",)),
    ],
)
def test_a_series_that_is_over_has_no_steps_to_come(
    view_of: ViewOf, last: str, state: str, said: tuple[str, ...], unsaid: tuple[str, ...]
) -> None:
    events = "events:\n" + "".join(
        f"  - {{ id: w{n}, title: W, type: workshop, start: {start}, {SERIES.format(n=n, state=state)} }}\n"
        for n, start in ((1, "2026-02-02"), (2, last))
    )
    pages = pages_of(view_of({"events.yml": events}))
    for address in ("/series/s/", "/events/w1/"):
        text = text_of(pages[address])
        assert [word for word in said if word not in text] == [], address
        assert [word for word in unsaid if word in text] == [], address


POST = (
    "---\ntitle: T\ndate: 2026-06-01\nauthors: [{{ name: Ann }}]\nkind: statement\nsigning: {signing}\n---\n\nWords.\n"
)


@pytest.mark.parametrize(
    ("signing", "said"),
    [
        ("{ closes: 2026-06-14 }", ("Signing closed on", "No one has signed.")),
        ("{ closes: 2026-06-15 }", ("Open for signing until", "No one has signed yet.")),
        ("{ opens: 2026-06-16, closes: 2026-06-20 }", ("Signing opens on", "No one has signed yet.")),
    ],
)
def test_signing_is_open_only_while_it_is(view_of: ViewOf, signing: str, said: tuple[str, str]) -> None:
    pages = pages_of(view_of({"posts/p.md": POST.format(signing=signing)}))
    every = {
        "Signing closed on",
        "Open for signing until",
        "Signing opens on",
        "No one has signed.",
        "No one has signed yet.",
    }
    for address in ("/posts/p/", "/statements/"):
        assert {words for words in every if words in pages[address]} == {*said}


NETWORK = """\
id: example
authority: example.org,2016
name: Example Network
timezone: Asia/Manila
languages: [en]
term: {{ start: 2025-06-01, end: {end} }}
participation: {{ event: call, expected: 2, of: 3 }}
"""


@pytest.mark.parametrize(("end", "ran"), [("2026-06-14", True), ("2026-06-15", False)])
def test_a_term_that_is_over_ran(view_of: ViewOf, end: str, ran: bool) -> None:
    events = "events: [{ id: call, title: C, type: call, start: 2026-01-01, recurrence: { every: 1 month, count: 3 } }]"
    pages = pages_of(view_of({"network.yml": NETWORK.format(end=end), "events.yml": events}))
    for address in ("/join/", "/at-a-glance/"):
        assert ("The term ran from" in pages[address], "The term runs from" in pages[address]) == (ran, not ran)
    assert ("Members were asked" in pages["/at-a-glance/"]) is ran


@pytest.mark.parametrize(
    ("reviews", "words"),
    [
        ("", None),
        ("reviews: [2025-11-30]", "Day of review: 30 November 2025."),
        ("reviews: [2025-09-15, 2026-02-28]", "Days of review: 15 September 2025, 28 February 2026."),
        ("reviews: [2025-07-01, 2026-01-01, 2026-05-31]", "Days of review: 1 July 2025, 1 January 2026, 31 May 2026."),
    ],
)
@pytest.mark.parametrize("asks", [True, False])
def test_the_days_of_review_are_shown_with_the_term(
    view_of: ViewOf, reviews: str, words: str | None, asks: bool
) -> None:
    """Whether the network asks members to join calls or not."""
    network = NETWORK.format(end=f"2026-05-31, {reviews}")
    network = network if asks else network.partition("participation")[0]
    events = "events: [{ id: call, title: C, type: call, start: 2026-01-01, recurrence: { every: 1 month, count: 3 } }]"
    pages = pages_of(view_of({"network.yml": network, "events.yml": events}))
    for address in ("/join/", "/at-a-glance/") if asks else ("/at-a-glance/",):
        assert "The term r" in pages[address]
        assert ("of review" in pages[address]) == bool(words) and (words or "") in pages[address]
