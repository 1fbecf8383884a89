"""The library lists each document once, newest first, with the occurrence that it belongs to."""

from __future__ import annotations

import re

from talanoa.outputs.pages import library

EVENTS = """\
events:
  - id: call
    title: Call
    type: call
    start: 2026-01-05 14:00
    recurrence: { every: 1 week, count: 3 }
    documents: [{ title: Rules of the call, url: "https://example.org/rules", kind: other }]
    occurrences:
      2026-01-12:
        documents:
          - { title: Old notes, url: "https://example.org/old", kind: notes, date: 2025-12-01, language: ur }
          - { title: "<script>x</script>", url: "https://example.org/new", kind: notes }
  - id: unseen
    title: Unseen
    type: call
    start: 2026-01-05
    visibility: hidden
    documents: [{ title: Secret paper, url: "https://example.org/secret" }]
"""
NOTES = """\
---
title: Notes as a post
date: 2026-01-20
authors: [{ name: Guest }]
kind: notes
events: [call]
---
Text.
"""
BLOG = NOTES.replace("kind: notes", "kind: blog").replace("as a post", "of a blogger")


def test_documents_of_events_occurrences_and_posts(view_of, html):
    page = html(library.pages, view_of({"events.yml": EVENTS, "posts/n.md": NOTES, "posts/b.md": BLOG}))["/library/"]
    assert page.count("Rules of the call") == 1  # though every occurrence carries it
    assert 'href="site:events/call/2026-01-12/"' in page
    assert page.index("Notes as a post") < page.index("&lt;script&gt;") < page.index("Old notes")
    assert '<bdi lang="ur" dir="rtl">Old notes</bdi>' in page
    assert "4 documents" in page
    for absent in ("<script", "Secret paper", "of a blogger"):
        assert absent not in page


def test_an_empty_library_says_so(view_of, html):
    assert "No documents yet." in html(library.pages, view_of({}))["/library/"]


def test_a_long_library_has_pages_and_each_kind_is_found_from_all_of_them(view_of, html):
    entries = [
        f"      - {{ title: {kind} {n:03}, url: 'https://example.org/{kind}{n}', kind: {kind}, date: 2026-01-01 }}\n"
        for kind in ("draft", "recording")
        for n in range(90)
    ]
    event = "events:\n  - id: call\n    title: Call\n    type: call\n    start: 2026-01-05\n    documents:\n"
    made = html(library.pages, view_of({"events.yml": event + "".join(entries)}))
    assert [*made] == ["/library/", "/library/page/2/"]
    first, second = made.values()
    assert "recording 009" in first and "recording 010" not in first
    assert "recording 009" not in second and "recording 010" in second and "draft 0" not in second
    for page, begins in ((first, ""), (second, "site:library/")):
        assert f'href="{begins}#kind-draft"' in page and f'href="{begins}#kind-recording"' in page
        assert "180 documents" in page and page.count('<span class="t-number">(90)') == page.count("<h2")
        assert page.count(' id="kind-draft"') == page.count(' id="kind-recording"') == 1, (
            "an address with a kind finds its way"
        )
    assert re.search('<li id="kind-draft"><a href="site:library/#kind-draft">', second)
    assert '<a rel="next" href="site:library/page/2/">Next</a>' in first
    assert '<a rel="prev" href="site:library/">Previous</a>' in second
