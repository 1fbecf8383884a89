"""Joint positions: how many signed and who, and until when one can."""

from __future__ import annotations

from talanoa.outputs.pages import statements

MEMBERS = """\
members:
  - { id: one, name: Member One, country: FJ }
  - { id: two, name: "<script>two</script>", country: FJ }
  - { id: named, name: Named Only, country: FJ, visibility: name-only }
  - { id: unseen, name: Unseen, country: FJ, visibility: hidden }
"""

STATEMENT = """\
---
title: Time to comment
date: 2026-05-01
authors: [one]
kind: statement
signing: { closes: 2026-06-30, addressed_to: All governments }
signatories: [{ member: one }, { member: two }, { member: named }, { member: unseen }]
---
Text.
"""

OLDER = "---\ntitle: An older one\ndate: 2025-05-01\nauthors: [one]\nkind: statement\n---\nText.\n"
TRANSLATION = OLDER.replace("An older one", "Waktu").replace("kind:", "language: id\ntranslation_of: time\nkind:")
FILES = {"members.yml": MEMBERS, "posts/time.md": STATEMENT, "posts/older.md": OLDER, "posts/waktu.md": TRANSLATION}


def test_signatories_are_counted_and_named_but_for_hidden_ones(view_of, html):
    page = html(statements.pages, view_of(FILES))["/statements/"]
    assert "3 organisations have signed" in page
    assert '<a href="site:members/one/"><bdi>Member One</bdi></a>' in page
    assert "<bdi>Named Only</bdi>" in page and "members/named/" not in page
    assert "Unseen" not in page
    assert "&lt;script&gt;two" in page and "<script" not in page


def test_newest_first_and_each_once_with_its_translations(view_of, html):
    page = html(statements.pages, view_of(FILES))["/statements/"]
    assert page.count("<article") == 2
    assert page.index("Time to comment") < page.index("An older one")
    assert 'href="site:posts/waktu/"' in page
    assert "Nobody has signed yet." in page  # of the older one


def test_signing_is_open_until_its_last_day(view_of, html):
    last_day = "2026-06-30T12:00"  # evening in Manila
    assert "Open for signing until" in html(statements.pages, view_of(FILES, now=last_day))["/statements/"]
    day_after = "2026-06-30T17:00"  # past midnight in Manila
    assert "Signing closed on" in html(statements.pages, view_of(FILES, now=day_after))["/statements/"]


def test_without_statements_the_page_says_so(view_of, html):
    assert "No statements yet." in html(statements.pages, view_of({}))["/statements/"]
