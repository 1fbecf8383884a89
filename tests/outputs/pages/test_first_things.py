"""What readers come for comes first, is said once, and says something."""

from __future__ import annotations

import re

import pytest

from talanoa.engine.documents import after_the_first_part
from talanoa.outputs.pages import countries, events, glance, home, members, posts, take_part
from talanoa.outputs.view import View

NETWORK = """\
id: example
authority: example.org,2016
name: Example Network
timezone: Asia/Manila
languages: [en, ur]
themes: [{ id: water, title: Water }, { id: roads, title: { en: Roads, ur: سڑکیں } }]
"""
STATUSES = "statuses: [{ id: in, title: Takes part }, { id: out, title: Does not }]\ncountries:\n"


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize(
    ("rows", "once"),
    [
        ([("FJ", "in", "2026-01-02", "A list"), ("PG", "out", "2026-01-02", "A list")], True),
        ([("FJ", "in", "2026-01-02", "A list"), ("PG", "in", "2025-01-02", "A list")], False),
        ([("FJ", "in", "2026-01-02", "A list"), ("PG", "out", "2026-01-02", "Another"), ("VU", "out", "2026-01-02", "A list")], False),
    ],
)  # fmt: skip
def test_each_source_of_statuses_is_named_once(view_of, html, rows: list[tuple[str, ...]], once: bool) -> None:
    listed = "".join(f"  - {{ code: {c}, status: {s}, as_of: {d}, source: {source} }}\n" for c, s, d, source in rows)
    page = text_of(html(countries.pages, view_of({"network.yml": NETWORK + STATUSES + listed}))["/countries/"])
    assert page.count("As of") == len({row[2:] for row in rows}) == page.count("Source:")
    assert ("Sources" in page) is not once
    if once:
        assert page.index("Source: A list") < page.index("Fiji")


def test_a_source_of_some_countries_isnt_that_of_all(view_of, html) -> None:
    listed = "  - { code: FJ, status: in, as_of: 2026-01-02, source: A list }\n  - { code: PG, status: in }\n"
    page = text_of(html(countries.pages, view_of({"network.yml": NETWORK + STATUSES + listed}))["/countries/"])
    assert re.search(r"Source: A list Fiji$", page)


@pytest.mark.parametrize(
    ("homes", "bars"),
    [("FJ PG VU", False), ("FJ FJ PG VU WS", False), ("FJ FJ FJ PG PG VU", True), ("FJ FJ PG PG", False)],
)
def test_bars_are_there_where_there_is_something_to_compare(view_of, html, homes: str, bars: bool) -> None:
    entries = "".join(f"  - {{ id: m{n}, name: M{n}, country: {home} }}\n" for n, home in enumerate(homes.split()))
    page = html(glance.pages, view_of({"network.yml": NETWORK, "members.yml": f"members:\n{entries}"}))["/at-a-glance/"]
    part = re.search(r"Members by country</h2>(.*?)</section>", page, re.DOTALL)
    assert part and ("<meter" in part[1]) is bars
    assert text_of(part[1]).count("Fiji") == 1 and f">{homes.split().count('FJ')}</span>" in part[1]


def test_an_empty_network_invites(view_of, html) -> None:
    page = html(glance.pages, view_of({"network.yml": NETWORK}))["/at-a-glance/"]
    assert "be the first" in page and "<dd>0</dd>" not in page and 'href="site:contribute/"' in page


@pytest.mark.parametrize(
    ("join", "docs", "said"),
    [
        ("", {}, False),
        ("", {"docs/join.md": "# Join\n\nWrite to us.\n"}, True),
        ("join: { opens: 2026-01-01, closes: 2026-02-01 }\n", {"docs/join.md": "# Join\n\nWrite to us.\n"}, False),
        ("join: { opens: 2026-07-01 }\n", {}, True),
        ("join: { closes: 2026-06-15 }\n", {}, True),
    ],
)
def test_how_to_join_is_said_where_one_can(view_of, html, join: str, docs: dict[str, str], said: bool) -> None:
    view = view_of({"network.yml": f"{NETWORK}countries: [{{ code: FJ }}]\n{join}", **docs})
    found = html(glance.pages, view) | html(members.pages, view) | html(home.pages, view)
    assert {address: "How to join" in page for address, page in found.items() if address in ("/", "/members/")} == {
        "/": said or bool(join),  # where it is closed, home says that, and leads to the page that says when
        "/members/": said,
    }
    assert ("How to join" in found["/at-a-glance/"]) is said


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ("opens: 2026-07-01, closes: 2026-08-01", "can join from 1 July 2026 until 1 August 2026"),
        ("opens: 2026-07-01", "can join from 1 July 2026 ."),
        ("opens: 2026-06-15, closes: 2026-06-15", "can join until 15 June 2026"),
        ("opens: 2026-01-01", "can join at any time."),
        ("closes: 2026-06-14", "Joining closed on 14 June 2026"),
    ],
)
def test_home_says_of_joining_what_its_page_says(view_of, html, dates: str, words: str) -> None:
    view = view_of({"network.yml": f"{NETWORK}join: {{ {dates} }}\n"})
    assert words in text_of(html(home.pages, view)["/"])
    assert words in text_of(html(take_part.pages, view)["/join/"])


@pytest.mark.parametrize(
    ("expires", "words"),
    [
        ("expires: 2026-07-01", "Expires on 1 July 2026"),
        ("expires: 2026-07-01 17:00", "Expires on 1 July 2026"),
        ("", ""),
    ],
)
def test_a_post_that_expires_says_when(view_of, html, expires: str, words: str) -> None:
    post = (
        f"---\ntitle: A grant\ndate: 2026-06-01\nauthors: [{{ name: Ana }}]\nkind: opportunity\n{expires}\n---\nText.\n"
    )
    page = text_of(html(posts.pages, view_of({"posts/grant.md": post}))["/posts/grant/"])
    assert ("Expires on" in page) is bool(words) and words in page


@pytest.mark.parametrize(
    ("about", "line"),
    [
        ("about: We count wells. We write it down.", "We count wells. We write it down."),
        ('about: "We **count** wells.\\n\\nAnd more."', "We count wells."),
        (f"about: We count wells. {'And roads ' * 12}too.", "We count wells."),
        (f"about: {'우리는 마을의 우물을 셉니다. ' * 9}", "우리는 마을의 우물을 셉니다. " * 6),
        (f"about: {'a' * 150}", f"{'a' * 110}…"),
        ("themes: [water, roads]", "Water, Roads"),
        ("kind: ngo", None),
    ],
)
def test_the_directory_says_in_a_line_what_a_member_does(view_of, html, about: str, line: str | None) -> None:
    files = {"network.yml": NETWORK, "members.yml": f"members:\n  - id: m\n    name: M\n    country: FJ\n    {about}\n"}
    page = html(members.pages, view_of(files))["/members/"]
    row = re.search(r"<li data-m[^>]*>.*?</a>(.*?)<span>[^<]*</span></li>", page)
    assert row
    assert text_of(row[1]) == (line or "").strip()


def test_how_to_reach_a_member_comes_before_what_it_did(view_of: View, html) -> None:
    member = (
        "members:\n  - { id: m, name: M, country: FJ, about: We count., website: https://m.example.org/, people: [{ id: p, name: Pat }],"
        " contact: { email: m@example.org, consent: 2026-01-01 } }\n"
    )
    post = "---\ntitle: A post\ndate: 2026-01-01\nauthors: [m]\nkind: blog\n---\n\nWords.\n"
    files = {"network.yml": NETWORK, "members.yml": member, "posts/a.md": post}
    page = html(members.pages, view_of(files))["/members/m/"]
    places = [page.index(it) for it in ("We count.", "https://m.example.org/", "m@example.org", "Pat", "A post")]
    assert places == sorted(places)


def test_the_form_for_joining_comes_before_the_rest_of_what_is_said(view_of, html) -> None:
    more = "join: { closes: 2026-12-31, criteria: Who may. }\n"
    page = html(take_part.pages, view_of({"network.yml": NETWORK + more}))["/join/"]
    assert page.index("Organisations can join until") < page.index("<form") < page.index("Who may.")
    assert page.count("31 December 2026") == 1


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("<p>All</p>\n<h2 id=a>How</h2><p>So</p>", "<p>All</p>\n"),
        ("<p>All of it</p>", "<p>All of it</p>"),
        ("<h2>How</h2><p>So</p>", ""),
        ("<div><p>All</p><h2>How</h2></div><h2>So</h2>", "<div><p>All</p><h2>How</h2></div><h2>So</h2>"),
        ("<details><p>All</p></details><h2>How</h2>", "<details><p>All</p></details>"),
    ],
)
def test_a_text_is_parted_at_its_first_heading_but_nothing_in_it_is_cut(text: str, first: str) -> None:
    assert after_the_first_part(text) == (first, text[len(first) :])


@pytest.mark.parametrize(
    ("title", "marked"),
    [("A network call", True), ("آپ کے اعداد", False), ("{ ur: آپ, en: You }", False), ("Agenda 2027 – ایجنڈا", False)],
)
def test_a_latin_title_on_a_page_in_nastaliq_is_marked(view_of, html, title: str, marked: bool) -> None:
    event = f"  - {{ id: one, title: {title}, type: call, start: 2026-07-01 }}\n"
    files = {"network.yml": NETWORK.replace("[en, ur]", "[ur, en]"), "events.yml": f"events:\n{event}"}
    page = html(events.pages, view_of(files))["/events/one/"]
    assert ('<span class="t-other-script">A network call</span></h1>' in page) is marked
    assert "t-other-script" not in html(events.pages, view_of({"events.yml": f"events:\n{event}"}))["/events/one/"]
