"""Listings of posts: ways to narrow them down that are pages, and what readers see where there is nothing yet."""

from __future__ import annotations

import re

from talanoa.outputs.pages import posts, search, topics

NETWORK = """\
id: example
authority: example.org,2016
name: Example Network
timezone: Asia/Manila
languages: [en, ur]
themes: [{ id: budgets, title: Budgets }, { id: courts, title: Courts }]
"""
POST = """\
---
title: A budget
date: 2026-05-01
authors: [{ name: Guest }]
kind: blog
themes: [budgets]
countries: [LK, MN]
---
Text.
"""


def test_filters_of_posts_are_links_to_pages_that_exist(view_of, html):
    view = view_of({"network.yml": NETWORK, "posts/a-budget.md": POST})
    pages = html(posts.pages, view) | html(topics.pages, view)
    nav = re.search(r'<details class="t-filters .*?</details>', pages["/posts/"], re.DOTALL)
    assert nav
    links = re.findall(r'href="site:([^"]+)"', nav[0])
    assert links == [
        "kinds/blog/", "themes/budgets/", "countries/mn/", "countries/lk/", "languages/en/", "posts/archive/2026/",
    ], "countries by their names: Mongolia before Sri Lanka"  # fmt: skip
    assert all(f"/{link}" in pages for link in links)


def test_an_empty_listing_says_so_and_offers_its_feed(view_of, html):
    view = view_of({"network.yml": NETWORK, "posts/a-budget.md": POST})
    pages = html(posts.pages, view) | html(topics.pages, view)
    english, urdu = "No posts here yet.", "یہاں ابھی کوئی تحریر نہیں۔"
    for address, words in {"/kinds/op-ed/": english, "/themes/courts/": english, "/languages/ur/": urdu}.items():
        empty = re.search(r'<p class="t-empty">.*?</p>', pages[address])
        assert empty and words in empty[0], address
        assert f'href="site:{address[1:]}rss.xml"' in empty[0]


def test_without_posts_there_is_nothing_to_choose(view_of, html):
    page = html(posts.pages, view_of({"network.yml": NETWORK}))["/posts/"]
    assert "t-filters" not in page
    assert 'href="site:rss.xml"' in page, "the network's feed"


def test_of_very_many_members_events_and_documents_some_are_shown_with_the_way_to_all(view_of, html):
    members = "".join(
        f"  - {{ id: m{n}, name: Group {n:03}, country: FJ, themes: [budgets], languages: [en] }}\n" for n in range(70)
    )
    events = "".join(
        f"  - {{ id: e{n:03}, title: Call {n:03}, type: call, start: 2036-01-05, themes: [budgets], languages: [en],"
        f" documents: [{{ title: Paper {n:03}, url: 'https://example.org/{n}', language: en }}] }}\n"
        for n in range(30)
    )
    files = {"network.yml": NETWORK, "members.yml": f"members:\n{members}", "events.yml": f"events:\n{events}"}
    made = html(topics.pages, view_of(files))
    theme, country, english = made["/themes/budgets/"], made["/countries/fj/"], made["/languages/en/"]
    assert 'href="site:members/?theme=budgets"' in theme and 'href="site:members/?country=fj"' in country
    assert 'href="site:members/"' in english and 'href="site:library/"' in english
    for page in (theme, english):
        assert "Group 059" in page and "Group 060" not in page
        assert "Call 019" in page and "Call 020" not in page and 'href="site:events/">All events' in page
    assert len(re.findall("Paper [0-9]{3}", english)) == 20
    for page, says in ((theme, "60 of 70"), (theme, "20 of 30"), (country, "60 of 70"), (english, "20 of 30")):
        assert f"<p>{says} are listed here. <a " in page, "on paper, where links are left out, too"


def test_where_all_are_shown_nothing_leads_away(view_of, html):
    members = "members: [{ id: m, name: Group, country: FJ, themes: [budgets] }]"
    page = html(topics.pages, view_of({"network.yml": NETWORK, "members.yml": members}))["/themes/budgets/"]
    assert "Group" in page and "members/?" not in page


def test_members_of_whom_only_the_name_is_known_are_shortened_like_others(view_of, html):
    named = "".join(f"  - {{ id: m{n}, name: Group {n:03}, country: FJ, visibility: name-only }}\n" for n in range(61))
    page = html(topics.pages, view_of({"network.yml": NETWORK, "members.yml": f"members:\n{named}"}))["/countries/fj/"]
    assert "Group 059" in page and "Group 060" not in page
    assert '60 of 61 are listed here. <a class="t-more" href="site:members/?country=fj">' in page


def test_the_search_page_names_each_member_unless_that_would_make_it_slow(view_of, html):
    def letters(count):
        members = "".join(f"  - {{ id: m{n}, name: Group {n}, country: FJ }}\n" for n in range(count))
        page = html(search.pages, view_of({"members.yml": f"members:\n{members}"}))["/search/"]
        assert 'href="site:members/"' in page
        return "Members from A to Z" in page, page.count(">Group ")

    assert (letters(300), letters(301)) == ((True, 300), (False, 0))
